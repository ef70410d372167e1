"""Territories after a manual decision, and what fewer moves would cost in balance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.account_decision import without_decisions
from planner.domain.identifiers import AccountId, SeatId
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.settings import Settings
from planner.domain.territory import FEW_CHANGES, OwnerRole, TerritoryPlan
from planner.errors import UsageError
from planner.language import Text
from planner.optimization.territory.build import TerritoryCase, build_loads, build_territory_case
from planner.optimization.territory.concerned import choice_of_plan, solve_concerned
from planner.optimization.territory.make import count_forced_moves, solve_case
from planner.optimization.territory.problem import TerritoryProblem
from planner.optimization.territory.solution import build_territory_plan
from planner.optimization.territory.solve import TerritoryOptions

FRONTIER_SHARES = (0.0, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Limits of the frontier: so far between the moves that rules force and those of the plan, of accounts whose owner could keep them."""


@dataclass(frozen=True, slots=True)
class Change:
    """An account, in one role, that is at another seat than before; `None`: at none."""

    account: AccountId
    role: OwnerRole
    giver: SeatId | None
    taker: SeatId | None


@dataclass(frozen=True, slots=True)
class Replanned:
    """Territories with manual moves: the input that has them as locks, the plan, what it costs more in cents, and what changes besides."""

    plan_input: PlanInput
    plan: TerritoryPlan
    price_cents: float
    further: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """The best plan with at most `limit` moves of accounts whose owner could keep them."""

    limit: int
    plan_input: PlanInput
    plan: TerritoryPlan


def replan_territories(
    plan_input: PlanInput,
    annual: AnnualPlan,
    base: TerritoryPlan,
    wanted: Mapping[AccountId, SeatId],
    most_moves: int,
    options: TerritoryOptions | None = None,
) -> Replanned:
    """Return the best plan with each account of `wanted` at its seat and at most `most_moves` other accounts at another seat than in `base`.

    Seats that no chain of exchanges links with those of `wanted`, old and new, keep their accounts exactly. Costs count from today's owners,
    as in `base`.

    Raises
    ------
    UsageError
        When an account or a seat is not known, or both limits on moves are in use already.
    """
    changed = _lock(plan_input, annual, wanted)
    case = keep_bands(build_territory_case(changed, annual), base)
    case = replace(case, problem=_limit_changes(case, base, set(wanted), most_moves))
    solved = solve_concerned(case, base, wanted, options)
    plan = build_territory_plan(case, replace(solved, method=f"{solved.method}{FEW_CHANGES}"))
    before = {(o.account, o.role, o.team): o.seat for o in base.ownerships}
    found = ((o, before.get((o.account, o.role, o.team))) for o in plan.ownerships if o.account not in wanted)
    further = tuple(Change(o.account, o.role, seat, o.seat) for o, seat in found if seat != o.seat)
    price = plan.report.objective_cents - base.report.objective_cents
    return Replanned(changed, plan, price, further)


def _lock(plan_input: PlanInput, annual: AnnualPlan, wanted: Mapping[AccountId, SeatId]) -> PlanInput:
    book = plan_input.accounts
    place = {a: i for i, a in enumerate(book.account)}
    filled = {s.position.seat for s in annual.targets.seats}
    known = filled | {s.seat for s in plan_input.seats}
    locks = list(book.locked_seat)
    for account, seat in wanted.items():
        if account not in place:
            raise UsageError(Text("There is no account '{a}'.", "没有客户“{a}”。").format(a=account))
        if seat not in known:
            raise UsageError(Text("There is no seat '{s}'.", "没有席位“{s}”。").format(s=seat))
        if seat not in filled:
            text = Text(
                "Seat '{s}' is not filled in this plan: it is to be hired, and the plan does not hire for it.",
                "本计划未启用席位“{s}”：该席位待招聘，而计划未安排招聘。",
            )
            raise UsageError(text.format(s=seat))
        locks[place[account]] = seat
    kept = without_decisions(plan_input, frozenset(wanted))
    return replace(kept, accounts=replace(book, locked_seat=tuple(locks)))


def keep_bands(case: TerritoryCase, base: TerritoryPlan) -> TerritoryCase:
    """Return `case` with the bands of `base`, so that costs can be compared."""
    bands = {s.seat: s.band_share for s in base.seats}
    own = zip(case.positions, case.builder.band, strict=True)
    case.builder.band = np.array([bands.get(p.name, band) for p, band in own])
    return replace(case, problem=replace(case.problem, loads=build_loads(case.builder)))


def has_room_for_limit(settings: Settings) -> bool:
    """Whether the workbook's own limits on moves leave a row for a limit on further changes."""
    return settings.move_limit_accounts is None or settings.move_limit_revenue_cents is None


def _limit_changes(
    case: TerritoryCase, base: TerritoryPlan, wanted: Iterable[AccountId], most_moves: int
) -> TerritoryProblem:
    """Return the problem with a limit on pairs that differ from `base`, in a row that the workbook's own limits leave free."""
    problem, apart = case.problem, set(wanted)
    number = {p.name: k for k, p in enumerate(case.positions)}
    before = {
        (o.account, o.role, o.team): number.get(o.seat, -1) if o.seat is not None else -1 for o in base.ownerships
    }
    book, changes = case.plan_input.accounts, np.zeros(problem.pairs)
    for n, members in enumerate(case.nodes):
        pairs = slice(problem.start[n], problem.start[n + 1])
        for entry in (case.entries[m] for m in members):
            account = book.account[entry.account]
            seat = before.get((account, entry.role, entry.team), -1)
            if account not in apart and entry.role is not OwnerRole.POOL and seat >= 0:
                changes[pairs] += problem.seat[pairs] != seat
    if not np.isfinite(problem.moved_limit):
        return replace(problem, moved=changes, moved_limit=float(most_moves))
    if not np.isfinite(problem.move_limit):
        return replace(problem, moves=changes, move_limit=float(most_moves))
    text = Text(
        "The workbook limits moves by number and by revenue; --max-moves needs one of the two to be blank.",
        "工作簿同时限制了调整数量与收入；使用 --max-moves 需留空其中一项。",
    )
    raise UsageError(text)


def trace_frontier(
    plan_input: PlanInput, annual: AnnualPlan, base: TerritoryPlan, options: TerritoryOptions | None = None
) -> tuple[FrontierPoint, ...]:
    """Return the best plans that let fewer and fewer accounts leave an owner who could keep them, with the bands of `base`.

    From as few as rules let to as many as `base` has; a plan that costs no less than one with fewer is left out. They share what is left of the time.
    """
    points: list[FrontierPoint] = []
    whole = keep_bands(build_territory_case(plan_input, annual), base)
    own = choice_of_plan(whole, base)
    forced, is_whole = count_forced_moves(whole.problem), bool((own >= 0).all())
    most = round(float(whole.problem.moves[own].sum())) if is_whole else base.report.moves
    options = options or TerritoryOptions()
    limits = sorted({forced + round(share * (most - forced)) for share in FRONTIER_SHARES})
    for place, limit in enumerate(limits):
        limited = replace(plan_input, settings=replace(plan_input.settings, move_limit_accounts=limit))
        # A plan without that limit that keeps it is as good as any with it.
        if is_whole and most <= limit:
            plan = base
        else:
            case = keep_bands(build_territory_case(limited, annual), base)
            plan = build_territory_plan(case, solve_case(case, options.share_time(len(limits) - place)))
        if not points or plan.report.objective_cents < points[-1].plan.report.objective_cents:
            points.append(FrontierPoint(limit, limited, plan))
    return tuple(points)
