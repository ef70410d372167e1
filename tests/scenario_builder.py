"""Scenarios and tasks for tests, with short names for what they are made of."""

from __future__ import annotations

from planner.domain.plan_input import PlanInput
from planner.domain.scenario import Operation, Scenario, ScenarioChange
from planner.language import NO_TEXT, Text
from planner.scenarios.definition import build_library
from planner.scenarios.solve import ScenarioTask
from planner.scenarios.tasks import build_tasks


def make_change(
    table: str, key: str, column: str, operation: Operation = Operation.SET, value: str = "", optional: bool = False
) -> ScenarioChange:
    """Return one change."""
    return ScenarioChange(table, key, column, operation, value, optional)


def make_scenario(name: str = "case", *changes: ScenarioChange, parent: str | None = None) -> Scenario:
    """Return a scenario of `changes`."""
    return Scenario(name, Text.same(name), NO_TEXT, parent, changes, f"{name}.toml")


def make_tasks(plan_input: PlanInput, *scenarios: Scenario) -> tuple[ScenarioTask, ...]:
    """Return the tasks of `scenarios` for `plan_input`."""
    return build_tasks(plan_input, build_library((scenarios,)), scenarios)
