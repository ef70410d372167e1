"""A default that a plan rests on because the workbook left a cell blank."""

from __future__ import annotations

from dataclasses import dataclass

from planner.language import Text


@dataclass(frozen=True, slots=True)
class Assumption:
    """One default used: in which sheet, for which row (empty for all), which column, its value in words and its source."""

    sheet: Text
    row: Text
    column: Text
    value: Text
    source: Text
