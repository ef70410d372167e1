"""The ways out of a case without a plan: the least change of one kind of limit, or of several together, each re-solved and priced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.domain.field_change import FieldChange
from planner.domain.plan_input import PlanInput
from planner.optimization.solvers.stop import StopQuestion
from planner.results.diagnosis.confirm_way import WayOut
from planner.results.diagnosis.conflict_oracle import UndecidedError
from planner.results.diagnosis.split_ways import find_split_ways
from planner.results.diagnosis.time_budget import TimeBudget
from planner.results.diagnosis.way_search import KEEPING_TARGET, MIXTURE, STRETCH, WaySearch
from planner.results.risk.most_certain import MostCertain

_GENEROUS = 2.0
"""A rule may take this many times its even share of the time left: most need far less."""
_NEAR = 1e-3
"""A way that moves a figure by this share of it less than another way is no other way to those who choose."""


@dataclass(frozen=True, slots=True)
class WaysOut:
    """The ways found: best contribution first, then a larger stretch, then mixtures, then what would double the staff.

    Besides, the rules that alone are not enough, and those that are undecided.
    """

    ways: tuple[WayOut, ...]
    not_enough: tuple[str, ...]
    undecided: tuple[str, ...]


def find_ways_out(
    plan_input: PlanInput,
    rules: Sequence[str],
    seconds: float = 60.0,
    listener: Callable[[str], None] | None = None,
    should_stop: StopQuestion | None = None,
    wanted: int | None = None,
    certainty: MostCertain | None = None,
) -> WaysOut:
    """Return the ways out of `plan_input`, whose conflicts name `rules`; with no rules, those of a target split that fails.

    Parameters
    ----------
    seconds
        Limit of the whole search; what it was not enough for is in `undecided`.
    listener
        Told the rule that is being tried.
    wanted
        Stop when so many ways are found.
    certainty
        Where all rules hold together but no plan is as certain as Settings ask: how far the most certain plan found goes.
    """
    budget = TimeBudget(seconds, should_stop)
    if not rules:
        return WaysOut(*find_split_ways(plan_input, budget, listener))
    search = WaySearch(plan_input, budget, certainty)
    ways: list[WayOut] = []
    not_enough: list[str] = []
    undecided: list[str] = []
    plan = [r for r in (*search.order(rules), STRETCH, MIXTURE, KEEPING_TARGET) if search.is_worth(r)]
    for number, rule in enumerate(plan):
        if wanted is not None and len(ways) >= wanted:
            break
        if budget.is_over:
            undecided.append(rule)
            continue
        if listener is not None:
            listener(rule)
        search.budget = budget.part(min(1.0, _GENEROUS / (len(plan) - number)))
        try:
            way = search.find(rule)
        except UndecidedError:
            undecided.append(rule)
            continue
        if way is None:
            not_enough.append(rule)
        elif not any(adds_nothing(way, w) for w in ways):
            ways.append(way)
    ways.sort(
        key=lambda w: (
            w.doubles_staff(plan_input),
            w.rule in (MIXTURE, KEEPING_TARGET),
            w.rule == STRETCH,  # the plan of the lower target, with more to hope for
            -w.contribution_cents,
            w.rule,
        )
    )
    return WaysOut(tuple(ways), tuple(not_enough), tuple(undecided))


def adds_nothing(way: WayOut, known: WayOut) -> bool:
    """Whether `way` changes the cells that `known` changes and no others, or all of them nearly as far with a touch of something else."""
    changed = {(c.table, c.key, c.field): c.new for c in way.changes}
    own = {(c.table, c.key, c.field): c for c in known.changes}
    if not own.keys() <= changed.keys():
        return False
    return len(own) == len(changed) or all(_is_near(c, changed[cell]) for cell, c in own.items())


def _is_near(change: FieldChange, other: object) -> bool:
    if isinstance(change.old, int | float) and isinstance(change.new, int | float) and isinstance(other, int | float):
        return abs(change.new - other) <= _NEAR * abs(change.old)
    return change.new == other
