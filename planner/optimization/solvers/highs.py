"""HiGHS: the only place that runs it."""

from __future__ import annotations

import math
import time
from importlib.metadata import version

import highspy
import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.program import Floats, Outcome, Program, Progress, SolveOptions

_FEASIBILITY = 1e-7


def solve_with_highs(program: Program, options: SolveOptions, start: Floats | None = None) -> Outcome:
    """Solve `program` with HiGHS; `start` is a feasible point to begin from.

    Raises
    ------
    RuntimeError
        When HiGHS refuses the model or an option (it would otherwise go on without it).
    """
    began = time.monotonic()
    highs = highspy.Highs()
    _set_options(highs, options)
    _must(highs.passModel(_to_highs(program, options.relax)), "passModel")
    if start is not None and not options.relax:
        solution = highspy.HighsSolution()
        solution.col_value = list(start)
        _must(highs.setSolution(solution), "setSolution", warning_is_fine=True)
    if options.listener is not None and not options.relax:
        _listen(highs, options, program.offset)
    if options.enough is not None and not options.relax:
        _stop_when_known(highs, options.enough)
    interrupted = _run(highs, options)
    return _read(highs, program, options, time.monotonic() - began, interrupted)


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


def _listen(highs: highspy.Highs, options: SolveOptions, offset: float) -> None:
    listener = options.listener
    if listener is None:
        return

    def tell(event: highspy.HighsCallbackEvent) -> None:
        out = event.data_out
        best = float(out.mip_primal_bound)
        listener(
            Progress(
                best if math.isfinite(best) and abs(best) < 1e29 else None,
                float(out.mip_dual_bound),
                float(out.mip_gap),
                float(out.running_time),
            )
        )

    highs.cbMipLogging.subscribe(tell)


def _stop_when_known(highs: highspy.Highs, enough: float) -> None:
    def judge(event: highspy.HighsCallbackEvent) -> None:
        out = event.data_out
        if enough <= float(out.mip_primal_bound) < 1e29 or float(out.mip_dual_bound) < enough:
            event.interrupt()

    highs.cbMipInterrupt.subscribe(judge)


def _run(highs: highspy.Highs, options: SolveOptions) -> bool:
    """Run, so that Ctrl-C keeps the incumbent; return whether it was pressed."""
    highs.HandleKeyboardInterrupt = not options.relax
    try:
        status = highs.solve() if not options.relax else highs.run()
    except KeyboardInterrupt:
        return True
    if status == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refused to run the model")
    return bool(highs.getModelStatus() == highspy.HighsModelStatus.kInterrupt)


def _read(highs: highspy.Highs, program: Program, options: SolveOptions, seconds: float, interrupted: bool) -> Outcome:
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
    elif interrupted or model_status == statuses.kInterrupt:
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
