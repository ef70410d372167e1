"""Accounts of the example: six a segment, with owners as they have grown, a few families, locks and skills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.domain.accounts import AccountBook
from planner.domain.identifiers import AccountId, Cents, SeatId, SegmentId
from planner.domain.market import Segment
from planner.domain.organisation import Seat
from planner.language import Language, Text

_PER_SEGMENT = 6
_SIZE = (34, 22, 16, 12, 9, 7)
"""Percent of the segment's potential that its accounts have; the list holds all that matter."""
_REVENUE = (40, 25, 0, 18, 12, 5)
_GROWN = (1.5, 0.8, 1.1, 0.6, 1.0, 1.3, 0.7)
"""How large a book each seat in place built up, one seat after the other."""
_TIERS = ("A", "A", "B", "B", "C", "C")
_NAME = Text("{s} customer {n}", "{s}客户{n}")
_GROUP = Text("{s} Group", "{s}集团")
_LOST = Text("Former colleague", "离职同事")


def build_accounts(
    segments: Sequence[Segment],
    seats: Sequence[Seat],
    potential: Mapping[SegmentId, Cents],
    language: Language,
) -> AccountBook:
    """Return the accounts: place i of every column is account i; the seats in place own those of their team unevenly, those to come none."""
    rows: list[dict[str, object]] = []
    books: dict[SeatId, float] = {}
    for s, segment in enumerate(segments):
        own = [seat.seat for seat in seats if seat.team == segment.today_team]
        there = [seat.seat for seat in seats if seat.team == segment.today_team and seat.start_month is None]
        for n in range(_PER_SEGMENT):
            owner = None
            if there and (s + n) % 9:
                # As if each account had gone to whose book was smallest for a seat that sells so much: some grew large, some stayed small.
                worth = potential[segment.segment] * _SIZE[n]
                owner = min(
                    there, key=lambda seat: (books.get(seat, 0.0) + worth) / _GROWN[there.index(seat) % len(_GROWN)]
                )
                books[owner] = books.get(owner, 0.0) + worth
            name = _NAME.format(s=segment.segment, n=n + 1).choose(language)
            rows.append(
                {
                    "account": AccountId(f"C{s + 1:02d}{n + 1:02d}"),
                    "name": name,
                    "segment": segment.segment,
                    "parent_account": _GROUP.format(s=segment.segment).choose(language)
                    if n in (3, 4) and s % 5 == 0
                    else None,
                    "potential_cents": potential[segment.segment] * _SIZE[n] // 100 // 100 * 100,
                    "last_year_revenue_cents": segment.existing_revenue_cents * _REVENUE[n] // 100 // 100 * 100,
                    "workload_hours": 140.0 if n == 0 and segment.strategic else None,
                    "tier": _TIERS[n],
                    "owner": _LOST.choose(language) if (s, n) in ((3, 1), (17, 2)) else owner,
                    "region": segment.region,
                    "locked_seat": SeatId(own[0]) if own and (s, n) == (0, 0) else None,
                    "forbidden_seats": (SeatId(own[-1]),) if own and (s, n) == (1, 1) else (),
                    "strategic": segment.strategic and n == 0,
                    "handover_date": f"2027-{1 + (s + n) % 12:02d}-15" if n < 3 else None,
                }
            )
    blank: dict[str, object] = {"latitude": None, "longitude": None, "skills": ()}
    fields = [*rows[0], *blank]
    return AccountBook(**{f: tuple(row.get(f, blank.get(f)) for row in rows) for f in fields})  # type: ignore[arg-type]
