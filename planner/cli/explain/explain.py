"""``planner explain``: why the plan is as it is, and what each decision is worth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.options.number_range import NumberRange
from planner.cli.options.usual import QUIET, WORKBOOK, json_option, language_option
from planner.cli.screen.json_answer import json_words
from planner.errors import UsageError
from planner.language import Language, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.results.written.read_plan import ReadPlan


@click.command()
@WORKBOOK
@click.option("--segment", help="One segment or unit: every channel it could have, planned again.")
@click.option("--team", help="One team: the value of 5 heads fewer to 5 more, planned again.")
@click.option("--seat", help="One seat: how its target came about, step by step.")
@click.option("--account", help="One account: its seat, from whom, why, and what other seats would cost.")
@click.option(
    "--max-moves",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="With --account: most further changes when its second-best seat is forced.",
)
@click.option("--rule", help="One rule, e.g. cost_of_sales_cap: what one step of room brings, planned again.")
@click.option("--alternatives", type=click.IntRange(1, 20), help="So many other plans that differ most in channels.")
@click.option(
    "--within",
    type=NumberRange(0, 1),
    default=0.005,
    show_default=True,
    help="Most that an alternative may lose, as a share of the plan's objective.",
)
@click.option(
    "--all", "every_unit", is_flag=True, help="Plan every unit's second-best channel again, not only the close ones."
)
@click.option(
    "--exact",
    is_flag=True,
    help="In the overview: heads, rules and manual decisions to one number instead of a proven range (several times as long).",
)
@click.option(
    "--seconds", type=NumberRange(min=0.5), default=30.0, show_default=True, help="Longest time of one re-solve."
)
@click.option(
    "--budget",
    type=NumberRange(min=1),
    default=600.0,
    show_default=True,
    help="Seconds for all re-solves together; what is not planned again by then keeps its bound.",
)
@json_option()
@language_option()
@QUIET
def explain(
    workbook: Path,
    segment: str | None,
    team: str | None,
    seat: str | None,
    account: str | None,
    max_moves: int,
    rule: str | None,
    alternatives: int | None,
    within: float,
    every_unit: bool,
    exact: bool,
    seconds: float,
    budget: float,
    as_json: bool,
    lang: str | None,
    quiet: bool,
) -> None:
    """Explain the plan in plan workbook WORKBOOK (a planning workbook is planned first); without an option, the overview.

    \b
    Examples:
      planner explain plan-plan.xlsx
      planner explain plan-plan.xlsx --segment "Medical East"
      planner explain plan-plan.xlsx --team "Direct North" --json
      planner explain plan-plan.xlsx --seat E-03
      planner explain plan-plan.xlsx --account C0101
      planner explain plan-plan.xlsx --alternatives 3 --within 0.01
      planner explain 规划-已编制.xlsx --lang zh
    """
    from planner.cli.explain.report import show_alternatives, show_heads, show_overview, show_rules, show_unit
    from planner.cli.explain.seat import show_seat
    from planner.cli.plan.reading_plan import read_or_make_plan
    from planner.domain.rules import CHANNEL_PLAN_RULES
    from planner.optimization.target_split import split_targets
    from planner.results.explain.alternatives import find_alternatives
    from planner.results.explain.context import explain_plan
    from planner.results.explain.heads import value_heads
    from planner.results.explain.limits import price_rules
    from planner.results.explain.report import solve_reasons
    from planner.results.explain.tipping import find_tipping_points
    from planner.results.explain.units import list_unit_reasons, solve_regrets

    asked = [o for o in (segment, team, seat, account, rule, alternatives) if o is not None]
    if len(asked) > 1:
        raise UsageError(
            Text(
                "Ask for one of --segment, --team, --seat, --account, --rule, --alternatives at a time.",
                "--segment、--team、--seat、--account、--rule、--alternatives 每次只能使用一个。",
            )
        )
    read, _ = read_or_make_plan(workbook, lang, quiet, as_json)
    language = Language(lang) if lang else read.language

    def tell(name: str) -> None:
        if not quiet:
            text = Text("planning again: {n} …", "重新求解：{n} …").format(n=name)
            click.echo(text.choose(language), err=True)

    currency = read.plan_input.settings.currency
    if seat is not None:
        territories = read.plan.territories
        brought = None if territories is None else {s.seat: s.after.expected_cents for s in territories.seats}
        targets = split_targets(read.plan_input, read.plan.channel_plan, brought)
        found = [s for s in targets.seats if s.position.seat == seat]
        _must_exist(found, seat, (s.position.seat for s in targets.seats))
        result = show_seat(found[0], targets, currency, language, as_json)
    elif account is not None:
        result = _account_of(read, account, max_moves, language, as_json)
    else:
        explained = explain_plan(read.plan_input, read.plan, seconds, budget_seconds=budget)
        if segment is not None:
            reasons = [
                r
                for r, u in zip(list_unit_reasons(explained), explained.problem.options.units, strict=True)
                if segment in (r.unit, u.segment.segment)
            ]
            _must_exist(reasons, segment, (u.unit for u in explained.problem.options.units))
            solved = solve_regrets(explained, reasons, every_channel=True, listener=tell)
            tips = find_tipping_points(explained)
            result = show_unit(explained, solved, tips, language, as_json)
        elif team is not None:
            names = [s.team.team for s in explained.problem.staffing]
            chosen = [t for t in names if t == team]
            _must_exist(chosen, team, names)
            tell(team)
            result = show_heads(explained, value_heads(explained, chosen[0], range(-5, 6)), language, as_json)
        elif rule is not None:
            _must_exist([r for r in CHANNEL_PLAN_RULES if r == rule], rule, CHANNEL_PLAN_RULES)
            tell(rule)
            result = show_rules(explained, price_rules(explained, rule), language, as_json)
        elif alternatives is not None:
            tell(Text("alternatives", "备选方案").choose(language))
            result = show_alternatives(explained, find_alternatives(explained, alternatives, within), language, as_json)
        else:
            result = show_overview(
                explained, solve_reasons(explained, every_unit, tell, is_rough=not exact), language, as_json
            )
    if as_json:
        click.echo(json_words(result))


def _account_of(read: ReadPlan, account: str, max_moves: int, language: Language, as_json: bool) -> dict[str, object]:
    """Show one account and return its figures; a plan without territories gets them first."""
    from planner.cli.territory.account import explain_planned_account
    from planner.optimization.annual_plan import with_territories

    plan_input, plan = read.plan_input, read.plan
    _must_exist(account in plan_input.accounts.account, account, plan_input.accounts.account)
    if plan.territories is None:
        plan = with_territories(plan_input, plan)
    assert plan.territories is not None  # noqa: S101 - just made
    text, figures = explain_planned_account(plan_input, plan, plan.territories, account, max_moves)
    if not as_json:
        click.echo(text.choose(language))
    return figures


def _must_exist(found: object, name: str, known: Iterable[str]) -> None:
    if found:
        return
    import difflib

    from planner.reading.suggestion import suggest

    names = list(dict.fromkeys(known))
    close = next(iter(difflib.get_close_matches(name, names, n=1)), None)
    first = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    hint = suggest(close, Text("There are: {f}", "现有：{f}").format(f=first))
    raise UsageError(Text("There is no {n} in the plan. {s}", "计划中没有 {n}。{s}").format(n=name, s=hint))
