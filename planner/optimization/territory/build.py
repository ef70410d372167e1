"""The workbook and the annual plan to a `TerritoryProblem`, and what its nodes and seats stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.account_decision import lock_decided_accounts
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.territory import OwnerRole
from planner.optimization.territory import load_rules
from planner.optimization.territory.eligibility import Eligibility
from planner.optimization.territory.entries import (
    Entry,
    TerritoryPosition,
    list_entries,
    list_teams_of_seats,
    list_territory_positions,
    owner_of,
)
from planner.optimization.territory.fair_shares import Sharing, list_pairs, share_nodes
from planner.optimization.territory.families import add_family_together
from planner.optimization.territory.problem import NO_LIMIT, Floats, Ints, Loads, TerritoryProblem
from planner.optimization.territory.workload import list_account_hours

BAND_WITHOUT_WORD = 0.05
"""Tightest band that is derived where the workbook gives none: estimates of potential do not see finer differences."""
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True, eq=False)
class TerritoryCase:
    """The problem with its words; decided accounts of `plan_input` are locks.

    Arrays by entry: `share` (1, or the co-seller's), `hours`, `owner` (position, −1 none here).

    `handover` (pairs) and `travel` (pairs) are the parts of the pairs' cost in cents, `leaving` (pairs) how many accounts leave an owner who could
    keep them. `nobody` lists entries that no seat may own.
    """

    plan_input: PlanInput
    positions: tuple[TerritoryPosition, ...]
    entries: tuple[Entry, ...]
    nodes: tuple[tuple[int, ...], ...]
    nobody: tuple[int, ...]
    owner: Ints
    hours: Floats
    share: Floats
    handover: Floats
    travel: Floats
    leaving: Floats
    problem: TerritoryProblem
    builder: load_rules.LoadBuilder
    sharing: Sharing
    excluded: tuple[tuple[str, int], ...]
    names: frozenset[str]


def build_territory_case(plan_input: PlanInput, plan: AnnualPlan) -> TerritoryCase:
    """Return the problem of who owns which account, for `plan_input` with accounts and the annual `plan` made from it."""
    plan_input = lock_decided_accounts(plan_input)
    positions, entries = list_territory_positions(plan_input, plan), list_entries(plan_input, plan)
    eligibility = Eligibility(plan_input.accounts, positions)
    nodes, masks, unbound = add_family_together(entries, eligibility)
    open_nodes = [k for k, mask in enumerate(masks) if mask.any()]
    nobody = tuple(sorted(p for k, members in enumerate(nodes) if not masks[k].any() for p in members))
    kept = tuple(nodes[k] for k in open_nodes)
    able = [masks[k] for k in open_nodes]
    start, seat = list_pairs(able)
    sharing = share_nodes(start, seat, able, [unbound[k] for k in open_nodes])
    owner = np.array([eligibility.number_of(plan_input.accounts.owner[e.account]) for e in entries], dtype=np.int64)
    teams = np.array([p.position.team for p in positions], dtype=object)
    owner = np.array(
        [o if o >= 0 and teams[o] == e.team else -1 for o, e in zip(owner, entries, strict=True)], dtype=np.int64
    )
    share = np.array(
        [plan_input.settings.cosell_workload_share if e.role is OwnerRole.COSELL else 1.0 for e in entries], dtype=float
    )
    hours = _hours(plan_input, entries) * share
    handover, travel = pair_costs(plan_input, positions, entries, kept, start, seat)
    moves, moved = count_moves(plan_input, entries, kept, start, seat, owner)
    builder = _load_builder(plan_input, positions, entries, kept, sharing, hours, share)
    settings = plan_input.settings
    problem = TerritoryProblem(
        start, seat, handover + travel, moves, moved, build_loads(builder),
        NO_LIMIT if settings.move_limit_accounts is None else float(settings.move_limit_accounts),
        NO_LIMIT if settings.move_limit_revenue_cents is None else float(settings.move_limit_revenue_cents),
    )  # fmt: skip
    return TerritoryCase(
        plan_input, positions, entries, kept, nobody, owner, hours, share, handover, travel, moves, problem, builder,
        sharing, tuple(sorted(eligibility.excluded.items())), frozenset(p.name for p in positions if p.hours > 0),
    )  # fmt: skip


def build_loads(builder: load_rules.LoadBuilder) -> Loads:
    """Return the loads of all rules, with the builder's bands."""
    builder.rows.clear()
    builder.hard.clear()
    load_rules.add_workload_capacity(builder)
    load_rules.add_potential_balance(builder)
    load_rules.add_target_balance(builder)
    load_rules.add_account_count_band(builder)
    load_rules.add_new_hire_book(builder)
    return builder.build()


def count_moves(
    plan_input: PlanInput,
    entries: Sequence[Entry],
    nodes: Sequence[tuple[int, ...]],
    start: Ints,
    seat: Ints,
    owner: Ints,
) -> tuple[Floats, Floats]:
    """Return per pair how many accounts, and how much of last year's revenue, leave an owner who could keep them."""
    moves, moved = np.zeros(seat.size), np.zeros(seat.size)
    revenue = plan_input.accounts.last_year_revenue_cents
    for n, members in enumerate(nodes):
        seats = seat[start[n] : start[n + 1]]
        for place in members:
            if owner[place] >= 0 and owner[place] in seats:
                leaves = seats != owner[place]
                moves[start[n] : start[n + 1]] += leaves
                moved[start[n] : start[n + 1]] += leaves * float(revenue[entries[place].account])
    return moves, moved


def _hours(plan_input: PlanInput, entries: Sequence[Entry]) -> Floats:
    """Return each entry's hours a year."""
    hours = list_account_hours(plan_input)
    return np.array([hours[e.account] for e in entries], dtype=float)


def pair_costs(
    plan_input: PlanInput, positions: Sequence[TerritoryPosition], entries: Sequence[Entry],
    nodes: Sequence[tuple[int, ...]], start: Ints, seat: Ints,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Return handover and travel of every pair in whole cents, summed over the node's accounts."""
    settings, book = plan_input.settings, plan_input.accounts
    loss = np.array([settings.new_hire_handover_factor if p.is_new_hire else 1.0 for p in positions])
    names = np.array([p.name for p in positions], dtype=object)
    number = {name: k for k, name in enumerate(names.tolist())}
    team_of = list_teams_of_seats(plan_input, positions)
    handover, travel = np.zeros(seat.size), np.zeros(seat.size)
    homes = np.array([_coordinates(p) for p in positions], dtype=float).reshape(len(positions), 2)
    for n, members in enumerate(nodes):
        pairs = slice(start[n], start[n + 1])
        seats = seat[pairs]
        for place in members:
            entry = entries[place]
            i, owner = entry.account, owner_of(book, entry, team_of)
            share = settings.cosell_workload_share if entry.role is OwnerRole.COSELL else 1.0
            if owner is not None:
                lost = book.last_year_revenue_cents[i] * settings.handover_loss_share * share
                cost = np.rint(lost * np.minimum(loss[seats], 1 / max(settings.handover_loss_share, 1e-9)))
                handover[pairs] += (seats != number.get(owner, -1)) * (cost + settings.move_cost_cents)
            latitude, longitude = book.latitude[i], book.longitude[i]
            if latitude is not None and longitude is not None:
                km = distance_km(homes[seats, 0], homes[seats, 1], latitude, longitude)
                trips = settings.visits_per_account * 2 * settings.travel_cost_per_km_cents * share
                travel[pairs] += np.rint(np.nan_to_num(km) * trips)
    return handover, travel


def _coordinates(position: TerritoryPosition) -> tuple[float, float]:
    seat = position.seat
    if seat is None or seat.latitude is None or seat.longitude is None:
        return float("nan"), float("nan")
    return seat.latitude, seat.longitude


def distance_km(latitude: Floats, longitude: Floats, other_latitude: float, other_longitude: float) -> Floats:
    """Return great-circle distances in km (haversine) of points in degrees to one point."""
    a, b = np.radians(latitude), np.radians(other_latitude)
    half = np.sin((a - b) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(longitude - other_longitude) / 2) ** 2
    found: Floats = 2 * _EARTH_KM * np.arcsin(np.sqrt(half))
    return found


def _load_builder(
    plan_input: PlanInput, positions: Sequence[TerritoryPosition], entries: Sequence[Entry],
    nodes: Sequence[tuple[int, ...]], sharing: Sharing, hours: Floats, share: Floats,
) -> load_rules.LoadBuilder:  # fmt: skip
    book = plan_input.accounts
    by_entry = {
        "potential": np.array([book.potential_cents[e.account] for e in entries], dtype=float) * share,
        "expected": np.array([e.expected_cents for e in entries], dtype=float) * share,
        "revenue": np.array([book.last_year_revenue_cents[e.account] for e in entries], dtype=float) * share,
        "hours": hours,
        "accounts": np.ones(len(entries)),
    }
    by_node = {k: np.array([v[list(m)].sum() for m in nodes], dtype=float) for k, v in by_entry.items()}
    capacity = np.array([p.capacity for p in positions])
    fair = {k: sharing.split(by_node[k], capacity) for k in ("potential", "expected", "revenue")}
    band = plan_input.settings.potential_band_share
    return load_rules.LoadBuilder(
        plan_input.settings, capacity, np.array([p.hours for p in positions]),
        np.array([float(p.is_new_hire) for p in positions]), tuple(p.position.team for p in positions),
        by_node["potential"], by_node["expected"], by_node["revenue"], by_node["hours"], by_node["accounts"],
        fair_potential=fair["potential"], fair_expected=fair["expected"], fair_revenue=fair["revenue"],
        band=np.full(len(positions), BAND_WITHOUT_WORD if band is None else band),
    )  # fmt: skip
