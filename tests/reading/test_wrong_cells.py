"""Wrong input of every kind, in every column of every sheet at once: each is refused with its sheet and cell, in one run."""

from __future__ import annotations

import datetime

import openpyxl
import pytest

from planner.findings import Severity
from planner.language import Language
from planner.tables.columns.column import Kind, Layout
from planner.tables.registry import INPUT_TABLES
from planner.validation.workbook import read_and_check
from tests.example_workbooks import short_example

NUMERIC = {Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT, Kind.MONTH, Kind.YEAR}
WHOLE = {Kind.COUNT, Kind.MONTH, Kind.YEAR}
WORDS = {Kind.CHOICE, Kind.CHOICES, Kind.FLAG, Kind.REFERENCE, Kind.NUMBERS}
EVERY = set(Kind)

WRONG = {
    "letters": ("n/a?", NUMERIC | WORDS),
    "a continental number": ("1.234,56", NUMERIC),
    "an exponent as text": ("1e5", NUMERIC),
    "underscores": ("1_000", NUMERIC),
    "nan": ("nan", NUMERIC),
    "infinity": ("Infinity", NUMERIC),
    "other digits": ("١٢٣", NUMERIC),
    "two numbers": ("12 13", NUMERIC),
    "more than everything": (1e15, NUMERIC),
    "a text more than everything": ("99999999999999", NUMERIC),
    "a date": (datetime.datetime(2026, 3, 4), EVERY - {Kind.DATE}),
    "a truth value": (True, EVERY - {Kind.FLAG, Kind.DATE}),
    "half a head": (1.5, WHOLE),
    "an error": ("#REF!", EVERY),
}


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    path = tmp_path_factory.mktemp("example") / "plan.xlsx"
    path.write_bytes(short_example(Language.ENGLISH))
    return path


def _places(table, sheet):
    """Return (column, cell) of the first value of each declared column."""
    if table.layout is Layout.SETTINGS:
        return [(column, sheet.cell(row, 2)) for row, column in enumerate(table.columns, start=2)]
    if sheet.cell(2, 1).value is None:
        return []  # the example leaves this sheet empty
    if table.layout is Layout.MATRIX:
        return [(table.columns[0], sheet.cell(3, 2))]
    row = sheet.max_row
    while sheet.cell(row, 1).value is None:
        row -= 1  # the last row: in trees the first ones are groups, which have fewer fields
    return [(column, sheet.cell(row, j)) for j, column in enumerate(table.columns, start=1)]


@pytest.mark.parametrize("kind", WRONG)
def test_every_wrong_cell_is_named_in_one_run(example, tmp_path, kind):
    value, kinds = WRONG[kind]
    book = openpyxl.load_workbook(example)
    expected = set()
    for table in INPUT_TABLES:
        if table.sheet.en not in book.sheetnames:
            continue
        sheet = book[table.sheet.en]
        for column, cell in _places(table, sheet):
            if column.kind in kinds:
                cell.value = value
                if value == "#REF!":
                    cell.data_type = "e"
                expected.add((table.sheet.en, cell.coordinate))
    path = tmp_path / "plan.xlsx"
    book.save(path)
    result, findings = read_and_check(path)
    assert result.plan_input is None
    errors = {(f.place.sheet, f.place.cell): f for f in findings if f.severity is Severity.ERROR}
    assert expected - set(errors) == set(), "accepted, or refused without the cell"
    assert len(expected) > 20
    for place in expected:
        message = errors[place].message()
        assert f"{place[0]}!{place[1]}" in message
        assert errors[place].expected.en or errors[place].remedy.en, message
        assert errors[place].message(Language.CHINESE) != message


@pytest.mark.parametrize("blank", [None, "", "   "])
def test_every_required_cell_that_is_blank_is_named(example, tmp_path, blank):
    book = openpyxl.load_workbook(example)
    expected = set()
    for table in INPUT_TABLES:
        if table.sheet.en not in book.sheetnames or table.layout is Layout.MATRIX:
            continue
        for column, cell in _places(table, book[table.sheet.en]):
            if column.is_required and cell.column > 1:
                cell.value = blank
                expected.add((table.sheet.en, cell.coordinate))
    path = tmp_path / "plan.xlsx"
    book.save(path)
    result, findings = read_and_check(path)
    assert result.plan_input is None
    assert len(expected) > 20
    errors = {(f.place.sheet, f.place.cell) for f in findings if f.severity is Severity.ERROR}
    assert expected - errors == set()
