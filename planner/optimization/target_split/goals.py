"""Targets of the other metrics: additive ones split, ratios handed down with their weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from planner.domain.channel_plan import ChannelPlan
from planner.domain.choices import MONEY_METRICS, Metric
from planner.domain.identifiers import Cents, TeamId
from planner.domain.plan_input import PlanInput
from planner.domain.rounding import choose_step, split_amount
from planner.domain.targets import GoalTarget, SeatTarget


def split_goals(
    plan_input: PlanInput, channel_plan: ChannelPlan, bases: Mapping[TeamId, Cents], seats: Sequence[SeatTarget]
) -> tuple[GoalTarget, ...]:
    """Return the targets of every metric but revenue that has a company target, by team and by seat; money in rounding steps, as revenue is.

    Gross profit splits by the teams' expected margin, new customers and pipeline by theirs, collections by target; over seats by target.
    """
    goals: list[GoalTarget] = []
    settings = plan_input.settings
    for metric in Metric:
        company = settings.target(metric)
        if metric is Metric.REVENUE or company is None:
            continue
        weight = settings.weight(metric)
        teams = [t.team for t in channel_plan.teams if bases[t.team] > 0]
        if not metric.is_additive:
            goals += [GoalTarget(metric, t, None, float(company), weight) for t in teams]
            goals += [
                GoalTarget(metric, s.position.team, s.position.seat, float(company), weight)
                for s in seats
                if s.base_cents > 0
            ]
            continue
        drivers = _drivers(plan_input, channel_plan, metric, bases)
        shares = [drivers[t] for t in teams]
        step = settings.rounding_step_cents if metric in MONEY_METRICS else 1
        parts = split_amount(
            int(company),
            shares if any(shares) else [float(bases[t]) for t in teams],
            choose_step(int(company), len(teams), step),
        )
        for team, part in zip(teams, parts, strict=True):
            goals.append(GoalTarget(metric, team, None, float(part), weight))
            own = [s for s in seats if s.position.team == team]
            split = split_amount(part, [s.base_cents for s in own], choose_step(part, len(own), step))
            goals += [
                GoalTarget(metric, team, s.position.seat, float(p), weight) for s, p in zip(own, split, strict=True)
            ]
    return tuple(goals)


def _drivers(
    plan_input: PlanInput, channel_plan: ChannelPlan, metric: Metric, bases: Mapping[TeamId, Cents]
) -> dict[TeamId, float]:
    """Return what each team's share of `metric` goes by."""
    drivers: dict[TeamId, float] = defaultdict(float)
    for unit in channel_plan.units:
        if unit.team is None:
            continue
        win_rate = unit.unit.segment.win_rate or plan_input.settings.win_rate
        # A unit that loses money takes no gross-profit target from another.
        drivers[unit.team] += {
            Metric.GROSS_PROFIT: max(0.0, float(unit.margin_cents)),
            Metric.NEW_CUSTOMERS: unit.new_customers,
            Metric.PIPELINE: unit.revenue_new_cents / win_rate,
        }.get(metric, 0.0)
    if metric is Metric.COLLECTIONS:
        return {team: float(base) for team, base in bases.items()}
    return drivers
