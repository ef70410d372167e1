"""``planner plan``: read, validate, solve, verify; then write."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.options.certainty import certainty_options
from planner.cli.options.number_range import NumberRange
from planner.cli.options.usual import ACCOUNTS, FORCE, QUIET, WORKBOOK, json_option, language_option, output_option
from planner.cli.screen.json_answer import answer_json
from planner.cli.screen.last_words import say_at_end
from planner.errors import ExitCode, NoFeasiblePlanError, PlanInterruptedError, TimeLimitError
from planner.language import Language, Text

if TYPE_CHECKING:
    from planner.api import Plan, Workbook
    from planner.cli.files.reading_input import SoundInput
    from planner.cli.screen.progress import ProgressLine
    from planner.results.risk.robust_request import RobustRequest

_BOUNDS_ONLY = Text(
    "Interrupted while explaining: the plan is whole, its reasons are bounds and not planned again.",
    "在生成决策依据时被中断：计划完整，依据为界限值，未重新求解。",
)

_NO_MEMORY_FOR_ACCOUNTS = Text(
    "Out of memory while accounts were given to seats: the plan has no territories.",
    "将客户分配给席位时内存不足：计划不含客户分配。",
)


@click.command()
@WORKBOOK
@output_option("Plan workbook to write; default: NAME-plan.xlsx beside WORKBOOK.")
@language_option("Language of the plan; default: the workbook's.")
@click.option("--objective", type=click.Choice(["contribution", "revenue", "cost"]), help="Instead of the workbook's.")
@click.option("--gap", type=NumberRange(0, 1), help="Proven distance from the best at which to stop, e.g. 0.0001.")
@click.option(
    "--time-limit",
    type=NumberRange(min=0.1),
    help="Seconds for the solve, and for accounts where there are any; with --robust, as many for the search for certainty.",
)
@click.option("--solver", type=click.Choice(["highs", "cbc"]), default="highs", show_default=True)
@certainty_options("Reach the company's target in this share of simulated years, e.g. 0.8.")
@click.option(
    "--territories/--no-territories",
    default=True,
    show_default=True,
    help="Where there are accounts, give each to a seat; seat targets follow them.",
)
@ACCOUNTS
@click.option(
    "--best-effort",
    is_flag=True,
    help='Where no plan meets the targets, write the one that comes closest, marked "target not met".',
)
@click.option("--explain", is_flag=True, help="Sheet Why with exact figures: plan again for close units, heads, rules.")
@json_option()
@click.option("--dry-run", is_flag=True, help="Make and verify the plan but write nothing.")
@FORCE
@QUIET
@click.pass_context
def plan(
    ctx: click.Context,
    workbook: Path,
    output: Path | None,
    lang: str | None,
    objective: str | None,
    gap: float | None,
    time_limit: float | None,
    solver: str,
    robust: float | None,
    robust_revenue: float | None,
    territories: bool,
    accounts: Path | None,
    best_effort: bool,
    explain: bool,
    as_json: bool,
    dry_run: bool,
    force: bool,
    quiet: bool,
) -> None:
    """Make the annual plan of the planning WORKBOOK (or of a plan workbook whose inputs were changed).

    Ctrl-C keeps the best plan so far (exit code 130); one that is made already is written (exit code 0). A second one leaves at once.

    \b
    Examples:
      planner plan plan.xlsx
      planner plan plan.xlsx -o plan-2027.xlsx --objective revenue
      planner plan 规划.xlsx --lang zh
      planner plan plan.xlsx --accounts accounts.csv
      planner plan plan.xlsx --robust 0.8 --robust-revenue 420000000
      planner plan plan.xlsx --best-effort
      planner plan plan.xlsx --dry-run --json
    """
    from planner.cli.files.output_name import choose_output
    from planner.cli.files.reading_input import read_sound_input
    from planner.cli.screen.progress import ProgressLine
    from planner.writing.files.atomic import check_output

    chosen = choose_output(workbook, "plan", output, force)
    if not dry_run:
        check_output(chosen.target, (workbook,), replace=force)
    began = time.monotonic()
    sound = read_sound_input(workbook, lang, accounts, with_scenarios=True)
    reading, language = time.monotonic() - began, sound.language
    if robust is None:
        _tell_lost_certainty(sound)
    # Imported here, so that a rejection does not wait for the solvers.
    from planner.api import ask_certainty, plan_as_asked, write_plan
    from planner.cli.plan.load_later_steps import load_later_steps
    from planner.domain.choices import Objective, SolveStatus
    from planner.optimization.annual_plan import PlanRequest
    from planner.optimization.solvers.stop import stop_on_signals

    progress = ProgressLine(language, quiet=quiet)
    request = PlanRequest(
        objective=Objective(objective) if objective else None,
        gap_limit=gap,
        time_limit_seconds=time_limit,
        solver=solver,
        on_stage=progress.stage,
        territories=territories,
        on_progress=lambda p: progress.solving(p.incumbent, p.bound, p.gap, p.seconds),
    )
    certainty = ask_certainty(robust, robust_revenue)
    book = _workbook_of(sound)
    load_later_steps()
    try:
        # The first signal is heard to the end: what is made by then is written and shown.
        with stop_on_signals(progress.stopping) as should_stop:
            made = plan_as_asked(book, request, explain, should_stop, certainty, best_effort)
            written = None
            if not dry_run:
                progress.stage("write")
                written = chosen.write(lambda path, replace: write_plan(made, path, language.value, replace))
            progress.done()
            _show(made, written, language, as_json, {"read": reading, **progress.seconds})
    except NoFeasiblePlanError as error:
        raise _explain(error, book, workbook, progress, certainty, best_effort, as_json) from error
    except (TimeLimitError, PlanInterruptedError) as error:
        raise type(error)(error.text, book.findings) from error
    if made.plan.channel_plan.report.status is SolveStatus.INTERRUPTED:
        ctx.exit(int(ExitCode.INTERRUPTED))
    if territories and made.plan.territories is None and len(made.workbook.plan_input.accounts):
        say_at_end(_NO_MEMORY_FOR_ACCOUNTS, ExitCode.CANNOT_READ_OR_WRITE)
    if explain and made.reasons is not None and not made.reasons.is_solved:
        say_at_end(_BOUNDS_ONLY, ExitCode.INTERRUPTED)


def _show(made: Plan, written: Path | None, language: Language, as_json: bool, seconds: dict[str, float]) -> None:
    """Answer with the plan and the file it was written to, if any; `seconds` of each stage are part of the object."""
    from planner.cli.plan.json_objects import plan_json
    from planner.cli.plan.report import show_plan, show_plan_findings

    if as_json:
        answer_json(plan_json(made, written, language, seconds))
    else:
        show_plan(made.workbook.plan_input, made.plan, made.workbook.findings, written, language)
        show_plan_findings(made.workbook.findings, language)


def _tell_lost_certainty(sound: SoundInput) -> None:
    """Say so where the plan in the workbook was made with a certainty that nothing asks for now."""
    if sound.result.certainty is None or sound.plan_input.settings.certainty_share is not None:
        return
    text = Text(
        "The plan in this workbook was made with {s:.0%} certainty; this one is made without it. To keep it: --robust {s:g}",
        "该工作簿中的计划以 {s:.0%} 的把握编制；本次未作此要求。如需保留：--robust {s:g}",
    )
    click.echo(text.format(s=sound.result.certainty).choose(sound.language), err=True)


def _workbook_of(sound: SoundInput) -> Workbook:
    from planner.api import Workbook

    read = sound.result
    return Workbook(
        sound.plan_input, sound.findings, read.assumptions, read.language, read.name, read.sha256, read.places
    )


def _explain(
    error: NoFeasiblePlanError,
    book: Workbook,
    workbook: Path,
    progress: ProgressLine,
    certainty: RobustRequest | None,
    best_effort: bool,
    as_json: bool,
) -> NoFeasiblePlanError:
    """Return `error` as one that says which rules conflict, and the ways out."""
    from planner.cli.diagnose.no_plan import explain_no_plan
    from planner.cli.diagnose.report import ways_json
    from planner.cli.plan.json_objects import no_plan_json

    progress.done()
    explained, ways = explain_no_plan(book.plan_input, error, workbook, progress.stage, certainty, best_effort)
    progress.done()
    if as_json:
        language = progress.language
        answer_json(no_plan_json(explained, book.findings, ways_json(ways, language), language))
    return explained
