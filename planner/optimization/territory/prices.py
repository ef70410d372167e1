"""Prices of seats and the bound that they prove.

For any price ν[d, r] of each load and seat, and μ ≥ 0 of each limit on moves,

    bound = Σ_n min_r (cost[n, r] + μ·moves[n, r] + Σ_d ν[d, r]·weight[d, n] ÷ scale[d, r]) − Σ_d,r g*[d, r](ν) − μ·limit

is at most the cost of every plan, where g* is the conjugate of the load's cost. The prices come from the dual with a soft minimum whose temperature
falls (L-BFGS-B); the bound is then computed with the hard one.

References
----------
Beck & Teboulle (2012), Smoothing and first order methods; Fisher (1981), The Lagrangian relaxation method.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from planner.optimization.blas_memory import ask_for_memory
from planner.optimization.compiled import compiled
from planner.optimization.solvers.stop import keep_so_far, leave_if_broken_off
from planner.optimization.territory.narrow import is_wide, narrow
from planner.optimization.territory.problem import Floats, Ints, Loads, TerritoryProblem

PHASES = ((0.3, 25), (0.05, 40), (0.01, 60), (0.0015, 80))
"""Temperatures, as shares of a node's spread, and evaluations at each: the bound ends 0.01 % short where accounts lie apart, up to a percent
where handover alone tells seats apart; see `planner.optimization.territory.sharpen`.
"""
_REMEMBERED = 20
"""Steps from which L-BFGS-B learns how the dual bends."""

_ROUGH, _FINE = 2, 3
"""Phases before the cheapest pairs of a wide problem are chosen anew, and the first of those that are repeated after that."""
_NARROWINGS, _AGREED = 4, 1e-4
"""How often they are chosen at most, and the share of the bound by which what they prove may differ from what all pairs do."""


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Price per load and seat (cents per unit of y), price per account moved and per cent of revenue moved, and the bound they prove."""

    load: Floats
    move: float
    moved: float
    bound: float

    def reduced_costs(self, problem: TerritoryProblem) -> Floats:
        """Return the cost of every pair with the prices of what it uses."""
        return reduce_costs(problem, self.load, self.move, self.moved)


def reduce_costs(problem: TerritoryProblem, load: Floats, move: float = 0.0, moved: float = 0.0) -> Floats:
    """Return the cost of every pair with the prices of what it uses, in cents."""
    loads = problem.loads
    reduced = problem.cost + move * problem.moves + moved * problem.moved
    node = problem.node_of
    rate = load / loads.scale
    for d in range(loads.count):
        reduced = reduced + rate[d, problem.seat] * loads.weight[d, node]
    return reduced


def conjugate(loads: Loads, price: Floats) -> Floats:
    """Return g* of every load and seat at `price`, which lies between −inner − under and inner + over."""
    inner = loads.inner
    up = loads.high * price - inner * (loads.high - 1)
    down = loads.low * price - inner * (1 - loads.low)
    return np.where(price > inner, up, np.where(price < -inner, down, price))


def certify(problem: TerritoryProblem, load: Floats, move: float = 0.0, moved: float = 0.0) -> Prices:
    """Return `load`, `move`, `moved`, drawn into their ranges, with the bound that they prove over all pairs."""
    loads = problem.loads
    inside = np.clip(load, -loads.inner - loads.under, loads.inner + loads.over)
    move, moved = max(0.0, move), max(0.0, moved)
    reduced = reduce_costs(problem, inside, move, moved)
    least = np.minimum.reduceat(reduced, problem.start[:-1]) if problem.nodes else np.zeros(0)
    paid = sum(p * limit for p, limit in ((move, problem.move_limit), (moved, problem.moved_limit)) if p > 0)
    return Prices(inside, move, moved, float(least.sum() - conjugate(loads, inside).sum() - paid))


def prove_without_prices(problem: TerritoryProblem) -> Prices:
    """Return prices of nothing, and what they prove: every node at its cheapest pair."""
    return certify(problem, np.zeros_like(problem.loads.scale))


