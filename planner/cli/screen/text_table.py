"""Tables of plain text: columns as wide as what stands in them, Chinese characters counted as two; on a narrow terminal long names are shortened."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Sequence

import click

from planner.language import Language, Text

_LEAST_NAME = 16
"""Columns of a terminal to which a name is shortened at most."""
_LEAST_TOLD = 22
"""The same of a last column, whose text takes several lines instead."""
_BETWEEN = 2
_CUT = "…"


def show_table(
    heads: Sequence[Text],
    rows: Sequence[Sequence[str]],
    language: Language,
    left: Sequence[int] = (0,),
    total: bool = False,
) -> None:
    """Print an empty line and a table; columns in `left` begin at the left, the others end at the right. `total` sets the last row apart.

    On a terminal that is narrower, a last column in `left`, which tells something, takes several lines, and then names in `left` lose their middle,
    the widest columns first; files and pipes get everything.
    """
    lines = [[h.choose(language) for h in heads], *rows]
    widths = [max(width_of(line[j]) for line in lines) for j in range(len(heads))]
    if sys.stdout.isatty():
        widths = fit_widths(widths, left, os.get_terminal_size(sys.stdout.fileno()).columns)
    rule = "─" * (sum(widths) + _BETWEEN * (len(widths) - 1))
    click.echo()
    for i, line in enumerate(lines):
        if total and i == len(lines) - 1:
            click.echo(rule)
        told = break_lines(line[-1], widths[-1]) if len(line) - 1 in left else [line[-1]]
        shown = [*(shorten(c, w) for c, w in zip(line[:-1], widths[:-1], strict=True)), told[0]]
        cells = [_pad(c, w, j in left) for j, (c, w) in enumerate(zip(shown, widths, strict=True))]
        click.echo("  ".join(cells).rstrip())
        for more in told[1:]:
            click.echo(" " * (sum(widths[:-1]) + _BETWEEN * (len(widths) - 1)) + more)
        if i == 0:
            click.echo(rule)


def fit_widths(widths: Sequence[int], left: Sequence[int], room: int) -> list[int]:
    """Return `widths` with those of the columns in `left` reduced, the widest first, until a table takes `room` columns, if it can."""
    fitted = list(widths)
    excess = sum(fitted) + _BETWEEN * (len(fitted) - 1) - room
    last = len(fitted) - 1
    if last in left:
        given = max(0, min(excess, fitted[last] - _LEAST_TOLD))
        fitted[last] -= given
        excess -= given
    names = [j for j in left if j != last]
    while excess > 0:
        widest = max(names, key=lambda j: fitted[j], default=None)
        if widest is None or fitted[widest] <= _LEAST_NAME:
            break
        fitted[widest] -= 1
        excess -= 1
    return fitted if excess <= 0 else list(widths)


def break_lines(text: str, width: int) -> list[str]:
    """Return `text` as lines of at most `width` columns of a terminal: words stay whole but those wider than it, as Chinese sentences are.

    Examples
    --------
    >>> break_lines("the workbook as it is", 12)
    ['the workbook', 'as it is']
    """
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and width_of(lines[-1]) + 1 + width_of(word) <= width:
            lines[-1] += f" {word}"
            continue
        if lines[-1]:
            lines.append("")
        for sign in word:
            if width_of(lines[-1] + sign) > width:
                lines.append("")
            lines[-1] += sign
    return lines


def shorten(text: str, width: int) -> str:
    """Return `text` in `width` columns of a terminal: names that are alike differ at the beginning or at the end, so the middle is left out.

    Examples
    --------
    >>> shorten("Hospitals, large, North", 15)
    'Hospita…, North'
    """
    if width_of(text) <= width:
        return text
    head = (width - width_of(_CUT)) // 2
    start, end = "", ""
    for sign in text:
        if width_of(start + sign) > head:
            break
        start += sign
    for sign in reversed(text):
        if width_of(start + _CUT + sign + end) > width:
            break
        end = sign + end
    return start + _CUT + end


def width_of(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, width: int, at_left: bool) -> str:
    blank = " " * (width - width_of(text))
    return text + blank if at_left else blank + text
