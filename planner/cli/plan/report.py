"""A plan on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from planner.cli.screen.amount_words import AmountWords, tell_output
from planner.cli.screen.labelled_line import labelled_line
from planner.domain.channel_plan import Baseline, PlanTotals
from planner.domain.choices import Channel
from planner.domain.gap import gap_words
from planner.domain.missed_target import COUNTED_RULE, MissedTarget
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.risk import RobustPromise
from planner.domain.settings import Settings
from planner.domain.territory import TerritoryPlan
from planner.findings import Finding
from planner.language import Language, Text
from planner.results.calibration_words import calibration_advice
from planner.results.missed_targets import MISSED_CODE
from planner.results.rule_words import RULE_WORDS
from planner.results.territory_findings import TERRITORY_CODES
from planner.tables.results.missed_targets import NOT_MET, floor_words
from planner.tables.words.choice_words import word_of


def show_plan_findings(findings: tuple[Finding, ...], language: Language) -> None:
    """Print what the plan could not do as the workbook asks: targets of a best effort, strict limits and locks of territories."""
    for finding in findings:
        if finding.code == MISSED_CODE or finding.code in TERRITORY_CODES:
            click.echo(finding.message(language), err=True)


def show_plan(
    plan_input: PlanInput, plan: AnnualPlan, findings: tuple[Finding, ...], output: Path | None, language: Language
) -> None:
    """Print the plan in a few lines."""
    for label, value in _list_lines(plan_input, plan, findings, language):
        click.echo(labelled_line(label, value, language, 26))
    tell_output(output, Text("Plan workbook: {p}", "计划工作簿：{p}"), language)


def _list_lines(
    plan_input: PlanInput, plan: AnnualPlan, findings: tuple[Finding, ...], language: Language
) -> list[tuple[Text, str]]:
    totals, report, settings = plan.channel_plan.totals, plan.channel_plan.report, plan_input.settings
    money = AmountWords(settings, language).money
    channels = Text.join(
        Text("{c} {n}", "{c} {n}").format(c=word_of(c), n=n)
        for c in Channel
        if (n := sum(u.channel is c for u in plan.channel_plan.units))
    ).choose(language)
    hires = sum(sum(t.hires) for t in plan.channel_plan.teams)
    cap = "" if settings.cost_of_sales_cap is None else f"  ≤ {settings.cost_of_sales_cap * 100:.2f} %"
    advice = calibration_advice(plan.calibration, plan_input)
    calibration = f"{plan.calibration.deviation * 100:+.1f} %" if plan.calibration.actual_revenue_cents else "–"
    if advice is not None:
        calibration += f"  {advice.choose(language)}"

    def gain_over(baseline: Baseline) -> str:
        gain = totals.contribution_cents - baseline.totals.contribution_cents
        later = _later_gain(totals, baseline.totals, settings)
        words = money(gain)
        if gain < 0 <= gain + later:  # a plan may give up a little of this year for the next
            words += (
                Text("  (with next year's value {g})", "（计入次年价值为 {g}）")
                .format(g=money(gain + later))
                .choose(language)
            )
        return words + _broken_words(baseline, language)

    stretch = (
        Text("  (stretch {s:.3f})", "（拉伸系数 {s:.3f}）").format(s=plan.targets.company_stretch).choose(language)
    )
    lines: list[tuple[Text, str]] = [
        (Text("Company target", "公司目标"), money(settings.target_revenue_cents)),
        (Text("Expected revenue", "预期收入"), f"{money(totals.revenue_cents)}{stretch}"),
        (Text("Cost-of-sales ratio", "营销成本率"), f"{totals.cost_of_sales_ratio * 100:.2f} %{cap}"),
        (Text("Contribution", "贡献毛利"), money(totals.contribution_cents)),
        (Text("Gain over as last year", "较沿用上年增益"), gain_over(plan.as_last_year)),
        (Text("Gain over matrix rule", "较矩阵规则增益"), gain_over(plan.matrix_rule)),
        (Text("Channels", "通路"), channels),
        (Text("Hires", "招聘"), str(hires)),
        (Text("Seats with targets", "有目标的席位"), str(len(plan.targets.seats))),
        (
            Text("Proof", "证明"),
            Text("{s}; a better plan adds at most {g}", "{s}；更优计划最多增加 {g}")
            .format(s=word_of(report.status), g=money(report.gap_cents))
            .choose(language),
        ),
        (Text("Calibration", "校准"), calibration),
        (Text("Warnings", "警告"), str(sum(f.severity.value == "warning" for f in findings))),
    ]
    if plan.missed:
        lines.insert(1, (NOT_MET, _missed_words(plan.missed, money).choose(language)))
    if plan.robust is not None:
        lines.insert(9, (Text("Certainty", "把握程度"), _promise_words(plan.robust, money).choose(language)))
    if plan.territories is not None:
        lines.insert(
            -1,
            (Text("Territories", "客户分配"), _territory_words(plan.territories, settings.currency).choose(language)),
        )
    return lines


def _later_gain(mine: PlanTotals, other: PlanTotals, settings: Settings) -> int:
    """Return by how many cents a plan is worth more than another one after the plan year: wins that close then, weighted, and option value."""
    carried = settings.next_year_weight * (mine.carry_over_cents - other.carry_over_cents)
    return round(carried) + mine.option_value_cents - other.option_value_cents


def _promise_words(promise: RobustPromise, money: Callable[[float], str]) -> Text:
    text = Text(
        "{r} with {p:.1%} (asked {a:.1%}; without the rule {q:.1%}), at a price of {c}",
        "以 {p:.1%} 的把握达到 {r}（要求 {a:.1%}；无此要求时 {q:.1%}），代价 {c}",
    )
    return text.format(
        r=money(promise.revenue_cents),
        p=promise.probability,
        a=promise.share,
        q=promise.plain_probability,
        c=money(promise.price_cents),
    )


def _missed_words(missed: tuple[MissedTarget, ...], money: Callable[[int], str]) -> Text:
    """Return what is missing of the expected revenue that each target asks for, or of customers."""
    text = Text("{n}: {d} short", "{n}：差 {d}")
    return Text.join(
        text.format(
            n=floor_words(m.key), d=f"{m.shortfall:,.1f}" if m.rule == COUNTED_RULE else money(round(m.shortfall))
        )
        for m in missed
    )


def _territory_words(plan: TerritoryPlan, currency: str) -> Text:
    nobody = len(plan.without_seat)
    text = Text(
        "{n} accounts, {m} change hands; worst deviation of potential {b:.0%} → {a:.0%}; gap {g}",
        "{n} 个客户，{m} 个调整；潜力最大偏差 {b:.0%} → {a:.0%}；差距 {g}",
    ).format(
        n=len({o.account for o in plan.ownerships}),
        m=plan.report.moves,
        b=plan.worst_deviation_before,
        a=plan.worst_deviation,
        g=gap_words(plan.report.gap_cents, plan.report.objective_cents, currency, digits=2),
    )
    if plan.report.is_late:
        text = Text("{t} ({s})", "{t}（{s}）").format(t=text, s=word_of(plan.report.status))
    if nobody:
        text = Text("{t}; {n} without a seat", "{t}；{n} 个无席位").format(t=text, n=nobody)
    beyond = [s for s in plan.seats if s.hours_beyond > 0]
    if beyond:
        more = Text("{t}; {h:,.0f} hours beyond capacity ({s})", "{t}；超出产能 {h:,.0f} 小时（{s}）")
        shown = ", ".join(s.seat for s in beyond[:8]) + (" …" if len(beyond) > 8 else "")
        text = more.format(t=text, h=sum(s.hours_beyond for s in beyond), s=shown)
    return text


def _broken_words(baseline: Baseline, language: Language) -> str:
    """Return which rules the baseline breaks, since a plan that keeps them may bring less."""
    if baseline.is_feasible:
        return ""
    names = [RULE_WORDS[r] for r in baseline.broken_rules]
    text = Text("  (which breaks: {r})", "  （该方案违反：{r}）")
    joined = Text.join(names)
    return text.format(r=joined).choose(language)
