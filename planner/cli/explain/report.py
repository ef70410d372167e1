"""Explanations of units, teams and rules on the screen."""

from __future__ import annotations

from collections.abc import Sequence

import click

from planner.cli.explain.amounts import DASH, head_gain_words, loss_words, range_words, rule_gain_words
from planner.cli.explain.json_objects import Tips
from planner.cli.screen.text_table import show_table
from planner.domain.money import money_words
from planner.language import Language, Text
from planner.response.seat_pay import list_own_pay
from planner.results.explain.alternatives import Alternative
from planner.results.explain.explained import Explained
from planner.results.explain.heads import HeadValue
from planner.results.explain.limits import OverrideCost, RulePrice
from planner.results.explain.report import FIRMNESS_WORDS, PlanReasons, tip_words
from planner.results.explain.units import UnitReason
from planner.results.rule_words import RULE_WORDS
from planner.tables.results.plan_summary_sheet import OBJECTIVE_WORDS
from planner.tables.words.choice_words import word_of
from planner.tables.words.currency_words import currency_words

_WHOSE_PAY = Text(
    "A head less is one without a seat, else the last filled seat of the sheet, and saves its pay; a head more costs the team's pay per head.",
    "减少一人时先减无席位人员，再减席位表中最后一个在岗席位，节省其实际薪酬；增加一人按团队人均薪酬计。",
)
_UNIT, _CHANNEL, _TEAM = Text("Unit", "单元"), Text("Channel", "通路"), Text("Team", "团队")


def show_overview(explained: Explained, reasons: PlanReasons, language: Language) -> None:
    """Show every unit, team, rule and override."""
    _say_objective(explained, language)
    heads = (
        _UNIT,
        _CHANNEL,
        _TEAM,
        Text("FTE", "人力"),
        Text("Second-best", "次优通路"),
        Text("Taking it loses", "改用则损失"),
        Text("Choice", "判断"),
        Text("Turns at", "转折点"),
    )
    rows = [
        [
            r.unit,
            word_of(r.chosen.channel).choose(language),
            r.chosen.team or DASH,
            f"{r.chosen.fte:.2f}",
            DASH if r.second is None else word_of(r.second.channel).choose(language),
            DASH if r.second is None else loss_words(r.second),
            FIRMNESS_WORDS[r.firmness].choose(language),
            tip_words(reasons.tips.get(r.unit, ()), word_of).choose(language),
        ]
        for r in reasons.units
    ]
    show_table(heads, rows, language, left=(0, 1, 2, 4, 6, 7))
    click.echo(
        Text(
            "≥: proven to lose at least this; a … b: proven to lie between the two (--exact plans on until it is one number); "
            "without sign: planned again. Turning points hold the prices of team time.",
            "≥：已证明至少损失该值；a … b：已证明介于两者之间（--exact 继续求解至单一数值）；无符号：已重新求解。转折点按现有团队时间价格计算。",
        ).choose(language)
    )
    team_rows = [[h[0].team, *(head_gain_words(v, language) for v in h)] for h in reasons.heads if h]
    columns = (_TEAM, Text("One head less", "少一人"), Text("One head more", "多一人"))
    show_table(columns, team_rows, language)
    show_rules(reasons.rules, language)
    _show_overrides(reasons.overrides, language)


def show_units(explained: Explained, reasons: Sequence[UnitReason], tips: Tips, language: Language) -> None:
    """Show every channel of one segment's units."""
    _say_objective(explained, language)
    heads = (
        _CHANNEL,
        _TEAM,
        Text("Co-selling", "协同团队"),
        Text("FTE", "人力"),
        Text("Revenue", "收入"),
        Text("Margin", "毛利"),
        Text("Cost", "成本"),
        Text("Value", "价值"),
        Text("Team time", "占用团队时间"),
        Text("Net", "净值"),
        Text("Loses", "损失"),
    )
    for reason in reasons:
        click.echo(f"\n{reason.unit}: {FIRMNESS_WORDS[reason.firmness].choose(language)}", nl=False)
        rows = [
            [
                word_of(o.channel).choose(language) + (" *" if o.is_chosen else ""),
                o.team or DASH,
                o.coseller or DASH,
                f"{o.fte:g}" + (f"+{o.cosell_fte:g}" if o.cosell_fte else ""),
                *(
                    money_words(x)
                    for x in (
                        o.revenue_cents,
                        o.margin_cents,
                        o.cost_cents,
                        o.value_cents,
                        o.team_time_cents,
                        o.net_cents,
                    )
                ),
                Text("no plan has it", "无解").choose(language) if o.is_impossible else loss_words(o),
            ]
            for o in reason.offers
        ]
        show_table(heads, rows, language, left=(0, 1, 2))
        words = tip_words(tips.get(reason.unit, ()), word_of).choose(language)
        if words:
            click.echo(Text("Turns at: {w}", "转折点：{w}").format(w=words).choose(language))
    click.echo(Text("* the plan's choice", "* 计划所选").choose(language))


