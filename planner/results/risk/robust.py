"""A plan whose revenue is certain: the cheapest plan that reaches it in a share of the simulated years."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from planner.domain.channel_plan import ChannelPlan
from planner.domain.choices import Objective, SolveStatus
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.risk import RobustPromise
from planner.domain.targets import TargetPlan
from planner.errors import NoFeasiblePlanError
from planner.optimization.annual_plan import MadePlan, PlanRequest, no_plan_error, solve_options
from planner.optimization.channel_plan.costs import Hires
from planner.optimization.channel_plan.missed import list_missed_targets
from planner.optimization.channel_plan.problem import RobustTarget
from planner.optimization.channel_plan.solution import compute_objective_cents
from planner.optimization.channel_plan.solve import SolvedChannelPlan, StartPlan, solve_channel_plan
from planner.optimization.solvers.program import SolveOptions
from planner.optimization.solvers.stop import is_asked
from planner.optimization.solvers.time_left import is_over, rest, share_of_rest
from planner.optimization.target_split import split_targets
from planner.results.risk.certainty_rule import SampledYears
from planner.results.risk.most_certain import MostCertain, NotCertainError
from planner.results.risk.robust_request import RobustRequest
from planner.results.risk.simulate import draw_revenue
from planner.results.risk.subject import Floats, build_subject
from planner.results.risk.summary import quantile, reach_probability

_ROUNDS = 4
_OF_ROUNDS = 0.75
"""Share of the time limit that rounds may take; the rest is for the plan of most revenue, where they find none that is certain enough."""
_ENOUGH = 0.005
"""A plan whose probability exceeds the wanted one by less is not made cheaper still."""
_FAR, _HALVINGS = 0.01, 5
"""Beyond this excess the rule is loosened by halves, so often at most."""


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """A plan, which option each unit has, whom it hires, its simulated revenue, and its solve when that had the plan's objective."""

    plan: AnnualPlan
    chosen: tuple[int, ...]
    hires: Hires
    revenue: Floats
    solved: SolvedChannelPlan | None

    @property
    def objective_cents(self) -> int:
        return self.plan.channel_plan.report.objective_cents


def make_robust_plan(
    plan_input: PlanInput, made: MadePlan, robust: RobustRequest, request: PlanRequest
) -> tuple[AnnualPlan, SolvedChannelPlan | None]:
    """Return the best plan found whose revenue is as certain as asked, with its promise, and the solve that gave it.

    `made` is the plan without the rule. The solve is ``None`` when it had another objective, as that of the plan of most revenue.

    Notes
    -----
    The rule that a quantile of revenue reaches the target is linear in first order: how the quantile changes with an option is that option's
    mean revenue in the years in which the plan is at the quantile. These means come from sampled years of all options; the right-hand side is
    set so that the last plan's simulated quantile is met exactly. A few rounds suffice, and each plan is judged by the simulation alone. The time
    limit of `request` holds for all of them together, as it held for the plan without the rule.

    Raises
    ------
    NotCertainError
        When no plan that was found is certain enough, not even the plan of most revenue.
    TimeLimitError, PlanInterruptedError
        When the time was over, or it was stopped, before a plan was certain enough.
    """
    target = plan_input.settings.target_revenue_cents if robust.revenue_cents is None else robust.revenue_cents
    search = _Search(plan_input, made, robust, request, target)
    best = search.run()
    promise = RobustPromise(
        robust.share,
        target,
        reach_probability(best.revenue, target),
        robust.draws,
        robust.seed,
        reach_probability(search.plain.revenue, target),
        search.plain.objective_cents - best.objective_cents,
    )
    cut_off = SolveStatus.INTERRUPTED if search.is_stopped else SolveStatus.TIME_LIMIT if search.is_late else None
    channel_plan = _with_plain_bound(best.plan, made.plan, cut_off)
    return replace(best.plan, channel_plan=channel_plan, robust=promise), best.solved


def _with_plain_bound(plan: AnnualPlan, plain: AnnualPlan, cut_off: SolveStatus | None) -> ChannelPlan:
    """Return the channel plan with a bound that holds for every plan: a certain one is no better than the best without the rule."""
    report, bound = plan.channel_plan.report, plain.channel_plan.report.bound_cents
    bound = max(bound, report.objective_cents)
    gap = (bound - report.objective_cents) / max(1, abs(report.objective_cents))
    status = report.status
    if status is SolveStatus.OPTIMAL and bound > report.objective_cents:
        status = SolveStatus.WITHIN_GAP
    if cut_off is not None:
        status = cut_off
    return replace(plan.channel_plan, report=replace(report, status=status, bound_cents=bound, gap=gap))


