"""Sheet Tie-out: every sum that must agree, both sides live."""

from __future__ import annotations

from typing import Any

from planner.domain.plan import AnnualPlan
from planner.language import Language
from planner.tables.results.cost_sheets import COST_SHEET, RATIO_AXIS_WORDS
from planner.tables.results.tie_out_sheets import TIE_OUT_LABELS, TIE_OUT_SHEET
from planner.writing.cost_of_sales.ratio_sheet import AXIS_COLUMN, RATIO_COST_COLUMN
from planner.writing.layout.formats import Styles
from planner.writing.layout.plan_grid import Formula, SheetWriter, lay_out, place_of, units
from planner.writing.plan_sheets.plan_market_sheets import FIRST_ROW, HEADER_ROW, REVENUE_COLUMN, TARGET_COLUMN
from planner.writing.plan_sheets.plan_people_sheets import (
    SEAT_CUSHIONED,
    SEAT_MONTHS,
    SEAT_TARGET,
    TEAM_CUSHIONED,
    TEAM_TARGET,
)


def add_tie_out_sheet(
    workbook: Any,
    styles: Styles,
    plan: AnnualPlan,
    language: Language,
    market: SheetWriter,
    team: SheetWriter,
    seat: SheetWriter,
    costs: SheetWriter,
    ratios: tuple[SheetWriter, int],
) -> tuple[SheetWriter, int]:
    """Add sheet Tie-out: every sum that must agree, both sides and their difference live; return it and its number of rows."""
    writer = SheetWriter(workbook, styles, TIE_OUT_SHEET.sheet, language)
    targets, plans = plan.targets, plan.channel_plan
    n_units, n_teams, n_seats = len(plans.units), len(targets.teams), len(targets.seats)

    def total(sheet: SheetWriter, column: int, count: int, last_column: int | None = None) -> str:
        return f"=ROUND(SUM({sheet.column_ref(column, FIRST_ROW, count, last_column)}),2)"

    def cost_of(axis: str) -> str:
        names, amounts = (ratios[0].column_ref(c, FIRST_ROW, ratios[1]) for c in (AXIS_COLUMN, RATIO_COST_COLUMN))
        return f'=ROUND(SUMIFS({amounts},{names},"{RATIO_AXIS_WORDS[axis].choose(language)}"),2)'

    company = units(targets.company_base_cents)
    cushioned = units(targets.company_cushioned_cents)
    handed_out = units(sum(s.cushioned_cents for s in targets.seats))
    revenue = units(plans.totals.revenue_cents)
    lines = len(plans.costs)
    amounts, counts = (costs.column_ref(place_of(COST_SHEET, k), FIRST_ROW, lines) for k in ("amount", "counts"))
    cost = Formula(f"=ROUND(SUMIFS({amounts},{counts},1),2)", units(plans.totals.cost_of_sales_cents))
    checks: tuple[tuple[str, float | Formula, str], ...] = (
        ("teams", company, total(team, TEAM_TARGET, n_teams)),
        ("seats", company, total(seat, SEAT_TARGET, n_seats)),
        ("months", company, total(seat, SEAT_MONTHS, n_seats, SEAT_MONTHS + 11)),
        ("units", company, total(market, TARGET_COLUMN, n_units)),
        ("cushioned_teams", cushioned, total(team, TEAM_CUSHIONED, n_teams)),
        ("cushioned_seats", handed_out, total(seat, SEAT_CUSHIONED, n_seats)),
        ("revenue", revenue, total(market, REVENUE_COLUMN, n_units)),
        *((f"cost_{axis}s", cost, cost_of(axis)) for axis in ("team", "channel", "segment", "product", "month")),
    )
    fields = lay_out(TIE_OUT_SHEET, (40, 20, 20, 14))
    rows: list[list[object]] = []
    for i, (name, amount, formula) in enumerate(checks):
        n = FIRST_ROW + i + 1
        now = amount.value if isinstance(amount, Formula) else amount
        rows.append([TIE_OUT_LABELS[name], amount, Formula(formula, now), Formula(f"=ROUND(B{n}-C{n},2)", 0.0)])
    end = writer.table(HEADER_ROW, fields, rows)
    writer.sheet.conditional_format(
        FIRST_ROW,
        3,
        end,
        3,
        {"type": "cell", "criteria": "!=", "value": 0, "format": styles.get(bg_color="#F8CBAD", bold=True)},
    )
    return writer, len(rows)
