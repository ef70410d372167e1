"""What a manual decision on an account costs: the account (with its family) given to the best other seat instead, all else unchanged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.domain.account_decision import account_decisions
from planner.domain.account_families import find_families
from planner.optimization.territory.build import TerritoryCase, build_loads, pair_costs
from planner.optimization.territory.eligibility import Eligibility, Mask
from planner.optimization.territory.entries import Entry
from planner.optimization.territory.fair_shares import list_pairs
from planner.optimization.territory.load_rules import LoadBuilder
from planner.optimization.territory.problem import Floats, Ints


def price_decisions(case: TerritoryCase, choice: Ints) -> dict[int, tuple[int, float]]:
    """Return for the node of every decided account its best other seat without the decision, and what the plan would cost more there, in cents.

    A decision that takes the account into another team is measured against the team that would serve it. Nothing stands for a node that no
    other seat could own, such as accounts of the registration pool.
    """
    decided = account_decisions(case.plan_input)
    if not decided:
        return {}
    problem, loads, book = case.problem, case.problem.loads, case.plan_input.accounts
    locks = tuple(None if a in decided else s for a, s in zip(book.account, book.locked_seat, strict=True))
    eligibility = Eligibility(replace(book, locked_seat=locks), case.positions)
    carried = loads.use(problem.seat[choice]) * loads.scale
    base = _load_cost(case.builder, carried)
    found: dict[int, tuple[int, float]] = {}
    for n, members in enumerate(case.nodes):
        entries = [case.entries[m] for m in members]
        here = int(problem.seat[choice[n]])
        name = case.positions[here].name
        if not any(book.account[e.account] in decided and book.locked_seat[e.account] == name for e in entries):
            continue
        mask = _seats_without(case, choice, eligibility, entries)
        mask[here] = True
        free: Mask = np.logical_and.reduce([eligibility.unbound_seats_of(_as_usual(e)) for e in entries])
        start, seats = list_pairs([mask])
        handover, travel = pair_costs(case.plan_input, case.positions, case.entries, (members,), start, seats)
        cost = handover + travel
        more = {}
        for k, r in enumerate(map(int, seats)):
            if r != here:
                beside = carried.copy()
                beside[:, here] -= loads.weight[:, n]
                beside[:, r] += loads.weight[:, n]
                more[r] = float(cost[k]) + _load_cost(_shared_there(case, n, free, r), beside) - base
        if more:
            best = min(more, key=lambda r: (more[r], r))
            found[n] = best, more[best] - float(cost[list(seats).index(here)])
    return found


def _as_usual(entry: Entry) -> Entry:
    """Return the entry in the team that would serve it without the decision."""
    return replace(entry, team=entry.usual_team)


def _shared_there(case: TerritoryCase, node: int, free: Mask, there: int) -> LoadBuilder:
    """Return the loads with the fair shares when `node` is bound to seat `there`, and `free` are the seats that could own it unbound."""
    builder = case.builder
    now, then = case.sharing.seats_of(node), np.flatnonzero(free) if free[there] else np.array([there])

    def anew(amount: float, shares: Floats) -> Floats:
        found = shares.copy()
        for seats, sign in ((now, -1.0), (then, 1.0)):
            total = builder.capacity[seats].sum()
            if total > 0:
                found[seats] += sign * amount * builder.capacity[seats] / total
        # Seats that shared this node alone are left with what rounding leaves, which is no share.
        return np.where(found > 1e-9 * amount, found, 0.0)

    return replace(
        builder,
        fair_potential=anew(builder.potential[node], builder.fair_potential),
        fair_expected=anew(builder.expected[node], builder.fair_expected),
        fair_revenue=anew(builder.revenue[node], builder.fair_revenue),
    )


def _load_cost(builder: LoadBuilder, carried: Floats) -> float:
    """Return what the loads cost in cents where seats carry `carried` (loads × seats)."""
    names = ("potential", "expected", "revenue", "hours", "accounts")
    # One node that weighs all: only the sums matter here.
    sums = {name: getattr(builder, name).sum(keepdims=True) for name in names}
    loads = build_loads(replace(builder, rows=[], hard=[], **sums))
    return float(np.add(*loads.costs(carried / loads.scale)).sum())


def _seats_without(case: TerritoryCase, choice: Ints, eligibility: Eligibility, entries: list[Entry]) -> Mask:
    """Return the seats that could own a decided node without the decision: of the team that would serve it, where its family has its seat."""
    usual = {e.usual_team for e in entries}
    mask: Mask = np.logical_and.reduce([eligibility.seats_of(_as_usual(e)) for e in entries])
    if len(usual) > 1 or usual == {entries[0].team}:
        return mask
    families = find_families(eligibility.book)
    names = {families[e.account] for e in entries}
    for n, members in enumerate(case.nodes):
        first, seat = case.entries[members[0]], int(case.problem.seat[choice[n]])
        is_relative = first.team in usual and first.role is entries[0].role and families[first.account] in names
        if is_relative and mask[seat]:
            alone = np.zeros_like(mask)
            alone[seat] = True
            return alone
    return mask
