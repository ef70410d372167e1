"""Company totals, the proof of how good the plan is, and the plans it is compared with."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.channel_plan import Baseline, PlanTotals
from planner.domain.choices import Objective, SolveStatus
from planner.domain.identifiers import Cents
from planner.domain.plan import AnnualPlan
from planner.findings import Finding
from planner.language import Text
from planner.results.verification.channel_plan.baselines import add_up_totals, make_last_year_plan, make_matrix_plan
from planner.results.verification.channel_plan.rules import find_broken_rules
from planner.results.verification.facts.shares import half_up
from planner.results.verification.subject import ONE_CENT, Subject, broken, differing, money
from planner.tables.words.choice_words import word_of

_PLAN_STATUSES = (SolveStatus.OPTIMAL, SolveStatus.WITHIN_GAP, SolveStatus.TIME_LIMIT, SolveStatus.INTERRUPTED)
_OPTIMAL_GAP = 1e-6
_CUSTOMERS = 1e-4
"""Tolerance of a number of new customers: workbooks show four digits."""


def verify_totals(subject: Subject) -> Iterator[Finding]:
    """Company totals are the sums of units and cost lines."""
    plan = subject.plan.channel_plan
    stated, right = plan.totals, add_up_totals(subject.units, plan.costs)
    for own, sum_of_parts, what in _compare_amounts(stated, right):
        if own != sum_of_parts:
            yield differing("totals", _COMPANY, what, own, sum_of_parts)
    yield from _compare_customers("totals", _COMPANY, stated, right)


def verify_proof(subject: Subject) -> Iterator[Finding]:
    """The objective follows from the plan, the bound is on its right side, the gap is theirs, and the status fits the gap."""
    report = subject.plan.channel_plan.report
    if report.objective_name not in tuple(Objective):
        yield broken("proof", "unknown objective {n}", "未知优化目标 {n}", n=report.objective_name)
        return
    right = value_of(subject, subject.plan.channel_plan.totals, Objective(report.objective_name))
    if report.objective_name == Objective.CONTRIBUTION:
        cost = sum(line.amount_cents for line in subject.plan.channel_plan.costs)
        right = sum(u.value_cents + u.variable_cost_cents for u in subject.units) - cost
    if abs(right - report.objective_cents) > max(1.0, 1e-6 * abs(right)):
        yield differing("proof", _COMPANY, Text("the value of the plan", "计划取值"), report.objective_cents, right)
    if report.bound_cents < report.objective_cents:
        yield broken(
            "proof",
            "the bound {b} is below the plan's own value {a}",
            "上界 {b} 低于计划取值 {a}",
            a=money(report.objective_cents),
            b=money(report.bound_cents),
        )
    gap = abs(report.bound_cents - report.objective_cents) / max(1, abs(report.objective_cents))
    if abs(gap - report.gap) > 1e-9:
        yield broken(
            "proof", "the gap is {a:.3e}, recomputed {b:.3e}", "差距为 {a:.3e}，复算 {b:.3e}", a=report.gap, b=gap
        )
    if report.status not in _PLAN_STATUSES:
        yield broken("proof", "a plan cannot have the status “{s}”", "计划的状态不能是“{s}”", s=word_of(report.status))
    if report.status is SolveStatus.OPTIMAL and gap > _OPTIMAL_GAP:
        yield broken("proof", "called optimal with a gap of {g:.3e}", "称为最优，但差距为 {g:.3e}", g=gap)
    if report.options < len(subject.units) or report.options_kept < 1:
        yield broken("proof", "the number of options cannot be right", "方案数不合理")


def verify_baselines(subject: Subject) -> Iterator[Finding]:
    """*As last year* and its calibration follow from today's arrangement, *matrix rule* from the quadrants; no feasible one is better."""
    plan, case = subject.plan, subject.case
    if not subject.is_complete:
        return
    again = ((plan.as_last_year, make_last_year_plan(subject)), (plan.matrix_rule, make_matrix_plan(subject)))
    for baseline, own in again:
        yield from _check_baseline(subject, baseline, own)
    actual = sum(sum(u.existing_cents) for u in case.market.units)
    calibration = plan.calibration
    for stated, right, what in (
        (calibration.actual_revenue_cents, actual, Text("last year's actual revenue", "上年实际收入")),
        (
            calibration.model_revenue_cents,
            plan.as_last_year.totals.revenue_cents,
            Text("the model's revenue for last year", "模型复算的上年收入"),
        ),
    ):
        if stated != right:
            yield differing("baselines", _COMPANY, what, stated, right)
    report = plan.channel_plan.report
    if report.objective_name not in tuple(Objective):
        return
    for baseline, own in again:
        value = value_of(subject, baseline.totals, Objective(report.objective_name))
        # The plans beside it need not be as certain, nor have anybody to carry the target.
        may_be_better = subject.plan.robust is not None or (
            _is_carried(subject, plan) and not _is_carried(subject, own)
        )
        if not may_be_better and baseline.is_feasible and value > report.objective_cents + len(subject.units):
            yield broken(
                "baselines",
                "the plan is worth {a}, {n} keeps all rules and is worth {b}",
                "计划取值 {a}，而“{n}”满足全部规则且取值 {b}",
                n=_NAMES[baseline.name],
                a=money(report.objective_cents),
                b=money(value),
            )


