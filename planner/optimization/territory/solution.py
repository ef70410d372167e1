"""An assignment of pairs to a `TerritoryPlan`: every account with its seat, reason and second-best seat, every seat with what it carries."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from planner.domain.account_decision import account_decisions
from planner.domain.choices import SolveStatus
from planner.domain.identifiers import AccountId, TeamId
from planner.domain.override import Override
from planner.domain.territory import (
    OwnerReason,
    OwnerRole,
    Ownership,
    SeatLoad,
    TerritoryPlan,
    TerritoryReport,
    TerritorySeat,
)
from planner.optimization.territory.build import TerritoryCase, pair_costs
from planner.optimization.territory.decisions import price_decisions
from planner.optimization.territory.entries import list_teams_of_seats, owner_of
from planner.optimization.territory.moves import price_alternatives
from planner.optimization.territory.problem import Floats, Ints
from planner.optimization.territory.solve import SolvedTerritories
from planner.optimization.territory.strict import prove_excess


def build_territory_plan(case: TerritoryCase, solved: SolvedTerritories) -> TerritoryPlan:
    """Return the plan that `solved` stands for."""
    seat_of = np.full(len(case.entries), -1, dtype=np.int64)
    node_of = np.full(len(case.entries), -1, dtype=np.int64)
    for n, members in enumerate(case.nodes):
        seat_of[list(members)] = case.problem.seat[solved.choice[n]]
        node_of[list(members)] = n
    second, extra = _alternatives(case, solved.choice)
    decisions = account_decisions(case.plan_input)
    priced = price_decisions(case, solved.choice)
    other = {n: (int(case.problem.seat[p]), float(extra[n])) for n, p in enumerate(second) if p >= 0} | priced
    costs = np.vstack(_account_costs(case, seat_of))
    team_of = list_teams_of_seats(case.plan_input, case.positions)
    ownerships = tuple(
        _ownership(case, place, int(seat_of[place]), int(node_of[place]), other, decisions, costs[:, place], team_of)
        for place in sorted(range(len(case.entries)), key=lambda p: case.entries[p].account)
    )
    return TerritoryPlan(ownerships, _seats(case, seat_of), _report(case, solved, ownerships))


def _alternatives(case: TerritoryCase, choice: Ints) -> tuple[Ints, Floats]:
    problem, loads = case.problem, case.problem.loads
    second, extra = np.full(problem.nodes, -1, dtype=np.int64), np.full(problem.nodes, np.inf)
    price_alternatives(
        problem.start, problem.seat, problem.cost, np.ascontiguousarray(loads.weight.T),
        np.ascontiguousarray((1 / loads.scale).T), loads.shapes, choice,
        np.ascontiguousarray(loads.use(problem.seat[choice]).T), second, extra,
    )  # fmt: skip
    return second, extra


def _ownership(
    case: TerritoryCase,
    place: int,
    seat: int,
    node: int,
    others: Mapping[int, tuple[int, float]],
    decisions: Mapping[AccountId, Override],
    costs: Floats,
    team_of: Mapping[str, TeamId],
) -> Ownership:
    entry, book = case.entries[place], case.plan_input.accounts
    i = entry.account
    owner = owner_of(book, entry, team_of)
    if seat < 0:
        reason = OwnerReason.POOL if entry.role is OwnerRole.POOL else OwnerReason.NOBODY
        return Ownership(book.account[i], entry.role, entry.team, None, owner, reason)
    name = case.positions[seat].name
    other = others.get(node)
    decision = decisions.get(book.account[i])
    is_decided = decision is not None and decision.value == name
    return Ownership(
        account=book.account[i],
        role=entry.role,
        team=entry.team,
        seat=name,
        owner=owner,
        reason=OwnerReason.DECIDED if is_decided else _reason(case, place, seat, node, owner),
        handover_cents=int(costs[0]),
        travel_cents=int(costs[1]),
        second_seat=None if other is None else case.positions[other[0]].name,
        second_cost_cents=None if other is None else round(other[1]),
        decision=f"{decision.who}: {decision.why}" if decision is not None and is_decided else None,
    )


def _account_costs(case: TerritoryCase, seat_of: Ints) -> tuple[Floats, Floats]:
    """Return handover and travel in cents of every entry at its seat; 0 without one."""
    placed = np.flatnonzero(seat_of >= 0)
    nodes = tuple((int(p),) for p in placed)
    found = pair_costs(
        case.plan_input, case.positions, case.entries, nodes, np.arange(placed.size + 1), seat_of[placed]
    )
    handover, travel = np.zeros(seat_of.size), np.zeros(seat_of.size)
    handover[placed], travel[placed] = found
    return handover, travel


def _reason(case: TerritoryCase, place: int, seat: int, node: int, owner: str | None) -> OwnerReason:
    book, entry = case.plan_input.accounts, case.entries[place]
    name = case.positions[seat].name
    if book.locked_seat[entry.account] == name:
        return OwnerReason.LOCKED
    if owner == name:
        return OwnerReason.KEPT
    if owner is None:
        return OwnerReason.NEW
    at = int(case.owner[place])
    if at < 0:
        return OwnerReason.TEAM_CHANGED if owner in case.names else OwnerReason.OWNER_GONE
    if case.positions[at].hours <= 0:
        return OwnerReason.OWNER_GONE
    problem = case.problem
    if at not in problem.seat[problem.start[node] : problem.start[node + 1]]:
        return OwnerReason.FAMILY if len(case.nodes[node]) > 1 else OwnerReason.OWNER_EXCLUDED
    same = [int(case.owner[p]) for p in case.nodes[node]]
    return OwnerReason.FAMILY if len(set(same)) > 1 and seat in same else OwnerReason.BALANCE


def _seats(case: TerritoryCase, seat_of: Ints) -> tuple[TerritorySeat, ...]:
    before, after = _seat_loads(case, case.owner), _seat_loads(case, seat_of)
    builder = case.builder
    today = np.array([p.capacity_today(load.accounts > 0) for p, load in zip(case.positions, before, strict=True)])
    fair_today = case.sharing.split(builder.potential, today)
    return tuple(
        TerritorySeat(
            seat=p.name,
            team=p.position.team,
            rep=p.position.rep,
            is_new_hire=p.is_new_hire,
            capacity_hours=p.hours,
            fair_before_cents=float(fair_today[r]),
            fair_potential_cents=float(builder.fair_potential[r]),
            band_share=float(builder.band[r]),
            before=before[r],
            after=after[r],
        )
        for r, p in enumerate(case.positions)
    )


def _seat_loads(case: TerritoryCase, seat_of: Ints) -> list[SeatLoad]:
    """Return what every seat carries; co-sold accounts count with the co-seller's share."""
    book = case.plan_input.accounts
    count = len(case.positions)
    has = seat_of >= 0
    accounts = [e.account for e in case.entries]

    def total(values: list[float]) -> Floats:
        return np.bincount(seat_of[has], weights=np.array(values, dtype=float)[has], minlength=count)[:count].astype(
            float
        )

    shares = case.share
    potential = total([book.potential_cents[i] * s for i, s in zip(accounts, shares, strict=True)])
    revenue = total([book.last_year_revenue_cents[i] * s for i, s in zip(accounts, shares, strict=True)])
    expected = total([e.expected_cents * s for e, s in zip(case.entries, shares, strict=True)])
    hours, number = total(list(case.hours)), total([1.0] * len(accounts))
    return [
        SeatLoad(
            int(number[r]),
            round(float(potential[r])),
            round(float(revenue[r])),
            round(float(expected[r])),
            float(hours[r]),
        )
        for r in range(count)
    ]


