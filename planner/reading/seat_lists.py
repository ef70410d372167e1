"""Skills and regions of seats that people list behind commas: entries of a list, where others name each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from planner.domain.accounts import AccountBook
from planner.domain.market import Segment
from planner.domain.organisation import Seat
from planner.findings import Place
from planner.reading.cells.cells import CellReader
from planner.reading.coverage_words import take_apart
from planner.reading.grids.cell_places import PlaceKey
from planner.reading.words.headers import normalise

_SEPARATORS = ",，、/|+&"


def with_lists_of_seats(
    seats: tuple[Seat, ...],
    segments: Iterable[Segment],
    book: AccountBook,
    places: Mapping[PlaceKey, Place],
    reader: CellReader,
) -> tuple[Seat, ...]:
    """Return `seats` whose skills are taken apart where accounts or seats name each part, and regions where segments or accounts do.

    What accounts need by the same words stays one skill. `reader` is told of each list, at its cell among `places`.
    """

    def part(seat: Seat, field: str, known: Mapping[str, str]) -> tuple[str, ...]:
        place = places.get(("seats", seat.seat, field), Place())
        return take_apart(getattr(seat, field), known, place, reader)

    needed = {s for names in book.skills for s in names}
    alone = {s for seat in seats for s in seat.skills if not any(mark in s for mark in _SEPARATORS)}
    skills = {normalise(s): s for s in needed | alone}
    regions = {normalise(r): r for r in {s.region for s in segments} | set(book.region) if r is not None}
    return tuple(
        replace(
            seat,
            skills=part(seat, "skills", skills),
            territory_regions=part(seat, "territory_regions", regions),
        )
        for seat in seats
    )
