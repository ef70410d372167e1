"""The small company with variable pay in which seats have a base pay of their own, for every kind of seat that there is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.optimization.annual_plan import make_annual_plan
from tests.plan_input_builder import make_seat
from tests.results.pay_case import DESK, FIELD, make_pay_case

OWN_PAY = {
    "F1": 5_000_001,  # all year: 50,000.01
    "F2": 6_666_667,  # from month 4: 66,666.67 · 9/12 = 50,000.0025
    "F3": 7_777_777,  # half time: 77,777.77 · 0.5 = 38,888.885, rounded up
    "D1": 12_345_678,
    "D2": 0,  # a typed zero: paid nothing
    "D3": 6_000_000,  # vacant, from month 11: 60,000 · 2/12 = 10,000.00
}
FIELD_CENTS = 5_000_001 + 5_000_000 + 3_888_889
DESK_CENTS = 12_345_678 + 1_000_000


def make_own_pay_input() -> PlanInput:
    """Return the company: Field has 4 heads in 3 filled seats, Allies 2 without pay of their own, Desk 2 with, and a joiner."""
    plan_input, _ = make_pay_case()
    seats = (*plan_input.seats, make_seat("D3", DESK, rep=None, start_month=11))
    return replace(plan_input, seats=tuple(replace(s, base_pay_cents=OWN_PAY.get(s.seat)) for s in seats))


@cache
def make_own_pay_case() -> tuple[PlanInput, AnnualPlan]:
    """Return the company and its plan."""
    plan_input = make_own_pay_input()
    return plan_input, make_annual_plan(plan_input).plan


def pay_lines(plan: AnnualPlan) -> dict[tuple[str, str], int]:
    """Return both lines of pay by kind and team, in cents."""
    return {(c.kind, str(c.team)): c.amount_cents for c in plan.channel_plan.costs if c.kind in ("pay", "seat_pay")}


__all__ = ["DESK", "DESK_CENTS", "FIELD", "FIELD_CENTS", "make_own_pay_case", "make_own_pay_input", "pay_lines"]
