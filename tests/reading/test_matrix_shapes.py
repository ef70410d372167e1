"""Product-market matrices in other shapes: turned, as a list, with totals. Unambiguous ones are read, with one finding that says so."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest

from planner.language import Language
from tests.plain_workbook import plain_sheets, read_same, read_sheets

_LISTED = "a list, one row a segment and product line: segments in column {}, product lines in {}, values in {}. Read as the matrix."


@pytest.fixture
def path(tmp_path):
    """Where a test's workbook is written."""
    return tmp_path / "plan.xlsx"


def _turned(rows: list[list[Any]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _listed(rows: list[list[Any]], value: str) -> list[list[Any]]:
    products = rows[0]
    listed = [[r[0], products[j], r[j]] for r in rows[1:] for j in range(1, len(products))]
    return [["Segment", "Product line", value], *listed]


def _of(messages: list[str], sheet: str = "Potential") -> list[str]:
    return [m for m in messages if f" {sheet}" in m.partition(":")[0]]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("titles", [0, 2])
def test_a_turned_matrix_is_read(path, language, titles):
    sheets = plain_sheets(language)
    name = list(sheets)[3]
    sheets[name] = [["By product"], []][:titles] + _turned(sheets[name])
    assert read_same(path, sheets, language) == [
        f"NOTE {name}!{1 + titles}:{1 + titles}: product lines stand down, segments across. The table is read turned."
    ]


def test_faults_of_a_turned_matrix_name_the_cells_as_they_stand(path):
    sheets = plain_sheets()
    turned = _turned(sheets["Potential"])
    turned[1][2], turned[2][3] = "much", "#REF!"
    turned[0][4] = "Wset"
    sheets["Potential"] = turned

    def change(book: openpyxl.Workbook) -> None:
        book["Potential"].row_dimensions[2].hidden = True
        book["Potential"].column_dimensions["B"].hidden = True

    result, messages = read_sheets(path, sheets, change)
    assert result.plan_input is None
    assert _of(messages) == [
        "ERROR Potential!E:E: 'Wset' is no segment, a name from sheet Segments is expected. Did you mean 'West'?",
        "ERROR Potential!C2 (Potential): found 'much', a number is expected. Write 1234.56 or 1,234.56.",
        "ERROR Potential!D3 (Potential): an Excel error. Correct the formula.",
        "WARNING Potential!B:B: a hidden column. Used like others.",
        "WARNING Potential!2:2: a hidden row. Used like others.",
        "NOTE Potential!1:1: product lines stand down, segments across. The table is read turned.",
    ]


def test_a_turned_matrix_with_a_segment_among_its_product_lines_is_refused_by_cell(path):
    sheets = plain_sheets()
    sheets["Potential"] = [*_turned(sheets["Potential"]), ["North", 1, 2, 3, 4]]
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert (
        "ERROR Potential!A4: row 'North' is no product line. Correct the name, or add it on sheet Products." in messages
    )


def test_a_matrix_with_a_segment_among_its_product_lines_is_refused_by_cell(path):
    sheets = plain_sheets()
    for row, cell in zip(sheets["Potential"], ["North", 1, 2, 3, 4], strict=True):
        row.append(cell)
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert _of(messages) == [
        "ERROR Potential!D1: column 'North' is no product line. Correct the name, or add it on sheet Products."
    ]


def test_a_turned_matrix_with_merged_cells_is_not_turned(path):
    """What a merged amount belongs to is told from its columns, which are rows here."""
    sheets = plain_sheets()
    sheets["Potential"] = _turned(sheets["Potential"])
    result, messages = read_sheets(path, sheets, lambda book: book["Potential"].merge_cells("B2:C2"))
    assert result.plan_input is None
    assert any("Turn the table (Paste Special, Transpose)." in m for m in messages)


def test_a_segment_twice_across_a_turned_matrix_names_both_columns(path):
    sheets = plain_sheets()
    for row, cell in zip(sheets["Potential"], ["North", 1, 2], strict=False):
        del cell
        row.append(None)
    sheets["Potential"] = _turned([[c for c in row if c is not None] for row in sheets["Potential"]])
    for row, cell in zip(sheets["Potential"], ["North", 1, 2], strict=True):
        row.append(cell)
    _, messages = read_sheets(path, sheets)
    assert "ERROR Potential!F:F: 'North' stands in columns B and F. Keep one." in messages


@pytest.mark.parametrize(("order", "columns"), [((0, 1, 2), "ABC"), ((1, 2, 0), "CAB")])
def test_a_potential_kept_as_a_list_is_read(path, order, columns):
    sheets = plain_sheets()
    sheets["Potential"] = [[row[k] for k in order] for row in _listed(sheets["Potential"], "Amount")]
    cell = f"Potential!{columns[1]}1"
    assert read_same(path, sheets) == [f"NOTE {cell}: {_LISTED.format(*columns)}"]


def test_a_list_in_thousands_is_multiplied(path):
    sheets = plain_sheets()
    listed = _listed(sheets["Potential"], "Potential (k)")
    sheets["Potential"] = [listed[0], *([*row[:2], row[2] / 1000] for row in listed[1:])]
    assert "WARNING Potential!C1: the unit 'k'. Numbers here are multiplied by 1,000." in read_same(path, sheets)


def test_fits_kept_as_a_list_are_read(path):
    sheets = plain_sheets()
    rows = [["Segment", "Alpha", "Beta"], *([s, "core", "explore"] for s in ("North", "South", "East", "West"))]
    across, _ = read_sheets(path, {**sheets, "Fit": rows})
    listed, messages = read_sheets(path, {**sheets, "Fit": _listed(rows, "Fit")})
    assert listed.plan_input is not None
    assert listed.plan_input == across.plan_input
    assert _of(messages, "Fit") == [f"NOTE Fit!B1: {_LISTED.format('A', 'B', 'C')}"]


def test_faults_of_a_list_name_their_cells(path):
    sheets = plain_sheets()
    listed = _listed(sheets["Potential"], "Potential")
    listed[2][1] = "Bta"
    listed[3][0] = None
    listed += [["North", "Alpha", 5], ["Total", None, 7], ["Note: agreed in May"]]
    sheets["Potential"] = listed
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert [m for m in _of(messages) if m.startswith("ERROR")] == [
        "ERROR Potential!B3 (Product line): found 'Bta', a name from sheet Products is expected. Did you mean 'Beta'?",
        "ERROR Potential!A4 (Segment): an empty cell, a name is expected in every row. Repeat the name in each row.",
        "ERROR Potential!C10: 'North' and 'Alpha' stand in rows 2 and 10. Keep one, or add them up.",
        "ERROR Potential!11:11: a total row. Delete it: totals are computed.",
    ]


def test_a_list_with_two_columns_of_numbers_is_read_by_the_header_or_refused(path):
    sheets = plain_sheets()
    listed = _listed(sheets["Potential"], "Potential")
    for row, cell in zip(listed, ["Sold", *range(1, 9)], strict=True):
        row.append(cell)
    sheets["Potential"] = listed
    assert _LISTED.format("A", "B", "C") in read_same(path, sheets)[0]
    listed[0][2] = "Bought"
    _, messages = read_sheets(path, sheets)
    assert (
        "ERROR Potential!B:B: a list with values in columns C, D, one column of values is expected. "
        "Head the column that counts with 'Potential', in a row above." in messages
    )


@pytest.mark.parametrize("word", ["Total", "合计", "Grand total"])
def test_a_column_of_totals_is_compared_with_what_it_adds_up(path, word):
    sheets = plain_sheets()
    head, *rows = sheets["Potential"]
    sheets["Potential"] = [[*head, word], *([*row, row[1] + row[2]] for row in rows)]
    assert read_same(path, sheets) == [f"NOTE Potential!D1: '{word}' holds totals. It is ignored: totals are computed."]
    sheets["Potential"][2][3] += 1  # South: 6,000,000 + 3,000,000
    assert read_same(path, sheets) == [
        f"WARNING Potential!D3: '{word}' says 9,000,001 where its cells add up to 9,000,000. "
        "Is a line missing, or an amount wrong? Totals are ignored."
    ]
    sheets["Potential"][3][3] += 1
    assert "and differs in 2 cells." in read_same(path, sheets)[0]


def test_totals_of_a_turned_matrix_are_a_row_that_is_refused_and_a_column_that_is_compared(path):
    sheets = plain_sheets()
    head, *rows = _turned(sheets["Potential"])
    turned = [[*head, "Total"], *([*row, sum(row[1:])] for row in rows)]
    sheets["Potential"] = turned
    assert "NOTE Potential!F:F: 'Total' holds totals. It is ignored: totals are computed." in read_same(path, sheets)
    sheets["Potential"] = [*turned, ["Total", 1, 2, 3, 4]]
    _, messages = read_sheets(path, sheets)
    assert "ERROR Potential!4:4: a total row. Delete it: totals are computed." in messages
