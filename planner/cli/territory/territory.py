"""``planner territory``: which seat owns which account."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import click

from planner.cli.options.number_range import NumberRange
from planner.cli.options.usual import ACCOUNTS, FILE, QUIET, WORKBOOK, json_option, language_option, output_option
from planner.errors import ExitCode, UsageError
from planner.language import Text


@click.command()
@WORKBOOK
@output_option("Territory workbook to write; default: NAME-territories.xlsx beside WORKBOOK.")
@ACCOUNTS
@click.option("--export", type=FILE, help="Also write the owners as CSV for a CRM import.")
@click.option(
    "--move",
    "wanted",
    multiple=True,
    metavar="ACCOUNT=SEAT",
    help="Give this account to this seat, price that, and re-balance; may be repeated.",
)
@click.option(
    "--max-moves",
    type=click.IntRange(min=0),
    help="Most further changes after --move (default 10); without --move, most accounts that leave an owner who could keep them.",
)
@click.option(
    "--why", "asked", multiple=True, metavar="ACCOUNT", help="Say what each seat would cost for this account."
)
@click.option("--frontier", is_flag=True, help="Also show what fewer moves would mean for balance and cost.")
@click.option(
    "--order",
    metavar="GOAL,…",
    help="One goal after the other instead of one cost: overload, band, new_hires, balance, disruption, travel, cost. "
    "Each stays within 0.5 % of what it reached (balance: at least 0.5 % of the fair shares).",
)
@click.option("--strict", is_flag=True, help="No seat beyond its hours where any plan found keeps them.")
@click.option("--strict-band", is_flag=True, help="The same for hours and the band of potential.")
@click.option(
    "--best-effort", is_flag=True, help="Where no plan meets the targets, territories under the one that comes closest."
)
@click.option(
    "--quick", is_flag=True, help="A plan in seconds, a few tenths of a percent dearer where there are many accounts."
)
@click.option(
    "--time-limit",
    type=NumberRange(min=0.1),
    help="Seconds for the channel plan and the territories together; the best territories by then are kept.",
)
@language_option("Language of the result; default: the workbook's.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the search.")
@json_option()
@click.option("--dry-run", is_flag=True, help="Make and verify the territories but write nothing.")
@click.option("--force", is_flag=True, help="Replace outputs that exist.")
@QUIET
@click.pass_context
def territory(
    ctx: click.Context,
    workbook: Path,
    output: Path | None,
    accounts: Path | None,
    export: Path | None,
    wanted: tuple[str, ...],
    max_moves: int | None,
    asked: tuple[str, ...],
    frontier: bool,
    order: str | None,
    strict: bool,
    strict_band: bool,
    best_effort: bool,
    quick: bool,
    time_limit: float | None,
    lang: str | None,
    seed: int,
    as_json: bool,
    dry_run: bool,
    force: bool,
    quiet: bool,
) -> None:
    """Give every account of WORKBOOK (a planning or plan workbook) to one seat: balanced, within capacity, with few and cheap moves.

    The channel plan is made first: it says which team serves which segment. What is written is a plan workbook that opens with the territories;
    'planner verify' and 'planner letters' take it. Ctrl-C keeps the best territories so far (exit code 130), --time-limit does as well (exit code 0).

    \b
    Examples:
      planner territory plan.xlsx
      planner territory plan.xlsx -o territories.xlsx --export crm.csv
      planner territory 规划.xlsx --accounts 客户.csv --lang zh
      planner territory plan.xlsx --move C0101=A02 --max-moves 3
      planner territory plan.xlsx --max-moves 20
      planner territory plan.xlsx --why C0101
      planner territory plan.xlsx --frontier --dry-run --json
      planner territory plan.xlsx --strict
      planner territory plan.xlsx --time-limit 60
      planner territory plan.xlsx --order overload,band,disruption
    """
    from planner.cli.files.output_name import choose_output
    from planner.cli.files.reading_input import read_sound_input
    from planner.cli.plan.reading_plan import make_plan_on_the_way
    from planner.cli.screen.progress import TERRITORIES_KEPT, TERRITORIES_MADE, ProgressLine
    from planner.cli.territory.files import check_outputs, verify_or_refuse, write_territories
    from planner.cli.territory.report import tell_territories
    from planner.cli.territory.wishes import (
        MOST_FURTHER,
        be_strict,
        choose_effort,
        drop_asked,
        limit_moves,
        make_as_wished,
        read_wishes,
    )
    from planner.cli.territory.words import refuse_made_seats, refuse_no_accounts
    from planner.domain.choices import SolveStatus
    from planner.optimization.annual_plan import PlanRequest, follow_territories, mark_interrupted, share_time
    from planner.optimization.solvers.stop import stop_on_signals
    from planner.optimization.territory.solve import TerritoryOptions
    from planner.results.missed_targets import find_missed_targets
    from planner.results.risk.certain import count_solves
    from planner.results.territory_findings import find_territory_faults

    if order is not None and (wanted or frontier):
        raise UsageError(
            Text("--order goes without --move and --frontier.", "--order 不能与 --move、--frontier 同用。")
        )
    chosen = choose_output(workbook, "territories", output, force)
    if not dry_run:
        check_outputs(chosen.target, export, (workbook, *((accounts,) if accounts else ())), force)
    sound = read_sound_input(workbook, lang, accounts)
    result, plan_input, findings, language = sound.result, sound.plan_input, sound.findings, sound.language
    refuse_no_accounts(plan_input, findings)
    plan_input = limit_moves(be_strict(plan_input, strict, strict_band), None if wanted else max_moves)
    wishes = read_wishes(plan_input, order, frontier, wanted, MOST_FURTHER if max_moves is None else max_moves, asked)
    if not dry_run:
        refuse_made_seats(plan_input, wishes.pairs)
    progress = ProgressLine(language, quiet=quiet)
    asked_of_time = PlanRequest(time_limit_seconds=time_limit, territories=True)
    limits = share_time(plan_input, asked_of_time, count_solves(plan_input.settings, None))
    annual, is_greatest = make_plan_on_the_way(plan_input, workbook, progress, best_effort, limits.time_limit_seconds)
    findings = (*find_missed_targets(plan_input, annual, result.places, is_greatest), *findings)
    progress.stage("territories")
    plan_input, plan, remarks = make_as_wished(
        plan_input,
        annual,
        wishes,
        TerritoryOptions(effort=choose_effort(seed, quick), deadline=limits.deadline),
        lambda: progress.stopping(TERRITORIES_KEPT),
    )
    is_cut_off = plan.report.status is SolveStatus.INTERRUPTED
    # From here on the first signal is heard to the end, what is made is written and shown; a second one leaves.
    with nullcontext() if progress.is_stopping else stop_on_signals(lambda: progress.stopping(TERRITORIES_MADE)):
        if is_cut_off:
            annual = mark_interrupted(annual)
        findings += find_territory_faults(plan_input, annual, plan, result.places)
        progress.stage("verify")
        whole = replace(annual, territories=plan) if dry_run else follow_territories(plan_input, annual, plan)
        verify_or_refuse(plan_input, whole, is_whole=not dry_run)
        written = None
        if not dry_run:
            progress.stage("write")
            told = (findings, drop_asked(result.assumptions, is_asked=strict or strict_band))
            source = result.name, result.sha256
            written = chosen.write(
                lambda path, replace: write_territories(
                    plan_input, whole, told, source, (path, export), language, replace
                )
            )
        progress.done()
        tell_territories(plan_input, plan, findings, written, language, remarks, as_json)
    if is_cut_off:
        ctx.exit(int(ExitCode.INTERRUPTED))
