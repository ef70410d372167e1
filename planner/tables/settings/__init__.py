"""Sheet Settings, by what its settings are about."""
