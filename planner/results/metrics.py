"""The figures by which plans are compared, each declared once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from planner.domain.choices import Channel
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.risk import RobustPromise
from planner.language import Text
from planner.tables.columns.column import Kind
from planner.tables.inputs.risk import ROBUST_LABELS
from planner.tables.words.choice_words import word_of

Compute = Callable[[PlanInput, AnnualPlan], float]


@dataclass(frozen=True, slots=True)
class PlanMetric:
    """One figure of a plan: MONEY in cents, SHARE 0 to 1, NUMBER and COUNT as they are.

    `better` is 1 when more is better, -1 when less is, 0 when neither.
    """

    key: str
    name: Text
    kind: Kind
    better: int
    compute: Compute


def _hires(_: PlanInput, plan: AnnualPlan) -> float:
    return sum(sum(t.hires) for t in plan.channel_plan.teams)


def _heads(plan_input: PlanInput, plan: AnnualPlan) -> float:
    return sum(t.heads for t in plan.channel_plan.teams) + _hires(plan_input, plan)


def _use_of_time(_: PlanInput, plan: AnnualPlan) -> float:
    available = sum(t.available_fte for t in plan.channel_plan.teams)
    return sum(t.used_fte for t in plan.channel_plan.teams) / available if available else 0.0


def _objective(_: PlanInput, plan: AnnualPlan) -> float:
    """Return what the plan was made best at (contribution counts next year's share); a cost is negative: more is better."""
    return plan.channel_plan.report.objective_cents


def _in_channel(channel: Channel) -> Compute:
    return lambda _, plan: sum(u.channel is channel for u in plan.channel_plan.units)


def _money(key: str, en: str, zh: str, better: int, compute: Compute) -> PlanMetric:
    return PlanMetric(key, Text(en, zh), Kind.MONEY, better, compute)


def _count(key: str, en: str, zh: str, better: int, compute: Compute) -> PlanMetric:
    return PlanMetric(key, Text(en, zh), Kind.COUNT, better, compute)


OBJECTIVE_METRIC = "objective"
"""Contribution, revenue or cost, as the plan's objective says: of plans with different ones it compares nothing."""
PLAN_METRICS: tuple[PlanMetric, ...] = (
    _money("target", "Company target", "公司目标", 0, lambda i, _: i.settings.target_revenue_cents),
    _money("revenue", "Expected revenue", "预期收入", 1, lambda _, p: p.channel_plan.totals.revenue_cents),
    PlanMetric(
        "stretch", Text("Stretch", "拉伸系数"), Kind.NUMBER, -1, lambda _, p: round(p.targets.company_stretch, 9)
    ),
    _money("margin", "Gross margin", "毛利", 1, lambda _, p: p.channel_plan.totals.gross_margin_cents),
    _money("cost", "Cost of sales", "营销成本", -1, lambda _, p: p.channel_plan.totals.cost_of_sales_cents),
    PlanMetric(
        "ratio",
        Text("Cost-of-sales ratio", "营销成本率"),
        Kind.SHARE,
        -1,
        lambda _, p: p.channel_plan.totals.cost_of_sales_ratio,
    ),
    _money("contribution", "Contribution", "贡献毛利", 1, lambda _, p: p.channel_plan.totals.contribution_cents),
    _money(OBJECTIVE_METRIC, "Value of the objective", "优化目标值", 1, _objective),
    _money("next_year", "Next year's carry-over", "次年结转", 1, lambda _, p: p.channel_plan.totals.carry_over_cents),
    # Expected, so not whole; people read them as customers, so shown whole.
    _count("new_customers", "New customers", "新客户", 1, lambda _, p: round(p.channel_plan.totals.new_customers, 4)),
    _count("heads", "Heads at year end", "年末人数", 0, _heads),
    _count("hires", "Hires", "招聘", 0, _hires),
    PlanMetric("time_used", Text("Selling time used", "销售时间利用率"), Kind.SHARE, 1, _use_of_time),
    _count(
        "changes",
        "Units changed from today",
        "较现状变动的单元",
        -1,
        lambda _, p: sum(u.is_changed for u in p.channel_plan.units),
    ),
    *(
        PlanMetric(
            f"units_{c.value}",
            Text("Units: {c}", "单元数：{c}").format(c=word_of(c)),
            Kind.COUNT,
            0,
            _in_channel(c),
        )
        for c in Channel
    ),
)


def _promised(key: str, kind: Kind, better: int, compute: Callable[[RobustPromise], float]) -> PlanMetric:
    def figure(_: PlanInput, plan: AnnualPlan) -> float:
        assert plan.robust is not None  # noqa: S101 - asked of plans with a promise only
        return compute(plan.robust)

    return PlanMetric(f"robust_{key}", ROBUST_LABELS[key], kind, better, figure)


CERTAINTY_METRICS: tuple[PlanMetric, ...] = (
    _promised("share", Kind.SHARE, 0, lambda p: p.share),
    _promised("probability", Kind.SHARE, 1, lambda p: p.probability),
    _promised("plain_probability", Kind.SHARE, 1, lambda p: p.plain_probability),
    _promised("price", Kind.MONEY, -1, lambda p: p.price_cents),
)
"""What a plan made with a certainty has besides."""


def metric_named(key: str) -> PlanMetric:
    """Return the metric whose key is `key`; `KeyError` when there is none."""
    return {m.key: m for m in (*PLAN_METRICS, *CERTAINTY_METRICS)}[key]


def metrics_shown(found: Iterable[Mapping[str, float]]) -> tuple[PlanMetric, ...]:
    """Return the metrics to show of plans whose metrics are `found`: those about certainty only where a plan has one."""
    keys = {key for metrics in found for key in metrics}
    return (*PLAN_METRICS, *(m for m in CERTAINTY_METRICS if m.key in keys))


def compute_metrics(plan_input: PlanInput, plan: AnnualPlan) -> dict[str, float]:
    """Return every metric of `plan` by key, in order of `PLAN_METRICS`; those about certainty where it was made with one."""
    metrics = PLAN_METRICS if plan.robust is None else (*PLAN_METRICS, *CERTAINTY_METRICS)
    return {m.key: m.compute(plan_input, plan) for m in metrics}
