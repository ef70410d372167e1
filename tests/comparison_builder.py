"""A small comparison for tests: a base, a case with less selling time, one without a plan."""

from __future__ import annotations

from planner.domain.scenario import Operation
from planner.language import Text
from planner.results.comparison import Comparison
from planner.scenarios.run import run_tasks
from planner.scenarios.solve import SolveLimits
from tests.plan_input_builder import make_plan_input
from tests.scenario_builder import make_change, make_scenario, make_tasks


def make_comparison() -> Comparison:
    """Return the comparison, solved."""
    tasks = make_tasks(
        make_plan_input(),
        make_scenario("base"),
        make_scenario("fewer", make_change("Seats", "F*", "Presence", Operation.MULTIPLY, "0.25")),
        make_scenario("too much", make_change("Settings", "", "Company target", Operation.MULTIPLY, "100")),
    )
    cases = run_tasks(tasks, SolveLimits()).cases
    return Comparison("Example", ("2026",), "CNY", cases, ((Text("Workbook", "工作簿"), "plan.xlsx"),))