def _report(case: TerritoryCase, solved: SolvedTerritories, ownerships: tuple[Ownership, ...]) -> TerritoryReport:
    problem = case.problem
    use = problem.loads.use(problem.seat[solved.choice])
    inside, beyond = problem.loads.costs(use)
    terms = [
        ("handover", float(case.handover[solved.choice].sum())),
        ("travel", float(case.travel[solved.choice].sum())),
        ("imbalance", float(inside.sum())),
        *((name, float(beyond[d].sum())) for d, name in enumerate(problem.loads.names)),
    ]
    moves = [o for o in ownerships if o.is_move]
    revenue = dict(zip(case.plan_input.accounts.account, case.plan_input.accounts.last_year_revenue_cents, strict=True))
    return TerritoryReport(
        status=solved.status,
        objective_cents=solved.objective,
        bound_cents=solved.bound,
        terms=tuple(terms),
        moves=len(moves),
        moved_revenue_cents=sum(revenue[o.account] for o in moves if o.role is OwnerRole.LEAD),
        nodes=problem.nodes,
        pairs=problem.pairs,
        seconds=solved.seconds,
        method=solved.method,
        is_band_derived=case.plan_input.settings.potential_band_share is None,
        keep_all_cents=_cost_of_keeping(case),
        unavoidable_hours=_unavoidable_hours(case, solved),
    )


def _unavoidable_hours(case: TerritoryCase, solved: SolvedTerritories) -> float:
    """Return how many hours beyond strict capacity every plan has, by proof; asked only where this one has some, and nobody waits."""
    problem = case.problem
    is_cut_off = solved.status in (SolveStatus.TIME_LIMIT, SolveStatus.INTERRUPTED)
    if is_cut_off or problem.excess(solved.choice) <= 0:
        return 0.0
    return prove_excess(problem, "workload_capacity")


def _cost_of_keeping(case: TerritoryCase) -> float:
    """Return what it would cost when every owner who may keep an account keeps it, and all else goes to its cheapest seat."""
    problem = case.problem
    # The problem's own moves may be changes from another plan, where moves by hand are limited.
    order = np.lexsort((problem.cost, case.leaving, problem.node_of))
    return problem.objective(order[problem.start[:-1]]) if problem.nodes else 0.0
