"""From scenarios to the cases that are solved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from planner.domain.fingerprint import fingerprint
from planner.domain.plan_input import PlanInput
from planner.domain.scenario import CellChange, Scenario
from planner.errors import InputRejectedError
from planner.scenarios.apply import PlaceOf, apply_scenario
from planner.scenarios.definition import Library, resolve_chain
from planner.scenarios.solve import LIMIT_SETTINGS, ScenarioTask


def build_tasks(
    plan_input: PlanInput, library: Library, scenarios: Sequence[Scenario], place_of: PlaceOf | None = None
) -> tuple[ScenarioTask, ...]:
    """Return one task per scenario, in order; a scenario that cannot be applied becomes a task without input.

    Its message says why, with the place that `place_of` gives (``None``: the scenario's file).
    """
    base = fingerprint(replace(plan_input, scenarios=()))
    return tuple(_task(plan_input, base, library, scenario, place_of) for scenario in scenarios)


def pricing_key(base: str, cells: Sequence[CellChange]) -> str:
    """Return a name for the prices that the input with fingerprint `base` has after `cells`: the same when all that prices depend on is the same."""
    priced = [c for c in cells if not (c.table == "settings" and c.field in LIMIT_SETTINGS)]
    return _hash([base, _plain(priced)])


def _task(
    plan_input: PlanInput, base: str, library: Library, scenario: Scenario, place_of: PlaceOf | None
) -> ScenarioTask:
    try:
        chain = resolve_chain(library, scenario)
        applied = apply_scenario(plan_input, chain, place_of)
    except InputRejectedError as error:
        return ScenarioTask(scenario.name, scenario.title, scenario.description, None, (), "", message=error.text)
    # Both what was asked and what it came to: rows without a key may share a name.
    asked = [[c.table, c.key, c.column, c.operation.value, c.value] for one in chain for c in one.changes]
    return ScenarioTask(
        scenario.name,
        scenario.title,
        scenario.description,
        applied.plan_input,
        applied.cells,
        pricing_key(base, applied.cells),
        base,
        _hash([asked if applied.cells else [], _plain(applied.cells)]),
    )


def _plain(cells: Sequence[CellChange]) -> list[list[str]]:
    return sorted([c.table, c.row, c.field, str(c.after)] for c in cells)


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
