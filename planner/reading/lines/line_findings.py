"""What is said of whole rows and columns of a sheet: hidden, struck through, totals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from planner.findings import Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.words.headers import header_key

_MOST_RUNS = 4


def report_unshown(grid: Grid, rows: Collection[int], columns: Iterable[int], reader: CellReader) -> None:
    """Report which of the rows (from 1) and columns (from 0) that were read are hidden or struck through."""
    report_hidden_columns(grid, columns, reader)
    report_hidden_rows(grid, rows, reader)
    report_struck_rows(grid, rows, reader)


def report_hidden_rows(grid: Grid, rows: Iterable[int], reader: CellReader) -> None:
    """Report which of the rows that were read are hidden, one finding a run of them; where a filter left many runs, one for all."""
    _report_runs(
        "row_hidden",
        grid,
        [row for row in rows if row in grid.hidden_rows],
        Text("a hidden row", "隐藏行"),
        Text("hidden rows {a} to {b}", "隐藏行（第 {a}–{b} 行）"),
        Text("hidden rows {r} ({n} in all)", "隐藏行 {r}（共 {n} 行）"),
        reader,
    )


def report_struck_rows(grid: Grid, rows: Iterable[int], reader: CellReader) -> None:
    """Report which of the rows that were read are struck through, as hidden ones are: most people mean that they are dropped."""
    _report_runs(
        "row_struck",
        grid,
        [row for row in rows if row in grid.struck_rows],
        Text("a row that is struck through", "该行带删除线"),
        Text("rows {a} to {b} are struck through", "第 {a}–{b} 行带删除线"),
        Text("rows {r} are struck through ({n} in all)", "第 {r} 行带删除线（共 {n} 行）"),
        reader,
        Text(" Delete what is dropped.", "如已取消，请删除。"),
    )


def report_hidden_columns(grid: Grid, columns: Iterable[int], reader: CellReader) -> None:
    """Report hidden columns (by position from 0) that are read."""
    for j in sorted(set(columns) & {c - 1 for c in grid.hidden_columns}):
        place = grid.place(None, j)
        found = Text("a hidden column", "隐藏列")
        reader.report("column_hidden", Severity.WARNING, place, found, remedy=Text("Used like others.", "仍会使用。"))


def report_total(place: Place, label: str, reader: CellReader, is_sum: bool | None = None) -> None:
    """Report a row of totals or averages. One that is the sum of rows above it is no entry for certain and a note; others are errors.

    `is_sum`: whether it is that sum; ``None`` where that was not looked at.
    """
    found = Text("a total row", "合计行")
    if label and header_key(label) not in ("total", "合计"):
        found = Text("a total row, '{n}'", "合计行“{n}”").format(n=label[:40])
    if is_sum:
        remedy = Text("It is ignored: totals are computed.", "已忽略：合计由程序计算。")
        reader.report("total_passed_over", Severity.NOTE, place, found, remedy=remedy)
        return
    remedy = Text("Delete it: totals are computed.", "请删除：合计由程序计算。")
    if is_sum is not None:
        remedy = Text("It is not the sum of rows above it. {r}", "与上方各行之和不符。{r}").format(r=remedy)
    reader.report("total_row", Severity.ERROR, place, found, remedy=remedy)


def report_sums_passed_over(grid: Grid, sums: Sequence[tuple[int, str]], reader: CellReader) -> None:
    """Report the rows (from 0, with their labels) that are sums of rows above them; more than a few in one note."""
    if len(sums) <= _MOST_RUNS:
        for i, label in sums:
            report_total(grid.place(i), label, reader, is_sum=True)
        return
    rows = ", ".join(str(grid.place(i).row) for i, _ in sums[:_MOST_RUNS])
    found = Text("total rows {r} … ({n} in all)", "合计行 {r} …（共 {n} 行）").format(r=rows, n=len(sums))
    remedy = Text("They are ignored: totals are computed.", "已忽略：合计由程序计算。")
    reader.report("total_passed_over", Severity.NOTE, grid.place(sums[0][0]), found, remedy=remedy)


def _report_runs(
    code: str,
    grid: Grid,
    rows: Sequence[int],
    one: Text,
    run: Text,
    many: Text,
    reader: CellReader,
    more: Text = NO_TEXT,
) -> None:
    remedy = Text("{u}{m}", "{u}{m}").format(u=Text("Used like others.", "仍会使用。"), m=more)
    runs = list(_runs(rows))
    told = [(first, one if last == first else run.format(a=first, b=last)) for first, last in runs]
    if len(runs) > _MOST_RUNS:
        words = [str(first) if last == first else f"{first}–{last}" for first, last in runs[:_MOST_RUNS]]
        told = [(runs[0][0], many.format(n=len(rows), r=f"{', '.join(words)} …"))]
    for row, found in told:
        reader.report(code, Severity.WARNING, Place(grid.sheet, row), found, remedy=remedy)


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return the first and the last of every run of neighbouring rows."""
    start = 0
    for k, row in enumerate(rows):
        if k + 1 == len(rows) or rows[k + 1] != row + 1:
            yield rows[start], row
            start = k + 1
