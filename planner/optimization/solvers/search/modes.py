"""Programs with a few columns of which one is chosen and changes what much else costs: each way is a program of its own, the best bound first.

A rebate that is paid on the whole revenue from a step on is one: with all steps at once the relaxation mixes them, and lies tenths of a percent
above every plan. With the step chosen it is as tight as without rebates, and one or two steps are left that can hold the best plan.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.program import Floats, Ints, Outcome, Program, Progress, SolveOptions, with_bound
from planner.optimization.solvers.search.close_gap import LARGE
from planner.optimization.solvers.search.fixing import solve_program
from planner.optimization.solvers.search.sifting import solve_relaxation
from planner.optimization.solvers.time_left import is_over, rest

_MOST_WORK = 2_000_000
"""Columns times modes above which the relaxations of all modes would take most of a minute: the program is solved as it is."""
_WHOLE = 1 - 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    """A program with some modes chosen, its relaxation, and the modes that are not."""

    program: Program
    relaxed: Outcome
    modes: tuple[Ints, ...]


def solve_by_modes(
    program: Program, modes: Sequence[Ints], options: SolveOptions, start: Floats | None = None
) -> tuple[Outcome, int]:
    """Return what `solve_program` does, in a large program found mode by mode. In a small one branch and bound chooses among them as quickly.

    Parameters
    ----------
    modes
        Groups of integer columns of which exactly one is 1.
    """
    work = program.columns * sum(m.size for m in modes)
    if program.columns <= LARGE or not 0 < work <= _MOST_WORK:
        return solve_program(program, options, start)
    began = time.monotonic()
    relaxed = solve_relaxation(program, options)
    if relaxed.status is SolveStatus.INFEASIBLE:
        return relaxed, program.columns
    if relaxed.status is not SolveStatus.OPTIMAL:
        return solve_program(program, rest(options, began), start, relaxed)
    return _Search(_Node(program, relaxed, tuple(modes)), options, start, began).solve()


class _Search:
    """Best bound first over the choices of modes, in a solve that began at `began` (monotonic clock)."""

    def __init__(self, root: _Node, options: SolveOptions, start: Floats | None, began: float) -> None:
        self._root, self._options, self._began = root, options, began
        self._nodes = [root]
        self._start = None if start is None or root.program.broken_rows(start).any() else start
        self._best: Outcome | None = None
        if self._start is not None:
            value = float(root.program.cost @ self._start + root.program.offset)
            self._best = replace(root.relaxed, objective=value, values=self._start, reduced_costs=None, row_duals=None)
        self._solved = -np.inf
        self._kept = 0

    def solve(self) -> tuple[Outcome, int]:
        """Return the best plan of all modes, what no plan of any exceeds, and the columns of the largest integer solve."""
        while self._nodes and not self._is_closed() and not self._is_cut_off():
            node = self._nodes.pop()
            if node.modes:
                self._nodes = sorted([*self._nodes, *self._branch(node)], key=lambda n: n.relaxed.objective)
            elif not self._solve_leaf(node):
                break
        return self._end(), self._kept

    def _is_closed(self) -> bool:
        best = self._best
        return best is not None and self._open_bound() <= best.objective + self._options.tolerance(best.objective)

    def _is_cut_off(self) -> bool:
        return self._options.is_stopped or is_over(self._options, self._began)

    def _open_bound(self) -> float:
        return max((n.relaxed.objective for n in self._nodes), default=-np.inf)

    def _branch(self, node: _Node) -> list[_Node]:
        """Return a node for each way to choose the mode that the relaxation decides least."""
        values = node.relaxed.values
        assert values is not None  # noqa: S101 - nodes have relaxations with an answer
        place = min(range(len(node.modes)), key=lambda k: values[node.modes[k]].max())
        mode, others = node.modes[place], (*node.modes[:place], *node.modes[place + 1 :])
        children = []
        for column in mode:
            program = _choose(node.program, mode, int(column))
            relaxed = node.relaxed
            if values[column] < _WHOLE and not self._is_cut_off():
                found = solve_relaxation(program, rest(self._options, self._began))
                if found.status is SolveStatus.INFEASIBLE:
                    continue
                if found.status is SolveStatus.OPTIMAL and found.values is not None:
                    relaxed = found
            children.append(_Node(program, relaxed, others))
        return children

    def _solve_leaf(self, node: _Node) -> bool:
        """Solve a program with all modes chosen; return whether that came to an end."""
        begin = self._start
        if begin is not None and (begin < node.program.lower - 0.5).any():
            begin = None
        options = rest(self._options, self._began)
        if options.listener is not None:
            options = replace(options, listener=self._tell)
        found, kept = solve_program(node.program, options, begin, node.relaxed)
        self._kept = max(self._kept, kept)
        if found.status is SolveStatus.INFEASIBLE:
            return True
        self._solved = max(self._solved, min(found.bound, node.relaxed.objective))
        if found.values is not None and (self._best is None or found.objective > self._best.objective):
            self._best = found
        return found.status in (SolveStatus.OPTIMAL, SolveStatus.WITHIN_GAP)

    def _tell(self, progress: Progress) -> None:
        """Tell how all modes stand while one is solved."""
        assert self._options.listener is not None  # noqa: S101 - else nobody listens
        bound = max(progress.bound, self._solved, self._open_bound())
        best = progress.incumbent
        if self._best is not None:
            best = self._best.objective if best is None else max(best, self._best.objective)
        gap = np.inf if best is None else (bound - best) / max(1e-9, abs(best))
        self._options.listener(Progress(best, bound, gap, time.monotonic() - self._began))

    def _end(self) -> Outcome:
        seconds = time.monotonic() - self._began
        cut_off = SolveStatus.INTERRUPTED if self._options.is_stopped else SolveStatus.TIME_LIMIT
        bound = max(self._solved, self._open_bound())
        if self._best is None:
            status = SolveStatus.INFEASIBLE
            if np.isfinite(bound):
                status = cut_off if cut_off is SolveStatus.INTERRUPTED else SolveStatus.NOT_DECIDED
            return replace(self._root.relaxed, status=status, values=None, seconds=seconds)
        best = with_bound(self._best, max(bound, self._best.objective), self._options, cut_off)
        return replace(best, seconds=seconds, relaxation=self._root.relaxed)


def _choose(program: Program, mode: Ints, column: int) -> Program:
    """Return `program` with `column` of `mode` chosen and the others not."""
    lower, upper = program.lower.copy(), program.upper.copy()
    upper[mode] = 0.0
    lower[column] = upper[column] = 1.0
    return replace(program, lower=lower, upper=upper)
