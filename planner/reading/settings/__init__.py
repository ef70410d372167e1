"""Sheet Settings in all its shapes."""
