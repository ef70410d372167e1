"""The plan beside others: as last year, the matrix rule, and the model beside last year's actual revenue."""

from __future__ import annotations

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Text
from planner.results.calibration_words import calibration_advice
from planner.results.rule_words import RULE_WORDS
from planner.tables.results.plan_summary_sheet import COMPARISON_HEADERS, COMPARISON_ROWS, KEEPS_ALL_RULES, PLAN_LABELS
from planner.writing.layout.formats import points_format
from planner.writing.layout.plan_grid import Formula, SheetWriter, units
from planner.writing.layout.text_room import count_lines
from planner.writing.plan_page.blocks import LINE_POINTS, MONEY, SHARE, WIDTHS, add_heading


def add_baselines(writer: SheetWriter, row: int, plan: AnnualPlan) -> int:
    """Write the plan beside both baselines; return the row below."""
    put = writer.put
    row = add_heading(writer, row, Text("Compared with", "对比"))
    for column, head in enumerate(COMPARISON_HEADERS.values()):
        put(row, column, head, bold=True, bg_color="#EAF1F8", align="right" if column else "left")
    mine, last, matrix = plan.channel_plan.totals, plan.as_last_year.totals, plan.matrix_rule.totals
    lines = (
        (COMPARISON_ROWS["revenue"], [units(t.revenue_cents) for t in (mine, last, matrix)], MONEY),
        (COMPARISON_ROWS["ratio"], [t.cost_of_sales_ratio for t in (mine, last, matrix)], SHARE),
        (COMPARISON_ROWS["contribution"], [units(t.contribution_cents) for t in (mine, last, matrix)], MONEY),
    )
    for name, values, kind in lines:
        row += 1
        put(row, 0, name)
        for column, value in enumerate(values, start=1):
            put(row, column, value, kind)
        for column, other, value in ((4, "C", values[1]), (5, "D", values[2])):
            gain = Formula(f"=B{row + 1}-{other}{row + 1}", values[0] - value)
            if kind is SHARE:
                put(row, column, gain, num_format=points_format(1, writer.language), bold=True)
            else:
                put(row, column, gain, kind, bold=True)
    row += 1
    put(row, 0, PLAN_LABELS["keeps_rules"])
    own = tuple(dict.fromkeys(m.rule for m in plan.missed))
    verdicts = [_broken(rules) for rules in (own, plan.as_last_year.broken_rules, plan.matrix_rule.broken_rules)]
    for column, verdict in enumerate(verdicts, start=1):
        put(row, column, verdict, text_wrap=True, align="right")
    height = max(count_lines(v.choose(writer.language), WIDTHS[1 + i]) for i, v in enumerate(verdicts))
    if height > 1:
        writer.sheet.set_row(row, LINE_POINTS * height)
    return row + 1


def add_calibration(writer: SheetWriter, row: int, plan: AnnualPlan, plan_input: PlanInput) -> int:
    """Write what the model makes of last year; return the row below."""
    put, calibration = writer.put, plan.calibration
    row = add_heading(writer, row, Text("Calibration: the model on last year", "校准：用模型复算上年"))
    put(row, 0, PLAN_LABELS["model_revenue"])
    put(row, 1, units(calibration.model_revenue_cents), MONEY)
    put(row + 1, 0, PLAN_LABELS["actual_revenue"])
    put(row + 1, 1, units(calibration.actual_revenue_cents), MONEY)
    put(row + 2, 0, PLAN_LABELS["deviation"])
    put(row + 2, 1, Formula(f"=IF(B{row + 2}=0,0,B{row + 1}/B{row + 2}-1)", calibration.deviation), SHARE, bold=True)
    advice = calibration_advice(calibration, plan_input)
    if advice is not None:
        put(row + 2, 2, advice, font_color="#C00000", bold=True, indent=1)
    return row + 3


def _broken(rules: tuple[str, ...]) -> Text:
    if not rules:
        return KEEPS_ALL_RULES
    words = [RULE_WORDS[r] for r in rules]
    return Text("no: {r}", "否：{r}").format(r=Text.join(words))
