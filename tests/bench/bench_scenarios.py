"""Scenarios: two processes against one, the runner's own time against the solves, a cached run against the first, prices per input."""

from __future__ import annotations

import os
import tempfile
import time
from functools import partial
from pathlib import Path

from planner.domain.scenario import Operation, Scenario, ScenarioChange
from planner.language import NO_TEXT, Language, Text
from planner.results.comparison import ComparedCase
from planner.scenarios.cache import ResultCache
from planner.scenarios.definition import build_library
from planner.scenarios.pool import make_process_pool
from planner.scenarios.run import run_tasks
from planner.scenarios.solve import ScenarioTask, SolveLimits
from planner.scenarios.tasks import build_tasks
from planner.writing.example import build_example
from tests.bench.measuring import judge, show_table

_LIMITS = SolveLimits(gap_limit=0.005)
_SMALL, _LARGE = 12, 200


def run(full: bool) -> None:
    """Print the table for a few scenarios of the example, or with `full` for 200."""
    count = _LARGE if full else _SMALL
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
