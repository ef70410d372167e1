"""``planner territory``: which seat owns which account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.options.usual import ACCOUNTS, FILE, QUIET, WORKBOOK, json_option, language_option, output_option
from planner.cli.screen.json_answer import json_words
from planner.errors import InputRejectedError, UsageError
from planner.language import Text

if TYPE_CHECKING:
    from planner.domain.assumption import Assumption
    from planner.domain.identifiers import AccountId, SeatId
    from planner.domain.plan import AnnualPlan
    from planner.domain.plan_input import PlanInput
    from planner.domain.territory import TerritoryPlan
    from planner.optimization.territory.solve import TerritoryOptions


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
    "--max-moves", type=click.IntRange(min=0), default=10, show_default=True, help="Most further changes after --move."
)
@click.option(
    "--why", "asked", multiple=True, metavar="ACCOUNT", help="Say what each seat would cost for this account."
)
@click.option("--frontier", is_flag=True, help="Also show what fewer moves would mean for balance and cost.")
@click.option(
    "--order",
    metavar="GOAL,…",
    help="One goal after the other instead of one cost: overload, band, new_hires, balance, disruption, travel, cost.",
)
@click.option("--strict", is_flag=True, help="No seat beyond its hours where any plan found keeps them.")
@click.option("--strict-band", is_flag=True, help="The same for hours and the band of potential.")
@language_option("Language of the result; default: the workbook's.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the search.")
@json_option()
@click.option("--dry-run", is_flag=True, help="Make and verify the territories but write nothing.")
@click.option("--force", is_flag=True, help="Replace outputs that exist.")
@QUIET
def territory(
    workbook: Path,
    output: Path | None,
    accounts: Path | None,
    export: Path | None,
    wanted: tuple[str, ...],
    max_moves: int,
    asked: tuple[str, ...],
    frontier: bool,
    order: str | None,
    strict: bool,
    strict_band: bool,
    lang: str | None,
    seed: int,
    as_json: bool,
    dry_run: bool,
    force: bool,
    quiet: bool,
) -> None:
    """Give every account of WORKBOOK (a planning or plan workbook) to one seat: balanced, within capacity, with few and cheap moves.

    The channel plan is made first: it says which team serves which segment. What is written is a plan workbook that opens with the territories;
    'planner verify' and 'planner letters' take it.

    \b
    Examples:
      planner territory plan.xlsx
      planner territory plan.xlsx -o territories.xlsx --export crm.csv
      planner territory 规划.xlsx --accounts 客户.csv --lang zh
      planner territory plan.xlsx --move C0101=A02 --max-moves 3
      planner territory plan.xlsx --why C0101
      planner territory plan.xlsx --frontier --dry-run --json
      planner territory plan.xlsx --strict
      planner territory plan.xlsx --order overload,band,disruption
    """
    from planner.cli.files.output_name import choose_output
    from planner.cli.files.reading_input import read_sound_input
    from planner.cli.plan.report import show_territory_findings
    from planner.cli.screen.progress import ProgressLine
    from planner.cli.territory.account import explain_account
    from planner.cli.territory.files import check_outputs, verify_or_refuse, write_territories
    from planner.cli.territory.report import show_territories, territory_json
    from planner.cli.territory.words import read_account, read_moves
    from planner.optimization.annual_plan import PlanRequest, follow_territories
    from planner.optimization.territory.make import make_territory_plan
    from planner.optimization.territory.order import read_order
    from planner.optimization.territory.search import Effort
    from planner.optimization.territory.solve import TerritoryOptions
    from planner.results.risk.certain import make_certain_plan
    from planner.results.territory_findings import find_territory_faults

    if order is not None and (wanted or frontier):
        raise UsageError(
            Text("--order goes without --move and --frontier.", "--order 不能与 --move、--frontier 同用。")
        )
    chosen = choose_output(workbook, "territories", output, force)
    if not dry_run:
        check_outputs(chosen.target, export, (workbook, *((accounts,) if accounts else ())), force)
    sound = read_sound_input(workbook, lang, as_json, accounts)
    result, plan_input, findings, language = sound.result, sound.plan_input, sound.findings, sound.language
    if not len(plan_input.accounts):
        text = Text(
            "There are no accounts: fill sheet Accounts, or name a file with --accounts.",
            "没有客户：请填写“客户”工作表，或用 --accounts 指定文件。",
        )
        raise InputRejectedError(text, findings)
    plan_input = _be_strict(plan_input, strict, strict_band)
    pairs = read_moves(plan_input, wanted)
    goals = None if order is None else read_order(order)
    accounts_asked = [read_account(plan_input, word) for word in asked]
    progress = ProgressLine(language, quiet=quiet)
    annual, _ = make_certain_plan(plan_input, PlanRequest(on_stage=progress.stage))
    progress.stage("territories")
    options = TerritoryOptions(effort=Effort(seed=seed))
    remarks: list[tuple[Text, dict[str, object]]] = []
    if goals is None:
        plan = make_territory_plan(plan_input, annual, options)
    else:
        plan, remarks = _in_order(plan_input, annual, goals, options)
    if frontier:
        remarks += _trace(plan_input, annual, plan, options)
    if pairs:
        plan_input, plan, remark = _replan(plan_input, annual, plan, pairs, max_moves, options)
        remarks.append(remark)
    remarks += [explain_account(plan_input, annual, plan, account) for account in accounts_asked]
    findings += find_territory_faults(plan_input, annual, plan, result.places)
    progress.stage("verify")
    whole = replace(annual, territories=plan) if dry_run else follow_territories(plan_input, annual, plan)
    verify_or_refuse(plan_input, whole, is_whole=not dry_run)
    written = None
    if not dry_run:
        progress.stage("write")
        told = (findings, _still_assumed(result.assumptions, is_asked=strict or strict_band))
        source = result.name, result.sha256
        written = chosen.write(
            lambda path, replace: write_territories(plan_input, whole, told, source, (path, export), language, replace)
        )
    progress.done()
    if as_json:
        click.echo(
            json_words(territory_json(plan_input, plan, findings, written, language, [more for _, more in remarks]))
        )
    else:
        show_territories(plan_input, plan, written, language)
        show_territory_findings(findings, language)
        for text, _ in remarks:
            click.echo(text.choose(language))


def _be_strict(plan_input: PlanInput, hours: bool, band: bool) -> PlanInput:
    """Return the input with the strict limits that the options ask for; what the workbook asks for stays."""
    from planner.domain.choices import Strictness

    if not (hours or band):
        return plan_input
    before = plan_input.settings.territory_strictness
    wanted = Strictness.HOURS_AND_BAND if band or before is Strictness.HOURS_AND_BAND else Strictness.HOURS
    return replace(plan_input, settings=replace(plan_input.settings, territory_strictness=wanted))


def _still_assumed(assumptions: tuple[Assumption, ...], is_asked: bool) -> tuple[Assumption, ...]:
    """Return the defaults that the plan still rests on: strictness is none where an option `is_asked` for it."""
    from planner.tables.registry import table_named

    header = table_named("settings").column("territory_strictness").header
    return tuple(a for a in assumptions if not (is_asked and a.column == header))


def _in_order(
    plan_input: PlanInput, annual: AnnualPlan, goals: tuple[str, ...], options: TerritoryOptions
) -> tuple[TerritoryPlan, list[tuple[Text, dict[str, object]]]]:
    """Return the plan with its goals in order, and a remark a stage."""
    from planner.optimization.territory.order import make_ordered_territories
    from planner.tables.territory_sheets import GOAL_WORDS

    plan, stages = make_ordered_territories(plan_input, annual, goals, options)
    remarks: list[tuple[Text, dict[str, object]]] = []
    for number, stage in enumerate(stages, start=1):
        text = Text("{n}. {g}: {v}; no plan below {b}", "{n}. {g}：{v}；不可能低于 {b}").format(
            n=number, g=GOAL_WORDS[stage.goal], v=f"{stage.value / 100:,.0f}", b=f"{stage.bound / 100:,.0f}"
        )
        remarks.append((text, {"goal": stage.goal, "value": stage.value / 100, "bound": stage.bound / 100}))
    return plan, remarks


def _replan(
    plan_input: PlanInput,
    annual: AnnualPlan,
    plan: TerritoryPlan,
    pairs: Mapping[AccountId, SeatId],
    max_moves: int,
    options: TerritoryOptions,
) -> tuple[PlanInput, TerritoryPlan, tuple[Text, dict[str, object]]]:
    """Return input, plan and remark after the manual moves."""
    from planner.optimization.territory.replan import replan_territories

    again = replan_territories(plan_input, annual, plan, pairs, max_moves, options)
    text = Text(
        "Price of the manual decisions: {p} {c}; further changes: {n}{l}",
        "人工决定的代价：{p} {c}；连带调整：{n}{l}",
    )
    listed = f" ({', '.join(again.further[:20])})" if again.further else ""
    price = f"{again.price_cents / 100:,.0f}"
    currency = plan_input.settings.currency
    remark = text.format(p=price, c=currency, n=len(again.further), l=listed)
    more: dict[str, object] = {"price_of_moves": again.price_cents / 100, "further_changes": list(again.further)}
    return again.plan_input, again.plan, (remark, more)


def _trace(
    plan_input: PlanInput, annual: AnnualPlan, plan: TerritoryPlan, options: TerritoryOptions
) -> list[tuple[Text, dict[str, object]]]:
    """Return the points of the frontier in words and figures, each verified."""
    from planner.cli.territory.files import verify_or_refuse
    from planner.optimization.territory.replan import trace_frontier

    rows: list[tuple[Text, dict[str, object]]] = []
    for point in trace_frontier(plan_input, annual, plan, options):
        verify_or_refuse(point.plan_input, replace(annual, territories=point.plan), is_whole=False)
        report = point.plan.report
        worst = max((abs(s.deviation) for s in point.plan.seats), default=0.0)
        text = Text(
            "At most {k} accounts leave an owner who may keep them: {n} moves in all, worst deviation {d}, cost {c}",
            "至多 {k} 个客户离开可继续负责的现负责人：共调整 {n} 次，最大偏差 {d}，成本 {c}",
        )
        cost = f"{report.objective_cents / 100:,.0f} {plan_input.settings.currency}"
        figures: dict[str, object] = {
            "most_moves": point.limit,
            "moves": report.moves,
            "worst_deviation": worst,
            "cost": report.objective_cents / 100,
            "bound": report.bound_cents / 100,
        }
        rows.append((text.format(k=point.limit, n=report.moves, d=f"{worst:.1%}", c=cost), figures))
    return rows
