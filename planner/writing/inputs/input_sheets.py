"""The input sheets of a workbook, empty or filled, from the declarations of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook

from planner.domain.accounts import NO_ACCOUNTS, AccountBook
from planner.domain.choices import Channel
from planner.domain.plan_input import PlanInput
from planner.language import Language, Text
from planner.tables.columns.column import REQUIRED, Column, Kind, Layout, Table
from planner.tables.columns.field import read_field, split_field
from planner.tables.inputs.channels import DEFAULT_CHANNELS
from planner.tables.registry import INPUT_TABLES
from planner.tables.words.choice_words import FLAG_WORDS, TO_BE_HIRED, choice_list, word_of
from planner.writing.layout.formats import INPUT_REQUIRED, Styles
from planner.writing.layout.packed_workbook import ROWS_AT_ONCE
from planner.writing.layout.plain_cell import write_cell
from planner.writing.layout.print_layout import set_page, set_table_page
from planner.writing.layout.text_room import count_lines, fit_width

SPARE_ROWS = 300
_WIDTHS = {
    Kind.KEY: 24,
    Kind.TEXT: 18,
    Kind.REFERENCE: 20,
    Kind.REFERENCES: 20,
    Kind.CHOICE: 18,
    Kind.CHOICES: 22,
    Kind.MONEY: 17,
    Kind.FLAG: 13,
}
_MATRIX_NAMES, _MATRIX_WIDTH = 28, 18
_VALUE = Text("Value", "值")
_CORNER = Text("Segment", "细分")
_HOW_TO_FILL = Text(
    "Product lines across this row, segments down this column, as on their own sheets.",
    "本行横向写产品线，本列纵向写细分，写法与各自的表一致。",
)


def add_input_sheets(workbook: Workbook, styles: Styles, plan_input: PlanInput | None, language: Language) -> None:
    """Add one sheet per input table, with lists, comments, formats and filters; empty apart from defaults without `plan_input`."""
    for table in INPUT_TABLES:
        add_input_sheet(workbook, styles, table, plan_input, language)


def add_input_sheet(
    workbook: Workbook, styles: Styles, table: Table, plan_input: PlanInput | None, language: Language
) -> None:
    """Add the sheet of one input table."""
    sheet = workbook.add_worksheet(table.sheet.choose(language))
    sheet.set_tab_color("#B8C4D0")
    if table.layout is Layout.SETTINGS:
        _write_settings(sheet, styles, table, plan_input, language)
    elif table.layout is Layout.MATRIX:
        _write_matrix(sheet, styles, table, plan_input, language)
    elif table.layout is Layout.COLUMNS:
        _write_columns(sheet, styles, table, plan_input.accounts if plan_input else NO_ACCOUNTS, language)
    else:
        _write_rows(sheet, styles, table, rows_of(table, plan_input), language)


def cell_value(column: Column, value: object, language: Language) -> object:
    """Return what a cell shows for a field's `value`: money in currency units, words for choices; ``None`` for blank."""
    if type(value) is str:
        return value
    if value is None or value == ():
        return None
    if isinstance(value, bool):
        return FLAG_WORDS[value].choose(language)
    if isinstance(value, StrEnum):
        return word_of(value).choose(language)
    if column.kind is Kind.MONEY and isinstance(value, int | float):
        return value / 100
    if isinstance(value, tuple):
        return "; ".join(
            word_of(v).choose(language) if isinstance(v, StrEnum) else f"{v:g}" if isinstance(v, float) else str(v)
            for v in value
        )
    return value


def comment_text(column: Column, language: Language) -> str:
    """Return the comment of a header: meaning, unit, default."""
    unit, meaning = column.unit_text.choose(language), column.meaning.choose(language)
    lines = [meaning]
    if unit:
        lines.append(Text("Unit: {u}", "单位：{u}").format(u=unit).choose(language))
    if column.is_required:
        lines.append(Text("Required.", "必填。").choose(language))
    elif column.default is not None and column.default != ():
        default = cell_value(column, column.default, language)
        lines.append(Text("Default: {d}", "默认：{d}").format(d=default).choose(language))
    return "\n".join(lines)


