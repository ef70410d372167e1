"""The report of ``planner finance`` as the object that --json prints."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.results.cost_of_sales.attainment import (
    AttainedCost,
)
from planner.results.cost_of_sales.attainment_report import AttainmentReport
from planner.results.cost_of_sales.control_difference import Reconciliation
from planner.results.cost_of_sales.months import MonthRatio
from planner.results.cost_of_sales.ratios import CostRatio, CostTotal


def finance_json(
    plan_input: PlanInput,
    ratios: Sequence[CostRatio],
    totals: Sequence[CostTotal],
    months: Sequence[MonthRatio],
    compared: Reconciliation | None,
    language: Language,
) -> dict[str, object]:
    """Return everything as plain values; money in units of the currency."""
    report: dict[str, object] = {
        "currency": plan_input.settings.currency,
        "ratios": [_ratio_json(r) for r in ratios],
        "above_cap": [{"axis": r.axis.value, "name": r.name} for r in ratios if r.breaks_cap],
        "cost_lines": [
            {
                "kind": t.kind,
                "line": t.label or None,
                "amount": t.amount_cents / 100,
                "share_of_revenue": t.revenue_share,
                "counts_in_ratio": t.counts_in_ratio,
            }
            for t in totals
        ],
        "months": [
            {
                "month": m.month,
                "revenue": m.revenue_cents / 100,
                "cost_of_sales": m.cost_cents / 100,
                "ratio": m.ratio,
                "ratio_to_date": m.ratio_to_date,
            }
            for m in months
        ],
    }
    if compared is not None:
        report["control"] = _comparison_json(compared, language)
    return report


def _ratio_json(row: CostRatio) -> dict[str, object]:
    return {
        "axis": row.axis.value,
        "name": row.name,
        "revenue": row.revenue_cents / 100,
        "cost_of_sales": row.cost_cents / 100,
        "outside": row.outside_cents / 100,
        "ratio": row.ratio,
        "cap": row.cap,
        "cap_is_own": row.cap_is_own,
        "breaks_cap": row.breaks_cap,
    }


def _comparison_json(compared: Reconciliation, language: Language) -> dict[str, object]:
    return {
        "agreeing": compared.agreeing,
        "tolerated": compared.tolerated,
        "unit": compared.unit,
        "differences": [
            {
                "kind": d.kind.value,
                "team": d.team.choose(language),
                "line": d.line.choose(language),
                "month": d.month,
                "plan": d.plan_cents / 100,
                "control": d.control_cents / 100,
                "difference": d.difference_cents / 100,
                "cell": d.cell,
                "hint": d.hint.choose(language),
            }
            for d in compared.differences
        ],
    }


def attainment_json(report: AttainmentReport) -> dict[str, object]:
    """Return the report as plain values; money in units of the currency."""
    return {
        "attainment": [
            {
                "axis": row.expected.axis.value,
                "name": row.expected.name,
                "expected": _cost_json(row.expected),
                "at": [_cost_json(a) for a in row.attained],
                "cap": row.cap,
                "cap_kept_from": row.thresholds.cap_from,
                "cap_broken_from": row.thresholds.cap_broken_from,
                "break_even": row.thresholds.break_even,
            }
            for row in report.rows
        ],
        "pay_difference": report.pay_difference_cents / 100,
        "pay_differences": {key: cents / 100 for key, cents in report.pay_differences},
        "selling_expense_release": [
            {
                "team": r.team,
                "month": r.month,
                "attainment": r.attainment,
                "planned": r.planned_cents / 100,
                "released": r.released_cents / 100,
                "ahead": r.ahead_cents / 100,
            }
            for r in report.releases
        ],
    }


def _cost_json(cost: AttainedCost) -> dict[str, object]:
    return {
        "attainment": cost.attainment,
        "revenue": cost.revenue_cents / 100,
        "cost_of_sales": cost.cost_cents / 100,
        "outside": cost.outside_cents / 100,
        "ratio": cost.ratio,
        "contribution": cost.contribution_cents / 100,
        "lines": {kind: cents / 100 for kind, cents in cost.lines.items()},
    }
