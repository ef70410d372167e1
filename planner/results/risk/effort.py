"""Selling time month by month: how well the people in the seats sell, who comes late, who leaves and when the seat is filled again."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from planner.domain.calendar import MONTHS_PER_YEAR
from planner.domain.plan_input import PlanInput
from planner.domain.targets import SeatPosition
from planner.results.risk.subject import Floats, Ints, RiskSubject
from planner.results.verification.facts.staffing import ramp_of

_YEAR = MONTHS_PER_YEAR
STAYS = _YEAR
"""Month of resignation of a person who stays."""


@dataclass(frozen=True, slots=True, eq=False)
class SeatArrays:
    """The seats, sorted by team. Months count from 0.

    `started[seat, delay, month]`: capacity when the person is productive `delay` months late. `restarted[ramp, months, month]`: capacity of a
    successor who begins `months` after the start of the year, ÷ `full` capacity. `first_team_seat`: where each team with seats begins.
    `leaver_share`: chance to resign in the year; `first_month`: when the person starts. `expected[seat, month]`: capacity with the resignations
    that the plan expects and nobody late. `refill_cumulative`: chance that a seat is filled again within 0, 1, … months.
    """

    team: Ints
    teams_present: Ints
    first_team_seat: Ints
    started: Floats
    restarted: Floats
    ramp: Ints
    full: Floats
    is_joiner: Floats
    leaver_share: Floats
    first_month: Ints
    expected: Floats
    staying: Floats
    refill_cumulative: Floats
    delay_cumulative: Floats

    @property
    def size(self) -> int:
        """Number of seats."""
        return int(self.team.size)


def build_seats(subject: RiskSubject) -> SeatArrays:
    """Return the seats of the plan with their capacities as tables over delay, resignation and refill."""
    plan_input = subject.plan_input
    place = {t: i for i, t in enumerate(subject.teams)}
    positions = sorted((s.position for s in subject.plan.targets.seats), key=lambda p: place[p.team])
    by_name = {t.team: t for t in plan_input.teams}
    ramps = [ramp_of(plan_input, by_name[t]) for t in subject.teams]
    team = np.array([place[p.team] for p in positions], dtype=np.int64)
    full = np.array([_full_capacity(plan_input, p) for p in positions], dtype=np.float64)
    capacity = np.array([p.month_capacity for p in positions], dtype=np.float64).reshape(-1, _YEAR)
    first_month = np.array([(p.start_month or 1) - 1 for p in positions], dtype=np.int64)
    leaver_share = np.array([by_name[p.team].attrition_share for p in positions], dtype=np.float64)
    restarted = np.array([[_shift(r, j) for j in range(_YEAR + 1)] for r in ramps]).reshape(-1, _YEAR + 1, _YEAR)
    refill = poisson_cumulative(plan_input.settings.refill_months)
    staying = np.ones((len(positions), _YEAR))
    expected = capacity.copy()
    for s in range(len(positions)):
        expected[s] = _expect(
            capacity[s], int(first_month[s]), float(leaver_share[s]), restarted[team[s]] * full[s], refill
        )
        staying[s] = np.divide(expected[s], capacity[s], out=np.ones(_YEAR), where=capacity[s] > 0)
    present, first = np.unique(team, return_index=True)
    return SeatArrays(
        team=team,
        teams_present=present,
        first_team_seat=first.astype(np.int64),
        started=np.array([[_shift(tuple(c), d) for d in range(_YEAR + 1)] for c in capacity]).reshape(
            -1, _YEAR + 1, _YEAR
        ),
        restarted=restarted,
        ramp=team,
        full=full,
        is_joiner=np.array([p.start_month is not None for p in positions], dtype=np.float64),
        leaver_share=leaver_share,
        first_month=first_month,
        expected=expected,
        staying=staying,
        refill_cumulative=refill,
        delay_cumulative=poisson_cumulative(plan_input.risk.start_delay_months),
    )


def poisson_cumulative(mean_months: float) -> Floats:
    """Return the chance of at most 0, 1, … 12 months, Poisson; beyond the year counts as 12."""
    chances = [math.exp(-mean_months) * mean_months**k / math.factorial(k) for k in range(_YEAR)]
    return np.append(np.cumsum(chances), 1.0)


def _full_capacity(plan_input: PlanInput, position: SeatPosition) -> float:
    seat = next((s for s in plan_input.seats if s.seat == position.seat), None)
    return 1.0 if seat is None else seat.level_factor * seat.presence_share


def _shift(months: tuple[float, ...], by: int) -> list[float]:
    return [0.0] * by + list(months[: _YEAR - by])


def _expect(capacity: Floats, first: int, leaver_share: float, successor: Floats, refill: Floats) -> Floats:
    """Return the mean capacity by month when the person resigns in any of 12 months with equal chance, from month `first` on."""
    chances = np.diff(refill, prepend=0.0)
    mean = capacity * (1.0 - leaver_share * (_YEAR - first) / _YEAR)
    for month in range(first, _YEAR):
        before = np.where(np.arange(_YEAR) < month, capacity, 0.0)
        after = sum(
            (chance * successor[min(month + months, _YEAR)] for months, chance in enumerate(chances)), np.zeros(_YEAR)
        )
        mean = mean + leaver_share / _YEAR * (before + after)
    return mean


@dataclass(frozen=True, slots=True, eq=False)
class SeatDraws:
    """What happens to each seat in each draw (draws, seats): performance (mean 1), months late, month of resignation, months to refill."""

    performance: Floats
    delay: Ints
    leaves: Ints
    refill: Ints


def compute_team_effort(seats: SeatArrays, draws: SeatDraws, teams: int, with_resignation: bool) -> Floats:
    """Return effort ÷ planned effort since the start of the year: shape (draws, teams, 13), at the end of 0, 1, … 12 months.

    Teams without seats, and months before anybody is planned to be there, count as planned.
    """
    number = np.arange(seats.size)
    started = seats.started[number, draws.delay]
    if with_resignation:
        begins = np.minimum(draws.leaves + draws.refill, _YEAR)
        successor = seats.restarted[seats.ramp, begins] * seats.full[:, None]
        capacity = np.where(np.arange(_YEAR) < draws.leaves[..., None], started, successor)
    else:
        capacity = started * seats.staying
    capacity *= draws.performance[..., None]
    effort = np.ones((draws.performance.shape[0], teams, _YEAR + 1))
    if not seats.size:
        return effort
    drawn = np.cumsum(np.add.reduceat(capacity, seats.first_team_seat, axis=1), axis=2)
    planned = np.cumsum(np.add.reduceat(seats.expected, seats.first_team_seat, axis=0), axis=1)
    ratio = np.divide(drawn, planned, out=np.ones_like(drawn), where=planned > 0)
    effort[:, seats.teams_present, 1:] = ratio
    effort[:, seats.teams_present, 0] = ratio[:, :, 0]
    return effort
