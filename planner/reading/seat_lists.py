"""Skills and regions of seats that people list behind commas: entries of a list, where others name each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planner.domain.accounts import AccountBook
from planner.domain.market import Segment
from planner.domain.organisation import Seat
from planner.reading.assemble import Assembly
from planner.reading.coverage_words import take_apart
from planner.reading.words.headers import normalise

_SEPARATORS = ",，、/|+&"


def with_lists_of_seats(
    seats: tuple[Seat, ...], segments: Iterable[Segment], book: AccountBook, assembly: Assembly
) -> tuple[Seat, ...]:
    """Return `seats` whose skills are taken apart where accounts or seats name each part, and regions where segments or accounts do.

    What accounts need by the same words stays one skill.
    """
    needed = {s for names in book.skills for s in names}
    alone = {s for seat in seats for s in seat.skills if not any(mark in s for mark in _SEPARATORS)}
    skills = {normalise(s): s for s in needed | alone}
    regions = {normalise(r): r for r in {s.region for s in segments} | set(book.region) if r is not None}
    return tuple(
        replace(
            seat,
            skills=take_apart(seat.skills, skills, ("seats", seat.seat, "skills"), assembly),
            territory_regions=take_apart(
                seat.territory_regions, regions, ("seats", seat.seat, "territory_regions"), assembly
            ),
        )
        for seat in seats
    )
