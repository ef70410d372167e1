"""A diagnosis on the screen and as JSON: the answer, the conflicts, the ways out as a table, what to type next."""

from __future__ import annotations

import click

from planner.cli.screen.text_table import show_table
from planner.domain.field_change import FieldChange
from planner.domain.money import money_words
from planner.domain.plan_input import PlanInput
from planner.language import Language, Text
from planner.results.change_words import change_parts
from planner.results.diagnosis.confirm_way import WayOut
from planner.results.diagnosis.description import describe
from planner.results.diagnosis.diagnosis import Diagnosis
from planner.results.diagnosis.split_lever import COMPANY_TARGET, GROWTH_BAND, SEAT_BAND, TEAM_BAND
from planner.results.diagnosis.way_search import CERTAINTY, HEADS, KEEPING_TARGET, MIXTURE, STRETCH
from planner.results.diagnosis.ways_out import WaysOut
from planner.results.diagnosis.words import headline
from planner.results.risk.most_certain import MostCertain
from planner.results.rule_words import RULE_WORDS
from planner.tables.words.currency_words import currency_words

_MOST_CHANGES = 8
"""Changes of a way that are listed on the screen; JSON and --apply hold them all."""
_CENTS = "_cents"
"""Behind the name of a field that holds money."""
_OWN_WORDS = {
    HEADS: Text("more heads", "增加人手"),
    CERTAINTY: Text("certainty of revenue", "收入把握程度"),
    STRETCH: Text("largest stretch", "最大拉伸系数"),
    MIXTURE: Text("several limits together", "多项限制组合放宽"),
    KEEPING_TARGET: Text("several limits together without a lower target", "保持目标、多项限制组合放宽"),
    COMPANY_TARGET: Text("company target", "公司目标"),
    TEAM_BAND: Text("team targets", "团队目标"),
    GROWTH_BAND: Text("growth band", "增长区间"),
    SEAT_BAND: Text("seat targets", "席位目标"),
}


def rule_name(rule: str) -> Text:
    """Return what is relaxed, in words."""
    return _OWN_WORDS[rule] if rule in _OWN_WORDS else RULE_WORDS[rule]


def show_diagnosis(
    diagnosis: Diagnosis, ways: WaysOut, plan_input: PlanInput, arguments: str, language: Language, listed: bool
) -> None:
    """Print the answer in one sentence, the conflicts, the ways out and the next command; `listed`: ways out were looked for.

    `arguments`: the workbook, and the certainty asked for, as they were typed.
    """
    click.echo(headline(plan_input, diagnosis, ways).choose(language))
    if diagnosis.is_feasible:
        return
    text = describe(diagnosis)[0].choose(language)
    if text:
        click.echo("\n" + text)
    if not listed or not (diagnosis.conflicts or diagnosis.split):
        return
    head = Text("Ways out, each of them planned again:", "出路（每条均已重新规划验证）：")
    nothing = Text("No way out was found.", "未找到出路。")
    if not ways.undecided:
        nothing = Text(
            "No way out was found: neither a single limit nor a mixture of them.",
            "未找到出路：单项或组合放宽均未得到计划。",
        )
    click.echo("\n" + (head if ways.ways else nothing).choose(language))
    if ways.ways:
        _show_ways(ways.ways, plan_input, language)
    for rules, words in (
        (ways.not_enough, Text("Not enough by itself: {r}", "单独放宽仍不够：{r}")),
        (ways.undecided, Text("Not decided in the time allowed: {r}", "限定时间内未能判定：{r}")),
    ):
        if rules:
            names = [rule_name(r) for r in rules]
            joined = Text.join(names)
            click.echo("\n" + words.format(r=joined).choose(language))
    if ways.ways:
        hint = Text(
            "Next: planner diagnose {w} --apply 1   writes the workbook changed by way 1, ready for planner plan",
            "下一步：planner diagnose {w} --apply 1   写出采用第 1 条出路的工作簿，随后可运行 planner plan",
        )
        click.echo("\n" + hint.format(w=arguments).choose(language))


