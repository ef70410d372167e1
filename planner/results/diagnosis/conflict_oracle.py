"""Can these rows hold together? The question that every conflict is found with, answered as cheaply as possible and never by guess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Floats, Outcome, Program, SolveOptions
from planner.optimization.solvers.search.first_plan import hold_few_columns
from planner.optimization.solvers.search.fixing import lost_by_columns, solve_program
from planner.results.diagnosis.time_budget import TimeBudget

_STRUCTURE = frozenset({"one_option_per_unit", "rebate_ladder"})
"""Rules that say what a plan is; nobody can lift them."""
_DRIVERS = (
    "robust_target",
    "revenue_floor",
    "cost_of_sales_cap",
    "new_customer_floor",
    "product_floor",
    "team_revenue_band",
    "segment_share_floor",
    "headcount_budget",
)
"""Rules whose row can be aimed at, the best guide of a search first."""
_FIRST_SHARE, _LATER_SHARE = 0.5, 0.25
_LEAST_SECONDS = 0.5
_TINY = 1e-9
_SMALL, _FEW = 400, ((1.5, 50), (4.0, 50))
"""Options beyond which a plan is first looked for among few of them: so many for every row, in so many nodes."""


def is_liftable(row: str) -> bool:
    """Whether the question can be asked without `row`. A team's own hire limit goes with its capacity: hires are good for its time alone."""
    rule, _, key = row.partition(".")
    return rule not in _STRUCTURE and not (rule == "hire_limit" and key.isdecimal())


class UndecidedError(Exception):
    """A solve ended without plan and without proof that there is none."""


