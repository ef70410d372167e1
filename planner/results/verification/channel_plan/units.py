"""Whether each unit's option may be chosen, and what it brings and costs (MODEL: coverage options)."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.channel_plan import UnitPlan
from planner.domain.choices import Channel, CoverageRole, OverrideKind
from planner.findings import Finding
from planner.language import Text
from planner.results.verification.facts.case import Case
from planner.results.verification.facts.matrix_rule import may_be_seeded
from planner.results.verification.facts.response import Response, compute_response, margin_rates, option_value_cents
from planner.results.verification.facts.shares import half_up
from planner.results.verification.facts.wishes import channel_meant
from planner.results.verification.subject import Subject, broken, differing, is_a_cent_off
from planner.tables.words.choice_words import word_of

_FTE = 1e-6
_SPREAD_STEP = 1e-4


def verify_eligibility(subject: Subject) -> Iterator[Finding]:
    """Team, co-seller, channel, products and effort of every unit are open to it."""
    for unit in subject.units:
        yield from _check_lead(subject.case, unit)
        yield from _check_coseller(subject.case, unit)
        if not _is_on_grid(subject.case, unit):
            yield broken(
                "eligibility",
                "{u}: {f:g} FTE is on no effort level, and is not today's effort",
                "{u}：{f:g} 人力不在投入档位上，也不是现有投入",
                u=unit.unit.unit,
                f=unit.fte,
            )


def verify_options(subject: Subject) -> Iterator[Finding]:
    """Revenue, margin and cost of every unit follow from the formulas and the input."""
    for unit in subject.units:
        response = compute_response(subject.case, unit.unit, unit.channel, unit.team, unit.fte)
        yield from _check_revenue(subject, unit, response)
        yield from _check_products(unit, response)
        yield from _check_money(subject.case, unit, response)
        yield from _check_marks(subject.case, unit, response)


def verify_forced_choice(subject: Subject) -> Iterator[Finding]:
    """What people forced, forbade, marked strategic or overrode is kept."""
    for unit in subject.units:
        segment = unit.unit.segment
        faults: list[Text] = []
        if segment.forced_channel not in (None, unit.channel):
            faults.append(Text("the forced channel", "指定通路"))
        if unit.channel in segment.forbidden_channels:
            faults.append(Text("a forbidden channel", "禁用通路"))
        if segment.strategic and unit.channel is Channel.AVOID:
            faults.append(Text("strategic segments are not avoided", "战略细分不可回避"))
        for override in subject.plan_input.overrides:
            one_line = unit.unit.products[0] if segment.assign_by_product else None
            if override.name != segment.segment or override.product not in (None, one_line):
                continue
            wanted = channel_meant(override.value)
            if override.kind is OverrideKind.SEGMENT_CHANNEL and wanted is not unit.channel:
                faults.append(Text("the override of the channel", "人工调整的通路"))
            if override.kind is OverrideKind.SEGMENT_TEAM and override.value != unit.team:
                faults.append(Text("the override of the team", "人工调整的团队"))
        for fault in faults:
            yield broken("forced_choice", "{u}: not kept: {f}", "{u}：未遵守：{f}", u=unit.unit.unit, f=fault)


def _check_lead(case: Case, unit: UnitPlan) -> Iterator[Finding]:
    name, team = unit.unit.unit, case.teams.get(unit.team or "")
    if not unit.channel.is_worked:
        if unit.team is not None or unit.coseller is not None or unit.fte or unit.cosell_fte:
            yield broken(
                "eligibility", "{u}: seed and avoid take no team and no effort", "{u}：撒网与回避不占团队与投入", u=name
            )
        if unit.channel is Channel.SEED and not may_be_seeded(case.market, unit.unit):
            yield broken(
                "eligibility",
                "{u}: seeded, but no option value is stated and nobody chose it",
                "{u}：撒网，但既未填撒网期权价值，也无人指定",
                u=name,
            )
        return
    if team is None:
        yield broken("eligibility", "{u}: {c} without a team", "{u}：{c}缺少团队", u=name, c=word_of(unit.channel))
        return
    if team.channel is not unit.channel:
        yield broken(
            "eligibility",
            "{u}: team {t} does not operate {c}",
            "{u}：团队 {t} 不运营{c}",
            u=name,
            t=team.team,
            c=word_of(unit.channel),
        )
    if not case.market.covers(team, unit.unit.segment, CoverageRole.LEAD):
        yield broken(
            "eligibility", "{u}: team {t} does not cover the segment", "{u}：团队 {t} 不覆盖该细分", u=name, t=team.team
        )
    if unit.fte == 0 and case.times[team.team].people == 0:
        yield broken(
            "eligibility", "{u}: team {t} has nobody to lead it", "{u}：团队 {t} 无人可主责", u=name, t=team.team
        )
    if not any(cents > 0 for cents in case.market.sellable_cents(unit.unit, unit.channel)):
        yield broken(
            "eligibility", "{u}: {c} may sell nothing here", "{u}：{c}在此无可售产品", u=name, c=word_of(unit.channel)
        )


def _check_coseller(case: Case, unit: UnitPlan) -> Iterator[Finding]:
    name, needed = unit.unit.unit, case.market.needs_coseller(unit.channel)
    if needed and unit.coseller is None:
        yield broken("eligibility", "{u}: no team to co-sell", "{u}：缺少协同团队", u=name)
    if not needed and unit.coseller is not None:
        yield broken("eligibility", "{u}: a co-selling team is not wanted", "{u}：不应有协同团队", u=name)
    right = unit.fte * case.market.terms[unit.channel].cosell_share if needed else 0.0
    if abs(unit.cosell_fte - right) > _FTE:
        yield broken(
            "eligibility",
            "{u}: {a:g} FTE to co-sell, {b:g} by the channel's share",
            "{u}：协同投入 {a:g} 人力，按比例应为 {b:g}",
            u=name,
            a=unit.cosell_fte,
            b=right,
        )
    team = case.teams.get(unit.coseller or "")
    if needed and team is not None and (team.team == unit.team or not case.market.may_cosell(team, unit.unit.segment)):
        yield broken(
            "eligibility", "{u}: team {t} may not co-sell here", "{u}：团队 {t} 不能在此协同", u=name, t=team.team
        )


def _is_on_grid(case: Case, unit: UnitPlan) -> bool:
    """Whether the effort is a level of the grid, today's, or a share of a team's time spread over its units (what the baselines use)."""
    levels = case.plan_input.settings.effort_levels_fte
    if not unit.channel.is_worked or any(abs(unit.fte - level) <= _FTE for level in levels):
        return True
    if abs(unit.fte - case.today[unit.unit.unit].fte) <= _FTE:
        return True
    steps = unit.fte / _SPREAD_STEP
    return unit.fte <= max(levels, default=0.0) + _FTE and abs(steps - round(steps)) <= 1e-3


def _check_revenue(subject: Subject, unit: UnitPlan, right: Response) -> Iterator[Finding]:
    name = unit.unit.unit
    for stated, exact, what in (
        (unit.revenue_kept_cents, right.kept_cents, Text("revenue kept", "留存收入")),
        (unit.revenue_new_cents, right.new_cents, Text("new revenue", "新增收入")),
        (unit.carry_over_cents, right.carry_over_cents, Text("value won after the year", "年后成交")),
    ):
        if is_a_cent_off(stated, exact):
            yield differing("options", name, what, stated, exact)
    deal = unit.unit.segment.average_deal_cents or subject.plan_input.settings.average_deal_cents
    if abs(unit.new_customers - unit.revenue_new_cents / deal) > 1e-6:
        yield broken(
            "options",
            "{u}: {a:.6f} new customers, recomputed {b:.6f}",
            "{u}：新客户 {a:.6f}，复算 {b:.6f}",
            u=name,
            a=unit.new_customers,
            b=unit.revenue_new_cents / deal,
        )
    if abs(unit.reach - right.reach) > 1e-9:
        yield broken(
            "options",
            "{u}: reach {a:.9f}, recomputed {b:.9f}",
            "{u}：触达 {a:.9f}，复算 {b:.9f}",
            u=name,
            a=unit.reach,
            b=right.reach,
        )


def _check_products(unit: UnitPlan, right: Response) -> Iterator[Finding]:
    if sum(unit.products_cents) != unit.revenue_cents:
        yield differing(
            "options",
            unit.unit.unit,
            Text("the sum of its product lines", "各产品线合计"),
            sum(unit.products_cents),
            unit.revenue_cents,
        )
    for product, stated, exact in zip(unit.unit.products, unit.products_cents, right.product_cents(), strict=True):
        if is_a_cent_off(stated, exact):
            yield differing(
                "options", unit.unit.unit, Text("revenue of {p}", "{p} 收入").format(p=product), stated, exact
            )


def _check_money(case: Case, unit: UnitPlan, right: Response) -> Iterator[Finding]:
    terms, revenue = case.market.terms[unit.channel], unit.revenue_cents
    rates = margin_rates(case.market, unit.unit, unit.channel)
    margin = sum(cents * rate for cents, rate in zip(right.product_cents(), rates, strict=True))
    seeded = unit.channel is Channel.SEED
    option_value = option_value_cents(case.market, unit.unit) if seeded else 0
    later = half_up(case.plan_input.settings.next_year_weight * unit.carry_over_cents)
    value = unit.margin_cents - unit.variable_cost_cents + later + unit.option_value_cents
    if unit.programme_cost_cents != terms.programme_cost_cents:
        what = Text("programme cost", "项目费用")
        yield differing("options", unit.unit.unit, what, unit.programme_cost_cents, terms.programme_cost_cents)
    for stated, exact, what in (
        (unit.partner_margin_cents, revenue * terms.partner_margin, Text("partner margin", "伙伴毛利")),
        (unit.commission_cents, revenue * terms.commission_rate, Text("commission", "提成")),
        (unit.margin_cents, margin, Text("gross margin", "毛利")),
        (unit.option_value_cents, option_value, Text("option value", "期权价值")),
        (unit.value_cents, value, Text("value in the objective", "目标函数取值")),
    ):
        if is_a_cent_off(stated, exact):
            yield differing("options", unit.unit.unit, what, stated, exact)


def _check_marks(case: Case, unit: UnitPlan, right: Response) -> Iterator[Finding]:
    if unit.is_changed is not right.is_changed:
        yield broken("options", "{u}: marked wrongly as changed or not", "{u}：变动标记有误", u=unit.unit.unit)
    matrix = case.market.matrix_channels[unit.unit.unit]
    if unit.matrix_channel is not matrix:
        yield broken(
            "options",
            "{u}: the matrix rule gives {b}, not {a}",
            "{u}：矩阵规则应为{b}，而非{a}",
            u=unit.unit.unit,
            a=word_of(unit.matrix_channel),
            b=word_of(matrix),
        )
