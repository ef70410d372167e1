"""Section of sheet Cost curve: where pay terms and the cost lines of the plan differ at expected revenue, by team and line, live."""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name

from planner.domain.identifiers import Cents
from planner.domain.plan import AnnualPlan
from planner.results.cost_of_sales.attainment import AttainedCost
from planner.results.cost_of_sales.bridge import PLANNED_KINDS, compute_bridge
from planner.results.cost_of_sales.curve import SELLING_EXPENSE
from planner.tables.columns.column import Kind
from planner.tables.results.cost_curve import (
    BRIDGE_COLUMNS,
    BRIDGE_DIFFERENCES,
    BRIDGE_REST,
    BRIDGE_TITLE,
    BRIDGE_TOTAL,
    EXPECTED_COLUMN,
)
from planner.writing.cost_of_sales.curve_cells import CurveCells
from planner.writing.cost_of_sales.curve_layout import CurveLayout
from planner.writing.cost_of_sales.curve_sources import CurveSources
from planner.writing.layout.plan_grid import Formula, units

_FIRST = EXPECTED_COLUMN
_LETTER = {c.key: xl_col_to_name(_FIRST + i) for i, c in enumerate(BRIDGE_COLUMNS)}


def add_pay_bridge(
    cells: CurveCells,
    layout: CurveLayout,
    plan: AnnualPlan,
    costs: tuple[AttainedCost, ...],
    sources: CurveSources,
) -> None:
    """Write a row a team, one for what belongs to no team, and the sum, which is the company's difference."""
    cells.title(layout.bridge - 2, BRIDGE_TITLE)
    cells.writer.sheet.set_row(layout.bridge - 1, 42)
    for j, column in enumerate(BRIDGE_COLUMNS):
        cells.header(layout.bridge - 1, _FIRST + j, column.header)
    sums = dict.fromkeys((c.key for c in BRIDGE_COLUMNS), 0)
    for i, team in enumerate(layout.teams):
        values = compute_bridge(plan, next(c for c in costs if c.name == team.team))
        n = layout.bridge + i + 1
        texts = _texts(layout, sources, i, n)
        cells.put(layout.bridge + i, 0, team.team)
        for j, column in enumerate(BRIDGE_COLUMNS):
            sums[column.key] += values[column.key]
            cells.put(layout.bridge + i, _FIRST + j, Formula(texts[column.key], units(values[column.key])), Kind.MONEY)
    _add_sums(cells, layout, plan, costs[0], sums)


def _texts(layout: CurveLayout, sources: CurveSources, place: int, n: int) -> dict[str, str]:
    """Return the formulas of one team's row `n`."""
    at = {k: layout.team_cell(k, place, EXPECTED_COLUMN) for k in layout.team_blocks}
    planned = {k: sources.planned(n, k) for k in (*PLANNED_KINDS, *SELLING_EXPENSE)}
    fixed = f"{layout.parameter('fixed', place)}+{layout.parameter('outside', place)}"
    texts = {
        "commission_terms": f"={at['commission']}",
        "commission_plan": f"=ROUND({planned['commission']},2)",
        "commission": f"=ROUND({_LETTER['commission_terms']}{n}-{_LETTER['commission_plan']}{n},2)",
        "manager_bonus": f"=ROUND({at['manager_bonus']}-{planned['manager_bonus']},2)",
        "benefits": f"={at['benefits']}",
        "selling_expense": f"=ROUND({at['selling_expense']}-{planned['expense']}-{planned['travel']},2)",
        "partner_margin": f"=ROUND({at['partner_margin']}-{planned['partner_margin']},2)",
        "deposit": f"={at['deposit']}",
        "fixed": f"=ROUND({fixed}-{sources.planned(n)}+{'+'.join(planned.values())},2)",
    }
    return texts | {"all": f"=ROUND({'+'.join(f'{_LETTER[k]}{n}' for k in BRIDGE_DIFFERENCES)},2)"}


def _add_sums(
    cells: CurveCells, layout: CurveLayout, plan: AnnualPlan, company: AttainedCost, sums: dict[str, Cents]
) -> None:
    """Write what belongs to no team, and the total: the company's difference."""
    rest, total = layout.bridge + len(layout.teams), layout.bridge + len(layout.teams) + 1
    stated = sum(c.amount_cents for c in plan.channel_plan.costs)
    difference = company.cost_cents + company.outside_cents - stated
    source = f"{xl_col_to_name(EXPECTED_COLUMN)}{layout.company_row('pay_difference') + 1}"
    first, last = layout.bridge + 1, layout.bridge + len(layout.teams)
    letter = _LETTER["all"]
    cells.put(rest, 0, BRIDGE_REST)
    text = f"=ROUND({source}-SUM({letter}{first}:{letter}{last}),2)"
    place = _FIRST + len(BRIDGE_COLUMNS) - 1
    cells.put(rest, place, Formula(text, units(difference - sums["all"])), Kind.MONEY)
    cells.put(total, 0, BRIDGE_TOTAL, bold=True)
    for j, column in enumerate(BRIDGE_COLUMNS):
        letter = _LETTER[column.key]
        value = difference if column.key == "all" else sums[column.key]
        text = f"=ROUND(SUM({letter}{first}:{letter}{rest + 1}),2)"
        cells.put(total, _FIRST + j, Formula(text, units(value)), Kind.MONEY, bold=True)
