"""What seats with a base pay of their own are paid in the plan year, seat by seat and month by month."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.calendar import MONTHS_PER_YEAR
from planner.domain.identifiers import Cents, SeatId, TeamId
from planner.domain.plan_input import PlanInput
from planner.domain.rounding import round_cents, split_running


@dataclass(frozen=True, slots=True)
class SeatPay:
    """One seat that counts before the plan hires and has a base pay of its own, which may be 0.

    `base_pay_cents` is of a full year and full time, `presence_share` 0 to 1, `first_month` the fiscal month 1 to 12 from which it is paid.
    """

    seat: SeatId
    team: TeamId
    base_pay_cents: Cents
    presence_share: float
    first_month: int

    @property
    def months(self) -> int:
        """Months of the plan year that are paid."""
        return MONTHS_PER_YEAR + 1 - self.first_month

    @property
    def paid_years(self) -> float:
        """Head-years that are paid."""
        return self.presence_share * paid_share(self.first_month)

    @property
    def year_cents(self) -> Cents:
        """Pay in the plan year."""
        return round_cents(self.base_pay_cents * self.presence_share * self.months / MONTHS_PER_YEAR)

    @property
    def months_cents(self) -> tuple[Cents, ...]:
        """Pay by month: 12 amounts, 0 before the first, that add up to the year."""
        before = self.first_month - 1
        return (*(0,) * before, *split_running(self.year_cents, (1,) * self.months))


def list_own_pay(plan_input: PlanInput, team: TeamId | None = None) -> tuple[SeatPay, ...]:
    """Return the seats (of `team`, else all) that are paid by their own base pay, in the order of the sheet."""
    return tuple(
        SeatPay(s.seat, s.team, s.base_pay_cents, s.presence_share, s.start_month or 1)
        for s in plan_input.seats
        if s.base_pay_cents is not None and s.is_committed and team in (None, s.team)
    )


def paid_share(start_month: int | None) -> float:
    """Return the share of the year from the first of `start_month` on; all of it for ``None``."""
    return 1.0 if start_month is None else (MONTHS_PER_YEAR - start_month + 1) / MONTHS_PER_YEAR
