"""A plan with territories: seat targets follow them, the workbook shows them and holds, falsified ones do not."""

from __future__ import annotations

from functools import cache

import pytest

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.optimization.annual_plan import PlanRequest, follow_territories, make_annual_plan
from planner.optimization.territory.order import make_ordered_territories, read_order
from planner.results.verify import verify_plan
from planner.results.written.read_plan import read_plan_file
from planner.results.written.sheets.book import Book
from planner.results.written.sheets.read_book import read_book
from planner.results.written.verify_file import examine_book, verify_plan_file
from planner.tables.results.plan_people_sheets import SEAT_TARGETS_SHEET
from planner.tables.results.territory_sheets import (
    BALANCE_SHEET,
    MOVES_SHEET,
    ORDER_HEADING,
    OVERVIEW_SHEET,
    TERRITORIES_SHEET,
    TERRITORY_LABELS,
)
from planner.writing.letters.contents.territories import AccountState, territories_of_plan
from tests.account_book_builder import make_book, make_territory_input
from tests.results.forgery import find_row, forge_cell, result_tables
from tests.written_plan_builder import write_made_plan

_ORDER = "balance,disruption"
_REQUEST = PlanRequest(territories=True)


def _input(weight: float = 0.5) -> PlanInput:
    # F1 owns all six accounts; A0 is as large as the five others together.
    book = make_book(
        6, owner="F1", potential_cents=(50_000_000, *(10_000_000,) * 5), locked_seat=("F1", *(None,) * 5), name="Shop"
    )
    return make_territory_input(book, {"seat_territory_weight": weight})


@cache
def _case(weight: float = 0.5) -> tuple[PlanInput, AnnualPlan]:
    plan_input = _input(weight)
    return plan_input, make_annual_plan(plan_input, _REQUEST).plan


@cache
def _workbook(language: Language) -> bytes:
    plan_input, plan = _case()
    return write_made_plan(plan_input, plan, language, "plan.xlsx")


@cache
def _ordered_book(language: Language = Language.ENGLISH) -> Book:
    """Balance first, which the workbook prices at nothing here, then few moves."""
    plan_input = make_territory_input(
        make_book(6, owner="F1", potential_cents=(50_000_000, *(10_000_000,) * 5)), {"imbalance_cost_share": 0.0}
    )
    plan = make_annual_plan(plan_input, _REQUEST).plan
    made = follow_territories(plan_input, plan, make_ordered_territories(plan_input, plan, read_order(_ORDER)))
    assert verify_plan(plan_input, made) == ()
    return read_book(write_made_plan(plan_input, made, language, "plan.xlsx"), "plan.xlsx")


@cache
def _book() -> Book:
    return read_book(_workbook(Language.ENGLISH), "plan.xlsx")


def _codes(book: Book) -> set[str]:
    return {f.code.removeprefix("verify_") for f in examine_book(book).findings}


@pytest.mark.parametrize("weight", [0.0, 0.5, 1.0])
def test_seat_targets_follow_territory_and_capacity_by_weight(weight: float):
    plan_input, plan = _case(weight)
    assert plan.territories is not None
    assert verify_plan(plan_input, plan) == ()
    brought = {s.seat: s.after.expected_cents for s in plan.territories.seats}
    seats = [s for s in plan.targets.seats if s.position.team == "Field"]
    team, revenue = sum(s.base_cents for s in seats), sum(brought[s.position.seat] for s in seats)
    for seat in seats:
        # Two seats there all year: each has half of the capacity.
        share = (1 - weight) / len(seats) + weight * brought[seat.position.seat] / revenue
        assert abs(seat.base_cents - team * share) <= plan_input.settings.rounding_step_cents
        assert sum(s.amount_cents for s in seat.steps) == seat.base_cents
        step = next(s.amount_cents for s in seat.steps if s.name == "territory")
        assert (step == 0) == (weight == 0.0)
    assert team == next(t.base_cents for t in plan.targets.teams if t.team == "Field")


@pytest.mark.parametrize("weight", [0.0, 0.5, 1.0])
def test_targets_before_moves_follow_the_accounts_of_today(weight: float):
    _, plan = _case(weight)
    assert plan.territories is not None
    assert plan.territories.moves
    first, second = (s for s in plan.targets.seats if s.position.team == "Field")
    team = first.base_cents + second.base_cents
    # F1 owns everything today, and has half of the capacity.
    assert [first.before_moves_cents, second.before_moves_cents].count(None) == 0
    assert (first.before_moves_cents or 0) + (second.before_moves_cents or 0) == team
    assert first.before_moves_cents == pytest.approx(team * (0.5 + weight / 2), abs=100)
    assert (first.before_moves_cents == first.base_cents) == (weight == 0.0)


def test_targets_before_moves_shifted_between_seats_are_found():
    book, tables = _book(), result_tables(_book(), _case()[0])
    for seat, cents in (("F1", -100_000), ("F2", 100_000)):
        found = find_row(tables, BALANCE_SHEET, seat)
        was = found["target_before"]
        book = forge_cell(book, found.sheet.name, found.row, found.columns["target_before"], was + cents / 100)
    assert "seat_target_band" in _codes(book)


