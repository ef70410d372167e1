"""Sheet Cost ratios: the ratios of `planner finance` in live formulas, tied out, and checked to the last figure."""

from __future__ import annotations

from functools import cache

import pytest

from planner.domain.choices import Channel
from planner.language import Language
from planner.results.cost_of_sales.months import compute_month_ratios
from planner.results.cost_of_sales.ratios import RatioAxis, compute_ratios
from planner.results.written.plans.result_tables import ResultRow
from planner.results.written.sheets.book import Book
from planner.results.written.sheets.read_book import read_book
from planner.results.written.verify_file import examine_book
from planner.tables.results.cost_sheets import COST_RATIO_SHEET, NO_OWNER, RATIO_AXIS_WORDS
from planner.tables.results.tie_out_sheets import TIE_OUT_LABELS, TIE_OUT_SHEET
from planner.tables.words.choice_words import word_of
from planner.writing.files.manifest import build_manifest
from planner.writing.plan_workbook import build_plan_workbook
from tests.results.forgery import forge_cell, result_tables
from tests.results.quick_verification import codes_of
from tests.results.rich_case import change_settings, change_team_input, make_rich_case


@cache
def _case():
    plan_input, plan = make_rich_case()
    return change_team_input(change_settings(plan_input, cost_of_sales_cap=0.4), "Field", cost_cap=0.2), plan


@cache
def _book(language: Language) -> Book:
    plan_input, plan = _case()
    manifest = build_manifest(plan_input, plan, "rich.xlsx", "ab" * 32, (), ())
    return read_book(build_plan_workbook(plan_input, plan, (), (), manifest, language), "rich.xlsx")


def _rows(language: Language = Language.ENGLISH) -> dict[tuple[str, str], ResultRow]:
    rows = result_tables(_book(language), _case()[0]).rows(COST_RATIO_SHEET)
    return {(str(r["axis"]), str(r.text("name"))): r for r in rows}


@pytest.mark.parametrize("language", list(Language))
def test_the_rows_are_those_of_the_command(language):
    plan_input, plan = _case()
    rows = _rows(language)
    for ratio in compute_ratios(plan_input, plan):
        name = NO_OWNER.choose(language) if ratio.name is None else ratio.name
        if ratio.axis is RatioAxis.COMPANY:
            name = plan_input.settings.company
        elif ratio.axis is RatioAxis.CHANNEL and ratio.name is not None:
            name = word_of(Channel(ratio.name)).choose(language)
        row = rows.pop((RATIO_AXIS_WORDS[ratio.axis.value].choose(language), name))
        cents = (row.cents("revenue"), row.cents("cost"), row.cents("outside"))
        assert cents == (ratio.revenue_cents, ratio.cost_cents, ratio.outside_cents)
        assert row["ratio"] == (ratio.ratio or 0)
        assert row["cap"] == ratio.cap
        if ratio.room_cents is not None:
            assert row.number("room") * 100 == pytest.approx(ratio.room_cents, abs=0.51)
    for m, month in enumerate(compute_month_ratios(plan_input, plan), start=1):
        name = f"M{m}" if language is Language.ENGLISH else f"第{m}月"
        alone = rows.pop((RATIO_AXIS_WORDS["month"].choose(language), name))
        assert (alone.cents("revenue"), alone.cents("cost")) == (month.revenue_cents, month.cost_cents)
        so_far = rows.pop((RATIO_AXIS_WORDS["to_date"].choose(language), name))
        assert so_far["ratio"] == month.ratio_to_date
    assert not rows


def test_caps_stand_beside_their_owners():
    rows = _rows()
    assert rows["team", "Field"]["cap"] == 0.2
    assert rows["team", "Desk"]["cap"] == 0.4
    assert rows["team", NO_OWNER.en]["cap"] is None


@pytest.mark.parametrize("language", list(Language))
def test_the_tie_out_adds_every_axis_up(language):
    _, plan = _case()
    rows = result_tables(_book(language), _case()[0]).rows(TIE_OUT_SHEET)
    found = {str(r["check"]): r for r in rows}
    for key in ("cost_teams", "cost_channels", "cost_segments", "cost_products", "cost_months"):
        row = found[TIE_OUT_LABELS[key].choose(language)]
        assert row.cents("added_up") == row.cents("plan") == plan.channel_plan.totals.cost_of_sales_cents
        assert row["difference"] == 0


def test_every_number_and_name_is_checked():
    book = _book(Language.ENGLISH)
    for (axis, name), row in _rows().items():
        for column in COST_RATIO_SHEET.columns:
            value = row[column.key]
            forged = None
            if isinstance(value, int | float):
                forged = forge_cell(book, row.sheet.name, row.row, row.columns[column.key], float(value) + 1)
            elif column.key in ("axis", "name"):
                forged = forge_cell(book, row.sheet.name, row.row, row.columns[column.key], "Nobody")
            if forged is not None:
                codes = codes_of("check_ratios", forged)
                assert "verify_ratios" in codes, f"{axis} {name} {column.key}"


def test_cost_moved_between_two_segments_is_found():
    # The sum stays, so the tie-out holds; the shares do not.
    rows, book = _rows(), _book(Language.ENGLISH)
    for name, change in (("Banks", 1000.0), ("Shops", -1000.0)):
        row = rows["segment", name]
        book = forge_cell(book, row.sheet.name, row.row, row.columns["cost"], row.number("cost") + change)
    assert "verify_ratios" in {f.code for f in examine_book(book).findings}
