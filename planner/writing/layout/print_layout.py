"""How a sheet prints and how much room its texts take: paper, direction, pages across, what every page repeats, widths, lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

_PAGE_WIDTH = 200
"""Column widths, in characters, that one landscape page shows in a size that can be read."""
_A_LITTLE_MORE = 0.2
"""By which part of a page a table may be wider before it takes one more across: it prints a little smaller."""
_PORTRAIT_WIDTH = 150
"""The same of a page in portrait."""
PAGE_ROWS = 36
"""Rows that fit on a landscape page; a longer table that is narrow takes fewer pages in portrait."""
_VERY_LONG = 1000
"""Rows from which a table is reference that few print: smaller, so that it takes half the pages."""
_SMALL_PERCENT = 60
WIDEST = 44
"""Characters to which a column grows for its longest text; the rest of a longer one is cut off where it stands beside another."""
_LINE_POINTS = 15
_FILTER_ARROW = 3


def set_page(sheet: Any) -> None:
    """Set `sheet` up for print: A4 across, one page wide, page numbers, no grid."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.hide_gridlines(2)


def set_table_page(sheet: Any, widths: Sequence[float], rows: int, header_row: int = 0, names: int = 1) -> None:
    """Lay out the print of a table of `rows` rows: every page repeats `header_row`, and the first `names` columns where it is several pages wide.

    A wide table takes as many pages across as keep it readable; a long and narrow one stands in portrait.
    """
    sheet.repeat_rows(header_row)
    width = sum(widths)
    across = math.ceil(width / _PAGE_WIDTH - _A_LITTLE_MORE)
    if across > 1:
        sheet.fit_to_pages(across, 0)
        sheet.repeat_columns(0, names - 1)
    elif width <= _PORTRAIT_WIDTH and rows > PAGE_ROWS:
        sheet.set_portrait()
        if rows > _VERY_LONG:
            sheet.set_print_scale(_SMALL_PERCENT)


def text_width(text: str) -> int:
    """Return how many characters wide `text` is; Chinese ones count twice."""
    return len(text) if text.isascii() else sum(1 if c.isascii() else 2 for c in text)


def fit_width(least: float, values: Iterable[object], digits: int = 0) -> float:
    """Return the width of a column that shows `values`: `least` at least.

    Texts are shown whole up to `WIDEST`. Figures, with `digits` after the point, are always shown: one that does not fit would be a row of #.
    """
    texts = 0
    figures: set[float] = set()
    for value in values:
        if isinstance(value, str):
            texts = max(texts, text_width(value))
        elif isinstance(value, int | float):
            figures.add(value)
    # The widest figure is the largest one or, with its sign, the smallest one.
    extremes = (min(figures), max(figures)) if figures else ()
    shown = max((len(f"{figure:,.{digits}f}") + 2 for figure in extremes), default=0)
    return max(least, min(WIDEST, texts + 2), shown)


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


def header_points(headers: Sequence[str], widths: Sequence[float]) -> int:
    """Return the height of a header row that shows all `headers` in columns of `widths`, of two lines at least; a filter's arrow takes room."""
    most = max((count_lines(h, w - _FILTER_ARROW) for h, w in zip(headers, widths, strict=True)), default=2)
    return _LINE_POINTS * max(2, most)
