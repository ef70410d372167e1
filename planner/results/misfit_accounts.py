"""Accounts and seats that do not go together: accounts that no seat may own, and why; accounts too large for any seat; seats that no account fits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.territory import BAND_TOLERANCE, OwnerReason, Ownership, TerritoryPlan
from planner.findings import Finding, Place, Severity
from planner.language import Text
from planner.reading.grids.cell_places import PlaceKey
from planner.results.verification.territories.territory_facts import TerritorySubject
from planner.validation.registry import Subject

MISFIT_CODES = frozenset(("account_without_seat", "account_too_large", "seat_without_accounts"))
_MOST_LISTED = 20
_MOST_NAMED = 5


def find_misfits(
    plan_input: PlanInput, annual: AnnualPlan, plan: TerritoryPlan, places: Mapping[PlaceKey, Place]
) -> tuple[Finding, ...]:
    """Return a warning for accounts without a seat (those with the same reason together), for each account that has more hours than any seat
    of its team, and for each seat that no account may go to.
    """
    subject, where = TerritorySubject(plan_input, annual, plan), Subject(plan_input, places, {}, {})
    return (*_without_seat(subject, where), *_too_large(subject, where), *_without_accounts(subject, where))


def tell_why_nobody(plan_input: PlanInput, annual: AnnualPlan, plan: TerritoryPlan, owned: Ownership) -> Text:
    """Return why no seat may own an account: what each seat of its team lacks."""
    return _why_nobody(TerritorySubject(plan_input, annual, plan), owned)


def _why_nobody(subject: TerritorySubject, owned: Ownership) -> Text:
    i, book = subject.place[owned.account], subject.plan_input.accounts
    seats = [s for s, f in sorted(subject.seats.items()) if f.team == owned.team and f.hours > 0]
    if not seats:
        return Text("team {t} has no seat with capacity", "团队 {t} 没有有产能的席位").format(t=owned.team)
    faults = Counter(subject.misfit(i, s) or "forbidden_pair" for s in seats)
    words = {
        "region_match": Text("{n} without its region ({w})", "{n} 个不含其区域（{w}）").format(
            n=faults["region_match"], w=book.region[i]
        ),
        "skill_match": Text("{n} without a needed skill ({w})", "{n} 个缺少所需技能（{w}）").format(
            n=faults["skill_match"], w="; ".join(book.skills[i])
        ),
        "forbidden_pair": Text("{n} forbidden", "{n} 个被禁止").format(n=faults["forbidden_pair"]),
    }
    told = Text.join([words[rule] for rule in words if faults[rule]], ", ", "、")
    return Text("of {m} seats of team {t} {w}", "团队 {t} 的 {m} 个席位中{w}").format(
        m=len(seats), t=owned.team, w=told
    )


def _without_seat(subject: TerritorySubject, where: Subject) -> Iterator[Finding]:
    groups: dict[Text, list[str]] = defaultdict(list)
    for owned in subject.plan.ownerships:
        if owned.reason is OwnerReason.NOBODY:
            groups[_why_nobody(subject, owned)].append(owned.account)
    remedy = Text(
        "Give a seat the skill or region, take it off the account, or lock the account to a seat.",
        "请为席位补充该技能或区域，或取消客户的要求，或将客户锁定到某席位。",
    )
    for reason, accounts in list(groups.items())[:_MOST_LISTED]:
        text = Text("accounts that no seat may own ({n}): {a}; {r}", "无席位可负责的客户（{n} 个）：{a}；{r}")
        words = text.format(n=len(accounts), a=_name_some(accounts), r=reason)
        yield _warn("account_without_seat", where.column("accounts", "account"), words, remedy)


def _too_large(subject: TerritorySubject, where: Subject) -> Iterator[Finding]:
    most: dict[str, float] = defaultdict(float)
    for facts in subject.seats.values():
        most[facts.team] = max(most[facts.team], facts.hours)
    large = []
    for owned in subject.plan.ownerships:
        hours = (
            subject.hours(subject.place[owned.account]) * subject.share(owned.role) if owned.seat is not None else 0.0
        )
        if hours > most[owned.team or ""] * (1 + BAND_TOLERANCE):
            large.append((-hours, owned.account, owned.team or ""))
    remedy = Text(
        "Check its hours, or enter its parts as accounts of their own: one account has one seat.",
        "请核对其工时，或将其拆成多个客户录入：一个客户只归一个席位。",
    )
    for minus, account, team in sorted(large)[:_MOST_LISTED]:
        text = Text(
            "account {a} takes {n:,.1f} hours, no seat of team {t} has more than {m:,.1f}: what is beyond is in the plan's cost",
            "客户 {a} 需 {n:,.1f} 小时，团队 {t} 的席位至多 {m:,.1f} 小时：超出部分计入方案成本",
        )
        words = text.format(a=account, n=-minus, t=team, m=most[team])
        yield _warn("account_too_large", where.place("accounts", account, "workload_hours"), words, remedy)


def _without_accounts(subject: TerritorySubject, where: Subject) -> Iterator[Finding]:
    teams = {s.team for s in subject.plan.seats if s.after.accounts}
    idle = [s for s in subject.plan.seats if not s.after.accounts and s.capacity_hours > 0 and s.team in teams]
    if not idle:
        return
    wanted = frozenset().union(*set(subject.allowed.values()))
    remedy = Text("Look at the regions and skills of the seat and of the accounts.", "请检查该席位与客户的区域、技能。")
    for s in [s for s in idle if s.seat not in wanted][:_MOST_LISTED]:
        text = Text(
            "no account of team {t} may go to seat {s}: it has none", "团队 {t} 的客户均不能归席位 {s}：该席位没有客户"
        )
        place = where.place("seats", s.seat, "territory_regions")
        yield _warn("seat_without_accounts", place, text.format(t=s.team, s=s.seat), remedy)


def _name_some(accounts: list[str]) -> Text:
    shown = ", ".join(accounts[:_MOST_NAMED])
    return Text.same(shown + (" …" if len(accounts) > _MOST_NAMED else ""))


def _warn(code: str, place: Place, text: Text, remedy: Text) -> Finding:
    return Finding(code, Severity.WARNING, place, text, remedy=remedy)
