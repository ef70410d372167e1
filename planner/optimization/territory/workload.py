"""How many hours a year an account takes."""

from __future__ import annotations

from planner.domain.plan_input import PlanInput


def list_account_hours(plan_input: PlanInput) -> tuple[float, ...]:
    """Return the hours a year of every account, in the book's order: given, else by tier, else 0."""
    book, settings = plan_input.accounts, plan_input.settings
    tiers = {"a": settings.tier_a_hours, "b": settings.tier_b_hours, "c": settings.tier_c_hours}
    return tuple(
        h if h is not None else tiers.get((t or "").strip().casefold(), 0.0)
        for h, t in zip(book.workload_hours, book.tier, strict=True)
    )
