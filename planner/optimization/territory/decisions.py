"""What a manual decision on an account costs: the account (with its family) at the best seat that it could have without it, all else unchanged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.domain.account_decision import account_decisions
from planner.optimization.territory.build import TerritoryCase, list_pairs, pair_costs
from planner.optimization.territory.eligibility import Eligibility
from planner.optimization.territory.problem import Ints


def price_decisions(case: TerritoryCase, choice: Ints) -> dict[int, tuple[int, float]]:
    """Return for the node of every decided account its best other seat without the decision, and what the plan would cost more there, in cents.

    Nothing stands for a node that no other seat could own.
    """
    decided = account_decisions(case.plan_input)
    if not decided:
        return {}
    problem, loads, book = case.problem, case.problem.loads, case.plan_input.accounts
    locks = tuple(None if a in decided else s for a, s in zip(book.account, book.locked_seat, strict=True))
    eligibility = Eligibility(replace(book, locked_seat=locks), case.positions)
    use = loads.use(problem.seat[choice])
    base = np.add(*loads.costs(use)).sum(axis=0)
    found: dict[int, tuple[int, float]] = {}
    for n, members in enumerate(case.nodes):
        entries = [case.entries[m] for m in members]
        here = int(problem.seat[choice[n]])
        name = case.positions[here].name
        if not any(book.account[e.account] in decided and book.locked_seat[e.account] == name for e in entries):
            continue
        mask = np.logical_and.reduce([eligibility.seats_of(e) for e in entries])
        mask[here] = True
        start, seats = list_pairs([mask])
        handover, travel = pair_costs(case.plan_input, case.positions, case.entries, (members,), start, seats)
        cost = handover + travel
        step = loads.weight[:, n][:, None] / loads.scale
        without, beside = use.copy(), use + step
        without[:, here] -= step[:, here]
        left = np.add(*loads.costs(without)).sum(axis=0)[here] - base[here]
        taken = np.add(*loads.costs(beside)).sum(axis=0) - base
        more = {int(r): float(cost[k] + left + taken[r]) for k, r in enumerate(seats) if r != here}
        if more:
            best = min(more, key=lambda r: (more[r], r))
            found[n] = best, more[best] - float(cost[list(seats).index(here)])
    return found
