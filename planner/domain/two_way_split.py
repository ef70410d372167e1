"""Targets in two directions at once: over product lines, and over rows and columns whose totals are both given."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.identifiers import Cents
from planner.domain.rounding import choose_step, split_amount


def split_over_products(target: Cents, expected: Sequence[Cents], step: Cents) -> tuple[Cents, ...]:
    """Return a unit's target by the expected revenue of its product lines, in rounding steps; all for the first line where none is expected."""
    weights = list(expected) if any(expected) else [1, *(0,) * (len(expected) - 1)]
    return split_amount(target, weights, choose_step(target, len(weights), step))


def split_two_ways(rows: Sequence[Cents], columns: Sequence[Cents], step: Cents) -> tuple[tuple[Cents, ...], ...]:
    """Return amounts per row and column that add up to the totals `rows` and `columns` exactly, close to their proportions.

    Rows are split in multiples of `step`; what a column then has too much goes to columns that have too little, step by step, in the rows that
    are furthest above their share. A cell that is no multiple takes what the totals have beyond multiples. Nothing is negative.

    Raises
    ------
    ValueError
        When the two totals differ.

    Examples
    --------
    >>> split_two_ways((1000, 1000, 1000), (1500, 1500), 100)
    ((500, 500), (500, 500), (500, 500))
    >>> split_two_ways((300, 300), (200, 400), 100)
    ((100, 200), (100, 200))
    >>> split_two_ways((100, 100), (50, 150), 100)
    ((50, 50), (0, 100))
    """
    total = sum(rows)
    if total != sum(columns):
        raise ValueError(f"rows add up to {total}, columns to {sum(columns)}")
    if not total:
        return tuple((0,) * len(columns) for _ in rows)
    cells = [list(split_amount(row, columns, step)) for row in rows]
    over = [sum(row[c] for row in cells) - column for c, column in enumerate(columns)]
    while any(over):
        full = next(c for c, excess in enumerate(over) if excess > 0)
        short = next(c for c, excess in enumerate(over) if excess < 0)

        def excess_of(r: int, full: int = full, short: int = short) -> int:
            """Return how much better the row's two cells agree with their shares after a move, in units of 1 / `total`."""
            return (cells[r][full] - cells[r][short]) * total - rows[r] * (columns[full] - columns[short])

        for r in sorted(range(len(rows)), key=excess_of, reverse=True):
            moved = min(step, over[full], -over[short], cells[r][full])
            cells[r][full] -= moved
            cells[r][short] += moved
            over[full] -= moved
            over[short] += moved
            if not over[full] or not over[short]:
                break
    return tuple(tuple(row) for row in cells)
