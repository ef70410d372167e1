"""The plan simulated: how likely its targets are, and what hurts most."""

from planner.results.risk.simulate import RiskRequest, simulate_plan

__all__ = ["RiskRequest", "simulate_plan"]