def _is_carried(subject: Subject, plan: AnnualPlan) -> bool:
    """Whether what teams lead would carry the company's target at the largest stretch."""
    settings = subject.plan_input.settings
    led = sum(t.expected_revenue_cents for t in plan.channel_plan.teams)
    return led >= settings.target_revenue_cents / settings.largest_stretch


def value_of(subject: Subject, totals: PlanTotals, objective: Objective) -> float:
    """Return what a plan with `totals` is worth under `objective`, in cents, more being better."""
    if objective is Objective.REVENUE:
        return totals.revenue_cents
    if objective is Objective.COST:
        return -totals.cost_of_sales_cents - totals.partner_cost_cents
    later = half_up(subject.plan_input.settings.next_year_weight * totals.carry_over_cents)
    return totals.contribution_cents + later + totals.option_value_cents


def _compare_amounts(stated: PlanTotals, right: PlanTotals) -> tuple[tuple[Cents, Cents, Text], ...]:
    """Return every amount of `stated` beside that of `right`, with its name."""
    return (
        (stated.revenue_cents, right.revenue_cents, Text("expected revenue", "预期收入")),
        (stated.gross_margin_cents, right.gross_margin_cents, Text("gross margin", "毛利")),
        (stated.cost_of_sales_cents, right.cost_of_sales_cents, Text("cost of sales", "营销成本")),
        (stated.partner_cost_cents, right.partner_cost_cents, Text("cost outside the ratio", "不计入成本率的成本")),
        (stated.carry_over_cents, right.carry_over_cents, Text("value won after the year", "年后成交")),
        (stated.option_value_cents, right.option_value_cents, Text("option value", "期权价值")),
    )


def _compare_customers(rule: str, whose: Text, stated: PlanTotals, right: PlanTotals) -> Iterator[Finding]:
    if abs(stated.new_customers - right.new_customers) > _CUSTOMERS:
        yield broken(
            rule,
            "{w}: {a:.4f} new customers, the units have {b:.4f}",
            "{w}：新客户 {a:.4f}，各单元合计 {b:.4f}",
            w=whose,
            a=stated.new_customers,
            b=right.new_customers,
        )


_COMPANY = Text("company", "公司")
_NAMES = {"as_last_year": Text("as last year", "沿用上年"), "matrix_rule": Text("matrix rule", "矩阵规则")}


def _check_baseline(subject: Subject, baseline: Baseline, right: AnnualPlan) -> Iterator[Finding]:
    """Rules, totals and channels of `baseline` are those of `right`, the same plan made again."""
    name = _NAMES[baseline.name]
    rules = find_broken_rules(Subject(subject.case, right))
    if set(baseline.broken_rules) != rules:
        yield broken(
            "baselines",
            "{n}: said to break {a}, recomputed {b}",
            "{n}：称违反 {a}，复算 {b}",
            n=name,
            a=", ".join(sorted(baseline.broken_rules)) or "—",
            b=", ".join(sorted(rules)) or "—",
        )
    stated, own = baseline.totals, right.channel_plan.totals
    each = ONE_CENT * len(subject.units)
    tolerances = (each, each, 5 * each, 5 * each, each, each)  # a line of cost is rounded for itself
    for (amount, exact, what), tolerance in zip(_compare_amounts(stated, own), tolerances, strict=True):
        if abs(amount - exact) > tolerance:
            yield differing("baselines", name, what, amount, exact)
    yield from _compare_customers("baselines", name, stated, own)
    if set(baseline.channels) != {u.unit.unit for u in right.channel_plan.units}:
        yield broken("baselines", "{n} does not have every unit once", "“{n}”的单元不完整", n=name)
        return
    for unit in right.channel_plan.units:
        channel = baseline.channels[unit.unit.unit]
        if channel is not unit.channel:
            yield broken(
                "baselines",
                "{n}: {u} has {a}, recomputed {b}",
                "{n}：{u} 为{a}，复算为{b}",
                n=name,
                u=unit.unit.unit,
                a=word_of(channel),
                b=word_of(unit.channel),
            )
