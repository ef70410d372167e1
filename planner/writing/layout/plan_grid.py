"""Tables of the plan workbook: headers, values, live formulas with their cached values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from planner.domain.rounding import round_cents
from planner.language import Language, Text
from planner.tables.columns.column import Kind
from planner.tables.columns.result_column import TOTAL_LABEL, ResultSheet
from planner.writing.layout.formats import MONEY, PERCENT, WHOLE, Styles
from planner.writing.layout.packed_workbook import ROWS_AT_ONCE
from planner.writing.layout.plain_cell import write_cell
from planner.writing.layout.print_layout import count_pages, fill_pages, set_page, set_table_page
from planner.writing.layout.text_room import WIDEST, count_lines, fit_width, header_points, header_width, title_width

_NUMBER_FORMATS = {Kind.MONEY: MONEY, Kind.SHARE: PERCENT, Kind.NUMBER: "#,##0.00", Kind.COUNT: WHOLE}

_TITLE_POINTS, _LINE_POINTS = 24, 14
_PADDING = 2
"""Characters of a column that its texts leave free: the distance to the column before it."""
_DIGITS = {Kind.NUMBER: 2}
_RATIOS = ("ratio", "deviation_before")
_NO_RATIO_AS_DASH = '0.0%;-0.0%;"–"'
"""Number format of a ratio, which is 0 where there is no revenue, or no share, to divide by."""

NO_MEANINGS: Mapping[str, Text] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula and the value that it has now."""

    text: str
    value: float | str | bool


@dataclass(frozen=True, slots=True)
class Field:
    """One column: header, kind, width, whether its column is added up at the foot, and a number format other than the kind's.

    `begins_block`: it is the first of columns that belong together, also on paper.
    """

    header: Text
    kind: Kind = Kind.TEXT
    width: float = 14
    is_summed: bool = False
    meaning: Text | None = None
    number_format: str | None = None
    is_wrapped: bool = False
    begins_block: bool = False


