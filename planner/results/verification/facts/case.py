"""An input with all that the verifier derives from it, each worked out once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from planner.domain.identifiers import UnitId
from planner.domain.market import Unit
from planner.domain.name_order import name_order
from planner.domain.organisation import Team
from planner.domain.plan_input import PlanInput
from planner.results.verification.facts.effort_today import work_out_today
from planner.results.verification.facts.market import Market, is_last_year
from planner.results.verification.facts.matrix_rule import work_out_matrix_rule
from planner.results.verification.facts.placement import Placement
from planner.results.verification.facts.staffing import TeamTime, compute_team_time


@dataclass(frozen=True)
class Case:
    """The input of a plan, its market, its teams' time, and how every unit is served today."""

    plan_input: PlanInput

    @cached_property
    def market(self) -> Market:
        """Units, what channels may sell, who covers whom."""
        return Market(self.plan_input)

    @cached_property
    def teams(self) -> dict[str, Team]:
        """The teams by name, in order of names."""
        return {t.team: t for t in sorted(self.plan_input.teams, key=lambda t: name_order(t.team))}

    @cached_property
    def sold_by_team_cents(self) -> dict[str, int]:
        """Last year's revenue of the teams that its history names: lines are far more than teams, so they are gone through once."""
        sums: dict[str, int] = defaultdict(int)
        for line in self.plan_input.history:
            if line.team is not None and is_last_year(self.plan_input, line.year, line.month):
                sums[line.team] += line.revenue_cents
        return dict(sums)

    @cached_property
    def times(self) -> dict[str, TeamTime]:
        """People and selling time of every team."""
        return {name: compute_team_time(self.plan_input, team) for name, team in self.teams.items()}

    @cached_property
    def today(self) -> dict[UnitId, Placement]:
        """Today's channel, team and effort of every unit."""
        return work_out_today(self.market, self.times)

    @cached_property
    def matrix_rule(self) -> dict[UnitId, Placement]:
        """Channel, team and effort of every unit by the matrix rule."""
        return work_out_matrix_rule(self.market, self.times)

    def judged_effort(self, unit: Unit) -> float:
        """Return the effort that an expert's word *today* means for `unit`; the middle of the effort grid where nobody works it."""
        return self.today[unit.unit].fte or float(median(self.plan_input.settings.effort_levels_fte))