class _Search:
    """Rounds of solving and simulating."""

    def __init__(
        self, plan_input: PlanInput, made: MadePlan, robust: RobustRequest, request: PlanRequest, target: int
    ) -> None:
        self._input, self._made, self._robust, self._request, self._target = plan_input, made, robust, request, target
        self._began = time.monotonic()
        self._objective = Objective(made.plan.channel_plan.report.objective_name)
        self._found: list[_Candidate] = []
        first = made.solved
        self.plain = _Candidate(made.plan, first.chosen, first.hires, self._simulate(made.plan), first)
        self._found.append(self.plain)
        self._years = SampledYears(plan_input, made.plan, made.problem, robust.share, target, robust.seed)

    def run(self) -> _Candidate:
        """Return the cheapest plan that is certain enough."""
        if self._is_certain(self.plain):
            return self.plain
        last, best = self.plain, None
        for number in range(1, _ROUNDS + 1):
            if self.is_late:
                break
            if self._robust.on_round is not None:
                self._robust.on_round(number)
            found = self._solve(last)
            if found is None and last is self.plain:
                found = self._most_revenue()
            if found is None or found.chosen == last.chosen or self.is_stopped:
                best = found if best is None and found is not None and self._is_certain(found) else best
                break
            if self._is_certain(found) and (best is None or found.objective_cents > best.objective_cents):
                best = found
            if best is not None and self._excess(best) <= _ENOUGH:
                break
            last = found
        if best is None:
            if self.is_stopped:
                raise no_plan_error(SolveStatus.INTERRUPTED, 0.0)
            best = self._most_revenue()
            if not self._is_certain(best):
                if self.is_late:
                    raise no_plan_error(SolveStatus.TIME_LIMIT, time.monotonic() - self._began)
                raise NotCertainError(self._most_certain())
        return self._cheapen(best)

    @property
    def is_stopped(self) -> bool:
        """Whether the user stopped the run."""
        return is_asked(self._request.should_stop)

    @property
    def is_late(self) -> bool:
        """Whether the time of the rounds is over."""
        return is_over(self._limits(_OF_ROUNDS), self._began)

    def _limits(self, share: float) -> SolveOptions:
        options = solve_options(self._input, self._request)
        return replace(options, time_limit_seconds=options.time_limit_seconds * share)

    def _cheapen(self, best: _Candidate) -> _Candidate:
        """Return a better plan than `best`, if there is one between the plain plan and it: the right-hand side of the rule is halved down."""
        weights = self._years.deciding_revenue(best.chosen)
        low, high = (float(weights[list(c.chosen)].sum()) for c in (self.plain, best))
        for _ in range(_HALVINGS):
            if self._excess(best) <= _FAR or high <= low or self.is_stopped or self.is_late:
                break
            middle = (low + high) / 2
            found = self._solve_for(weights, middle)
            if found is not None and self._is_certain(found):
                high = middle
                if found.objective_cents > best.objective_cents:
                    best = found
            else:
                low = middle
        return best

    def _excess(self, candidate: _Candidate) -> float:
        return reach_probability(candidate.revenue, self._target) - self._robust.share

    def _is_certain(self, candidate: _Candidate) -> bool:
        return self._excess(candidate) >= 0

    def _solve(self, last: _Candidate) -> _Candidate | None:
        """Return the best plan that reaches the target in the years in which `last` decides; ``None`` when there is none."""
        rule = self._years.rule_around(last.chosen, last.revenue)
        # A plan that is certain already keeps the rule around itself: the solve begins from it.
        start = StartPlan(last.chosen, last.hires) if self._is_certain(last) else None
        return self._solve_for(rule.revenue_cents, rule.target_cents * (1.0 + 1e-5), start)

    def _solve_for(self, weights: Floats, least_cents: float, start: StartPlan | None = None) -> _Candidate | None:
        problem = replace(self._made.problem, robust=RobustTarget(weights, least_cents))
        limits = share_of_rest(self._limits(_OF_ROUNDS), self._began)
        solved = solve_channel_plan(problem, self._objective, limits, self._request.solver, start)
        return self._candidate(solved)

    def _most_revenue(self) -> _Candidate:
        limits = rest(self._limits(1.0), self._began)
        solved = solve_channel_plan(self._made.problem, Objective.REVENUE, limits, self._request.solver)
        if solved.plan is None:
            raise no_plan_error(solved.outcome.status, solved.outcome.seconds)
        # Where its targets cannot be handed down, that is the reason, and the split says so itself.
        return self._valued(solved, solved.plan, split_targets(self._input, solved.plan))

    def _candidate(self, solved: SolvedChannelPlan) -> _Candidate | None:
        """Return the plan with its targets and its simulated revenue, valued by the objective asked for, whatever found it."""
        if solved.plan is None:
            return None
        try:
            targets = split_targets(self._input, solved.plan)
        except NoFeasiblePlanError:
            return None
        return self._valued(solved, solved.plan, targets)

    def _valued(self, solved: SolvedChannelPlan, plan: ChannelPlan, targets: TargetPlan) -> _Candidate:
        value = compute_objective_cents(self._made.problem, self._objective, solved.chosen, solved.hires)
        report = replace(plan.report, objective_name=self._objective.value, objective_cents=value)
        channel_plan = replace(plan, report=report)
        missed = list_missed_targets(self._made.problem, plan)
        made = replace(self._made.plan, channel_plan=channel_plan, targets=targets, missed=missed)
        own = solved if solved.model.objective is self._objective else None
        found = _Candidate(made, solved.chosen, solved.hires, self._simulate(made), own)
        self._found.append(found)
        return found

    def _simulate(self, plan: AnnualPlan) -> Floats:
        return draw_revenue(build_subject(self._input, plan), self._robust.draws, self._robust.seed)

    def _most_certain(self) -> MostCertain:
        """Return what the most certain of all plans found reaches, and the rule that the model would hold around it."""
        share = self._robust.share
        reached = [quantile(c.revenue, 1.0 - share) for c in self._found]
        certain = max(reached)
        most = self._found[reached.index(certain)]
        probability = reach_probability(most.revenue, self._target)
        return MostCertain(
            share, self._target, probability, certain, self._years.rule_around(most.chosen, most.revenue)
        )
