"""One field of one row of the input changed, and the input after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.domain.plan_input import PlanInput

_KEYS = {"products": "product", "segments": "segment", "teams": "team", "seats": "seat"}
SETTINGS = "settings"
OVERRIDES = "overrides"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a row, as it is and as it becomes.

    `table` is settings, products, segments, teams, seats or overrides; `key` names the row (empty for settings; for overrides its number from
    1, and the row is removed where `new` is ``None``). Money is in cents, shares 0 to 1.
    """

    table: str
    key: str
    field: str
    old: object
    new: object


def apply_field_changes(plan_input: PlanInput, changes: Sequence[FieldChange]) -> PlanInput:
    """Return `plan_input` with `changes` made.

    Raises
    ------
    KeyError
        When a change names a row or table that is not there.
    """
    values = {int(c.key): c.new for c in changes if c.table == OVERRIDES}
    kept = tuple(
        replace(o, value=str(values[i])) if i in values else o
        for i, o in enumerate(plan_input.overrides, start=1)
        if i not in values or values[i] is not None
    )
    changed = replace(plan_input, overrides=kept) if values else plan_input
    for change in changes:
        if change.table == SETTINGS:
            value: Any = {change.field: change.new}
            changed = replace(changed, settings=replace(changed.settings, **value))
        elif change.table != OVERRIDES:
            changed = _change_row(changed, change)
    return changed


def _change_row(plan_input: PlanInput, change: FieldChange) -> PlanInput:
    key = _KEYS[change.table]
    rows: tuple[Any, ...] = getattr(plan_input, change.table)
    if all(getattr(row, key) != change.key for row in rows):
        raise KeyError(f"{change.table}: {change.key}")
    value: Any = {change.field: change.new}
    changed: Any = {
        change.table: tuple(replace(row, **value) if getattr(row, key) == change.key else row for row in rows)
    }
    return replace(plan_input, **changed)
