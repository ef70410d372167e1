"""A line of totals beside the lines of a product-market matrix: it is read as no product line, and compared with what it adds up."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.lines.odd_rows import number_of

_EPSILON = 1e-9
_CENT = 0.011
_IGNORED = Text("It is ignored: totals are computed.", "已忽略：合计由程序计算。")
Sums = Iterable[tuple[tuple[int, int], Sequence[tuple[int, int]]]]
"""The cell of each total with those that it should add up; rows and columns from 0."""


def report_totals(grid: Grid, label: str, place: Place, sums: Sums, reader: CellReader) -> None:
    """Report a line of totals: a note where every total is the sum of its cells, else a warning that names the first one that is not.

    Blank totals are passed over.
    """
    wrong: list[tuple[Place, float, float]] = []
    for (i, j), cells in sums:
        total = number_of(grid.cell(i, j))
        if total is None:
            continue
        added = [n for at in cells if (n := number_of(grid.cell(*at))) is not None]
        if added and abs(total - sum(added)) > max(_CENT * len(added), _EPSILON * abs(total), _rounding(added)):
            wrong.append((grid.place(i, j), total, sum(added)))
    name = label.strip()[:40]
    if not wrong:
        found = Text("'{n}' holds totals", "“{n}”为合计").format(n=name)
        reader.report("matrix_totals", Severity.NOTE, place, found, remedy=_IGNORED)
        return
    first, total, added_up = wrong[0]
    found = Text("'{n}' says {t} where its cells add up to {s}", "“{n}”为 {t}，而各单元格之和为 {s}")
    if len(wrong) > 1:
        found = Text(
            "'{n}' says {t} where its cells add up to {s}, and differs in {k} cells",
            "“{n}”为 {t}，而各单元格之和为 {s}；共 {k} 处不符",
        )
    found = found.format(n=name, t=f"{total:,.10g}", s=f"{added_up:,.10g}", k=len(wrong))
    remedy = Text("Is a line missing, or an amount wrong? Totals are ignored.", "是否有缺漏，或金额有误？合计不读取。")
    reader.report("matrix_totals_differ", Severity.WARNING, first, found, remedy=remedy)


def _rounding(numbers: Sequence[float]) -> float:
    """Return by how much the sum of numbers with one decimal, and a total rounded alike, may differ; 0 for others."""
    is_rounded = all(math.isclose(10 * n, round(10 * n), abs_tol=1e-6) for n in numbers)
    has_decimals = any(not math.isclose(n, round(n), abs_tol=1e-6) for n in numbers)
    return 0.05 * (len(numbers) + 1) + _EPSILON if is_rounded and has_decimals else 0.0
