"""How much room texts and figures take in a column: its width, the lines of a cell, the height of a header."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

WIDEST = 44
"""Characters to which a column grows for its longest text; a longer one takes several lines."""
_LINE_POINTS = 15
_FILTER_ARROW = 3
_TITLE_SIZE = 1.3
"""How much wider a title's characters are than a table's."""
_WIDEST_TITLE = 30
_HEADER_STRETCH = 6
_HEADER_SIZE = 0.9


def text_width(text: str) -> int:
    """Return how many characters wide `text` is; Chinese ones count twice."""
    return len(text) if text.isascii() else sum(1 if c.isascii() else 2 for c in text)


def fit_width(least: float, values: Iterable[object], digits: int = 0) -> float:
    """Return the width of a column that shows `values`: `least` at least.

    Texts are shown whole up to `WIDEST`. Figures, with `digits` after the point, are always shown: one that does not fit would be a row of #.
    """
    words: set[str] = set()
    figures: set[float] = set()
    for value in values:
        if isinstance(value, str):
            words.add(value)
        elif isinstance(value, int | float):
            figures.add(value)
    # The widest figure is the largest one or, with its sign, the smallest one.
    extremes = (min(figures), max(figures)) if figures else ()
    shown = max((len(f"{figure:,.{digits}f}") + 2 for figure in extremes), default=0)
    return max(least, min(WIDEST, max(map(text_width, words), default=0) + 2), shown)


def count_lines(text: str, width: float) -> int:
    """Return how many lines `text` takes in a column `width` characters wide: words stay whole but those wider than it, as Chinese sentences are."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        size = text_width(word)
        if used and size <= width < used + 1 + size:
            lines, used = lines + 1, 0.0
        used += size + (1 if used else 0)
        while used > width:
            lines, used = lines + 1, used - width
    return lines


def header_width(width: float, header: str) -> float:
    """Return the width of a column under `header`: a little more than `width` where a Chinese header else left a sign or two for another line."""
    needed = _HEADER_SIZE * text_width(header) + 1
    return needed if not header.isascii() and width < needed <= width + _HEADER_STRETCH else width


def title_width(widths: Sequence[float], names: int, title: str) -> float:
    """Return the width of the first column of a table several pages wide, whose pages show of a short `title` what the `names` columns hold."""
    needed = _TITLE_SIZE * text_width(title) + 1 - sum(widths[1:names])
    return max(widths[0], needed) if needed <= _WIDEST_TITLE else widths[0]


def header_points(headers: Sequence[str], widths: Sequence[float]) -> int:
    """Return the height of a header row that shows all `headers` in columns of `widths`, of two lines at least; a filter's arrow takes room."""
    most = max((count_lines(h, w - _FILTER_ARROW) for h, w in zip(headers, widths, strict=True)), default=2)
    return _LINE_POINTS * max(2, most)
