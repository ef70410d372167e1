"""How one column and one sheet of a workbook are declared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final

from planner.language import NO_TEXT, Text


class Kind(StrEnum):
    """What a cell of a column holds, and as what it is read."""

    KEY = "key"
    TEXT = "text"
    REFERENCE = "reference"
    REFERENCES = "references"
    CHOICE = "choice"
    CHOICES = "choices"
    FLAG = "flag"
    MONEY = "money"
    SHARE = "share"
    NUMBER = "number"
    NUMBERS = "numbers"
    COUNT = "count"
    MONTH = "month"
    YEAR = "year"
    DATE = "date"


NUMERIC_KINDS = (Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT, Kind.MONTH, Kind.YEAR)
"""Kinds that hold one number."""


class Layout(StrEnum):
    """How a sheet is laid out.

    ROWS: a header row and one row a thing. SETTINGS: one row a setting (name, value, unit, meaning).
    MATRIX: row keys in the first column, column keys in the header, one value a cell.
    COLUMNS: as ROWS, for very many rows: read and kept by column.
    """

    ROWS = "rows"
    SETTINGS = "settings"
    MATRIX = "matrix"
    COLUMNS = "columns"


class _Required(Enum):
    REQUIRED = "required"


REQUIRED: Final = _Required.REQUIRED
"""Default of a column that must be filled."""


CONVENTION = Text("convention of this program", "本程序惯例")
"""Source of a default that no publication gives."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column, declared once; template, reader, writer and documentation derive from it.

    Parameters
    ----------
    field
        Attribute of the row's dataclass.
    kind, header, meaning, unit
        What a cell holds; header in both languages; a sentence; the unit (empty: follows from the kind).
    default
        Python value for a blank cell (money in cents); ``REQUIRED`` when blank is a fault; ``None`` when blank means "not given".
    source
        Where the default comes from (literature, convention), shown on the assumptions sheet.
    minimum, maximum
        Bounds in the column's own unit (money in currency units, shares 0 to 1).
    choices
        The `StrEnum` of a choice.
    references
        Key of the table that a reference names, e.g. ``"teams"``.
    synonyms, loose
        Further headers that people use; those that can mean another thing too, and count where nothing else names the column.
    nought
        Of a column that must be filled, where 0 says more than that there is none: what it says.
    is_common
        Of an amount that counts as 0 where it is blank, whether all rows usually have one: a few blanks among filled cells are told.
    is_any_value
        Of a text, whether it may be a number as well, 0 among them.
    """

    field: str
    kind: Kind
    header: Text
    meaning: Text
    unit: Text = NO_TEXT
    default: object = REQUIRED
    source: Text = NO_TEXT
    minimum: float | None = None
    maximum: float | None = None
    choices: type[StrEnum] | None = None
    references: str | None = None
    synonyms: tuple[str, ...] = ()
    nought: Text = NO_TEXT
    loose: tuple[str, ...] = ()
    is_any_value: bool = False
    is_common: bool = False

    @property
    def is_required(self) -> bool:
        """Whether a blank cell is a fault."""
        return self.default is REQUIRED

    @property
    def unit_text(self) -> Text:
        """Return the unit for people: the declared one, else the kind's."""
        if self.unit.en:
            return self.unit
        low, high = self.minimum, self.maximum
        if self.kind is Kind.SHARE and ((low or 0) < 0 or (high or 1) > 1):
            return Text("percent, {a:g} % to {b:g} %", "百分比，{a:g}%–{b:g}%").format(
                a=(low or 0) * 100, b=(high or 1) * 100
            )
        return KIND_UNITS.get(self.kind, NO_TEXT)


KIND_UNITS = {
    Kind.MONEY: Text("currency units", "货币单位（元）"),
    Kind.SHARE: Text("percent, 0 % to 100 %", "百分比，0%–100%"),
    Kind.FLAG: Text("yes or no", "是 或 否"),
    Kind.MONTH: Text("month, 1 to 12", "月份，1–12"),
    Kind.COUNT: Text("whole number", "整数"),
    Kind.DATE: Text("date", "日期"),
    Kind.CHOICES: Text("one or more, separated by ;", "可多选，用分号隔开"),
    Kind.REFERENCES: Text("one or more, separated by ;", "可多项，用分号隔开"),
    Kind.NUMBERS: Text("numbers, separated by ;", "数字，用分号隔开"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of the planning workbook.

    Parameters
    ----------
    key
        Name in the program and, for ROWS tables, the attribute of `PlanInput`.
    sheet, meaning
        Sheet name and one sentence, in both languages.
    row_type
        The dataclass that a row becomes. For MATRIX tables the value's column is ``columns[0]``.
    required
        Whether the sheet must be there and have rows.
    group_type
        For trees: what an inner node becomes (``parent_field`` names the column of the parent).
    group_attribute
        Attribute of `PlanInput` for inner nodes.
    row_table, column_table
        For MATRIX: tables whose keys label rows and columns.
    sheet_synonyms, loose_sheets
        Further names of the sheet; those that count where no other sheet has a surer one.
    unique
        Fields that together identify a row (empty: no duplicate check beyond the KEY column).
    """

    key: str
    sheet: Text
    meaning: Text
    columns: tuple[Column, ...]
    row_type: type | None
    layout: Layout = Layout.ROWS
    required: bool = False
    group_type: type | None = None
    group_attribute: str | None = None
    row_table: str | None = None
    column_table: str | None = None
    unique: tuple[str, ...] = ()
    sheet_synonyms: tuple[str, ...] = ()
    loose_sheets: tuple[str, ...] = ()

    def column(self, field: str) -> Column:
        """Return the column that fills `field`; `KeyError` when there is none."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(f"{self.key}.{field}")

    @property
    def key_column(self) -> Column | None:
        """Return the KEY column, or ``None``."""
        return next((c for c in self.columns if c.kind is Kind.KEY), None)


def money_if_given(field: str, en: str, zh: str, meaning_en: str, meaning_zh: str) -> Column:
    """Return a column of money, at least 0, that may be blank: no data."""
    return Column(field, Kind.MONEY, Text(en, zh), Text(meaning_en, meaning_zh), default=None, minimum=0)
