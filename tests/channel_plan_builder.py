"""A `ChannelPlan` made by hand for tests of what comes after it: targets, verification, writing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planner.domain.channel_plan import ChannelPlan, PlanTotals, SolveReport, TeamPlan, UnitPlan
from planner.domain.choices import Channel, SolveStatus
from planner.domain.identifiers import Cents, TeamId
from planner.domain.market import Unit
from planner.domain.plan_input import PlanInput
from planner.response.units import build_units


def make_unit_plan(unit: Unit, team: str | None, products_cents: Sequence[Cents], **changes: Any) -> UnitPlan:
    """Return a plan of `unit` led by `team` (avoided without one) that brings `products_cents`, all of it kept, at half margin."""
    revenue = sum(products_cents)
    fields: dict[str, Any] = {
        "unit": unit,
        "channel": Channel.DIRECT if team else Channel.AVOID,
        "team": TeamId(team) if team else None,
        "coseller": None,
        "fte": 1.0 if team else 0.0,
        "cosell_fte": 0.0,
        "reach": 0.5 if team else 0.0,
        "revenue_kept_cents": revenue,
        "revenue_new_cents": 0,
        "products_cents": tuple(products_cents),
        "margin_cents": revenue // 2,
        "partner_margin_cents": 0,
        "commission_cents": 0,
        "programme_cost_cents": 0,
        "carry_over_cents": 0,
        "option_value_cents": 0,
        "value_cents": revenue // 2,
        "new_customers": 0.0,
        "matrix_channel": Channel.DIRECT,
        "is_changed": False,
    }
    return UnitPlan(**(fields | changes))


def make_channel_plan(
    plan_input: PlanInput,
    leads: Mapping[str, str | None],
    products_cents: Mapping[str, Sequence[Cents]],
    *,
    hires: Mapping[str, tuple[int, int, int, int]] | None = None,
    last_year_cents: Mapping[str, Cents] | None = None,
    unit_changes: Mapping[str, Mapping[str, Any]] | None = None,
) -> ChannelPlan:
    """Return the plan in which unit `u` is led by ``leads[u]`` and brings ``products_cents[u]``; totals are added up from the units."""
    changes = unit_changes or {}
    units = tuple(
        make_unit_plan(unit, leads.get(unit.unit), products_cents[unit.unit], **changes.get(unit.unit, {}))
        for unit in build_units(plan_input)
    )
    teams = tuple(
        TeamPlan(
            team=team.team,
            heads=team.heads,
            hires=(hires or {}).get(team.team, (0, 0, 0, 0)),
            available_fte=float(team.heads),
            lead_fte=sum(u.fte for u in units if u.team == team.team),
            cosell_fte=sum(u.cosell_fte for u in units if u.coseller == team.team),
            expected_revenue_cents=sum(u.revenue_cents for u in units if u.team == team.team),
            cosell_revenue_cents=sum(u.revenue_cents for u in units if u.coseller == team.team),
            last_year_revenue_cents=(last_year_cents or {}).get(team.team, team.last_year_revenue_cents),
        )
        for team in sorted(plan_input.teams, key=lambda t: t.team)
    )
    totals = PlanTotals(
        revenue_cents=sum(u.revenue_cents for u in units),
        gross_margin_cents=sum(u.margin_cents for u in units),
        cost_of_sales_cents=sum(u.commission_cents + u.programme_cost_cents for u in units),
        partner_cost_cents=sum(u.partner_margin_cents for u in units),
        carry_over_cents=sum(u.carry_over_cents for u in units),
        option_value_cents=sum(u.option_value_cents for u in units),
        new_customers=sum(u.new_customers for u in units),
    )
    value = sum(u.value_cents for u in units)
    report = SolveReport(
        SolveStatus.OPTIMAL, "contribution", value, value, 0.0, 0.0, len(units), len(units), "none", ""
    )
    return ChannelPlan(units, teams, (), totals, report)
