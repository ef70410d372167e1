"""What the channel plan is made of, as numbers: options, staffing, costs that no option changes."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.domain.calendar import QUARTERS
from planner.domain.choices import Channel
from planner.domain.identifiers import Cents
from planner.domain.missed_target import Floors
from planner.domain.organisation import MarketingCost, TeamCost
from planner.domain.plan_input import PlanInput
from planner.domain.rounding import round_cents
from planner.response import OptionTable, Staffing, build_options, build_staffing

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class RobustTarget:
    """A revenue that must be certain: `revenue_cents` is each option's mean over the sampled years in which a plan just reaches it or just fails."""

    revenue_cents: NDArray[np.float64]
    target_cents: float


@dataclass(frozen=True, slots=True, eq=False)
class ChannelPlanProblem:
    """Everything the program is built from. Hires are counted by team (index into `staffing`) and start quarter.

    `robust` is ``None`` unless a revenue must be certain. With `is_target_carried` the company's floor is asked of what teams lead.
    `floors` are asked instead of higher ones of the workbook, of a plan that is a best effort.
    """

    plan_input: PlanInput
    options: OptionTable
    staffing: tuple[Staffing, ...]
    robust: RobustTarget | None = None
    is_target_carried: bool = False
    floors: Floors = field(default_factory=dict)

    def least(self, rule: str, name: str, asked: float) -> float:
        """Return what is asked at least of `name` by the floor `rule`, in its unit, where the workbook asks `asked`."""
        return min(asked, self.floors.get((rule, name), asked))

    @property
    def counted_cost_cents(self) -> Ints:
        """Variable cost of each option that counts in the cost-of-sales ratio."""
        options = self.options
        counted = options.commission_cents + options.programme_cents
        return counted + options.partner_margin_cents if self.plan_input.settings.count_partner_margin else counted

    @property
    def counted_fixed_cents(self) -> Cents:
        """Cost of sales of the company that no decision changes and that counts in the ratio."""
        return self.people_cents + self._lines_cents(counted=True)

    @property
    def uncounted_fixed_cents(self) -> Cents:
        """Cost lines that no decision changes and that the workbook keeps out of the ratio."""
        return self._lines_cents(counted=False)

    def _lines_cents(self, counted: bool) -> Cents:
        lines: list[TeamCost | MarketingCost] = [*self.plan_input.team_costs, *self.plan_input.marketing]
        return sum(line.amount_cents for line in lines if line.counts_in_ratio is counted)

    @property
    def people_cents(self) -> Cents:
        """Cost of all teams' people before hires, managers included."""
        return sum(s.people_cost_cents + s.manager_cost_cents for s in self.staffing)

    def team_fixed_cents(self, team: int) -> Cents:
        """Cost of one team that no decision changes and that counts in its ratio."""
        staff = self.staffing[team]
        own = sum(c.amount_cents for c in self.plan_input.team_costs if c.team == staff.team.team and c.counts_in_ratio)
        return staff.people_cost_cents + staff.manager_cost_cents + own

    def rebate_steps(self, channel: Channel) -> tuple[tuple[Cents, float], ...]:
        """Return the rebate ladder of `channel` as (from revenue, rate), from 0 on; empty without one."""
        steps = sorted((s.from_revenue_cents, s.rate) for s in self.plan_input.rebates if s.channel is channel)
        if not steps:
            return ()
        return tuple(steps) if steps[0][0] == 0 else ((0, 0.0), *steps)

    def rebate_cents(self, channel: Channel, revenue_cents: Cents) -> Cents:
        """Return the stepped rebate on `revenue_cents` of `channel`: the reached step's rate on all of it."""
        reached = [rate for start, rate in self.rebate_steps(channel) if revenue_cents >= start]
        return round_cents(revenue_cents * reached[-1]) if reached else 0


def build_channel_plan_problem(plan_input: PlanInput) -> ChannelPlanProblem:
    """Price all options of `plan_input`."""
    staffing = build_staffing(plan_input)
    return ChannelPlanProblem(plan_input, build_options(plan_input, staffing), staffing)


HIRE_SLOTS = QUARTERS
"""Start quarters in which a team may hire."""
