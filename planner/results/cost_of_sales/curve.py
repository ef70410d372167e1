"""What cost of sales depends on when attainment changes: the parameters of every team and of the company, from a plan."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.domain.calendar import MONTHS_PER_YEAR
from planner.domain.channel_plan import CostLine
from planner.domain.choices import Channel
from planner.domain.identifiers import Cents, TeamId
from planner.domain.pay import CommissionRate
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.rounding import round_cents
from planner.response.seat_pay import list_own_pay
from planner.response.staffing import Staffing, build_staffing

SELLING_EXPENSE = ("expense", "travel")
MOVING = (*SELLING_EXPENSE, "commission", "partner_margin", "manager_bonus", "rebate")
"""Kinds of cost that move with attainment; all others are fixed."""


@dataclass(frozen=True, slots=True)
class CommissionStep:
    """From `from_attainment` (share of target) on, revenue earns `rate`, up to the next step; `from_revenue_cents` where it was given so."""

    from_attainment: float
    rate: float
    from_revenue_cents: Cents | None = None


@dataclass(frozen=True, slots=True)
class TeamCurve:
    """One team's parameters. Money in cents a year, rates and shares of revenue or target 0 to 1.

    `fixed_cents` counts in the ratio whatever is attained, `outside_cents` does not count. `head_years` are paid, hires pro rata; `seat_years` of
    them are seats with a base pay of their own, `seat_pay_cents` in the year, the others are paid `pay_cents`. That, `process_bonus_cents` (expected)
    and `head_benefits_cents` are per head and year; all are part of `fixed_cents`.
    """

    team: TeamId
    channel: Channel
    cap: float | None
    target_cents: Cents
    expected_cents: Cents
    margin_rate: float
    fixed_cents: Cents
    outside_cents: Cents
    selling_expense_cents: Cents
    release_share: float | None
    steps: tuple[CommissionStep, ...]
    commission_cap: float | None
    manager_bonus_cents: Cents
    manager_bonus_from: float
    benefits_share: float
    partner_rate: float
    deposit_cents: Cents
    deposit_return_from: float
    head_years: float = 0.0
    pay_cents: Cents = 0
    process_bonus_cents: Cents = 0
    head_benefits_cents: Cents = 0
    seat_years: float = 0.0
    seat_pay_cents: Cents = 0

    @property
    def people_cents(self) -> Cents:
        """Pay, process bonus and benefits of the head-years."""
        at_team_rates = self.head_years * (self.pay_cents + self.process_bonus_cents + self.head_benefits_cents)
        return round_cents(at_team_rates - self.seat_years * self.pay_cents) + self.seat_pay_cents

    @property
    def expected_attainment(self) -> float:
        """Expected revenue ÷ target; 1 without a target: who owes nothing has attained it."""
        return self.expected_cents / self.target_cents if self.target_cents else 1.0

    def attained(self, attainment: float | None) -> float:
        """Return what the team attains where every team attains `attainment` (``None``: its expected revenue)."""
        return self.expected_attainment if attainment is None or not self.target_cents else attainment


@dataclass(frozen=True, slots=True)
class CompanyCurve:
    """All teams, and what belongs to none of them: revenue of units without a team, fixed lines, rebate ladders by channel.

    `channel_fixed_cents` are the counted lines of a channel that are no team's (``None``: of no channel), `channel_outside_cents` the uncounted.
    `other_cents` and `other_margin_cents`: expected revenue and gross margin of units without a team, by channel; nobody has a target for them, so
    they stay. `partners_count`: whether partner margin, rebate and deposits count in the ratio.
    """

    teams: tuple[TeamCurve, ...]
    channel_fixed_cents: Mapping[Channel | None, Cents]
    channel_outside_cents: Mapping[Channel | None, Cents]
    other_cents: Mapping[Channel, Cents]
    other_margin_cents: Mapping[Channel, Cents]
    ladders: Mapping[Channel, tuple[tuple[Cents, float], ...]]
    partners_count: bool
    cap: float | None

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels that have a team, revenue or a cost; a rebate ladder alone makes none of these."""
        loose = {*self.channel_fixed_cents, *self.channel_outside_cents, *self.other_cents}
        return tuple(c for c in Channel if c in loose or any(t.channel is c for t in self.teams))


