"""The two plans to compare with, made again: *as last year* from today's arrangement, *matrix rule* from the quadrants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from planner.domain.channel_plan import CostLine, PlanTotals, TeamPlan, UnitPlan
from planner.domain.choices import Channel
from planner.domain.identifiers import TeamId, UnitId
from planner.domain.plan import AnnualPlan
from planner.results.verification.channel_plan.costs import list_expected_costs
from planner.results.verification.channel_plan.teams import last_year_cents
from planner.results.verification.facts.placement import Placement
from planner.results.verification.facts.response import compute_response, margin_rates, option_value_cents
from planner.results.verification.facts.shares import half_up, split_by_weight
from planner.results.verification.subject import Subject


def make_last_year_plan(subject: Subject) -> AnnualPlan:
    """Return the plan of today's arrangement without hires; targets and proof are those of the plan at hand."""
    return _make_plan(subject, subject.case.today)


def make_matrix_plan(subject: Subject) -> AnnualPlan:
    """Return the plan of the matrix rule without hires; targets and proof are those of the plan at hand."""
    return _make_plan(subject, subject.case.matrix_rule)


def _make_plan(subject: Subject, placements: Mapping[UnitId, Placement]) -> AnnualPlan:
    units = tuple(_unit_plan(subject, place) for _, place in sorted(placements.items()))
    teams = tuple(_team_plan(subject, name, units) for name in subject.case.teams)
    stands = replace(subject.plan.channel_plan, units=units, teams=teams, costs=())
    bare = Subject(subject.case, replace(subject.plan, channel_plan=stands, missed=()), subject.is_complete)
    costs = (*list_expected_costs(bare), *_rebates(subject, units))
    channel_plan = replace(stands, costs=costs, totals=add_up_totals(units, costs))
    return replace(subject.plan, channel_plan=channel_plan, missed=())


def _unit_plan(subject: Subject, place: Placement) -> UnitPlan:
    case, unit = subject.case, place.unit
    terms, settings = case.market.terms[place.channel], case.plan_input.settings
    right = compute_response(case, unit, place.channel, place.team, place.fte)
    kept, new = half_up(right.kept_cents), half_up(right.new_cents)
    rates = margin_rates(case.market, unit, place.channel)
    margin = half_up(sum(c * rate for c, rate in zip(right.product_cents(), rates, strict=True)))
    partner, commission = half_up((kept + new) * terms.partner_margin), half_up((kept + new) * terms.commission_rate)
    later = half_up(right.carry_over_cents)
    option_value = option_value_cents(case.market, unit) if place.channel is Channel.SEED else 0
    return UnitPlan(
        unit=unit,
        channel=place.channel,
        team=None if place.team is None else TeamId(place.team),
        coseller=None if place.coseller is None else TeamId(place.coseller),
        fte=place.fte,
        cosell_fte=place.fte * terms.cosell_share if place.coseller is not None else 0.0,
        reach=right.reach,
        revenue_kept_cents=kept,
        revenue_new_cents=new,
        products_cents=split_by_weight(kept + new, right.product_cents()),
        margin_cents=margin,
        partner_margin_cents=partner,
        commission_cents=commission,
        programme_cost_cents=terms.programme_cost_cents,
        carry_over_cents=later,
        option_value_cents=option_value,
        value_cents=margin
        - partner
        - commission
        - terms.programme_cost_cents
        + half_up(settings.next_year_weight * later)
        + option_value,
        new_customers=new / (unit.segment.average_deal_cents or settings.average_deal_cents),
        matrix_channel=case.market.matrix_channels[unit.unit],
        is_changed=right.is_changed,
    )


def _team_plan(subject: Subject, name: str, units: tuple[UnitPlan, ...]) -> TeamPlan:
    time = subject.case.times[name]
    return TeamPlan(
        team=subject.case.teams[name].team,
        heads=time.people,
        hires=(0, 0, 0, 0),
        available_fte=time.own_fte,
        lead_fte=sum(u.fte for u in units if u.team == name),
        cosell_fte=sum(u.cosell_fte for u in units if u.coseller == name),
        expected_revenue_cents=sum(u.revenue_cents for u in units if u.team == name),
        cosell_revenue_cents=sum(u.revenue_cents for u in units if u.coseller == name),
        last_year_revenue_cents=last_year_cents(subject.case, name),
    )


def _rebates(subject: Subject, units: tuple[UnitPlan, ...]) -> list[CostLine]:
    counts, lines = subject.plan_input.settings.count_partner_margin, []
    for channel in Channel:
        revenue = sum(u.revenue_cents for u in units if u.channel is channel)
        steps = [r for r in subject.plan_input.rebates if r.channel is channel and r.from_revenue_cents <= revenue]
        if steps:
            rate = max(steps, key=lambda r: r.from_revenue_cents).rate
            lines.append(CostLine("rebate", "", None, channel, half_up(revenue * rate), counts))
    return lines


def add_up_totals(units: Iterable[UnitPlan], costs: Iterable[CostLine]) -> PlanTotals:
    """Return the totals of a plan: sums of its units and of its cost lines."""
    units, costs = tuple(units), tuple(costs)
    return PlanTotals(
        sum(u.revenue_cents for u in units),
        sum(u.margin_cents for u in units),
        sum(line.amount_cents for line in costs if line.counts_in_ratio),
        sum(line.amount_cents for line in costs if not line.counts_in_ratio),
        sum(u.carry_over_cents for u in units),
        sum(u.option_value_cents for u in units),
        sum(u.new_customers for u in units),
    )
