"""The engines, and what must be done to a program before they see it."""