def test_a_plan_without_territories_shares_by_capacity():
    plan_input, _ = _case()
    plan = make_annual_plan(plan_input).plan
    assert plan.territories is None
    assert {s.before_moves_cents for s in plan.targets.seats} == {None}
    first, second = (s.base_cents for s in plan.targets.seats if s.position.team == "Field")
    assert abs(first - second) <= plan_input.settings.rounding_step_cents
    assert verify_plan(plan_input, plan) == ()


@pytest.mark.parametrize("language", list(Language))
def test_the_workbook_holds_and_shows_the_territories(language: Language):
    content = _workbook(language)
    assert verify_plan_file(content, "plan.xlsx").findings == ()
    names = {s.name for s in read_book(content, "plan.xlsx").sheets}
    sheets = (OVERVIEW_SHEET, TERRITORIES_SHEET.sheet, MOVES_SHEET.sheet, BALANCE_SHEET.sheet)
    assert {s.choose(language) for s in sheets} <= names


def test_letters_take_the_territories_of_the_plan_workbook():
    plan = read_plan_file(_workbook(Language.ENGLISH), "plan.xlsx")
    territories = territories_of_plan(plan)
    assert territories is not None
    states = {a.account: a.state for a in territories.accounts_of["F1"]}
    assert states["A0"] is AccountState.KEPT
    moved = {a.account for a in territories.accounts_of["F2"]}
    assert moved == {a for a, state in states.items() if state is AccountState.HANDED_OVER}
    assert moved


FORGED = (
    ("account of nobody", TERRITORIES_SHEET, "0", "account", "B9", "one_owner"),
    ("account twice", TERRITORIES_SHEET, "1", "account", "A0", "one_owner"),
    ("seat of another team", TERRITORIES_SHEET, "0", "seat", "P1", "one_owner"),
    ("no seat", TERRITORIES_SHEET, "0", "seat", None, "one_owner"),
    ("locked account elsewhere", TERRITORIES_SHEET, "0", "seat", "F2", "account_lock"),
    ("role", TERRITORIES_SHEET, "0", "role", "registration pool", "one_owner"),
    ("role that is no word", TERRITORIES_SHEET, "0", "role", "boss", "territories"),
    ("team", TERRITORIES_SHEET, "0", "team", "Partners", "one_owner"),
    ("owner today", TERRITORIES_SHEET, "0", "owner", "F2", "territory_facts"),
    ("segment", TERRITORIES_SHEET, "0", "segment", "South", "territory_facts"),
    ("name", TERRITORIES_SHEET, "0", "name", "Bank", "territory_facts"),
    ("potential", TERRITORIES_SHEET, "0", "potential", 1.0, "territory_facts"),
    ("revenue", TERRITORIES_SHEET, "0", "revenue", 1.0, "territory_facts"),
    ("handover", TERRITORIES_SHEET, "0", "handover", 5.0, "territory_cost"),
    ("travel", TERRITORIES_SHEET, "0", "travel", 5.0, "territory_cost"),
    ("second seat", TERRITORIES_SHEET, "2", "second", "F9", "manifest"),
    ("cost of the second seat", TERRITORIES_SHEET, "2", "second_cost", 5.0, "manifest"),
    ("move from elsewhere", MOVES_SHEET, "0", "giver", "F2", "moves"),
    ("move to elsewhere", MOVES_SHEET, "0", "taker", "P1", "moves"),
    ("hours that move", MOVES_SHEET, "0", "moved_hours", 1.0, "moves"),
    ("handover of a move", MOVES_SHEET, "0", "handover", 1.0, "moves"),
    *(
        (key, MOVES_SHEET, "0", key, 77.0, "moves")
        for key in (
            "giver_accounts_before",
            "giver_potential_after",
            "taker_expected_before",
            "taker_hours_after",
            "taker_target_after",
            "giver_target_before",
        )
    ),
    ("blank side of a move", MOVES_SHEET, "0", "taker_potential_after", None, "moves"),
    ("move of another", MOVES_SHEET, "0", "account", "A0", "moves"),
    ("accounts", BALANCE_SHEET, "F1", "accounts_after", 7.0, "potential_balance"),
    ("potential after", BALANCE_SHEET, "F1", "potential_after", 1.0, "potential_balance"),
    ("potential before", BALANCE_SHEET, "F1", "potential_before", 1.0, "potential_balance"),
    ("revenue after", BALANCE_SHEET, "F1", "revenue_after", 1.0, "potential_balance"),
    ("expected", BALANCE_SHEET, "F1", "expected", 1.0, "potential_balance"),
    ("hours", BALANCE_SHEET, "F1", "hours_after", 1.0, "potential_balance"),
    ("capacity", BALANCE_SHEET, "F1", "capacity", 1.0, "workload_capacity"),
    ("fair share", BALANCE_SHEET, "F1", "fair", 1.0, "potential_balance"),
    ("target before", BALANCE_SHEET, "F1", "target_before", 1.0, "seat_target_band"),
    ("target after", BALANCE_SHEET, "F1", "target_after", 1.0, "moves"),
    ("fair share today", BALANCE_SHEET, "F1", "fair_before", 1.0, "potential_balance"),
    ("seat", BALANCE_SHEET, "F1", "seat", "F9", "potential_balance"),
    ("seat target", SEAT_TARGETS_SHEET, "F1", "target", 1.0, "company_target_split"),
)


