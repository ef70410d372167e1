"""One answer for a territory problem: part by part, small parts exactly, every part with its bound."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.choices import SolveStatus
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import SolveOptions
from planner.optimization.solvers.search.beside import each_beside
from planner.optimization.solvers.stop import BreakOff, StopQuestion, is_asked, is_broken_off, keep_so_far
from planner.optimization.solvers.time_left import Deadline
from planner.optimization.territory.merging import merge_searches, merge_small_searches
from planner.optimization.territory.model import build_territory_model, start_point
from planner.optimization.territory.narrow import SEARCHED, is_wide, narrow
from planner.optimization.territory.neighbourhoods import polish
from planner.optimization.territory.prices import Prices, find_prices, one_thread_each
from planner.optimization.territory.problem import Ints, TerritoryProblem, pick_out, split_components
from planner.optimization.territory.search import DEFAULT_EFFORT, EVEN_HEAT, SMALL_NODES, Effort, Heat, search
from planner.optimization.territory.settling import settle
from planner.optimization.territory.sharpen import lie_between, sharpen_prices
from planner.optimization.territory.strict import RAISED, find_strict_prices, relieve, scale_hard, search_strictly

EXACT_NODES, EXACT_PAIRS = SMALL_NODES, 5_000
LIMITED_PAIRS = 10_000
"""Pairs up to which a larger part goes to HiGHS where moves are limited: prices stay percents and more below the best plan there, since they may
move a tenth of every large account.
"""
_CHEAP_PAIRS = 6_000
"""A program of fewer pairs gets more branch-and-bound nodes, so that nodes × pairs stay: a few dozen accounts are mostly proven in seconds."""
_EXACT_SECONDS = 3_600.0
_SEARCHED_NODES = 100
"""Nodes beyond which the solver's own searches find what merged annealings do not; below, they take a third of the time for nothing."""
_FIRST_SECONDS = 2.0
"""A first assignment has so many seconds after a deadline: without prices of the seats it costs half as much again, and a small book needs less."""
_FAR = 0.05
"""Gap of a search on few pairs beyond which it is made on all: travel or owners leave one or two percent."""


@dataclass(frozen=True, slots=True, eq=False)
class SolvedTerritories:
    """The pair of every node, the cost and the bound in cents, and how both were found."""

    choice: Ints
    objective: float
    bound: float
    status: SolveStatus
    method: str
    seconds: float


@dataclass(frozen=True, slots=True)
class TerritoryOptions:
    """Effort of the search, gap at which the answer counts as proven, and whether small parts are solved exactly.

    With `should_stop`, a `KeyboardInterrupt` of which it tells ends what comes after the first search: what is found by then is the answer. So it is
    at `deadline`, wherever the solve is then: before the first search it is the cheapest seats at the prices known two seconds later, and shifts from
    there.
    """

    effort: Effort = DEFAULT_EFFORT
    gap_limit: float = 1e-3
    is_exact_when_small: bool = True
    should_stop: StopQuestion | None = None
    deadline: Deadline | None = None

    @property
    def is_interrupted(self) -> bool:
        """Whether somebody asked to stop."""
        return is_asked(self.should_stop)

    @property
    def is_late(self) -> StopQuestion | None:
        """The question whether the time is over; ``None`` where none is given."""
        return None if self.deadline is None else self.deadline.is_over

    def for_first(self) -> TerritoryOptions:
        """Return the options of what a first assignment takes."""
        return self if self.deadline is None else replace(self, deadline=self.deadline.at_least(_FIRST_SECONDS))

    def share_time(self, among: int) -> TerritoryOptions:
        """Return the options of the first of so many solves that share evenly what is left of the time."""
        return self if self.deadline is None else replace(self, deadline=self.deadline.share(among))

    def is_stopped(self) -> bool:
        """Whether what is found so far is to be the answer: somebody asked to stop, or the time is over."""
        return self.is_interrupted or is_asked(self.is_late)


@dataclass(frozen=True, slots=True, eq=False)
class _BegunPart:
    """A connected part: its nodes and seats in the whole, its prices, and the assignment of the first search with its cost in cents.

    With `is_narrow` the search was made on the cheapest pairs at the prices alone, and `found` counts among these. `quick` is the effort of the first
    search.
    """

    nodes: Ints
    seats: Ints
    effort: Effort
    quick: Effort
    prices: Prices
    is_narrow: bool
    found: Ints
    value: float


@dataclass(frozen=True, slots=True, eq=False)
class _FinishedPart:
    """The pairs of a part's nodes, counted in the whole, its bound in cents, how they were found, and whether a clock or somebody cut that off."""

    choice: Ints
    bound: float
    method: str
    is_cut: bool


