"""Money in the unit that the workbook asks to be shown, and where the result was written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from planner.domain.choices import DisplayUnit
from planner.domain.settings import Settings
from planner.language import Language, Text
from planner.tables.words.currency_words import currency_words

_MANY, _VERY_MANY = 100, 10_000
"""Amounts of the currency itself, and of a larger unit, from which tenths of it say nothing."""
_LITTLE = 0.05
"""Part of a larger unit below which one decimal shows nothing of an amount."""


@dataclass(frozen=True, slots=True)
class AmountWords:
    """Amounts of cents in the display unit and currency of `settings`."""

    settings: Settings
    language: Language

    def number(self, cents: float) -> str:
        """Return the number alone, with one decimal; without where that would say nothing."""
        return _number(cents, self.settings.display_unit.factor)

    def money(self, cents: float) -> str:
        """Return the number with unit and currency; what is too little for the unit counts in the currency itself."""
        unit = self.settings.display_unit
        is_little = 100 <= abs(cents) < _LITTLE * unit.factor * 100
        shown = DisplayUnit.ONE if is_little else unit
        name = currency_words(self.settings.currency, shown).choose(self.language)
        return f"{_number(cents, shown.factor)} {name}"


def _number(cents: float, factor: int) -> str:
    amount = cents / 100 / factor
    digits = 0 if abs(amount) >= (_MANY if factor == 1 else _VERY_MANY) else 1
    return f"{round(amount, digits) + 0.0:,.{digits}f}"  # a hair below 0 is no "-0.0"


def tell_output(output: Path | None, written: Text, language: Language) -> None:
    """Print `written`, which names the file as {p}; without one, that this was a dry run."""
    if output is None:
        written = Text("Dry run: nothing was written.", "试运行：未写入任何内容。")
    click.echo(written.format(p=output).choose(language))