class SheetWriter:
    """Writes one sheet in one language."""

    def __init__(
        self, workbook: Any, styles: Styles, name: Text, language: Language, title: Text | None = None
    ) -> None:
        self.name = name.choose(language)
        self.sheet = workbook.add_worksheet(self.name)
        self.styles, self.language = styles, language
        self.sheet.set_tab_color("#1F4E79")
        self.title = (title or name).choose(language)
        self.sheet.write_string(0, 0, self.title, styles.title())
        self.sheet.set_row(0, _TITLE_POINTS)
        set_page(self.sheet)

    def put(self, row: int, column: int, value: object, kind: Kind = Kind.TEXT, **properties: Any) -> None:
        """Write a value, text in the sheet's language, or a formula with its value."""
        number_format = _NUMBER_FORMATS.get(kind)
        style = self.styles.get(**({"num_format": number_format} if number_format else {}), **properties)
        if isinstance(value, Formula):
            self.sheet.write_formula(row, column, value.text, style, value.value)
        elif isinstance(value, Text):
            write_cell(self.sheet, row, column, value.choose(self.language), style)
        else:
            write_cell(self.sheet, row, column, value, style)

    def table(
        self,
        top: int,
        fields: Sequence[Field],
        rows: Sequence[Sequence[object]],
        freeze: bool = True,
        names: int = 1,
        is_packed: bool = False,
        sets_widths: bool | None = None,
    ) -> int:
        """Write a table whose header is in row `top`; return the row after it. Summed columns get a live total above the header.

        The first `names` columns say what a row is: they stay in view and stand on every printed page. `is_packed`: rows may be many; nothing is
        added to them afterwards. `sets_widths`: the columns of the sheet are as wide as this table needs; as a rule where `freeze` is set.
        """
        is_sized = freeze if sets_widths is None else sets_widths
        count = len(rows)
        widths = [self._width(field, [row[j] for row in rows]) for j, field in enumerate(fields)]
        blocks = [j for j, field in enumerate(fields) if field.begins_block]
        pages = count_pages(widths)
        if freeze and pages > 1:
            widths[0] = title_width(widths, names, self.title)
            if blocks:
                pages, widths = fill_pages(widths, names, blocks)
        for j, field in enumerate(fields):
            self.sheet.write_string(top, j, field.header.choose(self.language), self.styles.header())
            if field.meaning is not None:
                self.sheet.write_comment(top, j, field.meaning.choose(self.language), {"x_scale": 1.8})
            if is_sized:
                self.sheet.set_column(j, j, widths[j])
            if field.is_summed and count:
                total = sum(_number(r[j]) for r in rows)
                letter = xl_col_to_name(j)
                formula = f"=ROUND(SUBTOTAL(9,{letter}{top + 2}:{letter}{top + 1 + count}),2)"
                self.put(top - 1, j, Formula(formula, round_shown(total)), field.kind, bold=True, bottom=1)
        if count and not fields[0].is_summed and any(f.is_summed for f in fields):
            self.put(top - 1, 0, TOTAL_LABEL, bold=True)
        self.sheet.set_row(top, header_points([f.header.choose(self.language) for f in fields], widths))
        # Where texts may take several lines: columns that are wrapped, and those as wide as columns get.
        rooms = {
            j: f.width if f.is_wrapped else widths[j] - _PADDING
            for j, f in enumerate(fields)
            if f.is_wrapped or (is_sized and widths[j] >= WIDEST)
        }
        for i, row in enumerate(rows):
            wrapped = self._wrap(top + 1 + i, row, rooms)
            for j, (value, field) in enumerate(zip(row, fields, strict=True)):
                if value is not None:
                    # Words keep a little distance from the figures to their left.
                    look: dict[str, Any] = {"indent": 1} if j and isinstance(value, str | Text) else {}
                    if j in wrapped:
                        look["text_wrap"] = True
                    kind = field.kind
                    if field.number_format is not None:
                        look, kind = look | {"num_format": field.number_format}, Kind.TEXT
                    self.put(top + 1 + i, j, value, kind, **look)
            if is_packed and (i + 1) % ROWS_AT_ONCE == 0:
                self.sheet.pack(top + 2 + i - ROWS_AT_ONCE, top + 1 + i)
        if freeze:
            self.sheet.freeze_panes(top + 1, names)
            self.sheet.autofilter(top, 0, top + max(1, count), len(fields) - 1)
            set_table_page(self.sheet, widths, count, top, names, pages)
        return top + 1 + count

    def _width(self, field: Field, values: Sequence[object]) -> float:
        """Return the width of a column: as declared, wider where what stands in it or its total needs it, unless it is wrapped."""
        least = header_width(field.width, field.header.choose(self.language))
        if field.is_wrapped:
            return least
        shown = [
            v.choose(self.language) if isinstance(v, Text) else v.value if isinstance(v, Formula) else v for v in values
        ]
        total = sum(_number(v) for v in shown) if field.is_summed else 0.0
        return fit_width(least, (*shown, total), _DIGITS.get(field.kind, 0))

    def _wrap(self, row: int, cells: Sequence[object], rooms: Mapping[int, float]) -> frozenset[int]:
        """Return the columns of `rooms` whose text takes several lines in this row, and make the row as high as they need."""
        lines = {}
        for j, room in rooms.items():
            cell = cells[j]
            if isinstance(cell, str | Text):
                count = count_lines(cell.choose(self.language) if isinstance(cell, Text) else cell, room)
                if count > 1:
                    lines[j] = count
        if lines:
            self.sheet.set_row(row, _LINE_POINTS * max(lines.values()))
        return frozenset(lines)

    def column_ref(self, column: int, first: int, count: int, last_column: int | None = None) -> str:
        """Return the absolute reference to `count` cells of a column (or of all columns to `last_column`) from row `first` on."""
        letter, last = xl_col_to_name(column), xl_col_to_name(column if last_column is None else last_column)
        return f"'{self.name}'!${letter}${first + 1}:${last}${first + max(1, count)}"


def lay_out(
    sheet: ResultSheet,
    widths: Sequence[float],
    meanings: Mapping[str, Text] = NO_MEANINGS,
    blocks: Collection[str] = (),
) -> tuple[Field, ...]:
    """Return the columns of `sheet` as declared, with their widths in order and the comments of some by key; a ratio of nothing is a dash.

    `blocks` are the keys of columns that begin a block, which a printed page does not cut where it can hold it.
    """
    begins = {place_of(sheet, key) for key in blocks}
    return tuple(
        Field(
            c.header,
            c.kind,
            width,
            c.is_summed,
            meanings.get(c.key),
            _NO_RATIO_AS_DASH if c.key in _RATIOS and c.kind is Kind.SHARE else None,
            begins_block=j in begins,
        )
        for j, (c, width) in enumerate(zip(sheet.columns, widths, strict=True))
    )


def place_of(sheet: ResultSheet, key: str) -> int:
    """Return the place (from 0) of column `key` on `sheet`; `KeyError` when there is none."""
    return {c.key: i for i, c in enumerate(sheet.columns)}[key]


def round_shown(amount: float) -> float:
    """Return `amount` to two digits as ROUND has it: 0.075 is 0.08."""
    return units(round_cents(amount * 100))


def units(cents: float) -> float:
    """Return an amount of cents in currency units."""
    return cents / 100


def units_if_given(cents: float | None) -> float | None:
    """Return an amount of cents in currency units; ``None`` where there is none."""
    return None if cents is None else units(cents)


def _number(value: object) -> float:
    if isinstance(value, Formula):
        value = value.value
    return float(value) if isinstance(value, int | float) else 0.0