def solve_territories(problem: TerritoryProblem, options: TerritoryOptions | None = None) -> SolvedTerritories:
    """Solve every connected part of `problem`, several at a time; objective and bound add up over the parts."""
    options = options or TerritoryOptions()
    began = time.monotonic()

    def begin(part: tuple[Ints, Ints]) -> _BegunPart:
        return _begin(problem, *part, options.effort)

    def finish(part: _BegunPart) -> _FinishedPart:
        # What a part may lack is measured by its share of the whole, where that is more: a percent of next to nothing is not worth minutes.
        enough = options.gap_limit * max(1.0, part.value, total * part.nodes.size / max(1, problem.nodes))
        return _finish(problem, part, options, enough)

    with one_thread_each():
        begun = each_beside(begin, split_components(problem), BreakOff(), has_kept=options.for_first().is_late)
        total = sum(part.value for part in begun)
        finished = each_beside(finish, begun, BreakOff(), has_kept=options.is_stopped)
    choice = np.zeros(problem.nodes, dtype=np.int64)
    for part, done in zip(begun, finished, strict=True):
        choice[part.nodes] = done.choice
    objective = problem.objective(choice)
    bound = min(sum(done.bound for done in finished), objective)
    gap = (objective - bound) / max(1.0, objective)
    status = SolveStatus.TIME_LIMIT if any(done.is_cut for done in finished) else SolveStatus.WITHIN_GAP
    if gap <= 1e-9:
        status = SolveStatus.OPTIMAL
    elif options.is_interrupted:
        status = SolveStatus.INTERRUPTED
    method = " + ".join(sorted({done.method for done in finished}))
    return SolvedTerritories(choice, objective, bound, status, method, time.monotonic() - began)


def _begin(problem: TerritoryProblem, nodes: Ints, seats: Ints, whole: Effort) -> _BegunPart:
    """Return the part of `nodes` and `seats` with its prices and first assignment, for an effort of `whole` for all nodes."""
    part, _ = pick_out(problem, nodes, seats)
    effort, quick = (e.for_part(nodes.size, problem.nodes) for e in (whole, whole.as_quick()))
    prices = _find_part_prices(part)
    return _BegunPart(nodes, seats, effort, quick, prices, *_begin_on_few_pairs(part, prices, quick))


def _finish(problem: TerritoryProblem, begun: _BegunPart, options: TerritoryOptions, enough: float) -> _FinishedPart:
    """Return `begun` made better until cost − bound is at most `enough`, in cents, or somebody stops; no single shift is left that saves."""
    own, pairs = pick_out(problem, begun.nodes, begun.seats)
    part, kept = own, np.arange(own.pairs)
    if begun.is_narrow:
        # On the pairs that the search has begun on.
        part, kept = narrow(own, begun.prices.reduced_costs(own), SEARCHED)
    # What a program proves on few of the pairs holds for these alone.
    is_whole = options.is_exact_when_small and not begun.is_narrow
    asked = replace(options, effort=begun.effort, is_exact_when_small=is_whole)
    is_far = begun.value - begun.prices.bound > enough and own.pairs > own.nodes and not own.loads.hard
    found, prices, method, is_cut = begun.found, begun.prices, "search", begun.value - begun.prices.bound > enough
    bound = prices.bound
    if not options.is_stopped():
        with keep_so_far():
            if is_far:
                prices = sharpen_prices(own, prices)
                bound = prices.bound
            guide = lie_between(own, begun.prices, prices)
            found = _merge_quickly(part, begun, replace(guide, bound=bound), asked, enough)
            found, bound, method, is_cut = _finish_part(part, found, prices, guide, asked, enough)
            is_cut = is_cut or is_broken_off()
    return _FinishedPart(pairs[settle(own, kept[found], prices, begun.effort)], bound, method, is_cut)


def _find_part_prices(part: TerritoryProblem) -> Prices:
    """Return the prices of a part: its bound is over all its pairs."""
    return find_strict_prices(part) if part.nodes and part.loads.hard else find_prices(part)


def _begin_on_few_pairs(part: TerritoryProblem, prices: Prices, effort: Effort) -> tuple[bool, Ints, float]:
    """Return whether `part` is searched on its cheapest pairs at the prices alone, the assignment that the search finds there, and its cost.

    Small parts keep all pairs, since their bound may be that of an integer program; so do hard loads, which a far pair may be needed to keep. Where
    the search on few pairs ends far from the bound (seats that cost nearly the same: the cheapest say little), it is made on all.
    """
    heat = None
    if part.nodes > EXACT_NODES and not part.loads.hard and is_wide(part, SEARCHED):
        few, _ = narrow(part, prices.reduced_costs(part), SEARCHED)
        found = _begin_part(few, prices, effort)
        value = few.objective(found)
        if value - prices.bound <= _FAR * value:
            return True, found, value
        heat = EVEN_HEAT
    found = _begin_part(part, prices, effort, heat)
    return False, found, part.objective(found)


def _begin_part(part: TerritoryProblem, prices: Prices, effort: Effort, heat: Heat | None = None) -> Ints:
    """Return the assignment that the search finds."""
    if not part.nodes:
        return np.zeros(0, dtype=np.int64)
    return search_strictly(part, prices, effort) if part.loads.hard else search(part, prices, effort, heat=heat)


