"""How sheets print: pages across, what they repeat, and that no figure or text is cut off for want of room."""

from __future__ import annotations

import io

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from planner.language import Language, Text
from planner.optimization.territory.make import make_territory_plan
from planner.tables.columns.column import Kind
from planner.tables.results.cost_sheets import COST_SHEET
from planner.tables.results.plan_people_sheets import SEAT_TARGETS_SHEET, TEAM_PLAN_SHEET
from planner.tables.results.plan_summary_sheet import PLAN_SHEET
from planner.tables.results.territory_sheets import MOVES_SHEET
from planner.writing.inputs.template import start_workbook
from planner.writing.layout.formats import Styles
from planner.writing.layout.plan_grid import Field, SheetWriter
from planner.writing.layout.print_layout import fill_pages
from planner.writing.layout.text_room import (
    WIDEST,
    count_lines,
    fit_width,
    header_points,
    header_width,
    text_width,
    title_width,
)
from planner.writing.territory.territory_sheets import add_moves_sheet
from tests.account_book_builder import make_book, make_territory_input, plan_for
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
    # amounts on one page, half a year on each of the next
    assert pages[COST_SHEET.sheet].page_setup.fitToWidth == 3
    assert pages[COST_SHEET.sheet].print_title_cols == "$A:$D"
    # charts stand beside the names, which every page repeats
    (chart,) = pages[TEAM_PLAN_SHEET.sheet]._charts
    assert chart.anchor._from.col == 1
    seats = book[SEAT_TARGETS_SHEET.sheet.choose(language)]
    assert seats.page_setup.fitToWidth == 2


def _pages_as_filled(widths: list[float], names: int, pages: int) -> list[int]:
    """Return the columns with which pages begin, as programs fill them: in the largest size that takes no more than `pages`."""
    cells = [w + 5 / 7 for w in widths]
    repeated = sum(cells[:names])
    room = max(cells[names:])
    while True:
        starts, used = [names], 0.0
        for j, size in enumerate(cells[names:], start=names):
            if used + size > room + 1e-9:
                starts.append(j)
                used = 0.0
            used += size
        if len(starts) <= pages:
            return starts
        room += repeated / 1000 or 0.01


def test_pages_begin_where_blocks_do():
    # The move 12 + 145, who gives and who takes 12 + 130 each: as they are, four columns of who takes would end the second page.
    moves = [12.0, 18, 14, 12, 12, 24, 13, 14, 14, 10, 14, *(13.0,) * 20]
    pages, widths = fill_pages(moves, 1, [11, 21])
    assert pages == 3
    assert all(a <= b for a, b in zip(moves, widths, strict=True))
    assert _pages_as_filled(moves, 1, 3) != [1, 11, 21]
    assert _pages_as_filled(widths, 1, 3) == [1, 11, 21]


def test_a_block_that_is_wider_than_a_page_is_cut():
    pages, widths = fill_pages([20.0, *(20.0,) * 30], 1, [1])
    assert pages == 3  # 600 characters on pages of 20 + 240
    assert len(_pages_as_filled(widths, 1, 3)) == 3


@pytest.mark.parametrize("language", list(Language))
def test_what_both_seats_of_a_move_carry_stands_on_pages_of_its_own(language: Language):
    plan_input = make_territory_input(make_book(4))
    plan = plan_for(plan_input)
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content)
    territories = make_territory_plan(plan_input, plan)
    add_moves_sheet(workbook, Styles(workbook), plan_input, territories, plan.targets, language)
    workbook.close()
    sheet = openpyxl.load_workbook(content).active
    assert isinstance(sheet, Worksheet)
    columns = [0.0] * len(MOVES_SHEET.columns)
    for alike in sheet.column_dimensions.values():
        columns[alike.min - 1 : alike.max] = [alike.width - 5 / 7] * (alike.max - alike.min + 1)
    keys = [c.key for c in MOVES_SHEET.columns]
    starts = [1, keys.index("giver_accounts_before"), keys.index("taker_accounts_before")]
    assert _pages_as_filled(columns, 1, sheet.page_setup.fitToWidth) == starts


def test_a_header_in_chinese_leaves_no_sign_behind():
    assert header_width(10, "投入（全职人力）") > 15 > header_width(10, "协同投入（全职人力）")
    assert header_width(8, "Heads at year end") == 8


def test_a_short_title_is_not_cut_by_the_columns_that_pages_repeat():
    assert title_width([12, 30], 1, "Territories") > 15
    assert title_width([12, 30], 2, "Territories") == 12
    assert title_width([12, 30], 1, "x" * 50) == 12


def test_a_name_wider_than_the_widest_column_takes_several_lines():
    name = "Hospitals and their suppliers " * 4 + "North"
    sheet = _written(*_plain(14, 2), rows=[[name, name], ["short", name[:30]]])
    assert sheet["A5"].alignment.wrap_text
    assert sheet["B5"].alignment.wrap_text
    assert not sheet["A6"].alignment.wrap_text
    # "Hospitals and their suppliers Hospitals", "and their suppliers Hospitals and their", …: four lines of 42 characters at most
    assert sheet.row_dimensions[5].height == pytest.approx(14 * 4, abs=0.5)
    assert sheet.row_dimensions[6].height is None
