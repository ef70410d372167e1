"""Recomputes what each unit's option brings and costs, and whether it may be chosen (MODEL: coverage options)."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.channels import ChannelTerms
from planner.domain.choices import Channel, CoverageRole, Fit, OverrideKind
from planner.domain.identifiers import SegmentId
from planner.domain.organisation import Team
from planner.domain.plan import UnitPlan
from planner.domain.plan_input import PlanInput
from planner.findings import Finding
from planner.results.verification.subject import Subject, broken
from planner.tables.choice_words import spellings

_CENTS = 1.01
"""Tolerance of a recomputed amount: one cent of rounding."""


def verify_one_option_per_unit(subject: Subject) -> Iterator[Finding]:
    """Every leaf segment, or its product lines, is in the plan exactly once, and nothing else is."""
    ids = [u.unit.unit for u in subject.units]
    if len(set(ids)) != len(ids):
        yield broken("one_option_per_unit", "a unit stands in the plan twice", "有单元在计划中重复出现")
    planned = {u.unit.segment.segment for u in subject.units}
    for segment in subject.plan_input.segments:
        own = [u for u in subject.units if u.unit.segment.segment == segment.segment]
        if not own or (len(own) > 1 and not segment.assign_by_product):
            yield broken(
                "one_option_per_unit",
                "segment {s} has {n} channels",
                "细分 {s} 有 {n} 个通路",
                s=segment.segment,
                n=len(own),
            )
    strangers = planned - {s.segment for s in subject.plan_input.segments}
    if strangers:
        yield broken("one_option_per_unit", "unknown segments: {s}", "未知细分：{s}", s=", ".join(sorted(strangers)))


def verify_options(subject: Subject) -> Iterator[Finding]:
    """The chosen options are eligible, and their revenue, margin and cost follow from the formulas."""
    judged = {j.segment for j in subject.plan_input.judgements}
    for unit in subject.units:
        yield from _verify_eligible(subject.plan_input, unit)
        yield from _verify_sums(unit)
        if unit.unit.segment.segment not in judged:
            yield from _verify_response(subject.plan_input, unit)
        yield from _verify_costs(subject.plan_input, unit)


def _verify_eligible(plan_input: PlanInput, unit: UnitPlan) -> Iterator[Finding]:
    name = unit.unit.unit
    if not unit.channel.is_worked:
        if unit.team is not None or unit.fte or unit.cosell_fte:
            yield broken(
                "eligibility", "{u}: seed and avoid take no team and no effort", "{u}：撒网与回避不占团队与投入", u=name
            )
        return
    if unit.team is None:
        yield broken("eligibility", "{u}: a worked channel without a team", "{u}：工作通路缺少团队", u=name)
        return
    team = plan_input.team(unit.team)
    if team.channel is not unit.channel:
        yield broken(
            "eligibility",
            "{u}: team {t} does not operate the channel",
            "{u}：团队 {t} 不运营该通路",
            u=name,
            t=team.team,
        )
    if not _covers(plan_input, team, unit, CoverageRole.LEAD):
        yield broken(
            "eligibility", "{u}: team {t} does not cover the segment", "{u}：团队 {t} 不覆盖该细分", u=name, t=team.team
        )
    terms = plan_input.channel(unit.channel)
    needs_coseller = unit.channel is not Channel.DIRECT and terms.cosell_share > 0
    if needs_coseller != (unit.coseller is not None):
        yield broken("eligibility", "{u}: co-seller missing or not wanted", "{u}：协同团队缺失或多余", u=name)
    if unit.coseller is not None:
        other = plan_input.team(unit.coseller)
        if (
            other.channel is not Channel.DIRECT
            or not other.cosells
            or not _covers(plan_input, other, unit, CoverageRole.COSELL)
        ):
            yield broken(
                "eligibility", "{u}: team {t} may not co-sell here", "{u}：团队 {t} 不能在此协同", u=name, t=other.team
            )
        if abs(unit.cosell_fte - unit.fte * terms.cosell_share) > 1e-6:
            yield broken(
                "eligibility", "{u}: co-sell effort is not the channel's share", "{u}：协同投入与比例不符", u=name
            )


def _covers(plan_input: PlanInput, team: Team, unit: UnitPlan, role: CoverageRole) -> bool:
    segment = unit.unit.segment
    rows = {c.segment: c.role for c in plan_input.coverage if c.team == team.team}
    if rows:
        node: SegmentId | None = segment.segment
        chain = [segment.segment, *plan_input.ancestors(segment.segment)]
        node = next((n for n in chain if n in rows), None)
        return node is not None and rows[node] in (role, CoverageRole.BOTH)
    return (not team.regions or segment.region in team.regions) and (
        not team.industries or segment.industry in team.industries
    )


def _sells(plan_input: PlanInput, unit: UnitPlan, terms: ChannelTerms) -> list[float]:
    """Return the accessible potential (cents) by product of the unit that the channel may sell."""
    settings = plan_input.settings
    factors = {
        Fit.CORE: settings.fit_factor_core,
        Fit.EXPAND: settings.fit_factor_expand,
        Fit.EXPLORE: settings.fit_factor_explore,
    }
    products = {p.product: p for p in plan_input.products}
    amounts: list[float] = []
    for name, cents in zip(unit.unit.products, unit.unit.potential_cents, strict=True):
        product = products[name]
        fit = plan_input.fit.get((unit.unit.segment.segment, name), Fit.CORE)
        ready = product.deliverable_again and product.accepted_by_several and product.clear_profit
        can = (
            ready
            and fit is not Fit.NONE
            and product.sales_mode in terms.sales_modes
            and product.customisation <= terms.customisation_limit + 1e-12
        )
        amounts.append(cents * factors.get(fit, 0.0) if can else 0.0)
    return amounts


def _verify_sums(unit: UnitPlan) -> Iterator[Finding]:
    if sum(unit.products_cents) != unit.revenue_kept_cents + unit.revenue_new_cents:
        yield broken(
            "options",
            "{u}: product lines do not add up to the revenue",
            "{u}：各产品线合计不等于收入",
            u=unit.unit.unit,
        )
    figures = (
        unit.revenue_kept_cents,
        unit.revenue_new_cents,
        unit.partner_margin_cents,
        unit.commission_cents,
        unit.programme_cost_cents,
    )
    if min(*figures, *unit.products_cents) < 0 or unit.fte < 0 or unit.cosell_fte < 0:
        yield broken("options", "{u}: a negative figure", "{u}：出现负数", u=unit.unit.unit)


def _verify_response(plan_input: PlanInput, unit: UnitPlan) -> Iterator[Finding]:
    settings, segment, terms = plan_input.settings, unit.unit.segment, plan_input.channel(unit.channel)
    existing = sum(unit.unit.existing_cents)
    p, h = segment.penetration, unit.fte
    half = unit.unit.accounts / terms.accounts_per_fte
    reach = h**terms.response_shape / (half**terms.response_shape + h**terms.response_shape) if h > 0 else 0.0
    ceiling = terms.ceiling_low + (terms.ceiling_high - terms.ceiling_low) * p
    cycle = terms.cycle_long_months + (terms.cycle_short_months - terms.cycle_long_months) * p
    in_year = max(0.0, 1.0 - cycle / 12)
    won = max(0.0, sum(_sells(plan_input, unit, terms)) - existing) * ceiling * reach
    other_channel = segment.today_channel is not None and segment.today_channel is not unit.channel
    other_team = segment.today_team is not None and unit.team is not None and segment.today_team != unit.team
    if unit.is_changed != (other_channel or other_team):
        yield broken("options", "{u}: marked wrongly as changed or not", "{u}：变动标记有误", u=unit.unit.unit)
    handover = 1 - settings.handover_loss_share if other_channel or other_team else 1.0
    kept = existing * (terms.keep_alone + (terms.keep_served - terms.keep_alone) * reach) * handover
    for claimed, right, en, zh in (
        (unit.revenue_kept_cents, kept, "revenue kept", "留存收入"),
        (unit.revenue_new_cents, won * in_year, "new revenue", "新增收入"),
        (unit.carry_over_cents, won * (1 - in_year), "value won after the year", "年后成交"),
    ):
        if abs(claimed - right) > _CENTS:
            text = "{u}: {w} is {a}, the formula gives {b}", "{u}：{z} 为 {a}，按公式应为 {b}"
            yield broken(
                "options", *text, u=unit.unit.unit, w=en, z=zh, a=f"{claimed / 100:,.2f}", b=f"{right / 100:,.2f}"
            )


def _verify_costs(plan_input: PlanInput, unit: UnitPlan) -> Iterator[Finding]:
    terms, settings = plan_input.channel(unit.channel), plan_input.settings
    revenue = unit.revenue_kept_cents + unit.revenue_new_cents
    rates = {p.product: p.gross_margin - terms.customisation_cost * p.customisation for p in plan_input.products}
    margin = sum(rates[p] * c for p, c in zip(unit.unit.products, unit.products_cents, strict=True))
    value = (
        unit.margin_cents
        - unit.partner_margin_cents
        - unit.commission_cents
        - unit.programme_cost_cents
        + settings.next_year_weight * unit.carry_over_cents
        + unit.option_value_cents
    )
    for claimed, right, tolerance, en, zh in (
        (unit.partner_margin_cents, revenue * terms.partner_margin, _CENTS, "partner margin", "伙伴毛利"),
        (unit.commission_cents, revenue * terms.commission_rate, _CENTS, "commission", "提成"),
        (unit.programme_cost_cents, terms.programme_cost_cents, 0.0, "programme cost", "项目费用"),
        (unit.margin_cents, margin, _CENTS + len(unit.products_cents), "gross margin", "毛利"),
        (unit.value_cents, value, _CENTS, "value", "取值"),
    ):
        if abs(claimed - right) > tolerance:
            text = "{u}: {w} is {a}, recomputed {b}", "{u}：{z} 为 {a}，复算为 {b}"
            yield broken(
                "options", *text, u=unit.unit.unit, w=en, z=zh, a=f"{claimed / 100:,.2f}", b=f"{right / 100:,.2f}"
            )


def verify_forced_choice(subject: Subject) -> Iterator[Finding]:
    """What people forced, forbade, marked strategic or overrode is kept."""
    channels = {s.casefold(): c for c in Channel for s in spellings(c)}
    for unit in subject.units:
        segment = unit.unit.segment
        wrong = segment.forced_channel not in (None, unit.channel) or unit.channel in segment.forbidden_channels
        wrong = wrong or (segment.strategic and unit.channel is Channel.AVOID)
        for override in subject.plan_input.overrides:
            if override.name != segment.segment or override.product not in (
                None,
                *unit.unit.products[: segment.assign_by_product],
            ):
                continue
            if override.kind is OverrideKind.SEGMENT_CHANNEL:
                wrong = wrong or channels.get(override.value.strip().casefold()) is not unit.channel
            if override.kind is OverrideKind.SEGMENT_TEAM:
                wrong = wrong or override.value != unit.team
        if wrong:
            yield broken("forced_choice", "{u}: a fixed choice is not kept", "{u}：未遵守人工指定", u=unit.unit.unit)
