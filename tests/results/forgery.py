"""Falsifies one cell, row or sheet of a plan workbook in its XML, so that everything else stays as it was written, saved values included."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from xml.sax.saxutils import escape, unescape

from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.results.written.book import column_letter, read_book
from planner.results.written.plan_page import read_plan_page
from planner.results.written.result_tables import Written, read_results
from planner.tables.result_sheets import PLAN_SHEET, RESULT_SHEETS, ResultSheet
from planner.writing.manifest import build_manifest
from planner.writing.plan_workbook import build_plan_workbook
from tests.results.rich_case import make_rich_case

Change = Callable[[bytes, PlanInput], bytes]


@cache
def write_rich_workbook(language: Language) -> bytes:
    """Return the plan workbook of the small company."""
    plan_input, plan = make_rich_case()
    manifest = build_manifest(plan_input, plan, "rich.xlsx", "ab" * 32, (), ())
    return build_plan_workbook(plan_input, plan, (), (), manifest, language)


def set_cell(content: bytes, sheet: str, address: str, value: float | str | None, formula: str | None = None) -> bytes:
    """Return the workbook with one cell replaced: a number, a text, nothing, or a formula with its saved value."""
    part = _part_of(content, sheet)

    def change(xml: str) -> str:
        style = re.search(rf'<c r="{address}"( s="\d+")?', xml)
        kept = (style[1] or "") if style else ""
        cell = f'<c r="{address}"{kept}>{"" if formula is None else f"<f>{escape(formula)}</f>"}<v>{value}</v></c>'
        if value is None:
            cell = (
                f'<c r="{address}"{kept}/>'
                if formula is None
                else f'<c r="{address}"{kept}><f>{escape(formula)}</f></c>'
            )
        elif isinstance(value, str):
            cell = f'<c r="{address}"{kept} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        if style is None:
            return _insert(xml, address, cell)
        return re.sub(rf'<c r="{address}"[^>]*?(?:/>|>.*?</c>)', lambda _: cell, xml, count=1, flags=re.DOTALL)

    return _rewrite(content, part, change)


def drop_row(content: bytes, sheet: str, row: int) -> bytes:
    """Return the workbook without the cells of a row."""
    return _rewrite(
        content,
        _part_of(content, sheet),
        lambda xml: re.sub(rf'<row r="{row}".*?</row>', "", xml, count=1, flags=re.DOTALL),
    )


def copy_row(content: bytes, sheet: str, row: int, to: int) -> bytes:
    """Return the workbook with a row repeated further down."""

    def change(xml: str) -> str:
        found = re.search(rf'<row r="{row}".*?</row>', xml, flags=re.DOTALL)
        assert found is not None
        copied = re.sub(rf'(r="[A-Z]*){row}"', rf'\g<1>{to}"', re.sub(r"<f>.*?</f>", "", found[0]))
        return xml.replace("</sheetData>", copied + "</sheetData>")

    return _rewrite(content, _part_of(content, sheet), change)


def rename_sheet(content: bytes, old: str, new: str) -> bytes:
    """Return the workbook with a sheet under another name."""
    return _rewrite(
        content, "xl/workbook.xml", lambda xml: xml.replace(f'name="{escape(old)}"', f'name="{escape(new)}"', 1)
    )


def result_tables(content: bytes, plan_input: PlanInput) -> Written:
    """Return the result sheets of a workbook."""
    written = read_results(read_book(content, "forged.xlsx"), [p.product for p in plan_input.products])
    assert isinstance(written, Written), written
    return written


def address_of(content: bytes, plan_input: PlanInput, declared: ResultSheet, name: str, key: str) -> tuple[str, str]:
    """Return sheet and address of column `key` in the row whose first cell is `name` (or whose number it is, from 0)."""
    rows = result_tables(content, plan_input).rows(declared)
    row = rows[int(name)] if name.isdigit() else next(r for r in rows if r.text(declared.columns[0].key) == name)
    return row.sheet.name, f"{column_letter(row.columns[key])}{row.row + 1}"


def plan_page_address(content: bytes, key: str) -> tuple[str, str]:
    """Return sheet and address of the value beside a label of sheet Plan."""
    sheet = read_book(content, "forged.xlsx").find(PLAN_SHEET)
    assert sheet is not None
    return sheet.name, f"B{read_plan_page(sheet).labels[key] + 1}"


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
    """Put a new cell behind the others of its row."""
    row = re.sub(r"[A-Z]+", "", address)
    return re.sub(rf'(<row r="{row}"[^>]*>.*?)(</row>)', lambda m: m[1] + cell + m[2], xml, count=1, flags=re.DOTALL)
