"""A frontier on the screen."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.text_table import show_table
from planner.language import Language, Text
from planner.results.frontier import Frontier, Trade
from planner.tables.comparison_sheets import LABELS, TRADE_WORDS


def show_frontier(frontier: Frontier, output: Path, language: Language) -> None:
    """Print every point, the knee marked, and where the workbook is."""
    gain, price = TRADE_WORDS[frontier.trade.value]
    is_ratio = frontier.trade is Trade.REVENUE_RATIO
    rows = []
    for number, point in enumerate(frontier.points):
        shown = f"{point.price * 100:.2f} %" if is_ratio else f"{point.price:g}"
        mark = f"← {LABELS['knee'].choose(language)}" if number == frontier.knee else ""
        rows.append([str(number + 1), f"{point.gain_cents / 100:,.0f}", shown, mark])
    show_table((LABELS["point"], gain, price, Text("", "")), rows, language, (3,))
    click.echo("\n" + Text("Frontier: {p}", "有效前沿：{p}").format(p=output).choose(language))
