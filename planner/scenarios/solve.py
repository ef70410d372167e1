"""One case solved, verified and reduced to its figures: what a worker process does."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace

from planner.domain.plan_input import PlanInput
from planner.domain.scenario import CaseOutcome, CellChange
from planner.errors import (
    NO_MEMORY,
    ExitCode,
    InputRejectedError,
    NoFeasiblePlanError,
    PlanInterruptedError,
    PlannerError,
    TimeLimitError,
    VerificationError,
    is_lack_of_memory,
)
from planner.findings import Severity, has_errors, list_findings
from planner.language import NO_TEXT, Language, Text
from planner.optimization.annual_plan import PlanRequest, judge_under_cap
from planner.optimization.channel_plan.cost_price import own_cap
from planner.optimization.channel_plan.problem import ChannelPlanProblem, build_channel_plan_problem
from planner.results.comparison import ComparedCase, build_figures
from planner.results.diagnosis.description import describe
from planner.results.diagnosis.diagnose import diagnose
from planner.results.diagnosis.diagnosis import Diagnosis
from planner.results.diagnosis.highest_target import way_out_words
from planner.results.diagnosis.ways_out import find_ways_out
from planner.results.risk.certain import make_certain_plan
from planner.results.risk.most_certain import NotCertainError
from planner.results.verify import verify_plan
from planner.tables.registry import INPUT_TABLES
from planner.validation import check_plan_input

LIMIT_SETTINGS = frozenset(
    {
        "target_revenue_cents",
        "target_gross_profit_cents",
        "target_collections_cents",
        "target_new_customers",
        "target_pipeline_cents",
        "cost_of_sales_cap",
        "largest_stretch",
        "team_cushion_share",
        "seat_cushion_share",
        "team_growth_min",
        "team_growth_max",
        "max_hires",
        "headcount_limit",
        "headcount_budget_cents",
        "seed_budget_cents",
        "max_units_direct",
        "max_units_strategic_partner",
        "max_units_smb_partner",
        "max_units_seed",
        "max_units_avoid",
        "change_limit",
        "new_customer_floor",
        "rounding_step_cents",
        "certainty_share",
        "certain_revenue_cents",
    }
)
"""Settings on which no option's price depends: cases that differ in these alone are priced once in a process."""

_MOST_PRICED = 2
_DIAGNOSIS_SECONDS = 5.0
_WAY_OUT_SECONDS = 10.0
_one_at_a_time = threading.Lock()
"""The solver runs once in a process: threads of a worker take turns."""
_priced: OrderedDict[str, ChannelPlanProblem] = OrderedDict()
"""Priced options of the last inputs of this process, by `ScenarioTask.pricing`."""


@dataclass(frozen=True, slots=True)
class ScenarioTask:
    """One case to solve. `plan_input` is ``None`` when the scenario could not be applied; `message` then says why.

    `base` is the fingerprint of the workbook's input, `changes` a hash of what the scenario makes of it; `pricing` is the same for tasks whose
    options have the same prices. `cost_price`: the plan is the one of most revenue less this price × cost of sales.
    """

    name: str
    title: Text
    description: Text
    plan_input: PlanInput | None
    cells: tuple[CellChange, ...]
    pricing: str
    base: str = ""
    changes: str = ""
    message: Text = NO_TEXT
    cost_price: float | None = None


@dataclass(frozen=True, slots=True)
class SolveLimits:
    """Limits of every solve of a run; ``None`` takes the workbook's. `is_explained`: cases without a plan say which rules conflict."""

    gap_limit: float | None = None
    time_limit_seconds: float | None = None
    solver: str = "highs"
    is_explained: bool = True


def refusal_of(task: ScenarioTask) -> Text | None:
    """Return why `task` cannot be planned, whatever the solver would say: it could not be applied, or its input has errors; else ``None``."""
    if task.plan_input is None:
        return task.message
    english = _list_errors(task.plan_input, Language.ENGLISH)
    return Text(english, _list_errors(task.plan_input, Language.CHINESE)) if english else None


def _list_errors(plan_input: PlanInput, language: Language) -> str:
    """Return the first errors of an input that no workbook holds, with the sheets' names in `language`; empty without any."""
    sheets = {t.key: t.sheet.choose(language) for t in INPUT_TABLES}
    errors = [f for f in check_plan_input(plan_input, sheets=sheets) if f.severity is Severity.ERROR]
    return list_findings(errors[:5]).choose(language)


def solve_task(task: ScenarioTask, limits: SolveLimits) -> ComparedCase:
    """Return the case of `task`: its figures, or why there are none. No fault of one case leaves this function."""
    with _one_at_a_time:
        return _solve_alone(task, limits)


