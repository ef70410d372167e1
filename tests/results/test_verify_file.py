"""`planner verify` from the file alone: the untouched plan passes; rows, sheets, formulas and inputs that were changed are found."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.errors import FileAccessError
from planner.language import Language
from planner.results.written.sheets.book import Book, Cell, Sheet
from planner.results.written.verify_file import examine_book, verify_plan_file
from planner.tables.columns.result_column import ResultSheet
from planner.tables.results.assumptions_sheet import ASSUMPTIONS_SHEET
from planner.tables.results.plan_market_sheets import CHANNEL_PLAN_SHEET
from planner.tables.results.plan_people_sheets import SEAT_TARGETS_SHEET
from planner.tables.results.result_sheets import RESULT_SHEETS
from planner.writing.inputs.template import build_template
from tests.results.forgery import (
    address_of,
    change_sheet,
    find_row,
    forge_cell,
    plan_page_row,
    read_rich_book,
    result_tables,
    sheet_names,
    write_rich_workbook,
)
from tests.results.quick_verification import codes_without_formulas
from tests.results.rich_case import make_rich_case


def _codes(book: Book) -> set[str]:
    return {f.code.removeprefix("verify_") for f in examine_book(book).findings}


def _quick_codes(book: Book) -> set[str]:
    return {c.removeprefix("verify_") for c in codes_without_formulas(book)}


@pytest.mark.parametrize("language", list(Language))
def test_the_untouched_plan_passes(language: Language):
    result = verify_plan_file(write_rich_workbook(language), "rich.xlsx")
    assert result.findings == ()
    assert (result.language, result.units, result.seats) == (language, 8, 10)


@pytest.mark.parametrize("sheet", [s for s in RESULT_SHEETS if s is not ASSUMPTIONS_SHEET], ids=lambda s: str(s.key))
def test_a_row_removed_or_repeated_is_found(sheet: ResultSheet):
    book = read_rich_book(Language.ENGLISH)
    table = result_tables(book, make_rich_case()[0]).tables[sheet.key]
    at = table.rows[-1].row

    def without(old: Sheet) -> Sheet:
        return replace(old, rows=(*old.rows[:at], (), *old.rows[at + 1 :]))

    def with_one_more(old: Sheet) -> Sheet:
        again = tuple(Cell(cell.value) for cell in old.rows[at])
        return replace(old, rows=(*old.rows[: at + 1], again, *old.rows[at + 2 :]))

    for change in (without, with_one_more):
        assert _quick_codes(change_sheet(book, table.sheet.name, change)) - {"manifest"}


def test_two_seats_that_were_swapped_are_found():
    book, forged = read_rich_book(Language.ENGLISH), read_rich_book(Language.ENGLISH)
    written = result_tables(book, make_rich_case()[0])
    for one, two in (("F1", "F3"), ("F3", "F1")):
        row, other = (find_row(written, SEAT_TARGETS_SHEET, name) for name in (one, two))
        for key in ("seat", "rep"):
            forged = forge_cell(forged, row.sheet.name, row.row, row.columns[key], other.text(key))
    assert "seat_target_band" in _quick_codes(forged)


@pytest.mark.parametrize("name", sheet_names())
def test_a_missing_sheet_is_found(name: str):
    renamed = change_sheet(read_rich_book(Language.ENGLISH), name, lambda sheet: replace(sheet, name="Gone"))
    assert "layout" in _quick_codes(renamed)


@pytest.mark.parametrize(
    ("sheet", "column", "header"),
    [("Channel plan", 4, "Efforts"), ("Seat targets", 23, "Product: Moon"), ("Team plan", 0, "Groups")],
)
def test_a_renamed_column_is_found(sheet: str, column: int, header: str):
    assert "layout" in _quick_codes(forge_cell(read_rich_book(Language.ENGLISH), sheet, 3, column, header))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Other · 2026 · CNY", True),
        ("Example · 2027 · CNY", True),
        ("Example · 2026 · USD", True),
        ("Example · 2026 · CNY", False),
    ],
)
def test_company_year_and_currency(words: str, found: bool):
    book = read_rich_book(Language.ENGLISH)
    assert ("labels" in _quick_codes(forge_cell(book, "Plan", 1, 0, words) if found else book)) is found


def test_a_plan_that_was_not_cut_off_must_not_say_so_and_the_other_way_round():
    book = read_rich_book(Language.ENGLISH)
    said = forge_cell(book, "Plan", 2, 0, "Cut off: time limit reached.")
    assert "labels" in _quick_codes(said)
    sheet, row = plan_page_row(book, "status")
    assert "labels" in _quick_codes(forge_cell(book, sheet, row, 1, "time limit reached"))
    assert "labels" not in _quick_codes(forge_cell(said, sheet, row, 1, "time limit reached"))


@pytest.mark.parametrize(("sheet", "row", "column"), [("Channel plan", 5, 10), ("Plan", 6, 1), ("Segments", 2, 5)])
def test_an_error_cell_is_found(sheet: str, row: int, column: int):
    assert "error_cell" in _codes(forge_cell(read_rich_book(Language.ENGLISH), sheet, row, column, "#REF!"))


def test_formulas_are_worked_out():
    book = read_rich_book(Language.ENGLISH)
    row = find_row(result_tables(book, make_rich_case()[0]), CHANNEL_PLAN_SHEET, "Banks")
    kept, new = (f"{column}{row.row + 1}" for column in "KL")
    place = (row.sheet.name, row.row, row.columns["revenue"], row.number("revenue"))
    for formula, code in (
        (f"={kept}*2", "formula"),
        ("=WEBSERVICE(1)", "formula"),
        ("=NOW()", "formula"),
        (f"=ROUND({new}+{kept},2)", None),
    ):
        assert _codes(forge_cell(book, *place, formula)) == ({code} if code else set()), formula
    assert "formula" in _codes(forge_cell(book, *place[:3], None, "=K5+L5"))


@pytest.mark.parametrize(
    ("sheet", "change"),
    [
        ("Settings", ("B", "Company target: revenue", 6_000_000)),
        ("Segments", ("F", "Banks", 0.81)),
        ("Products", ("B", "Core", 0.51)),
        ("Channels", ("B", "direct", 0.11)),
        ("Teams", ("H", "Field", 5)),
        ("Potential", ("B", "Banks", 5)),
        ("Overrides", ("D", "team's target", 5)),
    ],
)
def test_a_changed_input_is_found(sheet: str, change: tuple[str, str, float]):
    column, name, value = change
    book = read_rich_book(Language.ENGLISH)
    found = next(s for s in book.sheets if s.name == sheet)
    rows = [i for i, row in enumerate(found.rows) if row and row[0].value == name]
    forged = forge_cell(book, sheet, rows[0] if rows else 1, ord(column) - ord("A"), value)
    assert _quick_codes(forged) & {"manifest", "inputs"}


def test_an_input_that_cannot_be_read_is_named():
    forged = forge_cell(read_rich_book(Language.ENGLISH), "Segments", 2, 5, "easy")
    findings = [f for f in examine_book(forged).findings if f.code == "verify_inputs"]
    assert findings[0].place.cell == "F3"
    assert "found 'easy'" in findings[0].message()


@pytest.mark.parametrize(
    ("value", "column", "fits"),
    [
        ("15 %", "Handover loss", True),
        ("16 %", "Handover loss", False),
        ("15 %", "Luck", False),
        ("", "Handover loss", False),
        ("contribution", "Objective", True),
        ("贡献毛利", "Objective", True),
        ("revenue", "Objective", False),
        ("yes", "Partner margin counts", True),
        ("yes / 是", "Partner margin counts", True),  # as plans had it before
        ("no", "Partner margin counts", False),
        ("600", "Time limit", True),
        ("600.0", "Time limit", True),
        ("601", "Time limit", False),
    ],
)
def test_assumptions_stand_in_the_inputs(value: str, column: str, fits: bool):
    book = read_rich_book(Language.ENGLISH)
    for at, text in ((0, "Settings"), (2, column), (3, value), (4, "convention")):
        book = forge_cell(book, "Assumptions", 4, at, text)
    assert ("assumptions" not in _quick_codes(book)) is fits


def test_the_place_of_a_fault_is_named_in_both_languages():
    book = read_rich_book(Language.CHINESE)
    row = find_row(result_tables(book, make_rich_case()[0]), CHANNEL_PLAN_SHEET, "Banks")
    sheet, address = address_of(book, make_rich_case()[0], CHANNEL_PLAN_SHEET, "Banks", "contribution")
    forged = forge_cell(book, sheet, row.row, row.columns["contribution"], 7)
    messages = [f.message(Language.CHINESE) for f in examine_book(forged).findings]
    assert any(m.startswith(f"错误 通路规划!{address} (团队费用前贡献毛利)：内容为 7，复算为") for m in messages), (
        messages
    )


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x03\x04 broken", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_workbook_cannot_be_read(content: bytes):
    with pytest.raises(FileAccessError):
        verify_plan_file(content, "x.xlsx")


def test_a_planning_workbook_without_a_plan_cannot_be_verified():
    plan_input, _ = make_rich_case()
    with pytest.raises(FileAccessError) as caught:
        verify_plan_file(build_template(plan_input, Language.ENGLISH), "plan.xlsx")
    assert "no plan workbook" in caught.value.message()


def _random_value(random_: random.Random) -> float | str | None:
    choices: tuple[Callable[[], float | str | None], ...] = (
        lambda: None,
        lambda: random_.choice(["", "x", "#N/A", "yes", "direct", "Field", "Banks", "1e400"]),
        lambda: random_.choice([0, -1, 1, 13, 1e13, 1e300, 0.5]),
        lambda: random_.uniform(-1e9, 1e9),
    )
    return random_.choice(choices)()


@pytest.mark.parametrize("seed", range(100))
def test_whatever_stands_in_a_cell_is_answered_with_findings(seed: int):
    # Any cell of any sheet, any value: never a fault of the program.
    random_ = random.Random(seed)
    book = read_rich_book(Language.ENGLISH)
    for _ in range(random_.randint(1, 3)):
        sheet = random_.choice(book.sheets)
        row = random_.randrange(len(sheet.rows))
        column = random_.randrange(max(1, len(sheet.rows[row])))
        value = _random_value(random_)
        if sheet.cell(row, column) != Cell(value):
            book = forge_cell(book, sheet.name, row, column, value)
    findings = examine_book(book).findings
    assert all(finding.message() for finding in findings)
