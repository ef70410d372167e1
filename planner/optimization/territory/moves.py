"""The inner loops of the search: shifts of one node, swaps of two, annealing. All figures in cents; loads as y = use ÷ scale.

Arrays by seat and load have shape (seats, loads). `choice` holds the pair of every node, `use` what seats carry, `used` moves and revenue moved.

Prices ν spare most of the work. With `above`, the cost of a pair at the prices less the least of its node, and the slack of a seat,
Σ_d g(y) + g*(ν) − ν·y ≥ 0, a change costs Σ (above of new pairs − above of old ones) + Σ over its seats (slack after − slack before): at least what
`above` says less the slack before. What cannot pay by that is not worked out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from planner.optimization.compiled import compiled
from planner.optimization.solvers.stop import Flag
from planner.optimization.territory.problem import Floats, Ints

States = NDArray[np.uint64]
_TINY = 1e-7
_SHIFT = np.uint64(11)
_LOOKED = 200
"""Exchanges worked out for one node and one seat."""
_STAGES = 40
"""Temperatures of an annealing."""
_NEVER = 30.0
"""What costs so many temperatures more is not taken: the chance is 1 in 10¹³."""


@compiled
def load_cost(y: float, inner: float, over: float, under: float, high: float, low: float) -> float:
    """Return the cost of one load of one seat."""
    cost = inner * abs(y - 1.0)
    if y > high:
        cost += over * (y - high)
    if y < low:
        cost += under * (low - y)
    return cost


@compiled
def change_of_seat(r: int, use: Floats, shape: Floats, out: Floats, into: Floats, inverse: Floats) -> float:
    """Return what seat r's loads cost more when weights `out` leave and `into` come; `shape` is (seats, loads, 5)."""
    delta = 0.0
    for d in range(use.shape[1]):
        step = (into[d] - out[d]) * inverse[r, d]
        if step != 0.0:
            s = shape[r, d]
            y = use[r, d]
            delta += load_cost(y + step, s[0], s[1], s[2], s[3], s[4]) - load_cost(y, s[0], s[1], s[2], s[3], s[4])
    return delta


@compiled
def slack_of_seat(r: int, use: Floats, shape: Floats, dual: Floats) -> float:
    """Return what seat r's loads cost beyond what the prices say of them; `dual` is (seats, loads, 2): price, conjugate at the price."""
    slack = 0.0
    for d in range(use.shape[1]):
        s = shape[r, d]
        y = use[r, d]
        slack += load_cost(y, s[0], s[1], s[2], s[3], s[4]) + dual[r, d, 1] - dual[r, d, 0] * y
    return slack


@compiled
def _slacks(use: Floats, shape: Floats, dual: Floats) -> Floats:
    slack = np.empty(use.shape[0])
    for r in range(use.shape[0]):
        slack[r] = slack_of_seat(r, use, shape, dual)
    return slack


