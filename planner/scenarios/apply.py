"""A scenario applied to a planning input: a changed input, and every cell that differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from planner.domain.choices import Fit
from planner.domain.plan_input import PlanInput
from planner.domain.scenario import CellChange, Operation, Scenario, ScenarioChange
from planner.errors import InputRejectedError
from planner.findings import Finding, Severity
from planner.findings import Place as FindingPlace
from planner.language import NO_TEXT, Text
from planner.reading.cells.cell_notes import UNREADABLE
from planner.reading.words.headers import near_miss
from planner.reading.words.suggestion import suggest
from planner.scenarios.columns import (
    changeable_tables,
    column_meant,
    column_names,
    identity_columns,
    is_value_word,
    table_meant,
)
from planner.scenarios.selection import SETTINGS_PLACE, Place, Row, SelectionError, select_rows
from planner.scenarios.values import BLANK, change_value, read_new_value
from planner.tables.columns.column import Column, Layout, Table
from planner.tables.columns.field import read_field, replace_field
from planner.tables.words.choice_words import word_of

_FAULTY_COLUMN = {
    "scenario_table": "table",
    "scenario_column": "column",
    "scenario_key": "key",
    "scenario_value": "value",
    "scenario_matches_nothing": "key",
    "scenario_changes_fight": "value",
}
"""By code of a finding: the column of sheet Scenarios where the fault stands."""

_CellKey = tuple[str, Place, str]
PlaceOf = Callable[[Scenario, ScenarioChange, str], FindingPlace]
"""Where a change is written: of a scenario's change the cell in a column of sheet Scenarios, or its file."""


@dataclass(frozen=True, slots=True)
class AppliedScenario:
    """What a scenario makes of an input. `cells` are those whose value differs, in order of the changes."""

    scenario: Scenario
    plan_input: PlanInput
    cells: tuple[CellChange, ...]


def apply_scenario(
    plan_input: PlanInput, chain: Sequence[Scenario], place_of: PlaceOf | None = None
) -> AppliedScenario:
    """Return `plan_input` with the changes of `chain` made: parents first, the scenario itself last.

    Parameters
    ----------
    place_of
        Where a faulty change is written; ``None``: its file.

    Raises
    ------
    InputRejectedError
        With one finding for every change that cannot be understood, finds no cell, or fights with another one of its scenario.
    """
    work = _Work(plan_input, place_of or _file_of)
    for scenario in chain:
        for number, change in enumerate(scenario.changes, start=1):
            work.apply(_Step(scenario, number, change))
    if work.findings:
        text = Text("Scenario '{s}' cannot be applied.", "情景“{s}”无法应用。").format(s=chain[-1].name)
        raise InputRejectedError(_with_findings(text, work.findings), tuple(work.findings))
    return AppliedScenario(chain[-1], work.rebuild(), tuple(work.differences()))


def _file_of(scenario: Scenario, _change: ScenarioChange, _column: str) -> FindingPlace:
    return FindingPlace(scenario.source)


def _is_presence_of_a_hire(key: _CellKey, row: Row) -> bool:
    """Whether the cell is the presence of a seat that a planned hire takes: its hire counts full time, so that the cell is as good as empty."""
    return (key[0], key[2]) == ("seats", "presence_share") and not row.content.is_committed


def _with_findings(text: Text, findings: Sequence[Finding]) -> Text:
    return Text.join((text, *(f.words for f in findings)), "\n  ", "\n  ")


@dataclass(frozen=True, slots=True)
class _Step:
    """One change with where it comes from."""

    scenario: Scenario
    number: int
    change: ScenarioChange

    @property
    def words(self) -> Text:
        change = self.change
        text = Text(
            "change {n} of '{s}' ({t} · {k} · {c} · {o} {v})", "“{s}”的第 {n} 项变更（{t} · {k} · {c} · {o} {v}）"
        )
        return text.format(
            n=self.number,
            s=self.scenario.name,
            t=change.table,
            k=change.key or "*",
            c=change.column,
            o=word_of(change.operation),
            v=change.value,
        )


