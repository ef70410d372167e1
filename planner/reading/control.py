"""A control file of finance: every sheet with teams, cost lines or months becomes figures."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from pathlib import Path

from planner.domain.control import ControlFigure
from planner.errors import InputRejectedError
from planner.findings import Finding, Place, Severity, has_errors, sort_findings
from planner.language import NO_TEXT, Text
from planner.reading.archive.gate import open_gate
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid, column_letter, read_grids
from planner.reading.headers.header_row import HeaderRow, find_header_row
from planner.reading.headers.settled_words import check_currencies
from planner.reading.rows.rows import read_rows
from planner.reading.rows.typed_row import TypedRow
from planner.reading.units.units import StatedUnit, split_unit, unit_in_title
from planner.reading.words.headers import normalise
from planner.reading.words.numbers import exact_decimal, to_cents
from planner.tables.columns.column import Column, Kind, Table
from planner.tables.inputs.control import (
    COMPANY_WORDS,
    LINE_PREFIX,
    MONTH_PREFIX,
    TEAM_PREFIX,
    WHOLE_YEAR_WORDS,
    control_table,
    month_spellings,
)

_A_MONTH = re.compile("month|monat|mois|mes|mrr|月|p.?m", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ControlFile:
    """The figures of a control file, and what was noted on the way."""

    name: str
    figures: tuple[ControlFigure, ...]
    findings: tuple[Finding, ...]


def read_control(
    path: Path,
    fiscal_start_month: int,
    plan_year: int,
    labels: tuple[str, ...],
    teams: tuple[str, ...] = (),
    currency: str = "",
) -> ControlFile:
    """Read the control file at `path`; sheets without a team, cost line or month column and an amount are passed over.

    Parameters
    ----------
    fiscal_start_month, plan_year
        Of the plan: what a month's name or date means.
    labels
        Names of the plan's own cost lines, which may head columns.
    teams
        Names of the plan's teams and groups, which may head columns, or stand as a sheet's name or title.
    currency
        Of the plan: a file that states another one is refused. Empty: not compared.

    Raises
    ------
    FileAccessError, InputRejectedError
        When it cannot be read as a workbook, has no figures, or some cell cannot be read; all such cells are named.
    """
    file = open_gate(path)
    table = control_table(fiscal_start_month, plan_year, labels, teams)
    months = {normalise(s): i + 1 for i, own in enumerate(month_spellings(fiscal_start_month, plan_year)) for s in own}
    months |= {str((fiscal_start_month - 1 + i) % 12 + 1): i + 1 for i in range(12)}
    reader = CellReader(list(file.findings))
    figures: list[ControlFigure] = []
    grids = list(read_grids(file))
    owners = {normalise(name): name for name in teams}
    if any(normalise(grid.sheet) in owners for grid in grids):
        # Beside sheets of teams, a sheet of the company is what belongs to none of them; alone it is the whole.
        owners |= {normalise(word): word for word in COMPANY_WORDS}
    for grid in grids:
        figures += _read_sheet(_dates_as_months(grid), table, months, owners, reader)
    check_currencies(reader, currency)
    findings = sort_findings(reader.findings)
    if not figures and not has_errors(findings):
        reader.report(
            "control_empty",
            Severity.ERROR,
            Place(),
            Text("no sheet has amounts by team, cost line or month", "没有按团队、费用项或月份列示金额的工作表"),
            Text(
                "columns such as Team, Cost line and Amount, or M1 to M12, are expected",
                "应有“团队”“费用项”“金额”或“第1月”至“第12月”等列",
            ),
        )
        findings = sort_findings(reader.findings)
    if has_errors(findings):
        errors = sum(f.severity is Severity.ERROR for f in findings)
        text = Text("{n} is rejected: {e} errors.", "{n} 未通过检查：{e} 个错误。").format(n=path.name, e=errors)
        raise InputRejectedError(text, findings)
    return ControlFile(file.name, tuple(figures), findings)


def _dates_as_months(grid: Grid) -> Grid:
    """Return the grid with dates as ``2027-03``: a date in a control file stands for its month."""
    rows = tuple(
        tuple(f"{c.year:04d}-{c.month:02d}" if isinstance(c, datetime.date) else c for c in row) for row in grid.rows
    )
    return replace(grid, rows=rows)


def _read_sheet(
    grid: Grid, table: Table, months: dict[str, int], owners: dict[str, str], reader: CellReader
) -> list[ControlFigure]:
    header = find_header_row(grid, table.columns)
    if header is None:
        return []
    top, match = header.row, header.match
    heads = [c for c in match.values() if c.field.startswith(TEAM_PREFIX)]
    if [c.field for c in heads] == [f"{TEAM_PREFIX}{COMPANY_WORDS[0]}"]:
        # Alone it is no column of amounts: many exports name the legal entity in it.
        return _read_sheet(grid, _without(table, heads[0]), months, owners, reader)
    kinds = {c.kind for c in match.values()}
    if Kind.NUMBER not in kinds or (Kind.TEXT not in kinds and len(match) < 2):
        return []
    unit = _unit_of_sheet(grid, top, reader)
    _note_currencies(grid, header, reader)
    _report_periods(grid, header, reader)
    names_teams = any(c.field == "team" or c.field.startswith(TEAM_PREFIX) for c in match.values())
    owner = None if names_teams else _owner_of_sheet(grid, top, owners, reader)
    figures: list[ControlFigure] = []
    for row in _with_teams_above(list(read_rows(grid, table, reader, is_plan_input=False, unit=unit)), reader):
        figures += _figures_of(row, table, months, reader)
    return figures if owner is None else [replace(f, team=owner) for f in figures]


def _note_currencies(grid: Grid, header: HeaderRow, reader: CellReader) -> None:
    """Keep the currencies that titles and headers of amounts state, to be compared with the plan's."""
    titles = [(i, j, c) for i, row in enumerate(grid.rows[: header.row]) for j, c in enumerate(row)]
    for i, j, cell in (*titles, *((header.row, j, header.texts[j]) for j in header.match)):
        unit = (split_unit(cell)[1] or unit_in_title(cell)) if isinstance(cell, str) and cell else None
        if unit is not None and unit.currencies:
            reader.note_currency(unit.currencies, unit.words, Place(grid.sheet, i + 1, column_letter(j)))


