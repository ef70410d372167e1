"""Ratios, cost lines, months and the comparison with a control file on the screen."""

from __future__ import annotations

from collections.abc import Sequence

import click

from planner.cli.screen.text_table import show_table
from planner.domain.choices import Channel, DisplayUnit
from planner.domain.plan_input import PlanInput
from planner.language import NO_TEXT, Language, Text
from planner.results.cost_of_sales.control_difference import DifferenceKind, Reconciliation
from planner.results.cost_of_sales.months import MonthRatio
from planner.results.cost_of_sales.ratios import CostRatio, CostTotal, RatioAxis
from planner.tables.results.cost_sheets import COST_KIND_WORDS, NO_OWNER
from planner.tables.results.plan_summary_sheet import identity_line
from planner.tables.words.choice_words import FLAG_WORDS, word_of
from planner.tables.words.currency_words import currency_words

_HEADINGS = {
    RatioAxis.TEAM: Text("Team", "团队"),
    RatioAxis.CHANNEL: Text("Channel", "通路"),
    RatioAxis.SEGMENT: Text("Segment", "细分"),
    RatioAxis.PRODUCT: Text("Product line", "产品线"),
}
_COMPANY = Text("Company", "公司")
_REVENUE, _COST = Text("Expected revenue", "预期收入"), Text("Cost of sales", "营销成本")
_OUTSIDE, _RATIO = Text("Outside the ratio", "不计入成本率"), Text("Ratio", "成本率")
_KINDS = {
    DifferenceKind.DIFFERS: Text("differs", "不一致"),
    DifferenceKind.NOT_IN_PLAN: Text("not in the plan", "计划中没有"),
    DifferenceKind.NOT_IN_CONTROL: Text("not in the control file", "控制表中没有"),
}


def show_finance(
    plan_input: PlanInput,
    ratios: Sequence[CostRatio],
    totals: Sequence[CostTotal],
    months: Sequence[MonthRatio],
    language: Language,
    axes: Sequence[str],
) -> None:
    """Print the tables named in `axes`, and who breaks a cap."""
    settings = plan_input.settings
    click.echo(identity_line(settings.company, settings.year_words, settings.currency))
    company = next(r for r in ratios if r.axis is RatioAxis.COMPANY)
    for axis, heading in _HEADINGS.items():
        if axis.value in axes:
            rows = [r for r in ratios if r.axis is axis]
            _show_ratios(heading, [*rows, company], language)
    if "line" in axes:
        _show_lines(totals, company, language)
    if "month" in axes:
        _show_months(months, language)
    _show_broken(ratios, company, language)


def _show_ratios(heading: Text, rows: Sequence[CostRatio], language: Language) -> None:
    cap, room = Text("Cap", "上限"), Text("Below (−above) the cap", "低于（−超出）上限")
    cells = []
    for row in rows:
        over = Text("  ABOVE", "  超出") if row.breaks_cap else NO_TEXT
        cells.append(
            [
                _name(row).choose(language),
                money_text(row.revenue_cents),
                money_text(row.cost_cents),
                money_text(row.outside_cents),
                percent_text(row.ratio),
                percent_text(row.cap),
                "" if row.room_cents is None else money_text(row.room_cents) + over.choose(language),
            ]
        )
    show_table((heading, _REVENUE, _COST, _OUTSIDE, _RATIO, cap, room), cells, language, total=True)


def _show_lines(totals: Sequence[CostTotal], company: CostRatio, language: Language) -> None:
    counts, share = Text("Counts", "计入成本率"), Text("Of revenue", "占收入")
    cells = [
        [_line(t).choose(language), money_text(t.amount_cents), f"{t.revenue_share * 100:.2f} %", _flag(t, language)]
        for t in totals
    ]
    cells.append([_COST.choose(language), money_text(company.cost_cents), percent_text(company.ratio), ""])
    show_table((Text("Cost line", "费用项"), Text("Amount", "金额"), share, counts), cells, language, total=True)


def _show_months(months: Sequence[MonthRatio], language: Language) -> None:
    heads = (
        Text("Month", "月"),
        _REVENUE,
        _COST,
        _RATIO,
        Text("Revenue to date", "累计收入"),
        Text("Cost to date", "累计营销成本"),
        Text("Ratio to date", "累计成本率"),
    )
    cells = [
        [
            Text("M{m}", "第{m}月").format(m=m.month).choose(language),
            money_text(m.revenue_cents),
            money_text(m.cost_cents),
            percent_text(m.ratio),
            money_text(m.revenue_to_date_cents),
            money_text(m.cost_to_date_cents),
            percent_text(m.ratio_to_date),
        ]
        for m in months
    ]
    show_table(heads, cells, language)


