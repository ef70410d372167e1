"""What people send: the same case badly kept reads as the same case, and what was understood is reported."""

from __future__ import annotations

import random
import re

import openpyxl
import pytest

from planner.domain.fingerprint import fingerprint
from planner.findings import Severity
from planner.language import Language
from planner.tables.columns.column import Kind, Layout
from planner.tables.registry import INPUT_TABLES
from planner.validation.workbook import read_and_check
from tests.example_workbooks import short_example

EXAMPLE_WARNING = "owner_unknown"
FULL_WIDTH = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


@pytest.fixture(scope="module", params=list(Language))
def clean(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("clean") / "plan.xlsx"
    path.write_bytes(short_example(request.param))
    return request.param, path


def _read_and_check(path):
    result, findings = read_and_check(path)
    return result, tuple(f for f in findings if f.code != EXAMPLE_WARNING)


def _sheets(book, language):
    for table in INPUT_TABLES:
        name = table.sheet.choose(language)
        if name in book.sheetnames:
            yield table, book[name]


def _read(path):
    """Return the fingerprint and the findings, but for what the example itself is warned of: owners who left."""
    result, findings = _read_and_check(path)
    assert result.plan_input is not None, [f.message() for f in findings if f.severity is Severity.ERROR][:5]
    return fingerprint(result.plan_input), findings


def _rewrite(sheet, rows):
    """Put `rows` in place of everything on `sheet`."""
    sheet.delete_rows(1, sheet.max_row)
    sheet.data_validations.dataValidation = []
    for i, row in enumerate(rows, start=1):
        for j, value in enumerate(row, start=1):
            sheet.cell(i, j).value = value


def _values(sheet):
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    while rows and all(v is None for v in rows[-1]):
        rows.pop()
    return rows


def test_titles_blank_rows_other_order_and_extra_columns(clean, tmp_path):
    language, path = clean
    other = Language.CHINESE if language is Language.ENGLISH else Language.ENGLISH
    book, rng = openpyxl.load_workbook(path), random.Random(1)
    for table, sheet in _sheets(book, language):
        if table.layout is not Layout.ROWS:
            continue
        header, *rows = _values(sheet)
        order = list(range(len(header)))
        rng.shuffle(order)
        headers = [
            f" {table.columns[j].header.choose(other)}  ({'unit'}) " for j in order
        ]  # the other language's words
        messy = [["Planning data 2027 — internal"], [None], [*headers, "Remarks", None]]
        for i, row in enumerate(rows):
            messy.append([*(row[j] for j in order), "checked", None])
            if i % 7 == 3:
                messy.append([None, "  "])
        _rewrite(sheet, messy)
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=4)
        if rows:
            sheet.row_dimensions[4].hidden = True
    target = tmp_path / "messy.xlsx"
    book.save(target)
    before, _ = _read(path)
    after, findings = _read(target)
    assert after == before
    codes = [f.code for f in findings]
    assert codes.count("column_unknown") >= 10
    assert codes.count("row_hidden") >= 10
    assert not [f for f in findings if f.severity is Severity.ERROR]


def _as_text(value, kind, rng):
    """Return a number as people type it, meaning exactly the same."""
    sign, plain = ("-" if value < 0 else ""), abs(value)
    if kind is Kind.SHARE:
        percent = f"{round(plain * 100, 10):g}"
        text = sign + rng.choice((f"{percent}%", f"{percent} %", f"{percent}％"))
    elif kind is Kind.MONEY:
        whole = f"{plain:,.2f}" if plain != int(plain) else f"{int(plain):,}"
        spellings = [whole, f"￥{whole}", f"{whole}元", f"CNY {whole}", f"{whole.replace(',', ' ')}"]
        if plain % 100 == 0:
            spellings.append(f"{plain / 10_000:.2f}万")
        text = sign + rng.choice(spellings)
    else:
        text = f"{value:g}"
    return f" {text.translate(FULL_WIDTH) if rng.random() < 0.3 else text} "


def test_numbers_typed_as_text(clean, tmp_path):
    language, path = clean
    book, rng, changed = openpyxl.load_workbook(path), random.Random(2), 0
    for table, sheet in _sheets(book, language):
        if table.key in ("history", "accounts"):
            continue  # thousands of rows
        for i, row in enumerate(sheet.iter_rows(min_row=2), start=2):
            for j, cell in enumerate(row):
                if not isinstance(cell.value, int | float) or isinstance(cell.value, bool):
                    continue
                if table.layout is Layout.SETTINGS:
                    column = table.columns[i - 2]
                else:
                    column = table.columns[0 if table.layout is Layout.MATRIX else j]
                if column.kind in (Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT) and rng.random() < 0.5:
                    cell.value = _as_text(cell.value, column.kind, rng)
                    changed += 1
    target = tmp_path / "text.xlsx"
    book.save(target)
    before, _ = _read(path)
    after, findings = _read(target)
    assert after == before
    assert changed > 400
    texts = [f.found.en for f in findings if f.code == "number_as_text"]
    more = [re.search(r"; (\d+) more cells of this (?:column|row) alike", text) for text in texts]
    assert len(texts) + sum(int(m[1]) for m in more if m is not None) == changed
    assert {f.severity for f in findings} == {Severity.WARNING}


def test_percent_typed_as_a_number_is_read_and_reported(clean, tmp_path):
    language, path = clean
    book = openpyxl.load_workbook(path)
    name = "Segments" if language is Language.ENGLISH else "客户细分"
    cell = book[name]["F20"]  # penetration of a leaf
    cell.value = round(cell.value * 100, 6)
    target = tmp_path / "percent.xlsx"
    book.save(target)
    after, findings = _read(target)
    assert after == _read(path)[0]
    assert [f.code for f in findings] == ["percent_as_number"]
    assert "F20" in findings[0].message(language)


def test_macro_workbooks_hidden_sheets_and_saved_formulas(clean, tmp_path):
    language, path = clean
    book = openpyxl.load_workbook(path)
    hidden = "Teams" if language is Language.ENGLISH else "团队"
    book[hidden].sheet_state = "hidden"
    book[hidden].column_dimensions["H"].hidden = True
    target = tmp_path / "plan.xlsm"
    book.save(target)
    after, findings = _read(target)
    assert after == _read(path)[0]
    assert "sheet_hidden" in {f.code for f in findings}


def test_names_with_odd_characters_stay_as_they_are(clean, tmp_path):
    language, path = clean
    book = openpyxl.load_workbook(path)
    seats = book["Seats" if language is Language.ENGLISH else "席位"]
    names = [
        "R&D <b>",
        "=1+1",
        'O\'Brien "Bob"',
        "𠮷野家",
        "null",
        "NA",
        "0012",
        "Anna\u202eevil",
        "@SUM(A1)",
        "émile 😀",
    ]
    for i, name in enumerate(names, start=13):
        seats.cell(i, 3).value = name
        seats.cell(i, 3).data_type = "s"
    target = tmp_path / "names.xlsx"
    book.save(target)
    result, findings = _read_and_check(target)
    assert result.plan_input is not None
    assert [s.rep for s in result.plan_input.seats[11:21]] == [n.replace("\u202e", "") for n in names]
    assert [f.code for f in findings] == ["characters_removed"]
