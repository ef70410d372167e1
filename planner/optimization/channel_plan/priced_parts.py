"""The rules of the channel plan as what every option pays in their rows at given prices, without building the program."""

from __future__ import annotations

import numpy as np

from planner.optimization.channel_plan.model_parts import ModelParts, OverOptions, Terms, place_options
from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.optimization.solvers.bounds.priced_program import RowPrices
from planner.optimization.solvers.program import Floats


class PricedParts(ModelParts):
    """Takes rows as `ModelParts` does and keeps of each what options pay in it: price × coefficient, summed by option in `paid`.

    It has no variables: at held prices options do not depend on hires or rebates, which pay for themselves.
    """

    def __init__(self, problem: ChannelPlanProblem, money: float, prices: RowPrices) -> None:
        super().__init__(problem, money, {})
        self._prices = prices.by_row
        self.paid: Floats = np.zeros(problem.options.size)

    def takes(self, name: str) -> bool:
        """Whether the row of this name has a price."""
        return bool(self._prices.get(name))

    def add_row(self, name: str, over: OverOptions, terms: Terms, sense: int, right: float) -> None:
        """Add what options pay in the row of this `name`; rows without a price cost nothing."""
        price = self._prices.get(name, 0.0)
        if price:
            at, values = place_options(over)
            self.paid[at] += price * values
