"""Targets: company to teams, seats, products and months."""

from planner.optimization.target_split.split import split_targets

__all__ = ["split_targets"]