def _report_periods(grid: Grid, header: HeaderRow, reader: CellReader) -> None:
    """Report headers that say amounts of a month, or another part of the year, where no month of the row says which."""
    has_months = any(c.field == "month" for c in header.match.values())
    for j, unit in header.units.items():
        column = header.match[j]
        is_of_month = has_months or column.field.startswith(MONTH_PREFIX)
        if column.kind is Kind.NUMBER and unit.period and not (is_of_month and _A_MONTH.search(unit.period)):
            reader.report(
                "unit_unclear",
                Severity.ERROR,
                Place(grid.sheet, header.row + 1, column_letter(j)),
                Text("'{u}' says amounts of a part of the year", "“{u}”为年内一段时间的金额").format(u=unit.words),
                Text("amounts of the year are expected, or a column Month", "应为全年金额，或另有“月份”列"),
                Text("Write the amounts of the year.", "请填写全年金额。"),
            )


def _without(table: Table, column: Column) -> Table:
    return replace(table, columns=tuple(c for c in table.columns if c is not column))


def _owner_of_sheet(grid: Grid, top: int, owners: dict[str, str], reader: CellReader) -> str | None:
    """Return the team that a sheet without a team column is about: its name says so, or a line above its header."""
    titles = [c for row in grid.rows[:top] for c in row if isinstance(c, str)]
    owner = next((owners[normalise(t)] for t in (grid.sheet, *titles) if normalise(t) in owners), None)
    if owner is not None:
        text = Text("the whole sheet is about '{t}'", "整张表属于“{t}”").format(t=owner)
        remedy = Text("Read as such: its name or title says so.", "已按工作表名称或标题读取。")
        reader.report("control_owner", Severity.NOTE, Place(grid.sheet), text, remedy=remedy)
    return owner