@dataclass(slots=True)
class _Work:
    """The cells changed so far, with their last step; nothing is written to the input before all changes are known."""

    plan_input: PlanInput
    place_of: PlaceOf
    findings: list[Finding] = field(default_factory=list)
    values: dict[_CellKey, object] = field(default_factory=dict)
    touched: dict[_CellKey, _Step] = field(default_factory=dict)
    names: dict[_CellKey, tuple[Table, Row]] = field(default_factory=dict)

    def apply(self, step: _Step) -> None:
        """Make one change, or report why not."""
        meant = self._meaning(step)
        if meant is None:
            return
        table, column, rows = meant
        found = 0
        for row in rows:
            key = (table.key, row.place, column.field)
            before = self.values[key] if key in self.values else self._original(key)
            after = self._changed(step, table, column, before)
            if after is UNREADABLE:
                return
            if after is BLANK or (step.change.operation is not Operation.SET and _is_presence_of_a_hire(key, row)):
                continue
            found += 1
            earlier = self.touched.get(key)
            if earlier is not None and self._fights(step, earlier, before, after, column, row):
                return
            self.values[key], self.touched[key] = after, step
            self.names.setdefault(key, (table, row))
        if not found and not step.change.is_optional:
            text = Text("{c} finds no cell", "{c}找不到任何单元格").format(c=step.words)
            remedy = Text(
                "Nothing in this workbook has that name or a value there.", "工作簿中没有该名称或该处没有数值。"
            )
            self._report("scenario_matches_nothing", step, text, remedy)

    def _meaning(self, step: _Step) -> tuple[Table, Column, tuple[Row, ...]] | None:
        change = step.change
        table = table_meant(change.table)
        if table is None:
            close = near_miss(change.table, [n for t in changeable_tables() for n in (t.sheet.en, t.sheet.zh)])
            text = Text("{c}: no sheet has that name", "{c}：没有该名称的工作表").format(c=step.words)
            self._report("scenario_table", step, text, suggest(close, NO_TEXT))
            return None
        words = change.key if table.layout is Layout.SETTINGS and is_value_word(change.column) else change.column
        column = column_meant(table, words)
        if column is None:
            close = near_miss(words, column_names(table.columns))
            text = Text("{c}: the sheet has no such column", "{c}：该表没有此列").format(c=step.words)
            self._report("scenario_column", step, text, suggest(close, NO_TEXT))
            return None
        if table.layout is Layout.ROWS and column in identity_columns(table):
            text = Text("{c}: what names a row cannot be changed", "{c}：标识行的列不能变更").format(c=step.words)
            self._report("scenario_column", step, text)
            return None
        try:
            return table, column, select_rows(self.plan_input, table, change.key)
        except SelectionError as error:
            text = Text("{c}: '{w}' is no column of the sheet", "{c}：“{w}”不是该表的列").format(c=step.words, w=error)
            self._report("scenario_key", step, text)
            return None

    def _changed(self, step: _Step, table: Table, column: Column, before: object) -> object:
        change = step.change
        errors: tuple[Finding, ...] = ()
        if change.operation is Operation.SET:
            after, errors = read_new_value(self.plan_input, column, change.value, self._place(step, "value"))
            if after is None and table.key == "channels":
                after = UNREADABLE
                self._report(
                    "scenario_value", step, Text("{c}: no blank here", "{c}：此处不能清空").format(c=step.words)
                )
        else:
            after = change_value(column, before, change.operation, change.value, self._place(step, "value"))
            errors = (after,) if isinstance(after, Finding) else ()
            after = UNREADABLE if errors else after
        for error in errors:
            text = Text("{c}: {f}", "{c}：{f}").format(c=step.words, f=error.found)
            self.findings.append(replace(error, found=text))
        return after

    def _fights(self, step: _Step, earlier: _Step, before: object, after: object, column: Column, row: Row) -> bool:
        """Whether *set* would wipe out an earlier change of the same scenario; report it."""
        wipes = step.change.operation is Operation.SET and before != after
        if earlier.scenario is not step.scenario or not wipes:
            return False
        where = Text("{r} {h}", "{r} {h}").format(r=row.name, h=column.header) if row.name else column.header
        text = Text("{a} and {b} fight over {r}", "{a}与{b}在“{r}”上冲突").format(
            a=earlier.words, b=step.words, r=where
        )
        remedy = Text("Drop one of them, or narrow its rows.", "请去掉其一，或缩小行的范围。")
        self._report("scenario_changes_fight", step, text, remedy)
        return True

    def _original(self, key: _CellKey) -> object:
        table, place, field_name = key
        if place == SETTINGS_PLACE:
            return read_field(getattr(self.plan_input, table), field_name)
        if isinstance(place, tuple):
            values: Any = getattr(self.plan_input, table)
            return values.get(place, Fit.CORE if table == "fit" else None)
        return read_field(getattr(self.plan_input, table)[place], field_name)

    def rebuild(self) -> PlanInput:
        """Return the input with all changed values; each table is copied once."""
        parts: dict[str, Any] = {}
        for (table, place, field_name), value in self.values.items():
            if place == SETTINGS_PLACE:
                parts[table] = replace_field(parts.get(table, getattr(self.plan_input, table)), field_name, value)
            elif isinstance(place, tuple):
                matrix = parts.setdefault(table, dict(getattr(self.plan_input, table)))
                matrix[place] = value
                if value is None:
                    del matrix[place]
            else:
                rows = parts.setdefault(table, list(getattr(self.plan_input, table)))
                rows[place] = replace_field(rows[place], field_name, value)
        whole: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in parts.items()}
        return replace(self.plan_input, **whole)

    def differences(self) -> list[CellChange]:
        """Return the cells whose value is not the original one."""
        found: list[CellChange] = []
        for key, after in self.values.items():
            before = self._original(key)
            if before != after:
                table, row = self.names[key]
                found.append(CellChange(table.key, row.name, key[2], before, after, self.touched[key].scenario.name))
        return found

    def _report(self, code: str, step: _Step, found: Text, remedy: Text = NO_TEXT) -> None:
        place = self._place(step, _FAULTY_COLUMN[code])
        self.findings.append(Finding(code, Severity.ERROR, place, found, NO_TEXT, remedy))

    def _place(self, step: _Step, column: str) -> FindingPlace:
        return self.place_of(step.scenario, step.change, column)
