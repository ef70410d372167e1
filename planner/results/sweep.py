"""A sweep: what was varied, and the case of every point."""

from __future__ import annotations

from dataclasses import dataclass

from planner.language import Text
from planner.results.comparison import ComparedCase


@dataclass(frozen=True, slots=True)
class SweepAxis:
    """One varied thing in the words of the workbook, and whether its values are shares of a column (0 to 1), not factors or amounts added."""

    words: Text
    is_share: bool


@dataclass(frozen=True, slots=True)
class SweepPoint:
    """The values of one point, in order of the axes, as typed; and what was found."""

    values: tuple[str, ...]
    case: ComparedCase


@dataclass(frozen=True, slots=True)
class Sweep:
    """A sweep. `axes` are the varied things; `is_grid` tells whether the points are all combinations.

    `reference` is the workbook as it is; channels are compared with it.
    """

    company: str
    year: str
    currency: str
    axes: tuple[SweepAxis, ...]
    is_grid: bool
    reference: ComparedCase
    points: tuple[SweepPoint, ...]
    facts: tuple[tuple[Text, str], ...]


def count_flips(reference: ComparedCase, case: ComparedCase) -> int | None:
    """Return how many units have another channel in `case` than in `reference`; ``None`` without both plans."""
    if reference.figures is None or case.figures is None:
        return None
    before = {u.unit: u.channel for u in reference.figures.units}
    return sum(u.unit in before and before[u.unit] is not u.channel for u in case.figures.units)