def _show_broken(ratios: Sequence[CostRatio], company: CostRatio, language: Language) -> None:
    """Say who breaks a cap that binds (the company's, a team's own), and how many of the others are above the company's."""
    click.echo()
    bound = [r for r in ratios if r.breaks_cap and (r is company or r.cap_is_own)]
    if bound:
        names = Text.join(_name(r) for r in bound)
        click.secho(Text("Break their cap: {n}", "突破上限：{n}").format(n=names).choose(language), fg="red")
    elif any(r.cap is not None for r in ratios):
        click.echo(Text("Every cap is kept.", "各项上限均满足。").choose(language))
    if company.cap is not None:
        counts = [
            (sum(r.axis is axis and r.breaks_cap and not r.cap_is_own for r in ratios), heading)
            for axis, heading in _HEADINGS.items()
        ]
        words = Text(", ".join(f"{h.en.lower()} {n}" for n, h in counts), "、".join(f"{h.zh} {n}" for n, h in counts))
        text = Text(
            "Above the company's {c}, which binds the whole and not each of them: {w}.",
            "高于公司上限 {c}（该上限约束整体而非单项）：{w}。",
        )
        click.echo(text.format(c=percent_text(company.cap), w=words).choose(language))


def show_comparison(compared: Reconciliation, currency: str, language: Language) -> None:
    """Print how the plan agrees with the control file, and every difference, but those that an unsaid unit explains."""
    text = Text(
        "Control file: {a} amounts agree to the cent, {t} within the tolerance, {d} differences.",
        "控制表：{a} 项金额一致（精确到分），{t} 项在容差内，{d} 项差异。",
    ).format(a=compared.agreeing, t=compared.tolerated, d=len(compared.differences))
    click.echo()
    click.echo(text.choose(language))
    differences = compared.differences
    if compared.unit != 1:
        explained = [d for d in differences if d.unit == compared.unit]
        unit = next(u for u in DisplayUnit if u.factor == compared.unit)
        text = Text(
            "{n} of them are the plan's amounts in {u}, which the file does not say; they are not listed. "
            "Write the unit into a header, e.g. Amount ({u}), and compare again.",
            "其中 {n} 项是以{u}为单位的计划金额，而控制表未注明单位，此处不逐项列出。请在表头注明单位，如“金额（{u}）”，再行比较。",
        ).format(n=len(explained), u=currency_words(currency, unit))
        click.echo(text.choose(language))
        differences = tuple(d for d in differences if d.unit != compared.unit)
    if not differences:
        return
    heads = (
        Text("Team", "团队"),
        Text("Cost line", "费用项"),
        Text("Month", "月"),
        Text("Plan", "计划"),
        Text("Control file", "控制表"),
        Text("Difference", "差异"),
        Text("Cell", "单元格"),
        Text("What", "说明"),
    )
    cells = []
    for d in differences:
        month = Text("year", "全年") if d.month is None else Text("M{m}", "第{m}月").format(m=d.month)
        what = _KINDS[d.kind].choose(language) + (f"; {d.hint.choose(language)}" if d.hint.en else "")
        amounts = [money_text(c) for c in (d.plan_cents, d.control_cents, d.difference_cents)]
        names = [t.choose(language) for t in (d.team, d.line, month)]
        cells.append([*names, *amounts, d.cell, what])
    show_table(heads, cells, language, left=(0, 1, 2, 6, 7))


def _name(row: CostRatio) -> Text:
    if row.axis is RatioAxis.COMPANY:
        return _COMPANY
    if row.name is None:
        return NO_OWNER
    return word_of(Channel(row.name)) if row.axis is RatioAxis.CHANNEL else Text.same(row.name)


def _line(total: CostTotal) -> Text:
    words = COST_KIND_WORDS[total.kind]
    return Text("{k}: {n}", "{k}：{n}").format(k=words, n=total.label) if total.label else words


def _flag(total: CostTotal, language: Language) -> str:
    return FLAG_WORDS[total.counts_in_ratio].choose(language)


def money_text(cents: float) -> str:
    """Return cents as currency units."""
    return f"{cents / 100:,.2f}"


def percent_text(share: float | None) -> str:
    """Return a share in percent; a dash for none."""
    return "–" if share is None else f"{share * 100:.2f} %"
