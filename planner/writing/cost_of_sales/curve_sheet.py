"""Sheet Cost curve: from pay parameters to the cost-of-sales ratio in live formulas, with a chart of ratio against attainment."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from planner.domain.plan import AnnualPlan
from planner.language import Language, Text
from planner.results.cost_of_sales.attainment import AttainedCost, compute_costs_at
from planner.results.cost_of_sales.curve import CompanyCurve
from planner.tables.choice_words import word_of
from planner.tables.column import Kind
from planner.tables.cost_curve import (
    ATTAINMENT_LABEL,
    ATTAINMENTS,
    CAP_LABEL,
    CHANNEL_BLOCKS,
    CHANNEL_RATIOS,
    COMPANY_LINES,
    CURVE_HINT,
    CURVE_SHEET,
    EXPECTED_COLUMN,
    EXPECTED_LABEL,
    FIRST_COLUMN,
    LADDER_BLOCK,
    STEP_BLOCK,
    TEAM_BLOCKS,
    TEAM_RATIOS,
)
from planner.tables.result_column import ResultColumn
from planner.writing.cost_of_sales.curve_cells import CurveCells
from planner.writing.cost_of_sales.curve_layout import COLUMNS, HEAD_ROW, CurveLayout, lay_out_curve
from planner.writing.cost_of_sales.curve_parameters import add_parameters
from planner.writing.cost_of_sales.curve_sources import CurveSources
from planner.writing.cost_of_sales.pay_bridge import add_pay_bridge
from planner.writing.formats import ACCENT, Styles
from planner.writing.plan_grid import Formula, SheetWriter, units
from planner.writing.plan_market_sheets import FIRST_ROW

_COST_AMOUNT_COLUMN = 4
_POINTS = (None, *ATTAINMENTS)
"""Attainments of the columns of values, the expected revenue first."""
_RATIO_FORMAT = '0.00%;-0.00%;"–"'
"""A ratio is 0 where there is no revenue to divide by: a dash."""
_PROOFS = ("pay_difference", "proof")


class CostCurveSheet(CurveCells):
    """Writes sheet Cost curve; amounts of teams stand below, the company's figures on top."""

    def __init__(self, writer: SheetWriter, curve: CompanyCurve, layout: CurveLayout) -> None:
        super().__init__(writer)
        self.curve, self.at = curve, layout
        self.costs = {column: compute_costs_at(curve, a) for column, a in zip(COLUMNS, _POINTS, strict=True)}

    def add_head(self) -> None:
        """Write the attainments above the columns."""
        self.put(1, 0, CURVE_HINT, italic=True, font_color="#5B6775")
        head: dict[str, Any] = {"bold": True, "bg_color": "#EAF1F8", "align": "right"}
        self.put(HEAD_ROW, 0, ATTAINMENT_LABEL, bold=True, bg_color="#EAF1F8")
        self.put(HEAD_ROW, 1, None, bg_color="#EAF1F8")
        self.put(HEAD_ROW, EXPECTED_COLUMN, EXPECTED_LABEL, **head)
        for j, attainment in enumerate(ATTAINMENTS, start=FIRST_COLUMN):
            self.put(HEAD_ROW, j, attainment, Kind.SHARE, blue=True, bold=True, align="right")

    def add_company(self, plan: AnnualPlan, cost_sheet: SheetWriter) -> None:
        """Write the company's lines, its ratio, and the proof that the lines add up to it."""
        lines = cost_sheet.column_ref(_COST_AMOUNT_COLUMN, FIRST_ROW, len(plan.channel_plan.costs))
        stated = sum(c.amount_cents for c in plan.channel_plan.costs)
        for i, line in enumerate(COMPANY_LINES):
            row, bold = self.at.company + i, line.key in ("cost", "ratio")
            look: dict[str, Any] = {"font_color": "#5B6775"} if line.key in _PROOFS else {}
            self.put(row, 0, line.header, bold=bold, **look)
            if line.key == "pay_difference":
                company = self.costs[EXPECTED_COLUMN][0]
                cost, outside = (f"C{self.at.company_row(k) + 1}" for k in ("cost", "outside"))
                found = Formula(
                    f"=ROUND({cost}+{outside}-SUM({lines}),2)",
                    units(company.cost_cents + company.outside_cents - stated),
                )
                self.put(row, EXPECTED_COLUMN, found, line.kind, **look)
            elif line.key != "cap" or self.curve.cap is not None:
                for column in COLUMNS:
                    value = Formula(self._company_formula(line.key, column), self._company_value(line.key, column))
                    self.put(row, column, value, line.kind, bold=bold, **look)

    def _company_formula(self, key: str, column: int) -> str:
        at, letter = self.at, xl_col_to_name(column)
        cell = {c.key: f"{letter}{at.company_row(c.key) + 1}" for c in COMPANY_LINES}
        rebates = at.area(at.channel_blocks["rebate"], len(at.channels), column, fixed=False)
        partners = f"({cell['partner_margin']}+{cell['deposit']}+{cell['rebate']})"
        outside = f"SUM({at.parameter_area('outside')})+SUM({at.loose_area('outside')})"
        if key in ("revenue", "margin"):
            return f"=ROUND(SUM({at.team_block(key, column)})+SUM({at.loose_area(key)}),2)"
        if key == "fixed":
            return f"=ROUND(SUM({at.parameter_area('fixed')})+SUM({at.loose_area('fixed')}),2)"
        counted = "+".join(cell[k] for k in ("fixed", "selling_expense", "commission", "manager_bonus", "benefits"))
        return {
            "rebate": f"=ROUND(SUM({rebates}),2)",
            "cost": f"=ROUND({counted}+{at.flag_cell}*{partners},2)",
            "outside": f"=ROUND({outside}+(1-{at.flag_cell})*{partners},2)",
            "ratio": f"=IF({cell['revenue']}=0,0,{cell['cost']}/{cell['revenue']})",
            "cap": f"={at.cap_cell}",
            "contribution": f"=ROUND({cell['margin']}-{cell['cost']}-{cell['outside']},2)",
            "proof": f"=ROUND(SUM({cell['fixed']}:{cell['rebate']})+{outside}-{cell['cost']}-{cell['outside']},2)",
        }.get(key) or f"=ROUND(SUM({at.team_block(key, column)}),2)"

    def _company_value(self, key: str, column: int) -> float:
        company = self.costs[column][0]
        if key == "cap":
            return self.curve.cap or 0.0
        if key == "ratio":
            return company.ratio or 0.0
        if key == "proof":
            return 0.0
        if key == "fixed":
            own = sum(t.fixed_cents for t in self.curve.teams)
            return units(own + sum(self.curve.channel_fixed_cents.values()))
        amounts = {
            "revenue": company.revenue_cents,
            "margin": company.margin_cents,
            "cost": company.cost_cents,
            "outside": company.outside_cents,
            "contribution": company.contribution_cents,
        }
        return units(amounts[key] if key in amounts else company.lines.get(key, 0))

    def add_ratios(self, sources: CurveSources) -> None:
        """Write the ratios of teams, with their caps, and channels."""
        at = self.at
        self.title(at.team_ratios - 1, TEAM_RATIOS)
        self.put(at.team_ratios - 1, 1, CAP_LABEL, font_color="#5B6775", align="right")
        for i, team in enumerate(at.teams):
            self.put(at.team_ratios + i, 0, team.team)
            own = sources.cells.team(team.team, "cost_cap") or (None if self.curve.cap is None else at.cap_cell)
            cap = team.cap if own is None or team.cap is None else Formula(f"={own}", team.cap)
            self.put(at.team_ratios + i, 1, cap, Kind.SHARE, font_color="#5B6775")
            for column in COLUMNS:
                self._ratio(
                    at.team_ratios + i,
                    column,
                    at.team_cell("revenue", i, column),
                    at.team_cell("cost", i, column),
                    team.team,
                )
        self.title(at.channel_ratios - 1, CHANNEL_RATIOS)
        for i, channel in enumerate(at.channels):
            self.put(at.channel_ratios + i, 0, word_of(channel))
            for column in COLUMNS:
                revenue, cost = (at.channel_cell(k, i, column) for k in ("revenue", "cost"))
                self._ratio(at.channel_ratios + i, column, revenue, cost, channel.value)
        last = xl_col_to_name(COLUMNS[-1])
        for first, count in ((at.team_ratios, len(at.teams)),):
            above = {"type": "formula", "format": self.writer.styles.get(bg_color="#F8CBAD")}
            criteria = f"=AND(ISNUMBER($B{first + 1}),C{first + 1}>$B{first + 1})"
            self.writer.sheet.conditional_format(f"C{first + 1}:{last}{first + count}", {**above, "criteria": criteria})

    def _ratio(self, row: int, column: int, revenue: str, cost: str, name: str) -> None:
        found = next(c for c in self.costs[column] if c.name == name)
        value = Formula(f"=IF({revenue}=0,0,{cost}/{revenue})", found.ratio or 0.0)
        self.put(row, column, value, num_format=_RATIO_FORMAT)

    def add_blocks(self) -> None:
        """Write the amounts of commission steps, ladder steps, teams and channels at every attainment."""
        at = self.at
        self.title(at.step_block - 1, STEP_BLOCK)
        for i, (team, step) in enumerate(at.steps):
            place, previous = at.teams.index(team), at.steps[i - 1] if i else None
            before = previous[1].rate if previous is not None and previous[0] is team else 0.0
            n = at.step_rows + i + 1
            self.put(at.step_block + i, 0, team.team)
            for column in COLUMNS:
                reached = team.attained(_POINTS[column - EXPECTED_COLUMN])
                part = units(team.target_cents) * (step.rate - before) * max(0.0, reached - step.from_attainment)
                attainment = at.team_cell("attainment", place, column)
                text = f"={at.parameter('target', place)}*$E${n}*MAX(0,{attainment}-$C${n})"
                self.put(at.step_block + i, column, Formula(text, part), Kind.MONEY)
        self._add_ladder_block()
        for block in TEAM_BLOCKS:
            self.title(at.team_blocks[block.key] - 1, block.header)
            for i, team in enumerate(at.teams):
                self.put(at.team_blocks[block.key] + i, 0, team.team)
                for column in COLUMNS:
                    self._team_cell(block, i, column)
        for block in CHANNEL_BLOCKS:
            self.title(at.channel_blocks[block.key] - 1, block.header)
            for i, channel in enumerate(at.channels):
                self.put(at.channel_blocks[block.key] + i, 0, word_of(channel))
                for column in COLUMNS:
                    self._channel_cell(block, i, column)

    def _add_ladder_block(self) -> None:
        at = self.at
        self.title(at.ladder_block - 1, LADDER_BLOCK)
        for i, (channel, start, rate) in enumerate(at.ladders):
            before = at.ladders[i - 1][2] if i and at.ladders[i - 1][0] is channel else 0.0
            n = at.ladder_rows + i + 1
            self.put(at.ladder_block + i, 0, word_of(channel))
            for column in COLUMNS:
                revenue = at.channel_cell("revenue", at.channels.index(channel), column)
                reached = _named(self.costs[column], channel.value).revenue_cents >= start
                text = f"=IF({revenue}>=$B${n},$D${n},0)"
                self.put(at.ladder_block + i, column, Formula(text, rate - before if reached else 0.0), Kind.SHARE)

    def _team_cell(self, block: ResultColumn, place: int, column: int) -> None:
        team = self.at.teams[place]
        cost = _named(self.costs[column], team.team)
        values = {
            "attainment": team.attained(_POINTS[column - EXPECTED_COLUMN]),
            "revenue": units(cost.revenue_cents),
            "margin": units(cost.margin_cents),
            "cost": units(cost.cost_cents),
        }
        value = values[block.key] if block.key in values else units(cost.lines[block.key])
        text = self._team_formula(block.key, place, column)
        self.put(self.at.team_blocks[block.key] + place, column, Formula(text, value), block.kind)

    def _team_formula(self, key: str, place: int, column: int) -> str:
        at, letter = self.at, xl_col_to_name(column)

        def given(name: str) -> str:
            return at.parameter(name, place)

        def own(name: str) -> str:
            return at.team_cell(name, place, column)

        rows = [i for i, (team, _) in enumerate(at.steps) if team is at.teams[place]]
        parts = f"SUM({letter}{at.step_block + rows[0] + 1}:{letter}{at.step_block + rows[-1] + 1})"
        at_target = f"SUM($F${at.step_rows + rows[0] + 1}:$F${at.step_rows + rows[-1] + 1})"
        cap, ahead, attained = given("commission_cap"), given("release_share"), own("attainment")
        expected = column == EXPECTED_COLUMN
        back = given("deposit_return_from")
        return {
            "attainment": f"=IF({given('target')}=0,1,{given('expected')}/{given('target')})"
            if expected
            else f"=IF({given('target')}=0,1,{letter}${HEAD_ROW + 1})",
            "revenue": f"={given('expected')}" if expected else f"=ROUND({given('target')}*{attained},2)",
            "margin": f"=ROUND({given('margin_rate')}*{own('revenue')},2)",
            "selling_expense": f"=ROUND({given('selling_expense')}*IF(ISNUMBER({ahead}),MIN(1,{attained}+{ahead}),1),2)",
            "commission": f"=ROUND(IF(ISNUMBER({cap}),MIN({parts},{cap}*{at_target}),{parts}),2)",
            "manager_bonus": f"=IF({attained}>={given('manager_bonus_from')},ROUND({given('manager_bonus')}*{attained},2),0)",
            "benefits": f"=ROUND({given('benefits_share')}*({own('commission')}+{own('manager_bonus')}),2)",
            "partner_margin": f"=ROUND({given('partner_rate')}*{own('revenue')},2)",
            "deposit": f"=-ROUND({given('deposit')}*(1-IF({back}=0,1,MIN(1,{attained}/{back}))),2)",
            "cost": f"=ROUND({given('fixed')}+{own('selling_expense')}+{own('commission')}+{own('manager_bonus')}"
            f"+{own('benefits')}+{at.flag_cell}*({own('partner_margin')}+{own('deposit')}),2)",
        }[key]

    def _channel_cell(self, block: ResultColumn, place: int, column: int) -> None:
        at, letter, channel = self.at, xl_col_to_name(column), self.at.channels[place]
        cost = _named(self.costs[column], channel.value)
        row = at.channel_blocks[block.key] + place
        rows = [i for i, (c, _, _) in enumerate(at.ladders) if c is channel]
        value = {"revenue": cost.revenue_cents, "rebate": cost.lines["rebate"], "cost": cost.cost_cents}[block.key]
        if block.key == "rebate" and not rows:
            self.put(row, column, 0, block.kind)
            return
        names = at.parameter_area("channel")
        text = {
            "revenue": f"=ROUND(SUMIFS({at.team_block('revenue', column)},{names},$A{row + 1})+{at.loose_cell('revenue', place)},2)",
            "rebate": f"=ROUND({at.channel_cell('revenue', place, column)}"
            f"*SUM({letter}{at.ladder_block + min(rows, default=0) + 1}:{letter}{at.ladder_block + max(rows, default=0) + 1}),2)",
            "cost": f"=ROUND(SUMIFS({at.team_block('cost', column)},{names},$A{row + 1})+{at.loose_cell('fixed', place)}"
            f"+{at.flag_cell}*{at.channel_cell('rebate', place, column)},2)",
        }[block.key]
        self.put(row, column, Formula(text, units(value)), block.kind)

    def add_chart(self, workbook: Any) -> None:
        """Add the chart of the company's ratio against attainment, with the cap."""
        language, name, first, last = self.writer.language, self.writer.name, FIRST_COLUMN, COLUMNS[-1]
        chart = workbook.add_chart({"type": "line"})
        for key, colour, dash in (("ratio", ACCENT, "solid"), ("cap", "#C00000", "dash")):
            if key == "cap" and self.curve.cap is None:
                continue
            row = self.at.company_row(key)
            line = {"color": colour, "width": 2.25 if key == "ratio" else 1.5, "dash_type": dash}
            chart.add_series(
                {
                    "name": [name, row, 0],
                    "categories": [name, HEAD_ROW, first, HEAD_ROW, last],
                    "values": [name, row, first, row, last],
                    "line": line,
                }
            )
        title = Text("Cost-of-sales ratio by attainment", "不同目标完成率下的营销成本率")
        chart.set_title({"name": title.choose(language), "name_font": {"size": 11}})
        chart.set_x_axis({"num_format": "0%", "name": ATTAINMENT_LABEL.choose(language)})
        chart.set_y_axis(
            {"num_format": "0%", "min": 0, "major_gridlines": {"visible": True, "line": {"color": "#E3E8EE"}}}
        )
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 860, "height": 330})
        self.writer.sheet.insert_chart(self.at.chart, 0, chart)


