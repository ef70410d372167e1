"""Variants of an explained plan: solved again, several at a time, and compared with it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from planner.domain.channel_plan import ChannelPlan
from planner.domain.choices import SolveStatus
from planner.domain.identifiers import Cents
from planner.domain.plan_input import PlanInput
from planner.optimization.channel_plan.model import ChannelPlanModel, build_channel_plan_model
from planner.optimization.channel_plan.resolve import resolve
from planner.optimization.channel_plan.solve import read_outcome
from planner.optimization.solvers.program import Program, SolveOptions
from planner.optimization.solvers.search.beside import each_beside
from planner.optimization.solvers.search.nearby import bound_nearby, solve_nearby
from planner.results.explain.explained import Explained

EXACT_GAP = 1e-6
"""Re-solves stop at this gap, so that a difference of two plans means something."""
_LEAST_GUESS = 3e-4
"""Distance of a variant from its bound that is tried first, at least: this share of the objective."""
Item = TypeVar("Item")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Variant:
    """What a re-solve gave against the plan: `gain_cents` of the objective (negative: a loss), proven to be at most `gain_most_cents`.

    `plan` is ``None`` when the variant has no plan (`is_impossible`), or none was looked for or found in time. `is_exact`: the gain was proven to
    one part in a million of the objective; otherwise it lies between the two figures.
    """

    gain_cents: Cents | None
    gain_most_cents: Cents | None
    is_impossible: bool
    plan: ChannelPlan | None
    is_exact: bool = False


def range_end(gain_cents: Cents, gain_most_cents: Cents | None, is_exact: bool) -> Cents | None:
    """Return where the proven range that begins with `gain_cents` ends; ``None`` where it is one number."""
    is_range = not is_exact and gain_most_cents is not None and gain_most_cents > gain_cents
    return gain_most_cents if is_range else None


def solve_each(
    explained: Explained,
    solve: Callable[[Item], Answer],
    items: Sequence[Item],
    listener: Callable[[Item], None] | None = None,
) -> list[Answer]:
    """Return what `solve`, which plans variants of the explained plan, gives for each of `items`; several at a time.

    `listener` is told each item that is waited for.
    """
    if items and explained.deadline > time.monotonic():
        explained.lazy_variants.prepare(explained.is_large)
    return each_beside(solve, items, explained.is_broken_off, listener)


def solve_variant(
    explained: Explained,
    program: Program,
    model: ChannelPlanModel | None = None,
    is_rough: bool = False,
    rough_below_cents: float = -math.inf,
) -> Variant:
    """Solve `program`, a variant of the explained plan's (of `model` when its options were built again), and compare.

    `is_rough` ends with a good plan and what is proven of it, which takes a fraction of the time of an exact answer; so does a variant that
    is then proven to gain no more than `rough_below_cents`.
    """
    left = explained.seconds_left
    if left <= 0:
        return Variant(None, None, False, None)
    own = model or explained.model
    is_broken_off = explained.is_broken_off.is_set
    options = SolveOptions(gap_limit=EXACT_GAP, time_limit_seconds=left, should_stop=is_broken_off)
    known = explained.lazy_variants.known if is_rough and explained.is_large else None
    outcome = None if known is None else solve_nearby(program, known, options)
    if outcome is None:
        distance = min(explained.priced.bound, explained.variants.bound) - explained.value_cents / explained.model.money
        guess = max(_LEAST_GUESS * abs(explained.value_cents) / own.money, 1.5 * distance)
        floor = math.inf if is_rough else (explained.value_cents + rough_below_cents) / own.money
        outcome = resolve(program, explained.variants, options, guess, floor, is_like_known=model is None)
    if outcome.values is None:
        return Variant(None, None, outcome.status is SolveStatus.INFEASIBLE, None)
    solved = read_outcome(own, outcome, program.columns)
    if solved.plan is None:
        return Variant(None, None, False, None)
    report = solved.plan.report
    proven = (
        report.bound_cents - report.objective_cents <= 2 * EXACT_GAP * abs(report.objective_cents) + own.tie_cents + 1
    )
    return Variant(
        report.objective_cents - explained.value_cents,
        report.bound_cents - explained.value_cents,
        False,
        solved.plan,
        proven,
    )


def bound_variant(explained: Explained, program: Program) -> Variant:
    """Bound `program`, a variant of a large plan, without a plan of it."""
    left, known = explained.seconds_left, explained.lazy_variants.known
    if left <= 0 or known is None:
        return Variant(None, None, False, None)
    options = SolveOptions(time_limit_seconds=left, should_stop=explained.is_broken_off.is_set)
    bound = bound_nearby(program, known, options)
    if bound == -math.inf:
        return Variant(None, None, True, None)
    most = explained.cents(bound) - explained.value_cents if math.isfinite(bound) else None
    return Variant(None, most, False, None)


def solve_changed_input(explained: Explained, plan_input: PlanInput, is_rough: bool = False) -> Variant:
    """Plan `plan_input`, a changed input of the explained plan, with the same objective, and compare."""
    model = build_channel_plan_model(explained.pose(plan_input), explained.objective)
    return solve_variant(explained, model.program, model, is_rough)
