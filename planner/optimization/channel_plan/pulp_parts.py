"""The channel plan as a PuLP model, for the solvers that PuLP drives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pulp

from planner.optimization.channel_plan.model_parts import (
    ModelParts,
    Terms,
    choose_money,
    list_hires,
    says_nothing,
    sum_terms,
)
from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.optimization.solvers.program import Floats


@dataclass(frozen=True, slots=True, eq=False)
class PulpModel:
    """A PuLP model (a maximisation) and its variables in the order of the program's columns."""

    problem: pulp.LpProblem
    variables: tuple[pulp.LpVariable, ...]


class PulpParts(ModelParts):
    """Takes rows into a PuLP model; one binary variable an option."""

    def __init__(self, problem: ChannelPlanProblem) -> None:
        super().__init__(problem, choose_money(problem), list_hires(problem))
        self._model = pulp.LpProblem("channel_plan", pulp.LpMaximize)
        self._options = [
            pulp.LpVariable(f"x{i}", cat=pulp.LpBinary, lowBound=0, upBound=int(eligible))
            for i, eligible in enumerate(problem.options.eligible.tolist())
        ]

    def add_row(self, name: str, over: Floats | None, terms: Terms, sense: int, right: float) -> None:
        """Add the row as a constraint."""
        row = self._over_options(over) | sum_terms(terms)
        if not row:
            if says_nothing(sense, right):
                return
            row = {self._options[0]: 0.0}
        self._model.addConstraint(pulp.LpConstraint(pulp.LpAffineExpression(list(row.items())), sense, rhs=right), name)

    def finish(self, gain: Floats, terms: Terms, constant: float) -> PulpModel:
        """Return the model with the objective `gain` of the options, `terms` and `constant`."""
        objective = self._over_options(gain) | sum_terms(terms)
        self._model.setObjective(pulp.LpAffineExpression(list(objective.items()), constant=constant))
        return PulpModel(self._model, (*self._options, *self.more))

    def _over_options(self, over: Floats | None) -> dict[pulp.LpVariable, float]:
        if over is None:
            return {}
        at = np.flatnonzero(over)
        return dict(zip((self._options[i] for i in at.tolist()), over[at].tolist(), strict=True))
