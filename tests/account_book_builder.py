"""A small `AccountBook` for tests; every column can be changed by name.

``make_book(3)`` has accounts A0 … A2 of segment North: potential 100,000.00, last year's revenue 10,000.00, nobody owns them, no workload.
"""

from __future__ import annotations

from typing import Any

from planner.domain.accounts import AccountBook
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.optimization.annual_plan import make_annual_plan
from tests.plan_input_builder import make_plan_input, make_seat, make_settings


def make_book(count: int, **columns: Any) -> AccountBook:
    """Return `count` accounts; a column given as a single value (no tuple) holds for all."""
    fields: dict[str, Any] = {
        "account": tuple(f"A{i}" for i in range(count)),
        "name": None,
        "segment": "North",
        "parent_account": None,
        "potential_cents": 10_000_000,
        "last_year_revenue_cents": 1_000_000,
        "workload_hours": None,
        "tier": None,
        "owner": None,
        "region": None,
        "latitude": None,
        "longitude": None,
        "skills": ((),) * count,
        "locked_seat": None,
        "forbidden_seats": ((),) * count,
        "strategic": False,
        "handover_date": None,
    }
    fields |= columns
    return AccountBook(**{k: v if isinstance(v, tuple) else (v,) * count for k, v in fields.items()})


def make_territory_input(
    book: AccountBook, settings: dict[str, Any] | None = None, **seats: dict[str, Any]
) -> PlanInput:
    """Return the small company with `book`; `settings` and the seats F1, F2 of team Field may be changed by field."""
    rows = tuple(make_seat(name, **seats.get(name, {})) for name in ("F1", "F2"))
    return make_plan_input(
        accounts=book, settings=make_settings(**(settings or {})), seats=(*rows, make_seat("P1", "Partners"))
    )


def plan_for(plan_input: PlanInput) -> AnnualPlan:
    """Return the annual plan of `plan_input`."""
    return make_annual_plan(plan_input).plan