def _with_teams_above(rows: list[TypedRow], reader: CellReader) -> list[TypedRow]:
    """Return the rows with blank team cells filled from above, where a team is written once above its lines.

    So it is when rows without a team state the same line and month again: they cannot all be the company's.
    """
    named = next((i for i, r in enumerate(rows) if isinstance(r.values.get("team"), str)), None)
    if named is None:
        return rows
    loose = [r for r in rows[named:] if not isinstance(r.values.get("team"), str)]
    stated = [(r.values.get("line"), r.values.get("month")) for r in loose]
    if named or len(set(map(str, stated))) == len(stated):
        return rows
    text = Text("rows without a team state the same lines again", "未填团队的行重复列出相同费用项")
    remedy = Text("Read as the team above them.", "已按上方团队读取。")
    reader.report("control_grouped", Severity.NOTE, loose[0].places["team"], text, remedy=remedy)
    filled, above = [], None
    for row in rows:
        above = row.values["team"] if isinstance(row.values.get("team"), str) else above
        filled.append(replace(row, values={**row.values, "team": above}))
    return filled


def _figures_of(row: TypedRow, table: Table, months: dict[str, int], reader: CellReader) -> list[ControlFigure]:
    team, line, written = (row.values.get(f) for f in ("team", "line", "month"))
    month = None
    if isinstance(written, str):
        month = months.get(normalise(written))
        if month is None and normalise(written) not in WHOLE_YEAR_WORDS:
            found = Text("found '{v}'", "内容为“{v}”").format(v=written[:40])
            expected = Text("a month of the plan year is expected", "应为计划年度内的月份")
            reader.report("month_unknown", Severity.ERROR, row.places["month"], found, expected)
            return []
    figures = []
    for column in table.columns:
        value = row.values.get(column.field)
        if column.kind is Kind.NUMBER and isinstance(value, int | float):
            own_line, own_month, own_team = _meaning(column)
            figures.append(
                ControlFigure(
                    row.places[column.field],
                    own_team or (team if isinstance(team, str) else None),
                    own_line or (line if isinstance(line, str) else None),
                    own_month or month,
                    to_cents(exact_decimal(value)),
                )
            )
    return figures


def _meaning(column: Column) -> tuple[str | None, int | None, str | None]:
    """Return the cost line, the month and the team that a column stands for."""
    if column.field.startswith(MONTH_PREFIX):
        return None, int(column.field.removeprefix(MONTH_PREFIX)), None
    if column.field.startswith(LINE_PREFIX):
        return column.header.en, None, None
    if column.field.startswith(TEAM_PREFIX):
        return None, None, column.field.removeprefix(TEAM_PREFIX)
    return None, None, None


def _unit_of_sheet(grid: Grid, top: int, reader: CellReader) -> StatedUnit | None:
    """Return the unit that stands in a header, or in a line above it; ``None`` without one. Several, or one that is not understood, are told."""
    found: dict[int, StatedUnit] = {}
    for i, row in enumerate(grid.rows[: top + 1]):
        for j, cell in enumerate(row):
            unit = (split_unit(cell)[1] or unit_in_title(cell)) if isinstance(cell, str) and cell else None
            if unit is not None and unit.fault:
                text = Text("the unit '{u}' is not known", "未知单位“{u}”").format(u=unit.words)
                remedy = Text(
                    "Write it as thousands, million or 万元, or convert the amounts.",
                    "请写成千元、万元或百万，或换算金额。",
                )
                reader.report(
                    "unit_unclear", Severity.ERROR, Place(grid.sheet, i + 1, column_letter(j)), text, remedy=remedy
                )
            elif unit is not None and unit.power:
                found.setdefault(unit.power, unit)
    if len(found) > 1:
        text = Text("several units: {u}", "多种单位：{u}").format(u=", ".join(u.words for u in found.values()))
        reader.report(
            "unit_unclear", Severity.ERROR, Place(grid.sheet), text, remedy=Text("Keep one.", "请只保留一种。")
        )
    if not found:
        return None
    unit = next(iter(found.values()))
    text = Text("amounts in '{u}'", "金额单位为“{u}”").format(u=unit.words)
    reader.report(
        "unit_read", Severity.NOTE, Place(grid.sheet), text, NO_TEXT, Text("Read as such.", "已按此单位读取。")
    )
    return unit
