"""Seats with a base pay of their own: the plan's cost counts what they are paid, everybody else costs the team's pay per head."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.plan import AnnualPlan
from planner.language import Language
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.reading.control import read_control
from planner.response.seat_pay import list_own_pay
from planner.response.staffing import HEAD_COST_KINDS, build_staffing
from planner.results.cost_of_sales.attainment import compute_costs_at
from planner.results.cost_of_sales.control import reconcile
from planner.results.cost_of_sales.control_difference import Reconciliation
from planner.results.cost_of_sales.curve import build_curve
from planner.results.cost_of_sales.months import compute_month_ratios, spread_costs
from planner.results.explain.heads import change_heads
from planner.results.verify import verify_plan
from planner.tables.results.cost_sheets import COST_KIND_WORDS
from tests.control_files import Row, wide_rows, write_sheet
from tests.plan_input_builder import make_plan_input, make_seat, make_team
from tests.results.own_pay_case import (
    DESK,
    DESK_CENTS,
    FIELD,
    FIELD_CENTS,
    make_own_pay_case,
    make_own_pay_input,
    pay_lines,
)
from tests.results.pay_case import make_pay_case
from tests.results.rich_case import change_plan, codes_of

_LABELS = ("Demo room", "Audit", "Fair", "Partner day")
_TEAMS = ("Field", "Allies", "Desk")


def test_a_plan_counts_what_every_seat_is_paid():
    plan_input, plan = make_own_pay_case()
    hires = {t.team: sum(n * (12 - 3 * q) / 12 for q, n in enumerate(t.hires)) for t in plan.channel_plan.teams}
    assert pay_lines(plan) == {
        ("pay", "Field"): round((1 + hires[FIELD]) * 4_000_000),  # one head without a seat, and hires
        ("seat_pay", "Field"): FIELD_CENTS,
        ("pay", "Allies"): 40_000_000,
        ("seat_pay", "Desk"): DESK_CENTS,
    }
    assert verify_plan(plan_input, plan) == ()


def test_without_own_pay_nothing_is_told_apart():
    plan_input, plan = make_pay_case()
    assert list_own_pay(plan_input) == ()
    for staff in build_staffing(plan_input):
        assert (staff.team_paid_years, staff.seat_pay_cents) == (staff.paid_years, 0)
    assert all(c.kind != "seat_pay" for c in plan.channel_plan.costs)


def test_zero_is_not_no_data():
    team = make_team("Field", heads=1, pay_cents=1_000_000)

    def pay(base_pay: int | None) -> int:
        seat = make_seat("F", base_pay_cents=base_pay)
        (staff,) = build_staffing(make_plan_input(teams=(team,), seats=(seat,)))
        return sum(staff.head_cost_cents(kind) for kind in HEAD_COST_KINDS)

    assert pay(None) - pay(0) == 1_000_000
    assert pay(250_000) - pay(0) == 250_000


def test_more_seats_than_heads_and_fewer():
    seats = (make_seat("A", base_pay_cents=300_000), make_seat("B", base_pay_cents=500_000, level_factor=3.0))
    for heads, without_seat in ((1, 0), (2, 0), (5, 3)):
        team = make_team("Field", heads=heads, pay_cents=1_000_000)
        (staff,) = build_staffing(make_plan_input(teams=(team,), seats=seats))
        assert staff.head_cost_cents("seat_pay") == 800_000  # the level changes what is sold, not what is paid
        assert staff.head_cost_cents("pay") == without_seat * 1_000_000
        assert staff.paid_years == 2 + without_seat


def test_the_program_counts_the_seats_pay_and_not_the_teams():
    plain, own = (build_channel_plan_problem(p) for p in (make_pay_case()[0], make_own_pay_input()))
    field = next(i for i, s in enumerate(own.staffing) if s.team.team == FIELD)
    # F1, F2 and F3 cost 1 + 9/12 + 1/2 heads at 40,000.00 before; benefits and expense stay
    assert own.team_fixed_cents(field) - plain.team_fixed_cents(field) == FIELD_CENTS - 9_000_000
    assert own.staffing[field].hire_cost_cents(1) == plain.staffing[field].hire_cost_cents(1)


def test_a_plan_that_counts_the_teams_pay_for_these_seats_is_refused():
    plan_input, plan = make_own_pay_case()
    costs = plan.channel_plan.costs

    def with_pay(kind: str, cents: int) -> AnnualPlan:
        lines = (
            replace(c, amount_cents=c.amount_cents + cents) if (c.kind, c.team) == (kind, FIELD) else c for c in costs
        )
        return change_plan(plan, costs=tuple(lines))

    assert "costs" in codes_of(plan_input, with_pay("seat_pay", 2))
    assert "costs" in codes_of(plan_input, with_pay("pay", 400))
    assert "costs" in codes_of(plan_input, change_plan(plan, costs=tuple(c for c in costs if c.kind != "seat_pay")))
    assert "costs" in codes_of(make_pay_case()[0], plan)


def test_pay_falls_into_the_months_in_which_it_is_paid():
    plan_input, plan = make_own_pay_case()
    months = {(c.line.kind, c.line.team): c.months_cents for c in spread_costs(plan_input, plan)}
    desk = months["seat_pay", DESK]
    assert sum(desk) == DESK_CENTS
    # D1: 123,456.78 · 10/12 = 102,880.65, less 92,592.585 rounded up; D3 joins in month 11
    assert desk[9] == 10_288_065 - 9_259_259
    assert desk[10] + desk[11] == 1_000_000 + 12_345_678 - 10_288_065
    assert ("pay", DESK) not in months  # nobody there is paid the team's pay per head
    last = compute_month_ratios(plan_input, plan)[-1]
    assert last.cost_to_date_cents == plan.channel_plan.totals.cost_of_sales_cents


def test_own_pay_is_fixed_at_every_attainment():
    plan_input, plan = make_own_pay_case()
    curve = build_curve(plan_input, plan)
    field = next(t for t in curve.teams if t.team == FIELD)
    assert (field.seat_years, field.seat_pay_cents) == (1 + 0.75 + 0.5, FIELD_CENTS)
    lines = [c for c in plan.channel_plan.costs if c.team == FIELD]
    paid = sum(c.amount_cents for c in lines if c.kind in ("pay", "seat_pay", "process_bonus", "benefits"))
    assert abs(field.people_cents - paid) <= 3  # hires are rounded one by one in the lines
    for attainment in (0.8, 1.0, 1.2):
        cost = next(c for c in compute_costs_at(curve, attainment) if c.name == FIELD)
        assert cost.lines["fixed"] == field.fixed_cents


def test_a_head_less_saves_the_pay_of_the_seat_that_leaves():
    plan_input = make_own_pay_input()

    def pay(more: int) -> int:
        staff = next(s for s in build_staffing(change_heads(plan_input, FIELD, more)) if s.team.team == FIELD)
        return staff.head_cost_cents("pay") + staff.head_cost_cents("seat_pay")

    assert pay(0) - pay(-1) == 4_000_000  # the head without a seat
    assert pay(-1) - pay(-2) == 3_888_889  # then F3, the last filled seat
    assert pay(1) - pay(0) == 4_000_000


@pytest.mark.parametrize("language", list(Language))
def test_finance_may_state_pay_whole_or_apart(tmp_path, language):
    plan_input, plan = make_own_pay_case()
    rows = wide_rows(plan_input, plan, language)
    assert _compare(tmp_path, rows).differences == ()
    # pay of a team under one name, in two rows
    head, *lines = rows
    own = COST_KIND_WORDS["seat_pay"].choose(language)
    assert sum(r[1] == own for r in lines) == 2
    assert (
        _compare(tmp_path, [head, *([r[0], "Salaries" if r[1] == own else r[1], *r[2:]] for r in lines)]).differences
        == ()
    )
    # the pay of the others alone, for everything: named, by the pay of the seats
    short = _compare(tmp_path, [head, *(r for r in lines if r[1] != own)]).differences
    found = {(d.team.en, d.month): d.difference_cents for d in short}
    assert (found["Field", None], found["Desk", None]) == (-FIELD_CENTS, -DESK_CENTS)


def _compare(folder: Path, rows: list[Row] | list[list[object]]) -> Reconciliation:
    plan_input, plan = make_own_pay_case()
    settings = plan_input.settings
    path = write_sheet(folder / "budget.xlsx", rows)
    file = read_control(path, settings.fiscal_start_month, settings.plan_year, _LABELS, teams=_TEAMS)
    return reconcile(plan_input, plan, file.figures, 0)
