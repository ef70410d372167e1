"""Checks of the accounts: owners, locks, families, and whether there are enough seats to own them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.domain.account_families import find_families
from planner.domain.money import money_words
from planner.findings import Finding
from planner.language import Text
from planner.reading.words.headers import near_miss
from planner.reading.words.suggestion import suggest_first
from planner.validation.registry import Subject, check, check_of, error, warning

_MOST_LISTED = 20
_TORN_SHARE = 0.3
"""Share of a segment's potential outside the team that owns most of it, from which on the plan breaks up how it is sold today."""
_SEPARATORS = ",，、/|\\"


@check_of("seats")
def check_owners(subject: Subject) -> Iterator[Finding]:
    """Owners who are no seat's name and no rep's are people who left, or slips."""
    seats = {str(s.seat) for s in subject.plan_input.seats}
    reps = {s.rep for s in subject.plan_input.seats if s.rep is not None}
    strangers = Counter(o for o in subject.plan_input.accounts.owner if o is not None and o not in seats)
    for owner, count in sorted(strangers.items(), key=lambda item: (-item[1], item[0]))[:_MOST_LISTED]:
        found = Text("'{o}' owns {n} accounts but is no seat and no rep", "“{o}”负责 {n} 个客户，但不是席位或销售代表")
        remedy = Text("Taken for somebody who left: the accounts get new owners.", "视为已离职：客户将重新分配。")
        remedy = suggest_first(near_miss(owner, (*seats, *reps)), remedy)
        yield warning(
            "owner_unknown", subject.column("accounts", "owner"), found.format(o=owner, n=count), remedy=remedy
        )


@check
def check_locks(subject: Subject) -> Iterator[Finding]:
    """An account may not be locked to a seat that it forbids; accounts of one family may not be locked to different seats of one team."""
    book = subject.plan_input.accounts
    team_of = {seat.seat: seat.team for seat in subject.plan_input.seats}
    locked: dict[tuple[str, str], set[str]] = {}
    for account, lock, forbidden, family in zip(
        book.account, book.locked_seat, book.forbidden_seats, find_families(book), strict=True
    ):
        if lock is None:
            continue
        if lock in forbidden:
            found = Text("account {a} is locked to {s} and forbidden there", "客户 {a} 同时锁定并禁止于 {s}")
            place = subject.place("accounts", str(account), "locked_seat")
            yield error("lock_forbidden", place, found.format(a=account, s=lock))
        locked.setdefault((family, str(team_of.get(lock, ""))), set()).add(str(lock))
    written = {str(p).casefold(): str(p) for p in (*book.account, *(p.strip() for p in book.parent_account if p))}
    for (family, _), seats in sorted(locked.items()):
        if len(seats) > 1:
            found = Text("family '{p}' is locked to {n} seats: {s}", "集团“{p}”锁定到 {n} 个席位：{s}")
            remedy = Text("It is taken apart.", "将被拆分。")
            yield warning(
                "family_locked_apart",
                subject.column("accounts", "locked_seat"),
                found.format(p=written.get(family, family), n=len(seats), s=", ".join(sorted(seats))),
                remedy=remedy,
            )


@check_of("seats")
def check_skills(subject: Subject) -> Iterator[Finding]:
    """A needed skill that no seat has leaves its accounts to nobody."""
    known = {s.casefold(): s for seat in subject.plan_input.seats for s in seat.skills}
    book = subject.plan_input.accounts
    lacking: dict[str, list[str]] = {}
    for account, skills in zip(book.account, book.skills, strict=True):
        for skill in skills:
            if skill.casefold() not in known:
                lacking.setdefault(skill, []).append(account)
    for skill, accounts in sorted(lacking.items(), key=lambda item: (-len(item[1]), item[0]))[:_MOST_LISTED]:
        found = Text(
            "{n} accounts need '{s}', first {a}; no seat has it", "{n} 个客户需要“{s}”，首个为 {a}；没有席位具备"
        )
        remedy = Text("Nobody may own them, unless they are locked.", "除非锁定，否则无人可负责。")
        if any(mark in skill for mark in _SEPARATORS):
            remedy = Text("Separate skills by ;. {r}", "请用分号分隔技能。{r}").format(r=remedy)
        else:
            remedy = suggest_first(near_miss(skill, known.values()), remedy)
        words = found.format(s=skill[:60], n=len(accounts), a=accounts[0])
        yield warning("skill_unknown", subject.column("accounts", "skills"), words, remedy=remedy)


