"""Numbers and rows of a CSV file of accounts: a decimal comma is known by what proves it, what could be either is refused, odd rows are told."""

from __future__ import annotations

import pytest

from planner.language import Language
from planner.reading.accounts.account_files import read_account_file
from planner.reading.words.decimal_marks import DecimalMark, find_decimal_mark, turn_decimal_comma
from tests.account_book_builder import make_book, make_territory_input


def read(tmp_path, *lines):
    path = tmp_path / "crm.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_account_file(path, make_territory_input(make_book(0)))


@pytest.mark.parametrize(
    ("texts", "largest", "mark"),
    [
        (["1.234,56"], None, DecimalMark.COMMA),
        (["0,125"], None, DecimalMark.COMMA),
        (["1.234.567"], None, DecimalMark.COMMA),
        (["1234,500"], None, DecimalMark.COMMA),
        (["52,818"], 90.0, DecimalMark.COMMA),
        (["1\u202f234,5 €"], None, DecimalMark.COMMA),
        (["EUR -7,50"], None, DecimalMark.COMMA),
        (["1,234.56"], None, DecimalMark.POINT),
        (["-0.5"], None, DecimalMark.POINT),
        (["1,234,567"], None, DecimalMark.POINT),
        (["1234.500"], None, DecimalMark.POINT),
        (["52.818"], 90.0, DecimalMark.POINT),
        # Twelve or twelve thousand; hours go up to 8,784.
        (["12.345", "12,345", "7"], None, None),
        (["1,200"], 8784.0, None),
        (["7,5", "7.5"], None, None),
        (["", "–", "7,5 and more"], None, None),
    ],
)
def test_the_decimal_mark_is_what_some_number_proves(texts, largest, mark):
    assert find_decimal_mark([(texts, largest)]) is mark


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("1.234,56", "1234.56"),
        ("88.000", "88000"),
        ("1 234,5 EUR", "1234.5 EUR"),
        ("1\u202f234,5 €", "1234.5 €"),
        ("7", "7"),
        ("1,2,3", "1,2,3"),
    ],
)
def test_numbers_are_turned(text, turned):
    assert turn_decimal_comma(text) == turned


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_file_with_decimal_commas_is_read_and_told_once_a_column(tmp_path, separator):
    lines = (
        ("Account", "Segment", "Potential", "Last year's revenue", "Latitude", "Longitude"),
        ("A", "North", "88.000", "1.234,56", "52,818", "10,05"),
        ("B", "North", "7", "0", "48,1", "-0,125"),
    )
    book, findings = read(tmp_path, *(separator.join(row) for row in lines))
    assert book.potential_cents == (8_800_000, 700)
    assert book.last_year_revenue_cents == (123_456, 0)
    assert (book.latitude, book.longitude) == ((52.818, 48.1), (10.05, -0.125))
    assert [f.message() for f in findings] == [
        "WARNING crm.csv!D:D (Last year's revenue): numbers with a decimal comma, such as 1.234,56. "
        "Read as 1234.56; points between digits are those of thousands.",
        "WARNING crm.csv!E:E (Latitude): numbers with a decimal comma, such as 48,1. Read as 48.1; points between digits are those of thousands.",
        "WARNING crm.csv!F:F (Longitude): numbers with a decimal comma, such as -0,125. "
        "Read as -0.125; points between digits are those of thousands.",
    ]
    assert findings[1].message(Language.CHINESE) == (
        "警告 crm.csv!E:E (纬度)：数字使用逗号作小数点，如 48,1。按 48.1 读取；数字间的点视为千位分隔。"
    )


def test_twelve_or_twelve_thousand_is_refused_where_nothing_tells(tmp_path):
    book, findings = read(tmp_path, "Account,Segment,Potential,Latitude", "A,North,12.345,", "B,North,7,")
    assert len(book) == 0
    assert [f.message() for f in findings] == [
        "ERROR crm.csv!C2 (Potential): found '12.345', a number is expected. Write 12.35 or 12,345."
    ]
    # Latitudes show that the point stands before decimals.
    book, findings = read(tmp_path, "Account,Segment,Potential,Latitude", "A,North,12.345,52.5", "B,North,7,")
    assert (book.potential_cents, findings) == ((1_235, 700), ())


def test_marks_that_contradict_each_other_leave_each_cell_to_be_judged(tmp_path):
    _, findings = read(tmp_path, "Account;Segment;Potential", "A;North;7,5", "B;North;7.5")
    assert [(f.code, f.place.cell) for f in findings] == [("decimal_comma", "C2")]


def test_a_row_with_a_separator_too_many_is_an_error(tmp_path):
    _, findings = read(tmp_path, "Account,Segment,Potential,Owner today", "A,North,5,Smith, Ann", "B,North,7,Bo,")
    assert [f.message() for f in findings] == [
        "ERROR crm.csv!2:2: 5 filled cells under 4 headers. "
        "A cell that holds the separator (',') stands in double quotes: export the file again, or put them there."
    ]


def test_a_row_that_breaks_off_is_told_where_others_are_full(tmp_path):
    head = "Account,Segment,Potential,Last year's revenue,Owner today"
    book, findings = read(tmp_path, head, "A,North,5,1,", "B,North,7")
    assert book.last_year_revenue_cents == (100, 0)
    assert [f.message() for f in findings] == [
        "WARNING crm.csv!3:3: a row with 3 of 5 cells. The cells that are missing are read as blank. Is the file cut off?"
    ]
    # A program that leaves out what is blank at the end of every row.
    assert read(tmp_path, head, "A,North,5,1,F1", "B,North,7")[1] == ()
