"""Month shares of a year: as given, else from history, else even."""

from __future__ import annotations

from planner.domain.calendar import MONTHS_PER_YEAR, fiscal_month
from planner.domain.choices import SeasonScope
from planner.domain.identifiers import ProductId, TeamId
from planner.domain.plan_input import PlanInput

Shares = tuple[float, ...]


def month_shares(plan_input: PlanInput, team: TeamId, product: ProductId) -> Shares:
    """Return 12 shares that add up to 1, in fiscal order, for a team's sales of a product.

    The most special of what is given counts: the team's row, the product's, the company's; then the product's history, the company's; else even.
    """
    given = {(s.scope, s.name): s.month_shares for s in plan_input.seasonality}
    for key in ((SeasonScope.TEAM, team), (SeasonScope.PRODUCT, product), (SeasonScope.COMPANY, None)):
        if key in given:
            return _normalised(given[key])
    return (
        _from_history(plan_input, product)
        or _from_history(plan_input, None)
        or (1 / MONTHS_PER_YEAR,) * MONTHS_PER_YEAR
    )


def _from_history(plan_input: PlanInput, product: ProductId | None) -> Shares | None:
    """Return the shares of at least 12 months of history; ``None`` without."""
    sums = [0] * MONTHS_PER_YEAR
    seen: set[tuple[int, int]] = set()
    for line in plan_input.history:
        if product is None or line.product == product:
            sums[fiscal_month(line.month, plan_input.settings.fiscal_start_month) - 1] += line.revenue_cents
            seen.add((line.year, line.month))
    if len(seen) < MONTHS_PER_YEAR or sum(sums) <= 0:
        return None
    return _normalised(tuple(max(0.0, float(s)) for s in sums))


def _normalised(shares: Shares) -> Shares:
    total = sum(shares)
    return tuple(s / total for s in shares) if total > 0 else (1 / MONTHS_PER_YEAR,) * MONTHS_PER_YEAR
