"""Per team: what one head more or less is worth, by planning again with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from planner.domain.identifiers import Cents, TeamId, UnitId
from planner.domain.plan_input import PlanInput
from planner.results.explain.explained import Explained
from planner.results.explain.variants import solve_changed_input, solve_each


@dataclass(frozen=True, slots=True)
class HeadValue:
    """The plan with `heads_more` heads more (negative: fewer), all year and fully ramped, against the plan as it is.

    `gain_cents` is the change of the objective, the cost of the heads included; ``None`` where there is no such plan (`is_impossible`) or
    none was found in time. Unless `is_exact` the change lies between `gain_cents` and `gain_most_cents`, both proven.
    `more_effort` and `less_effort` name the units whose effort rises or falls, by FTE.
    """

    team: TeamId
    heads_more: int
    gain_cents: Cents | None
    is_impossible: bool
    revenue_change_cents: Cents
    more_effort: tuple[tuple[UnitId, float], ...] = ()
    less_effort: tuple[tuple[UnitId, float], ...] = ()
    gain_most_cents: Cents | None = None
    is_exact: bool = True


def change_heads(plan_input: PlanInput, team: TeamId, more: int) -> PlanInput:
    """Return `plan_input` with `more` heads in `team`; fewer heads leave first where no seat is named, then the last filled seats of the sheet.

    Raises
    ------
    ValueError
        When the team does not have that many heads.
    """
    own = plan_input.team(team)
    filled = [s for s in plan_input.seats if s.team == team and s.rep is not None]
    heads = max(own.heads, len(filled)) + more
    if heads < 0:
        raise ValueError(f"{team} has fewer than {-more} heads")
    leaving = {s.seat for s in filled[heads:]} if heads < len(filled) else set()
    return replace(
        plan_input,
        teams=tuple(replace(t, heads=heads) if t.team == team else t for t in plan_input.teams),
        seats=tuple(s for s in plan_input.seats if s.seat not in leaving),
    )


def value_heads(
    explained: Explained, team: TeamId, changes: Sequence[int] = (-1, 1), is_rough: bool = False
) -> tuple[HeadValue, ...]:
    """Return the value of each change of heads of `team`, in the order of `changes`; 0 heads are the plan itself."""
    return tuple(solve_each(explained, lambda more: _value(explained, team, more, is_rough), changes))


def value_all_heads(
    explained: Explained, is_rough: bool = False, listener: Callable[[str], None] | None = None
) -> tuple[tuple[HeadValue, ...], ...]:
    """Return the value of one head less and of one more for every team; `listener` is told the team that is waited for."""
    teams = [staff.team.team for staff in explained.problem.staffing]

    def tell(change: tuple[TeamId, int]) -> None:
        if listener is not None and change[1] < 0:
            listener(change[0])

    changes = [(team, more) for team in teams for more in (-1, 1)]
    values = solve_each(explained, lambda change: _value(explained, *change, is_rough), changes, tell)
    return tuple(zip(values[::2], values[1::2], strict=True))


def _value(explained: Explained, team: TeamId, more: int, is_rough: bool) -> HeadValue:
    if more == 0:
        return HeadValue(team, 0, 0, False, 0)
    try:
        changed = change_heads(explained.plan_input, team, more)
    except ValueError:
        return HeadValue(team, more, None, True, 0)
    variant = solve_changed_input(explained, changed, is_rough)
    if variant.plan is None:
        return HeadValue(team, more, None, variant.is_impossible, 0)
    before = {u.unit.unit: u.fte for u in explained.plan.units if u.team == team}
    after = {u.unit.unit: u.fte for u in variant.plan.units if u.team == team}
    moved = [(unit, after.get(unit, 0.0) - before.get(unit, 0.0)) for unit in sorted(before.keys() | after.keys())]
    return HeadValue(
        team,
        more,
        variant.gain_cents,
        False,
        variant.plan.totals.revenue_cents - explained.plan.totals.revenue_cents,
        tuple((u, x) for u, x in sorted(moved, key=lambda m: -m[1]) if x > 1e-9),
        tuple((u, x) for u, x in sorted(moved, key=lambda m: m[1]) if x < -1e-9),
        variant.gain_most_cents,
        variant.is_exact,
    )
