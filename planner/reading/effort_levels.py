"""Effort levels where the workbook leaves them at their default: as far as a segment of the largest team may need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.domain.organisation import Team
from planner.domain.settings import Settings
from planner.findings import Severity
from planner.language import Text
from planner.reading.assemble import Assembly
from planner.tables.registry import table_named

_FURTHER_LEVELS_FTE = (16.0, 24.0, 32.0, 48.0, 64.0, 96.0, 128.0, 192.0, 256.0, 384.0, 512.0, 768.0, 1000.0)
"""Each a third to a half above the one before, as the default's are."""
_TIMES_AVERAGE = 4.0
"""So many times what the largest team has on average for a segment may go to one;
further levels are options that no plan takes and every search prices."""


def with_levels_of_teams(settings: Settings, teams: Sequence[Team], segments: int, assembly: Assembly) -> Settings:
    """Return the settings with further levels, up to the first that is no less than a segment of the largest team may need; reported.

    A unit that may get 12 FTE at most would leave most of a team of 40 idle that serves two units. Levels that a person chose stay.
    """
    column = table_named("settings").column("effort_levels_fte")
    largest = max((team.heads for team in teams), default=0)
    levels = settings.effort_levels_fte
    needed = min(largest, _TIMES_AVERAGE * largest * len(teams) / max(1, segments))
    if levels != column.default or needed <= max(levels):
        return settings
    enough = next((i for i, level in enumerate(_FURTHER_LEVELS_FTE, start=1) if level >= needed), None)
    further = _FURTHER_LEVELS_FTE[:enough]
    assembly.assumptions[:] = [a for a in assembly.assumptions if a.column != column.header]
    found = Text(
        "the largest team has {n} heads, and few segments to serve; effort levels of {a:g} to {b:g} FTE are added",
        "最大的团队有 {n} 人，而细分较少；已增加 {a:g} 至 {b:g} 的投入档位",
    ).format(n=largest, a=further[0], b=further[-1])
    if len(further) == 1:
        found = Text(
            "the largest team has {n} heads, and few segments to serve; an effort level of {a:g} FTE is added",
            "最大的团队有 {n} 人，而细分较少；已增加 {a:g} 的投入档位",
        ).format(n=largest, a=further[0])
    remedy = Text("Levels of your own count as they are.", "自行填写的档位按原样采用。")
    place = assembly.place_of_setting(column)
    assembly.reader.report("effort_levels", Severity.NOTE, place, found, remedy=remedy)
    return replace(settings, effort_levels_fte=(*levels, *further))