def find_prices(problem: TerritoryProblem, warm: Prices | None = None) -> Prices:
    """Return prices whose bound is close to the best that prices can prove; `warm` begins from another run's.

    Those of a wide problem are looked for on its cheapest pairs, until they prove there no more than over all pairs.
    """
    ask_for_memory()
    if problem.nodes == 0:
        return prove_without_prices(problem)
    if not is_wide(problem):
        return descend(problem, PHASES, warm)
    part, _ = narrow(problem, _guess_reduced_costs(problem) if warm is None else warm.reduced_costs(problem))
    found, phases = descend(part, PHASES[:_ROUGH], warm), PHASES[_ROUGH:]
    with keep_so_far():
        for _ in range(_NARROWINGS):
            part, _ = narrow(problem, found.reduced_costs(problem))
            found = descend(part, phases, found)
            proven = certify(problem, found.load, found.move, found.moved)
            if found.bound - proven.bound <= _AGREED * abs(proven.bound):
                break
            phases = PHASES[_FINE:]
            leave_if_broken_off()
    return proven


def lift(problem: TerritoryProblem, load: Floats) -> Floats:
    """Return the prices `load` with those of loads of which there is too much, or too little, for all seats together as far out as they go.

    One more unit of price for every seat is one more for every node: nothing changes but what is beyond the bands in all assignments, which counts.
    """
    loads, lifted = problem.loads, load.copy()
    for d in range(loads.count):
        whole, scale = loads.weight[d].sum(), loads.scale[d]
        room = np.where(whole > scale @ loads.high[d], loads.inner[d] + loads.over[d] - load[d], 0.0)
        room -= np.where(whole < scale @ loads.low[d], load[d] + loads.inner[d] + loads.under[d], 0.0)
        step = room / scale
        lifted[d] += step[np.argmin(np.abs(step))] * scale
    return lifted


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Keep linear algebra inside to the thread that calls it.

    It stands around several threads, since the first to leave its own would end it for the others.
    """
    import scipy.optimize  # noqa: F401 - only what is loaded can be limited

    with threadpool_limits(limits=1):
        yield


def descend(problem: TerritoryProblem, phases: Sequence[tuple[float, int]], warm: Prices | None) -> Prices:
    """Return the prices with the best bound of those that the temperatures of `phases` bring."""
    dual = _SmoothedDual(problem)
    at = dual.pack(warm)
    best = certify(problem, *dual.unpack(at))
    with one_thread_each(), keep_so_far():
        from scipy.optimize import minimize

        for dual.temperature, evaluations in phases:
            options = {"maxfun": evaluations, "maxiter": evaluations, "ftol": 1e-10, "maxcor": _REMEMBERED}
            ask_for_memory()  # loading what minimizes may have taken what there was
            answer = minimize(dual.value, at, jac=True, method="L-BFGS-B", bounds=dual.bounds, options=options)
            at = answer.x
            found = certify(problem, *dual.unpack(at))
            best = found if found.bound > best.bound else best
    return best


class _SmoothedDual:
    """The negative dual and its gradient; prices are scaled by the widths of their ranges."""

    def __init__(self, problem: TerritoryProblem) -> None:
        loads = problem.loads
        self.problem, self.temperature = problem, 1.0
        self.lower, self.upper = -loads.inner - loads.under, loads.inner + loads.over
        self.width = np.maximum(self.upper - self.lower, 1e-9)
        self.spread = _node_spread(problem)
        self.weight = np.ascontiguousarray(loads.weight.T)
        self.inverse = np.ascontiguousarray((1 / loads.scale).T)
        self.limits = [
            (kind, limit) for kind, limit in enumerate((problem.move_limit, problem.moved_limit)) if np.isfinite(limit)
        ]
        self.limit_width = [
            max(1e-9, float(self.spread.mean()) / max(1e-9, float(a.max(initial=0.0))) * 4)
            for a in (problem.moves, problem.moved)
        ]
        box = [
            (lo, hi) for lo, hi in zip(*(b.ravel() / self.width.ravel() for b in (self.lower, self.upper)), strict=True)
        ]
        self.bounds = [*box, *((0.0, None) for _ in self.limits)]

    def pack(self, warm: Prices | None) -> Floats:
        load = lift(self.problem, np.zeros_like(self.lower)) if warm is None else warm.load
        load = np.clip(load, self.lower, self.upper)
        rest = [0.0 if warm is None else (warm.move, warm.moved)[k] / self.limit_width[k] for k, _ in self.limits]
        return np.concatenate(((load / self.width).ravel(), rest))

    def unpack(self, at: Floats) -> tuple[Floats, float, float]:
        size = self.lower.size
        extra = [0.0, 0.0]
        for place, (kind, _) in enumerate(self.limits):
            extra[kind] = float(at[size + place]) * self.limit_width[kind]
        return at[:size].reshape(self.lower.shape) * self.width, extra[0], extra[1]

    def value(self, at: Floats) -> tuple[float, Floats]:
        """Return minus the smoothed dual and its gradient."""
        leave_if_broken_off()
        problem = self.problem
        load, move, moved = self.unpack(at)
        gradient = np.zeros(self.inverse.shape)
        used = np.zeros(2)
        soft = _soft_minimum(
            problem.start, problem.seat, problem.cost, problem.moves, problem.moved, self.weight, load.T * self.inverse,
            move, moved, np.maximum(self.temperature * self.spread, 1e-9), gradient, used,
        )  # fmt: skip
        paid, slope = self._smooth_conjugate(load)
        value = soft - paid - sum((move, moved)[k] * limit for k, limit in self.limits)
        parts = [(((gradient * self.inverse).T - slope) * self.width).ravel()]
        parts.append(np.array([(used[k] - limit) * self.limit_width[k] for k, limit in self.limits]))
        return -value, -np.concatenate(parts)

    def _smooth_conjugate(self, price: Floats) -> tuple[float, Floats]:
        """Return g* with its corners at ±inner rounded off by parabolas, and its slope."""
        loads = self.problem.loads
        reach = np.maximum(1e-9, 0.05 * self.temperature * self.width)
        value, slope = price.copy(), np.ones_like(price)
        for corner, sign, jump in ((loads.inner, 1.0, loads.high - 1), (-loads.inner, -1.0, 1 - loads.low)):
            beyond = sign * (price - corner)
            inside = np.clip(beyond + reach, 0, 2 * reach)
            value += jump * np.where(beyond >= reach, beyond, inside**2 / (4 * reach))
            slope += sign * jump * inside / (2 * reach)
        return float(value.sum()), slope


def _guess_reduced_costs(problem: TerritoryProblem) -> Floats:
    """Return the costs of pairs at prices that are the same small share of what each load costs beyond its band."""
    loads = problem.loads
    return reduce_costs(problem, 0.02 * (loads.inner + 0.5 * (loads.over + loads.under)))


def _node_spread(problem: TerritoryProblem) -> Floats:
    """Return per node how far its four cheapest seats lie apart, at least a thousandth of the mean over nodes; the scale of temperatures."""
    spread: Floats = _cheapest_spread(problem.start, _guess_reduced_costs(problem))
    floor = max(1e-6, float(spread.mean()))
    return np.maximum(spread, 1e-3 * floor)


@compiled
def _cheapest_spread(start: Ints, cost: Floats) -> Floats:
    nodes = start.size - 1
    spread = np.zeros(nodes)
    best = np.empty(4)
    for n in range(nodes):
        best[:] = np.inf
        for p in range(start[n], start[n + 1]):
            value = cost[p]
            for k in range(4):
                if value < best[k]:
                    best[k], value = value, best[k]
        last = best[0]
        for k in range(1, 4):
            if best[k] < np.inf:
                last = best[k]
        spread[n] = last - best[0]
    return spread


@compiled
def _soft_minimum(
    start: Ints, seat: Ints, cost: Floats, moves: Floats, moved: Floats, weight: Floats, rate: Floats,
    move: float, moved_price: float, temperature: Floats, gradient: Floats, used: Floats,
) -> float:  # fmt: skip
    """Return Σ_n softmin of the reduced costs of node n; add what is used to `gradient` (seats, loads) and `used` (moves, revenue)."""
    nodes, loads = start.size - 1, weight.shape[1]
    longest = 0
    for n in range(nodes):
        longest = max(longest, start[n + 1] - start[n])
    reduced = np.empty(longest)
    total = 0.0
    for n in range(nodes):
        first, count = start[n], start[n + 1] - start[n]
        least = np.inf
        for k in range(count):
            p = first + k
            r = seat[p]
            value = cost[p] + move * moves[p] + moved_price * moved[p]
            for d in range(loads):
                value += rate[r, d] * weight[n, d]
            reduced[k] = value
            least = min(least, value)
        mass = 0.0
        cooled = 1.0 / temperature[n]
        for k in range(count):
            gap = (reduced[k] - least) * cooled
            reduced[k] = np.exp(-gap) if gap < 18.0 else 0.0
            mass += reduced[k]
        total += least - temperature[n] * np.log(mass)
        for k in range(count):
            if reduced[k] > 0.0:
                p = first + k
                share = reduced[k] / mass
                r = seat[p]
                for d in range(loads):
                    gradient[r, d] += share * weight[n, d]
                used[0] += share * moves[p]
                used[1] += share * moved[p]
    return total
