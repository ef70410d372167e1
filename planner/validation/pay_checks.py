"""Checks of variable pay: thresholds of commission, deposits."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.choices import Channel
from planner.domain.money import money_words
from planner.findings import Finding
from planner.language import NO_TEXT, Text
from planner.validation.registry import Subject, check, check_of, error, warning

_PAY_TOLERANCE = 0.05
"""By what share of pay per head the mean of the seats' base pay may differ: pay per head may hold bonuses too."""
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
    """Base pay of seats is told in letters; the plan counts with the team's pay per head, so the two should agree.

    The mean is over the head-years that are paid, so that with it as pay per head these seats cost what their base pay adds up to.
    """
    for team in subject.plan_input.teams:
        own = [
            (s.base_pay_cents, s.presence_share * (13 - (s.start_month or 1)) / 12)
            for s in subject.plan_input.seats
            if s.team == team.team and s.base_pay_cents is not None and (s.rep is not None or s.start_month is not None)
        ]
        years = sum(paid for _, paid in own)
        mean_cents = round(sum(pay * paid for pay, paid in own) / years) if years else team.pay_cents
        if abs(mean_cents - team.pay_cents) > _PAY_TOLERANCE * team.pay_cents:
            found = Text(
                "{t}: seats' base pay is {a} on average, pay per head {b}", "{t}：席位基本薪酬平均 {a}，人均薪酬 {b}"
            )
            mean = money_words(mean_cents)
            remedy = Text(
                "Letters tell the first, the plan's cost follows the second: with a pay per head of {a} they agree.",
                "责任书按前者，计划成本按后者；人均薪酬填 {a} 则两者一致。",
            ).format(a=mean)
            place = subject.place("teams", team.team, "pay_cents")
            yield warning(
                "base_pay", place, found.format(t=team.team, a=mean, b=money_words(team.pay_cents)), NO_TEXT, remedy
            )


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
