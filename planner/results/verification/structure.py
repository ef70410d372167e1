"""Is everything of the input in the plan once, under its own name, and nothing else? The other rooms rest on this."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cache
from typing import Any

from planner.domain.calendar import MONTHS_PER_YEAR
from planner.domain.market import Unit
from planner.findings import Finding
from planner.language import Text
from planner.results.verification.subject import Subject, broken

_MAY_BE_NEGATIVE = frozenset(
    {"margin_cents", "value_cents", "gross_margin_cents", "objective_cents", "bound_cents", "growth", "amount_cents"}
)
"""Figures that may lie below zero: a margin, a value, a growth, a step of a target's waterfall (cost lines are checked by their own room)."""

_WHOLE = frozenset({"hires", "heads", "start_month", "options", "options_kept"})

_FIELD_WORDS: dict[str, Text] = {
    "fte": Text("effort", "投入"),
    "cosell_fte": Text("effort to co-sell", "协同投入"),
    "reach": Text("reach", "触达"),
    "revenue_kept_cents": Text("revenue kept", "留存收入"),
    "revenue_new_cents": Text("new revenue", "新增收入"),
    "products_cents": Text("a product line", "产品线金额"),
    "margin_cents": Text("gross margin", "毛利"),
    "partner_margin_cents": Text("partner margin", "伙伴毛利"),
    "commission_cents": Text("commission", "提成"),
    "programme_cost_cents": Text("programme cost", "项目费用"),
    "carry_over_cents": Text("value won after the year", "年后成交"),
    "option_value_cents": Text("option value", "期权价值"),
    "value_cents": Text("value in the objective", "目标函数取值"),
    "new_customers": Text("new customers", "新客户"),
    "hires": Text("hires", "招聘人数"),
    "heads": Text("heads", "人数"),
    "available_fte": Text("effort available", "可用人力"),
    "lead_fte": Text("effort used", "使用人力"),
    "expected_revenue_cents": Text("expected revenue", "预期收入"),
    "last_year_revenue_cents": Text("last year's revenue", "上年收入"),
    "amount_cents": Text("amount", "金额"),
    "base_cents": Text("target", "目标"),
    "cushioned_cents": Text("cushioned target", "加成目标"),
    "months_cents": Text("a month", "月度金额"),
    "cushioned_months_cents": Text("a cushioned month", "加成月度金额"),
    "product_months_cents": Text("a product line's month", "产品月度金额"),
    "overlay_cents": Text("credit for co-selling", "协同业绩"),
    "stretch": Text("stretch", "拉伸系数"),
    "growth": Text("growth", "增长"),
    "start_month": Text("start month", "到岗月"),
    "month_capacity": Text("capacity", "产能"),
    "unit_target_cents": Text("target", "目标"),
    "objective_cents": Text("value of the plan", "计划取值"),
    "bound_cents": Text("bound", "上界"),
    "gap": Text("gap", "差距"),
    "value": Text("goal", "指标值"),
    "weight": Text("weight", "权重"),
}


def verify_one_option_per_unit(subject: Subject) -> Iterator[Finding]:
    """Every leaf segment, or each of its product lines, is in the plan exactly once, with a revenue for each product line; nothing else is."""
    expected = subject.case.market.units_by_id
    units = subject.plan.channel_plan.units
    yield from _compare_names("one_option_per_unit", _UNIT, [u.unit.unit for u in units], expected)
    for unit in units:
        right = expected.get(unit.unit.unit)
        if right is not None and len(unit.products_cents) != len(right.products):
            yield broken(
                "one_option_per_unit", "{u}: not one revenue per product line", "{u}：产品线收入数量不符", u=right.unit
            )


def verify_unit_facts(subject: Subject) -> Iterator[Finding]:
    """Segment, product lines, potential, last year's revenue and accounts of every unit are the input's."""
    for unit in subject.plan.channel_plan.units:
        stated, right = unit.unit, subject.case.market.units_by_id[unit.unit.unit]
        for what, one, other in (
            (Text("segment", "细分"), stated.segment, right.segment),
            (Text("product lines", "产品线"), stated.products, right.products),
            (Text("potential", "潜力"), stated.potential_cents, right.potential_cents),
            (Text("last year's revenue", "上年收入"), stated.existing_cents, right.existing_cents),
            (Text("accounts", "客户数"), stated.accounts, right.accounts),
        ):
            if one != other:
                yield broken("unit_facts", "{u}: {w} is not the input's", "{u}：{w}与输入不符", u=right.unit, w=what)


def verify_names(subject: Subject) -> Iterator[Finding]:
    """Teams, product lines and targets stand under the input's names, each once; units and seats name teams that exist."""
    plan, names = subject.plan, subject.case.teams
    yield from _compare_names("names", _TEAM, [t.team for t in plan.channel_plan.teams], names)
    yield from _compare_names("names", _TARGET, [t.team for t in plan.targets.teams], names)
    yield from _compare_names("names", _SHARE, list(plan.targets.unit_targets_cents), subject.case.market.units_by_id)
    seats = [s.position.seat for s in plan.targets.seats]
    for name in _repeated(seats):
        yield broken("names", "seat {s} stands twice", "席位 {s} 重复", s=name)
    used: list[tuple[object, str | None]] = [
        (u.unit.unit, t) for u in plan.channel_plan.units for t in (u.team, u.coseller)
    ]
    used += [(s.position.seat, s.position.team) for s in plan.targets.seats]
    used += [(line.kind, line.team) for line in plan.channel_plan.costs]
    used += [(goal.metric.value, goal.team) for goal in plan.targets.goals]
    for whose, team in used:
        if team is not None and team not in names:
            yield broken(
                "names",
                "{w} names team {t}, which the input does not have",
                "{w} 所列团队 {t} 不在输入中",
                w=whose,
                t=team,
            )
    if plan.targets.products != tuple(subject.case.market.products):
        yield broken("names", "the product lines of the targets are not the input's", "目标所列产品线与输入不符")


