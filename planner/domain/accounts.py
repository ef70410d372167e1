"""The accounts of the customers' list, kept by column: twenty thousand rows are a handful of tuples."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.identifiers import AccountId, Cents, SeatId, SegmentId


@dataclass(frozen=True, slots=True)
class AccountBook:
    """All accounts, one tuple a column; place i of every tuple is account i, in the workbook's order.

    Money is cents a year, `workload_hours` hours a year, coordinates degrees, `handover_date` ``YYYY-MM-DD``. ``None`` is not given.
    `owner` is a seat's name; an owner who is no seat any more keeps the word of the workbook. `parent_account` names the corporate family.
    """

    account: tuple[AccountId, ...] = ()
    name: tuple[str | None, ...] = ()
    segment: tuple[SegmentId, ...] = ()
    parent_account: tuple[str | None, ...] = ()
    potential_cents: tuple[Cents, ...] = ()
    last_year_revenue_cents: tuple[Cents, ...] = ()
    workload_hours: tuple[float | None, ...] = ()
    tier: tuple[str | None, ...] = ()
    owner: tuple[str | None, ...] = ()
    region: tuple[str | None, ...] = ()
    latitude: tuple[float | None, ...] = ()
    longitude: tuple[float | None, ...] = ()
    skills: tuple[tuple[str, ...], ...] = ()
    locked_seat: tuple[SeatId | None, ...] = ()
    forbidden_seats: tuple[tuple[SeatId, ...], ...] = ()
    strategic: tuple[bool, ...] = ()
    handover_date: tuple[str | None, ...] = ()

    def __len__(self) -> int:
        return len(self.account)

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Yield the accounts row by row, fields in the order of this class."""
        return zip(*(getattr(self, f.name) for f in dataclasses.fields(self)), strict=True)


NO_ACCOUNTS = AccountBook()
"""The book of a workbook without accounts."""