def build_curve(plan_input: PlanInput, plan: AnnualPlan, cap: float | None = None) -> CompanyCurve:
    """Return the parameters of `plan`; `cap` stands in place of the company's.

    Without sheets Pay and Commission rates commission is the plan's own share of revenue, nothing is capped, and all selling expense is released.
    """
    limit = plan_input.settings.cost_of_sales_cap if cap is None else cap
    loose = [line for line in plan.channel_plan.costs if line.team is None and line.kind != "rebate"]
    rest = [u for u in plan.channel_plan.units if u.team is None]
    channels = sorted({u.channel for u in rest})
    ladders: dict[Channel, tuple[tuple[Cents, float], ...]] = {}
    for channel in sorted({r.channel for r in plan_input.rebates}):
        steps = sorted((r.from_revenue_cents, r.rate) for r in plan_input.rebates if r.channel is channel)
        ladders[channel] = tuple(steps)
    return CompanyCurve(
        tuple(_team_curve(plan_input, plan, staff, limit) for staff in build_staffing(plan_input)),
        _by_channel([line for line in loose if line.counts_in_ratio]),
        _by_channel([line for line in loose if not line.counts_in_ratio]),
        {c: sum(u.revenue_cents for u in rest if u.channel is c) for c in channels},
        {c: sum(u.margin_cents for u in rest if u.channel is c) for c in channels},
        ladders,
        plan_input.settings.count_partner_margin,
        limit,
    )


def _team_curve(plan_input: PlanInput, plan: AnnualPlan, staff: Staffing, limit: float | None) -> TeamCurve:
    team = staff.team
    target = next((t.base_cents for t in plan.targets.teams if t.team == team.team), 0)
    units = [u for u in plan.channel_plan.units if u.team == team.team]
    lines = [line for line in plan.channel_plan.costs if line.team == team.team]
    revenue, margin = sum(u.revenue_cents for u in units), sum(u.margin_cents for u in units)
    terms, channel = plan_input.pay_terms(team.team), plan_input.channel(team.channel)
    hired = next((t.hires for t in plan.channel_plan.teams if t.team == team.team), ())
    hire_months = sum(n * (MONTHS_PER_YEAR - 3 * (q - 1)) for q, n in enumerate(hired, start=1))

    def amount(*kinds: str) -> Cents:
        return sum(line.amount_cents for line in lines if line.kind in kinds)

    fixed = [line for line in lines if line.kind not in MOVING]
    commission = amount("commission") / revenue if revenue else channel.commission_rate
    return TeamCurve(
        team=team.team,
        channel=team.channel,
        cap=limit if team.cost_cap is None else team.cost_cap,
        target_cents=target,
        expected_cents=revenue,
        margin_rate=margin / revenue if revenue else 0.0,
        fixed_cents=sum(line.amount_cents for line in fixed if line.counts_in_ratio),
        outside_cents=sum(line.amount_cents for line in fixed if not line.counts_in_ratio),
        selling_expense_cents=amount(*SELLING_EXPENSE),
        release_share=None if terms is None else terms.release_share,
        steps=_steps(plan_input.commission_rates, team.team, target) or (CommissionStep(0.0, commission),),
        commission_cap=None if terms is None else terms.commission_cap,
        manager_bonus_cents=0 if terms is None else terms.manager_bonus_cents,
        manager_bonus_from=0.0 if terms is None else terms.manager_bonus_from,
        benefits_share=0.0 if terms is None else terms.benefits_share,
        partner_rate=amount("partner_margin") / revenue if revenue else channel.partner_margin,
        deposit_cents=0 if terms is None else terms.deposit_cents,
        deposit_return_from=1.0 if terms is None else terms.deposit_return_from,
        head_years=staff.paid_years + hire_months / MONTHS_PER_YEAR,
        pay_cents=team.pay_cents,
        process_bonus_cents=staff.process_bonus_cents,
        head_benefits_cents=team.benefits_cents,
        seat_years=sum(s.paid_years for s in list_own_pay(plan_input, team.team)),
        seat_pay_cents=staff.seat_pay_cents,
    )


def _steps(rates: Sequence[CommissionRate], team: TeamId, target_cents: Cents) -> tuple[CommissionStep, ...]:
    """Return the team's own steps, else those of all teams, in order of thresholds; amounts become shares of the target."""
    own = [r for r in rates if r.team == team] or [r for r in rates if r.team is None]
    steps = []
    for rate in own:
        start = rate.from_attainment
        if start is None:
            amount = rate.from_revenue_cents or 0
            start = amount / target_cents if target_cents else (math.inf if amount else 0.0)
        steps.append(CommissionStep(start, rate.rate, rate.from_revenue_cents))
    return tuple(sorted(steps, key=lambda s: s.from_attainment))


def _by_channel(lines: Sequence[CostLine]) -> dict[Channel | None, Cents]:
    sums: dict[Channel | None, Cents] = {}
    for line in lines:
        sums[line.channel] = sums.get(line.channel, 0) + line.amount_cents
    return sums
