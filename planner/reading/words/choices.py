"""Words to choices: the one place that knows which spelling means which."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from planner.reading.words.headers import normalise
from planner.tables.words.choice_words import LOOSE_CHOICES, spellings

ChoiceT = TypeVar("ChoiceT", bound=StrEnum)


def choice_named(words: str, members: Iterable[ChoiceT]) -> ChoiceT | None:
    """Return the member that `words` name in either language, by any of its spellings; ``None`` when they name none."""
    wanted = normalise(words)
    return next((m for m in members if any(normalise(s) == wanted for s in spellings(m))), None)


def choice_meant(words: str, members: Iterable[ChoiceT]) -> ChoiceT | None:
    """Return the member that most people mean by `words`, which some use for another one; ``None`` where they mean none."""
    wanted = normalise(words)
    return next((m for m in members if wanted in LOOSE_CHOICES.get(m, ())), None)
