"""A plan simulated."""
