"""Which seats may own which account: one function a rule, each takes seats away from a row of eligible seats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.domain.accounts import AccountBook
from planner.domain.territory import OwnerRole
from planner.optimization.territory.entries import Entry, TerritoryPosition

Mask = NDArray[np.bool_]


@dataclass(slots=True)
class Eligibility:
    """Eligible seats by entry; masks over all positions, shared by entries of the same team, region and skills."""

    book: AccountBook
    positions: Sequence[TerritoryPosition]
    excluded: Counter[str] = field(default_factory=Counter)
    _number: dict[str, int] = field(default_factory=dict)
    _teams: dict[str | None, Mask] = field(default_factory=dict)
    _classes: dict[tuple[object, ...], Mask] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._number = {p.name: k for k, p in enumerate(self.positions)}
        teams = np.array([p.position.team for p in self.positions], dtype=object)
        able = np.array([p.hours > 0 for p in self.positions], dtype=bool)
        self._teams = {team: (teams == team) & able for team in set(teams.tolist())}

    def seats_of(self, entry: Entry) -> Mask:
        """Return the seats that may own the entry's account."""
        return add_account_lock(self, self.unbound_seats_of(entry), entry)

    def unbound_seats_of(self, entry: Entry) -> Mask:
        """Return the seats that could own the account if it were locked to none and not strategic; none in a team that only its lock gives it."""
        if entry.is_taken_over:
            return np.zeros(len(self.positions), dtype=bool)
        i = entry.account
        key = (entry.team, self.book.region[i], self.book.skills[i])
        if key not in self._classes:
            mask = self._teams.get(entry.team, np.zeros(len(self.positions), dtype=bool)).copy()
            add_region_match(self, mask, self.book.region[i])
            add_skill_match(self, mask, self.book.skills[i])
            self._classes[key] = mask
        mask = self._classes[key]
        if self.book.forbidden_seats[i]:
            mask = mask.copy()
            add_forbidden_pair(self, mask, self.book.forbidden_seats[i])
        return mask

    def number_of(self, seat: str | None) -> int:
        """Return the place of a seat among the positions, −1 when it is none."""
        return self._number.get(seat, -1) if seat is not None else -1

    def note(self, rule: str, before: Mask, after: Mask) -> None:
        """Count the pairs that `rule` took away."""
        self.excluded[rule] += int(before.sum() - after.sum())


def add_region_match(eligibility: Eligibility, mask: Mask, region: str | None) -> None:
    """Take away seats whose regions do not hold the account's; a seat without regions, and an account without, fit all."""
    before = mask.copy()
    if region is not None:
        wanted = region.casefold()
        for k, position in enumerate(eligibility.positions):
            regions = position.seat.territory_regions if position.seat is not None else ()
            mask[k] &= not regions or wanted in (r.casefold() for r in regions)
    eligibility.note("region_match", before, mask)


def add_skill_match(eligibility: Eligibility, mask: Mask, skills: Sequence[str]) -> None:
    """Take away seats that lack a needed skill."""
    before = mask.copy()
    needed = {s.casefold() for s in skills}
    if needed:
        for k, position in enumerate(eligibility.positions):
            have = position.seat.skills if position.seat is not None else ()
            mask[k] &= needed <= {s.casefold() for s in have}
    eligibility.note("skill_match", before, mask)


def add_forbidden_pair(eligibility: Eligibility, mask: Mask, forbidden: Sequence[str]) -> None:
    """Take away the seats that may not own the account."""
    before = mask.copy()
    for seat in forbidden:
        k = eligibility.number_of(seat)
        if k >= 0:
            mask[k] = False
    eligibility.note("forbidden_pair", before, mask)


def add_account_lock(eligibility: Eligibility, mask: Mask, entry: Entry) -> Mask:
    """Return the locked seat alone (it needs no skill or region), or the owner alone of a strategic account that the owner may keep."""
    book, i = eligibility.book, entry.account
    lock = eligibility.number_of(book.locked_seat[i])
    if lock >= 0 and eligibility.positions[lock].position.team == entry.team:
        chosen = lock
    else:
        chosen = eligibility.number_of(book.owner[i]) if book.strategic[i] else -1
        if chosen < 0 or not mask[chosen] or entry.role is OwnerRole.POOL:
            return mask
    alone = np.zeros_like(mask)
    alone[chosen] = True
    eligibility.note("account_lock", mask, alone & mask)
    return alone
