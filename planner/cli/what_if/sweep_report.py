"""A sweep on the screen."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.comparison.report import figure_words
from planner.cli.screen.text_table import show_table
from planner.language import Language, Text
from planner.results.metrics import metric_named
from planner.results.sweep import Sweep, count_flips
from planner.tables.results.comparison_sheets import LABELS
from planner.tables.words.choice_words import word_of

_SHOWN = ("revenue", "ratio", "contribution", "heads")


def show_sweep(sweep: Sweep, output: Path, language: Language) -> None:
    """Print every point with its main figures, and where the workbook is."""
    heads = [
        *(a.words for a in sweep.axes),
        LABELS["outcome"],
        *(metric_named(k).name for k in _SHOWN),
        LABELS["changed_units"],
    ]
    rows = []
    for point in sweep.points:
        figures, flips = point.case.figures, count_flips(sweep.reference, point.case)
        shown = ["" if figures is None else figure_words(k, figures.metrics[k]) for k in _SHOWN]
        outcome = word_of(point.case.outcome).choose(language)
        rows.append([*point.values, outcome, *shown, "" if flips is None else str(flips)])
    show_table(heads, rows, language, tuple(range(len(sweep.axes) + 1)))
    for point in sweep.points:
        reason = " + ".join(c.choose(language) for c in point.case.conflicts) or point.case.message.choose(language)
        if reason:
            click.echo(f"{', '.join(point.values)}: {reason}")
    click.echo("\n" + Text("Sweep: {p}", "参数扫描：{p}").format(p=output).choose(language))
