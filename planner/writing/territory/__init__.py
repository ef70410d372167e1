"""Territories as sheets and as a list."""
