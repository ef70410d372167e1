"""Checks of variable pay: thresholds of commission, deposits."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.choices import Channel
from planner.findings import Finding
from planner.language import NO_TEXT, Text
from planner.validation.registry import Subject, check, check_of, error, warning

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
