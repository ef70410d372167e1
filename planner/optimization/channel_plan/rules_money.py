"""Rules of the channel plan about revenue and cost. Money rows are in model units (`ModelParts.money` cents)."""

from __future__ import annotations

import numpy as np

from planner.optimization.channel_plan.floors import company_floor, segment_floor, team_floor, units_by_segment
from planner.optimization.channel_plan.model_parts import HALF_CENT, ModelParts
from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.optimization.channel_plan.rules_capacity import GE, LE, hire_cost_terms
from planner.optimization.channel_plan.rules_choice import rebate_terms
from planner.response.option_table import CHANNELS
from planner.response.product_cents import split_by_product


def add_cost_of_sales_cap(parts: ModelParts) -> None:
    """Cost of sales − cap · revenue ≤ 0, for the company and for each team with a cap of its own."""
    problem, options = parts.problem, parts.problem.options
    cap = problem.plan_input.settings.cost_of_sales_cap
    counted, revenue = problem.counted_cost_cents, options.revenue_cents
    if cap is not None:
        over = (counted - cap * revenue) / parts.money
        terms = hire_cost_terms(parts)
        if problem.plan_input.settings.count_partner_margin:
            terms += rebate_terms(parts)
        fixed = problem.counted_fixed_cents / parts.money
        rounding = _rebate_rounding_cents(problem) / parts.money
        parts.add_row("cost_of_sales_cap.company", over, terms, LE, -fixed - rounding)
    for t, staff in enumerate(problem.staffing):
        if staff.team.cost_cap is not None:
            over = np.where(options.team == t, (counted - staff.team.cost_cap * revenue) / parts.money, 0.0)
            fixed = problem.team_fixed_cents(t) / parts.money
            parts.add_row(f"cost_of_sales_cap.{t}", over, hire_cost_terms(parts, t), LE, -fixed)


def _rebate_rounding_cents(problem: ChannelPlanProblem) -> float:
    """Return by how much the rebates that count in the ratio may be rounded up: half a cent for each channel's."""
    if not problem.plan_input.settings.count_partner_margin:
        return 0.0
    return HALF_CENT * sum(bool(problem.rebate_steps(channel)) for channel in CHANNELS)


def add_revenue_floor(parts: ModelParts) -> None:
    """Expected revenue ≥ company target ÷ largest stretch; of what teams lead alone, where otherwise nobody would carry the target."""
    settings, options = parts.problem.plan_input.settings, parts.problem.options
    floor = parts.problem.least("revenue_floor", "", company_floor(settings))
    revenue = options.revenue_cents / parts.money
    if parts.problem.is_target_carried:
        revenue = np.where(options.team >= 0, revenue, 0.0)
    parts.add_row("revenue_floor.company", revenue, (), GE, parts.at_least(floor))


def add_product_floor(parts: ModelParts) -> None:
    """Expected revenue of a product line ≥ its floor, where given."""
    products, floors = parts.problem.plan_input.products, {}
    for p, product in enumerate(products):
        floor = parts.problem.least("product_floor", product.product, product.target_floor_cents or 0)
        if floor > 0 and parts.takes(f"product_floor.{p}"):
            floors[p] = floor
    if floors:
        sold = split_by_product(parts.problem.options, [p.product for p in products])
        for p, floor in floors.items():
            parts.add_row(f"product_floor.{p}", sold[:, p] / parts.money, (), GE, parts.at_least(floor))


def add_segment_share_floor(parts: ModelParts) -> None:
    """Expected revenue of a segment ≥ its share floor · its potential, where given."""
    options, places = parts.problem.options, units_by_segment(parts.problem)
    for s, segment in enumerate(parts.problem.plan_input.segments):
        if segment.share_floor:
            units = places[segment.segment]
            asked = segment_floor(segment, (options.units[u] for u in units))
            floor = parts.problem.least("segment_share_floor", segment.segment, asked)
            if floor <= 0:
                continue
            own = np.concatenate([options.rows_of(u) for u in units])
            revenue = options.revenue_cents[own] / parts.money
            parts.add_row(f"segment_share_floor.{s}", (own, revenue), (), GE, parts.at_least(floor))


def add_new_customer_floor(parts: ModelParts) -> None:
    """Expected new customers ≥ the floor, where given."""
    asked = parts.problem.plan_input.settings.new_customer_floor
    if asked is not None:
        floor = parts.problem.least("new_customer_floor", "", asked)
        customers = np.where(parts.problem.options.new_customers > 1e-7, parts.problem.options.new_customers, 0.0)
        parts.add_row("new_customer_floor.company", customers, (), GE, floor)


def add_team_revenue_band(parts: ModelParts) -> None:
    """Expected revenue that a team leads lies in its band; a fixed or least target must be reachable at the largest stretch."""
    options, stretch = parts.problem.options, parts.problem.plan_input.settings.largest_stretch
    of_options = options.revenue_cents / parts.money
    for t, staff in enumerate(parts.problem.staffing):
        team = staff.team
        revenue = np.where(options.team == t, of_options, 0.0)
        floor = parts.problem.least("team_revenue_band", team.team, team_floor(team, stretch))
        if floor > 0:
            parts.add_row(f"team_revenue_band.{t}.least", revenue, (), GE, parts.at_least(floor))
        if team.revenue_max_cents is not None:
            parts.add_row(f"team_revenue_band.{t}.most", revenue, (), LE, parts.at_most(team.revenue_max_cents))