def rows_of(table: Table, plan_input: PlanInput | None) -> tuple[Any, ...]:
    """Return the rows of a table as they are written, inner nodes of a tree first."""
    if plan_input is None:
        return tuple(DEFAULT_CHANNELS[c] for c in Channel) if table.key == "channels" else ()
    rows: tuple[Any, ...] = getattr(plan_input, table.key)
    groups: tuple[Any, ...] = getattr(plan_input, table.group_attribute) if table.group_attribute else ()
    return (*groups, *rows)


def field_value(row: object, field: str) -> object:
    """Return a field of a row; ``None`` where the row (an inner node) has no such field."""
    return read_field(row, field) if hasattr(row, split_field(field)[0]) else None


def _write_rows(sheet: Any, styles: Styles, table: Table, rows: Iterable[object], language: Language) -> None:
    nobody = TO_BE_HIRED.choose(language)
    rows = tuple(rows)

    def value_of(row: object, column: Column) -> object:
        value = field_value(row, column.field)
        return nobody if column.field == "rep" and value is None else value

    values = {c.field: [value_of(row, c) for row in rows] for c in table.columns}
    _write_table(sheet, styles, table, values, len(rows), language)


def _write_columns(sheet: Any, styles: Styles, table: Table, book: AccountBook, language: Language) -> None:
    """Write a table that is kept by column."""
    _write_table(sheet, styles, table, {c.field: getattr(book, c.field) for c in table.columns}, len(book), language)


def _write_table(
    sheet: Any, styles: Styles, table: Table, values: Mapping[str, Sequence[object]], count: int, language: Language
) -> None:
    """Write `count` rows below a header; `values` are by field of the columns."""
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 42)
    widths = []
    for j, column in enumerate(table.columns):
        _write_header(sheet, styles, j, column, language)
        shown = (cell_value(column, value, language) for value in values[column.field])
        widths.append(fit_width(_WIDTHS.get(column.kind, 12), shown, 2 if column.kind is Kind.MONEY else 0))
        sheet.set_column(j, j, widths[-1], styles.of_kind(column.kind))
        _validate(sheet, column, (1, j, count + SPARE_ROWS, j), language)
    for first in range(0, count, ROWS_AT_ONCE):
        last = min(count, first + ROWS_AT_ONCE)
        for j, column in enumerate(table.columns):
            style = styles.of_kind(column.kind, **({"bg_color": INPUT_REQUIRED} if column.is_required else {}))
            for i, value in enumerate(values[column.field][first:last], start=first + 1):
                cell = cell_value(column, value, language)
                if cell is not None:
                    write_cell(sheet, i, j, cell, style)
        if last - first == ROWS_AT_ONCE:
            sheet.pack(first + 1, last)
    sheet.autofilter(0, 0, max(1, count), len(table.columns) - 1)
    set_page(sheet)
    set_table_page(sheet, widths, count)


def _write_header(sheet: Any, styles: Styles, column_index: int, column: Column, language: Language) -> None:
    sheet.write_string(0, column_index, column.header.choose(language), styles.header(column.is_required))
    sheet.write_comment(0, column_index, comment_text(column, language), {"x_scale": 2.0, "y_scale": 1.2})


def _write_settings(sheet: Any, styles: Styles, table: Table, plan_input: PlanInput | None, language: Language) -> None:
    sheet.freeze_panes(1, 1)
    heads = (Text("Setting", "参数名称"), _VALUE, Text("Unit", "单位"), Text("Meaning", "说明"))
    widths = (38, 28, 28, 84)
    set_page(sheet)
    set_table_page(sheet, widths, len(table.columns))
    for j, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(j, j, width)
        sheet.write_string(0, j, head.choose(language), styles.header())
    for i, column in enumerate(table.columns, start=1):
        value = getattr(getattr(plan_input, table.key), column.field) if plan_input is not None else column.default
        required = {"bg_color": INPUT_REQUIRED} if column.is_required else {}
        sheet.write_string(i, 0, column.header.choose(language), styles.get(bold=True))
        shown = None if value is REQUIRED else cell_value(column, value, language)
        write_cell(
            sheet,
            i,
            1,
            shown,
            styles.of_kind(
                column.kind,
                border=1,
                border_color="#C9D3DE",
                align="right",
                text_wrap=column.kind is Kind.NUMBERS,
                **required,
            ),
        )
        sheet.write_comment(i, 1, comment_text(column, language), {"x_scale": 2.0})
        sheet.write_string(i, 2, column.unit_text.choose(language), styles.get(font_color="#5B6775", indent=1))
        sheet.write_string(i, 3, column.meaning.choose(language), styles.get(font_color="#5B6775", text_wrap=True))
        lines = count_lines(column.meaning.choose(language), widths[-1])
        if column.kind is Kind.NUMBERS or lines > 1:
            sheet.set_row(i, 14 * max(2, lines))
        _validate(sheet, column, (i, 1, i, 1), language)


