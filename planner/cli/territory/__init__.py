"""Which seat owns which account."""
