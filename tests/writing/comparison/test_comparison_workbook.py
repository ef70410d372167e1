"""The comparison workbook: what stands where, live differences, both languages."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from planner.domain.scenario import CaseOutcome, CellChange
from planner.language import Language, Text
from planner.results.comparison import ComparedCase
from planner.results.metrics import PLAN_METRICS
from planner.tables.results.comparison_sheets import (
    CHANGES_SHEET,
    CHANNELS_SHEET,
    COMPARISON_SHEET,
    SEATS_SHEET,
    TEAMS_SHEET,
    WITHOUT_PLAN_SHEET,
)
from planner.writing.comparison.page import build_comparison_page
from planner.writing.comparison.workbook import build_comparison_workbook
from tests.comparison_builder import make_comparison

_SHEETS = (COMPARISON_SHEET, CHANNELS_SHEET, TEAMS_SHEET, SEATS_SHEET, WITHOUT_PLAN_SHEET, CHANGES_SHEET)
_HEAD, _FIRST_METRIC = 4, 7
_DIFFERENCES = _FIRST_METRIC + len(PLAN_METRICS) + 3


@pytest.fixture(scope="module")
def comparison():
    return make_comparison()


def _books(comparison, language=Language.ENGLISH):
    content = build_comparison_workbook(comparison, language)
    return (openpyxl.load_workbook(io.BytesIO(content), data_only=v) for v in (True, False))


@pytest.mark.parametrize("language", list(Language))
def test_every_sheet_is_there_in_its_language(comparison, language):
    values, _ = _books(comparison, language)
    assert values.sheetnames == [s.choose(language) for s in _SHEETS]
    text = " ".join(str(c.value) for row in values.worksheets[0].iter_rows() for c in row if c.value is not None)
    assert all(m.name.choose(language) in text for m in PLAN_METRICS)


def test_the_same_comparison_gives_the_same_bytes(comparison):
    assert build_comparison_workbook(comparison, Language.ENGLISH) == build_comparison_workbook(
        comparison, Language.ENGLISH
    )


def test_every_metric_stands_with_its_live_difference(comparison):
    values, formulas = _books(comparison)
    sheet, live = values.worksheets[0], formulas.worksheets[0]
    base, fewer, _ = (c.figures for c in comparison.cases)
    for i, metric in enumerate(PLAN_METRICS):
        scale = 100 if metric.kind == "money" else 1
        row, below = _FIRST_METRIC + i, _DIFFERENCES + i
        assert sheet.cell(row, 1).value == sheet.cell(below, 1).value == metric.name.en
        assert sheet.cell(row, 2).value == pytest.approx(base.metrics[metric.key] / scale)
        assert sheet.cell(row, 3).value == pytest.approx(fewer.metrics[metric.key] / scale)
        digits = 0 if metric.kind == "count" else 9
        assert live.cell(below, 3).value == f"=ROUND(C{row}-$B{row},{digits})"
        expected = (fewer.metrics[metric.key] - base.metrics[metric.key]) / scale
        assert sheet.cell(below, 3).value == pytest.approx(round(expected, digits), abs=1e-8)
        assert sheet.cell(row, 4).value is None, "a case without a plan has no figures"
    assert sheet.cell(_HEAD + 1, 4).value == "no plan keeps all rules"


def test_channels_are_compared_unit_by_unit(comparison):
    values, _ = _books(comparison)
    sheet = values[CHANNELS_SHEET.en]
    base, fewer = ({u.unit: u.channel for u in c.figures.units} for c in comparison.cases[:2])
    for row in range(5, 5 + len(base)):
        unit = sheet.cell(row, 1).value
        assert sheet.cell(row, 2).value == int(base[unit] is not fewer[unit])
    assert sheet.cell(3, 4).value == sum(base[u] is not fewer[u] for u in base)


def test_seats_that_gain_and_lose_are_counted(comparison):
    values, _ = _books(comparison)
    sheet = values[SEATS_SHEET.en]
    base, fewer = ({s.seat: s.target_cents for s in c.figures.seats} for c in comparison.cases[:2])
    gains, loses = sum(fewer[s] > base[s] for s in base), sum(fewer[s] < base[s] for s in base)
    assert (sheet.cell(1, 8).value, sheet.cell(2, 8).value) == (gains, loses)
    assert gains + loses > 0
    for row in range(5, 5 + len(base)):
        seat = sheet.cell(row, 1).value
        assert sheet.cell(row, 8).value == pytest.approx((fewer[seat] - base[seat]) / 100)


def test_team_totals_are_live_sums(comparison):
    values, formulas = _books(comparison)
    sheet, live = values[TEAMS_SHEET.en], formulas[TEAMS_SHEET.en]
    totals = [r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 1).value == "Company total"]
    sums = [r for r in totals if str(live.cell(r, 2).value).startswith("=ROUND(SUM(")]
    assert len(sums) == 3
    heads, target, _ = sums
    assert sheet.cell(heads, 2).value == comparison.cases[0].figures.metrics["heads"]
    assert sheet.cell(target, 2).value == 5_000_000


def test_a_case_without_plan_says_why_and_what_would_help(comparison):
    values, _ = _books(comparison)
    sheet = values[WITHOUT_PLAN_SHEET.en]
    row = [sheet.cell(5, c).value for c in range(1, 6)]
    assert row[:3] == ["too much", "no plan keeps all rules", "No plan keeps all the rules."]
    assert "company target 500,000,000" in row[3]
    assert "A company target of at most" in row[4]


def test_changed_cells_are_listed_in_the_units_of_the_sheet(comparison):
    values, _ = _books(comparison)
    rows = [[c.value for c in row] for row in values[CHANGES_SHEET.en].iter_rows(min_row=5)]
    assert ["fewer", "Seats", "F1", "Presence", 1, 0.25, "fewer"] in rows
    assert ["too much", "Settings", None, "Company target: revenue", 5e6, 5e8, "too much"] in rows


def test_a_comparison_without_a_reference_or_with_one_case_is_written(comparison):
    lost = replace(comparison.cases[0], outcome=CaseOutcome.FAILED, figures=None)
    for cases in ((lost, comparison.cases[1]), comparison.cases[:1], (lost,), ()):
        values, _ = _books(replace(comparison, cases=cases))
        assert values.sheetnames[0] == COMPARISON_SHEET.en


def test_names_that_look_like_formulas_stay_text(comparison):
    case = ComparedCase("=1+1", Text.same("=1+1"), Text.same("=A1"), CaseOutcome.FAILED, message=Text.same("=SUM(A1)"))
    _, formulas = _books(replace(comparison, cases=(case,)))
    assert formulas.worksheets[0].cell(_HEAD, 2).data_type == "s"
    assert formulas[WITHOUT_PLAN_SHEET.en].cell(5, 3).data_type == "s"


def test_rows_named_by_choices_and_scenarios_read_in_the_language(comparison):
    # 线上推广 | strategic partner, changed by cost_cut: a Chinese reader sees neither English nor a key.
    cell = CellChange("marketing", "线上推广 | strategic partner", "amount_cents", 100, 200, "fewer")
    fewer = replace(comparison.cases[1], title=Text("Fewer", "减少"), cells=(cell,))
    made = replace(comparison, cases=(comparison.cases[0], fewer))
    values, _ = _books(made, Language.CHINESE)
    sheet = values[CHANGES_SHEET.zh]
    assert [c.value for c in sheet[5]][2::4] == ["线上推广 | 战略伙伴", "减少"]
    assert (
        '"row":["线上推广 | strategic partner","线上推广 | 战略伙伴"]'
        in build_comparison_page(made, Language.CHINESE).decode()
    )


def test_a_comparison_in_which_all_have_plans_says_so(comparison):
    values, _ = _books(replace(comparison, cases=comparison.cases[:2]))
    sheet = values[WITHOUT_PLAN_SHEET.en]
    assert [c.value for row in sheet.iter_rows(min_row=2) for c in row if c.value] == ["Every scenario has a plan."]


def test_long_names_are_whole_and_no_row_runs_into_the_next(comparison):
    name = "Hospitals and laboratories with their suppliers, " * 2 + "North"  # 103 characters
    renamed = tuple(
        replace(
            case,
            figures=replace(
                case.figures,
                units=tuple(replace(u, unit=name) for u in case.figures.units[:1]),
                teams=tuple(replace(t, team=name) for t in case.figures.teams[:1]),
            ),
        )
        for case in comparison.cases
        if case.figures is not None
    )
    _, book = _books(replace(comparison, cases=renamed))
    for sheet in (CHANNELS_SHEET, TEAMS_SHEET):
        page = book[sheet.en]
        row = next(cell.row for cell in page["A"] if cell.value == name)
        assert page.column_dimensions["A"].width >= 44
        # Words of 103 characters take three lines of 41.
        assert page.row_dimensions[row].height == pytest.approx(45, abs=0.5)
        assert page[f"A{row}"].alignment.wrap_text
    assert book[CHANNELS_SHEET.en].print_title_rows == "$4:$4"


def test_blocks_of_teams_that_a_page_cannot_hold_begin_another(comparison):
    def with_teams(count):
        cases = tuple(
            replace(
                c,
                figures=replace(
                    c.figures, teams=tuple(replace(c.figures.teams[0], team=f"T{n}") for n in range(count))
                ),
            )
            for c in comparison.cases
            if c.figures is not None
        )
        return _books(replace(comparison, cases=cases))

    for count, headings in ((1, []), (12, ["Target", "Expected revenue"])):
        _, book = with_teams(count)
        page = book[TEAMS_SHEET.en]
        assert [page.cell(b.id + 1, 1).value for b in page.row_breaks.brk] == headings
