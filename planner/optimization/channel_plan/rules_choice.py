"""Rules of the channel plan about choices: limits on channels, seeding, changes; what people fixed; the rebate ladder."""

from __future__ import annotations

import math

import numpy as np
import pulp

from planner.domain.choices import Channel
from planner.optimization.channel_plan.model_parts import HALF_CENT, ModelParts
from planner.optimization.channel_plan.rules_capacity import EQ, GE, LE
from planner.response.option_table import CHANNELS


def add_channel_limit(parts: ModelParts) -> None:
    """At most so many units per channel, where Settings give a limit."""
    options = parts.problem.options
    for c, channel in enumerate(CHANNELS):
        limit = parts.problem.plan_input.settings.max_units(channel)
        if limit is not None:
            inside = (options.channel == c).astype(float)
            parts.add_row(f"channel_limit.{c}", inside, (), LE, float(limit))


def add_seed_budget(parts: ModelParts) -> None:
    """Seeding costs at most its budget."""
    options, budget = parts.problem.options, parts.problem.plan_input.settings.seed_budget_cents
    if budget is not None:
        seeded = options.channel == CHANNELS.index(Channel.SEED)
        cost = np.where(seeded, options.programme_cents / parts.money, 0.0)
        parts.add_row("seed_budget.company", cost, (), LE, parts.at_most(budget))


def add_change_limit(parts: ModelParts) -> None:
    """At most so many units change channel or lead team."""
    options, limit = parts.problem.options, parts.problem.plan_input.settings.change_limit
    if limit is not None:
        parts.add_row("change_limit.company", options.is_changed.astype(float), (), LE, float(limit))


def add_forced_choice(parts: ModelParts) -> None:
    """What people forced, forbade or overrode: no option outside of it."""
    options = parts.problem.options
    outside = ~options.allowed
    for u in np.unique(options.unit[outside]):
        own = options.rows_of(int(u))
        own = own[outside[own]]
        parts.add_row(f"forced_choice.{u}", (own, np.ones(own.size)), (), EQ, 0.0)


def add_rebate_ladder(parts: ModelParts) -> None:
    """A channel's revenue lies in exactly one step of its ladder, and that step's rate applies to all of it.

    Σ_k step_k = 1; from_k·step_k ≤ revenue_k < from_{k+1}·step_k, both sides half a cent lower since revenue is whole cents;
    Σ_k revenue_k = Σ revenue_o·x_o of the channel.
    """
    options = parts.problem.options
    for c, channel in enumerate(CHANNELS):
        ladder = parts.problem.rebate_steps(channel)
        if not ladder:
            continue
        in_channel = options.channel == c
        most = _largest_revenue(parts, in_channel)
        revenue = np.where(in_channel, options.revenue_cents, 0) / parts.money
        for k, (first, _) in enumerate(ladder):
            last = k + 1 == len(ladder)
            # Half a cent keeps a plan off the next step; where the channel cannot come near it, nothing is to be cut off.
            below_next = math.inf if last else ladder[k + 1][0] - HALF_CENT
            start = max(0.0, first - HALF_CENT)
            end = max(start, min(most + 1, below_next))
            step = pulp.LpVariable(f"rebate_step_{c}_{k}", cat=pulp.LpBinary)
            # Bounded: a column without an end and with a price that is off by noise would leave the whole program without a bound.
            held = pulp.LpVariable(f"rebate_revenue_{c}_{k}", 0, end / parts.money)
            parts.rebate_step[channel, k], parts.rebate_revenue[channel, k] = step, held
            parts.more += [step, held]
            parts.add_row(f"rebate_ladder.{c}.{k}.from", None, [(held, 1.0), (step, -start / parts.money)], GE, 0.0)
            parts.add_row(f"rebate_ladder.{c}.{k}.to", None, [(held, 1.0), (step, -end / parts.money)], LE, 0.0)
        steps = [(parts.rebate_step[channel, k], 1.0) for k in range(len(ladder))]
        parts.add_row(f"rebate_ladder.{c}.one_step", None, steps, EQ, 1.0)
        held_terms = [(parts.rebate_revenue[channel, k], -1.0) for k in range(len(ladder))]
        parts.add_row(f"rebate_ladder.{c}.revenue", revenue, held_terms, EQ, 0.0)


def rebate_terms(parts: ModelParts) -> list[tuple[pulp.LpVariable, float]]:
    """Return the rebate as terms in model units."""
    return [(v, parts.problem.rebate_steps(channel)[k][1]) for (channel, k), v in parts.rebate_revenue.items()]


def _largest_revenue(parts: ModelParts, in_channel: np.ndarray) -> float:
    """Return the most revenue (cents) that the channel could have: every unit's best option in it."""
    options = parts.problem.options
    best = np.zeros(len(options.units))
    np.maximum.at(best, options.unit[in_channel], options.revenue_cents[in_channel].astype(float))
    return float(best.sum())
