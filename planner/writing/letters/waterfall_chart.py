"""The picture of how a target came about: one figure, drawn anew for every letter."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from planner.shipped import find_font
from planner.writing.formats import ACCENT, INK, LINE
from planner.writing.letters.amounts import format_change, format_money
from planner.writing.letters.content import WaterfallStep

_WIDTH_INCHES, _HEIGHT_INCHES, _DOTS_PER_INCH = 6.3, 2.3, 160
_WIDTH_POINTS = 72 * _WIDTH_INCHES
_GROUND, _TOP = 0.17, 0.87
_LABEL_SIZE, _NAME_SIZE, _FILL = 7.5, 8.0, 0.96
_FIRST_WIDE = 0x2E7F
_REFERENCE, _UP, _DOWN = "#9DB7D5", "#3A7D44", "#C55A11"


class WaterfallChart:
    """Draws waterfalls as PNG; text is set in the shipped font, so that Chinese reads the same on every machine."""

    def __init__(self) -> None:
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.font_manager import FontProperties

        matplotlib.rcParams["axes.unicode_minus"] = False
        self._font = FontProperties(fname=str(find_font()))
        self._figure: Any = Figure(figsize=(_WIDTH_INCHES, _HEIGHT_INCHES), dpi=_DOTS_PER_INCH)
        self._canvas = FigureCanvasAgg(self._figure)

    def draw(self, steps: Sequence[WaterfallStep]) -> bytes:
        """Return the chart of `steps` as a PNG; the same steps give the same bytes."""
        from matplotlib.lines import Line2D
        from matplotlib.patches import Rectangle

        self._figure.clear()
        spans = stack_steps(steps)
        top = max(0, *(max(span) for span in spans)) if spans else 0
        low = min(0, *(min(span) for span in spans)) if spans else 0
        scale = (_TOP - _GROUND) / max(top - low, 1)
        pitch = 1 / max(len(steps), 1)
        wide = 0.62 * pitch
        ground = _height(0, low, scale)
        labels = [format_money(s.cents) if s.is_total else format_change(s.cents) for s in steps]
        names = [fold_name(s.name, pitch * _WIDTH_POINTS / _NAME_SIZE) for s in steps]
        label_size = fit_size(labels, pitch * _WIDTH_POINTS, _LABEL_SIZE)
        name_size = fit_size([line for name in names for line in name.split("\n")], pitch * _WIDTH_POINTS, _NAME_SIZE)
        for i, span in enumerate(spans):
            middle = (i + 0.5) * pitch
            bottom, end = (_height(level, low, scale) for level in span)
            corner = (middle - wide / 2, min(bottom, end))
            self._add(Rectangle(corner, wide, abs(end - bottom), color=colour_of_bar(steps, i), linewidth=0.6))
            if i + 1 < len(steps) and not is_reference(steps, i):
                across = (middle + wide / 2, middle + pitch - wide / 2)
                self._add(Line2D(across, (end, end), color=INK, linewidth=0.6))
            self._write(middle, max(bottom, end) + 0.02, labels[i], label_size, "bottom")
            self._write(middle, _GROUND - 0.04, names[i], name_size, "top")
        self._add(Line2D((0.01, 0.99), (ground, ground), color=LINE, linewidth=0.8))
        picture = io.BytesIO()
        self._canvas.print_png(picture, metadata={"Software": None}, pil_kwargs={"compress_level": 1})  # type: ignore[no-untyped-call]
        return picture.getvalue()

    def _add(self, artist: Any) -> None:
        artist.set_transform(self._figure.transFigure)
        self._figure.add_artist(artist)

    def _write(self, x: float, y: float, words: str, size: float, side: str) -> None:
        self._figure.text(x, y, words, ha="center", va=side, color=INK, fontproperties=self._font, fontsize=size)


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


def _height(cents: int, low: int, scale: float) -> float:
    """Return how high on the figure (0 to 1) a level stands."""
    return _GROUND + (cents - low) * scale


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
