"""How sheets print: pages across, what they repeat, and that no figure or text is cut off for want of room."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from planner.language import Language, Text
from planner.tables.columns.column import Kind
from planner.tables.results.cost_sheets import COST_SHEET
from planner.tables.results.plan_people_sheets import SEAT_TARGETS_SHEET, TEAM_PLAN_SHEET
from planner.tables.results.plan_summary_sheet import PLAN_SHEET
from planner.writing.inputs.template import start_workbook
from planner.writing.layout.formats import Styles
from planner.writing.layout.plan_grid import Field, SheetWriter
from planner.writing.layout.print_layout import WIDEST, count_lines, fit_width, header_points, text_width
from tests.results.forgery import write_rich_workbook


def _written(*fields: Field, rows: list[list[object]], names: int = 1) -> Worksheet:
    """Return the sheet of one table as openpyxl reads it."""
    buffer = io.BytesIO()
    workbook = start_workbook(buffer)
    SheetWriter(workbook, Styles(workbook), Text.same("Sheet"), Language.ENGLISH).table(3, fields, rows, names=names)
    workbook.close()
    sheet = openpyxl.load_workbook(buffer)["Sheet"]
    assert isinstance(sheet, Worksheet)
    return sheet


def _plain(width: float, count: int) -> tuple[Field, ...]:
    return tuple(Field(Text.same(f"C{i}"), Kind.TEXT, width) for i in range(count))


@pytest.mark.parametrize(
    ("columns", "rows", "across", "orientation", "scale"),
    [
        (10, 5, 1, "landscape", None),  # 200 characters: one page
        (12, 5, 1, "landscape", None),  # a little more: one page, a little smaller
        (13, 5, 2, "landscape", None),
        (25, 5, 3, "landscape", None),
        (7, 37, 1, "portrait", None),  # narrow and longer than a page
        (8, 37, 1, "landscape", None),
        (3, 1001, 1, "portrait", 60),  # a long list of reference: small
    ],
)
def test_pages_across_and_direction_follow_width_and_length(
    columns: int, rows: int, across: int, orientation: str, scale: int | None
):
    sheet = _written(*_plain(20, columns), rows=[["x"] * columns] * rows, names=2)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.orientation) == (across, orientation)
    assert sheet.page_setup.scale == scale
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.print_title_cols == ("$A:$B" if across > 1 else None)


def test_a_figure_or_its_total_never_becomes_a_row_of_hashes():
    figures: list[list[object]] = [[9_000_000_000_000.0, 1234.5], [9_000_000_000_000.0, 1234.5]]
    sheet = _written(
        Field(Text.same("A"), Kind.MONEY, 14, is_summed=True), Field(Text.same("B"), Kind.NUMBER, 5), rows=figures
    )
    # the total is 18,000,000,000,000: 18 characters; 1,234.50 has 8
    assert sheet.column_dimensions["A"].width >= 20
    assert sheet.column_dimensions["B"].width >= 10


def test_texts_are_shown_whole_or_wrapped():
    assert fit_width(10, ["short", "x" * 20, "全角文字"]) == 22
    assert fit_width(10, ["全角文字全角文字"]) == 18
    assert fit_width(10, ["x" * 200]) == WIDEST
    assert fit_width(10, [None, True]) == 10
    # 1,234,567.00 takes 12 characters, -1,234,567.00 one more, whatever stands before and after them.
    assert fit_width(10, [3, 1_234_567, 9.5], digits=2) == 14
    assert fit_width(10, [1_234_567, -1_234_567, 2_000_000], digits=2) == 15
    long = Text.same("one two three " * 4 + "end")
    sheet = _written(Field(Text.same("A"), Kind.TEXT, 20, is_wrapped=True), rows=[[long], [Text.same("short")]])
    # "one two three one" has 17 characters, "two three one two" 17, …: four lines
    assert sheet.column_dimensions["A"].width == pytest.approx(20, abs=1)
    assert sheet.row_dimensions[5].height == pytest.approx(14 * 4, abs=0.5)
    assert sheet.row_dimensions[6].height is None
    assert sheet["A5"].alignment.wrap_text


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("aa bb", 5, 1),
        ("aa bb", 4, 2),
        ("aaaaaaaaaa", 4, 3),
        ("全角文字", 8, 1),
        ("全角文字", 6, 2),
        ("aa 全角文字", 8, 2),
        ("a bb ccc", 4, 2),
    ],
)
def test_lines_of_a_text(text: str, width: float, lines: int):
    assert count_lines(text, width) == lines


def test_a_header_is_as_high_as_its_longest_words():
    assert text_width("第1月") == 5
    assert header_points(["Team", "M1"], [20, 14]) == 30
    # "Difference," · "products −" · "year": three lines of nine characters beside the filter's arrow, the first broken
    assert header_points(["Difference, products − year"], [14]) == 45


@pytest.mark.parametrize("language", list(Language))
def test_what_a_director_prints_fits_its_pages(language: Language):
    book = openpyxl.load_workbook(io.BytesIO(write_rich_workbook(language)))
    pages = {s: book[s.choose(language)] for s in (PLAN_SHEET, TEAM_PLAN_SHEET.sheet, COST_SHEET.sheet)}
    assert (pages[PLAN_SHEET].page_setup.fitToWidth or 1, pages[PLAN_SHEET].page_setup.fitToHeight or 1) == (1, 1)
    # people, effort and targets on one page, what they cost on the next, the team's name on both
    assert pages[TEAM_PLAN_SHEET.sheet].page_setup.fitToWidth == 2
    assert pages[TEAM_PLAN_SHEET.sheet].print_title_cols == "$A:$A"
    assert pages[COST_SHEET.sheet].page_setup.fitToWidth == 2
    assert pages[COST_SHEET.sheet].print_title_cols == "$A:$D"
    # charts stand beside the names, which every page repeats
    (chart,) = pages[TEAM_PLAN_SHEET.sheet]._charts
    assert chart.anchor._from.col == 1
    seats = book[SEAT_TARGETS_SHEET.sheet.choose(language)]
    assert seats.page_setup.fitToWidth == 2
