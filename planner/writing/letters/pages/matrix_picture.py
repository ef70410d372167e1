"""The picture of the channel matrix: penetration across, potential up, a bubble a unit, coloured by channel."""

from __future__ import annotations

import io
from typing import Any

from planner.domain.choices import Channel, DisplayUnit
from planner.domain.plan import AnnualPlan
from planner.domain.settings import Settings
from planner.language import Language, Text
from planner.shipped import find_font, find_wide_font
from planner.tables.words.choice_words import word_of
from planner.tables.words.currency_words import currency_words
from planner.writing.layout.formats import CHANNEL_COLOURS, INK, LINE

_SIZE_INCHES, _DOTS_PER_INCH = (6.3, 3.7), 160
_LARGEST_BUBBLE = 420.0
_LONGEST_NUMBER = 1_000_000
_LEFT_SHARE, _RIGHT_SHARE = 0.1, 0.96
"""Where the axes begin and end, as shares of the picture."""
_DIGITS_AT_LEFT, _DIGIT_SHARE = 5, 0.0105
"""How many signs of a number the left margin holds, and what each further one takes."""


def draw_matrix(plan: AnnualPlan, settings: Settings, language: Language) -> bytes:
    """Return the matrix of `plan` as PNG; bubbles grow with expected revenue. The same plan gives the same bytes."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties, fontManager, get_font

    matplotlib.rcParams["axes.unicode_minus"] = False
    for path in (find_font(), find_wide_font()):
        fontManager.addfont(str(path))
    families = [get_font(str(path)).family_name for path in (find_font(), find_wide_font())]
    font = FontProperties(family=families, size=8)
    figure: Any = Figure(figsize=_SIZE_INCHES, dpi=_DOTS_PER_INCH)
    units = plan.channel_plan.units
    most = max((u.revenue_cents for u in units), default=0) or 1
    highest = max((u.unit.total_potential_cents for u in units), default=0) or 100
    shown = settings.display_unit
    if highest / (shown.factor * 100) >= _LONGEST_NUMBER:
        shown = DisplayUnit.MILLION
    factor = shown.factor * 100
    # Wide numbers push the words of the axis to the left: they get their room.
    left = _LEFT_SHARE + _DIGIT_SHARE * max(0, len(f"{1.1 * highest / factor:,.0f}") - _DIGITS_AT_LEFT)
    axes = figure.add_axes((left, 0.13, _RIGHT_SHARE - left, 0.76))
    for channel in Channel:
        own = [u for u in units if u.channel is channel]
        if own:
            axes.scatter(
                [u.unit.segment.penetration for u in own],
                [max(u.unit.total_potential_cents, 1) / factor for u in own],
                s=[8 + _LARGEST_BUBBLE * u.revenue_cents / most for u in own],
                color=CHANNEL_COLOURS[channel.value],
                alpha=0.75,
                linewidths=0.5,
                edgecolors="white",
                label=word_of(channel).choose(language),
            )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.1 * highest / factor)
    axes.axvline(settings.matrix_penetration, color=LINE, linewidth=0.8)
    if settings.matrix_potential_cents is not None:
        axes.axhline(settings.matrix_potential_cents / factor, color=LINE, linewidth=0.8)
    unit = Text("Potential, {u}", "潜力（{u}）").format(u=currency_words(settings.currency, shown))
    axes.set_xlabel(Text("Penetration", "渗透率").choose(language), fontproperties=font, color=INK)
    axes.set_ylabel(unit.choose(language), fontproperties=font, color=INK)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(font)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    legend = axes.legend(prop=font, loc="lower left", bbox_to_anchor=(0, 1), ncols=5, frameon=False, handletextpad=0.3)
    for handle in legend.legend_handles:
        handle.set_sizes([40])
    picture = io.BytesIO()
    FigureCanvasAgg(figure).print_png(picture, metadata={"Software": None})  # type: ignore[no-untyped-call]
    return picture.getvalue()
