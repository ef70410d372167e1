"""How one setting is declared."""

from __future__ import annotations

from planner.domain.choices import Disclosure, DisplayUnit, Objective, Strictness
from planner.language import NO_TEXT, Text
from planner.tables.columns.column import CONVENTION, REQUIRED, Column, Kind

M, S, N, C = Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT


def declare_setting(
    field: str,
    kind: Kind,
    en: str,
    zh: str,
    meaning_en: str,
    meaning_zh: str,
    default: object = REQUIRED,
    minimum: float | None = None,
    maximum: float | None = None,
    unit: Text = NO_TEXT,
    source: Text = CONVENTION,
    synonyms: tuple[str, ...] = (),
) -> Column:
    """Return the declaration of one setting: its field, kind, headers, meaning, default, bounds, unit and source."""
    choices = {
        "display_unit": DisplayUnit,
        "objective": Objective,
        "letter_disclosure": Disclosure,
        "territory_strictness": Strictness,
    }.get(field)
    return Column(
        field,
        kind,
        Text(en, zh),
        Text(meaning_en, meaning_zh),
        unit,
        default,
        source,
        minimum,
        maximum,
        choices,
        None,
        synonyms,
    )
