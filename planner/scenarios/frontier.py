"""Exact frontiers: the gain at its most, the price at most so much (ε-constraint), each point a proven plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from planner.domain.choices import Objective
from planner.domain.plan_input import PlanInput
from planner.domain.scenario import CaseOutcome, Operation, Scenario, ScenarioChange
from planner.errors import (
    ExitCode,
    FileAccessError,
    InputRejectedError,
    NoFeasiblePlanError,
    PlanInterruptedError,
    PlannerError,
    TimeLimitError,
    VerificationError,
)
from planner.language import NO_TEXT, Text
from planner.optimization.channel_plan.cost_price import own_cap, price_cost
from planner.results.comparison import ComparedCase
from planner.results.frontier import FrontierPoint, Trade, keep_undominated, measure_point
from planner.scenarios.definition import build_library
from planner.scenarios.solve import ScenarioTask, price_task
from planner.scenarios.tasks import build_tasks
from planner.tables.registry import table_named

Solve = Callable[[Sequence[ScenarioTask]], Sequence[ComparedCase]]
_HALVINGS = 5
_ERRORS: dict[CaseOutcome, type[PlannerError]] = {
    CaseOutcome.INFEASIBLE: NoFeasiblePlanError,
    CaseOutcome.NOT_DECIDED: TimeLimitError,
    CaseOutcome.REJECTED: InputRejectedError,
    CaseOutcome.NOT_RUN: PlanInterruptedError,
}
_FAULTS: dict[ExitCode, type[PlannerError]] = {
    ExitCode.CANNOT_READ_OR_WRITE: FileAccessError,
    ExitCode.VERIFICATION_FAILED: VerificationError,
}
_BLANK = "blank"
_ANY_STRETCH = f"{table_named('settings').column('largest_stretch').maximum:g}"
"""The largest stretch that a workbook may ask for: as good as no target."""
_OBJECTIVES = {
    Trade.REVENUE_RATIO: Objective.REVENUE,
    Trade.CONTRIBUTION_HEADS: Objective.CONTRIBUTION,
    Trade.TARGET_MOVES: Objective.REVENUE,
}
_BOUNDS = {
    Trade.REVENUE_RATIO: "cost_of_sales_cap",
    Trade.CONTRIBUTION_HEADS: "headcount_limit",
    Trade.TARGET_MOVES: "change_limit",
}


def trace_frontier(plan_input: PlanInput, trade: Trade, count: int, solve: Solve) -> tuple[FrontierPoint, ...]:
    """Return at most about `count` points of the frontier of `trade`, by rising price, none dominated.

    The end with the most gain is solved without a bound. Where the price is a count, every count below it is a bound (evenly thinned to
    `count`); where it is a ratio, the lowest possible one is found by halving and `count` ratios lie evenly between. Near each of these a plan is
    looked for that is best under its own ratio (`planner.optimization.channel_plan.cost_price`); where none is near, the ratio itself is the bound.
    The workbook's own limit on the price is lifted; for *target-moves* so is the target, which is what is asked for.

    Parameters
    ----------
    solve
        Solves tasks, several at once; every call gets what can be solved side by side.

    Raises
    ------
    NoFeasiblePlanError, TimeLimitError, InputRejectedError, PlannerError
        When there is no plan even without a bound, and why.
    """
    tracer = _Tracer(plan_input, trade, solve)
    tracer.add_free_end()
    highest = max(p.price for p in tracer.points)
    if trade is Trade.REVENUE_RATIO:
        lowest = tracer.find_lowest_ratio(highest)
        tracer.add_ratios(lowest, highest, max(1, count - 1))
    else:
        tracer.add(_thin(range(tracer.fewest(), int(highest)), count - 1))
    return keep_undominated(tracer.points)


def frontier_input(plan_input: PlanInput, trade: Trade, point: FrontierPoint) -> PlanInput:
    """Return the input whose plan is `point`: with the bound it was solved under, its objective, and for *target-moves* the target it carries."""
    return _Tracer(plan_input, trade, lambda tasks: ()).input_of(point)


class _Tracer:
    def __init__(self, plan_input: PlanInput, trade: Trade, solve: Solve) -> None:
        self._plan_input, self._trade, self._solve = plan_input, trade, solve
        self.points: list[FrontierPoint] = []

    def add(self, bounds: Sequence[float | None]) -> list[bool]:
        """Solve under `bounds` side by side; return which of them have a plan."""
        cases = self._solve(self._tasks([self._scenario(b) for b in bounds]))
        for bound, case in zip(bounds, cases, strict=True):
            if case.figures is not None:
                self._keep(case, bound)
        return [c.figures is not None for c in cases]

    def add_free_end(self) -> None:
        """Solve without a bound; without a plan there, there is no frontier."""
        (self._free,) = self._tasks([self._scenario(None)])
        (case,) = self._solve([self._free])
        if case.figures is None:
            raise _ERRORS.get(case.outcome, _FAULTS.get(case.fault, PlannerError))(case.message)
        self._keep(case, None)

    def add_ratios(self, lowest: float, highest: float, steps: int) -> None:
        """Add a point near each ratio that parts `lowest` to `highest` into `steps`; under the ratio itself where none is within a step."""
        width = (highest - lowest) / steps
        # Where one ratio is the only one, all are the same.
        wanted = list(dict.fromkeys(round(lowest + width * i, 12) for i in range(1, steps)))
        self._add_priced(wanted)
        prices = [p.price for p in self.points]
        self.add([r for r in wanted if not any(abs(p - r) < width for p in prices if lowest < p < highest)])

    def _add_priced(self, ratios: Sequence[float]) -> None:
        """Solve side by side at the prices of cost that lead near `ratios`; a point's bound is then its own ratio."""
        plan_input = self._free.plan_input
        assert plan_input is not None  # noqa: S101 - solved before
        priced = price_cost(price_task(self._free, plan_input))
        found = dict.fromkeys(p for p in (priced.price_at(ratio) for ratio in ratios) if p is not None)
        tasks = [replace(self._free, name=f"cost price = {p:.9f}", cost_price=p) for p in found]
        for task, case in zip(tasks, self._solve(tasks), strict=True):
            if case.figures is not None:
                cap = own_cap(case.figures.metrics["ratio"], case.figures.metrics["revenue"])
                named = replace(case, name=self._scenario(cap).name, title=self._scenario(cap).title)
                self._keep(named, cap, task.cost_price)

    def _keep(self, case: ComparedCase, bound: float | None, cost_price: float | None = None) -> None:
        assert case.figures is not None  # noqa: S101 - what has no plan is no point
        gain, price = measure_point(self._trade, case.figures, self._plan_input.settings.largest_stretch)
        self.points.append(FrontierPoint(gain, price, bound, case, cost_price))

    def find_lowest_ratio(self, highest: float) -> float:
        """Return the lowest ratio for which a plan was found, by halving between none at 0 and one at `highest`."""
        without, reached = 0.0, highest
        for _ in range(_HALVINGS):
            middle = (without + reached) / 2
            (found,) = self.add([middle])
            if found:
                reached = min(p.price for p in self.points)
            else:
                without = middle
        return reached

    def fewest(self) -> int:
        """Return the lowest count that can be: people in place for heads, none for moves."""
        if self._trade is Trade.TARGET_MOVES:
            return 0
        figures = self.points[0].case.figures
        return sum(t.heads for t in figures.teams) if figures is not None else 0

    def input_of(self, point: FrontierPoint) -> PlanInput:
        scenario = self._scenario(point.bound, point.gain_cents if self._trade is Trade.TARGET_MOVES else None)
        made = self._tasks([scenario])[0].plan_input
        assert made is not None  # noqa: S101 - solved before
        return made

    def _tasks(self, scenarios: Sequence[Scenario]) -> tuple[ScenarioTask, ...]:
        return build_tasks(self._plan_input, build_library((scenarios,)), scenarios)

    def _scenario(self, bound: float | None, target_cents: int | None = None) -> Scenario:
        words = _BLANK if bound is None else f"{bound:.12f}".rstrip("0").rstrip(".")
        changes = [_set("objective", _OBJECTIVES[self._trade].value), _set(_BOUNDS[self._trade], words)]
        if self._plan_input.settings.certainty_share is not None:
            # Its rule has no price that a bound could be weighed against.
            changes.append(_set("certainty_share", _BLANK))
        if self._trade is Trade.TARGET_MOVES:
            if target_cents is None:
                changes.append(_set("largest_stretch", _ANY_STRETCH))
            else:
                step = self._plan_input.settings.rounding_step_cents
                target = target_cents // step * step
                changes.append(_set("target_revenue", f"{target // 100}.{target % 100:02d}"))
        name = f"{_BOUNDS[self._trade]} = {words}"
        return Scenario(name, Text.same(name), NO_TEXT, None, tuple(changes), "frontier")


def _set(column: str, value: str) -> ScenarioChange:
    return ScenarioChange("settings", "", column, Operation.SET, value)


def _thin(counts: Sequence[int], most: int) -> list[float | None]:
    """Return at most `most` of `counts`, evenly, the first one among them."""
    if len(counts) <= most:
        return list(counts)
    return [counts[round(i * (len(counts) - 1) / max(1, most - 1))] for i in range(most)]
