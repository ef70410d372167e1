"""The sheets of a workbook in which something odd stands, read by openpyxl: dates, rich and inline texts, shared formulas, cells without address."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from planner.results.written.sheets.book import BLANK, MOST_ROWS, Cell
from planner.results.written.sheets.plain_xml import iterate_elements


class OddBook:
    """A workbook by openpyxl's reading of its parts: the part of each sheet, by name and in order, and a sheet's rows."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        from openpyxl.reader.excel import ExcelReader

        self._reader: Any = ExcelReader(archive.fp, read_only=True, data_only=True, keep_links=False)
        self._reader.read_manifest()
        with _silent():
            self._reader.read_workbook()
            found = list(self._reader.parser.find_sheets())
        self.parts: dict[str, str] = {
            sheet.name: link.target
            for sheet, link in found
            if link.target in self._reader.valid_files and "chartsheet" not in link.Type
        }
        if len(set(self.parts.values())) < len(self.parts):  # no program writes that, and each sheet would be read
            raise ValueError("sheets of the same part")
        self._is_ready = False

    def rows(self, title: str) -> tuple[tuple[Cell, ...], ...]:
        """Return a sheet's cells; the sheet's own statement of its size is not believed."""
        with _silent():
            return self._rows(title)

    def _rows(self, title: str) -> tuple[tuple[Cell, ...], ...]:
        self._prepare()
        rows: list[tuple[Cell, ...]] = []
        book = self._reader.wb
        with self._reader.archive.open(self.parts[title]) as source:
            parser = _both_parser()(
                source,
                self._reader.shared_strings,
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            for number, found in parser.parse():
                if number > MOST_ROWS:
                    raise ValueError(number)
                if number > len(rows):  # a row that comes once more, or too late, is not read; as openpyxl has it
                    rows += [()] * (number - 1 - len(rows))
                    rows.append(_cells(found))
        return tuple(rows)

    def _prepare(self) -> None:
        """Read what all cells refer to."""
        from openpyxl.styles.stylesheet import apply_stylesheet

        if not self._is_ready:
            self._reader.shared_strings = self._shared_texts()
            apply_stylesheet(self._reader.archive, self._reader.wb)
            self._is_ready = True

    def _shared_texts(self) -> list[str]:
        """Return the texts that cells refer to by number."""
        from openpyxl.cell.text import Text as CellText
        from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

        part = self._reader.package.find(SHARED_STRINGS)
        texts: list[str] = []
        if part is None:
            return texts
        with self._reader.archive.open(part.PartName[1:]) as source:
            for element in iterate_elements(source, f"{{{SHEET_MAIN_NS}}}si"):
                texts.append(CellText.from_tree(element).content.replace("x005F_", ""))  # as openpyxl has it
                element.clear()
        return texts


@contextmanager
def _silent() -> Iterator[None]:
    """Keep openpyxl's warnings from the screen: they tell places of this machine, cells and their amounts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _cells(found: list[tuple[int, Cell]]) -> tuple[Cell, ...]:
    cells = [BLANK] * (found[-1][0] if found else 0)
    for column, cell in found:
        if 0 < column <= len(cells):
            cells[column - 1] = cell
    return tuple(cells)


@cache
def _both_parser() -> type[Any]:
    """Return openpyxl's parser of sheets, made to give value and formula of a cell at once: opened normally, a workbook shows one of the two."""
    from openpyxl.worksheet._reader import FORMULA_TAG, ROW_TAG, WorkSheetParser

    class BothParser(WorkSheetParser):  # type: ignore[misc]
        def parse(self) -> Iterator[tuple[int, list[tuple[int, Cell]]]]:
            for element in iterate_elements(self.source, ROW_TAG):  # the rest of a sheet holds no cells
                yield self.parse_row(element)
                element.clear()

        def parse_cell(self, element: Any) -> tuple[int, Cell]:
            """Return column (from 1) and cell."""
            cell: dict[str, Any] = super().parse_cell(element)
            formula = self.parse_formula(element) if element.find(FORMULA_TAG) is not None else None
            is_blank = cell["value"] is None and formula is None
            return cell["column"], BLANK if is_blank else Cell(cell["value"], formula and _formula_text(formula))

    return BothParser


def _formula_text(text: Any) -> str:
    """Return a formula as text; array formulas carry theirs in an attribute."""
    return str(getattr(text, "text", text))
