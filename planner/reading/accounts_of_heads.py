"""Accounts per FTE where the workbook leaves them at their default, and its own heads serve many more or far fewer than that fits."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from planner.domain.assumption import Assumption
from planner.domain.channels import ChannelTerms
from planner.domain.choices import Channel
from planner.domain.plan_input import PlanInput
from planner.domain.usual_effort import UsualEffort, says_who_serves, usual_efforts
from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.assemble import Assembly
from planner.tables.inputs.channels import CHANNELS
from planner.tables.results.assumptions_sheet import default_words
from planner.tables.words.choice_words import word_of

_SOURCE = Text(
    "fits today's heads and accounts; effort elasticity near 0.3 as in Albers, Mantrala & Sridhar (2010)",
    "与现有人数、客户数相符；投入弹性约 0.3，参照 Albers、Mantrala 与 Sridhar（2010）",
)


def with_accounts_of_heads(plan_input: PlanInput, stated: Container[Channel], assembly: Assembly) -> PlanInput:
    """Return the input with accounts per FTE that fit today's effort in the channels whose default is far from them; each is reported.

    Channels whose accounts per FTE are `stated` stay as they are. Where it is not known who serves the accounts, all do; so they do where
    something could not be read: the segments of those rows are missing, and no plan is made.
    """
    is_faulty = any(f.severity is Severity.ERROR for f in assembly.reader.findings)
    if is_faulty or not says_who_serves(plan_input):
        return plan_input
    efforts = usual_efforts(plan_input)
    fitted = tuple(
        _fitted(terms, efforts[terms.channel], assembly)
        if terms.channel in efforts
        and terms.channel not in stated
        and efforts[terms.channel].is_far_from(terms.accounts_per_fte)
        else terms
        for terms in plan_input.channels
    )
    return replace(plan_input, channels=fitted)


def _fitted(terms: ChannelTerms, effort: UsualEffort, assembly: Assembly) -> ChannelTerms:
    column = CHANNELS.column("accounts_per_fte")
    accounts = float(f"{effort.accounts_per_fte:.2g}")
    channel = word_of(terms.channel)
    is_same = [a.row == channel and a.column == column.header for a in assembly.assumptions]
    assumption = Assumption(CHANNELS.sheet, channel, column.header, default_words(column, accounts), _SOURCE)
    assembly.assumptions[:] = [assumption if s else a for a, s in zip(assembly.assumptions, is_same, strict=True)]
    found = Text(
        "the default of {d:g} accounts per FTE does not fit ({c}); heads today: {h}, accounts: {n:,}, {m:,.1f} for each",
        "默认的人均客户数 {d:g}（{c}）与实际不符；目前 {h} 人服务 {n:,} 个客户，人均 {m:,.1f} 个",
    ).format(
        d=terms.accounts_per_fte, c=channel, h=effort.heads, n=round(effort.accounts), m=effort.accounts / effort.heads
    )
    remedy = Text(
        "{u} counts, with which one head more brings what it usually does. Fill Accounts per FTE on sheet Channels where you know better.",
        "改按 {u} 计算，此时增加一人的效果与通常水平相当。如有更准确的数值，请填写“通路”表的人均客户数。",
    ).format(u=f"{accounts:,g}")
    place = Place(assembly.sheets.get("channels", CHANNELS.sheet.en), None, None, column.header)
    assembly.reader.report("accounts_per_fte_fitted", Severity.WARNING, place, found, remedy=remedy)
    return replace(terms, accounts_per_fte=accounts)
