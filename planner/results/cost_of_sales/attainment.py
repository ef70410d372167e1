"""Cost of sales when another share of the target is attained: by team, channel and company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.domain.choices import Channel
from planner.domain.identifiers import Cents
from planner.domain.rounding import round_cents
from planner.results.cost_of_sales.curve import CompanyCurve, TeamCurve
from planner.results.cost_of_sales.ratios import RatioAxis


@dataclass(frozen=True, slots=True)
class AttainedCost:
    """Revenue, margin and cost of sales of one team or channel, or of the company (`name` ``None``), at one attainment.

    `attainment` ``None`` is the expected revenue of the plan, which every team attains to another share of its target. `lines` are all cost by
    kind: fixed, selling_expense, commission, manager_bonus, benefits (on variable pay), partner_margin, deposit (kept, negative), rebate.
    """

    axis: RatioAxis
    name: str | None
    attainment: float | None
    revenue_cents: Cents
    margin_cents: Cents
    cost_cents: Cents
    outside_cents: Cents
    lines: Mapping[str, Cents]

    @property
    def ratio(self) -> float | None:
        """Cost of sales ÷ revenue; ``None`` without revenue."""
        return self.cost_cents / self.revenue_cents if self.revenue_cents else None

    @property
    def contribution_cents(self) -> Cents:
        """Gross margin − all cost of sales."""
        return self.margin_cents - self.cost_cents - self.outside_cents


def compute_commission(curve: TeamCurve, attainment: float) -> float:
    """Return a team's commission (cents) at `attainment`: each step's rate on the revenue above its threshold, up to the next one.

    commission(a) = target · Σ (rate_i − rate_{i−1}) · max(0, a − from_i),    at most cap · commission(1)
    """
    plain = _uncapped(curve, attainment)
    return plain if curve.commission_cap is None else min(plain, curve.commission_cap * _uncapped(curve, 1.0))


def compute_released_share(curve: TeamCurve, attainment: float) -> float:
    """Return the share of selling expense that is released at `attainment`: it may run ahead by the stated share, never above the budget."""
    return 1.0 if curve.release_share is None else min(1.0, attainment + curve.release_share)


def compute_team_cost(curve: CompanyCurve, team: TeamCurve, attainment: float | None) -> AttainedCost:
    """Return the cost of one team at `attainment`, or at its expected revenue."""
    reached = team.attained(attainment)
    revenue = team.expected_cents if attainment is None else round_cents(attainment * team.target_cents)
    commission = round_cents(compute_commission(team, reached))
    bonus = round_cents(team.manager_bonus_cents * reached) if reached >= team.manager_bonus_from else 0
    returned = min(1.0, reached / team.deposit_return_from) if team.deposit_return_from else 1.0
    lines = {
        "fixed": team.fixed_cents + team.outside_cents,
        "selling_expense": round_cents(team.selling_expense_cents * compute_released_share(team, reached)),
        "commission": commission,
        "manager_bonus": bonus,
        "benefits": round_cents(team.benefits_share * (commission + bonus)),
        "partner_margin": round_cents(team.partner_rate * revenue),
        "deposit": -round_cents(team.deposit_cents * (1.0 - returned)),
    }
    partners = lines["partner_margin"] + lines["deposit"]
    outside = team.outside_cents + (0 if curve.partners_count else partners)
    margin = round_cents(team.margin_rate * revenue)
    cost = sum(lines.values()) - outside
    return AttainedCost(RatioAxis.TEAM, team.team, attainment, revenue, margin, cost, outside, lines)


def compute_costs_at(curve: CompanyCurve, attainment: float | None) -> tuple[AttainedCost, ...]:
    """Return the company, every channel and every team at `attainment` of the teams' targets (``None``: at expected revenue)."""
    teams = [compute_team_cost(curve, t, attainment) for t in curve.teams]
    channels = []
    for channel in curve.channels:
        own = [cost for cost, t in zip(teams, curve.teams, strict=True) if t.channel is channel]
        channels.append(_channel_cost(curve, channel, own, attainment))
    rest_lines = {
        "fixed": curve.channel_fixed_cents.get(None, 0) + curve.channel_outside_cents.get(None, 0),
    }
    rest = AttainedCost(
        RatioAxis.CHANNEL,
        None,
        attainment,
        0,
        0,
        curve.channel_fixed_cents.get(None, 0),
        curve.channel_outside_cents.get(None, 0),
        rest_lines,
    )
    company = _add_up(RatioAxis.COMPANY, None, attainment, [*channels, rest])
    return (company, *channels, *teams)


def _uncapped(curve: TeamCurve, attainment: float) -> float:
    total, before = 0.0, 0.0
    for step in curve.steps:
        if attainment > step.from_attainment:
            total += (step.rate - before) * (attainment - step.from_attainment)
        before = step.rate
    return total * curve.target_cents


def _channel_cost(
    curve: CompanyCurve, channel: Channel, teams: Iterable[AttainedCost], attainment: float | None
) -> AttainedCost:
    """Return a channel: its teams, its lines that are no team's, and the rebate on all of its revenue."""
    fixed, outside = curve.channel_fixed_cents.get(channel, 0), curve.channel_outside_cents.get(channel, 0)
    revenue, margin = curve.other_cents.get(channel, 0), curve.other_margin_cents.get(channel, 0)
    own = list(teams)
    whole = revenue + sum(t.revenue_cents for t in own)
    reached = [rate for start, rate in curve.ladders.get(channel, ()) if whole >= start]
    rebate = round_cents(whole * reached[-1]) if reached else 0
    counted = fixed + (rebate if curve.partners_count else 0)
    uncounted = outside + (0 if curve.partners_count else rebate)
    lines = {"fixed": fixed + outside, "rebate": rebate}
    loose = AttainedCost(RatioAxis.CHANNEL, channel.value, attainment, revenue, margin, counted, uncounted, lines)
    return _add_up(RatioAxis.CHANNEL, channel.value, attainment, [*own, loose])


def _add_up(axis: RatioAxis, name: str | None, attainment: float | None, parts: list[AttainedCost]) -> AttainedCost:
    lines: dict[str, Cents] = {}
    for part in parts:
        for kind, cents in part.lines.items():
            lines[kind] = lines.get(kind, 0) + cents
    return AttainedCost(
        axis,
        name,
        attainment,
        sum(p.revenue_cents for p in parts),
        sum(p.margin_cents for p in parts),
        sum(p.cost_cents for p in parts),
        sum(p.outside_cents for p in parts),
        lines,
    )
