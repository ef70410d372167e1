"""Rules of Excel about one worksheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from tests.excel_rules.areas import do_meet, list_overlaps, read_place
from tests.excel_rules.formulas import list_formula_breaches, list_lost_sheets
from tests.excel_rules.names import MAIN

_ORDER = re.findall(
    r"\w+",
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems "
    "tableParts extLst ",
)
_ROWS, _COLUMNS = 1_048_576, 16_384
_MOST_TEXT, _MOST_LIST, _MOST_HEADER, _MOST_LINKS = 32_767, 255, 255, 65_530
_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}


@dataclass(frozen=True, slots=True)
class SheetRules:
    """The rules for a worksheet of a workbook with `sheets`, so many shared `texts`, cell `formats` and conditional ones (`differences`)."""

    sheets: list[str]
    texts: int
    formats: int
    differences: int

    def list_breaches(self, tree: Element) -> Iterator[str]:
        """Return in words what Excel would repair in the worksheet `tree`."""
        kinds = [e.tag.removeprefix(MAIN) for e in tree]
        places = [_ORDER.index(k) for k in kinds]
        if places != sorted(places):
            yield f"elements out of order: {kinds}"
        yield from (f"{k}: twice" for k, n in Counter(kinds).items() if n > 1 and k != "conditionalFormatting")
        yield from self._cells(tree)
        yield from self._columns(tree)
        yield from self._ranges(tree)
        yield from self._validations(tree)
        yield from self._words(tree)

    def _cells(self, tree: Element) -> Iterator[str]:
        last_row = 0
        for row in tree.iterfind(f"{MAIN}sheetData/{MAIN}row"):
            number = int(row.get("r", "0"))
            if not last_row < number <= _ROWS:
                yield f"row {number} after row {last_row}"
            if float(row.get("ht", "0")) > 409.5:
                yield f"row {number}: {row.get('ht')} points high"
            last_row, last_column = number, 0
            for cell in row:
                at = cell.get("r", "")
                column, cell_row = read_place(at)
                if cell_row != number or not last_column < column <= _COLUMNS:
                    yield f"cell {at} in row {number} after column {last_column}"
                last_column = column
                yield from (f"cell {at}: {breach}" for breach in self._cell(cell))

    def _cell(self, cell: Element) -> Iterator[str]:
        if int(cell.get("s", "0")) >= self.formats:
            yield f"format {cell.get('s')} of {self.formats}"
        formula, value, kind = cell.find(f"{MAIN}f"), cell.findtext(f"{MAIN}v"), cell.get("t", "n")
        if formula is not None:
            yield from list_formula_breaches(formula.text or "", self.sheets)
        if kind == "s" and not 0 <= int(value or "-1") < self.texts:
            yield f"text {value} of {self.texts}"
        if kind == "n" and value is not None and not _is_number(value):
            yield f"number {value!r}"
        if kind == "b" and value not in ("0", "1"):
            yield f"yes or no {value!r}"
        if kind == "e" and value not in _ERRORS:
            yield f"error {value!r}"
        if len("".join(cell.itertext())) > _MOST_TEXT:
            yield "a text that is too long"

    def _columns(self, tree: Element) -> Iterator[str]:
        last = 0
        for column in tree.iterfind(f"{MAIN}cols/{MAIN}col"):
            first, end = int(column.get("min", "0")), int(column.get("max", "0"))
            if not last < first <= end <= _COLUMNS:
                yield f"widths of columns {first}–{end} after {last}"
            if float(column.get("width", "0")) > 255:
                yield f"column {first}: {column.get('width')} wide"
            last = end

    def _ranges(self, tree: Element) -> Iterator[str]:
        merged = [m.get("ref", "") for m in tree.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell")]
        yield from (f"merged {a} and {b} overlap" for a, b in list_overlaps(merged))
        yield from (f"merged {m} is one cell" for m in merged if ":" not in m)
        filters = [f.get("ref", "") for f in tree.iterfind(f"{MAIN}autoFilter")]
        yield from (f"filter {f} meets merged {m}" for f in filters for m in merged if do_meet(f, m))
        for rule in tree.iter(f"{MAIN}cfRule"):
            if rule.get("dxfId") is not None and int(rule.get("dxfId", "0")) >= self.differences:
                yield f"conditional format {rule.get('dxfId')} of {self.differences}"
            for formula in rule.iterfind(f"{MAIN}formula"):
                yield from list_formula_breaches(formula.text or "", self.sheets)
        priorities = Counter(rule.get("priority") for rule in tree.iter(f"{MAIN}cfRule"))
        yield from (f"two conditional formats of priority {p}" for p, count in priorities.items() if count > 1)
        for pane in tree.iter(f"{MAIN}pane"):
            if not (int(float(pane.get("xSplit", "0"))) or int(float(pane.get("ySplit", "0")))):
                yield "a pane that freezes nothing"

    def _validations(self, tree: Element) -> Iterator[str]:
        rules = list(tree.iterfind(f"{MAIN}dataValidations/{MAIN}dataValidation"))
        for holder in tree.iterfind(f"{MAIN}dataValidations"):
            if int(holder.get("count", len(rules))) != len(rules):
                yield f"{holder.get('count')} validations, {len(rules)} there"
        ranges = [part for rule in rules for part in rule.get("sqref", "").split()]
        yield from (f"validations {a} and {b} overlap" for a, b in list_overlaps(ranges))
        for rule in rules:
            for key, most in (("promptTitle", 32), ("errorTitle", 32), ("prompt", 255), ("error", 255)):
                if len(rule.get(key, "")) > most:
                    yield f"{key} of {len(rule.get(key, ''))} characters at {rule.get('sqref')}"
            for formula in (rule.findtext(f"{MAIN}formula1"), rule.findtext(f"{MAIN}formula2")):
                if formula and formula.startswith('"') and len(formula) - 2 > _MOST_LIST:
                    yield f"a list of {len(formula) - 2} characters at {rule.get('sqref')}"
                elif formula:
                    yield from list_formula_breaches(formula, self.sheets)

    def _words(self, tree: Element) -> Iterator[str]:
        for place in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
            text = tree.findtext(f"{MAIN}headerFooter/{MAIN}{place}") or ""
            if len(text) > _MOST_HEADER:
                yield f"{place} of {len(text)} characters"
        links = list(tree.iterfind(f"{MAIN}hyperlinks/{MAIN}hyperlink"))
        if len(links) > _MOST_LINKS:
            yield f"{len(links)} links"
        for link in links:
            yield from list_lost_sheets(link.get("location", ""), self.sheets)


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < 1e308
    except ValueError:
        return False
