"""The rules of territories, each checked from the page, not from the model."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from planner.domain.territory import OwnerRole, Ownership
from planner.findings import Finding
from planner.results.verification.subject import broken, money
from planner.results.verification.territories.territory_facts import Key, TerritorySubject
from planner.results.verification.territories.territory_reasons import verify_owner_reason

_RELATIVE = 1e-6


def verify_one_owner(subject: TerritorySubject) -> Iterator[Finding]:
    """Every account stands once for each team on it, with one seat of that team, or without where nobody may own it; pool accounts once."""
    seen = Counter((o.account, o.role, o.team) for o in subject.plan.ownerships)
    for (account, role, team), count in seen.items():
        if count > 1:
            text = "account {a} stands {n} times as {r} of {t}", "客户 {a} 重复 {n} 次（{r}，{t}）"
            yield broken("one_owner", *text, a=account, n=count, r=role.value, t=team)
    strangers = [o.account for o in subject.plan.ownerships if o.account not in subject.place]
    for account in strangers:
        yield broken("one_owner", "account {a} is not in the book", "客户 {a} 不在客户表中", a=account)
    if strangers:
        return
    owned = {subject.key_of(o): o for o in subject.plan.ownerships if o.role is not OwnerRole.POOL}
    book = subject.plan_input.accounts
    for key in sorted(subject.keys ^ set(owned), key=lambda k: (k[0], k[1].value, k[2])):
        text = "account {a}: {r} of {t} is missing or too many", "客户 {a}：{t} 的{r}缺失或多余"
        yield broken("one_owner", *text, a=book.account[key[0]], r=key[1].value, t=key[2])
    pooled = {subject.place[o.account] for o in subject.plan.ownerships if o.role is OwnerRole.POOL}
    for i in sorted(pooled ^ {i for i, (lead, _) in subject.duties.items() if lead is None}):
        text = "account {a}: the registration pool is wrong", "客户 {a}：报备池归属有误"
        yield broken("one_owner", *text, a=book.account[i])
    for o in subject.plan.ownerships:
        if o.role is OwnerRole.POOL and (o.team is not None or o.seat is not None):
            text = "account {a} is in the registration pool and has {t}", "客户 {a} 在报备池中，却有 {t}"
            yield broken("one_owner", *text, a=o.account, t=o.seat or o.team)
    for key, o in owned.items():
        if key not in subject.keys:
            continue
        if o.seat is None and subject.allowed[key]:
            text = "account {a} has no seat though {s} may own it", "客户 {a} 未分配，但 {s} 可负责"
            yield broken("one_owner", *text, a=o.account, s=min(subject.allowed[key]))
        elif o.seat is not None and (o.seat not in subject.seats or subject.seats[o.seat].team != o.team):
            text = "account {a}: seat {s} is not of team {t}", "客户 {a}：席位 {s} 不属于团队 {t}"
            yield broken("one_owner", *text, a=o.account, s=o.seat, t=o.team)


def _is_locked(subject: TerritorySubject, account: int, seat: str | None) -> bool:
    return subject.plan_input.accounts.locked_seat[account] == seat


def _verify_fit(subject: TerritorySubject, rule: str) -> Iterator[Finding]:
    for key, o in subject.assigned:
        if not _is_locked(subject, key[0], o.seat) and subject.misfit(key[0], o.seat or "") == rule:
            text = "account {a}: seat {s} does not fit", "客户 {a}：席位 {s} 不符合要求"
            yield broken(rule, *text, a=o.account, s=o.seat)


def verify_skill_match(subject: TerritorySubject) -> Iterator[Finding]:
    """A seat has every skill that its accounts need, locked accounts apart."""
    return _verify_fit(subject, "skill_match")


def verify_region_match(subject: TerritorySubject) -> Iterator[Finding]:
    """A seat with regions owns accounts of these regions, locked accounts apart."""
    return _verify_fit(subject, "region_match")


def verify_account_lock(subject: TerritorySubject) -> Iterator[Finding]:
    """A locked account is at its seat; a strategic one stays with an owner who may keep it."""
    book = subject.plan_input.accounts
    for key, o in subject.assigned:
        i, _, team = key
        lock = book.locked_seat[i]
        if lock is not None and lock in subject.seats and subject.seats[lock].team == team:
            wrong = o.seat != lock
        else:
            wrong = book.strategic[i] and book.owner[i] in subject.alone[key] and o.seat != book.owner[i]
            wrong = wrong and book.owner[i] in subject.allowed[key]
        if wrong:
            text = "account {a} is at {s}; it is locked elsewhere", "客户 {a} 分配给 {s}，违反锁定"
            yield broken("account_lock", *text, a=o.account, s=o.seat)


def verify_forbidden_pair(subject: TerritorySubject) -> Iterator[Finding]:
    """No account is at a seat that may not own it."""
    book = subject.plan_input.accounts
    for key, o in subject.assigned:
        if o.seat in book.forbidden_seats[key[0]] and not _is_locked(subject, key[0], o.seat):
            text = "account {a} is at {s}, which is forbidden", "客户 {a} 分配给被禁止的席位 {s}"
            yield broken("forbidden_pair", *text, a=o.account, s=o.seat)


def verify_family_together(subject: TerritorySubject) -> Iterator[Finding]:
    """A corporate family has one seat, accounts apart that nobody may own, unless no seat may own all the others."""
    seat_of = {key: o.seat for key, o in subject.assigned}
    for (name, _, team), members in subject.families.items():
        for group in subject.divide(members):
            seats = {seat_of.get(k) for k in group}
            if len(seats) > 1:
                text = "family {f} of team {t} is split over {n} seats", "集团 {f}（{t}）被拆分到 {n} 个席位"
                yield broken("family_together", *text, f=name, t=team, n=len(seats))


def verify_move_limit(subject: TerritorySubject) -> Iterator[Finding]:
    """Accounts, and their revenue, that leave an owner who could keep them are within the limits."""
    book, settings = subject.plan_input.accounts, subject.plan_input.settings
    moves, revenue = 0, 0
    for key, o in subject.assigned:
        owner = book.owner[key[0]]
        if owner is not None and owner in subject.allowed[key] and o.seat != owner:
            moves += 1
            revenue += book.last_year_revenue_cents[key[0]]
    if settings.move_limit_accounts is not None and moves > settings.move_limit_accounts:
        text = "{n} accounts change hands, {r} may", "{n} 个客户被调整，上限 {r} 个"
        yield broken("move_limit", *text, n=moves, r=settings.move_limit_accounts)
    if settings.move_limit_revenue_cents is not None and revenue > settings.move_limit_revenue_cents:
        text = "revenue of {n} changes hands, {r} may", "被调整收入 {n}，上限 {r}"
        yield broken("move_limit", *text, n=money(revenue), r=money(settings.move_limit_revenue_cents))


TerritoryVerification = Callable[[TerritorySubject], Iterator[Finding]]

TERRITORY_VERIFICATIONS: tuple[TerritoryVerification, ...] = (
    verify_skill_match,
    verify_region_match,
    verify_account_lock,
    verify_forbidden_pair,
    verify_family_together,
    verify_move_limit,
    verify_owner_reason,
)


def group_by_seat(subject: TerritorySubject) -> dict[str, list[tuple[Key, Ownership]]]:
    """Return the ownerships of every seat."""
    groups: dict[str, list[tuple[Key, Ownership]]] = defaultdict(list)
    for pair in subject.assigned:
        groups[pair[1].seat or ""].append(pair)
    return groups
