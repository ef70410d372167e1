"""A comparison on the screen and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from planner.cli.screen.text_table import show_table
from planner.domain.money import money_words
from planner.domain.scenario import CaseOutcome
from planner.errors import ExitCode
from planner.language import Language, Text
from planner.results.comparison import ComparedCase, Comparison
from planner.results.metrics import metric_named
from planner.tables.columns.column import Kind
from planner.tables.results.comparison_sheets import LABELS
from planner.tables.words.choice_words import word_of

_SHOWN = ("revenue", "ratio", "contribution", "heads", "changes")
_CERTAINTY = ("robust_probability", "robust_price")
_HEADS = {
    "robust_probability": Text("Target reached", "达标概率"),
    "robust_price": Text("Price of certainty", "把握的代价"),
}
"""Shown besides where plans were made with a certainty, in fewer words than in the workbook."""

_WORST_FIRST = (ExitCode.PROGRAM_FAULT, ExitCode.VERIFICATION_FAILED, ExitCode.CANNOT_READ_OR_WRITE)


def show_comparison(comparison: Comparison, output: Path | None, language: Language) -> None:
    """Print the main figures of every case, why some have none, and where the workbook is."""
    keys = (*_SHOWN, *(k for k in _CERTAINTY if any(k in f.metrics for _, f in comparison.planned)))
    heads = [LABELS["scenario"], LABELS["outcome"], *(_HEADS.get(k, metric_named(k).name) for k in keys)]
    rows = []
    for case in comparison.cases:
        figures = case.figures
        known = {} if figures is None else figures.metrics
        shown = [figure_words(k, known[k]) if k in known else "" for k in keys]
        rows.append([case.title.choose(language), word_of(case.outcome).choose(language), *shown])
    show_table(heads, rows, language, (0, 1))
    for case in comparison.cases:
        if case.figures is None and case.outcome is not CaseOutcome.NOT_RUN:
            click.echo(f"\n{case.title.choose(language)}: {case.message.choose(language)}")
            for conflict in case.conflicts:
                click.echo(f"  - {conflict.choose(language)}")
            if case.way_out.en:
                click.echo(f"  → {case.way_out.choose(language)}")
    if output is not None:
        words = Text("Comparison: {p}, and as a page {h}", "对比工作簿：{p}；网页：{h}")
        click.echo("\n" + words.format(p=output, h=output.with_suffix(".html")).choose(language))


def comparison_json(comparison: Comparison, output: Path | None, language: Language) -> dict[str, object]:
    """Return the comparison as the object that --json prints; money in units of the currency."""
    return {
        "company": comparison.company,
        "currency": comparison.currency,
        "cases": [_case_json(c, language) for c in comparison.cases],
        "output": None if output is None else str(output),
    }


def exit_code_of(cases: Sequence[ComparedCase], is_interrupted: bool) -> int:
    """Return the exit code of a run: what is wrong with any case shows, a case that cannot be planned is an answer."""
    outcomes = [c.outcome for c in cases]
    if is_interrupted:
        return int(ExitCode.INTERRUPTED)
    faults = {c.fault for c in cases if c.outcome is CaseOutcome.FAILED}
    if faults:
        return int(next((code for code in _WORST_FIRST if code in faults), ExitCode.PROGRAM_FAULT))
    if CaseOutcome.REJECTED in outcomes:
        return int(ExitCode.INPUT_REJECTED)
    if CaseOutcome.PLANNED in outcomes:
        return int(ExitCode.DONE)
    return int(ExitCode.TIME_LIMIT_WITHOUT_PLAN if CaseOutcome.NOT_DECIDED in outcomes else ExitCode.NO_FEASIBLE_PLAN)


def figure_words(key: str, value: float) -> str:
    """Return a metric's value as a person reads it."""
    kind = metric_named(key).kind
    if kind is Kind.MONEY:
        return money_words(value)
    return f"{value * 100:.2f} %" if kind is Kind.SHARE else f"{value:,.10g}"


def _case_json(case: ComparedCase, language: Language) -> dict[str, object]:
    figures = case.figures
    metrics = {}
    if figures is not None:
        for key, value in figures.metrics.items():
            metrics[key] = value / 100 if metric_named(key).kind is Kind.MONEY else value
    return {
        "name": case.name,
        "outcome": case.outcome.value,
        "message": case.message.choose(language),
        "conflicts": [c.choose(language) for c in case.conflicts],
        "way_out": case.way_out.choose(language),
        "metrics": metrics,
        "gap": None if figures is None else figures.gap,
        "channels": {} if figures is None else {u.unit: u.channel.value for u in figures.units},
        "cells": len(case.cells),
        "seconds": round(case.seconds, 3),
        "cached": case.is_cached,
    }
