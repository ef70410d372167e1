"""The channel plan as arrays, straight from its rules: what PuLP would build, in a fraction of the time."""

from __future__ import annotations

import math

import numpy as np
import pulp

from planner.optimization.channel_plan.model_parts import Placed, Summed, Terms, WrittenParts, sum_terms
from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.optimization.solvers.engines.dropped_numbers import refuse_dropped_numbers
from planner.optimization.solvers.program import Floats, Ints, Program


class ArrayParts(WrittenParts):
    """Takes rows as places and values of their coefficients; the same rows in the same order as `PulpParts`."""

    def __init__(self, problem: ChannelPlanProblem) -> None:
        super().__init__(problem)
        self._names: list[str] = []
        self._indices: list[Ints] = []
        self._values: list[Floats] = []
        self._lower: list[float] = []
        self._upper: list[float] = []
        self._column: dict[int, int] = {}

    def _write_row(self, name: str, options: Placed, others: Summed, sense: int, right: float) -> None:
        places, values = self._place(others)
        self._names.append(name)
        self._indices.append(np.concatenate([options[0], places]))
        self._values.append(np.concatenate([options[1], values]))
        self._lower.append(-math.inf if sense == pulp.LpConstraintLE else right)
        self._upper.append(math.inf if sense == pulp.LpConstraintGE else right)

    def finish(self, gain: Floats, terms: Terms, constant: float) -> Program:
        """Return the program with the objective `gain` of the options, `terms` and `constant`.

        Raises
        ------
        ValueError
            When a number is not finite or so large or small that the solver would drop it silently.
        """
        places, values = self._place(sum_terms(terms))
        cost = np.concatenate([gain, np.zeros(len(self.more))])
        cost[places] = values
        options = self.problem.options.size
        counts = [row.size for row in self._indices]
        indices = np.concatenate([np.zeros(0, dtype=np.int64), *self._indices])
        self._indices.clear()  # as large as what they became
        coefficients = np.concatenate([np.zeros(0), *self._values])
        self._values.clear()
        program = Program(
            cost=cost,
            offset=float(constant),
            lower=np.concatenate([np.zeros(options), [float(v.lowBound) for v in self.more]]),
            upper=np.concatenate([self.problem.options.eligible.astype(float), [float(v.upBound) for v in self.more]]),
            is_integer=np.array([True] * options + [v.cat == pulp.LpInteger for v in self.more], dtype=bool),
            row_names=tuple(self._names),
            row_lower=np.array(self._lower, dtype=float),
            row_upper=np.array(self._upper, dtype=float),
            starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            indices=indices,
            values=coefficients,
        )
        refuse_dropped_numbers(program)
        return program

    def _place(self, summed: Summed) -> Placed:
        """Return the columns of variables of `more`, and their values."""
        first = self.problem.options.size
        for i in range(len(self._column), len(self.more)):  # rules add variables as they come
            self._column[id(self.more[i])] = first + i
        columns = [self._column[id(v)] for v in summed]
        return np.array(columns, dtype=np.int64), np.array(list(summed.values()), dtype=float)
