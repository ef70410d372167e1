"""Checks of what channels can do: pairs that are the wrong way round, a response that no channel has, accounts of a head that nobody serves."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.channels import ChannelTerms
from planner.domain.usual_effort import usual_efforts
from planner.findings import Finding
from planner.language import Text
from planner.tables.inputs.channels import DEFAULT_CHANNELS
from planner.tables.registry import table_named
from planner.tables.words.choice_words import word_of
from planner.validation.registry import Subject, check_of, warning

_PAIRS = (
    ("ceiling_low", "ceiling_high"),
    ("cycle_short_months", "cycle_long_months"),
    ("keep_alone", "keep_served"),
)
"""What is no larger than its fellow: hard customers are won less and later than easy ones, who is served stays more than who is not."""
_SHAPES = 0.3, 3.0
"""Exponents of response between which published ones lie."""
_FAR = 8.0
"""A stated number of accounts per FTE over what today's heads serve, or under it: a digit too many is ten times."""


@check_of("channels")
def check_pairs_of_channels(subject: Subject) -> Iterator[Finding]:
    """The two ends of a parameter stand the right way round, and response bends as responses do."""
    column = table_named("channels").column
    for terms in _worked(subject):
        for small, large in _PAIRS:
            if getattr(terms, small) > getattr(terms, large):
                found = Text("'{a}' is above '{b}' ({c})", "“{a}”高于“{b}”（{c}）").format(
                    a=column(small).header, b=column(large).header, c=word_of(terms.channel)
                )
                remedy = Text("Have they changed places?", "两者是否填反？")
                yield warning(
                    "channel_pair", subject.place("channels", terms.channel.value, small), found, remedy=remedy
                )
        low, high = _SHAPES
        if not low <= terms.response_shape <= high:
            found = Text("a response shape of {s:g} ({c})", "响应形状为 {s:g}（{c}）").format(
                s=terms.response_shape, c=word_of(terms.channel)
            )
            remedy = Text(
                "Shapes lie near 1: a small one says that little effort brings nearly all, a large one that it brings nothing.",
                "响应形状通常接近 1：过小表示少量投入即可取得几乎全部，过大表示少量投入毫无所得。",
            )
            place = subject.place("channels", terms.channel.value, "response_shape")
            yield warning("channel_shape", place, found, remedy=remedy)


@check_of("segments", "teams", "channels")
def check_stated_accounts_of_a_head(subject: Subject) -> Iterator[Finding]:
    """Accounts per FTE that are stated are not far from what one's own heads serve."""
    efforts = usual_efforts(subject.plan_input)
    for terms in _worked(subject):
        effort, stated = efforts.get(terms.channel), terms.accounts_per_fte
        if effort is None or stated == DEFAULT_CHANNELS[terms.channel].accounts_per_fte:
            continue
        usual = effort.accounts_per_fte
        if stated > _FAR * usual or usual > _FAR * stated:
            found = Text(
                "{d:g} accounts per FTE ({c}), while today's heads serve {m:,.1f} each",
                "人均客户数为 {d:g}（{c}），而目前人均服务 {m:,.1f} 个客户",
            ).format(d=stated, c=word_of(terms.channel), m=effort.accounts / effort.heads)
            remedy = Text("About {u} fits today's effort: check it.", "约 {u} 与现有投入相符：请核对。").format(
                u=f"{usual:,.0f}"
            )
            place = subject.place("channels", terms.channel.value, "accounts_per_fte")
            yield warning("accounts_per_fte_far", place, found, remedy=remedy)


def _worked(subject: Subject) -> Iterator[ChannelTerms]:
    """Yield the terms of the channels that teams operate."""
    operated = {t.channel for t in subject.plan_input.teams}
    return (terms for terms in subject.plan_input.channels if terms.channel in operated)
