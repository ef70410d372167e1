"""Explanations on the screen and as JSON; each function prints a table, or returns the object for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from planner.cli.text_table import show_table
from planner.domain.identifiers import Cents, UnitId
from planner.domain.money import money_words
from planner.domain.plan import SeatTarget, TargetPlan
from planner.language import Language, Text
from planner.results.explain.alternatives import Alternative
from planner.results.explain.context import Explained, range_end
from planner.results.explain.heads import HeadValue
from planner.results.explain.limits import OverrideCost, RulePrice
from planner.results.explain.report import FIRMNESS_WORDS, STEP_WORDS, PlanReasons, tip_words
from planner.results.explain.tipping import TippingPoint
from planner.results.explain.units import ChannelOffer, UnitReason
from planner.results.rule_words import RULE_WORDS
from planner.tables.choice_words import word_of
from planner.tables.plan_summary_sheet import OBJECTIVE_WORDS

Tips = Mapping[UnitId, tuple[TippingPoint, ...]]
_DASH = "–"
_UNIT, _CHANNEL, _TEAM = Text("Unit", "单元"), Text("Channel", "通路"), Text("Team", "团队")


def show_overview(
    explained: Explained, reasons: PlanReasons, language: Language, as_json: bool
) -> dict[str, object] | None:
    """Show every unit, team, rule and override."""
    if as_json:
        return {
            **_frame(explained),
            "units": [_unit_json(r, reasons.tips) for r in reasons.units],
            "teams": [_heads_json(h) for h in reasons.heads],
            "rules": [_rule_json(p, language) for p in reasons.rules],
            "overrides": [_override_json(o) for o in reasons.overrides],
        }
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
            r.chosen.team or _DASH,
            f"{r.chosen.fte:g}",
            _DASH if r.second is None else word_of(r.second.channel).choose(language),
            _DASH if r.second is None else _loss(r.second),
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
    team_rows = [[h[0].team, *(_head_gain(v, language) for v in h)] for h in reasons.heads if h]
    columns = (_TEAM, Text("One head less", "少一人"), Text("One head more", "多一人"))
    show_table(columns, team_rows, language)
    show_rules(explained, reasons.rules, language, as_json=False)
    _show_overrides(reasons.overrides, language)
    return None


def show_unit(
    explained: Explained, reasons: Sequence[UnitReason], tips: Tips, language: Language, as_json: bool
) -> dict[str, object] | None:
    """Show every channel of one segment's units."""
    if as_json:
        return {**_frame(explained), "units": [_unit_json(r, tips) for r in reasons]}
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
                o.team or _DASH,
                o.coseller or _DASH,
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
                Text("no plan has it", "无解").choose(language) if o.is_impossible else _loss(o),
            ]
            for o in reason.offers
        ]
        show_table(heads, rows, language, left=(0, 1, 2))
        words = tip_words(tips.get(reason.unit, ()), word_of).choose(language)
        if words:
            click.echo(Text("Turns at: {w}", "转折点：{w}").format(w=words).choose(language))
    click.echo(Text("* the plan's choice", "* 计划所选").choose(language))
    return None


def show_heads(
    explained: Explained, values: Sequence[HeadValue], language: Language, as_json: bool
) -> dict[str, object] | None:
    """Show the curve of one team's heads."""
    if as_json:
        return {**_frame(explained), "team": _heads_json(values)}
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
            _head_gain(v, language),
            f"{v.revenue_change_cents / 100:+,.0f}" if v.gain_cents is not None else _DASH,
            ", ".join(f"{unit} {fte:+.2f}" for unit, fte in (*v.more_effort[:2], *v.less_effort[:2])),
        ]
        for v in values
    ]
    show_table(heads, rows, language, left=(0, 3))
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
    return None


def show_rules(
    explained: Explained, prices: Sequence[RulePrice], language: Language, as_json: bool
) -> dict[str, object] | None:
    """Show what one step of room in each limit brings."""
    if as_json:
        return {**_frame(explained), "rules": [_rule_json(p, language) for p in prices]}
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
            _rule_gain(p),
            f"{p.revenue_change_cents / 100:+,.0f}" if p.gain_cents is not None else _DASH,
        ]
        for p in prices
    ]
    show_table(heads, rows, language, left=(0, 1))
    return None


def show_seat(
    target: SeatTarget, targets: TargetPlan, currency: str, language: Language, as_json: bool
) -> dict[str, object] | None:
    """Show how one seat's target came about; the steps add up to it."""
    team = next(t for t in targets.teams if t.team == target.position.team)
    steps = [(s.name, s.amount_cents) for s in target.steps]
    cushion = ("cushion", target.cushioned_cents - target.base_cents)
    if as_json:
        return {
            "seat": target.position.seat,
            "team": target.position.team,
            "rep": target.position.rep,
            "team_target": team.base_cents / 100,
            "steps": [{"step": n, "amount": c / 100} for n, c in steps],
            "target": target.base_cents / 100,
            "cushion": cushion[1] / 100,
            "cushioned_target": target.cushioned_cents / 100,
            "currency": currency,
        }
    title = Text("{s}, team {t}: the team's target is {m} {c}", "{s}，团队 {t}：团队目标 {m} {c}")
    click.echo(
        title.format(
            s=target.position.seat, t=target.position.team, m=f"{team.base_cents / 100:,.2f}", c=currency
        ).choose(language)
    )
    rows = [[STEP_WORDS[n].choose(language), f"{c / 100:+,.2f}"] for n, c in steps]
    rows.append([Text("Target", "目标").choose(language), f"{target.base_cents / 100:,.2f}"])
    show_table((Text("Step", "步骤"), Text("Amount", "金额")), rows, language, total=True)
    handed = Text("With cushion, as handed out: {m}", "含加成的下达目标：{m}").format(
        m=f"{target.cushioned_cents / 100:,.2f}"
    )
    click.echo(handed.choose(language))
    return None


