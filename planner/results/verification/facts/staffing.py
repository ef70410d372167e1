"""Selling time and pay of a team, written again from the specification."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from planner.domain.calendar import MONTHS_PER_YEAR, QUARTERS
from planner.domain.identifiers import SeatId
from planner.domain.organisation import Seat, Team
from planner.domain.plan_input import PlanInput


@dataclass(frozen=True, slots=True)
class TeamTime:
    """One team before the plan hires: people, head-years paid, FTE to sell with; FTE of one hire by start quarter; most hires.

    `usual_years` are the head-years paid at the team's pay per head; `own_pay` (cents by seat) what the other seats are paid.
    """

    people: int
    paid_years: float
    usual_years: float
    own_pay: dict[SeatId, int]
    own_fte: float
    hire_fte: tuple[float, ...]
    most_hires: int

    def available_fte(self, hires: tuple[int, ...]) -> float:
        """Return the FTE with `hires` (counts by start quarter)."""
        return self.own_fte + sum(n * fte for n, fte in zip(hires, self.hire_fte, strict=True))


def months_left(quarter: int) -> int:
    """Return the months of the year from the first of `quarter` on."""
    return MONTHS_PER_YEAR - 3 * (quarter - 1)


def is_committed(seat: Seat) -> bool:
    """Whether the seat counts without a decision of the plan: filled, or with a start month."""
    return seat.rep is not None or seat.start_month is not None


def count_seatless(plan_input: PlanInput, team: Team) -> int:
    """Return how many heads of `team` have no row on sheet Seats."""
    return max(0, team.heads - sum(1 for s in plan_input.seats if s.team == team.team and s.rep is not None))


def ramp_of(plan_input: PlanInput, team: Team) -> tuple[float, ...]:
    """Return the team's ramp profile, 12 shares; all 1 without one."""
    for profile in plan_input.ramps:
        if profile.profile == team.ramp:
            return profile.month_shares
    return (1.0,) * MONTHS_PER_YEAR


def compute_team_time(plan_input: PlanInput, team: Team) -> TeamTime:
    """Return the time and people of `team`.

    Heads without a seat are there all year. A person who leaves costs the months until the seat is refilled and the ramp of the successor.
    """
    ramp, settings = ramp_of(plan_input, team), plan_input.settings
    seats = [s for s in plan_input.seats if s.team == team.team]
    committed = [s for s in seats if is_committed(s)]
    seatless = count_seatless(plan_input, team)
    full_months = float(seatless * MONTHS_PER_YEAR)
    paid_months = usual_months = float(seatless * MONTHS_PER_YEAR)
    own_pay: dict[SeatId, int] = {}
    for seat in committed:
        months = MONTHS_PER_YEAR if seat.start_month is None else MONTHS_PER_YEAR + 1 - seat.start_month
        full_months += seat.presence_share * (MONTHS_PER_YEAR if seat.start_month is None else sum(ramp[:months]))
        paid_months += seat.presence_share * months
        if seat.base_pay_cents is None:
            usual_months += seat.presence_share * months
        else:
            year = seat.base_pay_cents * Fraction(Decimal(repr(seat.presence_share)))
            own_pay[seat.seat] = floor(year * months / MONTHS_PER_YEAR + Fraction(1, 2))
    lost_per_leaver = min(1.0, (settings.refill_months + MONTHS_PER_YEAR - sum(ramp)) / MONTHS_PER_YEAR)
    there = 1.0 - team.leave_share
    staying = max(0.0, 1.0 - team.attrition_share * lost_per_leaver)
    people = seatless + len(committed)
    room = team.max_hires if team.span_of_control is None else max(0, team.span_of_control - people)
    return TeamTime(
        people,
        paid_months / MONTHS_PER_YEAR,
        usual_months / MONTHS_PER_YEAR,
        own_pay,
        full_months / MONTHS_PER_YEAR * there * staying,
        tuple(sum(ramp[: months_left(q)]) / MONTHS_PER_YEAR * there for q in QUARTERS),
        min(team.max_hires, room),
    )
