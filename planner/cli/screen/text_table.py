"""Tables of plain text: columns as wide as what stands in them, Chinese characters counted as two."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import click

from planner.language import Language, Text


def show_table(
    heads: Sequence[Text],
    rows: Sequence[Sequence[str]],
    language: Language,
    left: Sequence[int] = (0,),
    total: bool = False,
) -> None:
    """Print an empty line and a table; columns in `left` begin at the left, the others end at the right. `total` sets the last row apart."""
    lines = [[h.choose(language) for h in heads], *rows]
    widths = [max(width_of(line[j]) for line in lines) for j in range(len(heads))]
    rule = "─" * (sum(widths) + 2 * (len(widths) - 1))
    click.echo()
    for i, line in enumerate(lines):
        if total and i == len(lines) - 1:
            click.echo(rule)
        cells = [_pad(c, w, j in left) for j, (c, w) in enumerate(zip(line, widths, strict=True))]
        click.echo("  ".join(cells).rstrip())
        if i == 0:
            click.echo(rule)


def width_of(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, width: int, at_left: bool) -> str:
    blank = " " * (width - width_of(text))
    return text + blank if at_left else blank + text
