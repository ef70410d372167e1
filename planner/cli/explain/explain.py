"""``planner explain``: why the plan is as it is, and what each decision is worth."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options.number_range import NumberRange
from planner.cli.options.usual import QUIET, WORKBOOK, json_option, language_option
from planner.cli.screen.json_answer import answer_json
from planner.errors import UsageError
from planner.language import Language, Text


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
      planner explain plan-plan.xlsx --seat E03
      planner explain plan-plan.xlsx --account C0101
      planner explain plan-plan.xlsx --alternatives 3 --within 0.01
      planner explain 规划-已编制.xlsx --lang zh
    """
    from planner.cli.explain import answers
    from planner.cli.plan.reading_plan import read_or_make_plan
    from planner.results.explain.locate import explain_plan

    asked = [o for o in (segment, team, seat, account, rule, alternatives) if o is not None]
    if len(asked) > 1:
        raise UsageError(
            Text(
                "Ask for one of --segment, --team, --seat, --account, --rule, --alternatives at a time.",
                "--segment、--team、--seat、--account、--rule、--alternatives 每次只能使用一个。",
            )
        )
    read, _ = read_or_make_plan(workbook, lang, quiet)
    language = Language(lang) if lang else read.language

    def tell(name: str) -> None:
        if not quiet:
            text = Text("planning again: {n} …", "重新求解：{n} …").format(n=name)
            click.echo(text.choose(language), err=True)

    if seat is not None:
        answer = answers.answer_seat(read, seat, language)
    elif account is not None:
        answer = answers.answer_account(read, account, max_moves, language)
    else:
        explained = explain_plan(read.plan_input, read.plan, seconds, budget_seconds=budget)
        if segment is not None:
            answer = answers.answer_segment(explained, segment, tell, language)
        elif team is not None:
            answer = answers.answer_team(explained, team, tell, language)
        elif rule is not None:
            answer = answers.answer_rule(explained, rule, tell, language)
        elif alternatives is not None:
            answer = answers.answer_alternatives(explained, alternatives, within, tell, language)
        else:
            answer = answers.answer_overview(explained, every_unit, exact, tell, language)
    if as_json:
        answer_json(answer.figures)
    else:
        answer.show()
