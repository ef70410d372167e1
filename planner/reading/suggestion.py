"""What a person may have meant, in a finding."""

from __future__ import annotations

from planner.language import Text


def suggest(close: str | None, otherwise: Text) -> Text:
    """Return the question whether `close` was meant, or `otherwise` when nothing is close."""
    return otherwise if close is None else Text("Did you mean '{c}'?", "是否想写“{c}”？").format(c=close)
