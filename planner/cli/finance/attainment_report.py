"""Cost of sales at several attainments, break-even and release of selling expense, on the screen and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import click

from planner.cli.finance.report import money_text, percent_text
from planner.cli.screen.text_table import show_table
from planner.domain.choices import Channel
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Language, Text
from planner.results.cost_of_sales.attainment import (
    AttainedCost,
    compute_costs_at,
    find_break_even,
    find_cap_attainment,
)
from planner.results.cost_of_sales.bridge import sum_bridge
from planner.results.cost_of_sales.curve import build_curve
from planner.results.cost_of_sales.ratios import RatioAxis
from planner.results.cost_of_sales.release import ExpenseRelease, compute_releases
from planner.tables.choice_words import word_of
from planner.tables.cost_curve import BRIDGE_COLUMNS, BRIDGE_REST

_COMPANY = Text("Company", "公司")


@dataclass(frozen=True, slots=True)
class AttainmentRow:
    """One team, channel or the company: expected, at the asked attainments, and from where contribution and cap hold."""

    expected: AttainedCost
    attained: tuple[AttainedCost, ...]
    break_even: float | None
    cap: float | None
    cap_from: float | None


@dataclass(frozen=True, slots=True)
class AttainmentReport:
    """Rows of company, channels and teams; what pay terms add to the plan's cost at expected revenue (cents), whole and by line; releases."""

    attainments: tuple[float, ...]
    rows: tuple[AttainmentRow, ...]
    pay_difference_cents: int
    pay_differences: tuple[tuple[str, int], ...]
    releases: tuple[ExpenseRelease, ...]


def compute_attainment_report(
    plan_input: PlanInput, plan: AnnualPlan, cap: float | None, attainments: Sequence[float]
) -> AttainmentReport:
    """Return cost of sales at `attainments` of every team's target."""
    curve = build_curve(plan_input, plan, cap)
    expected = compute_costs_at(curve, None)
    attained = [compute_costs_at(curve, a) for a in attainments]
    own_caps = {t.team: t.cap for t in curve.teams}
    rows = []
    for i, row in enumerate(expected):
        limit = own_caps.get(row.name) if row.axis is RatioAxis.TEAM else curve.cap  # type: ignore[call-overload]
        rows.append(
            AttainmentRow(
                row,
                tuple(costs[i] for costs in attained),
                find_break_even(curve, row.axis, row.name),
                limit,
                None if limit is None else find_cap_attainment(curve, row.axis, row.name, limit),
            )
        )
    stated = plan.channel_plan.totals.cost_of_sales_cents + plan.channel_plan.totals.partner_cost_cents
    difference = expected[0].cost_cents + expected[0].outside_cents - stated
    releases = compute_releases(plan_input, plan, curve)
    bridge = sum_bridge(plan, expected)
    named = {**bridge, "rest": difference - sum(bridge.values())}
    by_line = tuple((key, cents) for key, cents in named.items() if cents)
    return AttainmentReport(tuple(attainments), tuple(rows), difference, by_line, releases)


def show_attainment(report: AttainmentReport, language: Language, axes: Sequence[str]) -> None:
    """Print the tables named in `axes`."""
    if "attainment" in axes:
        _show_rows(report, language)
    if "release" in axes and report.releases:
        _show_releases(report.releases, language)


def _show_rows(report: AttainmentReport, language: Language) -> None:
    heads = (
        Text("Ratio when attaining", "不同完成率下的成本率"),
        Text("as expected", "按预期"),
        *(Text.same(f"{a * 100:g} %") for a in report.attainments),
        Text("Cap", "上限"),
        Text("Cap kept from", "满足上限的最低完成率"),
        Text("Contribution ≥ 0 from", "盈亏平衡完成率"),
    )
    cells = [
        [
            _name(row.expected).choose(language),
            percent_text(row.expected.ratio),
            *(percent_text(a.ratio) for a in row.attained),
            percent_text(row.cap),
            _attainment(row.cap_from),
            _attainment(row.break_even),
        ]
        for row in (*report.rows[1:], report.rows[0])
    ]
    show_table(heads, cells, language, total=True)
    if report.pay_difference_cents:
        text = Text(
            "At expected revenue the sheets Pay and Commission rates come to {d} {w} than the plan's cost lines, "
            "which price commission at the channel's rate and bonuses at target.",
            "按预期收入计算，薪酬与提成阶梯表的成本比计划成本项{w} {d}；计划按通路提成率和完成目标时的奖金计价。",
        )
        more = Text("more", "多") if report.pay_difference_cents > 0 else Text("less", "少")
        click.echo(text.format(d=money_text(abs(report.pay_difference_cents)), w=more).choose(language))
        words = {c.key: c.header for c in BRIDGE_COLUMNS} | {"rest": BRIDGE_REST}
        named = "; ".join(f"{words[k].choose(language)} {c / 100:+,.2f}" for k, c in report.pay_differences)
        click.echo(Text("By line: {n}.", "按成本项：{n}。").format(n=named).choose(language))


def _show_releases(releases: Sequence[ExpenseRelease], language: Language) -> None:
    heads = (
        Text("Selling expense", "销售费用"),
        Text("Month", "月"),
        Text("Attained to date", "累计完成率"),
        Text("Planned to date", "累计计划支出"),
        Text("Released to date", "累计释放"),
        Text("Ahead of release", "超前支出"),
    )
    cells = [
        [
            str(r.team),
            Text("M{m}", "第{m}月").format(m=r.month).choose(language),
            percent_text(r.attainment),
            money_text(r.planned_cents),
            money_text(r.released_cents),
            money_text(r.ahead_cents) if r.ahead_cents else "",
        ]
        for r in releases
    ]
    show_table(heads, cells, language, left=(0, 1))


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
                "cap_kept_from": row.cap_from,
                "break_even": row.break_even,
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


def _name(cost: AttainedCost) -> Text:
    if cost.name is None:
        return _COMPANY
    return word_of(Channel(cost.name)) if cost.axis is RatioAxis.CHANNEL else Text.same(cost.name)


def _attainment(share: float | None) -> str:
    return "> 300 %" if share is None else f"{share * 100:.2f} %"
