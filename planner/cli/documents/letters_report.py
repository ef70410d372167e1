"""What `planner letters` shows: fields, progress, what became of the letters."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from planner.errors import PlannerError
from planner.language import Language, Text
from planner.writing.letters.contents.content import TEMPLATE_STEMS
from planner.writing.letters.make_letters import LetterState, Outcome
from planner.writing.letters.templates.template_fields import list_fields

_MOST_NAMES = 10
"""How many letters are named that failed for the same reason."""
_STATES = {
    LetterState.NEW: Text("{n} new", "新增 {n} 份"),
    LetterState.CHANGED: Text("{n} in a new version", "新版本 {n} 份"),
    LetterState.COMPLETED: Text("{n} in another format", "补充格式 {n} 份"),
    LetterState.UNCHANGED: Text("{n} unchanged", "未变 {n} 份"),
    LetterState.FAILED: Text("{n} failed", "失败 {n} 份"),
}


def show_fields(language: Language) -> None:
    """Print every field of every kind of letter with its meaning."""
    last = ""
    for kind, field, meaning in list_fields(language):
        if kind != last:
            click.secho(("\n" if last else "") + f"{TEMPLATE_STEMS[kind]}_{language}.docx", bold=True)
            last = kind
        click.echo(f"  {field:<24} {meaning}")


def watch(outcomes: Iterable[Outcome], count: int, language: Language, quiet: bool) -> Iterator[Outcome]:
    """Yield outcomes and tell on stderr how far the run is: one line rewritten on a terminal, every hundredth letter elsewhere."""
    for number, outcome in enumerate(outcomes, 1):
        words = Text("letter {n} of {c}", "第 {n} / {c} 份").format(n=number, c=count).choose(language)
        if quiet:
            pass
        elif sys.stderr.isatty():
            click.echo("\r\033[K" + (words if number < count else ""), nl=False, err=True)
        elif number % 100 == 0:
            click.echo(words, err=True)
        yield outcome


def tell(outcomes: Sequence[Outcome], folder: Path | None, language: Language) -> list[PlannerError]:
    """Print what changed, what failed and how many there are; return the errors."""
    failed: dict[str, list[str]] = {}
    for outcome in outcomes:
        order = outcome.order
        name = f"{order.kind} {order.key} {order.language}"
        if outcome.error is not None:
            failed.setdefault(outcome.error.message(language), []).append(name)
        if outcome.state is LetterState.CHANGED and outcome.row is not None:
            click.echo(f"{name} v{outcome.row.version}: {outcome.row.changed}")
    for message, names in failed.items():
        more = f" … (+{len(names) - _MOST_NAMES})" if len(names) > _MOST_NAMES else ""
        click.secho(f"{', '.join(names[:_MOST_NAMES])}{more}: {message}", fg="red", err=True)
    counts = {state: sum(o.state is state for o in outcomes) for state in LetterState}
    parts = [_STATES[s].format(n=n).choose(language) for s, n in counts.items() if n or s is LetterState.FAILED]
    partly = sum(o.error is not None and o.row is not None for o in outcomes)
    if partly:
        parts.append(Text("{n} without the PDF", "{n} 份缺 PDF").format(n=partly).choose(language))
    where = Text("nothing was written (--dry-run)", "未写入（--dry-run）") if folder is None else Text.same(str(folder))
    letters = "letter" if len(outcomes) == 1 else "letters"
    text = Text(f"{{c}} {letters}: {{p}}; {{w}}", "责任书 {c} 份：{p}；{w}")
    comma = Text(", ", "，").choose(language)
    click.echo(text.format(c=len(outcomes), p=comma.join(parts), w=where).choose(language))
    return [o.error for o in outcomes if o.error is not None]


def tell_left_over(keys: Sequence[str], language: Language) -> None:
    """Say whose letters are still in force though the plan has them no longer; what to do with these is for people to decide."""
    if keys:
        text = Text(
            "In the register, but not in this plan any more: {k}. Their letters were left as they are.",
            "登记表中有、本计划中已没有：{k}。其责任书保持不变。",
        )
        click.echo(text.format(k=", ".join(keys[:20]) + (" …" if len(keys) > 20 else "")).choose(language), err=True)


def tell_strangers(names: Sequence[str], language: Language) -> None:
    """Say which letters in the folder the register does not know: a run that was killed left them, perhaps of an older plan."""
    if names:
        text = Text(
            "Letters that the register does not know, of a run that was broken off: {k}. Delete them unless you sent them.",
            "登记表中没有、由中断的任务遗留的责任书：{k}。如未发出，请删除。",
        )
        click.echo(text.format(k=", ".join(names[:20]) + (" …" if len(names) > 20 else "")).choose(language), err=True)
