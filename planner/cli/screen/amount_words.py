"""Money in the unit that the workbook asks to be shown, and where the result was written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from planner.domain.settings import Settings
from planner.language import Language, Text
from planner.tables.words.choice_words import word_of

_MANY = 100
"""Amount of the currency from which tenths of it say nothing."""


@dataclass(frozen=True, slots=True)
class AmountWords:
    """Amounts of cents in the display unit and currency of `settings`."""

    settings: Settings
    language: Language

    def number(self, cents: float) -> str:
        """Return the number alone, with one decimal; without where it counts hundreds of the currency itself."""
        factor = self.settings.display_unit.factor
        amount = cents / 100 / factor
        digits = 0 if factor == 1 and abs(amount) >= _MANY else 1
        return f"{round(amount, digits) + 0.0:,.{digits}f}"  # a hair below 0 is no "-0.0"

    def money(self, cents: float) -> str:
        """Return the number with unit and currency."""
        unit = self.settings.display_unit
        name = "" if unit.factor == 1 else f" {word_of(unit).choose(self.language)}"
        return f"{self.number(cents)}{name} {self.settings.currency}"


def tell_output(output: Path | None, written: Text, language: Language) -> None:
    """Print `written`, which names the file as {p}; without one, that this was a dry run."""
    if output is None:
        written = Text("Dry run: nothing was written.", "试运行：未写入任何内容。")
    click.echo(written.format(p=output).choose(language))
