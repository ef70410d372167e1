"""A frontier on the screen."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.screen.text_table import show_table
from planner.domain.choices import SolveStatus
from planner.domain.money import money_words
from planner.language import Language, Text
from planner.results.frontier import Frontier, Trade
from planner.tables.results.comparison_sheets import LABELS, TRADE_WORDS


def show_frontier(frontier: Frontier, output: Path, language: Language) -> None:
    """Print every point, the knee marked, and where the workbook is."""
    gain, price = TRADE_WORDS[frontier.trade.value]
    is_ratio = frontier.trade is Trade.REVENUE_RATIO
    rows = []
    for number, point in enumerate(frontier.points):
        shown = f"{point.price * 100:.2f} %" if is_ratio else f"{point.price:g}"
        mark = f"← {LABELS['knee'].choose(language)}" if number == frontier.knee else ""
        gap = "" if point.case.figures is None else f"{point.case.figures.gap:.3%}"
        rows.append([str(number + 1), money_words(point.gain_cents), shown, gap, mark])
    show_table((LABELS["point"], gain, price, LABELS["gap"], Text("", "")), rows, language, (4,))
    statuses = [p.case.figures.status for p in frontier.points if p.case.figures is not None]
    cut_off = statuses.count(SolveStatus.TIME_LIMIT.value)
    if cut_off:
        text = Text(
            "{n} of them ended at the time limit: their plans hold, better ones may exist within the gap shown. Allow more with --time-limit.",
            "其中 {n} 个点因时间上限结束：计划有效，但在所示差距内可能还有更优计划。可用 --time-limit 放宽时间。",
        )
        click.echo(text.format(n=cut_off).choose(language))
    click.echo("\n" + Text("Frontier: {p}", "有效前沿：{p}").format(p=output).choose(language))
