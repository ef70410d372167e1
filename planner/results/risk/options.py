"""Sampled years for the program: the revenue of every coverage option in every year, from the same model as the simulation."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np

from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.response.option_table import CHANNELS
from planner.results.risk.draws import iterate_draws
from planner.results.risk.effort import build_seats
from planner.results.risk.revenue import Deals, build_revenue_model, compute_unit_revenue, find_largest_deals
from planner.results.risk.simulate import choose_chunk
from planner.results.risk.subject import Floats, Ints, RiskSubject, UnitArrays, curve_of
from planner.results.verification.facts.case import Case


def sample_option_revenue(subject: RiskSubject, problem: ChannelPlanProblem, years: int, seed: int) -> Floats:
    """Return revenue in cents, shape (years, options).

    Seats and the largest deals are those of `subject`, a plan of the same input: a hire more or less, and deals of other units, move a team's
    effort and the deals a little; the simulation of the plan that is made has its own.
    """
    parameters = subject.plan_input.risk
    place = {u.unit.unit: i for i, u in enumerate(subject.plan.channel_plan.units)}
    own = np.array([place[u.unit] for u in problem.options.units], dtype=np.int64)[problem.options.unit]
    units = _option_arrays(subject, problem, own)
    seats = build_seats(subject)
    deals = Deals(find_largest_deals(subject.units, parameters).shares[:, own])
    model = build_revenue_model(units, seats, len(subject.teams), parameters, deals)
    revenue = np.empty((years, problem.options.size))
    begin = 0
    chunk = choose_chunk(seats.size, problem.options.size)
    market = _spread_normals(years, seed)
    for draws in iterate_draws(years, chunk, seed, parameters, units, seats, deals.count):
        even = replace(draws, market=market[begin : begin + draws.size])
        revenue[begin : begin + draws.size] = compute_unit_revenue(model, even)
        begin += draws.size
    return revenue


def _spread_normals(years: int, seed: int) -> Floats:
    """Return the normals of the market, one from the middle of each of `years` equally likely strata, in random order.

    The market moves everything; few years drawn at random would misplace its quantiles.
    """
    middles = [NormalDist().inv_cdf((k + 0.5) / years) for k in range(years)]
    order = np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, years)))).permutation(years)
    return np.array(middles)[order]


def _option_arrays(subject: RiskSubject, problem: ChannelPlanProblem, own: Ints) -> UnitArrays:
    """Return every option as if it were a unit of a plan; segments and parents are those of `subject`, so that draws mean the same."""
    plan_input, options, base = subject.plan_input, problem.options, subject.units
    case = Case(plan_input)
    terms = [case.market.terms[c] for c in CHANNELS]

    def of_channel(field: str) -> Floats:
        return np.array([float(getattr(t, field)) for t in terms])[options.channel]

    sellable = np.array([[sum(case.market.sellable_cents(u, c)) for c in CHANNELS] for u in options.units])
    penetration = base.penetration[own]
    cycle = of_channel("cycle_long_months")
    months = 12.0 - (cycle + (of_channel("cycle_short_months") - cycle) * penetration)
    effort = np.maximum(options.fte + options.cosell_fte, 1e-12)
    teams = {t: i for i, t in enumerate(subject.teams)}
    team_place = np.array([teams[s.team.team] for s in problem.staffing] + [-1], dtype=np.int64)
    arrays = replace(
        base,
        segment=base.segment[own],
        parent=base.parent[own],
        team=team_place[options.team],
        coseller=team_place[options.coseller],
        channel=tuple(CHANNELS[int(c)].value for c in options.channel),
        lead_weight=np.where(options.fte > 0, options.fte / effort, 1.0),
        kept=options.kept_cents.astype(np.float64),
        new=options.new_cents.astype(np.float64),
        accessible=sellable[options.unit, options.channel],
        existing=base.existing[own],
        penetration=penetration,
        ceiling_low=of_channel("ceiling_low"),
        ceiling_high=of_channel("ceiling_high"),
        cycle_long=cycle,
        cycle_short=of_channel("cycle_short_months"),
        keep_alone=of_channel("keep_alone"),
        keep_served=of_channel("keep_served"),
        reach=options.reach.copy(),
        slope=of_channel("response_shape"),
        is_judged=np.zeros(options.size, dtype=bool),
        low=np.zeros(options.size),
        span=np.zeros(options.size),
        selling_months=np.where(months > 0, np.minimum(months, 12.0), 12.0),
        deal=base.deal[own],
        potential_spread=base.potential_spread[own],
        penetration_spread=base.penetration_spread[own],
        response_spread=base.response_spread[own],
    )
    return _with_judgements(case, problem, arrays)


def _with_judgements(case: Case, problem: ChannelPlanProblem, arrays: UnitArrays) -> UnitArrays:
    """Return the arrays with the experts' curves for the units that have points."""
    options = problem.options
    judged = {j.segment for j in case.plan_input.judgements}
    for u, unit in enumerate(options.units):
        if unit.segment.segment not in judged:
            continue
        for i in np.flatnonzero(options.unit == u):
            channel = CHANNELS[int(options.channel[i])]
            curve = curve_of(case, unit, channel, float(options.fte[i]), float(options.reach[i]))
            arrays.reach[i], arrays.slope[i], arrays.low[i], arrays.span[i] = curve
            arrays.is_judged[i] = curve[3] > 0
    return arrays
