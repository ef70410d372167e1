"""Seats made for hires and heads without a seat: the workbook has no place for them, so travel from there counts as nothing."""

from __future__ import annotations

from collections import defaultdict

from planner.domain.plan_input import PlanInput
from planner.domain.territory import TerritoryPlan
from planner.findings import Finding, Place, Severity
from planner.language import Text

UNPLACED_CODE = "made_seat_without_place"
_MOST_NAMED = 5


def find_unplaced_seats(plan_input: PlanInput, plan: TerritoryPlan) -> tuple[Finding, ...]:
    """Return a warning per team whose seats have coordinates, but not those made for it that got accounts; none where travel costs nothing.

    `planner check` tells the seats of the workbook that have none.
    """
    book = plan_input.accounts
    if not plan_input.settings.travel_cost_per_km_cents or all(n is None for n in book.latitude):
        return ()
    known = {s.seat for s in plan_input.seats}
    placed = {s.team for s in plan_input.seats if s.latitude is not None and s.longitude is not None}
    made: dict[str, list[str]] = defaultdict(list)
    for seat in plan.seats:
        if seat.seat not in known and seat.team in placed and seat.after.accounts:
            made[seat.team].append(seat.seat)
    return tuple(_warn(team, seats) for team, seats in sorted(made.items()))


def _warn(team: str, seats: list[str]) -> Finding:
    found = Text(
        "seats of team {t} made for hires, or for heads without a seat ({n}), have no coordinates: {s}; others have, travel from there "
        "counts as nothing and far accounts go there",
        "团队 {t} 为新增人员或未列席位的人员设立的席位（{n} 个）无坐标：{s}；其他席位有坐标，其差旅按零计，远处客户会偏向这些席位",
    )
    named = ", ".join(seats[:_MOST_NAMED]) + (" …" if len(seats) > _MOST_NAMED else "")
    remedy = Text(
        "Enter them on sheet Seats, with latitude and longitude; a guess is better than none.",
        "请在席位表中列出这些席位并填写纬度与经度；估计值也好于空白。",
    )
    return Finding(UNPLACED_CODE, Severity.WARNING, Place(), found.format(t=team, n=len(seats), s=named), remedy=remedy)
