"""Who must be owned by which team, and which seats there are: the account book beside the annual plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.domain.accounts import AccountBook
from planner.domain.channel_plan import UnitPlan
from planner.domain.identifiers import SeatId, SegmentId, TeamId
from planner.domain.organisation import Seat
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.targets import SeatPosition
from planner.domain.territory import OwnerRole
from planner.errors import InputRejectedError
from planner.language import Text


@dataclass(frozen=True, slots=True)
class TerritoryPosition:
    """A seat that may own accounts. `capacity` is the year's capacity of a full, typical rep that it has (1 = one).

    At 0 it gets the accounts alone that are locked to it.
    """

    position: SeatPosition
    seat: Seat | None
    capacity: float
    hours: float

    @property
    def name(self) -> SeatId:
        """Name of the seat."""
        return self.position.seat

    @property
    def is_new_hire(self) -> bool:
        """Whether somebody new fills it: planned, to be hired, or with a start in the plan year."""
        place = self.position
        return place.is_planned_hire or place.start_month is not None or (place.rep is None and not place.is_generated)

    def capacity_today(self, is_owner: bool) -> float:
        """Return its capacity in a full month where it is in place today, else 0: somebody new is where the seat owns accounts (`is_owner`)."""
        return max(self.position.month_capacity, default=0.0) if is_owner or not self.is_new_hire else 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One account in one role: place in the book, team that serves it (``None``: the registration pool), expected revenue in cents.

    `usual_team` would serve it without its lock: a lock may take it into another team.
    """

    account: int
    role: OwnerRole
    team: TeamId | None
    expected_cents: int
    usual_team: TeamId | None

    @property
    def is_taken_over(self) -> bool:
        """Whether its lock alone takes it into its team, or out of the registration pool."""
        return self.team != self.usual_team


def list_territory_positions(plan_input: PlanInput, plan: AnnualPlan) -> tuple[TerritoryPosition, ...]:
    """Return the seats of the plan that have capacity or a locked account, by name: the order of rows in the workbook does not matter."""
    seats = {s.seat: s for s in plan_input.seats}
    leave = {t.team: t.leave_share for t in plan_input.teams}
    locked, found = set(plan_input.accounts.locked_seat), []
    for target in plan.targets.seats:
        position = target.position
        capacity = sum(position.month_capacity) / len(position.month_capacity)
        hours = plan_input.settings.hours_per_seat * capacity * (1 - leave[position.team])
        if hours > 0 or position.seat in locked:
            found.append(TerritoryPosition(position, seats.get(position.seat), capacity, hours))
    return tuple(sorted(found, key=lambda p: p.name))


def list_entries(plan_input: PlanInput, plan: AnnualPlan) -> tuple[Entry, ...]:
    """Return every account once for the team that leads it and once for each other team on it; pool accounts once, without team; by number.

    Where a segment is assigned by product line, the team with most expected revenue leads the account, the others join.

    Raises
    ------
    InputRejectedError
        When an account is of a segment that the input does not have.
    """
    book = plan_input.accounts
    known = {s.segment for s in plan_input.segments}
    strange = sorted({s for s in book.segment if s not in known})
    if strange:
        first = book.account[book.segment.index(strange[0])]
        text = Text("Account {a}: there is no segment '{s}'.", "客户 {a}：没有细分“{s}”。")
        raise InputRejectedError(text.format(a=first, s=strange[0]))
    units: dict[SegmentId, list[UnitPlan]] = defaultdict(list)
    for unit in plan.channel_plan.units:
        units[unit.unit.segment.segment].append(unit)
    members: dict[SegmentId, list[int]] = defaultdict(list)
    for i, segment in enumerate(book.segment):
        members[segment].append(i)
    expected = [0] * len(book)
    open_cents = [max(0, p - r) for p, r in zip(book.potential_cents, book.last_year_revenue_cents, strict=True)]
    for segment, accounts in members.items():
        worked = [u for u in units[segment] if u.team is not None]
        _spread(expected, accounts, book.last_year_revenue_cents, sum(u.revenue_kept_cents for u in worked))
        _spread(expected, accounts, open_cents, sum(u.revenue_new_cents for u in worked))
    teams = {segment: _teams_of(units[segment]) for segment in members}
    locked_team = _locked_teams(plan)
    entries = []
    for i in sorted(range(len(book)), key=lambda k: book.account[k]):
        usual, others = teams[book.segment[i]]
        lead = usual
        lock = book.locked_seat[i]
        if lock is not None and lock in locked_team and locked_team[lock] not in others:
            lead = locked_team[lock]
        entries.append(Entry(i, OwnerRole.POOL if lead is None else OwnerRole.LEAD, lead, expected[i], usual))
        entries += [Entry(i, OwnerRole.COSELL, team, expected[i], team) for team in others if team != lead]
    return tuple(entries)


def list_teams_of_seats(plan_input: PlanInput, positions: Sequence[TerritoryPosition]) -> dict[str, TeamId]:
    """Return the team of every seat, of those that have no capacity as well."""
    return {str(s.seat): s.team for s in plan_input.seats} | {str(p.name): p.position.team for p in positions}


def owner_of(book: AccountBook, entry: Entry, team_of: Mapping[str, TeamId]) -> str | None:
    """Return who owns the entry's account today: a co-seller takes nothing over from an owner in another team."""
    owner = book.owner[entry.account]
    if entry.role is OwnerRole.COSELL and (owner is None or team_of.get(owner) != entry.team):
        return None
    return owner


def _locked_teams(plan: AnnualPlan) -> Mapping[SeatId, TeamId]:
    return {s.position.seat: s.position.team for s in plan.targets.seats}


def _teams_of(units: Sequence[UnitPlan]) -> tuple[TeamId | None, tuple[TeamId, ...]]:
    """Return the team that leads the accounts of a segment, and the other teams on them by name."""
    led: dict[TeamId, int] = defaultdict(int)
    others: set[TeamId] = set()
    for unit in units:
        if unit.team is not None:
            led[unit.team] += unit.revenue_cents
        if unit.coseller is not None:
            others.add(unit.coseller)
    if not led:
        return None, ()
    lead = min(led, key=lambda t: (-led[t], t))
    return lead, tuple(sorted((others | set(led)) - {lead}))


def _spread(into: list[int], accounts: Sequence[int], by: Sequence[int], amount: int) -> None:
    """Add `amount` to the accounts in proportion to `by` (evenly where that is 0), rounded down to the cent."""
    total = sum(by[i] for i in accounts)
    for i in accounts:
        into[i] += amount * by[i] // total if total else amount // len(accounts)
