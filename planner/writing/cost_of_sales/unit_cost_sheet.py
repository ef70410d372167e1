"""Sheets Cost rates and Unit cost: what teams, channels and the company share out, and what that makes of every unit, live."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from planner.domain.channel_plan import UnitPlan
from planner.domain.plan import AnnualPlan
from planner.language import Language
from planner.results.cost_of_sales.allocation import OWN_KINDS, CostRate, UnitCost, allocate_costs, list_cost_rates
from planner.tables.columns.column import Kind
from planner.tables.results.cost_sheets import (
    COST_KIND_WORDS,
    COST_RATE_BASES,
    COST_RATE_LEVELS,
    COST_RATES_SHEET,
    COST_SHEET,
    UNIT_COST_SHEET,
)
from planner.tables.results.plan_market_sheets import CHANNEL_PLAN_SHEET
from planner.tables.words.choice_words import word_of
from planner.writing.inputs.input_cells import InputCells
from planner.writing.layout.formats import Styles
from planner.writing.layout.plan_grid import Formula, SheetWriter, lay_out, place_of, units
from planner.writing.plan_sheets.plan_market_sheets import FIRST_ROW, HEADER_ROW

_RATE = {c.key: xl_col_to_name(i) for i, c in enumerate(COST_RATES_SHEET.columns)}
_UNIT = {c.key: xl_col_to_name(i) for i, c in enumerate(UNIT_COST_SHEET.columns)}
_MARKET = {c.key: xl_col_to_name(i) for i, c in enumerate(CHANNEL_PLAN_SHEET.columns)}


def add_cost_rates_sheet(
    workbook: Any, styles: Styles, plan: AnnualPlan, language: Language, market: SheetWriter, costs: SheetWriter
) -> SheetWriter:
    """Add sheet Cost rates: for every team, channel and the company what it shares out, by what, and how much a piece."""
    writer = SheetWriter(workbook, styles, COST_RATES_SHEET.sheet, language)
    rates, pool = list_cost_rates(plan), _Pool(plan, market, costs, language)
    rows: list[list[object]] = []
    for i, rate in enumerate(rates):
        n = FIRST_ROW + i + 1
        quantity = units(rate.quantity) if rate.by == "revenue" else rate.quantity
        amounts = {"cost": units(rate.cost_cents), "outside": units(rate.outside_cents)}
        rows.append(
            [
                COST_RATE_LEVELS[rate.level],
                rate.team,
                None if rate.channel is None else word_of(rate.channel),
                COST_RATE_BASES[rate.by],
                Formula(f"={pool.quantity(rate, n)}", quantity),
                *(Formula(pool.cost(rate, rates, n, key), value) for key, value in amounts.items()),
                *(
                    Formula(f"=IF($E{n}=0,0,{_RATE[key]}{n}/$E{n})", value / quantity if quantity else 0.0)
                    for key, value in amounts.items()
                ),
            ]
        )
    writer.table(HEADER_ROW, lay_out(COST_RATES_SHEET, (16, 26, 24, 22, 18, 18, 18, 18, 18)), rows)
    for i, rate in enumerate(rates):
        if rate.by == "revenue":
            for j in (7, 8):
                writer.put(FIRST_ROW + i, j, rows[i][j], Kind.SHARE)
    return writer


class _Pool:
    """The formulas of sheet Cost rates: what a team, a channel or the company has beyond the units' own cost and beyond those before it."""

    def __init__(self, plan: AnnualPlan, market: SheetWriter, costs: SheetWriter, language: Language) -> None:
        self.units, self.language = len(plan.channel_plan.units), language
        self.market = market
        lines = len(plan.channel_plan.costs)
        self.line = {c.key: costs.column_ref(i, FIRST_ROW, lines) for i, c in enumerate(COST_SHEET.columns)}

    def _unit(self, key: str) -> str:
        return self.market.column_ref(place_of(CHANNEL_PLAN_SHEET, key), FIRST_ROW, self.units)

    def quantity(self, rate: CostRate, n: int) -> str:
        """Return by how much the row's cost is divided."""
        if rate.by == "effort":
            lead = f"SUMIFS({self._unit('fte')},{self._unit('team')},$B{n})"
            return f"{lead}+SUMIFS({self._unit('cosell_fte')},{self._unit('coseller')},$B{n})"
        if rate.by == "units":
            return str(self.units)
        where = {"team": f",{self._unit('team')},$B{n}", "channel": f",{self._unit('channel')},$C{n}"}.get(rate.level)
        return f"SUM({self._unit('revenue')})" if where is None else f"SUMIFS({self._unit('revenue')}{where})"

    def cost(self, rate: CostRate, rates: tuple[CostRate, ...], n: int, key: str) -> str:
        """Return the formula of what the row shares out: all lines of its level, less the units' own and what rows above share out."""
        flag = int(key == "cost")
        where = {"team": f",{self.line['team']},$B{n}", "channel": f",{self.line['channel']},$C{n}"}.get(rate.level, "")
        conditions = f"{self.line['counts']},{flag}{where}"
        own = "".join(
            f'-SUMIFS({self.line["amount"]},{conditions},{self.line["kind"]},"{COST_KIND_WORDS[kind].choose(self.language)}")'
            for kind in OWN_KINDS
        )
        return f"=ROUND(SUMIFS({self.line['amount']},{conditions}){own}{self._above(rate, rates, n, key)},2)"

    def _above(self, rate: CostRate, rates: tuple[CostRate, ...], n: int, key: str) -> str:
        letter = _RATE[key]
        above = [i for i, r in enumerate(rates) if FIRST_ROW + i + 1 < n and r.level == "team"]
        if rate.level == "team" or n == FIRST_ROW + 1:
            return ""
        if rate.level == "company":
            return f"-SUM({letter}${FIRST_ROW + 1}:{letter}{n - 1})"
        if not above:
            return ""
        first, last = FIRST_ROW + above[0] + 1, FIRST_ROW + above[-1] + 1
        return f"-SUMIFS({letter}${first}:{letter}${last},$C${first}:$C${last},$C{n})"


