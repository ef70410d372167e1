"""The plan simulated: how likely its targets are, and what hurts most."""
