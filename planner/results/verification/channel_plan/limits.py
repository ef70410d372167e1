"""Floors and limits of the channel plan."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.choices import Channel
from planner.findings import Finding
from planner.results.verification.facts.response import is_changed
from planner.results.verification.subject import Subject, broken, money
from planner.tables.words.choice_words import word_of

_RELATIVE = 1e-9


def verify_revenue_floor(subject: Subject) -> Iterator[Finding]:
    """The target is within the largest stretch of the expected revenue."""
    settings = subject.plan_input.settings
    revenue = sum(u.revenue_cents for u in subject.units)
    floor = subject.least("revenue_floor", "", settings.target_revenue_cents / settings.largest_stretch)
    if revenue < floor * (1 - _RELATIVE):
        yield broken(
            "revenue_floor",
            "expected revenue {a} cannot carry the target {b} at a stretch of {s:g}",
            "预期收入 {a} 在最大拉伸 {s:g} 下无法支撑目标 {b}",
            a=money(revenue),
            b=money(settings.target_revenue_cents),
            s=settings.largest_stretch,
        )


def verify_product_floor(subject: Subject) -> Iterator[Finding]:
    """Each product line's expected revenue reaches its floor."""
    for product in subject.plan_input.products:
        expected = sum(
            cents
            for unit in subject.units
            for name, cents in zip(unit.unit.products, unit.products_cents, strict=True)
            if name == product.product
        )
        floor = subject.least("product_floor", product.product, product.target_floor_cents or 0)
        if expected < floor:
            yield broken(
                "product_floor",
                "{p}: expected {a}, floor {b}",
                "{p}：预期 {a}，下限 {b}",
                p=product.product,
                a=money(expected),
                b=money(floor),
            )


def verify_segment_share_floor(subject: Subject) -> Iterator[Finding]:
    """Each segment's expected revenue reaches its share of potential."""
    for segment in subject.plan_input.segments:
        if segment.share_floor is None:
            continue
        own = [u for u in subject.units if u.unit.segment.segment == segment.segment]
        expected = sum(u.revenue_cents for u in own)
        asked = segment.share_floor * sum(u.unit.total_potential_cents for u in own)
        floor = subject.least("segment_share_floor", segment.segment, asked)
        if expected < floor * (1 - _RELATIVE):
            yield broken(
                "segment_share_floor",
                "{s}: expected {a}, its share floor is {b}",
                "{s}：预期 {a}，份额下限 {b}",
                s=segment.segment,
                a=money(expected),
                b=money(floor),
            )


def verify_new_customer_floor(subject: Subject) -> Iterator[Finding]:
    """Expected new customers reach the floor."""
    settings = subject.plan_input.settings
    customers = sum(
        u.revenue_new_cents / (u.unit.segment.average_deal_cents or settings.average_deal_cents) for u in subject.units
    )
    floor = subject.least("new_customer_floor", "", settings.new_customer_floor or 0)
    if customers < floor * (1 - _RELATIVE):
        yield broken(
            "new_customer_floor",
            "{a:.2f} new customers expected, at least {b} wanted",
            "预期新客户 {a:.2f} 个，下限 {b} 个",
            a=customers,
            b=floor,
        )


def verify_channel_limit(subject: Subject) -> Iterator[Finding]:
    """No channel serves more units than Settings allow."""
    for channel in Channel:
        limit, count = subject.plan_input.settings.max_units(channel), sum(u.channel is channel for u in subject.units)
        if limit is not None and count > limit:
            yield broken(
                "channel_limit",
                "{n} units in {c}, {l} allowed",
                "{c}有 {n} 个单元，上限 {l}",
                n=count,
                c=word_of(channel),
                l=limit,
            )


def verify_seed_budget(subject: Subject) -> Iterator[Finding]:
    """Seeding is within its budget."""
    budget = subject.plan_input.settings.seed_budget_cents
    each = subject.case.market.terms[Channel.SEED].programme_cost_cents
    spent = each * sum(u.channel is Channel.SEED for u in subject.units)
    if budget is not None and spent > budget:
        yield broken(
            "seed_budget",
            "seeding costs {a}, the budget is {b}",
            "撒网费用 {a}，预算 {b}",
            a=money(spent),
            b=money(budget),
        )


def verify_change_limit(subject: Subject) -> Iterator[Finding]:
    """Not more units change channel or lead team than allowed."""
    limit = subject.plan_input.settings.change_limit
    changed = sum(is_changed(u.unit, u.channel, u.team) for u in subject.units)
    if limit is not None and changed > limit:
        yield broken("change_limit", "{n} units change, {l} allowed", "{n} 个单元变动，上限 {l}", n=changed, l=limit)
