"""Manual moves: only the seats that they concern are planned again; all others keep their accounts exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.domain.identifiers import AccountId, SeatId
from planner.domain.territory import TerritoryPlan
from planner.optimization.solvers.search.beside import each_beside
from planner.optimization.solvers.stop import BreakOff, StopQuestion
from planner.optimization.territory.build import TerritoryCase
from planner.optimization.territory.make import check_move_limits
from planner.optimization.territory.prices import find_prices
from planner.optimization.territory.problem import NO_LIMIT, Ints, TerritoryProblem, pick_out, split_components
from planner.optimization.territory.solve import SolvedTerritories, TerritoryOptions, solve_territories


def solve_concerned(
    case: TerritoryCase,
    base: TerritoryPlan,
    wanted: Mapping[AccountId, SeatId],
    options: TerritoryOptions | None = None,
) -> SolvedTerritories:
    """Return the best assignment in which the parts of the eligibility graph without an old or new seat of `wanted` stay as in `base`.

    The bound is that of the parts solved and what prices prove of the others, whose prices of an hour may have changed with the team's potential.

    Raises
    ------
    NoFeasiblePlanError, TimeLimitError
        When the limits on moves cannot be kept, or were not in time.
    """
    problem, before = case.problem, choice_of_plan(case, base)
    number = {p.name: k for k, p in enumerate(case.positions)}
    seats = {o.seat for o in base.ownerships if o.account in wanted and o.seat is not None} | set(wanted.values())
    touched = {number[s] for s in seats if s in number}
    free = replace(problem, move_limit=NO_LIMIT, moved_limit=NO_LIMIT)
    parts = [
        (nodes, own)
        for nodes, own in split_components(free)
        if touched & set(own.tolist()) or (before[nodes] < 0).any()
    ]
    nodes = np.sort(np.concatenate([n for n, _ in parts])) if parts else np.zeros(0, dtype=np.int64)
    own = np.sort(np.concatenate([s for _, s in parts])) if parts else np.zeros(0, dtype=np.int64)
    part, pairs = pick_out(problem, nodes, own)
    rest = np.delete(before, nodes)
    part = replace(
        part,
        move_limit=problem.move_limit - float(problem.moves[rest].sum()),
        moved_limit=problem.moved_limit - float(problem.moved[rest].sum()),
    )
    options = options or TerritoryOptions()
    # As much search as these parts had in the whole, so that costs can be compared.
    shared = int(options.effort.shared_tries * part.nodes / max(1, problem.nodes))
    solved = solve_territories(part, replace(options, effort=replace(options.effort, shared_tries=shared)))
    choice = before.copy()
    choice[nodes] = pairs[solved.choice]
    check_move_limits(problem, choice, solved.status)
    objective = problem.objective(choice)
    bound = solved.bound
    if nodes.size < problem.nodes:
        bound += _bound_of_others(
            free, np.delete(np.arange(problem.nodes), nodes), np.delete(np.arange(problem.seats), own), options.is_late
        )
    is_proven = objective - bound <= 1e-9 * max(1.0, objective)
    status = solved.status if is_proven or solved.status is not SolveStatus.OPTIMAL else SolveStatus.WITHIN_GAP
    return replace(solved, choice=choice, objective=objective, bound=min(bound, objective), status=status)


def _bound_of_others(free: TerritoryProblem, nodes: Ints, seats: Ints, has_kept: StopQuestion | None) -> float:
    """Return what prices prove of the parts on `nodes` and `seats`; those known by then, once `has_kept` says that somebody stops."""
    others, _ = pick_out(free, nodes, seats)
    parts = [pick_out(others, *part)[0] for part in split_components(others)]
    return sum(prices.bound for prices in each_beside(find_prices, parts, BreakOff(), has_kept=has_kept))


def choice_of_plan(case: TerritoryCase, plan: TerritoryPlan) -> Ints:
    """Return the pair of every node in `plan`; −1 where its accounts have no common seat there, or none that they may have now."""
    problem, book = case.problem, case.plan_input.accounts
    number = {p.name: k for k, p in enumerate(case.positions)}
    seat_of = {(o.account, o.role, o.team): number.get(o.seat, -1) for o in plan.ownerships if o.seat is not None}
    choice = np.full(problem.nodes, -1, dtype=np.int64)
    for n, members in enumerate(case.nodes):
        entries = [case.entries[m] for m in members]
        seats = {seat_of.get((book.account[e.account], e.role, e.team), -1) for e in entries}
        pairs = problem.seat[problem.start[n] : problem.start[n + 1]]
        found = np.flatnonzero(pairs == seats.pop()) if len(seats) == 1 else np.zeros(0)
        if found.size:
            choice[n] = problem.start[n] + int(found[0])
    return choice
