"""The language of the workbook, for the messages that end a command."""

from __future__ import annotations

import click

from planner.language import Language

_SPOKEN = "language"


def speak(language: Language) -> None:
    """Note that the workbook at hand is in `language`: an error that ends the command is told in it, unless --lang says otherwise."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.find_root().ensure_object(dict)[_SPOKEN] = language


def spoken(notes: dict[str, object]) -> Language | None:
    """Return the language noted during the command whose root object `notes` is; ``None`` before any workbook was read."""
    language = notes.get(_SPOKEN)
    return language if isinstance(language, Language) else None
