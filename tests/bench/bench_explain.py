"""Explaining a plan against making it: all units and teams of the example, and of 300 units × 20 teams."""

from __future__ import annotations

import time

from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.optimization.annual_plan import make_annual_plan
from planner.results.explain.locate import explain_plan
from planner.results.explain.report import list_reasons, solve_reasons
from planner.writing.example import build_example
from tests.bench.generated_case import make_large_case
from tests.bench.measuring import judge, show_table


def run(full: bool) -> None:
    """Print the table; `full` adds the large case, whose re-solves take minutes."""
    rows = [_measure("example", build_example(Language.ENGLISH), 10.0, 30.0)]
    if full:
        rows.append(_measure("300 × 20", make_large_case(300, 20), 30.0, 10.0))
    show_table(("case", "plan s", "reasons s", "÷ plan", "planned again s", "÷ plan", "at most"), rows)


def _measure(name: str, plan_input: PlanInput, most: float, seconds: float) -> list[str]:
    began = time.perf_counter()
    made = make_annual_plan(plan_input)
    plan_seconds = time.perf_counter() - began
    began = time.perf_counter()
    explained = explain_plan(plan_input, made.plan, seconds, made.solved)
    list_reasons(explained)
    cheap = time.perf_counter() - began
    began = time.perf_counter()
    solve_reasons(explained)
    solved = time.perf_counter() - began
    return [
        name,
        f"{plan_seconds:.1f}",
        f"{cheap:.1f}",
        f"{cheap / plan_seconds:.2f}",
        f"{solved:.1f}",
        f"{solved / plan_seconds:.1f}",
        judge(solved / plan_seconds <= most),
    ]
