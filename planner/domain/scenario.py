"""What-ifs: a scenario and the changes it makes to a planning input."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from planner.language import Text

BASELINE = "baseline"
"""Name of the scenario that changes nothing; every comparison has it."""


class Operation(StrEnum):
    """What a change does to each cell that it finds."""

    SET = "set"
    ADD = "add"
    MULTIPLY = "multiply"


@dataclass(frozen=True, slots=True)
class ScenarioChange:
    """One change: which sheet, rows and column (in either language), and what happens to the cells there.

    `key` is a name, a pattern with ``*``, a tree node, ``Column=value``, ``max(Column)``, or several of these separated by ``;``.
    `value` is written as a person would type it into the cell; for *add* an amount, for *multiply* a factor.
    `is_optional` changes may find no cell. `line` counts the rows of sheet Scenarios from 0, where it was read from there.
    """

    table: str
    key: str
    column: str
    operation: Operation
    value: str
    is_optional: bool = False
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named what-if. Its `changes` come after those of its `parent`, in order; `source` is the file or sheet it was read from."""

    name: str
    title: Text
    description: Text
    parent: str | None
    changes: tuple[ScenarioChange, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    """One row of sheet Scenarios: one change of the scenario that it names."""

    scenario: str
    description: str | None
    parent: str | None
    table: str | None
    key: str | None
    column: str | None
    operation: Operation
    value: str | None
    is_optional: bool


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that a scenario changes: `table` and `field` as declared, `row` its name, values as the domain holds them (money in cents).

    `scenario` is the one of the chain of parents whose change came last.
    """

    table: str
    row: str
    field: str
    before: object
    after: object
    scenario: str


class CaseOutcome(StrEnum):
    """How one case of a comparison ended; only `PLANNED` has figures."""

    PLANNED = "planned"
    INFEASIBLE = "no_plan"
    NOT_DECIDED = "undecided"
    REJECTED = "rejected"
    FAILED = "failed"
    NOT_RUN = "not_run"
