"""What a person's words ask for, read by the verifier itself."""

from __future__ import annotations

import unicodedata

from planner.domain.choices import Channel
from planner.tables.words.choice_words import spellings


def channel_meant(words: str) -> Channel | None:
    """Return the channel that `words` name in either language, whatever their case, width and blanks; ``None`` when they name none."""
    wanted = _plain(words)
    return next((c for c in Channel if wanted in map(_plain, spellings(c))), None)


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).split()).casefold()
