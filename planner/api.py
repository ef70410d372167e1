"""The plan from Python: read a workbook, make the plan, write it; re-exported by the package.

``workbook = read_workbook("plan.xlsx")``, ``plan = make_plan(workbook)``, ``write_plan(plan, "plan-2027.xlsx")``.

What comes after a solve is imported where it is used: `planner plan` loads it while the solver counts.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.assumption import Assumption
from planner.domain.choices import Objective, SolveStatus
from planner.domain.plan import AnnualPlan, Manifest
from planner.domain.plan_input import PlanInput
from planner.domain.risk import RiskReport
from planner.errors import InputRejectedError, UsageError
from planner.findings import Finding, Place, has_errors, list_findings
from planner.language import Language, Text
from planner.optimization.annual_plan import PlanRequest, share_time
from planner.optimization.channel_plan.solve import SolvedChannelPlan
from planner.optimization.solvers.stop import StopQuestion, is_asked, leave_when_asked, stop_on_signals
from planner.reading.grids.cell_places import PlaceKey
from planner.results.diagnosis.plan_as_allowed import make_plan_as_allowed
from planner.results.risk.certain import ask_of_settings, count_solves
from planner.results.risk.robust_request import RobustRequest
from planner.tables.settings.settings import SETTINGS
from planner.validation.workbook import read_and_check

if TYPE_CHECKING:
    import pandas

    from planner.results.explain.explained import Explained
    from planner.results.explain.report import PlanReasons


@dataclass(frozen=True, slots=True, eq=False)
class Workbook:
    """A planning workbook that may be planned: its input, what was found in it, what was assumed, where it came from, where its cells are.

    To plan something else than the file says, change `plan_input` with ``dataclasses.replace``.
    """

    plan_input: PlanInput
    findings: tuple[Finding, ...]
    assumptions: tuple[Assumption, ...]
    language: Language
    name: str
    sha256: str
    places: Mapping[PlaceKey, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A plan that passed the independent check, with the workbook it was made from; money in integer cents."""

    workbook: Workbook
    plan: AnnualPlan
    manifest: Manifest
    reasons: PlanReasons | None = None


def write_example(path: str | Path, language: str = "en", replace: bool = False) -> Path:
    """Write the example company's planning workbook to `path`; `language` is ``en`` or ``zh``.

    Raises
    ------
    UsageError, FileAccessError
        When `path` exists and `replace` is false, or cannot be written.
    """
    from planner.writing.example import build_example
    from planner.writing.files.atomic import check_output, write_atomically
    from planner.writing.inputs.template import build_template

    target, chosen = Path(path), Language(language)
    check_output(target, replace=replace)
    write_atomically(target, build_template(build_example(chosen), chosen))
    return target


def read_workbook(path: str | Path) -> Workbook:
    """Read and check the planning workbook (or a plan workbook's inputs) at `path`.

    Raises
    ------
    FileAccessError
        When the file cannot be read.
    InputRejectedError
        When it has faults; `findings` lists all of them, each with its cell.
    """
    result, findings = read_and_check(Path(path))
    if result.plan_input is None or has_errors(findings):
        text = Text("The workbook is rejected:\n{l}", "工作簿未通过检查：\n{l}")
        raise InputRejectedError(text.format(l=list_findings(findings, "  ")), findings)
    return Workbook(
        result.plan_input, findings, result.assumptions, result.language, result.name, result.sha256, result.places
    )


def make_plan(
    workbook: Workbook,
    objective: str | None = None,
    gap_limit: float | None = None,
    time_limit_seconds: float | None = None,
    robust: float | None = None,
    robust_revenue: float | None = None,
    best_effort: bool = False,
) -> Plan:
    """Make and verify the annual plan; what is ``None`` is taken from the workbook.

    Parameters
    ----------
    objective
        ``contribution``, ``revenue`` or ``cost``.
    gap_limit
        Proven distance from the best at which to stop, as a share, e.g. 0.0001.
    robust
        Share of simulated years in which the company's target (or `robust_revenue`, in currency units) must be reached, e.g. 0.8.
    best_effort
        Where no plan meets the targets, make the one that comes closest; ``plan.plan.missed`` and the findings say what it misses.

    Raises
    ------
    NoFeasiblePlanError, TimeLimitError, PlanInterruptedError
        When there is no plan, or none was found.
    VerificationError
        When the independent check finds a fault in the plan.
    """
    return plan_as_asked(
        workbook,
        PlanRequest(
            objective=None if objective is None else Objective(objective),
            gap_limit=gap_limit,
            time_limit_seconds=time_limit_seconds,
        ),
        robust=ask_certainty(robust, robust_revenue),
        best_effort=best_effort,
    )


