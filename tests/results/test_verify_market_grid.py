"""Sheet Product-market: whatever cell of it is changed, added or lost is found."""

from __future__ import annotations

import pytest

from planner.language import Language
from planner.results.written.sheets.book import Book
from planner.tables.results.market_grid import MARKET_GRID_SHEET
from tests.results.forgery import forge_cell, read_rich_book
from tests.results.quick_verification import codes_of

_CHECK, _CODE = "check_market_grid", "verify_market_grid"


@pytest.fixture(params=list(Language))
def book(request) -> Book:
    return read_rich_book(request.param)


def test_every_cell_below_the_title_is_watched(book):
    sheet = book.find(MARKET_GRID_SHEET)
    assert sheet is not None
    assert codes_of(_CHECK, book) == set()
    shown = [(i, j) for i, row in enumerate(sheet.rows) if i for j, c in enumerate(row) if not c.is_blank]
    assert len(shown) > 50
    for i, j in shown:
        value = sheet.cell(i, j).value
        wrong = value + (0.01 if abs(value) > 1 else 1e-6) if isinstance(value, int | float) else f"{value} "
        for instead in (wrong, None):
            assert codes_of(_CHECK, forge_cell(book, sheet.name, i, j, instead)) == {_CODE}, (i, j, instead)


def test_what_nobody_asked_for_is_found(book):
    sheet = book.find(MARKET_GRID_SHEET)
    assert sheet is not None
    for i, j in ((len(sheet.rows), 0), (4, len(sheet.rows[4])), (2, 1)):
        assert codes_of(_CHECK, forge_cell(book, sheet.name, i, j, 5.0)) == {_CODE}, (i, j)


def test_a_plan_without_the_sheet_is_told(book):
    left = Book(tuple(s for s in book.sheets if s.name not in (MARKET_GRID_SHEET.en, MARKET_GRID_SHEET.zh)))
    assert codes_of(_CHECK, left) == {_CODE}
