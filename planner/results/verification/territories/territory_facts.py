"""What follows for territories from the workbook and the annual plan, worked out for the verifier from the page `docs/models/territory.md`."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from planner.domain.account_decision import lock_decided_accounts
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.territory import OwnerRole, Ownership, TerritoryPlan

EARTH_KM = 6371.0
Key = tuple[int, OwnerRole, str]
"""An account's place in the book, its role and its team."""


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A seat as the rules see it: capacity (1 = a full typical rep) of the year and of its fullest month, hours, whether new, regions and skills,
    home in degrees.
    """

    team: str
    capacity: float
    full_capacity: float
    hours: float
    is_new: bool
    regions: frozenset[str]
    skills: frozenset[str]
    home: tuple[float, float] | None


@dataclass(frozen=True)
class TerritorySubject:
    """An input with accounts (decided ones are locked), its annual plan, and the territories that claim to answer it."""

    plan_input: PlanInput
    annual: AnnualPlan
    plan: TerritoryPlan

    def __post_init__(self) -> None:
        object.__setattr__(self, "plan_input", lock_decided_accounts(self.plan_input))

    @cached_property
    def place(self) -> dict[str, int]:
        """Place of every account in the book."""
        return {a: i for i, a in enumerate(self.plan_input.accounts.account)}

    @cached_property
    def seats(self) -> dict[str, SeatFacts]:
        """The seats that have capacity, or an account locked to them, by name."""
        locked = set(self.plan_input.accounts.locked_seat)
        rows = {s.seat: s for s in self.plan_input.seats}
        leave = {t.team: t.leave_share for t in self.plan_input.teams}
        found: dict[str, SeatFacts] = {}
        for target in self.annual.targets.seats:
            position = target.position
            row = rows.get(position.seat)
            capacity = math.fsum(position.month_capacity) / 12
            hours = capacity * self.plan_input.settings.hours_per_seat * (1 - leave[position.team])
            to_be_hired = position.rep is None and not position.is_generated
            home = None
            if row is not None and row.latitude is not None and row.longitude is not None:
                home = (row.latitude, row.longitude)
            if hours > 0 or position.seat in locked:
                found[position.seat] = SeatFacts(
                    position.team,
                    capacity,
                    max(position.month_capacity, default=0.0),
                    hours,
                    position.is_planned_hire or position.start_month is not None or to_be_hired,
                    frozenset(r.casefold() for r in row.territory_regions) if row else frozenset(),
                    frozenset(s.casefold() for s in row.skills) if row else frozenset(),
                    home,
                )
        return found

    @cached_property
    def duties_by_segment(self) -> dict[str, tuple[str | None, tuple[str, ...]]]:
        """The team that leads the accounts of a segment (``None``: the pool) and the other teams on them, locks apart."""
        by_segment: dict[str, tuple[str | None, tuple[str, ...]]] = {}
        led: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        joined: dict[str, set[str]] = defaultdict(set)
        for unit in self.annual.channel_plan.units:
            name = unit.unit.segment.segment
            if unit.team is not None:
                led[name][unit.team] += unit.revenue_cents
                joined[name].add(unit.team)
            if unit.coseller is not None:
                joined[name].add(unit.coseller)
        for name in set(self.plan_input.accounts.segment):
            ranking = sorted(led[name].items(), key=lambda item: (-item[1], item[0]))
            lead = ranking[0][0] if ranking else None
            by_segment[name] = (lead, tuple(sorted(joined[name] - {lead})) if lead else ())
        return by_segment

    @cached_property
    def duties(self) -> dict[int, tuple[str | None, tuple[str, ...]]]:
        """By account: the team that leads it (``None``: the pool) and the other teams on it."""
        book, by_segment = self.plan_input.accounts, self.duties_by_segment
        team_of = {t.position.seat: t.position.team for t in self.annual.targets.seats}
        duties: dict[int, tuple[str | None, tuple[str, ...]]] = {}
        same: dict[tuple[str | None, tuple[str, ...]], tuple[str | None, tuple[str, ...]]] = {}
        for i, segment in enumerate(book.segment):
            lead, others = by_segment[segment]
            lock = book.locked_seat[i]
            if lock is not None and lock in team_of and team_of[lock] not in others:
                lead = team_of[lock]
            duty = (lead, tuple(t for t in others if t != lead))
            duties[i] = same.setdefault(duty, duty)
        return duties

    @cached_property
    def keys(self) -> set[Key]:
        """Every account once a role and team that must own it; pool accounts not."""
        wanted: set[Key] = set()
        for i, (lead, others) in self.duties.items():
            if lead is not None:
                wanted.add((i, OwnerRole.LEAD, lead))
            wanted |= {(i, OwnerRole.COSELL, team) for team in others}
        return wanted

    @cached_property
    def ordered_keys(self) -> tuple[Key, ...]:
        """The same in a fixed order."""
        return tuple(sorted(self.keys, key=lambda k: (k[0], k[1].value, k[2])))

    def key_of(self, ownership: Ownership) -> Key:
        """Return the account, role and team of an ownership of an account in the book."""
        return self.place[ownership.account], ownership.role, ownership.team or ""

    @cached_property
    def assigned(self) -> tuple[tuple[Key, Ownership], ...]:
        """What the plan gives to a seat that there is, where somebody must own it."""
        # The keys themselves, not others like them: there may be hundreds of thousands.
        own = {key: key for key in self.ordered_keys}
        placed = (o for o in self.plan.ownerships if o.seat is not None and o.seat in self.seats)
        return tuple((own[key], o) for o in placed if (key := self.key_of(o)) in own)

    @cached_property
    def alone(self) -> dict[Key, frozenset[str]]:
        """Seats that may own an account by skills, regions, locks and forbidden pairs, families apart."""
        book, found = self.plan_input.accounts, {}
        same: dict[frozenset[str], frozenset[str]] = {}
        for key, fit in self.unbound.items():
            lock, owner = book.locked_seat[key[0]], book.owner[key[0]]
            if lock is not None and lock in self.seats and self.seats[lock].team == key[2]:
                fit = frozenset((lock,))
            elif book.strategic[key[0]] and owner in fit:
                fit = frozenset((owner,))
            found[key] = same.setdefault(fit, fit)
        return found

    @cached_property
    def unbound(self) -> dict[Key, frozenset[str]]:
        """The same of accounts that nobody has locked or called strategic."""
        by_team: dict[str, list[str]] = defaultdict(list)
        for seat, facts in self.seats.items():
            if facts.hours > 0:
                by_team[facts.team].append(seat)
        known: dict[tuple[str, str | None, tuple[str, ...]], frozenset[str]] = {}
        # Few sets differ: one each is kept, not one an account.
        same: dict[frozenset[str], frozenset[str]] = {}
        book, found = self.plan_input.accounts, {}
        for key in self.keys:
            i, _, team = key
            kind = (team, book.region[i], book.skills[i])
            if kind not in known:
                known[kind] = frozenset(s for s in by_team[team] if not self.misfit(i, s))
            fit = known[kind] - set(book.forbidden_seats[i]) if book.forbidden_seats[i] else known[kind]
            found[key] = same.setdefault(fit, fit)
        return found

    def misfit(self, account: int, seat: str) -> str | None:
        """Return the rule, skill_match or region_match, by which `seat` may not own the account."""
        book, facts = self.plan_input.accounts, self.seats[seat]
        region = book.region[account]
        if region is not None and facts.regions and region.casefold() not in facts.regions:
            return "region_match"
        if not {s.casefold() for s in book.skills[account]} <= facts.skills:
            return "skill_match"
        return None

    @cached_property
    def families(self) -> dict[tuple[str, OwnerRole, str], list[Key]]:
        """Accounts of one corporate family that one team serves in one role."""
        book = self.plan_input.accounts
        parent = {
            a.casefold(): p.strip().casefold() for a, p in zip(book.account, book.parent_account, strict=True) if p
        }
        groups: dict[tuple[str, OwnerRole, str], list[Key]] = defaultdict(list)
        for key in self.ordered_keys:
            node, path = book.account[key[0]].casefold(), []
            while node in parent and node not in path:
                path.append(node)
                node = parent[node]
            groups[min(path) if node in path else node, key[1], key[2]].append(key)
        return groups

    def divide(self, members: list[Key]) -> list[list[Key]]:
        """Return a family in groups of accounts that get one seat each.

        Those that some seat may own stay together where one may own them all; every other account is alone.
        """
        if len(members) == 1:
            return [members]
        placeable = [k for k in members if self.alone[k]]
        if placeable and frozenset.intersection(*(self.alone[k] for k in placeable)):
            return [placeable, *([k] for k in members if not self.alone[k])]
        return [[k] for k in members]

    @cached_property
    def groups(self) -> list[list[Key]]:
        """Accounts that get one seat: whole families, or what the rules leave of them."""
        return [group for members in self.families.values() for group in self.divide(members)]

    @cached_property
    def allowed(self) -> dict[Key, frozenset[str]]:
        """Seats that may own an account and all that get one seat with it."""
        found: dict[Key, frozenset[str]] = {}
        for group in self.groups:
            # A single account keeps its own set: the intersection would be another one like it.
            alone = [self.alone[k] for k in group]
            common = alone[0] if len(alone) == 1 else frozenset.intersection(*alone)
            found.update(dict.fromkeys(group, common))
        return found

    @cached_property
    def sharing(self) -> dict[Key, frozenset[str]]:
        """Seats over which an account counts as fair share: those that could own it and its family without locks, where they hold `allowed`.

        No seat of a team that only a lock gives the account could.
        """
        book, usual = self.plan_input.accounts, self.duties_by_segment
        found: dict[Key, frozenset[str]] = {}
        for group in self.groups:
            each = [
                frozenset[str]() if k[1] is OwnerRole.LEAD and k[2] != usual[book.segment[k[0]]][0] else self.unbound[k]
                for k in group
            ]
            free = each[0] if len(each) == 1 else frozenset.intersection(*each)
            for key in group:
                found[key] = free if self.allowed[key] <= free else self.allowed[key]
        return found

    @cached_property
    def teams_of_seats(self) -> dict[str, str]:
        """The team of every seat, of those without capacity as well."""
        return {s.seat: s.team for s in self.plan_input.seats} | {s: facts.team for s, facts in self.seats.items()}

    def owner_of(self, key: Key) -> str | None:
        """Return who owns an account today: a co-seller takes nothing over from an owner in another team."""
        i, role, team = key
        owner = self.plan_input.accounts.owner[i]
        return None if role is OwnerRole.COSELL and self.teams_of_seats.get(owner or "") != team else owner

    def share(self, role: OwnerRole) -> float:
        """Return how much of an account counts for a seat in `role`."""
        return self.plan_input.settings.cosell_workload_share if role is OwnerRole.COSELL else 1.0

    def hours(self, account: int) -> float:
        """Return the hours a year of an account: given, else by tier, else 0."""
        return account_hours(self.plan_input, account)

    def km(self, account: int, seat: str) -> float | None:
        """Return the great-circle distance of a seat and an account, ``None`` where one has no coordinates."""
        book, home = self.plan_input.accounts, self.seats[seat].home
        north, east = book.latitude[account], book.longitude[account]
        if home is None or north is None or east is None:
            return None
        a, b = math.radians(home[0]), math.radians(north)
        turn = math.radians(home[1] - east)
        half = math.sin((a - b) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
        return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))

    @cached_property
    def expected(self) -> dict[int, int]:
        """Expected revenue of every account in cents: kept revenue by last year's, new revenue by open potential, rounded down."""
        book = self.plan_input.accounts
        kept: dict[str, int] = defaultdict(int)
        new: dict[str, int] = defaultdict(int)
        for unit in self.annual.channel_plan.units:
            if unit.team is not None:
                kept[unit.unit.segment.segment] += unit.revenue_kept_cents
                new[unit.unit.segment.segment] += unit.revenue_new_cents
        members: dict[str, list[int]] = defaultdict(list)
        for i, segment in enumerate(book.segment):
            members[segment].append(i)
        found: dict[int, int] = defaultdict(int)
        for name, accounts in members.items():
            revenue = {i: book.last_year_revenue_cents[i] for i in accounts}
            room = {i: max(0, book.potential_cents[i] - book.last_year_revenue_cents[i]) for i in accounts}
            for amount, by in ((kept[name], revenue), (new[name], room)):
                total = sum(by.values())
                for i in accounts:
                    found[i] += amount * by[i] // total if total else amount // len(accounts)
        return dict(found)


def account_hours(plan_input: PlanInput, account: int) -> float:
    """Return the hours a year of an account: given, else by tier, else 0."""
    book, settings = plan_input.accounts, plan_input.settings
    given = book.workload_hours[account]
    tiers = {"a": settings.tier_a_hours, "b": settings.tier_b_hours, "c": settings.tier_c_hours}
    return given if given is not None else tiers.get((book.tier[account] or "").strip().casefold(), 0.0)
