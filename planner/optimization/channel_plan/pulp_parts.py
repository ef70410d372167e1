"""The channel plan as a PuLP model, for the solvers that PuLP drives."""

from __future__ import annotations

from dataclasses import dataclass

import pulp

from planner.optimization.channel_plan.model_parts import Placed, Summed, Terms, WrittenParts, place_options, sum_terms
from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.optimization.solvers.program import Floats


@dataclass(frozen=True, slots=True, eq=False)
class PulpModel:
    """A PuLP model (a maximisation) and its variables in the order of the program's columns."""

    problem: pulp.LpProblem
    variables: tuple[pulp.LpVariable, ...]


class PulpParts(WrittenParts):
    """Takes rows into a PuLP model; one binary variable an option."""

    def __init__(self, problem: ChannelPlanProblem) -> None:
        super().__init__(problem)
        self._model = pulp.LpProblem("channel_plan", pulp.LpMaximize)
        self._options = [
            pulp.LpVariable(f"x{i}", cat=pulp.LpBinary, lowBound=0, upBound=int(eligible))
            for i, eligible in enumerate(problem.options.eligible.tolist())
        ]

    def _write_row(self, name: str, options: Placed, others: Summed, sense: int, right: float) -> None:
        row = self._over_options(options) | others or {self._options[0]: 0.0}
        expression = pulp.LpAffineExpression(list(row.items()))
        self._model.addConstraint(pulp.LpConstraint(expression, sense, rhs=right), name)

    def finish(self, gain: Floats, terms: Terms, constant: float) -> PulpModel:
        """Return the model with the objective `gain` of the options, `terms` and `constant`."""
        objective = self._over_options(place_options(gain)) | sum_terms(terms)
        self._model.setObjective(pulp.LpAffineExpression(list(objective.items()), constant=constant))
        return PulpModel(self._model, (*self._options, *self.more))

    def _over_options(self, options: Placed) -> Summed:
        at, values = options
        return dict(zip((self._options[i] for i in at.tolist()), values.tolist(), strict=True))
