"""Checks of variable pay: thresholds of commission, deposits."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.choices import Channel
from planner.domain.money import money_words
from planner.domain.organisation import Seat, Team
from planner.findings import Finding
from planner.language import NO_TEXT, Text
from planner.validation.registry import Subject, check, check_of, error, warning

_PAY_FACTOR = 4.0
"""By what factor the mean of the seats' base pay may differ from pay per head; pay of a month, or in thousands, is farther off."""
_EVERY_TEAM = Text("all teams", "全部团队")


@check_of("commission_rates")
def check_commission_thresholds(subject: Subject) -> Iterator[Finding]:
    """Each row of Commission rates has one threshold; a team's rows are all by attainment or all by amount."""
    kinds: dict[str | None, set[bool]] = {}
    for i, rate in enumerate(subject.plan_input.commission_rates):
        place = subject.place("commission_rates", str(i), "from_attainment")
        whose = _EVERY_TEAM if rate.team is None else Text.same(rate.team)
        if (rate.from_attainment is None) is (rate.from_revenue_cents is None):
            found = Text("{w}: a row with both thresholds, or none", "{w}：起点同时填写或均未填写").format(w=whose)
            expected = Text("an attainment or an amount is expected", "应填完成率或金额之一")
            remedy = Text("Commission from the first unit on begins at 0 %.", "从零计提请填 0%。")
            yield error("commission_threshold", place, found, expected, remedy)
        kinds.setdefault(rate.team, set()).add(rate.from_attainment is None)
    for team, found_kinds in kinds.items():
        if len(found_kinds) > 1:
            whose = _EVERY_TEAM if team is None else Text.same(team)
            found = Text("{w}: thresholds by attainment and by amount", "{w}：起点同时按完成率与金额设定").format(
                w=whose
            )
            remedy = Text("Use one kind for a team.", "同一团队请统一一种方式。")
            place = subject.column("commission_rates", "from_attainment")
            yield error("commission_thresholds_mixed", place, found, NO_TEXT, remedy)


@check_of("seats", "teams")
def check_base_pay(subject: Subject) -> Iterator[Finding]:
    """Base pay of seats and the team's pay per head are of one size: both are for a full year, in one unit; typed zeros are meant."""
    for team, seats in _seats_with_own_pay(subject):
        paid = [s.base_pay_cents for s in seats if s.base_pay_cents]
        mean_cents = round(sum(paid) / len(paid)) if paid else 0
        if mean_cents and team.pay_cents and not 1 / _PAY_FACTOR <= mean_cents / team.pay_cents <= _PAY_FACTOR:
            found = Text(
                "{t}: seats' base pay is {a} on average, pay per head {b}", "{t}：席位基本薪酬平均 {a}，人均薪酬 {b}"
            ).format(t=team.team, a=money_words(mean_cents), b=money_words(team.pay_cents))
            remedy = Text(
                "Both are for a full year, in the same unit; the plan counts both as they are.",
                "两者均应为全年金额且单位一致；计划按原值计算。",
            )
            yield warning("base_pay", subject.place("teams", team.team, "pay_cents"), found, NO_TEXT, remedy)


@check_of("seats", "teams")
def check_pay_of_the_others(subject: Subject) -> Iterator[Finding]:
    """Where seats state their base pay, heads and hires that state none need a pay per head: without one they would be paid nothing."""
    for team, seats in _seats_with_own_pay(subject):
        committed = [s for s in subject.plan_input.seats if s.team == team.team and s.is_committed]
        others = subject.plan_input.heads_without_seat(team) + len(committed) - sum(s.is_committed for s in seats)
        if team.pay_cents == 0 and others + team.max_hires:
            found = Text(
                "{t}: pay per head is 0; {n} heads state no base pay, and up to {h} may be hired",
                "{t}：人均薪酬为 0，而 {n} 人未填基本薪酬，另可招聘 {h} 人",
            ).format(t=team.team, n=others, h=team.max_hires)
            remedy = Text("They would be paid nothing: fill pay per head.", "这些人员将不计薪酬：请填写人均薪酬。")
            yield warning("pay_of_others", subject.place("teams", team.team, "pay_cents"), found, NO_TEXT, remedy)


@check_of("seats", "teams")
def check_seats_of_hires(subject: Subject) -> Iterator[Finding]:
    """A seat that a planned hire would take costs what any hire of its team costs: it states no other pay and no part time.

    Hires are chosen by team and quarter, at the team's pay per head and full time, before it is known which seat each takes. A seat with
    terms of its own would be planned at one cost and its letter would tell another.
    """
    teams = {t.team: t for t in subject.plan_input.teams}
    for seat in subject.plan_input.seats:
        team = teams.get(seat.team)
        if team is None or seat.is_committed:
            continue
        whose = Text("'{s}' is to be hired, no start month is given", "“{s}”待招且未填到岗月").format(s=seat.seat)
        if seat.base_pay_cents not in (None, team.pay_cents):
            stated = Text("a base pay of its own: {a}", "单列基本薪酬 {a}").format(a=money_words(seat.base_pay_cents))
            remedy = Text(
                "Fill the start month: then the seat's own pay counts. Or leave base pay blank: a hire counts with the team's pay per head, {a}.",
                "请填写到岗月，按席位自己的薪酬计算；或将基本薪酬留空，新招人员按团队人均薪酬 {a} 计算。",
            ).format(a=money_words(team.pay_cents))
            place = subject.place("seats", seat.seat, "base_pay_cents")
            yield error("base_pay_of_hire", place, _join(whose, stated), NO_TEXT, remedy)
        if seat.presence_share != 1:
            stated = Text("a presence of {p:.0%}", "在岗比例 {p:.0%}").format(p=seat.presence_share)
            remedy = Text(
                "Fill the start month: then the seat counts part-time. Or leave presence blank: a hire counts full time.",
                "请填写到岗月，按该比例计算；或将在岗比例留空，新招人员按全职计算。",
            )
            place = subject.place("seats", seat.seat, "presence_share")
            yield error("presence_of_hire", place, _join(whose, stated), NO_TEXT, remedy)


def _join(whose: Text, stated: Text) -> Text:
    return Text("{w}, and it states {s}", "{w}，却填有{s}").format(w=whose, s=stated)


def _seats_with_own_pay(subject: Subject) -> Iterator[tuple[Team, list[Seat]]]:
    """Yield the teams in which seats have a base pay of their own, with these seats."""
    for team in subject.plan_input.teams:
        seats = [s for s in subject.plan_input.seats if s.team == team.team and s.base_pay_cents is not None]
        if seats:
            yield team, seats


@check
def check_deposits(subject: Subject) -> Iterator[Finding]:
    """A deposit belongs to a team that works with partners."""
    channels = {t.team: t.channel for t in subject.plan_input.teams}
    for terms in subject.plan_input.pay:
        if terms.deposit_cents and channels.get(terms.team) is Channel.DIRECT:
            found = Text("{t} is a direct team with partners' deposits", "{t} 为直销团队，却有伙伴保证金")
            place = subject.place("pay", terms.team, "deposit_cents")
            yield warning(
                "deposit_direct", place, found.format(t=terms.team), NO_TEXT, Text("It is used.", "仍会使用。")
            )