def ask_certainty(share: float | None, revenue: float | None = None) -> RobustRequest | None:
    """Return the wish that `revenue` (currency units; the company's target without one) is reached in `share` of simulated years.

    Raises
    ------
    UsageError
        When a revenue is given without a share.
    """
    if share is None:
        if revenue is not None:
            text = Text("A revenue to be certain needs a certainty: --robust.", "须确保的收入需配合 --robust 使用。")
            raise UsageError(text)
        return None
    return RobustRequest(share, None if revenue is None else round(revenue * 100))


def plan_as_asked(
    workbook: Workbook,
    request: PlanRequest,
    explained_by_resolves: bool = False,
    should_stop: StopQuestion | None = None,
    robust: RobustRequest | None = None,
    best_effort: bool = False,
) -> Plan:
    """Solve, verify, explain, and put the manifest to it; see `make_plan`. The reasons are exact with `explained_by_resolves`, else bounds,
    as they are of a plan that was interrupted.
    A `best_effort` that misses targets has a warning for each.

    Ctrl-C or SIGTERM during the solve keeps the best plan so far, marked as interrupted. With `should_stop` the caller hears them and is asked;
    once the plan is made they only end what `explained_by_resolves` works out, and the reasons are bounds.
    The plan's workbook has Settings that ask for what was asked here, so that planned again it gives the same plan.
    """
    workbook = _asking_the_same(workbook, request.objective, robust)
    with stop_on_signals() if should_stop is None else nullcontext(should_stop) as is_stopped:
        solves = count_solves(workbook.plan_input.settings, robust)
        asked = share_time(workbook.plan_input, dataclasses.replace(request, should_stop=is_stopped), solves)
        made, solved, is_greatest = make_plan_as_allowed(workbook.plan_input, asked, robust, best_effort)
    judged = _judge(workbook, request, robust, made, is_greatest)
    return _explain(judged, request, explained_by_resolves, should_stop, solved)


def _judge(
    workbook: Workbook, request: PlanRequest, robust: RobustRequest | None, made: AnnualPlan, is_greatest: bool
) -> Plan:
    """Verify `made`, and return it with its manifest and what is found of it."""
    from planner.results.idle_teams import find_idle_teams
    from planner.results.missed_targets import find_missed_targets
    from planner.results.territory_findings import find_accounts_left_out, find_territory_faults
    from planner.results.verify import refuse_faults, verify_plan
    from planner.writing.files.manifest import build_manifest

    if request.on_stage is not None:
        request.on_stage("verify")
    refuse_faults(verify_plan(workbook.plan_input, made))
    if made.territories is not None:
        more = find_territory_faults(workbook.plan_input, made, made.territories, workbook.places)
        workbook = dataclasses.replace(workbook, findings=(*workbook.findings, *more))
    elif request.territories and len(workbook.plan_input.accounts):
        is_interrupted = made.channel_plan.report.status is SolveStatus.INTERRUPTED
        left_out = find_accounts_left_out(workbook.plan_input, is_interrupted)
        workbook = dataclasses.replace(workbook, findings=(left_out, *workbook.findings))
    missed = find_missed_targets(workbook.plan_input, made, workbook.places, is_greatest)
    idle = find_idle_teams(workbook.plan_input, made, workbook.places)
    workbook = dataclasses.replace(workbook, findings=(*missed, *idle, *workbook.findings))
    manifest = build_manifest(
        workbook.plan_input, made, workbook.name, workbook.sha256, workbook.findings, _given(request, robust, made)
    )
    return Plan(workbook, made, manifest)


def _explain(
    plan: Plan,
    request: PlanRequest,
    by_resolves: bool,
    should_stop: StopQuestion | None,
    solved: SolvedChannelPlan | None,
) -> Plan:
    """Return `plan` with its reasons."""
    from planner.results.explain.locate import explain_plan
    from planner.results.explain.report import list_reasons

    if request.on_stage is not None:
        request.on_stage("explain")
    explained = explain_plan(plan.workbook.plan_input, plan.plan, solved=solved)
    is_cut_off = plan.plan.channel_plan.report.status is SolveStatus.INTERRUPTED
    reasons = _solve_unless_stopped(explained, should_stop) if by_resolves and not is_cut_off else None
    return dataclasses.replace(plan, reasons=reasons or list_reasons(explained))


