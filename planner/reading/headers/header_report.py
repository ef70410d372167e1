"""What is wrong with a table's header: columns that are missing, repeated, unknown or without a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from planner.findings import Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid, column_letter
from planner.reading.headers.header_row import MOST_COLUMNS, HeaderRow, is_blank, is_declared
from planner.reading.headers.leavers import report_left
from planner.reading.headers.meant_amounts import (
    amount_per_head,
    pay_of_year,
    pay_with_commission,
    says_money,
    seat_of_lock,
)
from planner.reading.units.unit_words import PERIOD_ALONE
from planner.reading.words.headers import (
    PlanYear,
    clean_name,
    column_named,
    header_key,
    known_headers,
    near_miss,
    normalise,
)
from planner.reading.words.numbers import read_number
from planner.reading.words.suggestion import suggest
from planner.reading.words.total_words import may_be_total
from planner.tables.columns.column import NUMERIC_KINDS, Column, Kind, Table

_MOST_NEAR = 4
_ROWS_LOOKED_AT = 1000
_WORDS_OF_LAST_YEAR = frozenset(("sales", "turnover", "actual", "销售额", "业绩", "实际"))
"""What a header of last year's revenue may say instead of revenue."""
_TARGET = re.compile(
    r"\b(?:targets?|quotas?|goals?)\b(?! (?:accounts?|customers?|clients?|markets?|segments?|groups?))|目标(?!客户|市场|群)|指标|任务|配额"
)
_OF_TARGETS = {"segments": "", "teams": "fixed_target_cents", "seats": "", "products": "target_floor_cents"}
"""Tables where a column of targets may be meant for more than it is, and the field for one that is decided already."""


def report_headers(grid: Grid, table: Table, header: HeaderRow, reader: CellReader, names_rows: str = "") -> None:
    """Report missing, repeated, unknown and unnamed columns. `names_rows`: the header of a column that may name the rows, where none says so."""
    found = {c.field for c in header.match.values()}
    known = known_headers(table.columns)
    names = [c.header.en for c in table.columns] + [c.header.zh for c in table.columns]
    for j, text in header.texts.items():
        name = clean_name(text)[0]
        place = grid.place(header.row, j)
        if j in header.match:
            if header.match[j].header.en.startswith("Last year"):
                reader.years_of_last.append((name, place))
            if column_named(text, known) is None:
                said = Text("column '{n}' is read as '{c}'", "“{n}”列按“{c}”读取")
                reader.report("column_name", Severity.NOTE, place, said.format(n=name, c=header.match[j].header))
            continue
        again = column_named(text, known)
        if again is not None and again in header.match.values():
            _report_again(again, name, place, header, reader)
            continue
        if report_left(grid, header, j, reader):
            continue
        close = near_miss(name, names) or amount_per_head(text, table.columns) or seat_of_lock(text, table.columns)
        other_pay = pay_of_year(text, table.columns) or pay_with_commission(text, table.columns)
        is_target = table.key in _OF_TARGETS and bool(_TARGET.search(normalise(text)))
        reader.report(
            "column_unknown",
            Severity.WARNING if close or is_target or other_pay or says_money(text) else Severity.NOTE,
            place,
            Text("column '{n}' is not known", "未知列“{n}”").format(n=name),
            NO_TEXT,
            other_pay or suggest(close, _about_targets(table) if is_target else Text("It is ignored.", "已忽略。")),
        )
    _report_unnamed(grid, header, reader)
    for column in table.columns:
        if column.is_required and column.field not in found:
            reader.report(
                "column_missing",
                Severity.ERROR,
                grid.place(header.row),
                Text("column '{c}' is missing", "缺少列“{c}”").format(c=column.header),
                remedy=_way_to(
                    column,
                    [t for j, t in header.texts.items() if j not in header.match],
                    reader.plan_year,
                    names_rows if column.kind is Kind.KEY else "",
                    _unread_alike(grid, header, column),
                ),
            )


def _about_targets(table: Table) -> Text:
    """Return what becomes of a column of targets that is not read."""
    field = _OF_TARGETS[table.key]
    if field:
        return Text(
            "It is ignored: targets are computed. Those that are decided already go into column '{c}'.",
            "已忽略：目标由程序计算。已经确定的目标请填写在“{c}”列。",
        ).format(c=table.column(field).header)
    return Text("It is ignored: targets are computed.", "已忽略：目标由程序计算。")


def _report_again(column: Column, name: str, place: Place, header: HeaderRow, reader: CellReader) -> None:
    """Report a header that names a column which another one names; no error where that is a column of words by its declared name."""
    j = next(k for k, c in header.match.items() if c is column)
    other, where = clean_name(header.texts[j])[0], column_letter(j)
    if header_key(name) == header_key(other):
        found = Text("column '{n}' stands twice, also in {w}", "列“{n}”重复，另在 {w} 列").format(n=name, w=where)
    else:
        found = Text("'{n}' means the same as '{o}' in column {w}", "“{n}”与 {w} 列的“{o}”含义相同")
        found = found.format(n=name, o=other, w=where)
        if column.kind is Kind.TEXT and is_declared(other, column):
            remedy = Text("It is ignored: '{o}' counts.", "已忽略：以“{o}”为准。").format(o=other)
            reader.report("header_repeated", Severity.WARNING, place, found, remedy=remedy)
            return
    reader.report("header_repeated", Severity.ERROR, place, found, remedy=Text("Keep one of them.", "请只保留一列。"))


