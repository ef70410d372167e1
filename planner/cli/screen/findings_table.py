"""Findings on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import click

from planner.errors import InputRejectedError
from planner.findings import Finding, Severity
from planner.language import Language, Text

SHOWN = 200


def show_findings(findings: Sequence[Finding], language: Language, to_stderr: bool = True, notes: bool = True) -> None:
    """Print findings, worst first, at most `SHOWN`, and count the rest."""
    shown = [f for f in findings if notes or f.severity is not Severity.NOTE]
    colours = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
    for finding in shown[:SHOWN]:
        click.secho(finding.message(language), fg=colours[finding.severity], err=to_stderr)
    if len(shown) > SHOWN:
        rest = Text("… and {n} more.", "……另有 {n} 条。").format(n=len(shown) - SHOWN)
        click.echo(rest.choose(language), err=to_stderr)


def count_findings(findings: Sequence[Finding], language: Language) -> str:
    """Return how many errors, warnings and notes there are, in words."""
    counts = {s: sum(f.severity is s for f in findings) for s in Severity}
    errors, warnings, notes = counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.NOTE]
    if language is Language.CHINESE:
        return f"{errors} 个错误，{warnings} 个警告，{notes} 条提示"
    words = ((errors, "error"), (warnings, "warning"), (notes, "note"))
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in words)


def reject(findings: tuple[Finding, ...], language: Language) -> NoReturn:
    """Show the findings and raise."""
    show_findings(findings, language, notes=False)
    counts = Text(count_findings(findings, Language.ENGLISH), count_findings(findings, Language.CHINESE))
    text = Text("The workbook is rejected: {n}.", "工作簿未通过检查：{n}。")
    raise InputRejectedError(text.format(n=counts), findings)
