"""Seats made for hires have no place in the workbook: told where others of their team have one and travel costs something."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.identifiers import SeatId
from planner.optimization.territory.make import make_territory_plan
from planner.results.territory_findings import find_territory_faults
from planner.results.unplaced_seats import UNPLACED_CODE
from tests.account_book_builder import make_book, make_territory_input, plan_for

_PLACED = {"F1": {"latitude": 31.0, "longitude": 121.0}}


def tell(cost=100, latitude=30.0, accounts=2, **seats):
    book = make_book(4, latitude=(latitude,) * 4, longitude=(120.0,) * 4)
    plan_input = make_territory_input(book, **seats)
    plan_input = replace(plan_input, settings=replace(plan_input.settings, travel_cost_per_km_cents=cost))
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual)
    field = next(s for s in plan.seats if s.seat == "F1")
    made = replace(field, seat=SeatId("Field hire 1"), after=replace(field.after, accounts=accounts))
    faults = find_territory_faults(plan_input, annual, replace(plan, seats=(*plan.seats, made)), {})
    return [f for f in faults if f.code == UNPLACED_CODE]


def test_a_seat_made_for_a_hire_lies_nowhere():
    (found,) = tell(**_PLACED)
    assert found.found.en == (
        "seats of team Field made for hires, or for heads without a seat (1), have no coordinates: Field hire 1; "
        "others have, travel from there counts as nothing"
        " and far accounts go there"
    )
    assert "团队 Field 为新增人员或未列席位的人员设立的席位（1 个）无坐标：Field hire 1" in found.found.zh


@pytest.mark.parametrize(
    "case", [{"cost": 0, **_PLACED}, {"latitude": None, **_PLACED}, {"accounts": 0, **_PLACED}, {}]
)
def test_nothing_is_told_without_cost_places_or_accounts(case):
    assert tell(**case) == []