@check_of("seats")
def check_seat_places(subject: Subject) -> Iterator[Finding]:
    """Travel counts where seat and account have coordinates: a seat without them, in a team where others have some, looks near to everybody."""
    plan_input = subject.plan_input
    if not plan_input.settings.travel_cost_per_km_cents or all(n is None for n in plan_input.accounts.latitude):
        return
    teams: dict[str, tuple[list[str], list[str]]] = {}
    for seat in plan_input.seats:
        teams.setdefault(seat.team, ([], []))[seat.latitude is None or seat.longitude is None].append(seat.seat)
    for team, (placed, without) in sorted(teams.items()):
        if placed and without:
            found = Text(
                "{n} seats of team {t} have no coordinates, first {s}; others have: travel from there counts as nothing, so far accounts go there",
                "团队 {t} 有 {n} 个席位无坐标，首个为 {s}，其他席位有：其差旅按零计，远处客户会偏向这些席位",
            ).format(n=len(without), t=team, s=without[0])
            remedy = Text(
                "Fill latitude and longitude, of seats to be hired too; a guess is better than none.",
                "请填写纬度与经度（含待招聘席位）；估计值也好于空白。",
            )
            yield warning("seat_place_missing", subject.place("seats", without[0], "latitude"), found, remedy=remedy)


@check
def check_tiers(subject: Subject) -> Iterator[Finding]:
    """Tiers are A, B or C."""
    book = subject.plan_input.accounts
    strange: dict[str, list[str]] = {}
    for account, tier in zip(book.account, book.tier, strict=True):
        if tier is not None and tier.strip().casefold() not in ("a", "b", "c"):
            strange.setdefault(tier, []).append(account)
    for tier, accounts in sorted(strange.items())[:_MOST_LISTED]:
        found = Text("found '{t}' at {n} accounts, first {a}", "{n} 个客户的等级为“{t}”，首个为 {a}")
        words = found.format(t=tier[:40], n=len(accounts), a=accounts[0])
        yield error(
            "tier_unknown", subject.column("accounts", "tier"), words, Text("A, B or C is expected", "应为 A、B 或 C")
        )


@check_of("seats")
def check_accounts_have_seats(subject: Subject) -> Iterator[Finding]:
    """Accounts without any seat in the workbook can only go to seats without names."""
    if len(subject.plan_input.accounts) and not subject.plan_input.seats:
        found = Text("there are accounts but no seats", "有客户但没有席位")
        remedy = Text(
            "Fill sheet Seats; seats are made up for the heads of teams.", "请填写席位表；否则按团队人数虚拟席位。"
        )
        yield warning("accounts_without_seats", subject.column("accounts", "owner"), found, remedy=remedy)


@check_of("accounts", "potential_cents", "products", "segments")
def check_account_potential(subject: Subject) -> Iterator[Finding]:
    """The accounts of a segment should not be worth far more than the segment."""
    plan_input = subject.plan_input
    sums: Counter[str] = Counter()
    for segment, potential in zip(plan_input.accounts.segment, plan_input.accounts.potential_cents, strict=True):
        sums[segment] += potential
    market: Counter[str] = Counter()
    for (segment_id, _), amount in plan_input.potential_cents.items():
        market[segment_id] += amount
    for name, total in sorted(sums.items()):
        if total > 1.2 * market[name] > 0:
            found = Text(
                "accounts of '{s}' have a potential of {a}, the segment has {b}",
                "“{s}”的客户潜力合计 {a}，细分潜力为 {b}",
            )
            words = found.format(s=name, a=money_words(total), b=money_words(market[name]))
            yield warning("accounts_above_segment", subject.column("accounts", "potential_cents"), words)


