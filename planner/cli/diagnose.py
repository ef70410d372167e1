"""``planner diagnose``: which rules cannot hold together, and what would make a plan possible."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.errors import ExitCode, InputRejectedError, UsageError
from planner.findings import has_errors
from planner.language import Language, Text

if TYPE_CHECKING:
    from planner.domain.plan_input import PlanInput
    from planner.results.diagnose import Diagnosis
    from planner.results.ways_out import WaysOut


@click.command()
@click.argument("workbook", type=click.Path(path_type=Path, readable=False))
@click.option("--most", type=click.IntRange(1, 50), default=5, show_default=True, help="Most conflicts to list.")
@click.option(
    "--seconds", type=click.FloatRange(min=1), default=60.0, show_default=True, help="Longest time of one solve."
)
@click.option("--no-ways", is_flag=True, help="Name the conflicts only; do not look for ways out.")
@click.option("--apply", "apply_way", type=click.IntRange(min=1), help="Write the workbook changed by this way out.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, readable=False),
    help="Workbook for --apply; default: NAME-way-N.xlsx beside WORKBOOK.",
)
@click.option("--force", is_flag=True, help="Replace the output when it exists.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language; default: the workbook's.")
@click.option("--quiet", is_flag=True, help="No progress.")
@click.pass_context
def diagnose(
    ctx: click.Context,
    workbook: Path,
    most: int,
    seconds: float,
    no_ways: bool,
    apply_way: int | None,
    output: Path | None,
    force: bool,
    as_json: bool,
    lang: str | None,
    quiet: bool,
) -> None:
    """Name the smallest sets of rules of WORKBOOK that cannot hold together, and the ways out with their price.

    Exit code 0 when there is a plan (or a way out was written), 4 when there is none, 6 when not decided in the time allowed.

    \b
    Examples:
      planner diagnose plan.xlsx
      planner diagnose plan.xlsx --apply 2 -o plan-b.xlsx
      planner diagnose 规划.xlsx --lang zh --most 3
    """
    from planner.cli.findings_table import show_findings
    from planner.cli.reading_input import read_and_check
    from planner.results.diagnose import diagnose as find_conflicts
    from planner.results.ways_out import WaysOut, find_ways_out
    from planner.writing.atomic import check_output

    if output is not None and apply_way is None:
        raise UsageError(Text("-o is for --apply.", "-o 只与 --apply 一起使用。"))
    target = output or workbook.with_name(f"{workbook.stem}-way-{apply_way}.xlsx")
    if apply_way is not None:
        check_output(target, (workbook,), replace=force)
    result, findings = read_and_check(workbook)
    language = Language(lang) if lang else result.language
    if result.plan_input is None or has_errors(findings):
        show_findings(findings, language, notes=False)
        raise InputRejectedError(Text("The workbook is rejected.", "工作簿未通过检查。"), findings)

    def tell(text: Text) -> None:
        if not quiet:
            click.echo(text.choose(language), err=True)

    tell(Text("looking for conflicts …", "正在查找冲突 …"))
    diagnosis = find_conflicts(result.plan_input, most, seconds)
    ways = WaysOut((), (), ())
    if diagnosis.conflicts and (apply_way is not None or not no_ways):
        ways = find_ways_out(result.plan_input, diagnosis.rules, seconds, lambda rule: tell(_trying(rule)))
    if as_json:
        click.echo(json.dumps(_report(diagnosis, ways, language), ensure_ascii=False, indent=2))
    else:
        _show(diagnosis, ways, result.plan_input, language, listed=not no_ways)
    if apply_way is not None:
        _apply(result.plan_input, ways, apply_way, target, language, as_json)
        return
    if diagnosis.undecided:
        ctx.exit(int(ExitCode.TIME_LIMIT_WITHOUT_PLAN))
    if not diagnosis.is_feasible:
        ctx.exit(int(ExitCode.NO_FEASIBLE_PLAN))


def _rule_name(rule: str) -> Text:
    from planner.results.rule_words import RULE_WORDS
    from planner.results.ways_out import HEADS, KEEPING_TARGET, MIXTURE

    own = {
        HEADS: Text("more heads", "增加人手"),
        MIXTURE: Text("several limits together", "多项限制组合放宽"),
        KEEPING_TARGET: Text("several limits together, the target kept", "保持目标、多项限制组合放宽"),
    }
    return own[rule] if rule in own else RULE_WORDS[rule]


def _trying(rule: str) -> Text:
    return Text("trying a way out: {r} …", "正在尝试出路：{r} …").format(r=_rule_name(rule))


def _apply(plan_input: PlanInput, ways: WaysOut, number: int, target: Path, language: Language, quiet: bool) -> None:
    from planner.domain.field_change import apply_field_changes
    from planner.writing.atomic import write_atomically
    from planner.writing.template import build_template

    if number > len(ways.ways):
        text = Text("There is no way out {n}: {m} were found.", "没有第 {n} 条出路：共找到 {m} 条。")
        raise UsageError(text.format(n=number, m=len(ways.ways)))
    changed = apply_field_changes(plan_input, ways.ways[number - 1].changes)
    write_atomically(target, build_template(changed, language))
    if not quiet:
        text = Text("Wrote {p}. Next: planner plan {p}", "已写入 {p}。下一步：planner plan {p}").format(p=target)
        click.echo(text.choose(language))


def _show(diagnosis: Diagnosis, ways: WaysOut, plan_input: PlanInput, language: Language, listed: bool) -> None:
    from planner.domain.money import money_words
    from planner.results.diagnose import describe

    text, _ = describe(diagnosis)
    click.echo(text.choose(language))
    if not diagnosis.conflicts or not listed:
        return
    head = Text("Ways out, each of them solved again:", "出路（每条均已重新求解验证）：")
    nothing = Text("No single limit, and no mixture, makes a plan possible.", "放宽任何单项或组合限制均无法得到计划。")
    click.echo("\n" + (head if ways.ways else nothing).choose(language))
    for number, way in enumerate(ways.ways, start=1):
        click.echo(f"  {number}. [{_rule_name(way.rule).choose(language)}] {way.words.choose(language)}")
        figures = Text(
            "     then: expected revenue {r}, cost-of-sales ratio {q}, contribution {c}{l}",
            "     结果：预期收入 {r}，营销成本率 {q}，贡献毛利 {c}{l}",
        )
        least = Text(" · the least: one step less has no plan", " · 已是最小：再少一步即无解")
        click.echo(
            figures.format(
                r=money_words(way.revenue_cents),
                q=f"{way.ratio * 100:.2f} %",
                c=f"{money_words(way.contribution_cents)} {plan_input.settings.currency}",
                l=least if way.is_least else Text("", ""),
            ).choose(language)
        )
        for team, heads in way.hires:
            quarters = ", ".join(f"Q{q} {n}" for q, n in enumerate(heads, start=1) if n)
            hires = Text("     hires in {t}: {q}", "     {t} 招聘：{q}").format(t=team, q=quarters)
            click.echo(hires.choose(language))
    for rules, words in (
        (ways.not_enough, Text("Not enough by itself: {r}", "单独放宽仍不够：{r}")),
        (ways.undecided, Text("Not decided in the time allowed: {r}", "限定时间内未能判定：{r}")),
    ):
        if rules:
            names = [_rule_name(r) for r in rules]
            joined = Text(", ".join(n.en for n in names), "、".join(n.zh for n in names))
            click.echo(words.format(r=joined).choose(language))
    if ways.ways:
        hint = Text(
            "Write the workbook with one of them: planner diagnose … --apply N",
            "写出采用其中一条的工作簿：planner diagnose … --apply N",
        )
        click.echo(hint.choose(language))


def _report(diagnosis: Diagnosis, ways: WaysOut, language: Language) -> dict[str, object]:
    return {
        "feasible": diagnosis.is_feasible,
        "decided": not diagnosis.undecided,
        "impossible": [{"row": i.row, "words": i.words.choose(language)} for i in diagnosis.impossible],
        "conflicts": [
            {"rules": list(c.rules), "rows": list(c.rows), "words": [w.choose(language) for w in c.words]}
            for c in diagnosis.conflicts
        ],
        "targets": [w.choose(language) for w in diagnosis.split],
        "ways_out": [
            {
                "rule": w.rule,
                "words": w.words.choose(language),
                "changes": [
                    {"table": c.table, "key": c.key, "field": c.field, "from": _plain(c.old), "to": _plain(c.new)}
                    for c in w.changes
                ],
                "least": w.is_least,
                "revenue": w.revenue_cents / 100,
                "cost_of_sales_ratio": w.ratio,
                "contribution": w.contribution_cents / 100,
                "hires": {team: list(heads) for team, heads in w.hires},
            }
            for w in ways.ways
        ],
        "not_enough": list(ways.not_enough),
        "undecided": list(ways.undecided),
    }


def _plain(value: object) -> object:
    return [str(v) for v in value] if isinstance(value, tuple) else value
