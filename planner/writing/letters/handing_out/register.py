"""The register of letters, kept from run to run: who got which version, what changed, whether it was sent and signed."""

from __future__ import annotations

import io
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from planner.errors import FileAccessError, InputRejectedError
from planner.language import Language, Text
from planner.reading.archive.gate import open_gate
from planner.results.written.sheets.book import BLANK, Cell
from planner.results.written.sheets.read_book import read_book
from planner.tables.results.letter_register import KIND_WORDS, LETTER_REGISTER, STATUS_WORDS
from planner.writing.inputs.template import start_workbook
from planner.writing.layout.formats import Styles
from planner.writing.layout.plain_cell import write_cell
from planner.writing.layout.print_layout import set_page

REGISTER_FILE = "register.xlsx"
_FIRST_DAY = datetime(1899, 12, 30)
"""Day 0 of Excel's dates, from March 1900 on."""
_ADDED = ("company",)
"""Columns that registers of earlier releases lack."""
_WIDTHS = {
    "person": 24,
    "changed": 44,
    "word_file": 34,
    "pdf_file": 34,
    "target": 18,
    "company": 24,
    "written_at": 20,
    "key": 22,
}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One version of one letter; `extra` holds what people wrote in columns of their own, in the order of `Register.extra_headers`.

    `company` is empty in the rows of registers that earlier releases wrote.
    """

    kind: str
    key: str
    person: str
    language: str
    version: int
    target: float
    status: str
    changed: str
    replaced_by: int | None
    written_at: str
    word_file: str
    pdf_file: str
    content_sha256: str
    plan_sha256: str
    template: str
    parts: str
    company: str = ""
    extra: tuple[Cell, ...] = ()


@dataclass(slots=True)
class Register:
    """All rows, as they stand in the file, and the headers of columns that people added.

    `order` are all columns as they stand: the register's own by key, people's by their number among `extra_headers`. They stay where people
    put them, since formulas refer to them.
    """

    rows: list[RegisterRow] = field(default_factory=list)
    extra_headers: tuple[str, ...] = ()
    order: tuple[str | int, ...] = tuple(c.key for c in LETTER_REGISTER.columns)

    def latest(self, kind: str, key: str, language: str) -> int | None:
        """Return where the newest version of a letter stands among the rows, or ``None``."""
        own = [i for i, r in enumerate(self.rows) if (r.kind, r.key, r.language) == (kind, key, language)]
        return max(own, key=lambda i: self.rows[i].version, default=None)

    def replaced_by(self, row: RegisterRow) -> RegisterRow | None:
        """Return the version that `row` replaced; ``None`` for a first one."""
        own = (r for r in self.rows if (r.kind, r.key, r.language) == (row.kind, row.key, row.language))
        return next((r for r in own if r.replaced_by == row.version), None)

    def list_others(self, company: str) -> list[str]:
        """Return the companies of letters in force that are not `company`; a name counts as the same in any case and with any blanks."""
        named = {r.company for r in self.rows if r.replaced_by is None and r.company}
        return sorted(c for c in named if c.casefold().split() != company.casefold().split())

    def left_over(self, kinds: Sequence[str], languages: Sequence[str], keys: Container[tuple[str, str]]) -> list[str]:
        """Return for whom there are letters in force, of these kinds and languages, who are not among the `keys` (kind, key) of the plan any more."""
        rows = [r for r in self.rows if r.replaced_by is None and r.kind in kinds and r.language in languages]
        return sorted({r.key for r in rows if (r.kind, r.key) not in keys})

    def add(self, row: RegisterRow) -> None:
        """Add a version; the one before is marked as replaced and otherwise left as it is."""
        before = self.latest(row.kind, row.key, row.language)
        if before is not None:
            self.rows[before] = replace(self.rows[before], replaced_by=row.version)
        self.rows.append(row)


def read_register(folder: Path) -> Register:
    """Return the register of `folder`; an empty one where there is none yet.

    Raises
    ------
    FileAccessError
        When the file is there but is no register: it is not replaced.
    """
    path = folder / REGISTER_FILE
    if not path.exists():
        return Register()
    try:
        book = read_book(open_gate(path).content, path.name)
    except InputRejectedError as error:
        raise FileAccessError(error.text) from error
    sheet = book.find(LETTER_REGISTER.sheet)
    headers = [str(c.value or "") for c in sheet.rows[0]] if sheet is not None and sheet.rows else []
    places: dict[str, int] = {}
    for column in LETTER_REGISTER.columns:
        at = next((j for j, h in enumerate(headers) if h in (column.header.en, column.header.zh)), None)
        if at is None and sheet is not None and column.key in _ADDED:
            continue
        if sheet is None or at is None:
            text = Text(
                "{p} is no register of letters: column '{c}' is missing. Nothing was written. Put the file away or mend it.",
                "{p} 不是责任书登记表：缺少“{c}”列。未写入任何内容；请移走或修复该文件。",
            )
            raise FileAccessError(text.format(p=path, c=column.header))
        places[column.key] = at
    assert sheet is not None  # noqa: S101 - a missing sheet was refused above
    key_of = {j: key for key, j in places.items()}
    used = max((len(r) for r in sheet.rows), default=0)
    extra = [
        j for j in range(used) if j not in key_of and any(not sheet.cell(i, j).is_blank for i in range(len(sheet.rows)))
    ]
    order = tuple(key_of[j] if j in key_of else extra.index(j) for j in sorted((*key_of, *extra)))
    order += tuple(key for key in _ADDED if key not in places)
    rows = []
    for i in range(1, len(sheet.rows)):
        values = {key: sheet.cell(i, j).value for key, j in places.items()}
        if values["key"] in (None, ""):
            continue
        rows.append(_row(path, i + 1, values, tuple(sheet.cell(i, j) for j in extra)))
    return Register(rows, tuple(headers[j] if j < len(headers) else "" for j in extra), order)


def _row(path: Path, number: int, values: dict[str, Any], own: tuple[Cell, ...]) -> RegisterRow:
    try:
        for key, value in values.items():
            if key == "version":
                values[key] = int(value)
            elif key == "replaced_by":
                values[key] = None if value in (None, "") else int(value)
            elif key == "target":
                values[key] = float(value)
            elif key == "kind":
                values[key] = next((k for k, w in KIND_WORDS.items() if value in (k, w.en, w.zh)), _text(value or ""))
            else:
                values[key] = "" if value is None else _text(value)
    except (TypeError, ValueError) as error:
        text = Text(
            "{p}, row {n}: version or target is no number. Nothing was written.",
            "{p} 第 {n} 行：版本或目标不是数字。未写入任何内容。",
        )
        raise FileAccessError(text.format(p=path, n=number)) from error
    return RegisterRow(**values, extra=own)


def _text(value: Any) -> str:
    """Return a cell as text; a key that Excel took for a whole number without its decimals."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def word_of_kind(row: RegisterRow, language: Language) -> str:
    """Return for whom a letter is, as people read it."""
    return KIND_WORDS[row.kind].choose(language) if row.kind in KIND_WORDS else row.kind


