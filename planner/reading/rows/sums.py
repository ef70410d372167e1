"""Rows that add up others though their name does not say so: a subtotal above its rows, a total named after the company."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.rows.typed_row import TypedRow
from planner.reading.words.total_words import may_be_total
from planner.tables.columns.column import Column, Kind, Table

_ADDED_UP = (Kind.MONEY, Kind.NUMBER, Kind.COUNT)
_FEWEST_OF_ALL = 3
_EPSILON = 1e-9

Amounts = dict[str, float]
"""A row's amounts other than zero, by field."""


def report_sums(sheet: str, table: Table, rows: Sequence[TypedRow], reader: CellReader) -> None:
    """Report rows whose amounts are the sums of neighbouring rows, in two columns or more and one of them of money.

    A row whose whole numbers are not those sums is none: amounts per head agree by chance where the heads do not add up.
    One that adds up all others in all its amounts of money is an error, as totals are; else chance could have made it, and it is a warning.
    """
    added = {c.field: c for c in table.columns if c.kind in _ADDED_UP}
    if len(added) < 2:
        return
    amounts = [_amounts(row, added) for row in rows]
    for i, row in enumerate(rows):
        if not _has_money(amounts[i], added):
            continue
        for block in (range(i - 1, -1, -1), range(i + 1, len(rows))):
            count, fields = _summed(amounts, i, block, added)
            if count:
                is_all = count == len(rows) - 1 >= _FEWEST_OF_ALL
                is_all &= all(f in fields for f in amounts[i] if added[f].kind is Kind.MONEY)
                _report(sheet, table, row, sorted(rows[j].row for j in block[:count]), fields, is_all, reader)
                break


def _amounts(row: TypedRow, added: Iterable[str]) -> Amounts:
    values = {field: row.values.get(field) for field in added}
    return {f: float(v) for f, v in values.items() if isinstance(v, int | float) and v}


def _has_money(fields: Iterable[str], added: dict[str, Column]) -> bool:
    return any(added[f].kind is Kind.MONEY for f in fields)


def _summed(
    amounts: Sequence[Amounts], i: int, block: Iterable[int], added: dict[str, Column]
) -> tuple[int, tuple[str, ...]]:
    """Return how many rows of `block`, from its first on, row `i` adds up, and in which columns; 0 without any."""
    own = amounts[i]
    sums = dict.fromkeys(own, 0.0)
    parts = 0  # rows that add something: the same amounts twice are no sum
    for count, j in enumerate(block, start=1):
        parts += _has_money(amounts[j], added)
        for field in own:
            sums[field] += amounts[j].get(field, 0.0)
        near = [f for f in own if sums[f] <= own[f] * (1 + _EPSILON)]
        if not _has_money(near, added):  # amounts are no less than zero: further rows only add
            break
        equal = tuple(f for f in near if sums[f] >= own[f] * (1 - _EPSILON))
        is_counted_otherwise = any(sums[f] and f not in equal for f in own if added[f].kind is Kind.COUNT)
        if parts > 1 and len(equal) > 1 and _has_money(equal, added) and not is_counted_otherwise:
            return count, equal
    return 0, ()


def _report(
    sheet: str,
    table: Table,
    row: TypedRow,
    summed: Sequence[int],
    fields: Sequence[str],
    is_all: bool,
    reader: CellReader,
) -> None:
    name = str(row.values.get(table.columns[0].field, ""))[:40]
    if may_be_total(name):
        return  # told by its name
    columns = Text.join((c.header for c in table.columns if c.field in fields), ", ", "、")
    found = Text("'{n}' is the sum of rows {a} to {b} ({c})", "“{n}”等于第 {a}–{b} 行之和（{c}）").format(
        n=name, a=summed[0], b=summed[-1], c=columns
    )
    remedy = Text("It is used as an entry; delete it if it adds up others.", "按普通行使用；如为合计请删除。")
    if is_all:
        remedy = Text("Delete it: totals are computed.", "请删除：合计由程序计算。")
    reader.report(
        "sum_row", Severity.ERROR if is_all else Severity.WARNING, Place(sheet, row.row), found, remedy=remedy
    )
