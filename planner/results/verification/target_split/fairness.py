"""Is the company's target over the teams as fairly as their bands allow?

MODEL 3: minimise the largest difference between a team's stretch and the company's, then the sum of differences, here in money (target − common
stretch · expected revenue). Once the largest difference is least, that sum is the same for every split that moves all teams to one side; of these
the even one is right, in which every team off its band has one stretch. The largest difference and that stretch are worked out without a solver,
by bisection.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.findings import Finding
from planner.results.verification.subject import Subject, broken
from planner.results.verification.target_split.bands import Band, team_band

_NOISE = 1e-7
_STEPS = 2
"""Rounding moves a part by less than this many steps."""


@dataclass(frozen=True, slots=True)
class Share:
    """One team with expected revenue: its target, in cents, and its band."""

    team: str
    target: float
    expected: float
    least: float
    most: float

    def difference(self, stretch: float) -> float:
        """Return how far the team's stretch is from `stretch`."""
        return abs(self.target / self.expected - stretch)


def check_team_shares(subject: Subject) -> Iterator[Finding]:
    """Return what is wrong with the split of the company's target over the teams, beyond its sums and bands."""
    shares, step = _list_shares(subject), subject.plan_input.settings.rounding_step_cents
    amount = sum(s.target for s in shares)
    carried = sum(t.expected_revenue_cents for t in subject.plan.channel_plan.teams)
    if not shares or not carried:
        return
    stretch = subject.plan_input.settings.target_revenue_cents / carried
    widest = least_largest_difference(shares, amount, stretch)
    if widest is None:
        return
    for share in shares:
        if share.difference(stretch) > widest + _STEPS * step / share.expected + _NOISE:
            yield broken(
                "company_target_split",
                "team {t}: its stretch differs by {a:.6f} from the teams' common {s:.6f}; {b:.6f} would do",
                "团队 {t}：拉伸系数与整体 {s:.6f} 相差 {a:.6f}，本可不超过 {b:.6f}",
                t=share.team,
                a=share.difference(stretch),
                s=stretch,
                b=widest,
            )
    even = even_targets(shares, amount)
    for share in shares:
        if abs(share.target - even[share.team]) > _STEPS * step + _NOISE * amount:
            yield broken(
                "company_target_split",
                "team {t}: its target is {a:,.0f}; with one stretch for every team off its band it is {b:,.0f}",
                "团队 {t}：目标为 {a:,.0f}；未触及区间的团队拉伸系数一致时应为 {b:,.0f}",
                t=share.team,
                a=share.target / 100,
                b=even[share.team] / 100,
            )


def least_largest_difference(shares: list[Share], amount: float, stretch: float) -> float | None:
    """Return the smallest largest difference at which targets within the bands add up to `amount`; ``None`` when nothing does."""
    low, high = 0.0, max(stretch, max(max(s.least, amount) / s.expected for s in shares)) + 1.0
    if not _fits(shares, amount, stretch, high):
        return None
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if _fits(shares, amount, stretch, middle) else (middle, high)
    return high


def even_targets(shares: list[Share], amount: float) -> dict[str, float]:
    """Return the targets that add up to `amount` with one stretch for every team off its band."""
    low, high = 0.0, max(max(s.least, amount) / s.expected for s in shares) + 1.0
    for _ in range(200):
        middle = (low + high) / 2
        too_much = sum(_held(s, middle) for s in shares) > amount
        low, high = (low, middle) if too_much else (middle, high)
    return {s.team: _held(s, low) for s in shares}


def _held(share: Share, stretch: float) -> float:
    return min(max(stretch * share.expected, share.least), share.most)


def _list_shares(subject: Subject) -> list[Share]:
    company = subject.plan_input.settings.target_revenue_cents
    plans = {t.team: t for t in subject.plan.channel_plan.teams}
    shares: list[Share] = []
    for target in subject.plan.targets.teams:
        expected = plans[target.team].expected_revenue_cents
        band: Band = team_band(subject, target.team)
        most = max(company, band.least) if band.most is None else band.most
        if expected > 0:
            shares.append(Share(target.team, target.base_cents, expected, band.least, most))
    return shares


def _span(share: Share, stretch: float, widest: float) -> tuple[float, float]:
    return max(share.least, (stretch - widest) * share.expected), min(share.most, (stretch + widest) * share.expected)


def _fits(shares: list[Share], amount: float, stretch: float, widest: float) -> bool:
    spans = [_span(s, stretch, widest) for s in shares]
    return all(low <= high for low, high in spans) and sum(s[0] for s in spans) <= amount <= sum(s[1] for s in spans)
