"""Month shares of a year: as given, else from history, else even."""

from __future__ import annotations

from collections import defaultdict

from planner.domain.calendar import MONTHS_PER_YEAR, are_quarters, fiscal_month
from planner.domain.choices import SeasonScope
from planner.domain.identifiers import ProductId, TeamId
from planner.domain.plan_input import PlanInput

Shares = tuple[float, ...]
_EVEN: Shares = (1 / MONTHS_PER_YEAR,) * MONTHS_PER_YEAR


class Seasons:
    """Month shares of one input; the history is added up once."""

    def __init__(self, plan_input: PlanInput) -> None:
        self._given = {(s.scope, s.name): s.month_shares for s in plan_input.seasonality}
        self._past = _add_up_history(plan_input)

    def shares(self, team: TeamId, product: ProductId) -> Shares:
        """Return 12 shares that add up to 1, in fiscal order, for a team's sales of a product.

        The most special of what is given counts: the team's row, the product's, the company's; then the product's history, the company's; else even.
        """
        for key in ((SeasonScope.TEAM, team), (SeasonScope.PRODUCT, product), (SeasonScope.COMPANY, None)):
            if key in self._given:
                return _normalised(self._given[key])
        return self._past.get(product) or self._past.get(None) or _EVEN


def _add_up_history(plan_input: PlanInput) -> dict[ProductId | None, Shares]:
    """Return the shares by product, and the company's under ``None``, of those with at least 12 months of history.

    Only whole years count, back from the last month: of January 2025 to September 2026 the last twelve months, so that no month stands twice
    where another stands once. Quarters that are kept under one of their months say nothing of months, however many years there are.
    """
    revenue: dict[ProductId | None, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for line in plan_input.history:
        at = line.year * MONTHS_PER_YEAR + line.month - 1
        for product in (None,) if line.product is None else (line.product, None):
            revenue[product][at] += line.revenue_cents
    found: dict[ProductId | None, Shares] = {}
    for product, months in revenue.items():
        last = max(months)
        years = (last - min(months) + 1) // MONTHS_PER_YEAR
        whole = {at: cents for at, cents in months.items() if at > last - MONTHS_PER_YEAR * years}
        sums = [0] * MONTHS_PER_YEAR
        for at, cents in whole.items():
            sums[fiscal_month(at % MONTHS_PER_YEAR + 1, plan_input.settings.fiscal_start_month) - 1] += cents
        # Quarters under one of their months would leave eight months of the year without a target.
        is_monthly = len(whole) >= MONTHS_PER_YEAR and not are_quarters(at % MONTHS_PER_YEAR for at in whole)
        if is_monthly and sum(sums) > 0:
            found[product] = _normalised(tuple(max(0.0, float(s)) for s in sums))
    return found


def _normalised(shares: Shares) -> Shares:
    total = sum(shares)
    return tuple(s / total for s in shares) if total > 0 else _EVEN
