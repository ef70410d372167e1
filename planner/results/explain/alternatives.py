"""Other plans that are nearly as good but choose other channels, for leaders who know what the model does not."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.domain.channel_plan import ChannelPlan
from planner.domain.choices import Channel
from planner.domain.identifiers import Cents, UnitId
from planner.optimization.channel_plan.solve import read_outcome
from planner.optimization.solvers.program import SolveOptions
from planner.optimization.solvers.program_changes import NewColumn, NewRow, extend_program
from planner.optimization.solvers.search.fixing import solve_program
from planner.results.explain.explained import Explained


@dataclass(frozen=True, slots=True, eq=False)
class Alternative:
    """A plan that keeps all rules and loses at most what was allowed: what it loses, and the units whose channel differs from the plan."""

    plan: ChannelPlan
    loss_cents: Cents
    changed: tuple[tuple[UnitId, Channel, Channel], ...]


def find_alternatives(explained: Explained, count: int, loss_share: float) -> tuple[Alternative, ...]:
    """Return up to `count` plans whose objective is within `loss_share` of the plan's, each with as many units in other channels as can be.

    Each differs most from the nearest of the plan and the alternatives before it (max-min distance): the least number of units in which a
    channel differs is maximised, then the sum. Fewer come back when no other plan differs, or the time ends.
    """
    options, program = explained.problem.options, explained.model.program
    floor = (explained.value_cents - loss_share * abs(explained.value_cents)) / explained.model.money - program.offset
    known = [np.array([int(options.channel[i]) for i in explained.chosen])]
    found: list[Alternative] = []
    for _ in range(count):
        differs = [np.where(options.channel != channels[options.unit], 1.0, 0.0) for channels in known]
        nearest = program.columns
        rows = [
            NewRow("alternative.loss", floor, np.inf, {j: float(c) for j, c in enumerate(program.cost) if c}),
            *(
                NewRow(
                    f"alternative.distance.{k}", 0.0, np.inf, {nearest: -1.0, **dict.fromkeys(np.flatnonzero(d), 1.0)}
                )
                for k, d in enumerate(differs)
            ),
        ]
        cost = np.zeros(program.columns)
        cost[: options.size] = 1e-3 * sum(differs)
        spread = extend_program(
            replace(program, cost=cost, offset=0.0), [NewColumn(1.0, float(len(options.units)))], rows
        )
        outcome, _ = solve_program(
            spread, SolveOptions(gap_limit=1e-9, absolute_gap=0.5, time_limit_seconds=explained.seconds)
        )
        if outcome.values is None:
            break
        solved = read_outcome(explained.model, replace(outcome, values=outcome.values[: program.columns]), 0)
        if solved.plan is None:
            break
        channels = np.array([int(options.channel[i]) for i in solved.chosen])
        if any(np.array_equal(channels, other) for other in known):
            break
        known.append(channels)
        found.append(_alternative(explained, solved.plan))
    return tuple(found)


def _alternative(explained: Explained, plan: ChannelPlan) -> Alternative:
    before = {u.unit.unit: u.channel for u in explained.plan.units}
    changed = tuple(
        (u.unit.unit, before[u.unit.unit], u.channel) for u in plan.units if before[u.unit.unit] is not u.channel
    )
    return Alternative(plan, explained.value_cents - plan.report.objective_cents, changed)