@check
def check_potential_above_revenue(subject: Subject) -> Iterator[Finding]:
    """What an account bought last year it could buy again: a potential below that is another unit, or open potential alone."""
    book = subject.plan_input.accounts
    rows = zip(book.account, book.potential_cents, book.last_year_revenue_cents, strict=True)
    low = [(str(account), potential, revenue) for account, potential, revenue in rows if potential < revenue]
    if low:
        account, potential, revenue = low[0]
        found = Text(
            "{n} accounts have less potential than last year's revenue, first {a}: {p} and {r}",
            "{n} 个客户的潜力低于上年收入，首个为 {a}：{p} 与 {r}",
        ).format(n=len(low), a=account, p=money_words(potential), r=money_words(revenue))
        remedy = Text(
            "Potential is all that an account could buy in a year, what it buys already included, in the unit of revenue.",
            "潜力为客户一年可能的全部采购额（含现有采购），单位与收入相同。",
        )
        yield warning("potential_below_revenue", subject.column("accounts", "potential_cents"), found, remedy=remedy)


@check
def check_revenue_of_owned(subject: Subject) -> Iterator[Finding]:
    """Where nobody's account brought revenue, none is lost by a change of owner: a column that is missing or has another name."""
    book = subject.plan_input.accounts
    owned = sum(o is not None for o in book.owner)
    if owned and not any(book.last_year_revenue_cents):
        found = Text(
            "{n} accounts have an owner, none has revenue of last year: changes of owner lose no revenue",
            "{n} 个客户有负责人，但均无上年收入：更换负责人不计收入损失",
        ).format(n=owned)
        remedy = Text("Fill the column, or correct its header.", "请填写该列，或更正其标题。")
        yield warning(
            "accounts_without_revenue", subject.column("accounts", "last_year_revenue_cents"), found, remedy=remedy
        )


@check_of("accounts", "seats", "segments")
def check_segments_of_several_teams(subject: Subject) -> Iterator[Finding]:
    """A segment is served by one team: where people of several own its accounts today, most of these change hands, whatever the plan."""
    team_of = {str(s.seat): s.team for s in subject.plan_input.seats}
    book = subject.plan_input.accounts
    owned: dict[str, Counter[str]] = {}
    for segment, owner, potential in zip(book.segment, book.owner, book.potential_cents, strict=True):
        if owner in team_of:
            owned.setdefault(segment, Counter())[team_of[owner]] += potential
    shares = {s: 1 - max(teams.values()) / total for s, teams in owned.items() if (total := teams.total())}
    torn = sorted((s for s, share in shares.items() if share > _TORN_SHARE), key=lambda s: (-shares[s], s))
    if torn:
        first = torn[0]
        found = Text(
            "segments whose accounts have owners in several teams today: {k}, first '{s}' ({n} teams, {p} of its potential outside the largest)",
            "{k} 个细分的客户目前由多个团队负责，首个为“{s}”：{n} 个团队，最大团队以外占潜力的 {p}",
        ).format(k=len(torn), s=first, n=len(owned[first]), p=f"{shares[first] * 100:.0f} %")
        remedy = Text(
            "A segment is served by one team, so these accounts change hands. If each team is to keep its own, make a segment of each part, such as "
            "'{s} {t}'.",
            "每个细分由一个团队服务，这些客户将更换负责人。如各团队应保留自己的客户，请按团队拆分细分，如“{s} {t}”。",
        ).format(s=first, t=max(owned[first], key=lambda t: (owned[first][t], t)))
        yield warning("segment_of_several_teams", subject.column("accounts", "segment"), found, remedy=remedy)


@check
def check_account_bands(subject: Subject) -> Iterator[Finding]:
    """The fewest accounts of a seat may not be above the most."""
    settings = subject.plan_input.settings
    least, most = settings.accounts_per_seat_min, settings.accounts_per_seat_max
    if least is not None and most is not None and least > most:
        place = subject.place("settings", "0", "accounts_per_seat_min")
        yield error("band_closed", place, Text("the least is above the most", "下限高于上限"))
