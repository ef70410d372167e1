"""Selling time and what it costs: FTE of the people in place, of committed seats, of a hire in each quarter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from planner.domain.calendar import MONTHS_PER_YEAR, QUARTERS
from planner.domain.identifiers import Cents, RampId
from planner.domain.name_order import name_order
from planner.domain.organisation import Team
from planner.domain.plan_input import PlanInput
from planner.domain.rounding import round_cents
from planner.response.seat_pay import list_own_pay, paid_share

_T = TypeVar("_T")

HEAD_COST_KINDS = ("pay", "seat_pay", "process_bonus", "benefits", "expense", "travel", "presales")
"""Cost lines of people. `pay` is that of heads at the team's pay per head, `seat_pay` that of seats with a base pay of their own."""


@dataclass(frozen=True, slots=True)
class Staffing:
    """One team's time and cost before the plan hires anybody, and of one hire by start quarter.

    `paid_years`: head-years that are paid (people in place, joiners and committed vacancies pro rata); `team_paid_years` those of them at the
    team's pay per head, the others are paid `seat_pay_cents`, the base pay of their own seats.
    `available_fte`: their selling time after ramp, leave and attrition. `hire_fte`: of one hire, by start quarter.
    `max_hires`: after the team's own limit and the span of control. `process_bonus_cents`: expected, per head and year.
    `manager_bonus_cents`: the manager's, at target.
    """

    team: Team
    people_in_place: int
    paid_years: float
    team_paid_years: float
    seat_pay_cents: Cents
    available_fte: float
    hire_fte: tuple[float, float, float, float]
    max_hires: int
    hire_fee_cents: Cents
    process_bonus_cents: Cents = 0
    manager_bonus_cents: Cents = 0

    def head_cost_cents(self, kind: str) -> Cents:
        """Return cost line `kind` (one of `HEAD_COST_KINDS`) of the people before hires, in the plan year."""
        if kind == "seat_pay":
            return self.seat_pay_cents
        return round_cents(self.years_of(kind) * self.head_rate_cents(kind))

    def years_of(self, kind: str) -> float:
        """Return the head-years before hires by which cost line `kind` is worked out (the pay of seats is not)."""
        return self.team_paid_years if kind == "pay" else self.paid_years

    def hire_line_cents(self, kind: str, quarter: int) -> Cents:
        """Return cost line `kind` of one hire who starts in `quarter`, pro rata."""
        return round_cents(self.head_rate_cents(kind) * (MONTHS_PER_YEAR - 3 * (quarter - 1)) / MONTHS_PER_YEAR)

    @property
    def people_cost_cents(self) -> Cents:
        """Cost of the people before hires, without the manager."""
        return sum(self.head_cost_cents(kind) for kind in HEAD_COST_KINDS)

    @property
    def manager_cost_cents(self) -> Cents:
        """Pay of the manager, with the bonus at target."""
        return self.team.manager_pay_cents + self.manager_bonus_cents

    def hire_cost_cents(self, quarter: int) -> Cents:
        """Return what one hire who starts in `quarter` costs in the plan year, the recruiting fee included."""
        return sum(self.hire_line_cents(kind, quarter) for kind in HEAD_COST_KINDS) + self.hire_fee_cents

    def head_rate_cents(self, kind: str) -> Cents:
        """Return what one head costs a year in cost line `kind`; nothing for the pay of seats that have their own."""
        return {
            "pay": self.team.pay_cents,
            "seat_pay": 0,
            "process_bonus": self.process_bonus_cents,
            "benefits": self.team.benefits_cents,
            "expense": self.team.expense_cents,
            "travel": self.team.travel_cents,
            "presales": self.team.presales_cents,
        }[kind]


def build_staffing(plan_input: PlanInput) -> tuple[Staffing, ...]:
    """Return every team's staffing, in order of team ids."""
    return tuple(_staff_team(plan_input, team) for team in sorted(plan_input.teams, key=lambda t: name_order(t.team)))


def ramp_shares(plan_input: PlanInput, ramp: RampId | None) -> tuple[float, ...]:
    """Return the 12 month shares of the profile named `ramp`; all 1 without one."""
    for profile in plan_input.ramps:
        if profile.profile == ramp:
            return profile.month_shares
    return (1.0,) * MONTHS_PER_YEAR


def _staff_team(plan_input: PlanInput, team: Team) -> Staffing:
    settings = plan_input.settings
    ramp = ramp_shares(plan_input, team.ramp)
    seats = [s for s in plan_input.seats if s.team == team.team and s.is_committed]
    without_seat = plan_input.heads_without_seat(team)
    present_fte = without_seat + sum(s.presence_share * _year_share(s.start_month, ramp) for s in seats)
    paid_years = without_seat + sum(s.presence_share * paid_share(s.start_month) for s in seats)
    at_team_pay = [s for s in seats if s.base_pay_cents is None]
    months_lost = settings.refill_months + sum(1.0 - share for share in ramp)
    staying = max(0.0, 1.0 - team.attrition_share * min(1.0, months_lost / MONTHS_PER_YEAR))
    selling = (1.0 - team.leave_share) * staying
    hire_months = tuple(MONTHS_PER_YEAR - 3 * (q - 1) for q in QUARTERS)
    people = without_seat + len(seats)
    terms = plan_input.pay_terms(team.team)
    span_room = team.max_hires if team.span_of_control is None else max(0, team.span_of_control - people)
    return Staffing(
        team,
        people,
        paid_years,
        without_seat + sum(s.presence_share * paid_share(s.start_month) for s in at_team_pay),
        sum(s.year_cents for s in list_own_pay(plan_input, team.team)),
        present_fte * selling,
        tuple4([sum(ramp[:months]) / MONTHS_PER_YEAR * (1.0 - team.leave_share) for months in hire_months]),
        min(team.max_hires, span_room),
        settings.hire_cost_cents,
        round_cents(terms.process_bonus_cents * terms.process_score) if terms else 0,
        terms.manager_bonus_cents if terms else 0,
    )


def tuple4(values: list[_T]) -> tuple[_T, _T, _T, _T]:
    """Return four values as a tuple of known length."""
    first, second, third, fourth = values
    return first, second, third, fourth


def _year_share(start_month: int | None, ramp: tuple[float, ...]) -> float:
    if start_month is None:
        return 1.0
    return sum(ramp[: MONTHS_PER_YEAR - start_month + 1]) / MONTHS_PER_YEAR
