"""A row of a table, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.findings import Place


@dataclass(slots=True)
class TypedRow:
    """One row: Excel row number, values of the filled cells by field (`UNREADABLE` where a finding says why), places by field.

    `is_repeated` when its key stands in a row above.
    """

    row: int
    values: dict[str, object] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    is_repeated: bool = False
