"""Cost of sales at several attainments, break-even and release of selling expense on the screen."""

from __future__ import annotations

from collections.abc import Sequence

import click

from planner.cli.finance.report import money_text, percent_text
from planner.cli.screen.text_table import show_table
from planner.domain.choices import Channel
from planner.language import Language, Text
from planner.results.cost_of_sales.attainment import AttainedCost
from planner.results.cost_of_sales.attainment_report import AttainmentReport
from planner.results.cost_of_sales.ratios import RatioAxis
from planner.results.cost_of_sales.release import ExpenseRelease
from planner.results.cost_of_sales.thresholds import Thresholds
from planner.tables.results.cost_curve import BRIDGE_COLUMNS, BRIDGE_REST
from planner.tables.words.choice_words import word_of

_COMPANY = Text("Company", "公司")


def show_attainment(report: AttainmentReport, language: Language, axes: Sequence[str]) -> None:
    """Print the tables named in `axes`."""
    if "attainment" in axes:
        _show_rows(report, language)
    if "release" in axes and report.releases:
        _show_releases(report.releases, language)


def _show_rows(report: AttainmentReport, language: Language) -> None:
    heads = (
        Text("Ratio when attaining", "不同完成率下的成本率"),
        Text("as expected", "按预期"),
        *(Text.same(f"{a * 100:g} %") for a in report.attainments),
        Text("Cap", "上限"),
        Text("Cap kept from", "满足上限的最低完成率"),
        Text("Contribution ≥ 0 from", "盈亏平衡完成率"),
    )
    cells = [
        [
            _name(row.expected).choose(language),
            percent_text(row.expected.ratio),
            *(percent_text(a.ratio) for a in row.attained),
            percent_text(row.cap),
            "–" if row.cap is None else _kept(row.thresholds, language),
            _attainment(row.thresholds.break_even),
        ]
        for row in (*report.rows[1:], report.rows[0])
    ]
    show_table(heads, cells, language, total=True)
    if report.pay_difference_cents:
        text = Text(
            "At expected revenue the sheets Pay and Commission rates come to {d} {w} than the plan's cost lines, "
            "which price commission at the channel's rate and bonuses at target.",
            "按预期收入计算，薪酬与提成阶梯表的成本比计划成本项{w} {d}；计划按通路提成率和完成目标时的奖金计价。",
        )
        more = Text("more", "多") if report.pay_difference_cents > 0 else Text("less", "少")
        click.echo(text.format(d=money_text(abs(report.pay_difference_cents)), w=more).choose(language))
        words = {c.key: c.header for c in BRIDGE_COLUMNS} | {"rest": BRIDGE_REST}
        parts = (Text("{w} {c}", "{w} {c}").format(w=words[k], c=f"{c / 100:+,.2f}") for k, c in report.pay_differences)
        named = Text.join(parts, en="; ", zh="；")
        click.echo(Text("By line: {n}.", "按成本项：{n}。").format(n=named).choose(language))


def _show_releases(releases: Sequence[ExpenseRelease], language: Language) -> None:
    heads = (
        Text("Selling expense", "销售费用"),
        Text("Month", "月"),
        Text("Attained to date", "累计完成率"),
        Text("Planned to date", "累计计划支出"),
        Text("Released to date", "累计释放"),
        Text("Ahead of release", "超前支出"),
    )
    cells = [
        [
            str(r.team),
            Text("M{m}", "第{m}月").format(m=r.month).choose(language),
            percent_text(r.attainment),
            money_text(r.planned_cents),
            money_text(r.released_cents),
            money_text(r.ahead_cents) if r.ahead_cents else "",
        ]
        for r in releases
    ]
    show_table(heads, cells, language, left=(0, 1))


def _name(cost: AttainedCost) -> Text:
    if cost.name is None:
        return _COMPANY
    return word_of(Channel(cost.name)) if cost.axis is RatioAxis.CHANNEL else Text.same(cost.name)


def _kept(thresholds: Thresholds, language: Language) -> str:
    """Return from where the cap is kept, and up to where if it is broken again."""
    start, end = thresholds.cap_from, thresholds.cap_broken_from
    if end is None:
        return _attainment(start)
    return Text("{a} to {b}", "{a} 至 {b}").format(a=_attainment(start), b=_attainment(end)).choose(language)


def _attainment(share: float | None) -> str:
    return "> 300 %" if share is None else f"{share * 100:.2f} %"
