"""Generated books of business as territory problems: sN with regions, segments and certificates, oN without limits of eligibility."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.spatial import cKDTree

from planner.optimization.territory.problem import Floats, Ints, Loads, TerritoryProblem

_SIDE = 1_000.0
"""Side of the square country, km."""


def make_territories(kind: str, accounts: int, seats: int, seed: int, nearest: int | None = None) -> TerritoryProblem:
    """Return a problem of `accounts` accounts and `seats` seats; `kind` is ``s`` (eligibility) or ``o`` (everybody may own everything).

    Use of capacity 0.88, band ±10 %, 85 % of the accounts owned today, 1 % forced, 1 % with forbidden seats, 2 % in families of two.
    `nearest` keeps only so many nearest seats a node, and the owner.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    regions = max(1, seats // 20) if kind == "s" else 1
    home = rng.uniform(0, _SIDE, (seats, 2))
    seat_region = np.arange(seats) % regions
    centre = rng.uniform(0.1 * _SIDE, 0.9 * _SIDE, (regions, 2))
    if kind == "s":
        home = centre[seat_region] + rng.normal(0, 0.12 * _SIDE, (seats, 2))
    region = rng.integers(regions, size=accounts)
    place = (
        centre[region] + rng.normal(0, 0.12 * _SIDE, (accounts, 2))
        if kind == "s"
        else rng.uniform(0, _SIDE, (accounts, 2))
    )
    size = rng.choice(3, size=accounts, p=(0.1, 0.3, 0.6))
    potential = np.exp(rng.normal(0, 0.7, accounts)) * np.array((400_000.0, 80_000.0, 15_000.0))[size]
    hours = np.array((60.0, 20.0, 6.0))[size] * rng.uniform(0.6, 1.4, accounts)
    visits = np.array((12.0, 6.0, 2.0))[size]
    segment = rng.integers(3, size=accounts)
    covers = rng.random((seats, 3)) < 0.6
    covers[np.arange(seats), (np.arange(seats) // regions) % 3] = True
    needs = rng.random(accounts) < 0.15
    certified = rng.random(seats) < 0.5
    certified[:regions] = True
    eligible = np.ones((accounts, seats), dtype=bool)
    if kind == "s":
        eligible = (region[:, None] == seat_region) & covers[:, segment].T & (~needs[:, None] | certified)
        eligible[~eligible.any(axis=1)] = region[~eligible.any(axis=1), None] == seat_region
    distance = np.sqrt(((place[:, None, :] - home) ** 2).sum(axis=2)) if accounts * seats <= 10**8 else None
    assert distance is not None, "too large for one matrix"
    near = np.where(eligible, distance, np.inf)
    owner = near.argmin(axis=1)
    wandering = rng.random(accounts) < 0.4
    other = np.argsort(near + rng.uniform(0, 200, near.shape) * eligible, axis=1)[:, 1 % seats]
    owner = np.where(wandering & np.isfinite(near[np.arange(accounts), other]), other, owner)
    owner[rng.random(accounts) > 0.85] = -1
    forced = (rng.random(accounts) < 0.01) & (owner >= 0)
    eligible[forced] = False
    eligible[forced, owner[forced]] = True
    banned = np.flatnonzero(rng.random(accounts) < 0.01)
    for a in banned:
        if eligible[a].sum() > 2:
            eligible[a, np.flatnonzero(eligible[a])[-1]] = False
    if nearest is not None and nearest < seats:
        keep = np.zeros_like(eligible)
        keep[np.arange(accounts)[:, None], np.argsort(near, axis=1)[:, :nearest]] = True
        keep[np.arange(accounts)[owner >= 0], owner[owner >= 0]] = True
        eligible &= keep
    return _pack(eligible, distance, potential, hours, visits, owner, rng)


def plant_hours(problem: TerritoryProblem, choice: Ints, slack: float, seed: int) -> TerritoryProblem:
    """Return `problem` with just enough hours, and `slack` more, for `choice` after a tenth of its nodes were placed at random."""
    rng = np.random.Generator(np.random.PCG64(seed))
    planted = choice.copy()
    for n in rng.choice(problem.nodes, problem.nodes // 10, replace=False):
        planted[n] = rng.integers(problem.start[n], problem.start[n + 1])
    loads = problem.loads
    scale, over = loads.scale.copy(), loads.over.copy()
    scale[0] = np.maximum(loads.use(problem.seat[planted])[0] * scale[0] * (1 + slack), 1e-6)
    over[0] *= scale[0] / loads.scale[0]
    return replace(problem, loads=replace(loads, scale=scale, over=over))


def make_strict(problem: TerritoryProblem) -> TerritoryProblem:
    """Return `problem` with hours a hundred times as dear and hard."""
    loads = problem.loads
    steep = np.array([[100.0], [1.0]])
    return replace(problem, loads=replace(loads, over=loads.over * steep, hard=("workload_capacity",)))


def join_books(books: Sequence[TerritoryProblem]) -> TerritoryProblem:
    """Return one problem of several that share no seat, as regions do not."""
    starts, seats, base, first = [np.zeros(1, dtype=np.int64)], [], 0, 0
    for book in books:
        starts.append(book.start[1:] + base)
        seats.append(book.seat + first)
        base, first = base + book.pairs, first + book.seats

    def beside(name: str) -> Floats:
        joined: Floats = np.hstack([getattr(b.loads, name) for b in books])
        return joined

    weight, scale, inner, over, under, high, low = map(
        beside, ("weight", "scale", "inner", "over", "under", "high", "low")
    )
    loads = Loads(books[0].loads.names, weight, scale, inner, over, under, high, low)
    cost, moves, moved = (np.concatenate([getattr(b, name) for b in books]) for name in ("cost", "moves", "moved"))
    return TerritoryProblem(np.concatenate(starts), np.concatenate(seats), cost, moves, moved, loads)


def make_wide(accounts: int, seats: int, seed: int, nearest: int) -> TerritoryProblem:
    """Return a problem of kind ``o`` too large for one matrix: its nearest seats and the owner for every account, all seats connected."""
    rng = np.random.Generator(np.random.PCG64(seed))
    home, place = rng.uniform(0, _SIDE, (seats, 2)), rng.uniform(0, _SIDE, (accounts, 2))
    size = rng.choice(3, size=accounts, p=(0.1, 0.3, 0.6))
    potential = np.exp(rng.normal(0, 0.7, accounts)) * np.array((400_000.0, 80_000.0, 15_000.0))[size]
    hours = np.array((60.0, 20.0, 6.0))[size] * rng.uniform(0.6, 1.4, accounts)
    visits = np.array((12.0, 6.0, 2.0))[size]
    far, near = cKDTree(home).query(place, nearest)
    # Two of five owners are not the nearest seat: relationships wander.
    rank = np.where(rng.random(accounts) < 0.4, rng.integers(1, 4, accounts), 0)
    every = np.arange(accounts)
    owner, to_owner = near[every, rank], far[every, rank]
    owner[rng.random(accounts) > 0.85] = -1
    order = np.argsort(near, axis=1)
    seat = np.take_along_axis(near, order, axis=1).ravel()
    distance = np.take_along_axis(far, order, axis=1).ravel()
    node = np.repeat(every, nearest)
    level = rng.uniform(0.7, 1.3, seats)
    share = level[seat] / np.bincount(node, weights=level[seat], minlength=accounts)[node]
    weight = np.vstack((hours, potential))
    fair = np.vstack([np.bincount(seat, weights=w[node] * share, minlength=seats).astype(float) for w in weight])
    revenue = potential * rng.uniform(0.1, 0.6, accounts)
    reference = float((visits * to_owner).sum())
    return _price(node, seat, distance, reference, visits, owner, revenue, weight, fair)


def _pack(
    eligible: np.ndarray,
    distance: Floats,
    potential: Floats,
    hours: Floats,
    visits: Floats,
    owner: Ints,
    rng: np.random.Generator,
) -> TerritoryProblem:
    accounts, seats = eligible.shape
    node, seat = np.nonzero(eligible)
    revenue = potential * rng.uniform(0.1, 0.6, accounts)
    reference = (visits * distance[np.arange(accounts), np.maximum(owner, 0)]).sum()
    level = rng.uniform(0.7, 1.3, seats)
    # Capacity and fair share go by what a seat may own, so that the case can be balanced.
    share = level / (eligible @ level)[:, None]
    weight = np.vstack((hours, potential))
    fair = np.vstack([(w[:, None] * eligible * share).sum(axis=0) for w in weight])
    return _price(node, seat, distance[node, seat], float(reference), visits, owner, revenue, weight, fair)


def _price(
    node: Ints,
    seat: Ints,
    distance: Floats,
    reference: float,
    visits: Floats,
    owner: Ints,
    revenue: Floats,
    weight: Floats,
    fair: Floats,
) -> TerritoryProblem:
    """Return the problem of the pairs `node`, `seat`, sorted by both, `distance` km apart; 10⁹ cents are `reference` visit-km, or that all move."""
    is_move = (owner[node] >= 0) & (owner[node] != seat)
    cost = visits[node] * distance / reference + is_move * revenue[node] / revenue.sum()
    cost *= 1e9
    scale = np.vstack((fair[0] / 0.88, fair[1]))
    part = scale / scale.sum(axis=1, keepdims=True) * 1e9
    zero = np.zeros(scale.shape[1])
    loads = Loads(
        ("workload_capacity", "potential_balance"), weight, np.maximum(scale, 1e-9),
        np.vstack((zero, 0.2 * part[1])), np.vstack((10 * part[0], 3 * part[1])), np.vstack((zero, 3 * part[1])),
        np.vstack((zero + 1, zero + 1.1)), np.vstack((zero, zero + 0.9)),
    )  # fmt: skip
    counts = np.bincount(node, minlength=owner.size)
    start = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    moves = is_move.astype(float)
    return TerritoryProblem(start, seat.astype(np.int64), cost, moves, moves * np.rint(revenue[node]), loads)