def _unread_alike(grid: Grid, header: HeaderRow, column: Column) -> list[str]:
    """Return the headers that are not read and have below them what `column` holds: numbers or words."""
    body = grid.rows[header.body : header.body + _ROWS_LOOKED_AT]
    alike: list[str] = []
    for j, text in header.texts.items():
        filled = [row[j] for row in body if j < len(row) and not is_blank(row[j])]
        numbers = sum(isinstance(c, int | float) or (isinstance(c, str) and read_number(c) is not None) for c in filled)
        is_numeric = numbers * 2 > len(filled)
        if says_money(text) and column.kind is not Kind.MONEY:
            continue
        if j not in header.match and filled and is_numeric == (column.kind in NUMERIC_KINDS):
            alike.append(text)
    return [t for t in alike if says_money(t)] or alike if column.kind is Kind.MONEY else alike


def _is_of_a_month(text: str, column: Column) -> bool:
    """Whether a header's amounts are of a month or a quarter (MRR Dec 2026), which no amount of a year is."""
    words = re.findall(r"[^\W\d_]+", normalise(text))
    return column.kind is Kind.MONEY and any(PERIOD_ALONE.fullmatch(word) for word in words)


def _way_to(
    column: Column, ignored: list[str], plan_year: PlanYear | None, names_rows: str = "", alike: Sequence[str] = ()
) -> Text:
    """Return what to do about a missing column: headers that are ignored and share its last word may be meant, or be parts of it.

    Where none does, it may be one of the few headers `alike`, below which stands what it holds.
    """
    add = Text("Add it.", "请补充该列。")
    ignored = [t for t in ignored if not _is_of_a_month(t, column)]
    alike = [t for t in alike if not _is_of_a_month(t, column)]
    words = {column.header.en.casefold().split()[-1], column.header.zh[-2:]}
    if column.header.en.startswith("Last year"):
        words |= _WORDS_OF_LAST_YEAR | ({str(plan_year.year - 1)} if plan_year else set())
    near = [clean_name(t)[0][:40] for t in ignored if any(w in normalise(t) for w in words)]
    near = near or [names_rows] * bool(names_rows)
    if not near and 0 < len(alike) <= _MOST_NEAR:
        near = [clean_name(t)[0][:40] for t in alike]
        if len(near) > 1:
            return Text(
                "If one of {n} is it, name it so; else add it.", "如 {n} 之一即为该列，请改用该列名；否则请补充。"
            ).format(n=Text(", ".join(f"'{n}'" for n in near), "、".join(f"“{n}”" for n in near)))
    if not near:
        return add
    listed = Text.same(", ".join(f"'{n}'" for n in near[:_MOST_NEAR]) + (" …" if len(near) > _MOST_NEAR else ""))
    if len(near) == 1:
        return Text("If {n} is it, name it so; else add it.", "如 {n} 即为该列，请改用该列名；否则请补充。").format(
            n=listed
        )
    return Text(
        "Add it: {n} are ignored. If one of them is it, name it so; if they are its parts, add them up in one column.",
        "请补充该列：{n} 已被忽略。如其中之一即为该列，请改用该列名；如为其组成部分，请合计为一列。",
    ).format(n=listed)


def _report_unnamed(grid: Grid, header: HeaderRow, reader: CellReader) -> None:
    """Report columns that hold values below a blank header: their values are not read. Numbers, unless they count the rows, may be missed."""
    body = grid.rows[header.body : header.body + _ROWS_LOOKED_AT]
    unnamed: list[tuple[int, Severity]] = []
    cells = grid.rows[header.row]
    if any(not is_blank(c) for c in cells[MOST_COLUMNS:]):
        found = Text("a header of {n} columns", "表头共 {n} 列").format(n=f"{len(cells):,}")
        remedy = Text("This one and those behind it are ignored.", "自此列起均已忽略。")
        reader.report("header_wide", Severity.WARNING, grid.place(header.row, MOST_COLUMNS), found, remedy=remedy)
    for j in range(min(len(cells), MOST_COLUMNS)):
        if j in header.texts or j in header.match:
            continue
        filled = [row[j] for row in body if j < len(row) and not is_blank(row[j]) and not may_be_total(row[j])]
        if filled:
            numbers = [c for c in filled if isinstance(c, int | float) and not isinstance(c, bool)]
            counts_rows = len(numbers) > 1 and all(b - a == 1 for a, b in pairwise(numbers))
            is_missed = len(numbers) * 2 > len(filled) and not counts_rows
            unnamed.append((j, Severity.WARNING if is_missed else Severity.NOTE))
    for run in _runs_of_columns(unnamed):
        (first, severity), (last, _) = run[0], run[-1]
        found, remedy = Text("a column without a header", "该列没有表头"), Text("It is ignored.", "已忽略。")
        if len(run) > 1:
            found = Text("{n} columns without a header, to {c}", "至 {c} 列共 {n} 列没有表头")
            found = found.format(n=len(run), c=column_letter(last))
            remedy = Text("They are ignored.", "已忽略。")
        reader.report("column_unnamed", severity, grid.place(header.row, first), found, remedy=remedy)


def _runs_of_columns(columns: list[tuple[int, Severity]]) -> list[list[tuple[int, Severity]]]:
    """Return neighbouring columns of one severity together."""
    runs: list[list[tuple[int, Severity]]] = []
    for j, severity in columns:
        if runs and runs[-1][-1] == (j - 1, severity):
            runs[-1].append((j, severity))
        else:
            runs.append([(j, severity)])
    return runs