def show_heads(explained: Explained, values: Sequence[HeadValue], language: Language) -> None:
    """Show the curve of one team's heads."""
    _say_objective(explained, language)
    heads = (
        Text("Heads", "人数变化"),
        Text("Gain", "增益"),
        Text("Revenue", "收入变化"),
        Text("Effort moves", "投入变化"),
    )
    rows = [
        [
            f"{v.heads_more:+d}",
            head_gain_words(v, language),
            f"{v.revenue_change_cents / 100:+,.0f}" if v.gain_cents is not None else DASH,
            ", ".join(f"{unit} {fte:+.2f}" for unit, fte in (*v.more_effort[:2], *v.less_effort[:2])),
        ]
        for v in values
    ]
    show_table(heads, rows, language, left=(0, 3))
    if values and list_own_pay(explained.plan_input, values[0].team):
        click.echo(_WHOSE_PAY.choose(language))
    paying = [v for v in values if v.heads_more > 0 and (v.gain_cents or 0) > 0]
    best = max(paying, key=lambda v: v.gain_cents or 0, default=None)
    text = (
        Text("No further head would pay for itself.", "再增加人手均不能收回成本。")
        if best is None
        else Text(
            "{n} heads more would pay most: {g} beyond their cost.", "增加 {n} 人收益最大：扣除成本后 {g}。"
        ).format(n=best.heads_more, g=money_words(best.gain_cents or 0))
    )
    click.echo(text.choose(language))


def show_rules(prices: Sequence[RulePrice], language: Language) -> None:
    """Show what one step of room in each limit brings."""
    heads = (
        Text("Rule", "规则"),
        Text("One step of room", "放宽一步"),
        Text("Gain", "增益"),
        Text("Revenue", "收入变化"),
    )
    rows = [
        [
            RULE_WORDS[p.rule].choose(language),
            p.words.choose(language),
            rule_gain_words(p),
            f"{p.revenue_change_cents / 100:+,.0f}" if p.gain_cents is not None else DASH,
        ]
        for p in prices
    ]
    show_table(heads, rows, language, left=(0, 1))


def show_alternatives(explained: Explained, found: Sequence[Alternative], language: Language) -> None:
    """Show other plans that are nearly as good."""
    _say_objective(explained, language)
    if not found:
        click.echo(Text("No other plan within that loss.", "在该损失范围内没有其他计划。").choose(language))
    for number, a in enumerate(found, start=1):
        head = Text(
            "\n{n}. loses {l}; expected revenue {r}, cost-of-sales ratio {q}; {k} units in other channels:",
            "\n{n}. 损失 {l}；预期收入 {r}，营销成本率 {q}；{k} 个单元改变通路：",
        )
        click.echo(
            head.format(
                n=number,
                l=money_words(a.loss_cents),
                r=money_words(a.plan.totals.revenue_cents),
                q=f"{a.plan.totals.cost_of_sales_ratio * 100:.2f} %",
                k=len(a.changed),
            ).choose(language)
        )
        for unit, before, after in a.changed:
            click.echo(f"   {unit}: {word_of(before).choose(language)} → {word_of(after).choose(language)}")


def _show_overrides(costs: Sequence[OverrideCost], language: Language) -> None:
    if not costs:
        return
    heads = (Text("Manual decision", "人工调整"), Text("Who", "谁"), Text("Why", "原因"), Text("Costs", "代价"))
    rows = [
        [
            f"{o.override.name} → {o.override.value}",
            o.override.who,
            o.override.why,
            DASH if o.gain_cents is None else range_words(o.gain_cents, o.gain_most_cents, o.is_exact),
        ]
        for o in costs
    ]
    show_table(heads, rows, language, left=(0, 1, 2))


def _say_objective(explained: Explained, language: Language) -> None:
    text = Text(
        "Money is {o} in {c}; the plan's own proven gap is {g}.",
        "金额为{o}（{c}）；计划自身已证明的差距为 {g}。",
    )
    click.echo(
        text.format(
            o=OBJECTIVE_WORDS[explained.objective.value],
            c=currency_words(explained.plan_input.settings.currency),
            g=money_words(explained.gap_cents),
        ).choose(language)
    )
    if explained.problem.robust is not None:
        note = Text(
            "The plan keeps a certain revenue: so does every figure here, by the rule that holds around this plan.",
            "本计划确保一项收入：此处各项数字均按本计划附近成立的规则同样予以确保。",
        )
        click.echo(note.choose(language))
    if explained.problem.is_target_carried:
        note = Text(
            "What renews by itself would meet the company target; the plan and every figure here have teams that lead enough revenue to carry it.",
            "自然续约已足以达到公司目标；本计划及此处各项数字均要求由团队承担足够收入以落实目标。",
        )
        click.echo(note.choose(language))