@compiled
def find_pair(start: Ints, seat: Ints, node: int, wanted: int) -> int:
    low, high = start[node], start[node + 1]
    while low < high:
        middle = (low + high) // 2
        if seat[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    if low < start[node + 1] and seat[low] == wanted:
        return int(low)
    return -1


@compiled
def is_within(used: Floats, limit: Floats, moves: float, moved: float) -> bool:
    """Whether a change keeps the limits on moves, or does not worsen what is beyond them."""
    return (moves <= 0.0 or used[0] + moves <= limit[0] + _TINY) and (
        moved <= 0.0 or used[1] + moved <= limit[1] + _TINY
    )


@compiled
def apply_change(r: int, use: Floats, inverse: Floats, weight: Floats, sign: float) -> None:
    for d in range(use.shape[1]):
        use[r, d] += sign * weight[d] * inverse[r, d]


@compiled
def improve_by_shifts(
    start: Ints, seat: Ints, cost: Floats, moves: Floats, moved: Floats, weight: Floats, inverse: Floats, shape: Floats,
    limit: Floats, above: Floats, dual: Floats, choice: Ints, use: Floats, used: Floats, passes: int,
) -> float:  # fmt: skip
    """Give each node its best seat in turn until nothing changes; return what was saved."""
    zero = np.zeros(weight.shape[1])
    saved, slack = 0.0, _slacks(use, shape, dual)
    for _ in range(passes):
        gain = 0.0
        for n in range(start.size - 1):
            old = choice[n]
            r = seat[old]
            leave = change_of_seat(r, use, shape, weight[n], zero, inverse)
            best, chosen = -_TINY, -1
            for p in range(start[n], start[n + 1]):
                if p == old or above[p] - above[old] > slack[r] + slack[seat[p]]:
                    continue
                if not is_within(used, limit, moves[p] - moves[old], moved[p] - moved[old]):
                    continue
                delta = cost[p] - cost[old] + leave + change_of_seat(seat[p], use, shape, zero, weight[n], inverse)
                if delta < best:
                    best, chosen = delta, p
            if chosen >= 0:
                apply_change(r, use, inverse, weight[n], -1.0)
                apply_change(seat[chosen], use, inverse, weight[n], 1.0)
                slack[r] = slack_of_seat(r, use, shape, dual)
                slack[seat[chosen]] = slack_of_seat(seat[chosen], use, shape, dual)
                used[0] += moves[chosen] - moves[old]
                used[1] += moved[chosen] - moved[old]
                choice[n] = chosen
                gain -= best
        saved += gain
        if gain <= _TINY:
            break
    return saved


@compiled
def improve_by_swaps(
    start: Ints, seat: Ints, cost: Floats, moves: Floats, moved: Floats, weight: Floats, inverse: Floats, shape: Floats,
    limit: Floats, above: Floats, dual: Floats, choice: Ints, use: Floats, used: Floats, rank: Ints, tries: int,
) -> float:  # fmt: skip
    """Exchange the seats of two nodes where that saves, once over all nodes and their `tries` cheapest seats; return what was saved.

    The nodes of a seat are looked through from the one that is furthest above its least cost: the first that cannot pay ends the look.
    """
    seats, nodes = inverse.shape[0], start.size - 1
    first = np.full(seats, -1)
    after = np.full(nodes, -1)
    for n in np.argsort(above[choice], kind="mergesort"):
        r = seat[choice[n]]
        after[n], first[r] = first[r], n
    saved, slack = 0.0, _slacks(use, shape, dual)
    for n in range(nodes):
        for k in range(min(tries, start[n + 1] - start[n])):
            p, old = rank[start[n] + k], choice[n]
            r, s = seat[old], seat[p]
            if r == s:
                continue
            least = above[p] - above[old] - slack[r] - slack[s]
            m, looked = first[s], 0
            while m >= 0 and looked < _LOOKED:
                other = choice[m]
                if seat[other] != s or m == n:
                    m = after[m]
                    continue
                if least >= above[other]:
                    break
                looked += 1
                back = find_pair(start, seat, m, r)
                if back >= 0 and least + above[back] < above[other]:
                    delta = cost[p] - cost[old] + cost[back] - cost[other]
                    more = moves[p] - moves[old] + moves[back] - moves[other]
                    revenue = moved[p] - moved[old] + moved[back] - moved[other]
                    delta += change_of_seat(r, use, shape, weight[n], weight[m], inverse)
                    delta += change_of_seat(s, use, shape, weight[m], weight[n], inverse)
                    if delta < -_TINY and is_within(used, limit, more, revenue):
                        _exchange(n, m, p, back, seat, weight, inverse, choice, use)
                        slack[r] = slack_of_seat(r, use, shape, dual)
                        slack[s] = slack_of_seat(s, use, shape, dual)
                        used[0] += more
                        used[1] += revenue
                        saved -= delta
                        break
                m = after[m]
    return saved


@compiled
def _exchange(
    n: int, m: int, pair: int, back: int, seat: Ints, weight: Floats, inverse: Floats, choice: Ints, use: Floats
) -> None:
    r, s = seat[choice[n]], seat[choice[m]]
    apply_change(r, use, inverse, weight[n], -1.0)
    apply_change(r, use, inverse, weight[m], 1.0)
    apply_change(s, use, inverse, weight[m], -1.0)
    apply_change(s, use, inverse, weight[n], 1.0)
    choice[n], choice[m] = pair, back


@compiled
def _random(state: States) -> float:
    """Return the next number of the stream (xorshift64*), 0 to 1."""
    x = np.uint64(state[0])
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    return float((x * np.uint64(2685821657736338717)) >> _SHIFT) * 1.1102230246251565e-16


@compiled
def _list_movable(
    start: Ints, seat: Ints, above: Floats, choice: Ints, rank: Ints, reach: Floats, room: Ints,
    movable: Ints, members: Ints, place: Ints, count: Ints,
) -> int:  # fmt: skip
    """Fill `movable` with the nodes that are not at their cheapest seat, or whose second is at most `reach` of its seat above it; return how many.

    `members` lists them by seat from `room` on, `count` of each; `place` says where.
    """
    count[:] = 0
    listed = 0
    for n in range(start.size - 1):
        if start[n + 1] - start[n] < 2:
            continue
        r = seat[choice[n]]
        if above[choice[n]] > 0.0 or above[rank[start[n] + 1]] <= reach[r]:
            movable[listed] = n
            listed += 1
            members[room[r] + count[r]], place[n] = n, count[r]
            count[r] += 1
    return listed


@compiled
def anneal(
    start: Ints, seat: Ints, cost: Floats, moves: Floats, moved: Floats, weight: Floats, inverse: Floats, shape: Floats,
    limit: Floats, above: Floats, dual: Floats, choice: Ints, use: Floats, used: Floats, rank: Ints, warmth: Floats,
    hot: float, cold: float, wide: float, floor: float, steps: int, seed: int, is_even: bool, broken_off: Flag,
) -> None:  # fmt: skip
    """Anneal for `steps` tries, 60 % of them swaps, from temperature `hot` to `cold`, times `warmth` (seats); less where `broken_off` becomes 1.

    At each of forty temperatures only those nodes are tried that are not at their cheapest seat, or whose second is at most `wide` temperatures
    and `floor` above it: nearly all others would be for nothing. Seats are tried the more often the cheaper they are for the node, or all as
    often (`is_even`). Nodes are drawn evenly, wherever they are: large ones are few on their seats, and their places decide most.
    """
    nodes, seats = start.size - 1, inverse.shape[0]
    room = np.zeros(seats + 1, dtype=np.int64)
    for p in range(seat.size):
        room[seat[p] + 1] += 1
    for r in range(seats):
        room[r + 1] += room[r]
    movable, place = np.empty(nodes, dtype=np.int64), np.empty(nodes, dtype=np.int64)
    members, count = np.empty(seat.size, dtype=np.int64), np.zeros(seats, dtype=np.int64)
    state = np.array([88172645463325252 + 7919 * seed], dtype=np.uint64)
    zero, slack = np.zeros(weight.shape[1]), _slacks(use, shape, dual)
    heat, cooling, listed = hot, (cold / hot) ** (1.0 / (_STAGES - 1)), 0
    a_stage = max(1, (steps + _STAGES - 1) // _STAGES)
    for step in range(steps):
        if step % a_stage == 0:
            if broken_off[0]:
                return
            heat = hot * cooling ** (step // a_stage)
            reach = (wide * heat + floor) * warmth
            listed = _list_movable(start, seat, above, choice, rank, reach, room, movable, members, place, count)
        if listed == 0:
            continue
        n = movable[int(_random(state) * listed)]
        degree = start[n + 1] - start[n]
        drawn, old = _random(state), choice[n]
        p = rank[start[n] + int(degree * (drawn if is_even else drawn**8))]
        if p == old:
            continue
        r, s = seat[old], seat[p]
        warm = heat * warmth[r]
        least = above[p] - above[old] - slack[r] - slack[s]
        m, other = -1, -1
        if _random(state) < 0.6:
            if count[s] == 0:
                continue
            m = int(members[room[s] + int(_random(state) * count[s])])
            other = choice[m]
            least -= above[other]
        if least > _NEVER * warm:
            continue
        # Drawn before the change is worked out: most need not be.
        most = -warm * np.log(max(_random(state), 1e-13))
        if least > most:
            continue
        back = -1
        if m >= 0:
            back = find_pair(start, seat, m, r)
            if back < 0 or least + above[back] > most:
                continue
            more = moves[p] - moves[old] + moves[back] - moves[other]
            revenue = moved[p] - moved[old] + moved[back] - moved[other]
            delta = cost[p] - cost[old] + cost[back] - cost[other]
            delta += change_of_seat(r, use, shape, weight[n], weight[m], inverse)
            delta += change_of_seat(s, use, shape, weight[m], weight[n], inverse)
        else:
            more, revenue = moves[p] - moves[old], moved[p] - moved[old]
            delta = cost[p] - cost[old]
            delta += change_of_seat(r, use, shape, weight[n], zero, inverse)
            delta += change_of_seat(s, use, shape, zero, weight[n], inverse)
        if delta > most:
            continue
        if not is_within(used, limit, more, revenue):
            continue
        used[0] += more
        used[1] += revenue
        if m >= 0:
            _exchange(n, m, p, back, seat, weight, inverse, choice, use)
            members[room[r] + place[n]], members[room[s] + place[m]] = m, n
            place[n], place[m] = place[m], place[n]
        else:
            apply_change(r, use, inverse, weight[n], -1.0)
            apply_change(s, use, inverse, weight[n], 1.0)
            choice[n] = p
            count[r] -= 1
            last = members[room[r] + count[r]]
            members[room[r] + place[n]] = last
            place[last] = place[n]
            members[room[s] + count[s]] = n
            place[n] = count[s]
            count[s] += 1
        slack[r] = slack_of_seat(r, use, shape, dual)
        slack[s] = slack_of_seat(s, use, shape, dual)


@compiled
def price_alternatives(
    start: Ints, seat: Ints, cost: Floats, weight: Floats, inverse: Floats, shape: Floats, choice: Ints, use: Floats,
    second: Ints, extra: Floats,
) -> None:  # fmt: skip
    """Fill `second` with each node's next best pair, all else unchanged (−1: none), and `extra` with what it costs more."""
    zero = np.zeros(weight.shape[1])
    for n in range(start.size - 1):
        old = choice[n]
        leave = change_of_seat(seat[old], use, shape, weight[n], zero, inverse)
        second[n], extra[n] = -1, np.inf
        for p in range(start[n], start[n + 1]):
            if p != old:
                delta = cost[p] - cost[old] + leave + change_of_seat(seat[p], use, shape, zero, weight[n], inverse)
                if delta < extra[n]:
                    second[n], extra[n] = p, delta
