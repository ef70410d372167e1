"""``planner diagnose``: which rules cannot hold together, and what would make a plan possible."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.options.certainty import certainty_options, workbook_arguments
from planner.cli.options.number_range import NumberRange
from planner.cli.options.usual import FORCE, QUIET, WORKBOOK, json_option, language_option, output_option
from planner.cli.screen.json_answer import answer_json
from planner.cli.screen.stopping import tell_stop
from planner.errors import ExitCode, UsageError
from planner.language import Language, Text

if TYPE_CHECKING:
    from planner.domain.plan_input import PlanInput
    from planner.optimization.solvers.stop import StopQuestion
    from planner.results.diagnosis.diagnosis import Diagnosis
    from planner.results.diagnosis.ways_out import WaysOut

_CONFLICT_SHARE = 0.5
"""Of the time, for the conflicts; the ways out have the rest and what the conflicts left."""


_STOPPING = Text(
    "Stopping: what is known so far is shown. Press Ctrl-C again to leave at once.",
    "正在停止：将显示目前已知的结果。再按一次 Ctrl-C 立即退出。",
)


@click.command()
@WORKBOOK
@click.option("--most", type=click.IntRange(1, 50), default=5, show_default=True, help="Most conflicts to list.")
@click.option(
    "--time-limit",
    "--seconds",
    "seconds",
    type=NumberRange(min=1),
    default=120.0,
    show_default=True,
    help="Seconds for the whole diagnosis; what was not decided by then is named.",
)
@certainty_options("Diagnose as planner plan --robust would plan: revenue reached in this share of simulated years.")
@click.option("--no-ways", is_flag=True, help="Name the conflicts only; do not look for ways out.")
@click.option("--apply", "apply_way", type=click.IntRange(min=1), help="Write the workbook changed by this way out.")
@output_option("Workbook for --apply; default: NAME-way-N.xlsx beside WORKBOOK.")
@FORCE
@json_option()
@language_option()
@QUIET
@click.pass_context
def diagnose(
    ctx: click.Context,
    workbook: Path,
    most: int,
    seconds: float,
    robust: float | None,
    robust_revenue: float | None,
    no_ways: bool,
    apply_way: int | None,
    output: Path | None,
    force: bool,
    as_json: bool,
    lang: str | None,
    quiet: bool,
) -> None:
    """Name the smallest sets of rules of WORKBOOK that cannot hold together, and the ways out with their price.

    Exit code 0 when there is a plan (or a way out was written), 4 when there is none, 6 when not decided in the time allowed. Ctrl-C ends the
    search and shows what is known by then (exit code 130).

    \b
    Examples:
      planner diagnose plan.xlsx
      planner diagnose plan.xlsx --apply 2 -o plan-b.xlsx
      planner diagnose plan.xlsx --robust 0.8
      planner diagnose 规划.xlsx --lang zh --most 3
    """
    from planner.api import ask_certainty
    from planner.cli.diagnose.report import diagnosis_json, show_diagnosis
    from planner.cli.files.reading_input import read_sound_input
    from planner.optimization.solvers.stop import stop_on_signals
    from planner.results.risk.certain import ask_of_settings
    from planner.writing.files.atomic import check_output

    if output is not None and apply_way is None:
        raise UsageError(Text("-o is for --apply.", "-o 只与 --apply 一起使用。"))
    target = output or workbook.with_name(f"{workbook.stem}-way-{apply_way}.xlsx")
    if apply_way is not None:
        check_output(target, (workbook,), replace=force)
    sound = read_sound_input(workbook, lang)
    language = sound.language
    asked = ask_certainty(robust, robust_revenue)
    plan_input = ask_of_settings(sound.plan_input, asked)

    def tell(text: Text) -> None:
        if not quiet:
            click.echo(text.choose(language), err=True)

    with stop_on_signals(lambda: tell_stop(_STOPPING, language, quiet)) as should_stop:
        wants_ways = apply_way is not None or not no_ways
        diagnosis, ways = _search(plan_input, most, seconds, wants_ways, should_stop, tell)
        was_stopped = should_stop()
    if as_json:
        answer_json(diagnosis_json(diagnosis, ways, plan_input, language))
    else:
        show_diagnosis(diagnosis, ways, plan_input, workbook_arguments(workbook, asked), language, listed=not no_ways)
    if apply_way is not None:
        _apply(plan_input, ways, apply_way, (target, force), language, as_json)
        return
    if was_stopped:
        ctx.exit(int(ExitCode.INTERRUPTED))
    if diagnosis.undecided:
        ctx.exit(int(ExitCode.TIME_LIMIT_WITHOUT_PLAN))
    if not diagnosis.is_feasible:
        ctx.exit(int(ExitCode.NO_FEASIBLE_PLAN))


def _search(
    plan_input: PlanInput,
    most: int,
    seconds: float,
    wants_ways: bool,
    should_stop: StopQuestion,
    tell: Callable[[Text], None],
) -> tuple[Diagnosis, WaysOut]:
    """Return the diagnosis, at `most` so many conflicts, and the ways out where they are wanted; both within `seconds`."""
    from planner.results.diagnosis.diagnose import diagnose as find_conflicts
    from planner.results.diagnosis.ways_out import WaysOut, find_ways_out

    began = time.monotonic()
    tell(Text("looking for conflicts …", "正在查找冲突 …"))
    diagnosis = find_conflicts(plan_input, most, seconds * (_CONFLICT_SHARE if wants_ways else 1.0), should_stop)
    if not wants_ways or not (diagnosis.conflicts or diagnosis.split):
        return diagnosis, WaysOut((), (), ())
    left = max(1.0, seconds - (time.monotonic() - began))
    certainty = diagnosis.certainty
    return diagnosis, find_ways_out(
        plan_input, diagnosis.rules, left, lambda rule: tell(_trying(rule)), should_stop, certainty=certainty
    )


def _trying(rule: str) -> Text:
    from planner.cli.diagnose.report import rule_name

    return Text("trying a way out: {r} …", "正在尝试出路：{r} …").format(r=rule_name(rule))


def _apply(
    plan_input: PlanInput, ways: WaysOut, number: int, output: tuple[Path, bool], language: Language, quiet: bool
) -> None:
    from planner.domain.field_change import apply_field_changes
    from planner.writing.files.atomic import write_atomically
    from planner.writing.inputs.template import build_template

    if number > len(ways.ways):
        text = Text("There is no way out {n}: {m} were found.", "没有第 {n} 条出路：共找到 {m} 条。")
        raise UsageError(text.format(n=number, m=len(ways.ways)))
    changed = apply_field_changes(plan_input, ways.ways[number - 1].changes)
    target, replace = output
    write_atomically(target, build_template(changed, language), replace)
    if not quiet:
        text = Text("Wrote {p}. Next: planner plan {q}", "已写入 {p}。下一步：planner plan {q}")
        text = text.format(p=target, q=shlex.quote(str(target)))
        click.echo(text.choose(language))
