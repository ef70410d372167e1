"""Why there is no plan: the smallest sets of rules that cannot hold together (MODEL: infeasible, explained)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from planner.domain.choices import Objective
from planner.domain.money import money_words
from planner.domain.plan_input import PlanInput
from planner.errors import NoFeasiblePlanError, PlannerError
from planner.language import Text
from planner.optimization.channel_plan.baselines import build_baseline, calibrate
from planner.optimization.channel_plan.model import ChannelPlanModel, build_channel_plan_model
from planner.optimization.channel_plan.problem import ChannelPlanProblem, build_channel_plan_problem
from planner.optimization.solvers.stop import StopQuestion
from planner.results.calibration_words import advice_where_too_little
from planner.results.diagnosis.certain_or_short import certain_plan_or_shortfall
from planner.results.diagnosis.conflict_oracle import ConflictOracle, UndecidedError, is_liftable
from planner.results.diagnosis.conflicts import find_conflicts
from planner.results.diagnosis.diagnosis import CERTAINTY_RULE, Conflict, Diagnosis
from planner.results.diagnosis.preflight import find_impossible, find_impossible_split
from planner.results.diagnosis.targets_or_failure import solve_with_targets
from planner.results.diagnosis.time_budget import TimeBudget
from planner.results.risk.most_certain import MostCertain
from planner.results.rule_words import row_words, rows_words

_FAR_BELOW = 0.03
"""A target that grows by a tenth is out of reach of a model that begins so far below last year."""


def diagnose(
    plan_input: PlanInput, most_conflicts: int = 5, seconds: float = 60.0, should_stop: StopQuestion | None = None
) -> Diagnosis:
    """Return the minimal conflicts of `plan_input`, at most `most_conflicts`, in at most about `seconds`.

    Groups of rows (one per rule) are filtered first, then the single rows of the rules that remain. Further conflicts are found by
    forbidding each known one in turn: a rule of it is lifted, and what still conflicts is filtered again. When the time is up, or
    `should_stop` says so, what is known by then is returned.
    """
    budget = TimeBudget(seconds, should_stop)
    problem = build_channel_plan_problem(plan_input)
    model = build_channel_plan_model(problem, Objective.REVENUE)
    impossible = (*find_impossible(model), *find_impossible_split(plan_input))
    oracle = ConflictOracle(model.program, budget)
    liftable = tuple(n for n in model.program.row_names if is_liftable(n))
    try:
        if oracle.holds(liftable):
            found = _diagnose_split(plan_input, budget)
            if found.is_feasible and plan_input.settings.certainty_share is not None:
                found = _diagnose_certainty(problem, most_conflicts, budget)
            return replace(found, impossible=impossible)
    except UndecidedError:
        return Diagnosis(False, True, (), seconds, impossible)
    conflicts, is_complete = find_conflicts(oracle, liftable, most_conflicts, budget)
    last_year = _below_last_year(model)
    named = _named(problem, conflicts)
    return Diagnosis(False, False, named, seconds, impossible, is_complete=is_complete, last_year=last_year)


def _below_last_year(model: ChannelPlanModel) -> Text | None:
    """Return what to say where the model, asked about last year, is below last year's books; ``None`` where it is not."""
    problem = model.problem
    calibration = calibrate(problem, build_baseline(model, "as_last_year", problem.options.is_today))
    if not calibration.actual_revenue_cents or calibration.deviation > -_FAR_BELOW:
        return None
    return Text(
        "The model may be the reason: of last year's effort it expects {m}, and it brought {a} ({d:.1f} %). {w}",
        "原因可能在模型参数：按上年投入，模型预期 {m}，实际为 {a}（{d:.1f}%）。{w}",
    ).format(
        m=money_words(calibration.model_revenue_cents),
        a=money_words(calibration.actual_revenue_cents),
        d=calibration.deviation * 100,
        w=advice_where_too_little(problem.plan_input),
    )


def _named(problem: ChannelPlanProblem, conflicts: list[tuple[tuple[str, ...], bool]]) -> tuple[Conflict, ...]:
    return tuple(
        Conflict(rows, tuple(row_words(problem, name) for name in rows), rows_words(problem, rows), minimal)
        for rows, minimal in conflicts
    )


def _diagnose_certainty(problem: ChannelPlanProblem, most: int, budget: TimeBudget) -> Diagnosis:
    """All other rules hold together; say whether a plan is certain enough, and else which rules stand in the way.

    The certainty is a row around the most certain plan found. Where a plan keeps even that row, no rule can be named beside the certainty.
    """
    short = certain_plan_or_shortfall(problem.plan_input, budget)
    if not isinstance(short, MostCertain):
        return Diagnosis(True, False, (), budget.seconds)
    problem = replace(problem, robust=short.rule)
    program = build_channel_plan_model(problem, Objective.REVENUE).program
    oracle = ConflictOracle(program, budget)
    liftable = tuple(n for n in program.row_names if is_liftable(n))
    conflicts: list[tuple[tuple[str, ...], bool]] = [((f"{CERTAINTY_RULE}.company",), False)]
    is_complete = False
    with suppress(UndecidedError):
        if not oracle.holds(liftable):
            conflicts, is_complete = find_conflicts(oracle, liftable, most, budget)
    return Diagnosis(False, False, _named(problem, conflicts), budget.seconds, is_complete=is_complete, certainty=short)


def _diagnose_split(plan_input: PlanInput, budget: TimeBudget) -> Diagnosis:
    """The channel plan is possible; say whether its targets can be handed down."""
    try:
        solved = solve_with_targets(plan_input, budget.options(gap_limit=0.01))
    except NoFeasiblePlanError:
        # Possible by the looser question, not by this one: within the solver's tolerance of a limit, so nothing is claimed.
        return Diagnosis(False, True, (), budget.seconds)
    except PlannerError:
        return Diagnosis(False, True, (), budget.seconds)
    if solved.failure is None:
        return Diagnosis(True, False, (), budget.seconds)
    return Diagnosis(False, False, (), budget.seconds, (), (solved.failure.text, *solved.failure.conflicts))
