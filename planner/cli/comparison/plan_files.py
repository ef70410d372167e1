"""Written plans read and verified for a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planner import __version__
from planner.cli.files.written_plan import open_workbook
from planner.domain.plan_input import PlanInput
from planner.domain.scenario import CaseOutcome
from planner.errors import InputRejectedError, VerificationError
from planner.language import Language, Text
from planner.results.comparison import ComparedCase, Comparison, build_figures
from planner.results.differences import list_input_changes
from planner.results.written.read_plan import ReadPlan, read_plan_file
from planner.tables.results.missed_targets import NOT_MET
from planner.tables.results.plan_summary_sheet import PLAN_LABELS, identity_line


def read_plans(paths: Sequence[Path]) -> tuple[Comparison, Language]:
    """Return the plans at `paths` side by side, the first as reference, and the language of the first.

    Raises
    ------
    FileAccessError
        When a file cannot be read as a plan workbook.
    InputRejectedError
        When no plan holds, or plans are in different currencies.
    """
    read: list[tuple[str, ReadPlan | VerificationError, str]] = []
    for path in paths:
        file = open_workbook(path)
        try:
            read.append((path.stem, read_plan_file(file.content, file.name), file.sha256))
        except VerificationError as error:
            read.append((path.stem, error, file.sha256))
    good = [plan for _, plan, _ in read if isinstance(plan, ReadPlan)]
    if not good:
        text = Text("None of the plans holds: {n}.", "所有计划均未通过核验：{n}。")
        raise InputRejectedError(text.format(n=", ".join(name for name, _, _ in read)))
    currencies = list(dict.fromkeys(p.plan_input.settings.currency for p in good))
    if len(currencies) > 1:
        text = Text("The plans are in different currencies: {c}.", "各计划币种不同：{c}。")
        raise InputRejectedError(text.format(c=", ".join(currencies)))
    first = good[0].plan_input
    cases = tuple(_case(name, plan, first) for name, plan, _ in _unique(read))
    facts = [(Text.same(name), sha256) for name, _, sha256 in read] + [(PLAN_LABELS["version"], __version__)]
    settings = [plan.plan_input.settings for plan in good]
    company = " / ".join(dict.fromkeys(s.company for s in settings))
    years = tuple(dict.fromkeys(s.year_words for s in settings))
    return Comparison(company, years, currencies[0], cases, tuple(facts)), good[0].language


def _case(name: str, plan: ReadPlan | VerificationError, first: PlanInput) -> ComparedCase:
    title = Text.same(name)
    if isinstance(plan, VerificationError):
        return ComparedCase(name, title, title, CaseOutcome.REJECTED, message=plan.text)
    settings = plan.plan_input.settings
    words = Text.same(identity_line(settings.company, settings.year_words, settings.currency))
    if plan.plan.missed:
        title = Text("{n} ({m})", "{n}（{m}）").format(n=name, m=NOT_MET)
    return ComparedCase(
        name,
        title,
        words,
        CaseOutcome.PLANNED,
        figures=build_figures(plan.plan_input, plan.plan),
        cells=() if plan.plan_input is first else list_input_changes(first, plan.plan_input, name),
    )


def _unique(
    read: Sequence[tuple[str, ReadPlan | VerificationError, str]],
) -> list[tuple[str, ReadPlan | VerificationError, str]]:
    """Return `read` with names that stand twice numbered."""
    names = [name for name, _, _ in read]
    found = []
    for i, (name, plan, sha256) in enumerate(read):
        shown = name if names.count(name) == 1 else f"{name} ({names[: i + 1].count(name)})"
        found.append((shown, plan, sha256))
    return found
