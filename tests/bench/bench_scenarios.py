"""Scenarios: two processes against one, the runner's own time against the solves, a cached run against the first, prices per input.

And a frontier: its processor seconds against a plan's, two processes against one.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from planner.domain.plan_input import PlanInput
from planner.domain.scenario import Operation, Scenario, ScenarioChange
from planner.language import NO_TEXT, Language, Text
from planner.optimization.annual_plan import make_annual_plan
from planner.results.comparison import ComparedCase
from planner.results.frontier import FrontierPoint, Trade
from planner.scenarios.cache import ResultCache
from planner.scenarios.definition import build_library
from planner.scenarios.frontier import trace_frontier
from planner.scenarios.pool import make_process_pool
from planner.scenarios.run import run_tasks
from planner.scenarios.solve import ScenarioTask, SolveLimits
from planner.scenarios.tasks import build_tasks
from planner.writing.example import build_example
from tests.bench.measuring import judge, show_table

_LIMITS = SolveLimits(gap_limit=0.005)
_COUNT = 200
"""As many as the limits are set for: with few, the start of a process weighs against the solves."""
_POINTS = 10


def run(full: bool) -> None:
    """Print the tables of 200 scenarios of the example and of its frontier; `full` adds nothing."""
    count = _COUNT
    plan_input = build_example(Language.ENGLISH)
    scenarios = _scenarios(count)
    library = build_library((scenarios,))
    began = time.perf_counter()
    tasks = build_tasks(plan_input, library, scenarios)
    applying = time.perf_counter() - began
    one, cases = _time(tasks, 1)
    two, again = _time(tasks, 2)
    assert [c.figures for c in cases] == [c.figures for c in again], "two processes must give what one gives"
    with tempfile.TemporaryDirectory() as folder:
        cached = _time_cached(Path(folder), tasks, cases)
    solving = sum(c.seconds for c in cases)
    overhead = (applying + one - solving) / solving
    show_table(
        ("figure", "measured", "limit", ""),
        [
            ("scenarios", count, "", ""),
            ("cores of this machine", os.cpu_count() or 1, "", ""),
            ("seconds a scenario, one process", f"{one / count:.2f}", "", ""),
            ("two processes ÷ one", f"{two / one:.2f}", "≤ 0.60", judge(two / one <= 0.60)),
            ("runner's own time ÷ solving", f"{overhead * 100:.2f} %", "< 5 %", judge(overhead < 0.05)),
            (
                "cached run ÷ first",
                f"{(applying + cached) / one * 100:.2f} %",
                "< 2 %",
                judge(applying + cached < 0.02 * one),
            ),
            ("inputs that are priced ÷ scenarios", f"{len({t.pricing for t in tasks})} ÷ {count}", "", ""),
        ],
    )
    print()
    _measure_frontier(plan_input)


def _measure_frontier(plan_input: PlanInput) -> None:
    """Print what a frontier of revenue against ratio takes beside the plan, at the workbook's gap."""
    began = time.process_time()
    make_annual_plan(plan_input)
    plan = time.process_time() - began
    began, clock = time.process_time(), time.perf_counter()
    points = _trace(plan_input, 1)
    cpu, one = time.process_time() - began, time.perf_counter() - clock
    clock = time.perf_counter()
    again = _trace(plan_input, 2)
    two = time.perf_counter() - clock
    assert [(p.price, p.gain_cents) for p in points] == [(p.price, p.gain_cents) for p in again], "the same points"
    show_table(
        ("frontier of revenue against ratio", "measured"),
        [
            ("points", len(points)),
            ("largest proven gap", f"{max(p.case.figures.gap for p in points if p.case.figures):.4%}"),
            ("CPU seconds, one process", f"{cpu:.1f}"),
            ("÷ a plan's", f"{cpu / plan:.1f}"),
            ("seconds by the clock, one process", f"{one:.1f}"),
            ("two processes ÷ one", f"{two / one:.2f}"),
        ],
    )


def _trace(plan_input: PlanInput, jobs: int) -> tuple[FrontierPoint, ...]:
    def solve(tasks: Sequence[ScenarioTask]) -> Sequence[ComparedCase]:
        pool = partial(make_process_pool, min(jobs, len(tasks))) if min(jobs, len(tasks)) > 1 else None
        return run_tasks(tasks, SolveLimits(is_explained=False), pool).cases

    return trace_frontier(plan_input, Trade.REVENUE_RATIO, _POINTS, solve)


def _scenarios(count: int) -> tuple[Scenario, ...]:
    """Return scenarios of which every second one changes a limit alone, and the others what customers spend."""
    found = []
    for i in range(count):
        if i % 2:
            change = ScenarioChange(
                "potential_cents", "", "potential_cents", Operation.MULTIPLY, f"{1 - 0.0005 * i:.4f}"
            )
        else:
            change = ScenarioChange("settings", "", "cost_of_sales_cap", Operation.SET, f"{0.13 + 0.0001 * i:.4f}")
        name = f"case {i}"
        found.append(Scenario(name, Text.same(name), NO_TEXT, None, (change,), "bench"))
    return tuple(found)


def _time(tasks: tuple[ScenarioTask, ...], jobs: int) -> tuple[float, tuple[ComparedCase, ...]]:
    began = time.perf_counter()
    report = run_tasks(tasks, _LIMITS, partial(make_process_pool, jobs) if jobs > 1 else None)
    return time.perf_counter() - began, report.cases


def _time_cached(folder: Path, tasks: tuple[ScenarioTask, ...], cases: tuple[ComparedCase, ...]) -> float:
    """Return the seconds in which all cases are found again."""
    cache = ResultCache(folder / "kept")
    for task, case in zip(tasks, cases, strict=True):
        cache.keep(task, _LIMITS, case)
    began = time.perf_counter()
    found = [ResultCache(folder / "kept").find(task, _LIMITS) for task in tasks]
    seconds = time.perf_counter() - began
    assert all(f is not None for f in found), "every case is found again"
    return seconds
