"""Histories and month shares as people keep them: months side by side, dates for months, a year's months down a column."""

from __future__ import annotations

import datetime
from typing import Any

import openpyxl
import pytest

from planner.domain.calendar import Seasonality
from planner.domain.choices import SeasonScope
from planner.reading.months.month_words import Said, read_month
from planner.reading.workbook import ReadResult
from tests.plain_workbook import plain_sheets, read_sheets

_NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_SHARES = [0.05, 0.05, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.1, 0.1, 0.1, 0.1]
Rows = list[Any]


@pytest.fixture
def path(tmp_path):
    """Where a test's workbook is written."""
    return tmp_path / "plan.xlsx"


def _read(path, sheet: str, rows: Rows, settings: Rows | None = None, change=None) -> tuple[ReadResult, list[str]]:
    """Return the result and the messages about `sheet`."""
    sheets = plain_sheets() | {sheet: rows}
    sheets["Settings"] += settings or []
    result, messages = read_sheets(path, sheets, change)
    return result, [m for m in messages if f" {sheet}" in m.partition(":")[0]]


def _lines(result: ReadResult) -> list[tuple[int, int, str, int]]:
    assert result.plan_input is not None
    return [(h.year, h.month, h.segment, h.revenue_cents // 100) for h in result.plan_input.history]


def _two_years(header) -> Rows:
    return [
        ["Segment", *(header(y, m) for y in (2025, 2026) for m in range(1, 13))],
        *([s, *range(k, k + 24)] for s, k in (("North", 100), ("South", 200))),
    ]


_EXPECTED = [(2025 + i // 12, i % 12 + 1, s, k + i) for s, k in (("North", 100), ("South", 200)) for i in range(24)]
"""What the two years are as lines."""


@pytest.mark.parametrize(
    "header",
    [
        lambda y, m: f"{y}-{m:02d}",
        lambda y, m: f"{m}/{y}",
        lambda y, m: f"{y}年{m}月",
        lambda y, m: f"{y}年{m}月收入",
        lambda y, m: 100 * y + m,
        lambda y, m: datetime.date(y, m, 1),
        lambda y, m: datetime.date(y + m // 12, m % 12 + 1, 1) - datetime.timedelta(days=1),
        lambda y, m: f"{_NAMES[m - 1]}-{y % 100}",
        lambda y, m: f"{_NAMES[m - 1]} {y}",
    ],
)
def test_months_with_their_years_side_by_side_are_read(path, header):
    result, messages = _read(path, "History", _two_years(header))
    assert _lines(result) == _EXPECTED
    assert messages == [
        "NOTE History!1:1: months stand side by side, columns B to Y. Each amount is read as a line of its month."
    ]


@pytest.mark.parametrize(
    "months", [_NAMES, [f"{m}月" for m in range(1, 13)], list(range(1, 13)), [f"M{m}" for m in range(1, 13)]]
)
@pytest.mark.parametrize("shape", ["column", "row above", "merged"])
def test_months_with_a_year_beside_or_above_them_are_read(path, months, shape):
    rows = [["North", *range(100, 124)], ["South", *range(200, 224)]]
    if shape == "column":
        sheet = [["Year", "Segment", *months]]
        sheet += [[y, r[0], *r[1 + 12 * k : 13 + 12 * k]] for r in rows for k, y in enumerate((2025, 2026))]
    else:
        sheet = [["Sales"], ["", *[2025], *[None] * 11, "2026年", *[None] * 11], ["Segment", *months, *months], *rows]

    def change(book: openpyxl.Workbook) -> None:
        if shape == "merged":
            book["History"].merge_cells("B2:M2")
            book["History"].merge_cells("N2:Y2")

    result, messages = _read(path, "History", sheet, change=change)
    assert _lines(result) == _EXPECTED, messages
    assert len(messages) == 1


def test_faults_of_months_side_by_side_name_the_cells_as_they_stand(path):
    rows = _two_years(lambda y, m: f"{y}-{m:02d}")
    rows[1][3], rows[2][0], rows[2][5] = "lots", "Suoth", None
    rows += [["Total", *range(24)], rows[0], ["Note: unaudited"]]

    def change(book: openpyxl.Workbook) -> None:
        book["History"].row_dimensions[2].hidden = True
        book["History"].column_dimensions["E"].hidden = True

    result, messages = _read(path, "History", rows, change=change)
    assert result.plan_input is None
    assert messages == [
        "ERROR History!D2 (Revenue): found 'lots', a number is expected. Write 1234.56 or 1,234.56.",
        "ERROR History!A3 (Segment): found 'Suoth', a name from sheet Segments is expected. Did you mean 'South'?",
        "ERROR History!4:4: a total row. It is not the sum of rows above it. Delete it: totals are computed.",
        "WARNING History!E:E: a hidden column. Used like others.",
        "WARNING History!2:2: a hidden row. Used like others.",
        "NOTE History!1:1: months stand side by side, columns B to Y. Each amount is read as a line of its month. "
        "Blank cells: 1, read as no amount known.",
        "NOTE History!5:5: the header once more. It is ignored.",
    ]


def test_columns_of_quarters_and_totals_beside_months_are_no_months(path):
    head = [f"2026-{m:02d}" for m in range(1, 13)]
    rows = [
        ["Segment", *head[:3], "Q1", *head[3:6], "Q2", "H1", *head[6:], "Total", "全年"],
        ["North", 1, 2, 3, 6, 4, 5, 6, 15, 21, 7, 8, 9, 10, 11, 12, 78, 78],
    ]
    result, messages = _read(path, "History", rows)
    assert _lines(result) == [(2026, m, "North", m) for m in range(1, 13)]
    assert "Not read: columns E, I, J, Q, R, of totals." in messages[0]


@pytest.mark.parametrize("where", ["header", "below", "title"])
def test_a_unit_of_months_side_by_side_counts(path, where):
    rows = [["Segment", *(f"2026-{m:02d}" for m in range(1, 13))], ["North", *range(1, 13)]]
    if where == "header":
        rows[0] = ["Segment", *(f"2026年{m}月（万元）" for m in range(1, 13))]
    elif where == "below":
        rows.insert(1, [None, *["万元"] * 12])
    else:
        rows.insert(0, ["History in 万元"])
    result, messages = _read(path, "History", rows)
    assert _lines(result) == [(2026, m, "North", 10_000 * m) for m in range(1, 13)], messages


def test_segments_merged_over_their_years_count_for_each(path):
    rows = [["Segment", "Year", *_NAMES], ["North", 2025, *range(12)], [None, 2026, *range(12)]]
    result, messages = _read(path, "History", rows, change=lambda book: book["History"].merge_cells("A2:A3"))
    assert {line[2] for line in _lines(result)} == {"North"}
    assert messages[0].startswith("WARNING History!A2 (Segment): a cell merged over rows 2 to 3.")


def test_the_year_of_months_may_stand_in_the_title(path):
    rows = [["Revenue of 2026"], ["Segment", *_NAMES], ["North", *range(1, 13)]]
    result, messages = _read(path, "History", rows)
    assert _lines(result) == [(2026, m, "North", m) for m in range(1, 13)]
    assert messages[0] == (
        "WARNING History!A1: the year of the months is taken from 'Revenue of 2026'. Read as 2026; a column Year says it surely."
    )
    for title in ("Plan 2027", "Revenue of 2025 and 2026", "Revenue"):
        result, messages = _read(path, "History", [[title], *rows[1:]])
        assert result.plan_input is None
        assert messages[0].startswith("ERROR History!B2: months or quarters stand side by side: months without a year,")


@pytest.mark.parametrize(
    ("first_month", "headers", "cell", "why"),
    [
        (1, ["Q1", "Q2", "Q3", "Q4"], "1:1", "months or quarters stand side by side, "),
        (1, ["Jan", "Feb", "Mar", "Jan"], "F1", "the month of C1 once more"),
        (1, ["Jan", "Feb", "Mar", "Sum of Apr", "May"], "F1", "'Sum of Apr' is no month"),
        (1, [*_NAMES[3:], *_NAMES[:3]], "L1", "a month that stands behind a later one"),
        (4, [f"M{m}" for m in range(1, 13)], "C1", "'M1' may be a calendar or a fiscal month"),
        (4, list(range(1, 13)), "C1", "'1' may be a calendar or a fiscal month"),
        (1, [f"2026-{m:02d}" for m in range(1, 13)], "B1", "years stand here and beside the months"),
        (1, ["2026-01", "2026-02", "Mar", "Apr", "May"], "E1", "a month without its year"),
    ],
)
def test_months_that_may_be_others_are_refused_with_their_cell(path, first_month, headers, cell, why):
    rows = [["Segment", "Year", *headers], ["North", 2026, *[1000] * len(headers)]]
    settings = [["Fiscal year starts in month", first_month]]
    result, messages = _read(path, "History", rows, settings)
    assert result.plan_input is None
    assert messages[0].startswith(f"ERROR History!{cell}: months or quarters stand side by side")
    assert why in messages[0]


def test_months_typed_with_a_short_year_are_days_of_this_year_and_refused(path):
    """Jan-25 typed into a spreadsheet is 25 January of the year in which it was typed."""
    rows = [["Segment", *(datetime.date(2026, m, 25) for m in range(1, 13))], ["North", *range(12)]]
    assert "dates of one day, which may be months and years" in _read(path, "History", rows)[1][0]
    down = [["Month", "Segment", "Revenue"], *([datetime.date(2026, m, 25), "North", 1] for m in range(1, 13))]
    assert _read(path, "History", down)[0].plan_input is None


@pytest.mark.parametrize(
    "period",
    [
        lambda m: f"2026-{m:02d}",
        lambda m: f"{m:02d}/2026",
        lambda m: 202600 + m,
        lambda m: f"2026年{m}月",
        lambda m: datetime.datetime(2026, m, 1),
        lambda m: (
            f"31.{m:02d}.2026" if m in (1, 3, 5, 7, 8, 10, 12) else f"30.{m:02d}.2026" if m != 2 else "28.02.2026"
        ),
        lambda m: f"{_NAMES[m - 1]}-26",
    ],
)
@pytest.mark.parametrize("header", [["Month"], ["Year", "Month"], ["Period"], ["日期"]])
def test_year_and_month_in_one_column_are_read(path, period, header):
    rows = [[*header, "Segment", "Revenue"]]
    rows += [[*[2026] * (len(header) - 1), period(m), "North", m] for m in range(1, 13)]
    result, messages = _read(path, "History", rows)
    assert _lines(result) == [(2026, m, "North", m) for m in range(1, 13)], messages
    column = "B" if len(header) > 1 else "A"
    assert messages == [f"NOTE History!{column}1: a column that states year and month. Both are read from it."]


def test_dates_that_contradict_their_years_are_refused(path):
    rows = [["Year", "Month", "Segment", "Revenue"], *([2025, f"2026-{m:02d}", "North", 1] for m in range(1, 13))]
    result, messages = _read(path, "History", rows)
    assert result.plan_input is None
    assert messages[0].startswith("ERROR History!B1: a column of dates or quarters")


def test_a_sheet_by_another_name_is_the_history_where_its_months_have_years(path):
    rows = [["Market", "Year", *_NAMES], ["North", 2026, *range(1, 13)]]
    result, messages = read_sheets(path, plain_sheets() | {"Sales by month": rows})
    assert _lines(result) == [(2026, m, "North", m) for m in range(1, 13)]
    assert "NOTE Sales by month: sheet 'Sales by month' is read as 'Monthly history'." in messages


@pytest.mark.parametrize(
    "months",
    [_NAMES, [f"{m}月" for m in range(1, 13)], list(range(1, 13)), [datetime.date(2027, m, 1) for m in range(1, 13)]],
)
@pytest.mark.parametrize("scope", [["Applies to", "Name"], ["Product line"]])
def test_month_shares_below_names_of_months_are_read(path, months, scope):
    rows = [[*scope, *months], [*(["product", "Beta"] if len(scope) > 1 else ["Beta"]), *_SHARES]]
    result, messages = _read(path, "Seasonality", rows)
    assert result.plan_input is not None, messages
    assert result.plan_input.seasonality == (Seasonality(SeasonScope.PRODUCT, "Beta", tuple(_SHARES)),)
    assert len(messages) == 1
    assert "It is read as M1, the others likewise." in messages[0]


@pytest.mark.parametrize("label", ["Share", "占比"])
def test_the_companys_month_shares_may_stand_in_a_column(path, label):
    down = [["Month", label], *([m, s] for m, s in zip(_NAMES, _SHARES, strict=True))]
    result, messages = _read(path, "Seasonality", down)
    assert result.plan_input is not None, messages
    assert result.plan_input.seasonality == (Seasonality(SeasonScope.COMPANY, None, tuple(_SHARES)),)
    assert messages == [
        "NOTE Seasonality!A2: months as 'Jan'. It is read as M1, the others likewise. The shares apply to: company."
    ]
    down[3][1] = "much"
    assert _read(path, "Seasonality", down)[1][0].startswith("ERROR Seasonality!B4 (M3): found 'much'")
    down[0][1] = "Beta"
    assert "what 'Beta' applies to is not said" in _read(path, "Seasonality", down)[1][0]


def test_calendar_months_go_to_their_place_in_the_fiscal_year(path):
    settings = [["Fiscal year starts in month", 4]]
    april_first = [f"{m}月" for m in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)]
    for months, first in ((_NAMES, _SHARES[3:] + _SHARES[:3]), (april_first, _SHARES)):
        rows = [["Applies to", *months], ["company", *_SHARES]]
        result, messages = _read(path, "Seasonality", rows, settings)
        assert result.plan_input is not None, messages
        assert result.plan_input.seasonality[0].month_shares == tuple(first)
    for doubtful in ([f"{m}月" for m in range(1, 13)], list(range(1, 13))):
        result, messages = _read(path, "Seasonality", [["Applies to", *doubtful], ["company", *_SHARES]], settings)
        assert result.plan_input is None
        assert "may be a calendar or a fiscal month" in messages[0]


def test_quarters_of_month_shares_say_what_to_write(path):
    rows = [["Applies to", "Q2", "Q1", "Q3", "Q4"], ["company", 0.2, 0.3, 0.2, 0.3]]
    assert _read(path, "Seasonality", rows)[1] == [
        "ERROR Seasonality!1:1: months or quarters as headers: not the twelve months of a year, a share for each of M1 to M12 of the fiscal "
        "year is expected. Columns: Applies to, Name, M1 to M12. A third of a quarter's share goes into each of its months."
    ]


@pytest.mark.parametrize(
    ("cell", "month", "year", "said"),
    [
        ("September", 9, None, Said.SURELY),
        ("sept.", 9, None, Said.SURELY),
        ("十二月", 12, None, Said.BY_NUMERAL),
        ("01月份", 1, None, Said.BY_NUMERAL),
        ("第3个月", 3, None, Said.BY_PLACE),
        (3.0, 3, None, Said.BY_PLACE),
        ("25年12月", 12, 2025, Said.SURELY),
        ("2025.12", 12, 2025, Said.SURELY),
        ("Dec '25", 12, 2025, Said.SURELY),
        ("Dec 2025 actual", 12, 2025, Said.SURELY),
    ],
)
def test_months_are_known_by_what_they_say(cell, month, year, said):
    read = read_month(cell)
    assert read is not None
    assert (read.month, read.year, read.said) == (month, year, said)


@pytest.mark.parametrize(
    "cell",
    [
        "Q1",
        "H1 2026",
        "13月",
        "2026-13",
        "Total",
        "2026",
        2026.0,
        2026.1,
        13,
        True,
        None,
        "March sales plan",
        "3/4/2026",
    ],
)
def test_what_says_no_month_is_none(cell):
    assert read_month(cell) is None
