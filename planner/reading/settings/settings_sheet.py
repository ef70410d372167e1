"""Sheet Settings 参数: one row a setting, label and value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cell_notes import UNREADABLE
from planner.reading.cells.cells import CellReader
from planner.reading.cells.read_as import PLAIN, ReadAs
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_remarks import report_remark
from planner.reading.headers.header_row import is_blank
from planner.reading.headers.header_units import SCALED, report_other_time, report_unit, report_unit_in_note, sheet_unit
from planner.reading.headers.tax_words import note_tax
from planner.reading.lines.line_findings import report_hidden_rows
from planner.reading.rows.row_cell import read_cell
from planner.reading.rows.typed_row import TypedRow
from planner.reading.settings.plan_columns import find_plan_column, says_targets, settings_of_targets, year_above
from planner.reading.settings.settings_shapes import FEWEST_ACROSS, find_values_behind_units, turn_settings
from planner.reading.units.units import StatedUnit, read_unit, split_unit, unit_or_fault
from planner.reading.words.headers import (
    PlanYear,
    column_named,
    header_key,
    header_spellings,
    known_headers,
    loose_headers,
    match_loosely,
    near_miss,
    normalise,
)
from planner.reading.words.numbers import read_number
from planner.reading.words.suggestion import suggest
from planner.tables.columns.column import Column, Kind, Table

_LABEL_COLUMNS = 6
_DEPTH = 30
_VALUE_HEADERS = frozenset(
    header_key(w)
    for w in (
        "value",
        "values",
        "setting value",
        "input",
        "amount",
        "值",
        "取值",
        "数值",
        "目标值",
        "参数值",
        "填写",
        "内容",
        "设定值",
    )
)
_UNIT_HEADERS = frozenset(header_key(w) for w in ("unit", "units", "单位"))
_UNIT_LABELS = _UNIT_HEADERS | {header_key(w) for w in ("unit of amounts", "amounts in", "金额单位", "货币单位")}
"""Labels of a row that states the unit of all amounts: 单位 | 千元. Where no unit stands beside it, 单位 is the company."""


def read_settings(grid: Grid, table: Table, reader: CellReader) -> TypedRow:
    """Return all settings as one row: the label in one of the first columns, the value in the column headed Value, else right of the label.

    Settings side by side with their values below are read turned.
    """
    grid = turn_settings(grid, known_headers(table.columns), reader)
    labels = _labels(grid)
    known, plan_year = _known_labels(grid, labels, table, reader)
    labelled = _label_columns(grid, known)
    value_column, unit_column = _column_headed(grid, _VALUE_HEADERS, labelled), _column_headed(grid, _UNIT_HEADERS)
    header_row = None
    if value_column is None:
        header_row, value_column = find_plan_column(grid, labelled, known, reader)
    beside = value_column if value_column is not None else min(labelled, default=0) + 1
    reader.plan_year_name = year_above(grid, beside)
    if says_targets(grid, beside):
        names = {at: text for at, text in labels.items() if at[1] in labelled}
        known = _named(settings_of_targets(names, known, loose_headers(table.columns)), names, known, grid, reader)
    if value_column is None and unit_column is None:
        value_column, unit_column = find_values_behind_units(grid, known, labelled, reader)
    places: dict[str, Place] = {}
    read: list[int] = []
    settings = TypedRow(0, {}, places)
    general = _unit_above(grid, known)
    if general is not None:
        report_unit(general[0], next(c for c in table.columns if c.kind is Kind.MONEY), general[1], reader, True)
    _report_across(grid, known, reader)
    for i, cells in enumerate(grid.rows):
        named = () if _says_unit(cells) else cells[:_LABEL_COLUMNS]
        here = ((j, column_named(c, known)) for j, c in enumerate(named) if isinstance(c, str) and c)
        j, column = next(((j, c) for j, c in here if c is not None), (0, None))
        if column is None and (i == header_row or _says_unit(cells)):
            continue
        if column is None:
            _report_unknown(grid, i, 1 if value_column is None else value_column, table, reader)
            if places and not any(isinstance(c, int | float) for c in cells) and table.key == "settings":
                powers = () if general is None else (general[0].power,)
                report_unit_in_note(cells, powers, grid.place(i), reader)
            continue
        at = value_column if value_column is not None and value_column > j else j + 1
        if column.field in places:
            place = grid.place(i, j)
            text = Text("setting '{n}' stands twice", "参数“{n}”重复").format(n=column.header)
            reader.report(
                "setting_repeated", Severity.ERROR, place, text, remedy=Text("Keep one of them.", "请只保留一个。")
            )
            continue
        report_remark(str(cells[j]), column, grid.place(i, j, column.header), reader, plan_year)
        way = _way_of_setting(
            grid, (i, j, at + 1 if unit_column is None else unit_column), column, reader, unit_column is None
        )
        if way is PLAIN and general is not None and column.kind is Kind.MONEY:
            way = ReadAs(general[0].power)
        if value_column is None and _has_rival_value(grid, i, at, column, reader):
            settings.values[column.field] = UNREADABLE
            places[column.field] = grid.place(i, at, column.header)
            continue
        value = read_cell(grid, i, at, column, reader, way)
        places[column.field] = grid.place(i, at, column.header)
        if value is not None:
            settings.values[column.field] = value
        read.append(i + 1)
    report_hidden_rows(grid, read, reader)
    return settings


def _labels(grid: Grid) -> dict[tuple[int, int], str]:
    """Return what may be the label of a setting, by row and column."""
    return {
        (i, j): c
        for i, row in enumerate(grid.rows)
        for j, c in enumerate(row[:_LABEL_COLUMNS])
        if isinstance(c, str) and c and not _says_unit(row)
    }


def _known_labels(
    grid: Grid, labels: Mapping[tuple[int, int], str], table: Table, reader: CellReader
) -> tuple[dict[str, Column], PlanYear | None]:
    """Return the settings by their labels, and the plan year that stands beside its own.

    Words that can mean another thing count where one row alone has one and none says it surely, in a column that has sure ones: "Target" may
    head the values.
    """
    known = known_headers(table.columns)
    in_columns = {at[1] for at, text in labels.items() if column_named(text, known) is not None}
    labels = {at: text for at, text in labels.items() if at[1] in in_columns or not in_columns}
    plan_year = _stated_year(grid, labels, known, match_loosely(labels, known, loose_headers(table.columns)))
    loose = loose_headers(table.columns, plan_year)
    meant = match_loosely(labels, known, loose, plan_year)
    return _named(meant, labels, known, grid, reader), plan_year


def _named(
    meant: Mapping[tuple[int, int], Column],
    labels: Mapping[tuple[int, int], str],
    known: Mapping[str, Column],
    grid: Grid,
    reader: CellReader,
) -> dict[str, Column]:
    """Return the `known` settings by their labels, and those that labels mean, which is reported."""
    named: dict[str, Column] = {}
    for (i, j), column in meant.items():
        named[header_key(labels[i, j])] = column
        text = Text("setting '{n}' is read as '{c}'", "参数“{n}”按“{c}”读取").format(
            n=labels[i, j].strip()[:40], c=column.header
        )
        reader.report("setting_name", Severity.NOTE, grid.place(i, j), text)
    return {**named, **known}


def _stated_year(
    grid: Grid,
    labels: Mapping[tuple[int, int], str],
    known: Mapping[str, Column],
    maybe: Mapping[tuple[int, int], Column],
) -> PlanYear | None:
    """Return the plan year that stands right of its label, for labels that name it or may mean it; ``None`` when none is read."""
    for (i, j), label in labels.items():
        column = column_named(label, known) or maybe.get((i, j))
        if column is None or column.field != "plan_year":
            continue
        for cell in grid.rows[i][j + 1 :]:
            read = read_number(str(cell), calendar=True) if isinstance(cell, str | int | float) and cell != "" else None
            if read is not None and read.value == int(read.value):
                return PlanYear(int(read.year))
    return None


def _has_rival_value(grid: Grid, row: int, at: int, column: Column, reader: CellReader) -> bool:
    """Whether a further number right of a setting's value may be the one that counts, such as last year's beside the plan's; reported."""
    if column.kind not in (*SCALED, Kind.SHARE, Kind.MONTH, Kind.YEAR):
        return False
    own = grid.cell(row, at)
    others = [j for j, cell in enumerate(grid.rows[row][at + 1 :], start=at + 1) if _rivals(own, cell, column)]
    if not others:
        return False
    found = Text("numbers in {a} and {b}", "{a} 与 {b} 均有数字").format(
        a=grid.place(row, at).cell, b=grid.place(row, others[0]).cell
    )
    remedy = Text("Head the column that counts with Value.", "请在应采用的一列写上表头“值”。")
    if grid.origin is not None:
        remedy = Text("Begin the row that counts with Value.", "请在应采用的一行行首写上“值”。")
    place = grid.place(row, at, column.header)
    reader.report("setting_value_unclear", Severity.ERROR, place, found, remedy=remedy)
    return True