@pytest.mark.parametrize(("kind", "sheet", "row", "key", "value", "code"), FORGED, ids=[f[0] for f in FORGED])
def test_a_falsified_cell_is_found(kind, sheet, row, key, value, code):
    found = find_row(result_tables(_book(), _case()[0]), sheet, row)
    assert code in _codes(forge_cell(_book(), found.sheet.name, found.row, found.columns[key], value)), kind


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [("objective", 1.0, "territory_cost"), ("bound", 9e9, "territory_cost"), ("moves", 0.0, "territory_cost"),
     ("objective", None, "territories"), ("moved_revenue", 1.0, "territory_facts"), ("pool", 9.0, "territory_facts"),
     ("worst_before", 0.5, "territory_facts"), ("worst_after", 0.5, "territory_facts"),
     ("gap", "0.001%", "territory_facts"), ("gap", "none", "territory_facts"), ("gap", None, "territory_facts"),
     ("band", "5%", "territory_facts"), ("band", "6%, derived", "territory_facts"),
     ("keep_all", 5.0, "territory_cost"), ("bound", 0.01, "manifest"),
     ("overloaded", 5.0, "territory_facts"), ("beyond", 7.5, "territory_facts")],
)  # fmt: skip
def test_a_falsified_overview_is_found(key, value, code):
    sheet = next(s for s in _book().sheets if s.name == OVERVIEW_SHEET.en)
    row = next(i for i in range(len(sheet.rows)) if sheet.cell(i, 0).value == TERRITORY_LABELS[key].en)
    assert sheet.cell(row, 1).value != value
    assert code in _codes(forge_cell(_book(), sheet.name, row, 1, value))


@pytest.mark.parametrize("language", list(Language))
def test_the_overview_says_what_goals_in_order_reached(language: Language):
    book = _ordered_book(language)
    assert not examine_book(book).findings
    sheet = next(s for s in book.sheets if s.name == OVERVIEW_SHEET.choose(language))
    rows = [[sheet.cell(i, j).value for j in (0, 1)] for i in range(len(sheet.rows))]
    first = next(i for i, row in enumerate(rows) if row[0] == ORDER_HEADING.choose(language))
    labels = {
        Language.ENGLISH: [
            "1. Imbalance of potential", "1. No plan below", "1. Price",
            "2. Revenue lost by handover, and its effort", "2. No plan below", "3. All costs together", "3. No plan below",
        ],
        Language.CHINESE: [
            "1. 潜力不均衡", "1. 不可能低于", "1. 计价", "2. 交接损失与成本", "2. 不可能低于", "3. 总成本", "3. 不可能低于",
        ],
    }[language]  # fmt: skip
    assert [row[0] for row in rows[first + 1 : first + 8]] == labels
    # A0 is as large as the five others: F2 takes it, at 15 % of 10,000.00 and 500.00, or the five, at five times that.
    assert [row[1] for row in rows[first + 1 : first + 6] if isinstance(row[1], int | float)] == [0, 0, 2_000, 2_000]


@pytest.mark.parametrize(
    ("label", "value", "code"),
    [
        ("2. Revenue lost by handover, and its effort", 1_900.0, "goal_order"),
        ("2. Revenue lost by handover, and its effort", 2_005.0, "manifest"),
        ("2. No plan below", 2_100.0, "goal_order"),
        ("2. No plan below", 1_900.0, "manifest"),
        ("2. No plan below", None, "territories"),
        ("1. Price", None, "manifest"),
        ("3. All costs together", 3_000.0, "goal_order"),
        ("Method", "optimal", "goal_order"),
    ],
)
def test_a_falsified_order_is_found(label, value, code):
    sheet = next(s for s in _ordered_book().sheets if s.name == OVERVIEW_SHEET.en)
    row = next(i for i in range(len(sheet.rows)) if sheet.cell(i, 0).value == label)
    assert code in _codes(forge_cell(_ordered_book(), sheet.name, row, 1, value))


def test_another_goal_in_an_order_is_found():
    sheet = next(s for s in _ordered_book().sheets if s.name == OVERVIEW_SHEET.en)
    for old, new in (("1. Imbalance of potential", "1. Travel"), ("3. All costs together", "3. Travel")):
        row = next(i for i in range(len(sheet.rows)) if sheet.cell(i, 0).value == old)
        assert {"goal_order", "manifest"} & _codes(forge_cell(_ordered_book(), sheet.name, row, 0, new))
