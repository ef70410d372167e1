"""The seats of the plan year: those of the workbook, one for each head without a seat, one for each planned hire."""

from __future__ import annotations

from planner.domain.calendar import MONTHS_PER_YEAR, QUARTERS
from planner.domain.channel_plan import TeamPlan
from planner.domain.identifiers import SeatId
from planner.domain.organisation import Seat, Team
from planner.domain.plan_input import PlanInput
from planner.domain.targets import SeatPosition
from planner.response.staffing import ramp_shares


def list_positions(plan_input: PlanInput, team_plan: TeamPlan) -> tuple[SeatPosition, ...]:
    """Return the positions of one team, in order: its seats, heads without a seat, planned hires.

    A planned hire takes a seat marked *to be hired* without a start month first; it starts in the first month of its quarter.
    """
    team = plan_input.team(team_plan.team)
    ramp = ramp_shares(plan_input, team.ramp)
    seats = [s for s in plan_input.seats if s.team == team.team]
    positions = [_of_seat(seat, ramp) for seat in seats if seat.is_committed]
    missing = plan_input.heads_without_seat(team)
    positions += [_made(team, n + 1, None, ramp, generated=True) for n in range(missing)]
    open_seats = [s for s in seats if not s.is_committed]
    starts = [3 * (q - 1) + 1 for q, count in zip(QUARTERS, team_plan.hires, strict=True) for _ in range(count)]
    for n, start in enumerate(starts):
        if n < len(open_seats):
            positions.append(_of_seat(open_seats[n], ramp, start))
        else:
            positions.append(_made(team, missing + n + 1, start, ramp, generated=False))
    return tuple(positions)


def month_capacity(start_month: int | None, ramp: tuple[float, ...], factor: float) -> tuple[float, ...]:
    """Return 12 relative capacities: 0 before the start, then the ramp, times `factor`; without a start month full all year."""
    if start_month is None:
        return (factor,) * MONTHS_PER_YEAR
    return tuple(0.0 if m < start_month else factor * ramp[m - start_month] for m in range(1, MONTHS_PER_YEAR + 1))


def _of_seat(seat: Seat, ramp: tuple[float, ...], hired_from: int | None = None) -> SeatPosition:
    start = seat.start_month if hired_from is None else hired_from
    return SeatPosition(
        seat.seat,
        seat.team,
        seat.rep,
        start,
        month_capacity(start, ramp, seat.level_factor * seat.presence_share),
        seat.last_year_revenue_cents,
        seat.last_year_target_cents,
        hired_from is not None,
        False,
    )


def _made(team: Team, number: int, start: int | None, ramp: tuple[float, ...], generated: bool) -> SeatPosition:
    seat = SeatId(f"{team.team} #{number}")
    capacity = month_capacity(start, ramp, 1.0)
    return SeatPosition(seat, team.team, None, start, capacity, None, None, not generated, generated)