def _merge_quickly(
    part: TerritoryProblem, begun: _BegunPart, guide: Prices, options: TerritoryOptions, enough: float
) -> Ints:
    """Return the assignment of the first search, merged as a quick plan's is before a longer one goes on, which so costs no more."""
    if begun.quick == begun.effort or part.nodes == part.pairs or _is_small(part, options):
        return begun.found
    priced = scale_hard(part, RAISED) if part.loads.hard else part
    return _keep_strict(part, begun.found, merge_searches(priced, begun.found, guide, begun.quick, enough))


def _is_small(part: TerritoryProblem, options: TerritoryOptions) -> bool:
    """Whether the whole part is to go to HiGHS."""
    return options.is_exact_when_small and part.nodes <= EXACT_NODES and part.pairs <= EXACT_PAIRS


def _finish_part(
    part: TerritoryProblem, choice: Ints, prices: Prices, guide: Prices, options: TerritoryOptions, enough: float
) -> tuple[Ints, float, str, bool]:
    """Return choice, bound, method, and whether a clock cut it off; nothing is done where cost − bound is at most `enough`, in cents.

    `prices` prove the bound and say where the gap sits, searches go by `guide`.
    """
    if part.nodes == part.pairs:
        # Nothing to choose: the only assignment is its own bound.
        return choice, part.objective(choice), "search", False
    choice, bound, method, is_cut = _improve(part, choice, prices, guide, options, enough)
    if part.excess(choice) > 0:
        choice = relieve(part, choice, prices, options.effort)
    return choice, bound, method, is_cut


def _improve(
    part: TerritoryProblem, choice: Ints, prices: Prices, guide: Prices, options: TerritoryOptions, enough: float
) -> tuple[Ints, float, str, bool]:
    """Return `choice`, or a better one, with what `_finish_part` tells."""
    if part.objective(choice) - prices.bound <= enough:
        return choice, prices.bound, "search", False
    # Hard loads above all: else one neighbourhood that breaks them a little would spoil all others.
    priced = scale_hard(part, RAISED) if part.loads.hard else part
    if _is_small(part, options):
        choice = _keep_strict(part, choice, merge_small_searches(priced, choice, guide, options.effort))
        if part.objective(choice) - prices.bound <= enough:
            return choice, prices.bound, "search", False
        choice, bound, method, is_cut = _solve_exactly(part, choice, prices, options)
        if options.effort.tree > DEFAULT_EFFORT.tree:
            better = merge_searches(priced, choice, replace(guide, bound=prices.bound), options.effort, enough)
            choice = _keep_strict(part, choice, better)
        return choice, bound, method, is_cut
    method, is_cut = "search", False
    if options.is_exact_when_small and part.has_limits and part.pairs <= LIMITED_PAIRS and not options.effort.is_quick:
        choice, bound, method, is_cut = _solve_exactly(part, choice, prices, options)
        prices = replace(prices, bound=bound)
        if part.objective(choice) - bound <= enough:
            return choice, bound, method, is_cut
    rounds = options.effort.rounds_for(part.nodes)
    better = merge_searches(priced, choice, replace(guide, bound=prices.bound), options.effort, enough)
    better = polish(priced, better, prices, rounds, enough, options.effort.most_seats)
    return _keep_strict(part, choice, better), prices.bound, method, is_cut


def _keep_strict(part: TerritoryProblem, before: Ints, after: Ints) -> Ints:
    """Return `after`, unless it lies further beyond hard loads than `before`."""
    return after if part.excess(after) <= part.excess(before) else before


def _solve_exactly(
    part: TerritoryProblem, choice: Ints, prices: Prices, options: TerritoryOptions
) -> tuple[Ints, float, str, bool]:
    """Return what `_finish_part` tells; where `choice` keeps all hard loads, plans that do not are left out."""
    program, unit = build_territory_model(part, is_closed=part.excess(choice) <= 0)
    gap, tree = options.gap_limit, options.effort.tree
    # Presolve is not worth its time for a few nodes, and is for many. So are the solver's own searches for plans, from fewer nodes on.
    is_deep = tree > DEFAULT_EFFORT.tree or part.nodes > EXACT_NODES
    limits = SolveOptions(
        gap_limit=gap,
        time_limit_seconds=_EXACT_SECONDS,
        node_limit=tree * max(1, _CHEAP_PAIRS // max(1, part.pairs)),
        presolve=is_deep,
        is_searched=is_deep or part.nodes > _SEARCHED_NODES,
        # With a good assignment of few nodes at hand more of the tree brings more than trials of each account, and than a tree begun anew.
        restart=part.nodes > EXACT_NODES,
        tries=None if part.nodes > EXACT_NODES else 1,
    )
    outcome = solve_with_highs(program, limits, start_point(part, choice, program))
    bound = max(prices.bound, -outcome.bound * unit if np.isfinite(outcome.bound) else -np.inf)
    is_cut = outcome.seconds >= _EXACT_SECONDS
    if outcome.values is not None:
        taken = np.flatnonzero(outcome.values[: part.pairs] > 0.5)
        if taken.size == part.nodes and part.objective(taken) < part.objective(choice):
            choice = _keep_strict(part, choice, taken)
    return choice, bound, "HiGHS", is_cut
