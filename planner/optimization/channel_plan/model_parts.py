"""What the rules of the channel plan add their rows to, its variables, and the units in which its rows are written."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable

import numpy as np
import pulp

from planner.domain.choices import Channel
from planner.optimization.channel_plan.problem import HIRE_SLOTS, ChannelPlanProblem
from planner.optimization.solvers.program import Floats, Ints

HALF_CENT = 0.5
"""The side of a row of whole cents lies this far beyond the limit: no plan is cut off, and what a solver takes for kept is kept to the cent."""
_NOISE, _RELATIVE_NOISE = 1e-6, 1e-13
"""Cents by which a side that was worked out, such as a target ÷ a stretch, may be off; share of it that adds to them."""
Terms = Iterable[tuple[pulp.LpVariable, float]]
Hires = dict[tuple[int, int], pulp.LpVariable]
Placed = tuple[Ints, Floats]
"""Options and their coefficients."""
OverOptions = Floats | Placed | None
"""Coefficients of a row: of every option, or of a few with their places."""
Summed = dict[pulp.LpVariable, float]


class ModelParts(ABC):
    """A channel plan that the rules write their rows into, one subclass for each form that it can take.

    `money`: cents per model unit, so that money coefficients lie between about 1 and 1e5. The columns are the options and then `more`, in order:
    `hires` by team and start quarter, and what rules add.
    """

    def __init__(self, problem: ChannelPlanProblem, money: float, hires: Hires) -> None:
        self.problem, self.money, self.hires = problem, money, hires
        self.more: list[pulp.LpVariable] = list(hires.values())
        self.rebate_revenue: dict[tuple[Channel, int], pulp.LpVariable] = {}
        self.rebate_step: dict[tuple[Channel, int], pulp.LpVariable] = {}

    def at_least(self, cents: float) -> float:
        """Return the side, in model units, of a row whose left side is whole cents and is to be `cents` or more."""
        return (math.ceil(cents - _noise(cents)) - HALF_CENT) / self.money

    def at_most(self, cents: float) -> float:
        """Return the side, in model units, of a row whose left side is whole cents and is to be `cents` or less."""
        return -self.at_least(-cents)

    def takes(self, name: str) -> bool:
        """Whether the row of this name is of use: what it takes long to work out is not worked out for one that is not."""
        return True

    @abstractmethod
    def add_row(self, name: str, over: OverOptions, terms: Terms, sense: int, right: float) -> None:
        """Add a row of the options with coefficients `over` and of variables of `more` in `terms`, equal ones summed."""


class WrittenParts(ModelParts):
    """A program of every option and of hires, whose rows are written down; without a coefficient that is not 0 only those that 0 breaks."""

    def __init__(self, problem: ChannelPlanProblem) -> None:
        super().__init__(problem, choose_money(problem), list_hires(problem))

    def add_row(self, name: str, over: OverOptions, terms: Terms, sense: int, right: float) -> None:
        """Write the row down, unless it says nothing."""
        options, others = place_options(over), sum_terms(terms)
        if options[0].size or others or not _says_nothing(sense, right):
            self._write_row(name, options, others, sense, right)

    @abstractmethod
    def _write_row(self, name: str, options: Placed, others: Summed, sense: int, right: float) -> None:
        """Write down a row of options and of variables of `more`."""


def _noise(cents: float) -> float:
    return _NOISE + _RELATIVE_NOISE * abs(cents)


def _says_nothing(sense: int, right: float) -> bool:
    """Whether a row without any coefficient holds."""
    return not ((sense == pulp.LpConstraintLE and right < 0) or (sense == pulp.LpConstraintGE and right > 0))


def place_options(over: OverOptions) -> Placed:
    """Return which options have a coefficient in `over` that is not 0, and these."""
    if over is None:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    if isinstance(over, tuple):
        places, values = over
        return places[values != 0], values[values != 0]
    at = np.flatnonzero(over)
    return at, over[at]


def sum_terms(terms: Terms) -> Summed:
    """Return `terms` with equal variables summed, in order, without those that come to 0."""
    summed: dict[pulp.LpVariable, float] = {}
    for variable, value in terms:
        summed[variable] = summed.get(variable, 0.0) + value
    return {variable: value for variable, value in summed.items() if value}


def choose_money(problem: ChannelPlanProblem) -> float:
    """Return the cents of one model unit."""
    options = problem.options
    largest = max(
        1.0, float(np.abs(options.value_cents(1.0)).max(initial=1)), float(options.revenue_cents.max(initial=1))
    )
    return float(10.0 ** max(0, math.ceil(math.log10(largest)) - 5))


def list_hires(problem: ChannelPlanProblem) -> Hires:
    """Return the heads that each team may hire in each quarter, as integer variables."""
    return {
        (t, q): pulp.LpVariable(f"hires_{t}_{q}", 0, staff.max_hires, pulp.LpInteger)
        for t, staff in enumerate(problem.staffing)
        for q in HIRE_SLOTS
        if staff.max_hires > 0
    }