def _show_ways(ways: tuple[WayOut, ...], plan_input: PlanInput, language: Language) -> None:
    """One row a change; the figures of a way stand on its first row."""
    heads = (
        Text("#", "#"),
        Text("Change", "改动"),
        Text("From", "原值"),
        Text("To", "新值"),
        Text("Contribution", "贡献毛利"),
        Text("Against best", "较最优"),
        Text("Ratio", "成本率"),
        Text("Revenue", "预期收入"),
        Text("Least possible", "最小改动"),
    )
    best = max(w.contribution_cents for w in ways)
    rows: list[tuple[str, ...]] = []
    for number, way in enumerate(ways, start=1):
        proven = Text("proven", "已证明") if way.is_least else Text("–", "–")
        figures = (
            money_words(way.contribution_cents),
            money_words(way.contribution_cents - best) if way.contribution_cents < best else "0",
            f"{way.ratio * 100:.2f} %",
            money_words(way.revenue_cents),
            proven.choose(language),
        )
        for i, change in enumerate(way.changes[:_MOST_CHANGES]):
            parts = tuple(p.choose(language) for p in change_parts(change))
            rows.append((str(number) if i == 0 else "", *parts, *(figures if i == 0 else ("",) * len(figures))))
        if len(way.changes) > _MOST_CHANGES:
            more = Text("… and {n} more such changes", "… 另有 {n} 项同类改动").format(
                n=len(way.changes) - _MOST_CHANGES
            )
            rows.append(("", more.choose(language), *("",) * (len(heads) - 2)))
        for team, hired in way.hires:
            quarters = ", ".join(f"Q{q} {n}" for q, n in enumerate(hired, start=1) if n)
            words = Text("hires in {t}: {q}", "{t} 招聘：{q}").format(t=team, q=quarters).choose(language)
            rows.append(("", f"  {words}", *("",) * (len(heads) - 2)))
        if way.doubles_staff(plan_input):
            told = Text("{n} hires: as many people as all teams have today", "共招聘 {n} 人：不少于现有全部团队人数")
            rows.append(("", f"  {told.format(n=way.hired).choose(language)}", *("",) * (len(heads) - 2)))
    show_table(heads, rows, language, left=(0, 1))
    unit = Text("Amounts in {u}.", "金额单位：{u}。").format(u=currency_words(plan_input.settings.currency))
    click.echo(unit.choose(language))


def diagnosis_json(diagnosis: Diagnosis, ways: WaysOut, plan_input: PlanInput, language: Language) -> dict[str, object]:
    """Return the diagnosis as one JSON object; money in units of the currency."""
    return {
        "answer": headline(plan_input, diagnosis, ways).choose(language),
        "feasible": diagnosis.is_feasible,
        "decided": not diagnosis.undecided,
        "impossible": [{"row": i.row, "words": i.words.choose(language)} for i in diagnosis.impossible],
        "conflicts": [
            {
                "rules": list(c.rules),
                "rows": list(c.rows),
                "words": [w.choose(language) for w in c.words],
                "minimal": c.is_minimal,
            }
            for c in diagnosis.conflicts
        ],
        "all_conflicts_listed": diagnosis.is_complete,
        "certainty": _certainty_json(diagnosis.certainty),
        "targets": [w.choose(language) for w in diagnosis.split],
        "ways_out": ways_json(ways, language),
        "not_enough": list(ways.not_enough),
        "undecided": list(ways.undecided),
    }


def _certainty_json(most: MostCertain | None) -> dict[str, float] | None:
    if most is None:
        return None
    return {
        "wanted": most.share,
        "revenue": most.target_cents / 100,
        "probability": most.probability,
        "certain_revenue": most.certain_cents / 100,
    }


def ways_json(ways: WaysOut, language: Language) -> list[dict[str, object]]:
    """Return the ways out; money in units of the currency, and fields named as scenarios name them too."""
    return [
        {
            "rule": w.rule,
            "words": w.words.choose(language),
            "changes": [_change_json(c) for c in w.changes],
            "least": w.is_least,
            "revenue": w.revenue_cents / 100,
            "cost_of_sales_ratio": w.ratio,
            "contribution": w.contribution_cents / 100,
            "hires": {team: list(heads) for team, heads in w.hires},
        }
        for w in ways.ways
    ]


def _change_json(change: FieldChange) -> dict[str, object]:
    is_money = change.field.endswith(_CENTS)
    return {
        "table": change.table,
        "key": change.key,
        "field": change.field.removesuffix(_CENTS),
        "from": _plain(change.old, is_money),
        "to": _plain(change.new, is_money),
    }


def _plain(value: object, is_money: bool) -> object:
    if is_money and isinstance(value, int | float):
        return value / 100
    return [str(v) for v in value] if isinstance(value, tuple) else value
