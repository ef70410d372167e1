"""The inputs that a tornado moves, and how far each may go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.plan_input import PlanInput
from planner.domain.scenario import Operation, Scenario, ScenarioChange
from planner.errors import InputRejectedError
from planner.language import NO_TEXT, Text
from planner.reading.words.numbers import exact_decimal
from planner.scenarios.apply import apply_scenario
from planner.scenarios.columns import column_meant, table_meant
from planner.scenarios.selection import list_rows
from planner.tables.columns.column import NUMERIC_KINDS, Kind
from planner.tables.registry import table_named

STANDARD_INPUTS: tuple[tuple[str, str], ...] = (
    ("potential_cents", "potential_cents"),
    ("segments", "penetration"),
    ("segments", "accounts"),
    ("products", "gross_margin"),
    ("channels", "ceiling_low"),
    ("channels", "ceiling_high"),
    ("channels", "accounts_per_fte"),
    ("channels", "cycle_long_months"),
    ("channels", "keep_served"),
    ("channels", "keep_alone"),
    ("channels", "partner_margin"),
    ("channels", "commission_rate"),
    ("teams", "pay_cents"),
    ("seats", "base_pay_cents"),
    ("teams", "attrition_share"),
    ("teams", "leave_share"),
    ("settings", "handover_loss_share"),
    ("settings", "next_year_weight"),
    ("settings", "hire_cost_cents"),
    ("settings", "target_revenue_cents"),
    ("settings", "cost_of_sales_cap"),
)
"""Sheets and fields that are moved when nothing else is asked for: what is estimated, and what is decided."""


@dataclass(frozen=True, slots=True)
class TornadoInput:
    """One input with its two scenarios."""

    name: Text
    low_factor: float
    high_factor: float
    low: Scenario
    high: Scenario


def build_inputs(plan_input: PlanInput, by_share: float, asked: Sequence[str] = ()) -> tuple[TornadoInput, ...]:
    """Return the inputs to move by `by_share` down and up.

    A column whose bound is nearer goes up to its bound only. Inputs of the standard list that the workbook leaves blank or zero are left
    out; `asked` (``Sheet.Column``) replaces the list.

    Raises
    ------
    InputRejectedError
        When something asked for is not known, no number, or blank in this workbook.
    """
    inputs: list[TornadoInput] = []
    for words in asked:
        sheet, _, header = words.partition(".")
        table = table_meant(sheet)
        column = None if table is None else column_meant(table, header)
        if table is None or column is None or column.kind not in NUMERIC_KINDS:
            text = Text("'{w}' is no column of numbers; write Sheet.Column.", "“{w}”不是数值列；请写成 工作表.列。")
            raise InputRejectedError(text.format(w=words))
        inputs.append(_input(plan_input, table.key, column.field, by_share))
        apply_scenario(plan_input, (inputs[-1].low,))  # a column without a value is said at once
    if asked:
        return tuple(inputs)
    for key, field in STANDARD_INPUTS:
        made = _input(plan_input, key, field, by_share)
        try:
            moves = bool(apply_scenario(plan_input, (made.low,)).cells)
        except InputRejectedError:
            continue
        if moves:
            inputs.append(made)
    return tuple(inputs)


def _input(plan_input: PlanInput, key: str, field: str, by_share: float) -> TornadoInput:
    table = table_named(key)
    column = table.column(field)
    high = 1.0 + by_share
    largest = _largest(plan_input, key, field) / (100 if column.kind is Kind.MONEY else 1)
    if column.maximum is not None and largest > 0:
        high = max(1.0, min(high, column.maximum / largest))
    name = Text("{s}: {c}", "{s}：{c}").format(s=table.sheet, c=column.header)
    scenarios = []
    for factor in (1.0 - by_share, high):
        change = ScenarioChange(key, "", field, Operation.MULTIPLY, f"{exact_decimal(_rounded_down(factor)):f}")
        title = Text("{n} × {f}", "{n} × {f}").format(n=name, f=f"{factor:.3g}")
        scenarios.append(Scenario(f"{key}.{field} x {factor:.6f}", title, NO_TEXT, None, (change,), "tornado"))
    return TornadoInput(name, 1.0 - by_share, _rounded_down(high), scenarios[0], scenarios[1])


def _rounded_down(factor: float) -> float:
    return int(factor * 1e6 + 1e-6) / 1e6


def _largest(plan_input: PlanInput, key: str, field: str) -> float:
    """Return the largest value of a column, 0 without any."""
    table = table_named(key)
    if key == "potential_cents":
        return max(plan_input.potential_cents.values(), default=0)
    found = [getattr(row.content, field, None) for row in list_rows(plan_input, table)]
    return max((v for v in found if isinstance(v, int | float)), default=0.0)
