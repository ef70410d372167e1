"""Figures of finance beside which a plan is put."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.identifiers import Cents
from planner.findings import Place


@dataclass(frozen=True, slots=True)
class ControlFigure:
    """One amount of a control file, with the team and cost line as written there.

    `month` is the fiscal month 1 to 12, ``None`` for the year. `team` or `line` is ``None`` where the file leaves it blank.
    """

    place: Place
    team: str | None
    line: str | None
    month: int | None
    amount_cents: Cents
