"""A plan workbook that lacks inputs which came later still verifies; one of another format says so in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from planner import __version__
from planner.domain.fingerprint import fingerprint
from planner.language import Language
from planner.results.written.sheets.book import Book, Cell, Sheet
from planner.tables.results.result_sheets import PLAN_FORMAT
from tests.plan_input_builder import make_plan_input, make_settings
from tests.results.forgery import forge_cell, plan_page_row, read_rich_book
from tests.results.quick_verification import messages_without_formulas


def _without_sheet(name: str) -> Callable[[Book], Book]:
    return lambda book: Book(tuple(s for s in book.sheets if s.name != name))


def _without_column(sheet: str, header: str) -> Callable[[Book], Book]:
    def change(book: Book) -> Book:
        old = next(s for s in book.sheets if s.name == sheet)
        at = [c.value for c in old.rows[0]].index(header)
        new = Sheet(sheet, tuple(row[:at] + row[at + 1 :] for row in old.rows))
        return Book(tuple(new if s is old else s for s in book.sheets))

    return change


def _without_row(sheet: str, name: str) -> Callable[[Book], Book]:
    def change(book: Book) -> Book:
        old = next(s for s in book.sheets if s.name == sheet)
        new = Sheet(sheet, tuple(row for row in old.rows if not row or row[0].value != name))
        assert len(new.rows) == len(old.rows) - 1
        return Book(tuple(new if s is old else s for s in book.sheets))

    return change


@pytest.mark.parametrize(
    "change",
    [
        _without_sheet("Segment risk"),
        _without_sheet("Risk parameters"),
        _without_sheet("Accounts"),
        _without_sheet("Scenarios"),
        _without_column("Seats", "Base pay"),
        _without_row("Settings", "Territories: strict"),
    ],
)
def test_inputs_that_are_missing_count_as_their_defaults(change: Callable[[Book], Book]):
    assert messages_without_formulas(change(read_rich_book(Language.ENGLISH))) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_without_sheet("Rebates"), "ERROR Rebates: the input sheet is missing."),
        (_without_column("Seats", "Start month"), "ERROR Seats!1:1: column 'Start month' is missing."),
        (_without_row("Settings", "Weight of next year"), "ERROR Settings: setting 'Weight of next year' is missing."),
    ],
)
def test_inputs_that_are_missing_and_held_something_are_named(change: Callable[[Book], Book], expected: str):
    messages = messages_without_formulas(change(read_rich_book(Language.ENGLISH)))
    assert expected in messages
    assert any("the input sheets are not those that the plan was made from" in m for m in messages)


def test_a_sheet_under_its_older_name_is_found():
    # Excel keeps the name History for itself.
    book = read_rich_book(Language.ENGLISH)
    sheets = tuple(replace(s, name="History") if s.name == "Monthly history" else s for s in book.sheets)
    assert sheets != book.sheets
    assert messages_without_formulas(Book(sheets)) == []
    (history,) = (s for s in sheets if s.name == "History")
    line = (Cell(2026), Cell(3), Cell("Nowhere"), Cell(), Cell(), Cell(1000))
    forged = Book(tuple(Sheet("History", (*s.rows[:1], line)) if s is history else s for s in sheets))
    assert messages_without_formulas(forged) == ["ERROR Monthly history: Segment: 'Nowhere' is not listed."]


@pytest.mark.parametrize(("number", "whose"), [(None, "an earlier version"), (PLAN_FORMAT + 1, "a later version")])
def test_another_format_is_one_sentence(number: int | None, whose: str):
    book = read_rich_book(Language.ENGLISH)
    sheet, row = plan_page_row(book, "format")
    (message,) = messages_without_formulas(forge_cell(book, sheet, row, 1, number))
    assert f"{whose} ({__version__}) wrote this plan" in message


def test_the_hash_of_an_input_stays_what_it_was():
    # Changed because of a new field? Enter it in _LATER of planner/domain/fingerprint.py: workbooks written before must keep their hash.
    plan_input = make_plan_input(settings=make_settings(time_limit_seconds=10.0))
    assert fingerprint(plan_input) == "2925ac4451b37852775c1f646ebde5e771859626e18cca9a3008bd44668c5e6c"


def test_a_chinese_plan_whose_inputs_are_signed_under_an_english_label_verifies():
    book = read_rich_book(Language.CHINESE)
    sheet, row = plan_page_row(book, "inputs_sha256")
    assert messages_without_formulas(forge_cell(book, sheet, row, 0, "inputs SHA-256")) == []
