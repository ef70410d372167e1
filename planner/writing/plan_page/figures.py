"""What the plan brings, how good it is proven to be, with which certainty, and whether its sums agree."""

from __future__ import annotations

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Text
from planner.tables.columns.column import Kind
from planner.tables.inputs.risk import ROBUST_LABELS
from planner.tables.results.plan_summary_sheet import OBJECTIVE_WORDS, PLAN_LABELS
from planner.tables.words.choice_words import word_of
from planner.writing.layout.plan_grid import Formula, SheetWriter, units
from planner.writing.layout.text_room import count_lines
from planner.writing.plan_page.blocks import COUNT, LINE_POINTS, MONEY, NUMBER, SHARE, WIDTHS, add_heading
from planner.writing.plan_sheets.plan_market_sheets import FIRST_ROW, MARGIN_COLUMN, REVENUE_COLUMN


def add_headline(
    writer: SheetWriter, row: int, plan_input: PlanInput, plan: AnnualPlan, market: SheetWriter, costs: SheetWriter
) -> int:
    """Write targets, revenue, cost and contribution, live; return the row below."""
    put, totals, settings = writer.put, plan.channel_plan.totals, plan_input.settings
    row = add_heading(writer, row, Text("The plan", "计划"))
    n_units, n_costs = len(plan.channel_plan.units), len(plan.channel_plan.costs)
    revenue = market.column_ref(REVENUE_COLUMN, FIRST_ROW, n_units)
    margin = market.column_ref(MARGIN_COLUMN, FIRST_ROW, n_units)
    amount, counts = costs.column_ref(4, FIRST_ROW, n_costs), costs.column_ref(6, FIRST_ROW, n_costs)
    first = row + 1
    target = units(settings.target_revenue_cents)
    lines: list[tuple[Text, object, Kind]] = [
        (PLAN_LABELS["target"], target, MONEY),
        (
            PLAN_LABELS["revenue"],
            Formula(f"=ROUND(SUM({revenue}),2)", units(totals.revenue_cents)),
            MONEY,
        ),
        (
            PLAN_LABELS["stretch"],
            Formula(f"=B{first}/B{first + 1}", plan.targets.company_stretch),
            NUMBER,
        ),
        (PLAN_LABELS["margin"], Formula(f"=ROUND(SUM({margin}),2)", units(totals.gross_margin_cents)), MONEY),
        (
            PLAN_LABELS["cost"],
            Formula(f"=ROUND(SUMIFS({amount},{counts},1),2)", units(totals.cost_of_sales_cents)),
            MONEY,
        ),
        (
            PLAN_LABELS["ratio"],
            Formula(f"=B{first + 4}/B{first + 1}", totals.cost_of_sales_ratio),
            SHARE,
        ),
        (PLAN_LABELS["cap"], settings.cost_of_sales_cap, SHARE),
        (
            PLAN_LABELS["outside"],
            Formula(f"=ROUND(SUMIFS({amount},{counts},0),2)", units(totals.partner_cost_cents)),
            MONEY,
        ),
        (
            PLAN_LABELS["contribution"],
            Formula(f"=ROUND(B{first + 3}-B{first + 4}-B{first + 7},2)", units(totals.contribution_cents)),
            MONEY,
        ),
        (PLAN_LABELS["new_customers"], round(totals.new_customers, 4), NUMBER),
    ]
    for name, value, kind in lines:
        put(row, 0, name)
        if value is not None:
            put(row, 1, value, kind, bold=True)
        row += 1
    return row


def add_proof(writer: SheetWriter, row: int, plan: AnnualPlan) -> int:
    """Write status, value, bound and gap; return the row below."""
    put, report = writer.put, plan.channel_plan.report
    row = add_heading(writer, row, Text("How good it is proven to be", "最优性证明"))
    first = row + 1
    sign = -1 if report.objective_name == "cost" else 1
    lines: list[tuple[Text, object, Kind]] = [
        (PLAN_LABELS["status"], word_of(report.status), Kind.TEXT),
        (PLAN_LABELS["objective"], OBJECTIVE_WORDS[report.objective_name], Kind.TEXT),
        (PLAN_LABELS["value"], units(sign * report.objective_cents), MONEY),
        (PLAN_LABELS["bound"], units(sign * report.bound_cents), MONEY),
        (
            PLAN_LABELS["gap"],
            Formula(f"=ROUND(ABS(B{first + 3}-B{first + 2}),2)", units(report.gap_cents)),
            MONEY,
        ),
        (PLAN_LABELS["options"], report.options, COUNT),
    ]
    for name, value, kind in lines:
        put(row, 0, name)
        put(row, 1, value, kind, bold=True, align="right", text_wrap=True)
        if isinstance(value, Text):
            writer.sheet.set_row(row, LINE_POINTS * count_lines(value.choose(writer.language), WIDTHS[1]))
        row += 1
    return row


def add_certainty(writer: SheetWriter, row: int, plan: AnnualPlan) -> int:
    """Write what the plan promises with which certainty, and what that costs, where it was made so."""
    promise = plan.robust
    if promise is None:
        return row
    row = add_heading(writer, row + 1, Text("Certainty", "把握程度"))
    values: dict[str, tuple[object, Kind]] = {
        "revenue": (units(promise.revenue_cents), MONEY),
        "share": (promise.share, SHARE),
        "probability": (promise.probability, SHARE),
        "plain_probability": (promise.plain_probability, SHARE),
        "price": (units(promise.price_cents), MONEY),
        "draws": (promise.draws, COUNT),
        "seed": (promise.seed, COUNT),
    }
    for key, (value, kind) in values.items():
        writer.put(row, 0, ROBUST_LABELS[key])
        writer.put(row, 1, value, kind, bold=True)
        row += 1
    return row


def add_tie_out(writer: SheetWriter, row: int, tie_out: SheetWriter, checks: int) -> int:
    """Write how many sums do not agree, live; return the row below."""
    put = writer.put
    differences = tie_out.column_ref(3, FIRST_ROW, checks)
    put(row, 0, PLAN_LABELS["tie_outs"], bold=True)
    put(row, 1, Formula(f'=COUNTIF({differences},"<>0")', 0), COUNT, bold=True)
    return row + 1
