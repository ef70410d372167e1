"""Why an account is where it is: what its seats would cost, term by term, all else unchanged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.domain.identifiers import AccountId, SeatId
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.territory import OwnerRole, TerritoryPlan
from planner.errors import UsageError
from planner.language import Text
from planner.optimization.territory.build import build_territory_case
from planner.optimization.territory.replan import keep_bands


@dataclass(frozen=True, slots=True)
class SeatPrice:
    """A seat that may own the account: what the plan costs more with it there, in cents, and the same by term (they add up)."""

    seat: SeatId
    more_cents: float
    terms: tuple[tuple[str, float], ...]


def price_seats(
    plan_input: PlanInput, annual: AnnualPlan, plan: TerritoryPlan, account: AccountId
) -> tuple[SeatPrice, ...]:
    """Return the seats that may own `account` (with its family), cheapest first; the one that `plan` chose costs 0 more.

    Raises
    ------
    UsageError
        When there is no such account, or no seat owns it.
    """
    case = keep_bands(build_territory_case(plan_input, annual), plan)
    problem, book = case.problem, plan_input.accounts
    seat_of = {(o.account, o.role, o.team): o.seat for o in plan.ownerships}
    number: dict[SeatId | None, int] = {p.name: k for k, p in enumerate(case.positions)}
    choice, wanted = np.zeros(problem.nodes, dtype=np.int64), -1
    for n, members in enumerate(case.nodes):
        entry = case.entries[members[0]]
        seat = number[seat_of[book.account[entry.account], entry.role, entry.team]]
        pairs = problem.seat[problem.start[n] : problem.start[n + 1]]
        choice[n] = problem.start[n] + int(np.flatnonzero(pairs == seat)[0])
        if entry.role is OwnerRole.LEAD and account in (book.account[case.entries[m].account] for m in members):
            wanted = n
    if wanted < 0:
        raise UsageError(Text("No seat owns an account '{a}'.", "没有席位负责客户“{a}”。").format(a=account))
    names = ("handover", "travel", "imbalance", *problem.loads.names)

    def terms(pair: int) -> list[float]:
        tried = choice.copy()
        tried[wanted] = pair
        inside, beyond = problem.loads.costs(problem.loads.use(problem.seat[tried]))
        return [
            float(case.handover[pair]),
            float(case.travel[pair]),
            float(inside.sum()),
            *map(float, beyond.sum(axis=1)),
        ]

    base, found = terms(int(choice[wanted])), []
    for pair in range(int(problem.start[wanted]), int(problem.start[wanted + 1])):
        more = [a - b for a, b in zip(terms(pair), base, strict=True)]
        found.append(
            SeatPrice(case.positions[int(problem.seat[pair])].name, sum(more), tuple(zip(names, more, strict=True)))
        )
    return tuple(sorted(found, key=lambda p: (p.more_cents, p.seat)))
