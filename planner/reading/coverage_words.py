"""Regions and industries spelled alike on segments and teams, so that coverage does not hang on a capital letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.assemble import Assembly
from planner.reading.headers import normalise

_SEPARATORS = re.compile(r"[,，/|&+和与及]|\band\b", re.IGNORECASE)


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
            listed = getattr(team, name)
            parts = tuple(part for text in listed for part in _parts(text, spelled))
            if len(parts) > len(listed):
                place = assembly.places.get(("teams", str(team.team), name), Place())
                found = Text("a list that is not separated by ;", "未以分号分隔的列表")
                remedy = Text("Read as {n} entries.", "按 {n} 项读取。").format(n=len(parts))
                assembly.reader.report("list_by_commas", Severity.WARNING, place, found, remedy=remedy)
                listed = parts
            words[name] = tuple(spelled.get(normalise(text), text) for text in listed)
        changed.append(replace(team, **words))
    return tuple(changed), alike


def _parts(text: str, spelled: Mapping[str, str]) -> tuple[str, ...]:
    """Return the entries of `text`: itself where it is known, else its parts where each of them is."""
    parts = tuple(p.strip() for p in _SEPARATORS.split(text) if p.strip())
    is_list = normalise(text) not in spelled and len(parts) > 1 and all(normalise(p) in spelled for p in parts)
    return parts if is_list else (text,)
