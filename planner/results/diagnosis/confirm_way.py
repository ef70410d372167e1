"""A way out tried for real: the changed input planned from the beginning, with what its target split needs on top."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.channel_plan import ChannelPlan
from planner.domain.field_change import SETTINGS, FieldChange, apply_field_changes
from planner.domain.identifiers import Cents
from planner.domain.plan_input import PlanInput
from planner.errors import NoFeasiblePlanError, PlannerError
from planner.findings import has_errors
from planner.language import Text
from planner.optimization.channel_plan.solve import StartPlan
from planner.results.change_words import join_changes
from planner.results.diagnosis.certain_or_short import certain_plan_or_shortfall
from planner.results.diagnosis.conflict_oracle import UndecidedError
from planner.results.diagnosis.levers import step_down
from planner.results.diagnosis.split_levers import list_split_levers
from planner.results.diagnosis.targets_or_failure import solve_with_targets
from planner.results.diagnosis.time_budget import TimeBudget
from planner.results.risk.most_certain import MostCertain, NotCertainError
from planner.validation import check_plan_input

_GAP = 1e-3
_MOST_MENDS = 3


@dataclass(frozen=True, slots=True)
class WayOut:
    """Changes of the workbook after which there is a plan, and the plan's figures (cents, ratio 0 to 1).

    `rule` names what is relaxed (or ``mixture``). `is_least`: one step less has no plan. `hires` by team and quarter where heads are added.
    """

    rule: str
    changes: tuple[FieldChange, ...]
    words: Text
    is_least: bool
    revenue_cents: Cents
    ratio: float
    contribution_cents: Cents
    hires: tuple[tuple[str, tuple[int, int, int, int]], ...]

    @property
    def hired(self) -> int:
        """Heads that the plan hires in the year, where heads are added."""
        return sum(sum(quarters) for _, quarters in self.hires)

    def doubles_staff(self, plan_input: PlanInput) -> bool:
        """Whether it hires as many people as all teams have: possible in the arithmetic, hardly in a year."""
        return self.hired > 0 and self.hired >= sum(team.heads for team in plan_input.teams)


def confirm_way(
    plan_input: PlanInput,
    rule: str,
    changes: tuple[FieldChange, ...],
    is_least: bool,
    budget: TimeBudget,
    start: StartPlan | None = None,
    mends_split: bool = False,
    mends_certainty: bool = True,
) -> WayOut | None:
    """Return the way out by `changes` with the figures of its plan; ``None`` when it has no plan or is no valid workbook.

    Where the changed input has a channel plan but its targets cannot be handed down, the least mending of the split is added, and the way
    is then not called least. With `mends_split` the changes are about the split themselves. Where Settings ask for a certainty that the plan
    lacks, the certain revenue is lowered on top; without `mends_certainty` that is an error.

    Raises
    ------
    NotCertainError
        Without `mends_certainty`: the changed input has a plan, but none as certain as asked.
    UndecidedError
        When the time is up before a plan or a proof.
    """
    for _ in range(1 + _MOST_MENDS):
        changed = apply_field_changes(plan_input, changes)
        try:
            # Targets follow the plan that is found: what mends their split is tried on the very plan that `planner plan` will find.
            gap = changed.settings.gap_limit if mends_split else _GAP
            solved = solve_with_targets(changed, budget.options(gap_limit=gap), None if mends_split else start)
        except NoFeasiblePlanError:
            return None
        except PlannerError as error:
            raise UndecidedError from error
        if solved.failure is None:
            if has_errors(check_plan_input(changed)):
                return None
            plan: ChannelPlan | MostCertain = solved.channel_plan
            if changed.settings.certainty_share is not None:
                plan = certain_plan_or_shortfall(changed, budget)
            if isinstance(plan, MostCertain):
                if not mends_certainty:
                    raise NotCertainError(plan)
                lowered = _lower_certain_revenue(changed, plan)
                if any(c.field == lowered.field for c in changes):
                    return None
                changes, is_least = (*changes, lowered), False
                continue
            names_hires = any(c.field in ("max_hires", "span_of_control") for c in changes)
            hires = tuple((t.team, t.hires) for t in plan.teams if any(t.hires)) if names_hires else ()
            totals = plan.totals
            return WayOut(
                rule,
                changes,
                join_changes(changes),
                is_least,
                totals.revenue_cents,
                totals.cost_of_sales_ratio,
                totals.contribution_cents,
                hires,
            )
        moved = {(c.table, c.key, c.field) for c in changes}
        levers = list_split_levers(changed, solved.channel_plan)
        mends = [x for x in levers if not moved & {(c.table, c.key, c.field) for c in x.changes}]
        if not mends:
            return None
        mend = min(mends, key=lambda lever: lever.relative)
        changes, is_least, mends_split = (*changes, *mend.changes), False, True
    return None


def _lower_certain_revenue(plan_input: PlanInput, most: MostCertain) -> FieldChange:
    """Return the change to the revenue that is reached with the certainty asked for."""
    settings = plan_input.settings
    new = step_down(most.certain_cents, max(1, settings.rounding_step_cents))
    return FieldChange(SETTINGS, "", "certain_revenue_cents", settings.certain_revenue_cents, new)