def verify_numbers(subject: Subject) -> Iterator[Finding]:
    """Every figure is finite, money is whole cents, nothing that is a quantity is negative, and tables have their full size."""
    yield from _check_sizes(subject)
    for whose, field, value in _figures(subject):
        if type(value) is int and value >= 0:  # nothing can be wrong with it
            continue
        words = _FIELD_WORDS.get(field, Text.same(field))
        if isinstance(value, float) and not math.isfinite(value):
            yield broken("numbers", "{w}: {f} is no finite number", "{w}：{f}不是有限数值", w=whose, f=words)
        elif (field.endswith("_cents") or field in _WHOLE) and not isinstance(value, int):
            yield broken("numbers", "{w}: {f} is no whole number", "{w}：{f}不是整数", w=whose, f=words)
        elif value < 0 and field not in _MAY_BE_NEGATIVE:
            yield broken("numbers", "{w}: {f} is negative", "{w}：{f}为负", w=whose, f=words)


_UNIT, _TEAM = Text("unit", "单元"), Text("team", "团队")
_TARGET, _SHARE = Text("target of team", "团队目标"), Text("target of unit", "单元目标")


def _compare_names(rule: str, kind: Text, found: Sequence[str], expected: Iterable[str]) -> Iterator[Finding]:
    wanted = list(expected)
    for name in _repeated(found):
        yield broken(rule, "{k} {n} stands in the plan twice", "{k} {n} 在计划中重复出现", k=kind, n=name)
    for name in sorted(set(wanted) - set(found)):
        yield broken(rule, "{k} {n} is missing in the plan", "计划缺少{k} {n}", k=kind, n=name)
    for name in sorted(set(found) - set(wanted)):
        yield broken(rule, "{k} {n} is not in the input", "{k} {n} 不在输入中", k=kind, n=name)


def _repeated(names: Sequence[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)


def _check_sizes(subject: Subject) -> Iterator[Finding]:
    plan, products = subject.plan, len(subject.plan_input.products)
    for team in plan.channel_plan.teams:
        if len(team.hires) != 4:
            yield broken("numbers", "{t}: not four quarters of hires", "{t}：招聘不是四个季度", t=team.team)
    tables: list[tuple[object, tuple[object, ...], int]] = []
    for target in plan.targets.teams:
        tables += [(target.team, target.months_cents, MONTHS_PER_YEAR), (target.team, target.products_cents, products)]
        tables.append((target.team, target.cushioned_months_cents, MONTHS_PER_YEAR))
    for seat in plan.targets.seats:
        name = seat.position.seat
        tables += [(name, seat.months_cents, MONTHS_PER_YEAR), (name, seat.products_cents, products)]
        tables.append((name, seat.cushioned_months_cents, MONTHS_PER_YEAR))
        tables.append((name, seat.product_months_cents, products))
        tables += [(name, row, MONTHS_PER_YEAR) for row in seat.product_months_cents]
    for whose, figures, size in tables:
        if subject.is_shown(figures) and len(figures) != size:
            yield broken(
                "numbers",
                "{w}: {a} figures instead of {b}",
                "{w}：数值 {a} 个，应为 {b} 个",
                w=whose,
                a=len(figures),
                b=size,
            )


def _figures(subject: Subject) -> Iterator[tuple[object, str, float]]:
    """Return every number of the plan with whose it is and its field."""
    plan = subject.plan
    owners: list[tuple[object, object]] = [(u.unit.unit, u) for u in plan.channel_plan.units]
    owners += [(t.team, t) for t in plan.channel_plan.teams]
    owners += [(line.kind, line) for line in plan.channel_plan.costs]
    owners += [("totals", plan.channel_plan.totals), ("proof", plan.channel_plan.report)]
    owners += [(t.team, t) for t in plan.targets.teams] + [(s.position.seat, s) for s in plan.targets.seats]
    owners += [(f"{g.team} {g.metric.value}", g) for g in plan.targets.goals]
    owners += [(b.name, b.totals) for b in (plan.matrix_rule, plan.as_last_year)] + [("calibration", plan.calibration)]
    for whose, row in owners:
        found: list[tuple[str, float]] = []
        _add_numbers(row, found)
        yield from ((whose, field, value) for field, value in found)
    targets = plan.targets
    for field in ("company_base_cents", "company_cushioned_cents", "company_seat_cushioned_cents"):
        yield "company", field, getattr(targets, field)
    yield from (("company", field, getattr(targets, field)) for field in ("company_stretch", "carried_stretch"))
    yield from ((unit, "unit_target_cents", cents) for unit, cents in targets.unit_targets_cents.items())


def _add_numbers(row: object, found: list[tuple[str, float]]) -> None:
    """Add the numbers of a dataclass, those in its tuples and in its own parts included, with the names of their fields."""
    kind: Any = type(row)
    for field in _fields_of(kind):
        value = getattr(row, field)
        if not isinstance(value, Unit):
            _add_value(field, value, found)


def _add_value(field: str, value: object, found: list[tuple[str, float]]) -> None:
    if isinstance(value, tuple):
        for item in value:
            _add_value(field, item, found)
    elif isinstance(value, int | float):
        if not isinstance(value, bool | Enum):
            found.append((field, value))
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        _add_numbers(value, found)


@cache
def _fields_of(kind: Any) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass; plans are made of dataclasses."""
    return tuple(field.name for field in dataclasses.fields(kind))