def _rivals(own: object, other: object, column: Column) -> bool:
    """Whether a cell holds another number than a setting's own, or of a year another one."""
    if isinstance(other, str) and column.kind is Kind.YEAR:
        year, mine = read_number(other, calendar=True), read_number(str(own), calendar=True)
        return year is not None and year.value == int(year.value) and mine is not None and mine.year != year.year
    return isinstance(other, int | float) and not isinstance(other, bool) and other != own


def _unit_above(grid: Grid, known: Mapping[str, Column]) -> tuple[StatedUnit, Place] | None:
    """Return the unit of money that a title above the first setting states."""
    labels = (
        i
        for i, cells in enumerate(grid.rows)
        for c in cells[:_LABEL_COLUMNS]
        if isinstance(c, str) and column_named(c, known) is not None
    )
    if not any(c.kind is Kind.MONEY for c in known.values()):
        return None
    at, unit = next(
        ((i, unit) for i, cells in enumerate(grid.rows) if (unit := _says_unit(cells)) is not None), (0, None)
    )
    return sheet_unit(grid, next(labels, 0)) if unit is None else (unit, grid.place(at))


def _says_unit(cells: Sequence[object]) -> StatedUnit | None:
    """Return the unit of all amounts that a row states beside a label such as 单位; ``None`` where it states none."""
    filled = [c for c in cells if not is_blank(c)]
    if len(filled) < 2 or header_key(filled[0]) not in _UNIT_LABELS or not isinstance(filled[1], str):
        return None
    unit = read_unit(filled[1])
    return unit if unit is not None and (unit.power or unit.currencies) else None