def _solve_alone(task: ScenarioTask, limits: SolveLimits) -> ComparedCase:
    began = time.monotonic()
    case = ComparedCase(task.name, task.title, task.description, CaseOutcome.REJECTED, cells=task.cells)
    try:
        solved = _solve(task, case, limits)
    except PlannerError as error:
        solved = _without_plan(task, case, error, limits)
    except Exception as error:  # one case must not take the others with it
        words, fault = NO_MEMORY, ExitCode.CANNOT_READ_OR_WRITE
        if not is_lack_of_memory(error):
            words = Text("Program fault: {e}", "程序错误：{e}").format(e=f"{type(error).__name__}: {error}"[:200])
            fault = ExitCode.PROGRAM_FAULT
        solved = replace(case, outcome=CaseOutcome.FAILED, message=words, fault=fault)
    return replace(solved, seconds=time.monotonic() - began)


def _solve(task: ScenarioTask, case: ComparedCase, limits: SolveLimits) -> ComparedCase:
    plan_input = task.plan_input
    if plan_input is None:
        return replace(case, message=task.message)
    refusal = refusal_of(task)
    if refusal is not None:
        raise InputRejectedError(refusal)
    request = PlanRequest(
        gap_limit=limits.gap_limit,
        time_limit_seconds=limits.time_limit_seconds,
        solver=limits.solver,
        cost_price=task.cost_price,
    )
    plan, _ = make_certain_plan(plan_input, request, priced=price_task(task, plan_input))
    if task.cost_price is not None and plan_input.settings.cost_of_sales_cap is None:
        totals = plan.channel_plan.totals
        cap = own_cap(totals.cost_of_sales_ratio, totals.revenue_cents)
        plan_input, plan = judge_under_cap(plan_input, plan, price_task(task, plan_input), cap)
    findings = verify_plan(plan_input, plan)
    if has_errors(findings):
        raise VerificationError(list_findings(findings[:5]), findings)
    return replace(case, outcome=CaseOutcome.PLANNED, figures=build_figures(plan_input, plan))


def price_task(task: ScenarioTask, plan_input: PlanInput) -> ChannelPlanProblem:
    """Return the priced options of `task`, from memory where the same were priced before."""
    known = _priced.get(task.pricing)
    if known is None:
        known = build_channel_plan_problem(plan_input)
        _priced[task.pricing] = known
        while len(_priced) > _MOST_PRICED:
            _priced.popitem(last=False)
    _priced.move_to_end(task.pricing)
    return known


def _without_plan(task: ScenarioTask, case: ComparedCase, error: PlannerError, limits: SolveLimits) -> ComparedCase:
    if isinstance(error, NoFeasiblePlanError):
        is_short = isinstance(error, NotCertainError)
        if (error.conflicts and not is_short) or task.plan_input is None or not limits.is_explained:
            return replace(case, outcome=CaseOutcome.INFEASIBLE, message=error.text, conflicts=error.conflicts)
        diagnosis = diagnose(task.plan_input, most_conflicts=1, seconds=_DIAGNOSIS_SECONDS)
        conflicts = describe(diagnosis)[1] or error.conflicts
        return replace(
            case,
            outcome=CaseOutcome.INFEASIBLE,
            message=error.text,
            conflicts=conflicts,
            way_out=_way_out(task.plan_input, diagnosis),
        )
    if isinstance(error, TimeLimitError):
        return replace(case, outcome=CaseOutcome.NOT_DECIDED, message=error.text)
    if isinstance(error, PlanInterruptedError):
        return replace(case, outcome=CaseOutcome.NOT_RUN, message=error.text)
    if isinstance(error, InputRejectedError):
        return replace(case, outcome=CaseOutcome.REJECTED, message=error.text)
    return replace(case, outcome=CaseOutcome.FAILED, message=error.text, fault=error.exit_code)


def _way_out(plan_input: PlanInput, found: Diagnosis) -> Text:
    """Return what would help: the highest target, where the target is in conflict, else the least change of another limit; empty without any."""
    rules = found.rules
    if "revenue_floor" in rules and found.certainty is None:
        return way_out_words(plan_input, _DIAGNOSIS_SECONDS) or NO_TEXT
    wanted = None if found.certainty is None else 1
    ways = (
        find_ways_out(plan_input, rules, _WAY_OUT_SECONDS, certainty=found.certainty, wanted=wanted).ways
        if rules
        else ()
    )
    return ways[0].words if ways else NO_TEXT
