"""How a sheet prints: paper, direction, pages across, what every page repeats."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
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
_BLOCKS_WIDTH = 265
"""Characters that a page of whole blocks holds at most, with the edges of its cells."""
_PAGE_COSTS = 20
"""What one page more counts, in characters of width."""
_CELL_WIDTH = 5 / 7
"""What a column is wider than its characters."""


def set_page(sheet: Any) -> None:
    """Set `sheet` up for print: A4 across, one page wide, page numbers, no grid."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.hide_gridlines(2)


def set_table_page(
    sheet: Any, widths: Sequence[float], rows: int, header_row: int = 0, names: int = 1, across: int | None = None
) -> None:
    """Lay out the print of a table of `rows` rows: every page repeats `header_row`, and the first `names` columns where it is several pages wide.

    A wide table takes as many pages `across` as keep it readable, unless they are given; a long and narrow one stands in portrait.
    """
    sheet.repeat_rows(header_row)
    if (across or count_pages(widths)) > 1:
        sheet.fit_to_pages(across or count_pages(widths), 0)
        sheet.repeat_columns(0, names - 1)
    elif sum(widths) <= _PORTRAIT_WIDTH and rows > PAGE_ROWS:
        sheet.set_portrait()
        if rows > _VERY_LONG:
            sheet.set_print_scale(_SMALL_PERCENT)


def count_pages(widths: Sequence[float]) -> int:
    """Return how many pages across keep a table with columns of `widths` readable."""
    return max(1, math.ceil(sum(widths) / _PAGE_WIDTH - _A_LITTLE_MORE))


def fill_pages(widths: Sequence[float], names: int, blocks: Sequence[int]) -> tuple[int, list[float]]:
    """Return how many pages across a table takes, and its widths made such that pages begin where one of `blocks` (first columns) does.

    Programs fill pages column after column in the largest size in which they are few enough; they heed no breaks of ours then. So the pages are made
    equally wide: those with less on them get wider columns. All pages repeat the first `names` columns. A block that is wider than a page is cut.
    """
    cells = [w + _CELL_WIDTH for w in widths]
    repeated = sum(cells[:names])
    parts: list[tuple[int, int]] = []
    for first, end in pairwise(sorted({names, len(cells), *(b for b in blocks if b > names)})):
        fits = repeated + sum(cells[first:end]) <= _BLOCKS_WIDTH
        parts += [(first, end)] if fits else [(j, j + 1) for j in range(first, end)]
    sizes = [sum(cells[a:b]) for a, b in parts]
    found = []
    for most in range(math.ceil(repeated + max(sizes)), max(_BLOCKS_WIDTH, math.ceil(repeated + max(sizes))) + 1):
        pages = _gather(sizes, most - repeated)
        widest = max(sum(sizes[i:j]) for i, j in pages)
        # The paper counts, and half as much again what is left over on it.
        paper = len(pages) * (repeated + widest)
        left_over = paper - len(pages) * repeated - sum(sizes)
        found.append((paper + left_over / 2 + _PAGE_COSTS * len(pages), len(pages), pages, widest))
    _, count, pages, widest = min(found, key=lambda f: f[:2])
    filled = list(widths)
    for i, j in pages:
        first, end = parts[i][0], parts[j - 1][1]
        for column in range(first, end):
            filled[column] += (widest - sum(sizes[i:j])) / (end - first)
    return count, filled


def _gather(sizes: Sequence[float], most: float) -> list[tuple[int, int]]:
    """Return pages, as first part and part after the last, that are filled with part after part up to `most`."""
    starts, used = [0], 0.0
    for i, size in enumerate(sizes):
        if used + size > most and used:
            starts.append(i)
            used = 0.0
        used += size
    return list(pairwise((*starts, len(sizes))))
