"""Checks of segments, products and the matrices."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.calendar import fiscal_year
from planner.domain.choices import Channel, OverrideKind
from planner.domain.market import Segment, SegmentGroup
from planner.domain.money import money_words
from planner.domain.plan_input import nodes_in_circles
from planner.findings import Finding
from planner.language import Text
from planner.reading.words.choices import choice_named
from planner.reading.words.headers import near_miss
from planner.reading.words.numbers import read_number
from planner.reading.words.suggestion import suggest
from planner.validation.registry import Subject, check, check_of, error, warning

_ANOTHER_UNIT = 100
"""All potential this many times below last year's revenue is in another unit: it should be above it, and in thousands is some 300 times below."""


@check
def check_segment_tree(subject: Subject) -> Iterator[Finding]:
    """A segment may not stand above itself."""
    nodes: list[Segment | SegmentGroup] = [*subject.plan_input.segments, *subject.plan_input.segment_groups]
    parents = {n.segment: n.parent for n in nodes}
    for segment in nodes_in_circles(parents):
        place = subject.place("segments", segment, "parent")
        yield error("segment_cycle", place, Text("'{s}' stands above itself", "“{s}”是自己的上级").format(s=segment))


@check
def check_parent_has_no_figures(subject: Subject) -> Iterator[Finding]:
    """Decisions are taken on leaves: a segment with figures may not have segments below it."""
    plan_input = subject.plan_input
    parents = {s.parent for s in plan_input.segments} | {g.parent for g in plan_input.segment_groups}
    for segment in plan_input.segments:
        if segment.segment in parents:
            yield error(
                "parent_with_figures",
                subject.place("segments", segment.segment, "accounts"),
                Text("'{s}' has segments below it and figures of its own", "“{s}”有下级细分，却又填了数据").format(
                    s=segment.segment
                ),
                remedy=Text("Leave its figures blank; they add up from below.", "请清空其数据；由下级汇总。"),
            )


@check
def check_choices_contradict(subject: Subject) -> Iterator[Finding]:
    """A forced channel may not be forbidden, and some channel must remain."""
    for segment in subject.plan_input.segments:
        place = subject.place("segments", segment.segment, "forced_channel")
        if segment.forced_channel in segment.forbidden_channels:
            yield error(
                "forced_and_forbidden",
                place,
                Text("the forced channel is forbidden too", "指定通路同时被禁用"),
                remedy=Text("Clear one.", "请清除其一。"),
            )
        if segment.strategic and segment.forced_channel is Channel.AVOID:
            yield error(
                "strategic_avoided",
                place,
                Text("a strategic segment is forced to avoid", "战略细分被指定为回避"),
                remedy=Text("Clear one.", "请清除其一。"),
            )
        if set(segment.forbidden_channels) == set(Channel):
            place = subject.place("segments", segment.segment, "forbidden_channels")
            yield error(
                "all_forbidden",
                place,
                Text("every channel is forbidden", "所有通路均被禁用"),
                remedy=Text("Leave one.", "请至少保留一个。"),
            )


@check_of("potential_cents", "products")
def check_potential(subject: Subject) -> Iterator[Finding]:
    """A segment without potential cannot grow; revenue above potential is worth a look."""
    plan_input = subject.plan_input
    for segment in plan_input.segments:
        potential = sum(plan_input.potential_cents.get((segment.segment, p.product), 0) for p in plan_input.products)
        place = subject.place("segments", segment.segment, "existing_revenue_cents")
        if potential == 0:
            found = Text("no potential is given for '{s}'", "“{s}”没有填写潜力").format(s=segment.segment)
            yield warning("no_potential", place, found, remedy=Text("Fill sheet Potential.", "请填写产品市场潜力表。"))
        elif segment.existing_revenue_cents > potential:
            found = Text("last year's revenue {e} is above the potential {p}", "上年收入 {e} 高于潜力 {p}")
            yield warning(
                "revenue_above_potential",
                place,
                found.format(e=money_words(segment.existing_revenue_cents), p=money_words(potential)),
            )


@check_of("potential_cents", "products", "segments")
def check_potential_is_in_the_unit_of_revenue(subject: Subject) -> Iterator[Finding]:
    """Customers spend at least what they bought: where all potential is a hundredth of last year's revenue, it is in another unit."""
    sold = sum(s.existing_revenue_cents for s in subject.plan_input.segments)
    potential = sum(subject.plan_input.potential_cents.values())
    if 0 < potential * _ANOTHER_UNIT <= sold:
        found = Text("all potential is {p}, last year's revenue {e}", "潜力合计 {p}，上年收入 {e}")
        expected = Text("amounts of one unit are expected", "两者应为同一单位")
        remedy = Text(
            "If potential is in thousands, millions or 万, say so above it, e.g. (k), (m) or (万元).",
            "如潜力以千元、万元等计，请在表上方注明，如（千元）、（万元）。",
        )
        place = subject.column("potential_cents", "potential_cents")
        yield error(
            "potential_in_another_unit",
            place,
            found.format(p=money_words(potential), e=money_words(sold)),
            expected,
            remedy,
        )


