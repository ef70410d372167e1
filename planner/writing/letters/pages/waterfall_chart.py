"""The picture of how a target came about: one figure, drawn anew for every letter."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from planner.shipped import find_font
from planner.writing.layout.formats import ACCENT, INK, LINE
from planner.writing.letters.contents.amounts import format_change, format_money
from planner.writing.letters.contents.content import WaterfallStep

_POINTS_PER_INCH, _DOTS_PER_INCH = 72, 160
_WIDTH, _HEIGHT = 1008, 368  # dots: 160 mm of 160 dots to the inch
_GROUND, _TOP = 0.17, 0.87
_LABEL_SIZE, _NAME_SIZE, _FILL = 7.5, 8.0, 0.96
_FIRST_WIDE = 0x2E7F
_REFERENCE, _UP, _DOWN = "#9DB7D5", "#3A7D44", "#C55A11"


class WaterfallChart:
    """Draws waterfalls as PNG; text is set in the shipped font, so that Chinese reads the same on every machine.

    Drawn with Pillow, not with the plotting library: bars, lines and labels of 500 letters are then a matter of seconds.
    """

    def __init__(self) -> None:
        self._fonts: dict[float, Any] = {}

    def draw(self, steps: Sequence[WaterfallStep]) -> bytes:
        """Return the chart of `steps` as a PNG; the same steps give the same bytes."""
        from PIL import Image, ImageDraw

        image = Image.new("RGB", (_WIDTH, _HEIGHT), "white")
        pen = ImageDraw.Draw(image)
        spans = stack_steps(steps)
        top = max(0, *(max(span) for span in spans)) if spans else 0
        low = min(0, *(min(span) for span in spans)) if spans else 0
        scale = (_TOP - _GROUND) / max(top - low, 1)
        pitch = _WIDTH / max(len(steps), 1)
        points = pitch * _POINTS_PER_INCH / _DOTS_PER_INCH
        labels = [format_money(s.cents) if s.is_total else format_change(s.cents) for s in steps]
        names = [fold_name(s.name, points / _NAME_SIZE) for s in steps]
        label_font = self._font(fit_size(labels, points, _LABEL_SIZE))
        name_font = self._font(fit_size([line for name in names for line in name.split("\n")], points, _NAME_SIZE))
        ground = _level(0, low, scale)
        pen.line((0.01 * _WIDTH, ground, 0.99 * _WIDTH, ground), LINE, 2)
        for i, span in enumerate(spans):
            middle, half = (i + 0.5) * pitch, 0.31 * pitch
            bottom, end = (_level(level, low, scale) for level in span)
            pen.rectangle((middle - half, min(bottom, end), middle + half, max(bottom, end)), colour_of_bar(steps, i))
            if i + 1 < len(steps) and not is_reference(steps, i):
                pen.line((middle + half, end, middle + pitch - half, end), INK, 1)
            pen.text((middle, min(bottom, end) - 0.02 * _HEIGHT), labels[i], INK, label_font, "md")
            below = (middle, (1 - _GROUND + 0.02) * _HEIGHT)
            pen.multiline_text(below, names[i], INK, name_font, "ma", align="center", spacing=0)
        picture = io.BytesIO()
        image.save(picture, "PNG", compress_level=1, dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
        return picture.getvalue()

    def _font(self, points: float) -> Any:
        from PIL import ImageFont

        size = round(points * _DOTS_PER_INCH / _POINTS_PER_INCH, 1)
        if size not in self._fonts:
            self._fonts[size] = ImageFont.truetype(str(find_font()), size)
        return self._fonts[size]


def _level(cents: int, low: int, scale: float) -> float:
    """Return how many dots below the upper edge a level stands."""
    return (1 - _GROUND - (cents - low) * scale) * _HEIGHT


def fit_size(words: Sequence[str], width: float, largest: float) -> float:
    """Return the size of type (points) in which the longest of `words` stays within `width` points, at most `largest`."""
    longest = max((_width(w) for w in words), default=0.0)
    return largest if longest == 0 else min(largest, _FILL * width / longest)


def fold_name(name: str, width: float) -> str:
    """Return a name of several words in two lines, broken nearest to its middle, where it is wider than `width` (in sizes of its type)."""
    spaces = [i for i, c in enumerate(name) if c == " "]
    if _width(name) <= _FILL * width or not spaces:
        return name
    at = min(spaces, key=lambda i: abs(i - len(name) / 2))
    return f"{name[:at]}\n{name[at + 1 :]}"


def _width(words: str) -> float:
    """Return about how wide words are, in sizes of their type: Chinese characters are one wide, others at most 0.6."""
    return sum(1.0 if ord(c) > _FIRST_WIDE else 0.6 for c in words)


def stack_steps(steps: Sequence[WaterfallStep]) -> list[tuple[int, int]]:
    """Return bottom and end of every bar in cents: totals from 0, changes from where the bar before ended."""
    spans: list[tuple[int, int]] = []
    level = 0
    for step in steps:
        bottom = 0 if step.is_total else level
        level = bottom + step.cents
        spans.append((bottom, level))
    return spans


def is_reference(steps: Sequence[WaterfallStep], i: int) -> bool:
    """Whether bar `i` only stands beside the others: a total that another total follows at once, at the start."""
    return i == 0 and len(steps) > 2 and steps[1].is_total


def colour_of_bar(steps: Sequence[WaterfallStep], i: int) -> str:
    """Return the colour of bar `i`: totals, what adds, what takes away, and the reference apart."""
    if is_reference(steps, i):
        return _REFERENCE
    if steps[i].is_total:
        return ACCENT
    return _UP if steps[i].cents >= 0 else _DOWN
