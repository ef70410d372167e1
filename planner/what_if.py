"""What if, from Python: scenarios, sweeps and frontiers of a workbook; re-exported by the package.

``comparison = run_scenarios(workbook, ["hiring_freeze", "price_rise"])``, ``comparison_table(comparison)``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planner import __version__
from planner.api import Workbook, ask_certainty
from planner.domain.scenario import BASELINE, CaseOutcome, Operation, Scenario, ScenarioChange
from planner.language import NO_TEXT, Language, Text
from planner.results.comparison import ComparedCase, Comparison, territory_facts
from planner.results.frontier import NOT_DECIDED, Frontier, Trade, find_knee
from planner.results.risk.certain import ask_of_settings
from planner.scenarios.axes import build_point_scenario, build_points, read_axis
from planner.scenarios.definition import (
    build_library,
    find_scenario,
    read_scenario_file,
    read_shipped_scenarios,
)
from planner.scenarios.frontier import trace_frontier as trace
from planner.scenarios.pool import make_process_pool
from planner.scenarios.run import run_tasks
from planner.scenarios.sheet import scenarios_of_lines
from planner.scenarios.solve import ScenarioTask, SolveLimits
from planner.scenarios.tasks import build_tasks
from planner.tables.columns.column import Kind
from planner.tables.results.plan_summary_sheet import PLAN_LABELS
from planner.writing.comparison.files import check_comparison_output, write_comparison_files

if TYPE_CHECKING:
    import pandas


def make_scenario(name: str, *changes: tuple[str, str, str, str, object], description: str = "") -> Scenario:
    """Return a scenario of ``(sheet, rows, column, operation, value)``; operation is ``set``, ``add`` or ``multiply``.

    Examples
    --------
    >>> make_scenario("fewer", ("Teams", "Direct *", "Heads", "add", -1)).changes[0].value
    '-1'
    """
    made = tuple(ScenarioChange(t, r, c, Operation(o), str(v)) for t, r, c, o, v in changes)
    words = Text.same(description) if description else NO_TEXT
    return Scenario(name, Text.same(name), words, None, made, "Python")


def run_scenarios(
    workbook: Workbook,
    scenarios: Sequence[str | Scenario] = (),
    files: Sequence[str | Path] = (),
    jobs: int = 1,
    gap_limit: float | None = None,
    time_limit_seconds: float | None = None,
    make_executor: Callable[[], Executor] | None = None,
    certainty: float | None = None,
    certain_revenue: float | None = None,
) -> Comparison:
    """Make the plan of the baseline and of every scenario, each verified, and return them side by side.

    Parameters
    ----------
    scenarios
        Scenarios, or names of those that are shipped, on sheet Scenarios or in `files`; none means all that are shipped.
    jobs
        Processes on this machine. A program that uses more than one must guard its start with ``if __name__ == "__main__"``.
    make_executor
        Gives any `concurrent.futures.Executor` instead.
    certainty
        Share of simulated years in which every plan reaches `certain_revenue` (currency units; by default its company target); a scenario may change
        that.

    Raises
    ------
    UsageError, InputRejectedError, FileAccessError
        When a name is not known or a file not understood. A scenario that cannot be applied or planned is a case of the comparison.
    """
    own = [s for s in scenarios if isinstance(s, Scenario)]
    of_files = [s for file in files for s in read_scenario_file(Path(file))]
    shipped, of_sheet = read_shipped_scenarios(), scenarios_of_lines(workbook.plan_input.scenarios)
    library = build_library((shipped, of_sheet, of_files, own))
    chosen = [s if isinstance(s, Scenario) else find_scenario(library, s) for s in scenarios] or [*shipped]
    plan_input = ask_of_settings(workbook.plan_input, ask_certainty(certainty, certain_revenue))
    tasks = build_tasks(plan_input, library, [library[BASELINE], *(s for s in chosen if s.name != BASELINE)])
    limits = SolveLimits(gap_limit, time_limit_seconds)
    return _comparison(workbook, _solve(tasks, limits, jobs, make_executor))


def run_sweep(
    workbook: Workbook,
    *vary: str,
    is_list: bool = False,
    jobs: int = 1,
    gap_limit: float | None = None,
    time_limit_seconds: float | None = None,
) -> Comparison:
    """Make the plan of every point, such as ``"Settings.cost_of_sales_cap=0.08:0.16:0.01"``; see `planner sweep`.

    Raises
    ------
    UsageError
        When what is varied is not understood.
    """
    axes = [read_axis(words) for words in vary]
    points = [build_point_scenario(axes, values) for values in build_points(axes, is_list)]
    tasks = build_tasks(workbook.plan_input, build_library((points,)), points)
    limits = SolveLimits(gap_limit, time_limit_seconds, is_explained=False)
    return _comparison(workbook, _solve(tasks, limits, jobs, None))


def trace_frontier(
    workbook: Workbook, trade: str = "revenue-ratio", points: int = 9, jobs: int = 1, gap_limit: float | None = None
) -> Frontier:
    """Return the plans that no other beats on both figures of `trade`: ``revenue-ratio``, ``contribution-heads`` or ``target-moves``.

    Raises
    ------
    NoFeasiblePlanError, TimeLimitError
        When there is no plan even without a bound.
    """

    unsure: list[ComparedCase] = []

    def solve(tasks: Sequence[ScenarioTask]) -> Sequence[ComparedCase]:
        cases = _solve(tasks, SolveLimits(gap_limit, is_explained=False), jobs, None)
        unsure.extend(c for c in cases if c.outcome in (CaseOutcome.NOT_DECIDED, CaseOutcome.FAILED))
        return cases

    found = trace(workbook.plan_input, Trade(trade), points, solve)
    settings = workbook.plan_input.settings
    knee = find_knee(found)
    facts = ((NOT_DECIDED, str(len(unsure))),) if unsure else ()
    return Frontier(settings.company, settings.year_words, settings.currency, Trade(trade), found, knee, facts)


def comparison_table(comparison: Comparison) -> pandas.DataFrame:
    """Return one row a case with every metric (money in units of the currency), and its outcome; empty cells where there is no plan."""
    import pandas

    rows = []
    for case in comparison.cases:
        row: dict[str, object] = {"scenario": case.name, "outcome": case.outcome.value}
        for metric in comparison.metrics if case.figures is not None else ():
            value = case.figures.metrics.get(metric.key) if case.figures is not None else None
            row[metric.key] = value / 100 if value is not None and metric.kind is Kind.MONEY else value
        rows.append(row)
    columns = ["scenario", "outcome", *(m.key for m in comparison.metrics)]
    return pandas.DataFrame(rows, columns=columns).set_index("scenario")


def write_comparison(comparison: Comparison, path: str | Path, language: str = "en", replace: bool = False) -> Path:
    """Write the comparison workbook to `path`, and beside it the page (.html); ``en`` or ``zh``.

    Raises
    ------
    UsageError, FileAccessError
        When one of them exists and `replace` is false, or cannot be written.
    """
    target, chosen = Path(path), Language(language)
    check_comparison_output(target, (), replace)
    write_comparison_files(comparison, target, chosen, replace)
    return target


def _solve(
    tasks: Sequence[ScenarioTask], limits: SolveLimits, jobs: int, make_executor: Callable[[], Executor] | None
) -> tuple[ComparedCase, ...]:
    if make_executor is None and jobs > 1:
        make_executor = partial(make_process_pool, min(jobs, max(1, len(tasks))))
    report = run_tasks(tasks, limits, make_executor)
    if report.is_interrupted:
        raise KeyboardInterrupt
    return report.cases


def _comparison(workbook: Workbook, cases: tuple[ComparedCase, ...]) -> Comparison:
    settings = workbook.plan_input.settings
    facts = (
        (PLAN_LABELS["input_name"], workbook.name),
        (PLAN_LABELS["input_sha256"], workbook.sha256),
        (PLAN_LABELS["version"], __version__),
        *territory_facts(workbook.plan_input),
    )
    return Comparison(settings.company, (settings.year_words,), settings.currency, cases, facts)