def _write_matrix(sheet: Any, styles: Styles, table: Table, plan_input: PlanInput | None, language: Language) -> None:
    declared = table.columns[0]
    corner = _CORNER.choose(language)
    sheet.freeze_panes(1, 1)
    set_page(sheet)
    sheet.repeat_rows(0)
    sheet.set_column(1, 40, _MATRIX_WIDTH, styles.of_kind(declared.kind))
    sheet.write_string(0, 0, corner, styles.header(True))
    comment = f"{table.meaning.choose(language)}\n{_HOW_TO_FILL.choose(language)}\n{comment_text(declared, language)}"
    sheet.write_comment(0, 0, comment, {"x_scale": 2.2, "y_scale": 1.8})
    if plan_input is None:
        sheet.set_column(0, 0, _MATRIX_NAMES)
        _validate(sheet, declared, (1, 1, SPARE_ROWS, 20), language)
        return
    names = fit_width(_MATRIX_NAMES, (s.segment for s in plan_input.segments))
    sheet.set_column(0, 0, names)
    set_table_page(sheet, (names, *(_MATRIX_WIDTH,) * len(plan_input.products)), len(plan_input.segments))
    values: Mapping[tuple[str, str], object] = getattr(plan_input, table.key)
    for j, product in enumerate(plan_input.products, start=1):
        sheet.write_string(0, j, product.product, styles.header())
    for i, segment in enumerate(plan_input.segments, start=1):
        sheet.write_string(i, 0, segment.segment, styles.get(bold=True))
        for j, product in enumerate(plan_input.products, start=1):
            shown = cell_value(declared, values.get((segment.segment, product.product)), language)
            if shown is not None:
                write_cell(sheet, i, j, shown, styles.of_kind(declared.kind))
    _validate(sheet, declared, (1, 1, len(plan_input.segments) + SPARE_ROWS, len(plan_input.products)), language)
    sheet.autofilter(0, 0, len(plan_input.segments), len(plan_input.products))


def _validate(sheet: Any, column: Column, area: tuple[int, int, int, int], language: Language) -> None:
    """Add the validation of `column` to `area` (first row, first column, last row, last column)."""
    title = column.header.choose(language)[:32]
    message = column.unit_text.choose(language)[:200]
    options: dict[str, Any] | None = None
    if column.kind is Kind.CHOICE and column.choices is not None:
        options = {"validate": "list", "source": list(choice_list(column.choices, language))}
    elif column.kind is Kind.FLAG:
        options = {
            "validate": "list",
            "source": [FLAG_WORDS[True].choose(language), FLAG_WORDS[False].choose(language)],
        }
    elif column.kind is Kind.REFERENCE and column.references is not None:
        options = {"validate": "list", "source": _reference_range(column.references, language), "error_type": "warning"}
    elif column.kind in (Kind.SHARE, Kind.NUMBER, Kind.MONEY) and column.minimum is not None:
        low, high = column.minimum, column.maximum if column.maximum is not None else 1e13
        options = {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high}
    elif column.kind in (Kind.COUNT, Kind.MONTH, Kind.YEAR) and column.minimum is not None:
        low, high = int(column.minimum), int(column.maximum if column.maximum is not None else 10**9)
        options = {"validate": "integer", "criteria": "between", "minimum": low, "maximum": high}
    if options is None:
        return
    prompt = {"input_title": title, "input_message": message} if message else {}
    sheet.data_validation(*area, {**options, "ignore_blank": True, **prompt})


def _reference_range(table_key: str, language: Language) -> str:
    """Return the range of the keys of a table, for a list."""
    table = next(t for t in INPUT_TABLES if t.key == table_key)
    column = next(j for j, c in enumerate(table.columns) if c.kind is Kind.KEY)
    letter = xl_col_to_name(column)
    return f"='{table.sheet.choose(language)}'!${letter}$2:${letter}$2000"
