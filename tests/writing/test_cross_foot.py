"""Sheet Cross-foot: targets add up at every node and in every month, as formulas and for the verifier."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from planner.domain.calendar import Seasonality
from planner.domain.choices import SeasonScope
from planner.domain.identifiers import TeamId
from planner.domain.organisation import TeamGroup
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.optimization.annual_plan import make_annual_plan
from planner.results.written.plans.result_tables import ResultRow
from planner.results.written.sheets.book import Book, Sheet
from planner.results.written.sheets.read_book import read_book
from planner.results.written.verify_file import examine_book, verify_plan_file
from planner.tables.results.tie_out_sheets import CROSS_FOOT_SHEET
from tests.plan_input_builder import make_plan_input, make_seat, make_segment, make_settings, make_team
from tests.results.forgery import change_sheet, find_row, forge_cell, result_tables
from tests.results.quick_verification import codes_of
from tests.results.rich_case import make_rich_input
from tests.written_plan_builder import write_made_plan

# All ─ Partners ─ Allies, Desk; All ─ Field.
_GROUPS = (("All", None), ("Partners", "All"))


@cache
def _case() -> tuple[PlanInput, AnnualPlan]:
    plan_input = make_rich_input()
    parents = {"Field": TeamId("All"), "Allies": TeamId("Partners"), "Desk": TeamId("Partners")}
    grouped = replace(
        plan_input,
        teams=tuple(replace(t, parent=parents[t.team]) for t in plan_input.teams),
        team_groups=tuple(TeamGroup(TeamId(n), None if p is None else TeamId(p), None) for n, p in _GROUPS),
    )
    return grouped, make_annual_plan(grouped).plan


@cache
def _content(language: Language) -> bytes:
    plan_input, plan = _case()
    return write_made_plan(plan_input, plan, language, "tree.xlsx")


@cache
def _book() -> Book:
    return read_book(_content(Language.ENGLISH), "tree.xlsx")


def _rows() -> dict[str, ResultRow]:
    return {str(r.text("node")): r for r in result_tables(_book(), _case()[0]).rows(CROSS_FOOT_SHEET)}


@pytest.mark.parametrize("language", list(Language))
def test_the_plan_of_a_team_tree_verifies(language):
    assert verify_plan_file(_content(language), "tree.xlsx").findings == ()


def test_every_node_adds_up_in_every_month():
    plan_input, plan = _case()
    rows = _rows()
    assert list(rows) == [plan_input.settings.company, "All", "Partners", "Allies", "Desk", "Field"]
    company, everything, partners = rows[plan_input.settings.company], rows["All"], rows["Partners"]
    assert company.cents("base") == plan_input.settings.target_revenue_cents
    # Teams are handed 3 % more than the company's target.
    assert company.cents("cushioned") == round(plan_input.settings.target_revenue_cents * 1.03)
    assert company.cents("cushion") == company.cents("cushioned") - company.cents("base")
    for key in ("base", "cushioned", *(f"{k}{m}" for k in "mc" for m in range(1, 13))):
        assert partners.cents(key) == rows["Allies"].cents(key) + rows["Desk"].cents(key), key
        assert everything.cents(key) == partners.cents(key) + rows["Field"].cents(key) == company.cents(key), key
    for team in plan.targets.teams:
        assert [rows[team.team].cents(f"m{m + 1}") for m in range(12)] == list(team.months_cents)
        assert [rows[team.team].cents(f"c{m + 1}") for m in range(12)] == list(team.cushioned_months_cents)
    for row in rows.values():
        assert all(row[c.key] in (None, 0) for c in CROSS_FOOT_SHEET.columns if c.key.endswith("off"))
    assert [rows[n].text("parent") for n in rows] == [None, None, "All", "Partners", "Partners", "All"]


def test_every_number_is_checked():
    book, rows = _book(), _rows()
    for name, row in rows.items():
        for column in CROSS_FOOT_SHEET.columns:
            if isinstance(row[column.key], int | float):
                forged = forge_cell(book, row.sheet.name, row.row, row.columns[column.key], row.number(column.key) + 1)
                assert "verify_cross_foot" in codes_of("check_cross_foot", forged), f"{name} {column.key}"


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [("Partners", "node", "Nobody"), ("Partners", "level", "team"), ("Allies", "parent", "All"), ("Field", "m1", None)],
)
def test_falsified_names_are_found(name, key, value):
    row = find_row(result_tables(_book(), _case()[0]), CROSS_FOOT_SHEET, name)
    forged = forge_cell(_book(), row.sheet.name, row.row, row.columns[key], value)
    assert "verify_cross_foot" in {f.code for f in examine_book(forged).findings}


def test_months_moved_within_a_cushioned_team_are_found():
    # The sum stays, the shape does not: half of month 12 goes to month 1.
    row = find_row(result_tables(_book(), _case()[0]), CROSS_FOOT_SHEET, "Field")
    half = row.cents("c12") // 2
    forged = forge_cell(_book(), row.sheet.name, row.row, row.columns["c12"], (row.cents("c12") - half) / 100)
    forged = forge_cell(forged, row.sheet.name, row.row, row.columns["c1"], (row.cents("c1") + half) / 100)
    assert "verify_cross_foot" in {f.code for f in examine_book(forged).findings}


def test_the_largest_month_may_also_take_what_is_beyond_a_multiple_of_the_step():
    # 132,870.00 in steps of 1,000.00: 870.00 is beyond. M9's share of 12,566.00 is rounded up to 13,000.00 and takes that as well: 13,870.00,
    # 1,304.00 more than its share, and a step is at most a tenth of an average month, 1,107.25.
    months = (960, 960, 960, 960, 950, 1020, 1080, 1150, 1220, 1220, 1210, 1210)
    plan_input = make_plan_input(
        settings=make_settings(target_revenue_cents=12_900_000, rounding_step_cents=100_000, team_cushion_share=0.03),
        segments=(make_segment("North"),),
        teams=(make_team("Field", heads=1),),
        seats=(make_seat("F1"),),
        seasonality=(Seasonality(SeasonScope.COMPANY, None, tuple(m / 12_900 for m in months)),),
    )
    plan = make_annual_plan(plan_input).plan
    (team,) = plan.targets.teams
    assert (team.months_cents[8], team.cushioned_months_cents[8]) == (1_220_000, 1_387_000)
    assert (
        verify_plan_file(write_made_plan(plan_input, plan, Language.ENGLISH, "small.xlsx"), "small.xlsx").findings == ()
    )


@pytest.mark.parametrize("node", ["All", "Partners", "Allies", "Desk", "Field"])
def test_a_node_whose_row_is_taken_out_is_missed(node: str):
    row = _rows()[node]

    def take_out(sheet: Sheet) -> Sheet:
        return Sheet(sheet.name, (*sheet.rows[: row.row], *sheet.rows[row.row + 1 :]))

    shorter = change_sheet(_book(), row.sheet.name, take_out)
    assert codes_of("check_cross_foot", shorter) == {"verify_cross_foot"}