def _way_of_setting(
    grid: Grid, at: tuple[int, int, int], column: Column, reader: CellReader, only_whole: bool
) -> ReadAs:
    """Return how a setting's number is read: by the unit in its label or beside its value. `at`: row, column of the label, of the unit.

    `only_whole`: nothing heads a column of units; the cell beside the value may hold any remark, and counts where all of it is a unit.
    """
    i, j, beside_column = at
    cells = grid.rows[i]
    label = str(cells[j])
    unit = None if header_key(label) in header_spellings(column) else split_unit(label)[1]
    place = grid.place(i, j, column.header)
    beside = cells[beside_column] if beside_column < len(cells) else ""
    own = (normalise(column.unit_text.en), normalise(column.unit_text.zh))
    if (
        (unit is None or not unit.says_something)
        and isinstance(beside, str)
        and beside
        and normalise(beside) not in own  # as the template writes it
    ):
        found = unit_or_fault(beside)
        if only_whole:
            found = read_unit(beside) if column.kind in (*SCALED, Kind.SHARE) else None
        if found is not None:
            unit, place = found, grid.place(i, beside_column, column.header)
    note_tax((label, *cells[j + 2 :]), column, place, reader)
    report_other_time((label, beside), column, place, reader)
    if unit is None:
        return PLAIN
    report_unit(unit, column, place, reader)
    in_percent = unit.is_percent and column.kind is Kind.SHARE
    return ReadAs(unit.power if column.kind in SCALED else 0, in_percent, small_is_unclear=in_percent)


def _label_columns(grid: Grid, known: Mapping[str, Column]) -> frozenset[int]:
    """Return the columns in which settings are named: "Input" above them heads no values."""
    return frozenset(
        j
        for cells in grid.rows
        for j, c in enumerate(cells[:_LABEL_COLUMNS])
        if isinstance(c, str) and column_named(c, known) is not None
    )


def _column_headed(grid: Grid, words: frozenset[str], others: frozenset[int] = frozenset()) -> int | None:
    """Return the first column that one of `words` heads and that is none of `others`."""
    for cells in grid.rows[:_DEPTH]:
        for j, cell in enumerate(cells):
            if j not in others and isinstance(cell, str) and header_key(cell) in words:
                return j
    return None


def _report_across(grid: Grid, known: Mapping[str, Column], reader: CellReader) -> None:
    """Report settings that stand side by side: only the first of them would be taken for a label."""
    for i, cells in enumerate(grid.rows):
        named = [j for j, c in enumerate(cells) if isinstance(c, str) and c and column_named(c, known) is not None]
        if len(named) >= FEWEST_ACROSS:
            reader.report(
                "settings_across",
                Severity.ERROR,
                grid.place(i, named[0]),
                Text("settings stand side by side", "参数为横向排列"),
                Text("one setting a row is expected, its value beside it", "应每行一个参数，值在其右侧"),
                Text("Turn the table (Paste Special, Transpose).", "请转置该表（选择性粘贴—转置）。"),
            )
            return


def _report_unknown(grid: Grid, i: int, value_column: int, table: Table, reader: CellReader) -> None:
    """Report a label with a value that is no setting: it would otherwise be ignored without a word."""
    cells = grid.rows[i]
    has_value = value_column < len(cells) and not is_blank(cells[value_column])
    at = next((j for j, c in enumerate(cells[:value_column]) if not is_blank(c)), None)
    if not has_value or at is None or header_key(cells[value_column]) in _VALUE_HEADERS:
        return
    is_number = _is_number(cells[value_column])
    if is_number:
        reader.settings_unread.append((str(cells[at]).strip()[:40], grid.place(i, at)))
    close = near_miss(str(cells[at]), [h for c in table.columns for h in (c.header.en, c.header.zh)])
    reader.report(
        "setting_unknown",
        Severity.WARNING if close or is_number else Severity.NOTE,
        grid.place(i, at),
        Text("setting '{n}' is not known", "未知参数“{n}”").format(n=str(cells[at])[:40]),
        remedy=suggest(close, Text("It is ignored.", "已忽略。")),
    )


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and read_number(cell) is not None)
