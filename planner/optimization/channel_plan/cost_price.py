"""Most revenue where every unit of cost of sales has a price: the best plan, proven, under a cap that is its own cost-of-sales ratio."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.choices import Objective
from planner.optimization.channel_plan.model import ChannelPlanModel, build_channel_plan_model
from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.optimization.channel_plan.solve import SolvedChannelPlan, read_outcome
from planner.optimization.solvers.engines.highs import solve_with_highs
from planner.optimization.solvers.program import Floats, SolveOptions
from planner.optimization.solvers.program_changes import NewRow, extend_program
from planner.optimization.solvers.search.fixing import solve_program

_ROW = "cost_of_sales_cap.company"
_ROOM = 1e-9
"""Share of the cost by which a plan's own cap is wider than its ratio, for the solver's tolerance; `_CENTS` besides."""
_CENTS = 3.0


def own_cap(ratio: float, revenue_cents: float) -> float:
    """Return the cap, to 12 digits, under which a plan of this ratio and revenue just fits the program."""
    return math.ceil((ratio * (1 + _ROOM) + _CENTS / max(1.0, revenue_cents)) * 1e12) / 1e12


@dataclass(frozen=True, slots=True, eq=False)
class PricedCost:
    """The program of most revenue without a cap of the company, and the cost of sales of its columns, in model units.

    Notes
    -----
    Let L(x) = revenue(x) − λ·cost(x), and B what no plan exceeds of it. A plan y under the cap r has cost(y) ≤ r·revenue(y), so
    revenue(y)·(1 − λr) ≤ L(y) ≤ B. With r the ratio of the plan x that is best in L, L(x) = revenue(x)·(1 − λr): x is the best plan under
    the cap of its own ratio, and the gap of L is that of its revenue. Without the cap, whose row binds all units together, this is proven sooner.

    References
    ----------
    Everett, H. (1963). Generalized Lagrange multiplier method for solving problems of optimum allocation of resources. Operations
    Research 11(3), 399–417.
    """

    model: ChannelPlanModel
    revenue: Floats
    cost: Floats
    fixed: float

    def price_at(self, ratio: float) -> float | None:
        """Return the price of cost at which the relaxation's most revenue has `ratio`; ``None`` where that ratio does not bind, or cannot be."""
        over = self.cost - ratio * self.revenue
        row = NewRow(
            _ROW, -math.inf, -self.fixed, {int(j): float(over[j]) for j in np.flatnonzero(np.abs(over) > 1e-9)}
        )
        relaxed = solve_with_highs(extend_program(self.model.program, (), (row,)), SolveOptions(relax=True))
        if relaxed.row_duals is None or relaxed.values is None or relaxed.row_duals[-1] <= 1e-9:
            return None
        worth = float(relaxed.row_duals[-1])
        return worth / (1 + worth * ratio)

    def solve(self, price: float, options: SolveOptions) -> SolvedChannelPlan | None:
        """Return the plan of most revenue less `price` × cost, proven under its own cap; ``None`` when no bound follows for that."""
        program = self.model.program
        priced = replace(program, cost=program.cost - price * self.cost, offset=program.offset - price * self.fixed)
        outcome, kept = solve_program(priced, replace(options, restart=False, listener=None))
        if outcome.values is None:
            return read_outcome(self.model, outcome, kept)
        money = self.model.money
        revenue = float(self.revenue @ outcome.values)
        ratio = (float(self.cost @ outcome.values) + self.fixed) / max(revenue, 1e-9)
        share = 1 - price * own_cap(ratio, revenue * money)
        if share <= 0 or not math.isfinite(outcome.bound):
            return None
        objective = float(program.cost @ outcome.values) + program.offset
        bound = max(objective, (outcome.bound + price * _CENTS / money) / share)
        return read_outcome(self.model, replace(outcome, objective=objective, bound=bound), kept)


def price_cost(problem: ChannelPlanProblem) -> PricedCost:
    """Return the program of `problem` with its cost of sales apart; the cap of the company is lifted, those of teams stay."""
    settings = replace(problem.plan_input.settings, cost_of_sales_cap=0.0)
    model = build_channel_plan_model(
        replace(problem, plan_input=replace(problem.plan_input, settings=settings)), Objective.REVENUE
    )
    program, cost = model.program, np.zeros(model.program.columns)
    upper = program.row_upper.copy()
    if _ROW in program.row_names:  # under a cap of 0 the row says: cost ≤ 0
        row = program.row_names.index(_ROW)
        cost = program.line_of(row)
        upper[row] = math.inf
    revenue = np.zeros(program.columns)
    revenue[: problem.options.size] = problem.options.revenue_cents / model.money
    free = replace(model, problem=problem, program=replace(program, row_upper=upper))
    return PricedCost(free, revenue, cost, problem.counted_fixed_cents / model.money)


def solve_at_cost_price(problem: ChannelPlanProblem, price: float, options: SolveOptions) -> SolvedChannelPlan | None:
    """Return the plan of most revenue less `price` × cost of sales; ``None`` when it is not the best one that `problem` allows.

    That is so when it breaks the cap of `problem`, or when nothing is proven of it.
    """
    solved = price_cost(problem).solve(price, options)
    cap = problem.plan_input.settings.cost_of_sales_cap
    if solved is None or solved.plan is None or cap is None:
        return solved
    if solved.plan.totals.cost_of_sales_ratio > cap:
        return None
    # Baselines and explanations judge by the program with the cap; its columns are the same.
    return replace(solved, model=build_channel_plan_model(problem, Objective.REVENUE))
