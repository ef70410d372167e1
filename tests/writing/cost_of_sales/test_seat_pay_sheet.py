"""Sheet Seat pay: what each seat is paid, live from sheet Seats to every ratio, and checked cell by cell."""

from __future__ import annotations

from functools import cache

import pytest

from planner.language import Language
from planner.results.written.sheets.book import Book
from planner.results.written.sheets.read_book import read_book
from planner.results.written.verify_file import examine_book
from planner.tables.results.cost_sheets import COST_BASIS_SHEET, COST_BASIS_WORDS, COST_SHEET, SEAT_PAY_SHEET
from tests.results.forgery import forge_cell, result_tables
from tests.results.own_pay_case import FIELD_CENTS, make_own_pay_case
from tests.results.pay_case import make_pay_case
from tests.results.quick_verification import codes_of
from tests.written_plan_builder import write_made_plan


@cache
def _content(language: Language) -> bytes:
    return write_made_plan(*make_own_pay_case(), language, "own.xlsx")


@cache
def _book(language: Language = Language.ENGLISH) -> Book:
    return read_book(_content(language), "own.xlsx")


@pytest.mark.parametrize("language", list(Language))
def test_every_seat_that_is_paid_by_its_own_pay_stands_there(language):
    assert examine_book(_book(language)).findings == []
    rows = result_tables(_book(language), make_own_pay_case()[0]).rows(SEAT_PAY_SHEET)
    # F4 is to be hired at an unknown time; Allies have no pay of their own
    assert [r.text("seat") for r in rows] == ["F1", "F2", "F3", "D1", "D2", "D3"]
    assert [r.cents("pay") for r in rows] == [5_000_001, 5_000_000, 3_888_889, 12_345_678, 0, 1_000_000]
    assert [r.number("head_years") for r in rows] == pytest.approx([1, 0.75, 0.5, 1, 1, 2 / 12])
    assert [r.cents("m3") for r in rows][1] == 0
    assert [r.cents("m11") for r in rows][5] == 500_000


def test_cost_of_sales_tells_both_kinds_of_pay_apart():
    rows = {
        (r.text("kind"), r.text("team")): r for r in result_tables(_book(), make_own_pay_case()[0]).rows(COST_SHEET)
    }
    own, others = rows["Seats' own pay", "Field"], rows["Pay", "Field"]
    assert own.cents("amount") == FIELD_CENTS
    assert own.number("quantity") == pytest.approx(2.25)
    assert own.number("rate") == pytest.approx(FIELD_CENTS / 100 / 2.25)
    assert (others.number("quantity"), others.number("rate")) == (1, 40_000)


def test_every_cell_of_seat_pay_is_checked():
    rows = result_tables(_book(), make_own_pay_case()[0]).rows(SEAT_PAY_SHEET)
    for row in rows[1:4:2]:
        for column in SEAT_PAY_SHEET.columns[2:]:
            forged = forge_cell(_book(), row.sheet.name, row.row, row.columns[column.key], row.number(column.key) + 1)
            assert "verify_cost_sheets" in codes_of("check_cost_sheets", forged), column.key
    for key, value in (("seat", "F9"), ("team", "Desk"), ("seat", "F1")):
        forged = forge_cell(_book(), rows[1].sheet.name, rows[1].row, rows[1].columns[key], value)
        assert "verify_cost_sheets" in codes_of("check_cost_sheets", forged), value


def test_the_rows_of_cost_basis_that_pay_follows_are_checked():
    words = {COST_BASIS_WORDS[k].en for k in ("others_in_place", "others", "seat_pay")}
    rows = [r for r in result_tables(_book(), make_own_pay_case()[0]).rows(COST_BASIS_SHEET) if r["basis"] in words]
    assert len(rows) == 6  # two teams
    for row in rows[::2]:
        forged = forge_cell(_book(), row.sheet.name, row.row, row.columns["m2"], row.number("m2") + 1)
        assert "verify_cost_sheets" in codes_of("check_cost_sheets", forged), row["basis"]


def test_a_plan_without_the_sheet_is_refused_and_one_without_own_pay_has_none():
    without = Book(tuple(s for s in _book().sheets if s.name != SEAT_PAY_SHEET.sheet.en))
    assert "verify_cost_sheets" in codes_of("check_cost_sheets", without)
    plain = read_book(write_made_plan(*make_pay_case(), Language.CHINESE, "pay.xlsx"), "pay.xlsx")
    assert plain.find(SEAT_PAY_SHEET.sheet) is None
