"""Sheets Cost of sales, Tie-out, Assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.domain.assumption import Assumption
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Language, Text
from planner.tables.choice_words import word_of
from planner.tables.column import Kind
from planner.writing.formats import Styles
from planner.writing.plan_grid import Field, Formula, SheetWriter, units
from planner.writing.plan_market_sheets import FIRST_ROW, HEADER_ROW, REVENUE_COLUMN, TARGET_COLUMN
from planner.writing.plan_people_sheets import SEAT_CUSHIONED, SEAT_TARGET, TEAM_CUSHIONED, TEAM_TARGET

COST_KINDS: dict[str, Text] = {
    "pay": Text("Pay", "薪酬"),
    "manager_pay": Text("Managers' pay", "负责人薪酬"),
    "benefits": Text("Benefits", "福利"),
    "expense": Text("Expense", "费用"),
    "travel": Text("Travel", "差旅"),
    "presales": Text("Pre-sales", "售前"),
    "hiring": Text("Recruiting", "招聘费"),
    "commission": Text("Commission", "提成"),
    "programme": Text("Programme cost", "项目费用"),
    "team_cost": Text("Team cost line", "团队费用项"),
    "marketing": Text("Marketing", "市场费用"),
    "partner_margin": Text("Partner margin", "伙伴毛利"),
    "rebate": Text("Rebate", "返点"),
}


def add_cost_sheet(workbook: Any, styles: Styles, plan: AnnualPlan, language: Language) -> SheetWriter:
    """Add sheet Cost of sales: every cost line with whether it counts in the ratio (1 or 0)."""
    writer = SheetWriter(
        workbook, styles, Text("Cost of sales", "营销成本"), Text("Cost of sales", "营销成本"), language
    )
    fields = (
        Field(Text("Cost", "成本类别"), width=20),
        Field(Text("Line", "费用项"), width=24),
        Field(Text("Team", "团队"), width=26),
        Field(Text("Channel", "通路"), width=24),
        Field(Text("Amount", "金额"), Kind.MONEY, 16, True),
        Field(Text("Share of cost", "占比"), Kind.SHARE, 10),
        Field(Text("Counts in the ratio (1 yes, 0 no)", "计入成本率（1 是，0 否）"), Kind.COUNT, 14),
    )
    total = sum(c.amount_cents for c in plan.channel_plan.costs)
    rows: list[list[object]] = []
    for i, line in enumerate(plan.channel_plan.costs):
        n = FIRST_ROW + i + 1
        rows.append(
            [
                COST_KINDS[line.kind],
                line.label or None,
                line.team,
                word_of(line.channel) if line.channel else None,
                units(line.amount_cents),
                Formula(
                    f"=E{n}/SUM($E${FIRST_ROW + 1}:$E${FIRST_ROW + len(plan.channel_plan.costs)})",
                    line.amount_cents / total,
                ),
                int(line.counts_in_ratio),
            ]
        )
    writer.table(HEADER_ROW, fields, rows)
    return writer


def add_tie_out_sheet(
    workbook: Any,
    styles: Styles,
    plan: AnnualPlan,
    language: Language,
    market: SheetWriter,
    team: SheetWriter,
    seat: SheetWriter,
) -> tuple[SheetWriter, int]:
    """Add sheet Tie-out: every sum that must agree, both sides and their difference live; return it and its number of rows."""
    writer = SheetWriter(workbook, styles, Text("Tie-out", "勾稽"), Text("Tie-out", "勾稽"), language)
    targets, plans = plan.targets, plan.channel_plan
    n_units, n_teams, n_seats = len(plans.units), len(targets.teams), len(targets.seats)

    def total(sheet: SheetWriter, column: int, count: int) -> str:
        return f"=ROUND(SUM({sheet.column_ref(column, FIRST_ROW, count)}),2)"

    company = units(targets.company_base_cents)
    seat_cushion = units(sum(s.cushioned_cents for s in targets.seats))
    months = (
        total(seat, 10, n_seats)
        .replace("$K$", "$K$")
        .replace(f"$K${FIRST_ROW + max(1, n_seats)}", f"$V${FIRST_ROW + max(1, n_seats)}")
    )
    checks: list[tuple[Text, object, Formula]] = [
        (
            Text("Company target = teams", "公司目标 = 各团队"),
            company,
            Formula(total(team, TEAM_TARGET, n_teams), company),
        ),
        (
            Text("Company target = seats", "公司目标 = 各席位"),
            company,
            Formula(total(seat, SEAT_TARGET, n_seats), company),
        ),
        (Text("Company target = months of seats", "公司目标 = 各席位各月"), company, Formula(months, company)),
        (
            Text("Company target = units", "公司目标 = 各单元"),
            company,
            Formula(total(market, TARGET_COLUMN, n_units), company),
        ),
        (
            Text("Target with cushion = teams", "加成目标 = 各团队"),
            units(targets.company_cushioned_cents),
            Formula(total(team, TEAM_CUSHIONED, n_teams), units(targets.company_cushioned_cents)),
        ),
        (
            Text("Handed out to seats = seats", "下达席位 = 各席位"),
            seat_cushion,
            Formula(total(seat, SEAT_CUSHIONED, n_seats), seat_cushion),
        ),
        (
            Text("Expected revenue = units", "预期收入 = 各单元"),
            units(plans.totals.revenue_cents),
            Formula(total(market, REVENUE_COLUMN, n_units), units(plans.totals.revenue_cents)),
        ),
    ]
    fields = (
        Field(Text("Check", "检查项"), width=40),
        Field(Text("Plan", "计划"), Kind.MONEY, 20),
        Field(Text("Added up", "汇总"), Kind.MONEY, 20),
        Field(Text("Difference", "差异"), Kind.MONEY, 14),
    )
    rows: list[list[object]] = []
    for i, (name, left, right) in enumerate(checks):
        n = FIRST_ROW + i + 1
        rows.append([name, left, right, Formula(f"=ROUND(B{n}-C{n},2)", 0.0)])
    end = writer.table(HEADER_ROW, fields, rows)
    writer.sheet.conditional_format(
        FIRST_ROW,
        3,
        end,
        3,
        {"type": "cell", "criteria": "!=", "value": 0, "format": styles.get(bg_color="#F8CBAD", bold=True)},
    )
    return writer, len(rows)


def add_assumptions_sheet(
    workbook: Any, styles: Styles, plan_input: PlanInput, assumptions: Sequence[Assumption], language: Language
) -> None:
    """Add sheet Assumptions: every default that the plan used, with its source."""
    writer = SheetWriter(
        workbook,
        styles,
        Text("Assumptions", "假设"),
        Text("Defaults that this plan rests on", "本计划采用的默认值"),
        language,
    )
    fields = (
        Field(Text("Sheet", "工作表"), width=18),
        Field(Text("Row", "行"), width=26),
        Field(Text("Column", "列"), width=34),
        Field(Text("Value used", "采用值"), width=24),
        Field(Text("Source", "来源"), width=70),
    )
    rows = [[a.sheet, a.row or None, a.column, a.value, a.source] for a in assumptions]
    writer.table(HEADER_ROW, fields, rows)
    if not rows:
        writer.put(
            HEADER_ROW + 1, 0, Text("Every cell was filled; no default was used.", "所有单元格均已填写，未使用默认值。")
        )
    writer.put(1, 0, Text("Company: {c}", "公司：{c}").format(c=plan_input.settings.company), italic=True)
