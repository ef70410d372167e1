"""Accounts drawn at random for a company of `tests/random_company.py`, with every exception that the sheet of accounts may hold."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from planner.domain.accounts import AccountBook
from planner.domain.choices import Strictness
from planner.domain.identifiers import SeatId
from planner.domain.organisation import Seat
from planner.domain.plan_input import PlanInput
from tests.account_book_builder import make_book
from tests.random_company import make_random_company

_REGIONS = ("North", "South")


def make_random_territories(seed: int) -> PlanInput:
    """Return company number `seed` with eight to forty accounts, seats with skills, regions and homes, and settings of territories."""
    rng = Random(1_000_000 + seed)
    company = make_random_company(seed)
    has_homes = rng.random() < 0.5
    seats = tuple(_with_territory(rng, seat, has_homes) for seat in company.seats)
    return replace(
        company,
        seats=seats,
        accounts=_book(rng, company, seats, has_homes),
        settings=replace(company.settings, **_settings(rng)),
    )


def _settings(rng: Random) -> dict[str, Any]:
    return {
        "potential_band_share": rng.choice((None, 0.1, 0.5)),
        "target_band_share": rng.choice((None, 0.2)),
        "accounts_per_seat_min": rng.choice((None, None, 2)),
        "accounts_per_seat_max": rng.choice((None, None, 8)),
        "move_limit_accounts": rng.choice((None, None, 3)),
        "move_limit_revenue_cents": rng.choice((None, None, None, 20_000_000)),
        "new_hire_book_share": rng.choice((None, 0.5)),
        "new_hire_handover_factor": rng.choice((1.0, 1.5)),
        "move_cost_cents": rng.choice((0, 50_000)),
        "visits_per_account": float(rng.randint(1, 12)),
        "hours_per_seat": rng.choice((200.0, 600.0)),
        "cosell_workload_share": rng.choice((0.25, 0.5)),
        "imbalance_cost_share": rng.choice((0.0, 0.01)),
        "band_cost_share": rng.choice((0.05, 0.15)),
        "overload_cost_share": rng.choice((0.1, 0.5)),
        "territory_strictness": rng.choice((Strictness.OFF, Strictness.OFF, Strictness.HOURS)),
    }


def _with_territory(rng: Random, seat: Seat, has_homes: bool) -> Seat:
    return replace(
        seat,
        skills=rng.choice(((), ("cloud",), ("cloud", "law"))),
        territory_regions=rng.choice(((), (), ("North",), ("South",))),
        latitude=round(rng.uniform(30, 32), 3) if has_homes else None,
        longitude=round(rng.uniform(120, 122), 3) if has_homes else None,
    )


def _book(rng: Random, company: PlanInput, seats: tuple[Seat, ...], has_homes: bool) -> AccountBook:
    count = rng.randint(8, 40)
    names = [s.seat for s in seats] or [SeatId("nobody")]
    numbers = range(count)
    places = [(round(rng.uniform(30, 32), 3), round(rng.uniform(120, 122), 3)) for _ in numbers]
    locked = tuple(rng.choice(names) if seats and rng.random() < 0.05 else None for _ in numbers)
    return make_book(
        count,
        segment=tuple(rng.choice(company.segments).segment for _ in numbers),
        parent_account=tuple(rng.choice((None, None, None, "Group A", "Group B")) for _ in numbers),
        potential_cents=tuple(rng.choice((0, 1, 1)) * rng.randint(1, 60_000_000) for _ in numbers),
        last_year_revenue_cents=tuple(rng.choice((0, 1, 1)) * rng.randint(1, 9_000_000) for _ in numbers),
        workload_hours=tuple(rng.choice((None, None, float(rng.randint(1, 90)))) for _ in numbers),
        tier=tuple(rng.choice((None, "A", "B", "C")) for _ in numbers),
        owner=tuple(rng.choice((None, "left", *names, *names)) for _ in numbers),
        region=tuple(rng.choice((None, *_REGIONS)) for _ in numbers),
        latitude=tuple(p[0] if has_homes else None for p in places),
        longitude=tuple(p[1] if has_homes else None for p in places),
        skills=tuple(rng.choice(((), (), (), ("cloud",), ("law",))) for _ in numbers),
        locked_seat=locked,
        forbidden_seats=tuple((rng.choice(names),) if lock is None and rng.random() < 0.05 else () for lock in locked),
        strategic=tuple(rng.random() < 0.1 for _ in numbers),
    )
