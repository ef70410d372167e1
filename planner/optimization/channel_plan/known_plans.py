"""Plans that are known without a solver: what one that was cut off is held against, and what a director gets where it found nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np

from planner.optimization.channel_plan.baselines import broken_rules, point_of
from planner.optimization.channel_plan.mending import mend_plan
from planner.optimization.channel_plan.model import ChannelPlanModel
from planner.optimization.channel_plan.whole_columns import find_missed_rows
from planner.optimization.solvers.program import Floats

_MOST_OPTIONS = 1_000_000
"""Options above which laying them out for mending alone would take longer."""


def list_baseline_points(model: ChannelPlanModel) -> Iterator[Floats]:
    """Return *as last year* and the matrix rule as points of `model`, those that keep all rules to the cent."""
    for chosen in _list_baselines(model):
        if broken_rules(model, chosen):
            continue
        point = point_of(model, chosen)
        if _keeps_rules(model, point):
            yield point


def list_mended_points(model: ChannelPlanModel, seconds: float) -> Iterator[Floats]:
    """Return what the baselines become move by move until they keep all rules, and better as long as single moves do it, in so many `seconds`."""
    if model.problem.options.size > _MOST_OPTIONS:
        return
    until = time.monotonic() + seconds
    for chosen in _list_baselines(model):
        point = mend_plan(model, chosen, until)
        if _keeps_rules(model, point):
            yield point


def _list_baselines(model: ChannelPlanModel) -> tuple[tuple[int, ...], ...]:
    options = model.problem.options
    return tuple(tuple(int(i) for i in np.flatnonzero(marked)) for marked in (options.is_today, options.is_matrix))


def _keeps_rules(model: ChannelPlanModel, point: Floats) -> bool:
    program = model.program
    is_inside = bool(((point >= program.lower) & (point <= program.upper + 1e-9)).all())
    return (
        is_inside and not program.broken_rows(point).any() and not find_missed_rows(program, model.money, point).any()
    )