def add_unit_cost_sheet(
    workbook: Any, styles: Styles, plan: AnnualPlan, cells: InputCells, language: Language, market: SheetWriter
) -> SheetWriter:
    """Add sheet Unit cost: a unit's own cost and its share of the rest; the running sums are rounded, so that units add up to the cent."""
    writer = SheetWriter(workbook, styles, UNIT_COST_SHEET.sheet, language)
    rates, costs = list_cost_rates(plan), allocate_costs(plan)
    partners = cells.flag(cells.setting("count_partner_margin") or "")
    sheet = COST_RATES_SHEET.sheet.choose(language)
    rows: list[list[object]] = []
    so_far = [0.0, 0.0]
    for i, unit in enumerate(plan.channel_plan.units):
        n, cost = FIRST_ROW + i + 1, costs[unit.unit.unit]
        so_far = [so_far[0] + cost.own_cents + cost.shared, so_far[1] + cost.own_outside_cents + cost.shared_outside]
        rows.append(_unit_row(unit, cost, n, market.name, (sheet, rates), partners, so_far))
    writer.table(HEADER_ROW, lay_out(UNIT_COST_SHEET, (28, 24, 18, 16, 16, 18, 16, 16, 16, 18, 16, 12)), rows)
    return writer


def _unit_row(
    unit: UnitPlan,
    cost: UnitCost,
    n: int,
    market: str,
    shared: tuple[str, tuple[CostRate, ...]],
    partners: str,
    so_far: list[float],
) -> list[object]:
    source = {key: f"'{market}'!${letter}${n}" for key, letter in _MARKET.items()}
    own = f"{source['commission']}+{source['programme']}+{partners}*{source['partner_margin']}"
    ratio = cost.counted_cents / unit.revenue_cents if unit.revenue_cents else 0.0
    first = n == FIRST_ROW + 1

    def running(part: str, share: str, here: str) -> str:
        before = "" if first else f"{_UNIT[here]}{n - 1}+"
        return f"={before}{_UNIT[part]}{n}+{_UNIT[share]}{n}"

    def whole(here: str) -> str:
        before = "" if first else f"-ROUND({_UNIT[here]}{n - 1},2)"
        return f"=ROUND(ROUND({_UNIT[here]}{n},2){before},2)"

    return [
        unit.unit.unit,
        unit.unit.segment.segment,
        Formula(f"={source['revenue']}", units(unit.revenue_cents)),
        Formula(f"=ROUND({own},2)", units(cost.own_cents)),
        Formula(_shares(unit, shared, "rate", source), units(cost.shared)),
        Formula(running("own", "shared", "to_here"), units(so_far[0])),
        Formula(whole("to_here"), units(cost.counted_cents)),
        Formula(f"=ROUND((1-{partners})*{source['partner_margin']},2)", units(cost.own_outside_cents)),
        Formula(_shares(unit, shared, "outside_rate", source), units(cost.shared_outside)),
        Formula(running("own_outside", "shared_outside", "outside_to_here"), units(so_far[1])),
        Formula(whole("outside_to_here"), units(cost.outside_cents)),
        Formula(f"=IF(C{n}=0,0,G{n}/C{n})", ratio),
    ]


def _shares(unit: UnitPlan, shared: tuple[str, tuple[CostRate, ...]], key: str, source: dict[str, str]) -> str:
    """Return the formula of what is shared out to `unit`: quantity · rate of each row that it bears."""
    sheet, rates = shared
    parts = []
    for i, rate in enumerate(rates):
        if not rate.quantity_of(unit):
            continue
        quantities = {
            "effort": [source[f] for f, t in (("fte", unit.team), ("cosell_fte", unit.coseller)) if t == rate.team],
            "revenue": [source["revenue"]],
            "units": ["1"],
        }[rate.by]
        cell = f"'{sheet}'!${_RATE[key]}${FIRST_ROW + i + 1}"
        parts += [f"{quantity}*{cell}" for quantity in quantities]
    return "=" + ("+".join(parts) or "0")