def build_register(register: Register, language: Language) -> bytes:
    """Return the register as a workbook; strings stay strings, and the status is chosen from a list."""
    made = io.BytesIO()
    workbook = start_workbook(made)
    styles = Styles(workbook)
    sheet = workbook.add_worksheet(LETTER_REGISTER.sheet.choose(language))
    columns = {c.key: c for c in LETTER_REGISTER.columns}
    for j, item in enumerate(register.order):
        if isinstance(item, int):
            sheet.write_string(0, j, register.extra_headers[item], styles.header())
            for i, row in enumerate(register.rows, 1):
                _write_own(sheet, i, j, row.extra[item] if item < len(row.extra) else BLANK, styles)
            continue
        column = columns[item]
        sheet.write_string(0, j, column.header.choose(language), styles.header())
        for i, row in enumerate(register.rows, 1):
            value = word_of_kind(row, language) if item == "kind" else getattr(row, item)
            write_cell(sheet, i, j, None if value == "" else value, styles.of_kind(column.kind))
        sheet.set_column(j, j, _WIDTHS.get(item, 13), None, {"hidden": item == "parts"})
    status = register.order.index("status")
    if register.rows:
        words = [w.choose(language) for w in STATUS_WORDS.values()]
        sheet.data_validation(
            1, status, len(register.rows), status, {"validate": "list", "source": words, "error_type": "warning"}
        )
        sheet.autofilter(0, 0, len(register.rows), len(register.order) - 1)
    sheet.freeze_panes(1, 2)
    set_page(sheet)
    sheet.repeat_rows(0)
    workbook.close()
    return made.getvalue()


def _write_own(sheet: Any, row: int, column: int, cell: Cell, styles: Styles) -> None:
    """Write what people wrote in a column of their own; a formula stays one, since rows and columns keep their places, and a date a date."""
    value, style = cell.value, styles.get()
    if isinstance(value, date):  # and a date with a time
        has_time = isinstance(value, datetime) and value.time() != time()
        style = styles.get(num_format="yyyy-mm-dd hh:mm" if has_time else "yyyy-mm-dd")
        value = (datetime(value.year, value.month, value.day) - _FIRST_DAY).days
        value += ((cell.value - datetime.combine(cell.value, time())).total_seconds() / 86_400) if has_time else 0
    if cell.formula is not None:
        sheet.write_formula(row, column, cell.formula, style, "" if value is None else value)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    else:
        write_cell(sheet, row, column, None if value == "" else value, style)
