"""Targets of the other metrics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.domain.choices import MONEY_METRICS, Metric
from planner.domain.targets import GoalTarget
from planner.findings import Finding
from planner.results.verification.facts.shares import is_split_in_steps
from planner.results.verification.subject import Subject, broken
from planner.tables.words.choice_words import word_of


def verify_goals(subject: Subject) -> Iterator[Finding]:
    """Additive metrics add up to the company's target over teams and over each team's seats, ratios are handed down; weights are Settings'."""
    settings, goals = subject.plan_input.settings, subject.plan.targets.goals
    for key, count in sorted(Counter((g.metric.value, g.team, g.seat or "") for g in goals).items()):
        if count > 1:
            yield broken("goals", "the goal {k} stands twice", "指标 {k} 重复", k=" · ".join(filter(None, key)))
    for metric in Metric:
        own = [g for g in goals if g.metric is metric]
        company = None if metric is Metric.REVENUE else settings.target(metric)
        if company is None:
            if own:
                yield broken(
                    "goals", "{m}: a goal without a company target", "{m}：没有公司目标却有指标", m=word_of(metric)
                )
            continue
        if any(abs(g.weight - settings.weight(metric)) > 1e-9 for g in own):
            yield broken("goals", "{m}: the weight is not Settings'", "{m}：权重与参数不符", m=word_of(metric))
        yield from _check_holders(subject, metric, own)
        if metric.is_additive:
            yield from _check_sums(subject, metric, own, float(company))
        elif any(abs(g.value - company) > 1e-9 for g in own):
            yield broken("goals", "{m}: not the company's target", "{m}：与公司目标不符", m=word_of(metric))


def _check_holders(subject: Subject, metric: Metric, own: list[GoalTarget]) -> Iterator[Finding]:
    """Every team with a revenue target has the goal, and every seat of it; nobody else."""
    targets = subject.plan.targets
    bases = {t.team: t.base_cents for t in targets.teams}
    teams = {t for t, base in bases.items() if base > 0}
    seats = {s.position.seat for s in targets.seats if s.base_cents > 0}
    holding = {g.seat for g in own if g.seat is not None}
    of_team = {s.position.seat: s.position.team for s in targets.seats}
    wrong = {g.team for g in own if g.seat is None} != teams or not seats <= holding or not holding <= set(of_team)
    if wrong or any(of_team[g.seat] != g.team for g in own if g.seat is not None and g.seat in of_team):
        yield broken(
            "goals",
            "{m}: not held by the teams and seats with a target",
            "{m}：承担者与有目标的团队、席位不一致",
            m=word_of(metric),
        )


def _check_sums(subject: Subject, metric: Metric, own: list[GoalTarget], company: float) -> Iterator[Finding]:
    teams = [g for g in own if g.seat is None]
    if sum(g.value for g in teams) != company or any(g.value != int(g.value) for g in own):
        yield broken(
            "goals",
            "{m}: teams do not add up to the company's target",
            "{m}：各团队合计不等于公司目标",
            m=word_of(metric),
        )
    drivers = [_driver(subject, metric, g.team) for g in teams]
    if not any(drivers):
        drivers = [_driver(subject, Metric.COLLECTIONS, g.team) for g in teams]
    step = subject.plan_input.settings.rounding_step_cents if metric in MONEY_METRICS else 1
    if not is_split_in_steps([int(g.value) for g in teams], company, drivers, step):
        yield broken(
            "goals", "{m}: teams do not follow what drives it", "{m}：团队分解与驱动因素不符", m=word_of(metric)
        )
    bases = {s.position.seat: s.base_cents for s in subject.plan.targets.seats}
    for team in teams:
        seats = [g for g in own if g.seat is not None and g.team == team.team]
        if sum(g.value for g in seats) != team.value:
            yield broken(
                "goals",
                "{m}: seats of {t} do not add up to the team",
                "{m}：{t} 的席位合计不符",
                m=word_of(metric),
                t=team.team,
            )
        weights = [bases.get(g.seat, 0) if g.seat is not None else 0 for g in seats]
        if not is_split_in_steps([int(g.value) for g in seats], team.value, weights, step):
            yield broken(
                "goals",
                "{m}: seats of {t} do not follow their targets",
                "{m}：{t} 的席位与其目标不成比例",
                m=word_of(metric),
                t=team.team,
            )


def _driver(subject: Subject, metric: Metric, team: str) -> float:
    """Return what a team's share of an additive metric goes by: margin, new customers, pipeline, else its target."""
    if metric is Metric.COLLECTIONS:
        return float(next(t.base_cents for t in subject.plan.targets.teams if t.team == team))
    total, settings = 0.0, subject.plan_input.settings
    for unit in subject.units:
        if unit.team != team:
            continue
        if metric is Metric.GROSS_PROFIT:
            total += max(0, unit.margin_cents)
        elif metric is Metric.NEW_CUSTOMERS:
            total += unit.new_customers
        else:
            total += unit.revenue_new_cents / (unit.unit.segment.win_rate or settings.win_rate)
    return total
