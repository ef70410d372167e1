"""Where a value of the input stands in a plan workbook, so that formulas can refer to it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from planner.domain.choices import Channel
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.tables.registry import table_named
from planner.tables.words.choice_words import FLAG_WORDS
from planner.writing.inputs.input_sheets import rows_of


class InputCells:
    """Knows the input sheets as `add_input_sheets` writes them; ``None`` where nothing stands in a cell."""

    def __init__(self, plan_input: PlanInput, language: Language) -> None:
        self.plan_input, self.language = plan_input, language

    def setting(self, field: str) -> str | None:
        """Return the cell of a setting."""
        table = table_named("settings")
        place = [c.field for c in table.columns].index(field)
        value = getattr(self.plan_input.settings, field)
        return None if value is None else self._cell("settings", place + 1, 1)

    def row(self, key: str, place: int, field: str) -> str | None:
        """Return the cell of a field in the row at `place`, counted from 0 without the inner nodes of a tree."""
        table = table_named(key)
        rows: tuple[Any, ...] = getattr(self.plan_input, table.key)
        if getattr(rows[place], field) is None:
            return None
        groups = len(rows_of(table, self.plan_input)) - len(rows)
        column = [c.field for c in table.columns].index(field)
        return self._cell(key, groups + place + 1, column)

    def team(self, team: str, field: str) -> str | None:
        """Return the cell of a team's field on sheet Teams."""
        return self.row("teams", self._teams[team], field)

    def pay(self, team: str, field: str) -> str | None:
        """Return the cell of a team's field on sheet Pay; ``None`` for a team that has no row."""
        return self.row("pay", self._pay[team], field) if team in self._pay else None

    def channel(self, channel: Channel, field: str) -> str | None:
        """Return the cell of a channel's field on sheet Channels; ``None`` for a channel that has no row."""
        return self.row("channels", self._channels[channel], field) if channel in self._channels else None

    def flag(self, cell: str) -> str:
        """Return a formula's part that is 1 where the cell says yes, else 0."""
        return f'IF({cell}="{FLAG_WORDS[True].choose(self.language)}",1,0)'

    @cached_property
    def _teams(self) -> dict[str, int]:
        return {str(t.team): i for i, t in enumerate(self.plan_input.teams)}

    @cached_property
    def _pay(self) -> dict[str, int]:
        return {str(p.team): i for i, p in enumerate(self.plan_input.pay)}

    @cached_property
    def _channels(self) -> dict[Channel, int]:
        return {c.channel: i for i, c in enumerate(self.plan_input.channels)}

    def _cell(self, key: str, row: int, column: int) -> str:
        sheet = table_named(key).sheet.choose(self.language)
        return f"'{sheet}'!${xl_col_to_name(column)}${row + 1}"
