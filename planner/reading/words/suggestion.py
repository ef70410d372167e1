"""What a person may have meant, in a finding."""

from __future__ import annotations

from planner.language import NO_TEXT, Text


def suggest(close: str | None, otherwise: Text) -> Text:
    """Return the question whether `close` was meant, or `otherwise` when nothing is close."""
    return otherwise if close is None else Text("Did you mean '{c}'?", "是否想写“{c}”？").format(c=close)


def suggest_first(close: str | None, text: Text) -> Text:
    """Return `text` after the question whether `close` was meant, or alone when nothing is close."""
    return text if close is None else Text("{q} {t}", "{q}{t}").format(q=suggest(close, NO_TEXT), t=text)


def suggest_last(text: Text, close: str | None) -> Text:
    """Return `text` before the question whether `close` was meant, or alone when nothing is close."""
    return text if close is None else Text("{t} {q}", "{t}{q}").format(q=suggest(close, NO_TEXT), t=text)
