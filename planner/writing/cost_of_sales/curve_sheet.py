"""Sheet Cost curve: from pay parameters to the cost-of-sales ratio in live formulas, with a chart of ratio against attainment."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from planner.domain.plan import AnnualPlan
from planner.language import Language, Text
from planner.results.cost_of_sales.attainment import compute_costs_at
from planner.results.cost_of_sales.curve import CompanyCurve
from planner.tables.columns.column import Kind
from planner.tables.results.cost_curve import (
    ATTAINMENT_LABEL,
    ATTAINMENTS,
    CAP_LABEL,
    CHANNEL_RATIOS,
    COMPANY_LINES,
    CURVE_HINT,
    CURVE_SHEET,
    EXPECTED_COLUMN,
    EXPECTED_LABEL,
    FIRST_COLUMN,
    TEAM_RATIOS,
)
from planner.tables.words.choice_words import word_of
from planner.writing.cost_of_sales.curve_blocks import CurveBlocks
from planner.writing.cost_of_sales.curve_cells import CurveCells
from planner.writing.cost_of_sales.curve_layout import COLUMNS, HEAD_ROW, POINTS, CurveLayout, lay_out_curve
from planner.writing.cost_of_sales.curve_parameters import add_parameters
from planner.writing.cost_of_sales.curve_sources import CurveSources
from planner.writing.cost_of_sales.pay_bridge import add_pay_bridge
from planner.writing.layout.formats import ACCENT, Styles
from planner.writing.layout.plan_grid import Formula, SheetWriter, units
from planner.writing.layout.text_room import fit_width
from planner.writing.plan_sheets.plan_market_sheets import FIRST_ROW

_COST_AMOUNT_COLUMN = 4
_RATIO_FORMAT = '0.00%;-0.00%;"–"'
"""A ratio is 0 where there is no revenue to divide by: a dash."""
_PROOFS = ("pay_difference", "proof")


class CostCurveSheet(CurveCells):
    """Writes the top of sheet Cost curve: the company's figures, the ratios of teams and channels, the chart."""

    def __init__(self, writer: SheetWriter, curve: CompanyCurve, layout: CurveLayout) -> None:
        super().__init__(writer)
        self.curve, self.at = curve, layout
        self.costs = {column: compute_costs_at(curve, a) for column, a in zip(COLUMNS, POINTS, strict=True)}

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
    names = [str(t.team) for t in plan.channel_plan.teams]
    writer.sheet.set_column(0, 0, fit_width(34, names))
    writer.sheet.set_column(1, 1, 18)
    largest = units(max(plan.channel_plan.totals.revenue_cents, plan.targets.company_base_cents)) * ATTAINMENTS[-1]
    writer.sheet.set_column(2, 20, fit_width(16, (largest,), 2))
    writer.sheet.freeze_panes(HEAD_ROW + 1, 1)
    writer.sheet.print_area(0, 0, layout.parameters - 3, COLUMNS[-1])
    sheet.add_head()
    sheet.add_company(plan, costs)
    sheet.add_chart(workbook)
    sheet.add_ratios(sources)
    add_pay_bridge(sheet, layout, plan, sheet.costs[EXPECTED_COLUMN], sources)
    add_parameters(sheet, curve, layout, plan, team, sources)
    CurveBlocks(sheet, layout, sheet.costs).add()
    return writer
