"""Cases solved with progress on the screen, in this process or on several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from planner.cli.what_if.case_progress import CaseProgress
from planner.cli.what_if.cut_off import count_solved, refuse_nothing_solved
from planner.domain.scenario import CaseOutcome
from planner.language import Language
from planner.results.comparison import ComparedCase
from planner.results.risk.robust_request import RobustRequest
from planner.scenarios.cache import ResultCache
from planner.scenarios.cluster import connect_cluster
from planner.scenarios.pool import end_children, make_process_pool
from planner.scenarios.run import RunReport, run_tasks
from planner.scenarios.solve import ScenarioTask, SolveLimits

CACHE_NAME = ".planner-cache"
"""Folder beside the workbook in which solved cases are kept."""


@dataclass(frozen=True, slots=True)
class RunWishes:
    """How a run is wanted: processes, limits of each solve (``None``: the workbook's), no progress, where solved cases
    are kept (``None``: nowhere), address of a Dask cluster instead of processes here,
    whether cases without a plan are explained, what every plan must be certain of."""

    jobs: int = 1
    gap: float | None = None
    time_limit: float | None = None
    quiet: bool = False
    cache: Path | None = None
    cluster: str | None = None
    is_explained: bool = False
    certainty: RobustRequest | None = None

    @property
    def limits(self) -> SolveLimits:
        """Limits of every solve."""
        return SolveLimits(self.gap, self.time_limit, is_explained=self.is_explained)

    @property
    def kept_cases(self) -> ResultCache | None:
        """Where solved cases are kept, if anywhere."""
        return None if self.cache is None else ResultCache(self.cache)


def find_kept(tasks: Sequence[ScenarioTask], wishes: RunWishes) -> dict[int, ComparedCase]:
    """Return the cases that were solved before and kept, by the place of their task."""
    cache, limits = wishes.kept_cases, wishes.limits
    return {} if cache is None else {n: c for n, t in enumerate(tasks) if (c := cache.find(t, limits)) is not None}


def solve_cases(tasks: Sequence[ScenarioTask], wishes: RunWishes, language: Language) -> RunReport:
    """Solve `tasks` and show progress; Ctrl-C ends the workers at once and keeps what is finished."""
    progress = CaseProgress(len(tasks), language, wishes.quiet)
    limits = wishes.limits
    cache = wishes.kept_cases
    known = find_kept(tasks, wishes)
    for case in known.values():
        progress.finished(case)
    missing = [n for n in range(len(tasks)) if n not in known]
    asked = {tasks[n].name: tasks[n] for n in missing}

    def finished(case: ComparedCase) -> None:
        if cache is not None:
            cache.keep(asked[case.name], limits, case)
        progress.finished(case)

    jobs = min(wishes.jobs, len(missing))
    pool: Callable[[], Executor] | None = None
    if wishes.cluster is not None:
        pool = connect_cluster(wishes.cluster)
    elif jobs > 1:
        pool = partial(make_process_pool, jobs)
    report = run_tasks([tasks[n] for n in missing], limits, pool, finished)
    if report.is_interrupted and jobs > 1:
        end_children()
    if cache is not None:
        cache.prune()
    progress.done()
    solved = dict(zip(missing, report.cases, strict=True)) | known
    return replace(report, cases=tuple(solved[n] for n in range(len(tasks))))


@dataclass(slots=True)
class CaseSolver:
    """Solves tasks whenever it is called; after Ctrl-C it says so and solves no more. `unsure` are cases that were neither planned nor refuted,
    `solved` is how many were solved."""

    wishes: RunWishes
    language: Language
    is_interrupted: bool = False
    solved: int = 0
    unsure: list[ComparedCase] = field(default_factory=list)

    def __call__(self, tasks: Sequence[ScenarioTask]) -> Sequence[ComparedCase]:
        """Return the cases of `tasks`.

        Raises
        ------
        PlanInterruptedError
            When somebody stops the run before the first case is solved.
        """
        if self.is_interrupted:
            return [ComparedCase(t.name, t.title, t.description, CaseOutcome.NOT_RUN) for t in tasks]
        report = solve_cases(tasks, self.wishes, self.language)
        self.is_interrupted = report.is_interrupted
        self.solved += count_solved(report.cases)
        refuse_nothing_solved(self.is_interrupted, self.solved)
        self.unsure += (c for c in report.cases if c.outcome in (CaseOutcome.NOT_DECIDED, CaseOutcome.FAILED))
        return report.cases