def _solve_unless_stopped(explained: Explained, should_stop: StopQuestion | None) -> PlanReasons | None:
    """Return the reasons with everything planned again; ``None`` where somebody asks to stop before that is done."""
    from planner.results.explain.report import solve_reasons

    try:
        with leave_when_asked(should_stop):
            return solve_reasons(explained)
    except KeyboardInterrupt:
        if not is_asked(should_stop):
            raise
    return None


def _given(request: PlanRequest, robust: RobustRequest | None, made: AnnualPlan) -> tuple[tuple[str, str], ...]:
    """Return what was asked for besides the workbook, by its name in the manifest."""
    options = {
        "objective": request.objective,
        "gap": request.gap_limit,
        "time limit": request.time_limit_seconds,
        "solver": request.solver,
        "robust": None if robust is None or made.robust is None else made.robust.share,
        "best effort": "yes" if made.missed else None,
    }
    return tuple((name, str(value)) for name, value in options.items() if value is not None)


def _asking_the_same(workbook: Workbook, objective: Objective | None, robust: RobustRequest | None) -> Workbook:
    """Return `workbook` with `objective` and certainty in its Settings; how long a solve may take and how far it must get belong to one run."""
    plan_input, assumptions = ask_of_settings(workbook.plan_input, robust), workbook.assumptions
    if objective is not None:
        settings, column = plan_input.settings, SETTINGS.column("objective")
        plan_input = dataclasses.replace(plan_input, settings=dataclasses.replace(settings, objective=objective))
        assumptions = tuple(a for a in assumptions if (a.sheet, a.column) != (SETTINGS.sheet, column.header))
    return dataclasses.replace(workbook, plan_input=plan_input, assumptions=assumptions)


def write_plan(plan: Plan, path: str | Path, language: str | None = None, replace: bool = False) -> Path:
    """Write the plan workbook to `path`, whole or not at all; `language` is ``en`` or ``zh``, else the workbook's.

    What is to be written is verified first, from the file's own content alone as `verify_workbook` does; of a plan that the user cut off only
    the plan was verified, so that nobody waits for it.

    Raises
    ------
    UsageError, FileAccessError
        When `path` exists and `replace` is false, or cannot be written.
    VerificationError
        When something in the file does not hold; nothing is written.
    """
    from planner.results.written.verify_file import refuse_file_faults
    from planner.writing.files.atomic import check_output, write_atomically
    from planner.writing.plan_workbook import build_plan_workbook

    target = Path(path)
    check_output(target, replace=replace)
    chosen = plan.workbook.language if language is None else Language(language)
    book = plan.workbook
    content = build_plan_workbook(
        book.plan_input, plan.plan, book.findings, book.assumptions, plan.manifest, chosen, plan.reasons
    )
    if plan.plan.channel_plan.report.status is not SolveStatus.INTERRUPTED:
        refuse_file_faults(content, target.name)
    write_atomically(target, content, replace)
    return target


def verify_workbook(path: str | Path) -> tuple[Finding, ...]:
    """Recompute the plan workbook at `path` from its file alone; return what does not hold, nothing when all does."""
    from planner.results.written.verify_file import verify_plan_file

    source = Path(path)
    return verify_plan_file(source.read_bytes(), source.name).findings


def simulate_plan(plan: Plan, draws: int = 10_000, seed: int = 0) -> RiskReport:
    """Simulate `plan`: how likely its targets are, what certainty takes, what hurts most; the same figures for the same `seed`.

    The uncertainties are ``plan.workbook.plan_input.risk``.
    """
    from planner.results.risk.simulate import RiskRequest
    from planner.results.risk.simulate import simulate_plan as simulate

    return simulate(plan.workbook.plan_input, plan.plan, RiskRequest(draws=draws, seed=seed))


def unit_table(plan: Plan) -> pandas.DataFrame:
    """Return one row a unit: channel, team, effort (FTE), and money in units of the currency."""
    import pandas

    return pandas.DataFrame(
        {
            "unit": unit.unit.unit,
            "channel": unit.channel.value,
            "team": unit.team,
            "fte": unit.fte,
            "potential": unit.unit.total_potential_cents / 100,
            "last_year": unit.unit.total_existing_cents / 100,
            "revenue": unit.revenue_cents / 100,
            "target": plan.plan.targets.unit_targets_cents[unit.unit.unit] / 100,
            "matrix_channel": unit.matrix_channel.value,
            "is_changed": unit.is_changed,
        }
        for unit in plan.plan.channel_plan.units
    )
