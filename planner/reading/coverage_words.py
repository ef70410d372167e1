"""Regions and industries spelled alike on segments and teams, so that coverage does not hang on a capital letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planner.domain.choices import CoverageRole
from planner.domain.market import Segment, SegmentGroup
from planner.domain.organisation import Coverage, Team
from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.assemble import Assembly
from planner.reading.cells.cells import CellReader
from planner.reading.words.headers import normalise

_SEPARATORS = tuple(
    re.compile(signs, re.IGNORECASE) for signs in (r"[,，、]", r"[,，、/|+]", r"[,，、/|&+和与及]|\band\b")
)
"""What stands between the entries of a list, surest first: "Transport & logistics" is one entry among others behind commas."""


def with_coverage_words(
    teams: tuple[Any, ...], segments: tuple[Any, ...], assembly: Assembly
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Return teams and segments whose regions and industries are spelled alike, as the first segment spells them.

    What a team covers is taken apart at commas, slashes and "and" where each part, but not the whole, is a region (industry) of the segments.
    """
    known: dict[str, dict[str, str]] = {"regions": {}, "industries": {}}
    for segment in segments:
        for name, word in (("regions", segment.region), ("industries", segment.industry)):
            if word is not None:
                known[name].setdefault(normalise(word), word)
    splits = {**known, "regions": {normalise(s.segment): s.segment for s in segments} | known["regions"]}
    alike = tuple(
        replace(
            s,
            region=s.region and known["regions"][normalise(s.region)],
            industry=s.industry and known["industries"][normalise(s.industry)],
        )
        for s in segments
    )
    changed = []
    for team in teams:
        words: dict[str, tuple[str, ...]] = {}
        for name, spelled in known.items():
            place = assembly.places.get(("teams", str(team.team), name), Place())
            parts = take_apart(getattr(team, name), splits[name], place, assembly.reader)
            words[name] = tuple(spelled.get(normalise(text), text) for text in parts)
        changed.append(replace(team, **words))
    return tuple(changed), alike


def with_covered_segments(
    teams: tuple[Team, ...],
    segments: tuple[Segment, ...],
    groups: tuple[SegmentGroup, ...],
    coverage: tuple[Coverage, ...],
    assembly: Assembly,
) -> tuple[tuple[Team, ...], tuple[Coverage, ...]]:
    """Return teams and coverage where a team whose regions name segments covers these: by province, a segment is a region.

    Only where all that it lists is a segment or a region, and neither industries nor sheet Coverage say otherwise; reported.
    """
    regions = {s.region for s in segments}
    named = {normalise(name): name for name in (*(g.segment for g in groups), *(s.segment for s in segments))}
    listed = {row.team for row in coverage}
    rows, changed = list(coverage), []
    for team in teams:
        known = [r in regions or normalise(r) in named for r in team.regions]
        is_meant = all(known) and any(r not in regions for r in team.regions)
        if not is_meant or team.industries or team.team in listed:
            changed.append(team)
            continue
        of_regions = [s.segment for s in segments if s.region is not None and s.region in team.regions]
        own = [named[normalise(r)] for r in team.regions if r not in regions]
        covered = dict.fromkeys((*own, *of_regions))
        rows += [Coverage(team.team, segment, CoverageRole.BOTH) for segment in covered]
        changed.append(replace(team, regions=()))
        assembly.reader.report(
            "regions_are_segments",
            Severity.WARNING,
            assembly.places.get(("teams", str(team.team), "regions"), Place()),
            Text("segments stand here, not regions: {n}", "此处所填为细分，不是区域：{n}").format(n="; ".join(own[:5])),
            remedy=Text("Read as the segments that the team covers.", "按该团队覆盖的细分读取。"),
        )
    return tuple(changed), tuple(rows)


def take_apart(listed: tuple[str, ...], known: Mapping[str, str], place: Place, reader: CellReader) -> tuple[str, ...]:
    """Return the entries of a list, taken apart where each part, but not the whole, is one of `known` (by normalised spelling); `reader` is told
    of it at `place`.
    """
    parts = tuple(part for text in listed for part in _parts(text, known))
    if len(parts) > len(listed):
        found = Text("a list that is not separated by ;", "未以分号分隔的列表")
        remedy = Text("Read as {n} entries.", "按 {n} 项读取。").format(n=len(parts))
        reader.report("list_by_commas", Severity.WARNING, place, found, remedy=remedy)
    return parts


def _parts(text: str, spelled: Mapping[str, str]) -> tuple[str, ...]:
    """Return the entries of `text`: itself where it is known, else its parts where each of them is."""
    if normalise(text) in spelled:
        return (text,)
    for separators in _SEPARATORS:
        parts = tuple(p.strip() for p in separators.split(text) if p.strip())
        if len(parts) > 1 and all(normalise(p) in spelled for p in parts):
            return parts
    return (text,)
