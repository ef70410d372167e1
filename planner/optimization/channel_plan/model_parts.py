"""The variables of the channel plan and the units in which its rows are written."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pulp

from planner.domain.choices import Channel
from planner.optimization.channel_plan.problem import HIRE_SLOTS, ChannelPlanProblem
from planner.optimization.solvers.program import Floats

MARGIN_CENTS = 3.0
"""Money rows are tightened by this, so that a plan that keeps a row within the solver's tolerance keeps it to the cent."""


@dataclass(slots=True)
class ModelParts:
    """A PuLP model being built. `columns` are all variables in order; the options' come first.

    `money`: cents per model unit, so that money coefficients lie between about 1 and 1e5.
    """

    problem: ChannelPlanProblem
    model: pulp.LpProblem
    money: float
    options: list[pulp.LpVariable]
    hires: dict[tuple[int, int], pulp.LpVariable]
    rebate_revenue: dict[tuple[Channel, int], pulp.LpVariable] = field(default_factory=dict)
    rebate_step: dict[tuple[Channel, int], pulp.LpVariable] = field(default_factory=dict)
    columns: list[pulp.LpVariable] = field(default_factory=list)

    @property
    def margin(self) -> float:
        """`MARGIN_CENTS` in model units, with the solver's tolerance on a row of this scale."""
        return MARGIN_CENTS / self.money + 2e-7

    def add_row(
        self, name: str, over: Floats | None, terms: Iterable[tuple[pulp.LpVariable, float]], sense: int, right: float
    ) -> None:
        """Add a row of the options with coefficients `over` and of other variables in `terms`, equal ones summed.

        Without a coefficient that is not 0 the row is kept only where it says that 0 breaks it.
        """
        row: dict[pulp.LpVariable, float] = {}
        if over is not None:
            at = np.flatnonzero(over)
            row = dict(zip((self.options[i] for i in at.tolist()), over[at].tolist(), strict=True))
        for variable, value in terms:
            if value:
                row[variable] = row.get(variable, 0.0) + value
        if not row:
            breaks = (sense == pulp.LpConstraintLE and right < 0) or (sense == pulp.LpConstraintGE and right > 0)
            if not breaks:
                return
            row = {self.options[0]: 0.0}
        expression = pulp.LpAffineExpression(list(row.items()))
        self.model.addConstraint(pulp.LpConstraint(expression, sense, rhs=right), name)


def start_model(problem: ChannelPlanProblem) -> ModelParts:
    """Return the model with its variables: one binary an option, hires by team and start quarter."""
    options = problem.options
    largest = max(
        1.0, float(np.abs(options.value_cents(1.0)).max(initial=1)), float(options.revenue_cents.max(initial=1))
    )
    money = 10.0 ** max(0, math.ceil(math.log10(largest)) - 5)
    chosen = [pulp.LpVariable(f"x{i}", cat=pulp.LpBinary, upBound=1, lowBound=0) for i in range(options.size)]
    for variable, eligible in zip(chosen, options.eligible, strict=True):
        if not eligible:
            variable.upBound = 0
    hires = {
        (t, q): pulp.LpVariable(f"hires_{t}_{q}", 0, staff.max_hires, pulp.LpInteger)
        for t, staff in enumerate(problem.staffing)
        for q in HIRE_SLOTS
        if staff.max_hires > 0
    }
    parts = ModelParts(problem, pulp.LpProblem("channel_plan", pulp.LpMaximize), money, chosen, hires)
    parts.columns = [*chosen, *hires.values()]
    return parts
