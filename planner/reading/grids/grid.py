"""A workbook as grids of cell values with true addresses, and what is odd about its cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import python_calamine
from defusedxml.ElementTree import fromstring

from planner.errors import InputRejectedError
from planner.findings import Place
from planner.language import NO_TEXT, Text
from planner.reading.archive.gate import GatedFile
from planner.reading.archive.number_formats import NumberFormat
from planner.reading.archive.package import Package
from planner.reading.archive.sheet_scan import (
    MOST_ROWS,
    Area,
    DamagedSheetError,
    OddlyWrittenError,
    SheetScan,
    count_shared_texts,
    find_odd_texts,
    read_struck_styles,
    read_styles,
    scan_sheet,
)
from planner.reading.archive.side_texts import SideText, find_side_texts
from planner.reading.archive.text_runs import PartlyStruck
from planner.reading.archive.usual_parts import with_known_errors, with_plain_values, with_usual_parts

Origin = Callable[[int | None, int | None], tuple[int | None, int | None]]
"""Row and column of the sheet, from 0, of a row and a column of a grid that is laid out otherwise; ``None`` stands for a whole line."""

Cell = object
"""A cell's value: str, float, int, bool, date, datetime, time or timedelta; an empty cell is ``""``."""

_MOST_CELLS = 20_000_000
"""From A1 to the last filled row and column: the reader of values makes room for all of them (32 bytes each), blank or not."""
_SHARED_TYPES = (str, float)
_MOST_SHARED = 65_536
"""Cells that are remembered to be shared; then they are forgotten, since those of a column of amounts do not repeat."""
_YOUNG_ERROR = "error value"
"""In the words of the reader about a cell's error that it does not know."""
_ODD_NUMBER = "Parse float"
"""In its words about a number that it cannot take apart, such as one with blanks around it."""
_COUNTS_ON_LOAD = re.compile(rb"\bfullCalcOnLoad\s*=\s*[\"'](?:1|true)")
_ROW_NUMBER = re.compile(r"[^0-9]")


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. ``rows[i][j]`` is the cell in Excel row i + 1, column j + 1.

    `error_cells` are addresses that show an error such as #REF!, `uncached_cells` formulas without a saved value, `shown` the formats of
    numbers that say more than the number. `struck_rows` (from 1) are struck through; of the texts of `partly_struck` a part is. `merged` are
    areas by first row, first column, last row, last column, from 0. `side_texts` are comments and what else stands beside the cells. `origin`
    tells where the cells of a grid stand that is laid out otherwise than its sheet.
    """

    sheet: str
    rows: tuple[tuple[Cell, ...], ...]
    is_hidden: bool
    error_cells: frozenset[str]
    uncached_cells: frozenset[str]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    shown: Mapping[str, NumberFormat] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    struck_rows: frozenset[int] = frozenset()
    origin: Origin | None = None
    partly_struck: Mapping[str, PartlyStruck] = field(default_factory=dict)
    side_texts: tuple[SideText, ...] = ()

    @property
    def odd_cells(self) -> frozenset[str]:
        """The addresses of cells that are not blank though they may read so, or hold something else than they seem to."""
        return self.error_cells | self.uncached_cells | frozenset(self.partly_struck)

    def cell(self, row: int, column: int) -> Cell:
        """Return what a cell holds; nothing beyond the last one of its row. Rows and columns from 0."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

    def place(self, row: int | None, column: int | None = None, header: Text = NO_TEXT) -> Place:
        """Return where a cell, a whole row or a whole column of this grid (from 0) stands on the sheet."""
        if self.origin is not None:
            row, column = self.origin(row, column)
        return Place(
            self.sheet, None if row is None else row + 1, None if column is None else column_letter(column), header
        )

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell (from 0), as `error_cells` and the others have them."""
        return f"{column_letter(column)}{row + 1}" if self.origin is None else self.place(row, column).cell


class _FarCellError(ValueError):
    """A cell is so far from the others that the sheet between them is too large; `text` says so."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def read_grids(file: GatedFile) -> tuple[Grid, ...]:
    """Return the sheets of `file` in workbook order.

    Raises
    ------
    InputRejectedError
        When the workbook cannot be parsed.
    """
    damaged = Text(
        "{name}: the workbook cannot be parsed; save it again in Excel.",
        "{name}：无法解析工作簿；请用 Excel 重新保存。",
    ).format(name=file.name)
    try:
        return _read_anyhow(with_usual_parts(file.content))
    except _FarCellError as error:
        raise InputRejectedError(
            Text("{name}: {why}", "{name}：{why}").format(name=file.name, why=error.text)
        ) from error
    except DamagedSheetError as error:
        text = Text("{t} ({why})", "{t}（{why}）")
        raise InputRejectedError(text.format(t=damaged, why=error)) from error
    except (python_calamine.CalamineError, LookupError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        raise InputRejectedError(damaged) from error


def _read_anyhow(
    content: bytes, mends: tuple[Callable[[bytes], bytes], ...] = (with_plain_values, with_known_errors)
) -> tuple[Grid, ...]:
    """Return the sheets, written anew first (once each way) where the reader of values would stop at them or take them for others."""
    try:
        return _read_grids(content)
    except (OddlyWrittenError, python_calamine.CalamineError) as error:
        is_young = _YOUNG_ERROR in str(error)
        is_odd = isinstance(error, OddlyWrittenError) or _ODD_NUMBER in str(error)
        mend = with_known_errors if is_young else with_plain_values if is_odd else None
        if mend not in mends:
            raise
        return _read_anyhow(mend(content), tuple(m for m in mends if m is not mend))


def _read_grids(content: bytes) -> tuple[Grid, ...]:
    parts = _sheet_parts(content)
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    grids = []
    zeros: list[set[str]] = []
    has_results = False
    for metadata in workbook.sheets_metadata:
        if metadata.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        # The XML first: what it refuses is not worth the values.
        scan = parts.scan(metadata.name)
        if scan.last_row * scan.last_column > _MOST_CELLS:
            raise _FarCellError(_far_cells(metadata.name, scan))
        zeros.append(scan.zero_formulas)
        has_results |= scan.has_results
        rows = _with_shared_cells(workbook.get_sheet_by_name(metadata.name).iter_rows())
        hidden = metadata.visible is not python_calamine.SheetVisibleEnum.Visible
        grids.append(
            Grid(
                metadata.name,
                _trim(rows, scan.error_cells | scan.uncached_cells),
                hidden,
                frozenset(scan.error_cells),
                frozenset(scan.uncached_cells),
                frozenset(scan.hidden_rows),
                frozenset(scan.hidden_columns),
                scan.shown,
                tuple(scan.merged),
                frozenset(scan.struck_rows),
                partly_struck=scan.partly_struck,
                side_texts=parts.side_texts.get(metadata.name, ()),
            )
        )
    if parts.counts_on_load and not has_results:
        # A program that calculates nothing writes 0 for every formula, and leaves them to the one that opens the file.
        return tuple(replace(g, uncached_cells=g.uncached_cells | z) for g, z in zip(grids, zeros, strict=True))
    return tuple(grids)


def _far_cells(sheet: str, scan: SheetScan) -> Text:
    return Text(
        "sheet '{s}' reaches right to {c} and down to row {r}, too far for a table. A cell far from the others was filled by mistake: "
        "delete what stands there (Ctrl+End goes to it) and save.",
        "工作表“{s}”向右延伸至 {c}，向下延伸至第 {r} 行，超出表格应有的范围。可能误填了远处的单元格：请删除其内容（Ctrl+End 可定位）后保存。",
    ).format(s=sheet, c=scan.rightmost, r=f"{scan.last_row:,}")


@cache
def column_letter(index: int) -> str:
    """Return the letters of the column with 0-based `index`: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _trim(rows: list[tuple[Cell, ...]], odd_cells: set[str]) -> tuple[tuple[Cell, ...], ...]:
    """Drop empty rows at the end, but none with an error or a formula without a value, which read as empty."""
    last = len(rows)
    while last and all(cell == "" or cell is None for cell in rows[last - 1]):
        last -= 1
    odd = min(max((int(_ROW_NUMBER.sub("", address) or 0) for address in odd_cells), default=0), MOST_ROWS)
    kept = rows[: max(last, odd)]
    width = max((len(row) for row in kept), default=0)
    return tuple(kept + [("",) * width] * (odd - len(kept)))


def _with_shared_cells(rows: Iterable[Sequence[Cell]]) -> list[tuple[Cell, ...]]:
    """Return the rows as tuples in which equal texts and numbers are one object: of a long history, half of its memory."""
    shared: dict[Cell, Cell] = {}
    kept = []
    for row in rows:
        if len(shared) > _MOST_SHARED:
            shared.clear()
        # Types apart: 1, 1.0 and True are equal.
        kept.append(tuple(shared.setdefault(c, c) if type(c) in _SHARED_TYPES else c for c in row))
    return kept


@dataclass(frozen=True, slots=True)
class _Parts:
    """The XML of the sheets by name and what stands beside their cells; how many shared texts there are, and which are struck in part; styles;
    whether all formulas are to be counted when the file is opened.

    The XML of a sheet is let go of when it was scanned: that of a long history is several times its file.
    """

    sheets: dict[str, bytes]
    styles: Mapping[int, NumberFormat]
    shared_texts: int
    struck: frozenset[int]
    odd_texts: Mapping[int, PartlyStruck]
    side_texts: Mapping[str, tuple[SideText, ...]]
    counts_on_load: bool

    def scan(self, sheet: str) -> SheetScan:
        if sheet not in self.sheets:
            raise DamagedSheetError(f"sheet '{sheet}' has no part")
        return scan_sheet(self.sheets.pop(sheet), self.styles, self.shared_texts, self.struck, self.odd_texts)


def _sheet_parts(content: bytes) -> _Parts:
    """Return the parts of the workbook that are looked at here; each must be well-formed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        package = Package(archive)
        relations = package.relations(package.book)
        targets = {r.key: r.target for r in relations}
        paths: dict[str, str] = {}
        for sheet in fromstring(package.part(package.book)).iter():
            if not sheet.tag.endswith("}sheet"):
                continue
            key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
            paths[sheet.get("name", "")] = targets.get(key, "")
        if len(set(paths.values())) < len(paths):  # no program writes that, and each sheet would be read
            raise DamagedSheetError("sheets of the same part")
        kinds = {r.kind: r.target for r in relations}
        texts, styles = package.part(kinds.get("sharedStrings", "")), package.part(kinds.get("styles", ""))
        sheets = {name: package.part(path) for name, path in paths.items() if path in package}
        return _Parts(
            sheets,
            read_styles(styles) if styles else {},
            count_shared_texts(texts) if texts else 0,
            read_struck_styles(styles) if b"strike" in styles else frozenset(),
            find_odd_texts(texts) if texts else {},
            {name: find_side_texts(package, paths[name], xml) for name, xml in sheets.items()},
            _COUNTS_ON_LOAD.search(package.part(package.book)) is not None,
        )
