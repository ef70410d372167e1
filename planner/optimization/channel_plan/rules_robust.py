"""The rule that makes a revenue certain (docs/models/risk.md)."""

from __future__ import annotations

from planner.optimization.channel_plan.model_parts import ModelParts
from planner.optimization.channel_plan.rules_capacity import GE

CERTAIN_CENTS = 1.0
"""Asked beyond the target, whose row is not of whole cents."""


def add_robust_target(parts: ModelParts) -> None:
    """Revenue of the chosen options, as it is in the sampled years that decide, reaches the target: Σ revenue_o·x_o ≥ target, where asked for."""
    target = parts.problem.robust
    if target is not None:
        revenue = target.revenue_cents / parts.money
        parts.add_row("robust_target.company", revenue, (), GE, (target.target_cents + CERTAIN_CENTS) / parts.money)
