"""Falsifies a plan workbook: among the cells that were read of it, or a cell in its XML, so that everything else stays as it was written."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from xml.sax.saxutils import escape, unescape

from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.results.written.plans.plan_page import read_plan_page
from planner.results.written.plans.result_tables import ResultRow, Written, read_results
from planner.results.written.sheets.book import BLANK, Book, Cell, Sheet, column_letter
from planner.results.written.sheets.read_book import read_book
from planner.tables.columns.result_column import ResultSheet
from planner.tables.results.plan_summary_sheet import PLAN_SHEET
from planner.tables.results.result_sheets import RESULT_SHEETS
from tests.results.rich_case import make_rich_case
from tests.written_plan_builder import write_made_plan


@cache
def write_rich_workbook(language: Language) -> bytes:
    """Return the plan workbook of the small company."""
    plan_input, plan = make_rich_case()
    return write_made_plan(plan_input, plan, language, "rich.xlsx")


@cache
def read_rich_book(language: Language) -> Book:
    """Return the cells of that workbook."""
    return read_book(write_rich_workbook(language), "rich.xlsx")


def forge_cell(
    book: Book, sheet: str, row: int, column: int, value: float | str | None, formula: str | None = None
) -> Book:
    """Return the cells of a workbook with one replaced by a plain value, as somebody who types over it leaves it, or by a formula; counts from 0."""

    def change(old: Sheet) -> Sheet:
        rows = list(old.rows) + [()] * (row + 1 - len(old.rows))
        cells = list(rows[row]) + [BLANK] * (column + 1 - len(rows[row]))
        assert cells[column] != Cell(value, formula), "nothing changed"
        cells[column] = Cell(value, formula)
        rows[row] = tuple(cells)
        return Sheet(sheet, tuple(rows))

    return change_sheet(book, sheet, change)


def change_sheet(book: Book, name: str, change: Callable[[Sheet], Sheet]) -> Book:
    """Return the cells of a workbook with one sheet changed."""
    old = next(s for s in book.sheets if s.name == name)
    new = change(old)
    assert new != old, "nothing changed"
    return Book(tuple(new if s is old else s for s in book.sheets))


def set_cell(content: bytes, sheet: str, address: str, value: float | str | None, formula: str | None = None) -> bytes:
    """Return the workbook with one cell replaced: a number, a text, nothing, or a formula with its saved value."""
    return _rewrite(content, _part_of(content, sheet), lambda xml: _with_cell(xml, address, value, formula))


def set_cells(content: bytes, sheet: str, values: Mapping[str, float | str | None]) -> bytes:
    """Return the workbook with cells of one sheet replaced, by address."""

    def change(xml: str) -> str:
        for address, value in values.items():
            xml = _with_cell(xml, address, value, None)
        return xml

    return _rewrite(content, _part_of(content, sheet), change)


def _with_cell(xml: str, address: str, value: float | str | None, formula: str | None) -> str:
    style = re.search(rf'<c r="{address}"( s="\d+")?', xml)
    kept = (style[1] or "") if style else ""
    cell = f'<c r="{address}"{kept}>{"" if formula is None else f"<f>{escape(formula)}</f>"}<v>{value}</v></c>'
    if value is None:
        cell = (
            f'<c r="{address}"{kept}/>' if formula is None else f'<c r="{address}"{kept}><f>{escape(formula)}</f></c>'
        )
    elif isinstance(value, str):
        cell = f'<c r="{address}"{kept} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    if style is None:
        return _insert(xml, address, cell)
    return re.sub(rf'<c r="{address}"[^>]*?(?:/>|>.*?</c>)', lambda _: cell, xml, count=1, flags=re.DOTALL)


def result_tables(content: bytes | Book, plan_input: PlanInput) -> Written:
    """Return the result sheets of a workbook."""
    book = content if isinstance(content, Book) else _read_once(content)
    written = read_results(book, [p.product for p in plan_input.products])
    assert isinstance(written, Written), written
    return written


@lru_cache(maxsize=4)
def _read_once(content: bytes) -> Book:
    return read_book(content, "forged.xlsx")


def find_row(written: Written, declared: ResultSheet, name: str) -> ResultRow:
    """Return the row whose first cell is `name`, or whose number it is, from 0."""
    rows = written.rows(declared)
    return rows[int(name)] if name.isdigit() else next(r for r in rows if r.text(declared.columns[0].key) == name)


def address_of(
    content: bytes | Book, plan_input: PlanInput, declared: ResultSheet, name: str, key: str
) -> tuple[str, str]:
    """Return sheet and address of column `key` in the row that `find_row` finds."""
    row = find_row(result_tables(content, plan_input), declared, name)
    return row.sheet.name, f"{column_letter(row.columns[key])}{row.row + 1}"


def plan_page_row(book: Book, key: str) -> tuple[str, int]:
    """Return the name of sheet Plan and the row of a label, counted from 0."""
    sheet = book.find(PLAN_SHEET)
    assert sheet is not None
    return sheet.name, read_plan_page(sheet).labels[key]


def sheet_names() -> tuple[str, ...]:
    """Return the English names of the result sheets."""
    return (PLAN_SHEET.en, *(s.sheet.en for s in RESULT_SHEETS))


def _part_of(content: bytes, sheet: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        book, links = file.read("xl/workbook.xml").decode(), file.read("xl/_rels/workbook.xml.rels").decode()
    entries = {unescape(name): link for name, link in re.findall(r'<sheet name="([^"]*)"[^>]*r:id="([^"]*)"', book)}
    targets: dict[str, str] = {}
    for link in re.findall(r"<Relationship [^>]*>", links):
        key, target = re.search(r'Id="([^"]*)"', link), re.search(r'Target="([^"]*)"', link)
        assert key is not None and target is not None
        targets[key[1]] = target[1]
    return "xl/" + targets[entries[sheet]]


def _rewrite(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                changed = change(data.decode()).encode()
                assert changed != data, f"nothing changed in {part}"
                data = changed
            new.writestr(name, data)
    return out.getvalue()


def _insert(xml: str, address: str, cell: str) -> str:
    """Put a new cell into its row, in order of columns; the row is made where there is none."""
    column, number = re.sub(r"\d+", "", address), int(re.sub(r"[A-Z]+", "", address))
    row = re.search(rf'(<row r="{number}"[^>]*?)(?:/>|>(.*?)</row>)', xml, flags=re.DOTALL)
    if row is None:
        later = [m.start() for m in re.finditer(r'<row r="(\d+)"', xml) if int(m[1]) > number]
        at = later[0] if later else xml.index("</sheetData>")
        return xml[:at] + f'<row r="{number}">{cell}</row>' + xml[at:]
    cells = re.findall(r'<c r="[^>]*?(?:/>|>.*?</c>)', row[2] or "", flags=re.DOTALL)
    before = [c for c in cells if _order(re.match(r'<c r="([A-Z]+)', c)) < (len(column), column)]  # type: ignore[arg-type]
    inner = "".join([*before, cell, *cells[len(before) :]])
    return xml[: row.start()] + f"{row[1]}>{inner}</row>" + xml[row.end() :]


def _order(match: re.Match[str]) -> tuple[int, str]:
    return len(match[1]), match[1]
