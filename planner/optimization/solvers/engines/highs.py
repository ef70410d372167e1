"""HiGHS: the only place that runs it."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from importlib.metadata import version

import highspy
import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.engines.held_columns import drop_held_columns, put_back
from planner.optimization.solvers.program import Floats, Outcome, Program, Progress, SolveOptions
from planner.optimization.solvers.stop import is_kept_so_far, leave_if_broken_off

_FEASIBILITY = 1e-7
_FEW = 0.5
"""A program of which at most this share of the columns is free is handed over without the others."""


def solve_with_highs(program: Program, options: SolveOptions, start: Floats | None = None) -> Outcome:
    """Solve `program` with HiGHS; `start` is a feasible point to begin from.

    In a thread whose work is broken off by somebody who takes what there is, the outcome is what was found by then.

    Raises
    ------
    RuntimeError
        When HiGHS refuses the model or an option (it would otherwise go on without it).
    MemoryError
        When it gets no memory, which it tells as a status.
    """
    free = program.upper > program.lower
    if not options.relax and 0 < int(free.sum()) <= _FEW * program.columns:
        begin = None if start is None else start[free]
        outcome = solve_with_highs(drop_held_columns(program, free), options, begin)
        if outcome.values is None:
            return outcome
        return replace(outcome, values=put_back(program, free, outcome.values))
    began = time.monotonic()
    highs = highspy.Highs()
    _set_options(highs, options)
    _must(highs.passModel(_to_highs(program, options.relax)), "passModel")
    if start is not None and not options.relax:
        solution = highspy.HighsSolution()
        solution.col_value = list(start)
        _must(highs.setSolution(solution), "setSolution", warning_is_fine=True)
    watch = _Watch(highs, options)
    watch.subscribe()
    try:
        status = highs.run()
    finally:
        watch.unsubscribe()
    if watch.is_broken_off and not is_kept_so_far():
        raise KeyboardInterrupt
    if highs.getModelStatus() == highspy.HighsModelStatus.kMemoryLimit:
        raise MemoryError("HiGHS ran out of memory")
    if status == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refused to run the model")
    return _read(highs, program, options, time.monotonic() - began)


def _set_options(highs: highspy.Highs, options: SolveOptions) -> None:
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("parallel", "off"),
        ("random_seed", options.seed),
        ("time_limit", max(0.05, float(options.time_limit_seconds))),
        ("mip_rel_gap", float(options.gap_limit)),
        ("mip_abs_gap", float(options.absolute_gap)),
        ("primal_feasibility_tolerance", _FEASIBILITY),
        ("mip_feasibility_tolerance", _FEASIBILITY),
    ):
        _must(highs.setOptionValue(name, value), name)
    if not options.presolve:
        _must(highs.setOptionValue("presolve", "off"), "presolve")
    if not options.restart:
        _must(highs.setOptionValue("mip_allow_restart", False), "mip_allow_restart")
    if not options.is_searched:
        for search in ("feasibility_jump", "rins"):
            _must(highs.setOptionValue(f"mip_heuristic_run_{search}", False), search)
    if not options.is_rounded:
        _must(highs.setOptionValue("mip_heuristic_run_rens", False), "mip_heuristic_run_rens")
    if options.tries is not None:
        _must(highs.setOptionValue("mip_pscost_minreliable", options.tries), "mip_pscost_minreliable")
    if options.node_limit is not None:
        _must(highs.setOptionValue("mip_max_nodes", options.node_limit), "mip_max_nodes")


def _to_highs(program: Program, relax: bool) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_ = program.columns
    model.num_row_ = len(program.row_names)
    model.col_cost_ = program.cost
    model.offset_ = program.offset
    model.col_lower_ = _clip(program.lower)
    model.col_upper_ = _clip(program.upper)
    model.row_lower_ = _clip(program.row_lower)
    model.row_upper_ = _clip(program.row_upper)
    model.sense_ = highspy.ObjSense.kMaximize
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.num_col_ = program.columns
    model.a_matrix_.num_row_ = len(program.row_names)
    model.a_matrix_.start_ = program.starts
    model.a_matrix_.index_ = program.indices
    model.a_matrix_.value_ = program.values
    if not relax:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[int(i)] for i in program.is_integer]
    return model


def _clip(numbers: Floats) -> Floats:
    return np.clip(numbers, -highspy.kHighsInf, highspy.kHighsInf)


class _Watch:
    """Called by HiGHS while it runs: tells how the solve stands, and stops it.

    Without `should_stop`, Python raises Ctrl-C in here, or a thread is broken off; that must not pass through HiGHS, so it is noted and raised
    again after the run.
    """

    def __init__(self, highs: highspy.Highs, options: SolveOptions) -> None:
        self._highs, self._options = highs, options
        self._told = -math.inf
        self.is_broken_off = False

    def subscribe(self) -> None:
        """Listen to the events of this kind of solve."""
        self._highs.cbSimplexInterrupt.subscribe(self._on_simplex)
        if not self._options.relax:
            self._highs.cbMipInterrupt.subscribe(self._on_mip)

    def unsubscribe(self) -> None:
        """Listen no more. HiGHS and its watch hold each other until then: its memory, which Python does not count, would stay taken."""
        self._highs.cbSimplexInterrupt.unsubscribe(self._on_simplex)
        self._highs.cbMipInterrupt.unsubscribe(self._on_mip)

    def _on_simplex(self, event: highspy.HighsCallbackEvent) -> None:
        try:
            leave_if_broken_off()
            if self._options.is_stopped:
                event.interrupt()
        except KeyboardInterrupt:
            self.is_broken_off = True
            event.interrupt()

    def _on_mip(self, event: highspy.HighsCallbackEvent) -> None:
        try:
            leave_if_broken_off()
            if self._options.is_stopped or self._is_known(event.data_out):
                event.interrupt()
            self._tell(event.data_out)
        except KeyboardInterrupt:
            self.is_broken_off = True
            event.interrupt()

    def _is_known(self, out: highspy.cb.HighsCallbackDataOut) -> bool:
        options, best = self._options, float(out.mip_primal_bound)
        if options.reached is not None and options.reached <= best < 1e29:
            return True
        if options.enough is None:
            return False
        return options.enough <= best < 1e29 or float(out.mip_dual_bound) < options.enough

    def _tell(self, out: highspy.cb.HighsCallbackDataOut) -> None:
        """Tell the listener, at most ten times a second."""
        listener, now = self._options.listener, time.monotonic()
        if listener is None or now - self._told < 0.1:
            return
        self._told = now
        best = float(out.mip_primal_bound)
        known = math.isfinite(best) and abs(best) < 1e29
        listener(
            Progress(best if known else None, float(out.mip_dual_bound), float(out.mip_gap), float(out.running_time))
        )


def _read(highs: highspy.Highs, program: Program, options: SolveOptions, seconds: float) -> Outcome:
    model_status, info = highs.getModelStatus(), highs.getInfo()
    solution = highs.getSolution()
    statuses = highspy.HighsModelStatus
    feasible = info.primal_solution_status == 2 and solution.value_valid
    values = np.array(solution.col_value, dtype=float) if feasible else None
    if values is not None and not options.relax:
        values[program.is_integer] = np.round(values[program.is_integer])
    objective = float(info.objective_function_value) if values is not None else -math.inf
    bound = objective if options.relax else float(info.mip_dual_bound)
    if model_status == statuses.kOptimal:
        status = SolveStatus.OPTIMAL if bound - objective <= 1e-9 * max(1.0, abs(objective)) else SolveStatus.WITHIN_GAP
    elif model_status in (statuses.kInfeasible, statuses.kUnboundedOrInfeasible):
        status = SolveStatus.INFEASIBLE
    elif model_status == statuses.kInterrupt:
        status = SolveStatus.INTERRUPTED
    elif values is not None:
        status = SolveStatus.TIME_LIMIT
    else:
        status = SolveStatus.NOT_DECIDED
    reduced = np.array(solution.col_dual, dtype=float) if options.relax and solution.dual_valid else None
    duals = np.array(solution.row_dual, dtype=float) if reduced is not None else None
    return Outcome(status, objective, bound, values, reduced, seconds, "HiGHS", version("highspy"), duals)


def _must(status: highspy.HighsStatus, what: str, warning_is_fine: bool = False) -> None:
    fine = (highspy.HighsStatus.kOk, highspy.HighsStatus.kWarning) if warning_is_fine else (highspy.HighsStatus.kOk,)
    if status not in fine:
        raise RuntimeError(f"HiGHS did not accept {what}: {status}")