@check_of("potential_cents", "segments")
def check_product_floor(subject: Subject) -> Iterator[Finding]:
    """A product floor may not be above what the market holds of the product."""
    plan_input = subject.plan_input
    existing = sum(s.existing_revenue_cents for s in plan_input.segments)
    for product in plan_input.products:
        potential = sum(v for (_, p), v in plan_input.potential_cents.items() if p == product.product)
        floor = product.target_floor_cents
        if floor is not None and floor > potential + existing:
            yield error(
                "floor_above_potential",
                subject.place("products", product.product, "target_floor_cents"),
                Text("the floor {f} is above the potential {p}", "下限 {f} 高于潜力 {p}").format(
                    f=money_words(floor), p=money_words(potential)
                ),
                remedy=Text("Lower the floor or correct the potential.", "请降低下限或修正潜力。"),
            )


@check_of("products")
def check_ready_products(subject: Subject) -> Iterator[Finding]:
    """At least one product line must be ready."""
    if not any(p.is_ready for p in subject.plan_input.products):
        place = subject.place("products", subject.plan_input.products[0].product, "deliverable_again")
        yield error(
            "no_ready_product", place, Text("no product line passed its readiness check", "没有产品线通过就绪检查")
        )


_AMOUNT = Text("an amount is expected", "应为金额")
_EXPECTED_DECISION = {
    OverrideKind.SEGMENT_CHANNEL: Text("one of the five channels is expected", "应为五种通路之一"),
    OverrideKind.SEGMENT_TEAM: Text("a team of this workbook is expected", "应为本工作簿中的团队"),
    OverrideKind.TEAM_TARGET: _AMOUNT,
    OverrideKind.SEAT_TARGET: _AMOUNT,
}


@check
def check_overrides(subject: Subject) -> Iterator[Finding]:
    """An override must name something that exists, and a decision that can be read."""
    plan_input = subject.plan_input
    segments = subject.names("segments") - {str(g.segment) for g in plan_input.segment_groups}
    teams = subject.names("teams") - {str(g.team) for g in plan_input.team_groups}
    names = {
        OverrideKind.SEGMENT_CHANNEL: segments,
        OverrideKind.SEGMENT_TEAM: segments,
        OverrideKind.TEAM_TARGET: teams,
        OverrideKind.SEAT_TARGET: subject.names("seats"),
    }
    for i, override in enumerate(plan_input.overrides):
        if override.kind is OverrideKind.ACCOUNT_SEAT:
            continue  # see decision_checks
        if override.name not in names[override.kind]:
            yield error(
                "override_unknown",
                subject.place("overrides", str(i), "name"),
                Text("'{n}' is not known", "“{n}”不存在").format(n=override.name),
                remedy=suggest(
                    near_miss(override.name, names[override.kind]),
                    Text(
                        "Name a leaf segment, team or seat of this workbook.",
                        "请填写本工作簿中的末级细分、团队或席位。",
                    ),
                ),
            )
        readable = {
            OverrideKind.SEGMENT_CHANNEL: choice_named(override.value, Channel) is not None,
            OverrideKind.SEGMENT_TEAM: override.value in teams,
        }.get(override.kind, read_number(override.value) is not None)
        if not readable:
            found = Text("the decision '{v}' cannot be read", "无法识别决定“{v}”").format(v=override.value)
            expected = _EXPECTED_DECISION[override.kind]
            yield error("override_unreadable", subject.place("overrides", str(i), "value"), found, expected)


@check_of("potential_cents", "products", "segments")
def check_every_product_has_potential(subject: Subject) -> Iterator[Finding]:
    """A product line without potential anywhere cannot be planned; most often its column has another name."""
    plan_input = subject.plan_input
    sold = {product for (_, product), cents in plan_input.potential_cents.items() if cents > 0}
    for product in plan_input.products:
        if sold and product.product not in sold:
            yield warning(
                "product_without_potential",
                subject.place("products", product.product, "product"),
                Text("no segment has potential for '{p}'", "没有细分对“{p}”有潜力").format(p=product.product),
                remedy=Text("Look at its column on sheet Potential.", "请检查产品市场潜力表中的该列。"),
            )


@check_of("settings")
def check_history_is_past(subject: Subject) -> Iterator[Finding]:
    """History ends before the plan year; later months would pass for facts."""
    settings = subject.plan_input.settings
    later = [
        i
        for i, line in enumerate(subject.plan_input.history)
        if fiscal_year(line.year, line.month, settings.fiscal_start_month) >= settings.plan_year
    ]
    if later:
        text = Text("lines of the plan year {y} or later: {n}", "属于或晚于计划年度 {y} 的行：{n}")
        yield warning(
            "history_not_past",
            subject.place("history", str(later[0]), "year"),
            text.format(n=len(later), y=settings.plan_year),
            remedy=Text("Check year and plan year.", "请核对年份与计划年度。"),
        )
