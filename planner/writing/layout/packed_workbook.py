"""An XlsxWriter workbook that keeps long sheets small while it is made.

XlsxWriter holds every cell as an object, and the XML of all sheets at once: 200,000 accounts on three sheets take more than a gigabyte. Here rows
that are done become XML at once and are held compressed, and so is what goes into the file. Its own mode for long sheets would write them to
the temp folder, and would hold row by row in order for all sheets.
"""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from io import StringIO
from typing import Any

from xlsxwriter.packager import Packager
from xlsxwriter.workbook import Workbook

from planner.writing.layout.cell_xml import CellSheet

ROWS_AT_ONCE = 2_000
"""Rows of a table that are written before they are packed."""
_LEVEL = 1
_WAITING = 1 << 18
"""Characters that wait to be compressed together."""


class PackedText(StringIO):
    """Text that is written once and then read once, held compressed."""

    def __init__(self) -> None:
        super().__init__()
        self._packer = zlib.compressobj(_LEVEL)
        self._parts: list[bytes] = []
        self._waiting: list[str] = []
        self._count = 0

    def write(self, text: str) -> int:
        """Add `text`."""
        self._waiting.append(text)
        self._count += len(text)
        if self._count >= _WAITING:
            self._pack()
        return len(text)

    def _pack(self) -> None:
        self._parts.append(self._packer.compress("".join(self._waiting).encode()))
        self._waiting, self._count = [], 0

    def finish(self) -> None:
        """Take no more text."""
        self._pack()
        self._parts.append(self._packer.flush())

    def read_pieces(self) -> Iterator[bytes]:
        """Return what was written, piece by piece, as UTF-8; pieces read are forgotten."""
        unpacker = zlib.decompressobj()
        for k, part in enumerate(self._parts):
            self._parts[k] = b""
            yield unpacker.decompress(part)

    def getvalue(self) -> bytes:  # type: ignore[override]
        """Return all of it as UTF-8, as XlsxWriter's packager asks for what is not text; short text never was compressed."""
        if not self._parts:
            return "".join(self._waiting).encode()
        self.finish()
        return b"".join(self.read_pieces())


class PackedSheet(CellSheet):
    """A worksheet some of whose rows are XML already."""

    dim_rowmin: int
    dim_rowmax: int

    def __init__(self) -> None:
        super().__init__()
        self._packed: PackedText | None = None
        self._span = (0, -1)

    def pack(self, first: int, last: int) -> None:
        """Turn rows `first` to `last` (from 0) into XML: nothing can be added to them any more. Blocks follow one another."""
        if self._packed is None:
            self._packed, self._span = PackedText(), (first, first - 1)
        if first != self._span[1] + 1:
            raise ValueError("packed rows follow one another")
        target, self.fh = self.fh, self._packed
        for row in range(first, last + 1):
            cells = self.table.pop(row, None)
            if cells:
                self._write_row(row, None, self.row_info.pop(row, None))
                for column in sorted(cells):
                    self._write_cell(row, column, cells[column])
                self._xml_end_tag("row")
        self.fh, self._span = target, (self._span[0], last)

    def _calculate_spans(self) -> None:
        """Leave out which columns a row's cells span, as packed rows do: a hint that is worked out by looking at every cell once more."""
        self.row_spans: dict[int, str] = {}

    def _write_rows(self) -> None:
        if self._packed is None:
            super()._write_rows()
            return
        if any(self._span[0] <= row <= self._span[1] for row, cells in self.table.items() if cells):
            raise ValueError("cells were added to packed rows")
        top, end = self.dim_rowmin, self.dim_rowmax
        self.dim_rowmax = self._span[0] - 1
        super()._write_rows()
        self._packed.finish()
        for text in codecs.iterdecode(self._packed.read_pieces(), "utf-8"):
            self.fh.write(text)
        self.dim_rowmin, self.dim_rowmax = self._span[1] + 1, end
        super()._write_rows()
        self.dim_rowmin = top


class _PackedPackager(Packager):  # type: ignore[misc]
    """Holds the parts of the file compressed until they are written into it."""

    def _filename(self, xml_filename: str) -> PackedText:
        held = PackedText()
        self.filenames.append((held, xml_filename, True))
        return held


class PackedWorkbook(Workbook):  # type: ignore[misc]
    """A workbook in memory whose sheets can be packed; see `PackedSheet.pack`."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.worksheet_class = PackedSheet

    def _get_packager(self) -> Packager:
        return _PackedPackager()