class ConflictOracle:
    """Answers whether a set of rows can hold together, remembering every answer.

    In this order: what is known of larger or smaller sets; plans found before, which may keep these rows too; the relaxation, whose proof names
    the few rows that it needs; the integer program. One of the rows is taken as what is to be reached: the others bind, and the solve stops as soon
    as that row's side is reached or the bound shows that it cannot be. Options whose reduced cost shows that no plan with them reaches the
    side are left out, which is exact.
    """

    def __init__(self, program: Program, budget: TimeBudget) -> None:
        self._program = program
        self._budget = budget
        self._share = _FIRST_SHARE
        self._conflicting: list[frozenset[str]] = []
        self._holding: list[frozenset[str]] = []
        self._plans: list[Floats] = []

    def holds(self, rows: Iterable[str]) -> bool:
        """Whether a plan keeps `rows` and the structure; raises `UndecidedError` when the time is up."""
        wanted = frozenset(rows)
        if any(wanted <= known for known in self._holding):
            return True
        if any(known <= wanted for known in self._conflicting):
            return False
        if any(self._keeps(plan, wanted) for plan in self._plans):
            self._holding.append(wanted)
            return True
        if self._budget.is_over:
            raise UndecidedError
        answer = self._solve(wanted)
        (self._holding if answer else self._conflicting).append(wanted)
        self._share = _LATER_SHARE
        return answer

    def core(self, rows: tuple[str, ...]) -> tuple[str, ...]:
        """Return the smallest part of `rows` already known not to hold, in their order; all of them when none is known."""
        wanted = frozenset(rows)
        known = min((c for c in self._conflicting if c <= wanted), key=len, default=wanted)
        return tuple(n for n in rows if n in known)

    def _keeps(self, plan: Floats, rows: frozenset[str]) -> bool:
        program = self._program
        activity = program.activity(plan)
        binds = np.array([n in rows for n in program.row_names])
        low, high = program.row_lower, program.row_upper
        # As tight as the solver's own tolerance, relative to the side.
        room = 1e-7 * np.maximum(1.0, np.where(np.isfinite(low), np.abs(low), np.abs(high)))
        return bool(np.all(~binds | ((activity >= low - room) & (activity <= high + room))))

    def _solve(self, rows: frozenset[str]) -> bool:
        program = lift_rows(self._program, rows)
        ranked = [n for rule in _DRIVERS for n in program.row_names if n in rows and n.split(".", 1)[0] == rule]
        options = self._budget.options(max(_LEAST_SECONDS, self._share * self._budget.left))
        if not ranked:
            aimless = replace(program, cost=np.zeros(program.columns), offset=0.0)
            outcome, _ = solve_program(aimless, replace(options, gap_limit=1.0))
            return self._read(outcome, -np.inf)
        driver = ranked[0]
        reached, side = _drive(program, program.row_names.index(driver))
        relaxed = solve_with_highs(reached, replace(options, relax=True))
        if relaxed.status is SolveStatus.INFEASIBLE:
            return False
        if relaxed.status is SolveStatus.OPTIMAL and relaxed.values is not None:
            if _is_below(relaxed.objective, side):
                self._note_core(rows, driver, relaxed, options)
                return False
            if relaxed.reduced_costs is not None:
                loss = lost_by_columns(reached, relaxed.values, relaxed.reduced_costs)
                if self._is_reached_by_few(reached, loss, side, options):
                    return True
                reached = _without_hopeless(reached, loss, relaxed.objective, side)
        return self._read(solve_with_highs(reached, replace(options, enough=side)), side)

    def _is_reached_by_few(self, reached: Program, loss: Floats, side: float, options: SolveOptions) -> bool:
        """Whether a plan of the options that lose least reaches `side`, which says nothing where none does."""
        if reached.columns <= _SMALL:
            return False
        for many, nodes in _FEW:
            few = reached.keep_columns(hold_few_columns(reached, loss, many))
            found = solve_with_highs(few, replace(options, enough=side, node_limit=nodes))
            if found.values is not None and not _is_below(found.objective, side):
                return self._read(found, side)
        return False

    def _read(self, outcome: Outcome, side: float) -> bool:
        if outcome.values is not None and not _is_below(outcome.objective, side):
            self._plans.append(outcome.values)
            return True
        if outcome.status is SolveStatus.INFEASIBLE or outcome.bound < side:
            return False
        raise UndecidedError

    def _note_core(self, rows: frozenset[str], driver: str, relaxed: Outcome, options: SolveOptions) -> None:
        """Keep the rows that the relaxation's proof needs: those with a price, and the driver; checked by solving with them alone."""
        if relaxed.row_duals is None:
            return
        priced = np.abs(relaxed.row_duals) > _TINY
        core = frozenset(n for n, p in zip(self._program.row_names, priced, strict=True) if p and n in rows) | {driver}
        if len(core) == len(rows):
            return
        reached, side = _drive(lift_rows(self._program, core), self._program.row_names.index(driver))
        again = solve_with_highs(reached, replace(options, relax=True))
        if again.status is SolveStatus.OPTIMAL and _is_below(again.objective, side):
            self._conflicting.append(core)


def lift_rows(program: Program, kept: Iterable[str]) -> Program:
    """Return `program` in which only the rows `kept` and those that cannot be lifted bind."""
    names = frozenset(kept)
    binds = np.array([n in names or not is_liftable(n) for n in program.row_names])
    return replace(
        program,
        row_lower=np.where(binds, program.row_lower, -np.inf),
        row_upper=np.where(binds, program.row_upper, np.inf),
    )


def _drive(program: Program, row: int) -> tuple[Program, float]:
    """Return `program` with `row` lifted and made the objective, and the value at which the row is kept."""
    lower, upper = program.row_lower.copy(), program.row_upper.copy()
    sign, side = (1.0, float(lower[row])) if np.isfinite(lower[row]) else (-1.0, -float(upper[row]))
    lower[row], upper[row] = -np.inf, np.inf
    return replace(program, cost=sign * program.line_of(row), offset=0.0, row_lower=lower, row_upper=upper), side


def _without_hopeless(program: Program, loss: Floats, most: float, side: float) -> Program:
    """Return `program` without the columns whose `loss` takes the relaxation, of value `most`, below `side`: no plan that reaches it has them."""
    return program.keep_columns(loss <= most - side + 1e-7 * max(1.0, abs(most)))


def _is_below(value: float, side: float) -> bool:
    return value < side - _TINY * max(1.0, abs(side))
