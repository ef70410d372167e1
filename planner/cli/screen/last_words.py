"""What a command has to say when all else is said: of a result that is there all the same, but not where it was asked for."""

from __future__ import annotations

import click

from planner.errors import ExitCode
from planner.language import Text

_LAST_WORDS = "last words"


def say_at_end(text: Text, code: ExitCode = ExitCode.DONE) -> None:
    """Have `text` told when the command is over; it then ends with `code` unless it ends with another but `DONE` by itself."""
    context = click.get_current_context(silent=True)
    if context is not None:
        noted = context.find_root().ensure_object(dict)
        noted[_LAST_WORDS] = (*noted.get(_LAST_WORDS, ()), (text, code))


def last_words(notes: dict[str, object]) -> tuple[tuple[Text, ExitCode], ...]:
    """Return what was noted during the command whose root object `notes` is."""
    noted = notes.get(_LAST_WORDS, ())
    return noted if isinstance(noted, tuple) else ()
