"""A program whose shared rows are paid for at given prices: what no plan can exceed, and what each column loses of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.optimization.solvers.program import Bools, Floats, Ints, Outcome, Program

_CHOICE = "one_option_per_unit."


def is_choice_row(name: str) -> bool:
    """Whether the row of this name says that a unit takes exactly one option."""
    return name.startswith(_CHOICE)


def find_choice_rows(program: Program) -> Bools:
    """Return which rows say that a unit takes exactly one option."""
    return np.array([is_choice_row(name) for name in program.row_names])


def find_choices(program: Program, is_choice: Bools) -> Ints:
    """Return the row of its unit's choice per column, −1 for columns that choose nothing; `is_choice` says which rows choose."""
    choice = np.full(program.columns, -1, dtype=np.int64)
    counts = np.diff(program.starts)
    of_choice = np.repeat(is_choice, counts)
    choice[program.indices[of_choice]] = np.repeat(np.flatnonzero(is_choice), counts[is_choice])
    return choice


@dataclass(frozen=True, slots=True)
class RowPrices:
    """What one more of each row's right side is worth, per row name, in model units; rows of the choice within a unit have none."""

    by_row: Mapping[str, float]
    value: float

    def of_rows(self, program: Program) -> Floats:
        """Return the prices in the order of `program`'s rows; 0 for rows that are new, that choose, or whose priced side is open."""
        price = np.array([self.by_row.get(name, 0.0) for name in program.row_names])
        open_side = ((price > 0) & ~np.isfinite(program.row_upper)) | ((price < 0) & ~np.isfinite(program.row_lower))
        return np.where(open_side, 0.0, price)


def read_prices(program: Program, relaxed: Outcome) -> RowPrices | None:
    """Return the row prices of `relaxed`, the relaxation of `program`; ``None`` when it has no answer."""
    if relaxed.row_duals is None or relaxed.values is None:
        return None
    named = zip(program.row_names, relaxed.row_duals, strict=True)
    return RowPrices({n: float(y) for n, y in named if y and not is_choice_row(n)}, relaxed.objective)


@dataclass(frozen=True, slots=True, eq=False)
class PricedProgram:
    """A program under given prices. `bound`: no plan is better. `loss` (≥ 0, per column): a plan with that column is at most ``bound − loss``.

    `reduced` is each column's value after paying the prices; `choice` the index of its unit's row, −1 for other columns.
    """

    program: Program
    bound: float
    loss: Floats
    reduced: Floats
    choice: Ints


def price_program(program: Program, prices: RowPrices) -> PricedProgram:
    """Return `program` under `prices` (Lagrangian relaxation of all rows but the choice within units): bound, losses.

    References
    ----------
    Geoffrion, A. M. (1974). Lagrangean relaxation for integer programming. Mathematical Programming Study 2, 82–114.
    """
    price = prices.of_rows(program)
    charged = np.repeat(price, np.diff(program.starts))
    charged *= program.values
    paid = np.bincount(program.indices, weights=charged, minlength=program.columns)
    del charged  # as large as all entries
    reduced = program.cost - paid
    is_choice = find_choice_rows(program)
    choice = find_choices(program, is_choice)
    in_unit, is_open = choice >= 0, program.upper > 0.5
    best = np.full(len(program.row_names), -np.inf)
    np.maximum.at(best, choice[in_unit & is_open], reduced[in_unit & is_open])
    others = ~in_unit
    with np.errstate(invalid="ignore"):
        ends = np.maximum(
            np.nan_to_num(reduced * program.lower, nan=0.0, posinf=np.inf, neginf=-np.inf),
            np.nan_to_num(reduced * program.upper, nan=0.0, posinf=np.inf, neginf=-np.inf),
        )
        sides = np.where(price > 0, price * program.row_upper, np.where(price < 0, price * program.row_lower, 0.0))
    bound = program.offset + float(best[is_choice].sum()) + float(ends[others].sum()) + float(sides.sum())
    loss = np.zeros(program.columns)
    with np.errstate(invalid="ignore"):
        loss[in_unit] = best[choice[in_unit]] - reduced[in_unit]
    loss[in_unit & ~is_open] = np.inf
    return PricedProgram(program, bound, loss, reduced, choice)