def add_cost_curve_sheet(
    workbook: Any,
    styles: Styles,
    curve: CompanyCurve,
    plan: AnnualPlan,
    language: Language,
    team: SheetWriter,
    costs: SheetWriter,
    sources: CurveSources,
) -> SheetWriter:
    """Add sheet Cost curve; targets and expected revenue come live from sheet Team plan, the plan's cost from sheet Cost of sales."""
    writer = SheetWriter(workbook, styles, CURVE_SHEET, language)
    layout = lay_out_curve(curve)
    sheet = CostCurveSheet(writer, curve, layout)
    writer.sheet.set_column(0, 0, 34)
    writer.sheet.set_column(1, 1, 18)
    writer.sheet.set_column(2, 20, 16)
    writer.sheet.freeze_panes(HEAD_ROW + 1, 1)
    writer.sheet.print_area(0, 0, layout.parameters - 3, COLUMNS[-1])
    sheet.add_head()
    sheet.add_company(plan, costs)
    sheet.add_chart(workbook)
    sheet.add_ratios(sources)
    add_pay_bridge(sheet, layout, plan, sheet.costs[EXPECTED_COLUMN], sources)
    add_parameters(sheet, curve, layout, plan, team, sources)
    sheet.add_blocks()
    return writer


def _named(costs: tuple[AttainedCost, ...], name: str) -> AttainedCost:
    return next(c for c in costs if c.name == name)