def show_alternatives(
    explained: Explained, found: Sequence[Alternative], language: Language, as_json: bool
) -> dict[str, object] | None:
    """Show other plans that are nearly as good."""
    if as_json:
        return {
            **_frame(explained),
            "alternatives": [
                {
                    "loss": a.loss_cents / 100,
                    "revenue": a.plan.totals.revenue_cents / 100,
                    "cost_of_sales_ratio": a.plan.totals.cost_of_sales_ratio,
                    "contribution": a.plan.totals.contribution_cents / 100,
                    "changed": [{"unit": u, "from": b.value, "to": c.value} for u, b, c in a.changed],
                }
                for a in found
            ],
        }
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
    return None


def _show_overrides(costs: Sequence[OverrideCost], language: Language) -> None:
    if not costs:
        return
    heads = (Text("Manual decision", "人工调整"), Text("Who", "谁"), Text("Why", "原因"), Text("Costs", "代价"))
    rows = [
        [
            f"{o.override.name} → {o.override.value}",
            o.override.who,
            o.override.why,
            _DASH if o.gain_cents is None else _range(o.gain_cents, o.gain_most_cents, o.is_exact),
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
            c=explained.plan_input.settings.currency,
            g=money_words(explained.gap_cents),
        ).choose(language)
    )


def _loss(offer: ChannelOffer) -> str:
    if offer.regret_cents is not None:
        return money_words(offer.regret_cents)
    return f"≥ {money_words(max(0, offer.regret_least_cents))}"


def _rule_gain(price: RulePrice) -> str:
    if price.gain_cents is not None:
        return _range(price.gain_cents, price.gain_most_cents, price.is_exact)
    return _DASH if price.gain_most_cents is None else f"≤ {money_words(price.gain_most_cents)}"


def _head_gain(value: HeadValue, language: Language) -> str:
    if value.is_impossible:
        return Text("no plan", "无解").choose(language)
    if value.gain_cents is None:
        return _DASH
    ends = (value.gain_cents, range_end(value.gain_cents, value.gain_most_cents, value.is_exact))
    return " … ".join(f"{cents / 100:+,.0f}" for cents in ends if cents is not None)


def _range(gain: Cents, most: Cents | None, is_exact: bool) -> str:
    """Return an amount, or the range that it is proven to lie in."""
    ends = (gain, range_end(gain, most, is_exact))
    return " … ".join(money_words(cents) for cents in ends if cents is not None)


def _frame(explained: Explained) -> dict[str, object]:
    sign = -1 if explained.objective.value == "cost" else 1
    return {
        "objective_name": explained.objective.value,
        "objective": sign * explained.value_cents / 100,
        "gap": explained.gap_cents / 100,
        "currency": explained.plan_input.settings.currency,
    }


def _unit_json(reason: UnitReason, tips: Tips) -> dict[str, object]:
    return {
        "unit": reason.unit,
        "choice": reason.firmness.value,
        "channels": [
            {
                "channel": o.channel.value,
                "chosen": o.is_chosen,
                "team": o.team,
                "coseller": o.coseller,
                "fte": o.fte,
                "cosell_fte": o.cosell_fte,
                "revenue": o.revenue_cents / 100,
                "margin": o.margin_cents / 100,
                "cost": o.cost_cents / 100,
                "value": o.value_cents / 100,
                "team_time": o.team_time_cents / 100,
                "net": o.net_cents / 100,
                "regret": None if o.regret_cents is None else o.regret_cents / 100,
                "regret_at_least": o.regret_least_cents / 100,
                "impossible": o.is_impossible,
            }
            for o in reason.offers
        ],
        "tipping": [
            {"driver": p.driver, "factor": p.factor, "channel": p.channel.value} for p in tips.get(reason.unit, ())
        ],
    }


def _heads_json(values: Sequence[HeadValue]) -> dict[str, object]:
    return {
        "team": values[0].team if values else None,
        "heads": [
            {
                "heads_more": v.heads_more,
                "gain": None if v.gain_cents is None else v.gain_cents / 100,
                "gain_at_most": None if v.gain_most_cents is None else v.gain_most_cents / 100,
                "exact": v.is_exact,
                "impossible": v.is_impossible,
                "revenue_change": v.revenue_change_cents / 100,
                "more_effort": [{"unit": u, "fte": x} for u, x in v.more_effort],
                "less_effort": [{"unit": u, "fte": x} for u, x in v.less_effort],
            }
            for v in values
        ],
    }


def _rule_json(price: RulePrice, language: Language) -> dict[str, object]:
    return {
        "rule": price.rule,
        "words": price.words.choose(language),
        "gain": None if price.gain_cents is None else price.gain_cents / 100,
        "gain_at_most": None if price.gain_most_cents is None else price.gain_most_cents / 100,
        "exact": price.is_exact,
        "revenue_change": price.revenue_change_cents / 100,
    }


def _override_json(cost: OverrideCost) -> dict[str, object]:
    return {
        "number": cost.number,
        "name": cost.override.name,
        "value": cost.override.value,
        "who": cost.override.who,
        "why": cost.override.why,
        "cost": None if cost.gain_cents is None else cost.gain_cents / 100,
        "cost_at_most": None if cost.gain_most_cents is None else cost.gain_most_cents / 100,
        "exact": cost.is_exact,
    }
