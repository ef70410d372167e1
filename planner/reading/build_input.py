"""The parts that were read become one `PlanInput`: every name as its own row spells it, a node for every parent, all five channels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.domain.assumption import Assumption
from planner.domain.channels import ChannelTerms
from planner.domain.choices import Channel, SeasonScope
from planner.domain.market import SegmentGroup
from planner.domain.organisation import TeamGroup
from planner.domain.plan_input import PlanInput
from planner.domain.risk import STANDARD_RISK
from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.accounts_of_heads import with_accounts_of_heads
from planner.reading.assemble import Assembly
from planner.reading.effort_levels import with_levels_of_teams
from planner.reading.words.headers import normalise
from planner.tables.inputs.channels import CHANNELS, DEFAULT_CHANNEL_SOURCE, DEFAULT_CHANNELS
from planner.tables.results.assumptions_sheet import default_words
from planner.tables.words.choice_words import word_of


def build_plan_input(parts: dict[str, Any], assembly: Assembly) -> PlanInput:
    """Return the input of `parts`, by attribute of `PlanInput`; defaults of channels are noted in `assembly`."""
    segments, groups = _named_parents(parts["segments"], parts["segment_groups"], "segment", SegmentGroup)
    teams, team_groups = _named_parents(parts["teams"], parts["team_groups"], "team", TeamGroup)
    values = dict(parts)
    values.update(
        settings=with_levels_of_teams(parts["settings"][0], teams, len(segments), assembly),
        risk=parts["risk"][0] if parts["risk"] else STANDARD_RISK,
        segments=segments,
        segment_groups=groups,
        teams=teams,
        team_groups=team_groups,
        channels=_complete_channels(parts["channels"], _sell_by_telephone_alone(teams, assembly), assembly),
        seasonality=_canonical_seasonality(parts["seasonality"], assembly),
        overrides=tuple(replace(o, name=_canonical_name(o.name, assembly)) for o in parts["overrides"]),
    )
    stated = {row.channel for row in parts["channels"] if row.accounts_per_fte is not None}
    return with_accounts_of_heads(PlanInput(**values), stated, assembly)


def _named_parents(
    leaves: tuple[Any, ...], groups: tuple[Any, ...], key: str, group_type: Any
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Return leaves and groups with every parent spelled as its own row spells it, and a group for each parent that has no row."""
    known = {normalise(getattr(n, key)): getattr(n, key) for n in (*groups, *leaves)}
    added: list[Any] = []
    for node in (*groups, *leaves):
        if node.parent is not None and normalise(node.parent) not in known:
            known[normalise(node.parent)] = node.parent
            extra = {"manager": None} if group_type is TeamGroup else {}
            added.append(group_type(**{key: node.parent, "parent": None, **extra}))

    def with_parent(node: Any) -> Any:
        return node if node.parent is None else replace(node, parent=known[normalise(node.parent)])

    return tuple(map(with_parent, leaves)), tuple(map(with_parent, (*groups, *added)))


def _sell_by_telephone_alone(teams: tuple[Any, ...], assembly: Assembly) -> bool:
    """Whether all teams of the channel that small partners and telesales share are told, in the workbook's own words, to be telesales."""
    places = assembly.places.rows.get("teams", {})
    cells = [places[t.team]["channel"] for t in teams if t.channel is Channel.SMB_PARTNER and t.team in places]
    return bool(cells) and all((p.sheet, p.cell) in assembly.reader.by_telephone for p in cells)


def _complete_channels(
    rows: tuple[ChannelTerms, ...], is_telesales: bool, assembly: Assembly
) -> tuple[ChannelTerms, ...]:
    """Return the terms of all five channels; what a row leaves blank, and channels without a row, take the defaults.

    `is_telesales`: own people alone work the channel of small partners, so that by default nobody keeps a partner margin there.
    """
    given = {row.channel: row for row in rows}
    complete: list[ChannelTerms] = []
    for channel in Channel:
        default, row = DEFAULT_CHANNELS[channel], given.get(channel)
        if channel is Channel.SMB_PARTNER and is_telesales:
            default = replace(default, partner_margin=0.0)
            if row is None or row.partner_margin is None:
                _report_telesales(assembly)
        values: dict[str, Any] = {}
        for column in CHANNELS.columns:
            own = getattr(row, column.field) if row is not None else None
            if own is None:
                own = getattr(default, column.field)
                words = default_words(column, own)
                assembly.assumptions.append(
                    Assumption(CHANNELS.sheet, word_of(channel), column.header, words, DEFAULT_CHANNEL_SOURCE)
                )
            values[column.field] = own
        complete.append(ChannelTerms(**values))
    return tuple(complete)


def _report_telesales(assembly: Assembly) -> None:
    found = Text("the teams of this channel are telesales alone", "该通路仅有电销团队")
    remedy = Text(
        "No partner margin counts there; fill Partner margin where partners sell, too.",
        "不计伙伴毛利；如另有伙伴销售，请填写伙伴毛利。",
    )
    column = CHANNELS.column("partner_margin")
    place = Place(assembly.sheets.get("channels", CHANNELS.sheet.en), None, None, column.header)
    assembly.reader.report("telesales_alone", Severity.NOTE, place, found, remedy=remedy)


def _canonical_seasonality(rows: tuple[Any, ...], assembly: Assembly) -> tuple[Any, ...]:
    tables = {SeasonScope.PRODUCT: "products", SeasonScope.SEGMENT: "segments", SeasonScope.TEAM: "teams"}
    return tuple(
        replace(r, name=assembly.keys.get(tables[r.scope], {}).get(normalise(r.name), r.name))
        if r.name and r.scope in tables
        else r
        for r in rows
    )


def _canonical_name(name: str, assembly: Assembly) -> str:
    for table in ("segments", "teams", "seats"):
        found = assembly.keys.get(table, {}).get(normalise(name))
        if found is not None:
            return found
    return name
