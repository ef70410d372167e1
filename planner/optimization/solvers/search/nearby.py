"""A good plan of a large program that differs little from one whose plan is known, and what is proven of it: seconds, not minutes."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.bounds.decomposition import KnapsackPrices
from planner.optimization.solvers.bounds.knapsack_bound import AGAIN, LONG, KnapsackBound
from planner.optimization.solvers.bounds.priced_program import RowPrices, read_prices
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Bools, Floats, Ints, Outcome, Program, SolveOptions
from planner.optimization.solvers.relaxed_program import RelaxedProgram
from planner.optimization.solvers.search.neighbourhood import Layout, Search, improve_plan, solve_part
from planner.optimization.solvers.time_left import rest

_SEARCH = Search(rows=1, idle=8)
_MENDING = ((False, 0), (True, 0), (True, 2), (True, 4), (True, 8))
"""What is freed beside the rows that the known plan breaks, try by try: whether those that a closed option's unit may use, and how many more."""
_CORE_COLUMNS = 2
"""Columns that neighbourhoods may take, at least: this many times the number of rows, those of least loss."""
_LEAST_DISTANCE = 3e-4
"""The known plan's distance from its relaxation counts as at least this share of its value."""
_WIDTH = 2.0
"""Options that lose more than this multiple of the known plan's distance from its relaxation are left out."""


@dataclass(frozen=True, slots=True, eq=False)
class KnownPlan:
    """A plan of `program`, how far it is from the relaxation, prices of the knapsacks that bound it tightly, and what good packings there use."""

    program: Program
    values: Floats
    distance: float
    prices: KnapsackPrices | None
    core: Bools


def price_known_plan(program: Program, rows: RowPrices, values: Floats) -> KnownPlan:
    """Return `values`, a plan of `program`, with the prices that variants of it begin from; `rows` are those of the relaxation."""
    value = float(program.cost @ values + program.offset)
    distance = max(rows.value - value, _LEAST_DISTANCE * abs(value))
    packing = KnapsackBound(program, rows, _WIDTH * distance)
    if not packing.is_useful:
        return KnownPlan(program, values, distance, None, packing.priced.loss <= distance)
    found = packing.tighten(LONG, value, SolveOptions(time_limit_seconds=600))
    return KnownPlan(program, values, distance, found.prices, found.core)


def bound_nearby(program: Program, known: KnownPlan, options: SolveOptions) -> float:
    """Return what no plan of `program` exceeds, from the prices of the plan `known` of another; −inf where it has none, inf without proof."""
    found = _bound(program, known, options)
    if isinstance(found, Outcome):
        return -np.inf
    return np.inf if found is None else found.bound


def solve_nearby(program: Program, known: KnownPlan, options: SolveOptions) -> Outcome | None:
    """Return a good plan of `program` with a bound, found from the plan `known` of another; ``None`` where that leads to none.

    Neighbourhoods of the rows in which the programs differ are searched one after another from the known plan, mended where it does not
    fit. A difference of two such plans is one of plans that are alike elsewhere.
    """
    began = time.monotonic()
    found = _bound(program, known, options)
    if found is None or isinstance(found, Outcome):
        return found
    bound, core, relaxed = found.bound, found.core, found.relaxed
    layout = Layout(program)
    start = _mend(program, layout, known.values, (core, found.near | (relaxed.loss <= known.distance)), options)
    if start is None:
        return None
    changed = _changed_rows(program, layout, known)
    best = improve_plan(relaxed, start, bound, core, rest(options, began), _SEARCH, changed)
    is_proven = bound - best.objective <= options.gap_limit * abs(best.objective)
    return replace(best, bound=bound, status=SolveStatus.WITHIN_GAP if is_proven else SolveStatus.TIME_LIMIT)


@dataclass(frozen=True, slots=True, eq=False)
class _Bounded:
    """What no plan exceeds, the relaxation, and the columns that lose little there (`near`) or in good packings too (`core`)."""

    bound: float
    relaxed: RelaxedProgram
    near: Bools
    core: Bools


def _bound(program: Program, known: KnownPlan, options: SolveOptions) -> _Bounded | Outcome | None:
    """Return the bound of `program`, or the relaxation where it has no answer; ``None`` where the programs are too unlike."""
    if program.columns != known.program.columns or program.row_names != known.program.row_names:
        return None
    relaxed = solve_with_highs(program, replace(options, relax=True, listener=None))
    if relaxed.status is SolveStatus.INFEASIBLE:
        return relaxed
    rows = read_prices(program, relaxed)
    if rows is None:
        return None
    bound = relaxed.objective
    packing = KnapsackBound(program, rows, _WIDTH * known.distance)
    loss = np.minimum(packing.priced.loss, abs(bound))  # finite for closed options too, which nothing takes
    wanted = min(loss.size, _CORE_COLUMNS * len(program.row_names))
    near: Bools = loss <= np.partition(loss, wanted - 1)[wanted - 1]
    core = near | known.core
    if packing.is_useful:
        tightened = packing.tighten(AGAIN, bound - known.distance, options, known.prices)
        bound, core = min(bound, tightened.bound), core | tightened.core
    return _Bounded(bound, RelaxedProgram(program, relaxed, loss), near, core)


def _changed_rows(program: Program, layout: Layout, known: KnownPlan) -> Ints:
    """Return the shared rows whose sides differ, and those that units use now whose options are open in one program alone."""
    before = known.program
    sides = (program.row_lower != before.row_lower) | (program.row_upper != before.row_upper)
    units = layout.choices_of(program.upper != before.upper)
    return np.union1d(
        np.intersect1d(np.flatnonzero(sides), layout.shared), layout.rows_of(units & (known.values > 0.5))
    )


def _mend(
    program: Program, layout: Layout, values: Floats, cores: tuple[Bools, ...], options: SolveOptions
) -> Outcome | None:
    """Return `values` as a plan of `program`: as it is where it keeps all rows, else with the rows that it breaks and some others planned again."""
    closed = values > program.upper + 0.5
    broken = np.flatnonzero(program.broken_rows(values))
    if not broken.size and not closed.any():
        value = float(program.cost @ values + program.offset)
        return Outcome(SolveStatus.TIME_LIMIT, value, np.inf, values, None, 0.0, "HiGHS", "")
    rng = np.random.default_rng(options.seed)
    moved = layout.choices_of(closed)
    for (is_wide, more), core in product(_MENDING, cores):
        others = rng.choice(layout.shared, min(more, layout.shared.size), replace=False)
        # What may be taken instead of a closed option needs room where it stands.
        needed = layout.rows_of(moved & core & (program.upper > 0) & is_wide)
        free = layout.columns_of(np.union1d(np.union1d(broken, needed), others), values) | moved
        mended = solve_part(program, free & (core | (values > 0.5)), values, options)
        if mended.values is not None:
            return mended
    return None
