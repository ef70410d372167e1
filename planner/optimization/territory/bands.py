"""The band of potential where the workbook gives none: the tightest worst deviation that can be reached, before cost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.optimization.solvers.search.beside import each_beside
from planner.optimization.solvers.stop import BreakOff, StopQuestion, is_broken_off
from planner.optimization.territory.build import BAND_WITHOUT_WORD
from planner.optimization.territory.load_rules import LoadBuilder
from planner.optimization.territory.prices import find_prices
from planner.optimization.territory.problem import NO_LIMIT, Floats, Ints, TerritoryProblem
from planner.optimization.territory.search import Effort, search

_POTENTIAL = 1
_MOST = 10.0


def derive_band(
    problem: TerritoryProblem, builder: LoadBuilder, effort: Effort, has_kept: StopQuestion | None = None
) -> Floats:
    """Return per seat the band of its team: the worst deviation of an assignment that looks at balance alone, in whole percents, at least 5 %.

    Limits on moves do not widen it: with few moves the band is what seats should come near, not what the worst of them is left with.
    A seat whose largest account exceeds its fair share, or whose accounts that no other seat may own do, cannot be balanced and does not widen
    the others' band. Once `has_kept` says that somebody stops, it is the band of the best assignment by then.
    """
    loads = problem.loads
    zero, one = np.zeros_like(loads.scale), np.ones_like(loads.scale)
    price = np.where(np.arange(loads.count)[:, None] == _POTENTIAL, loads.scale, 0.0)
    price *= 1e4 / max(1.0, float(loads.scale[_POTENTIAL].max(initial=1.0)))
    high, low = one * (1 + BAND_WITHOUT_WORD), one * (1 - BAND_WITHOUT_WORD)
    balance = replace(
        problem,
        cost=np.zeros_like(problem.cost),
        loads=replace(loads, inner=zero, over=price, under=price, high=high, low=low, hard=()),
        move_limit=NO_LIMIT,
        moved_limit=NO_LIMIT,
    )

    def balance_by(effort: Effort) -> Floats:
        prices = find_prices(balance)
        # Many books balance by shifts and swaps alone; only those that do not are annealed.
        band = _band_of(problem, builder, search(balance, prices, Effort(0, 0)))
        if (band == BAND_WITHOUT_WORD).all():
            return band
        annealed = _band_of(problem, builder, search(balance, prices, effort))
        return np.minimum(band, annealed) if is_broken_off() else annealed

    # In a thread, so that nobody who stops need wait for the annealing's end.
    (band,) = each_beside(balance_by, (effort,), BreakOff(), has_kept=has_kept)
    return band


def _band_of(problem: TerritoryProblem, builder: LoadBuilder, choice: Ints) -> Floats:
    """Return per seat the worst deviation in its team."""
    loads = problem.loads
    use = loads.use(problem.seat[choice])[_POTENTIAL]
    largest = np.zeros(problem.seats)
    np.maximum.at(largest, problem.seat[choice], loads.weight[_POTENTIAL])
    only = np.diff(problem.start) == 1
    bound = np.bincount(
        problem.seat[problem.start[:-1][only]], weights=loads.weight[_POTENTIAL][only], minlength=problem.seats
    )
    largest = np.maximum(largest, bound)
    counts = (builder.fair_potential > 0) & (largest <= builder.fair_potential * (1 + BAND_WITHOUT_WORD))
    deviation = np.where(counts, np.abs(use - 1), 0.0)
    teams = np.array(builder.team_of_seat, dtype=object)
    band = np.full(problem.seats, BAND_WITHOUT_WORD)
    for team in dict.fromkeys(builder.team_of_seat):
        worst = float(deviation[teams == team].max(initial=0.0))
        band[teams == team] = min(_MOST, max(BAND_WITHOUT_WORD, float(np.ceil(worst * 100 - 1e-6)) / 100))
    return band
