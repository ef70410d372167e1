"""Do targets add up on every axis, and are they shared out as they should be?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.targets import SeatTarget, TeamTarget
from planner.findings import Finding
from planner.language import Text
from planner.results.verification.facts.shares import is_in_proportion
from planner.results.verification.subject import Subject, broken, differing
from planner.results.verification.target_split.fairness import check_team_shares

_STRETCH = 1e-9


def verify_company_target_split(subject: Subject) -> Iterator[Finding]:
    """Teams, seats, units, months and product lines add up to the company's target at every level, to the cent, and are in proportion."""
    yield from _check_company(subject)
    for target in subject.plan.targets.teams:
        seats = [s for s in subject.plan.targets.seats if s.position.team == target.team]
        yield from _check_team(subject, target, seats)
    for seat in subject.plan.targets.seats:
        yield from _check_seat(subject, seat)
    yield from check_team_shares(subject)
    yield from _check_unit_shares(subject)


def _check_company(subject: Subject) -> Iterator[Finding]:
    targets, company = subject.plan.targets, subject.plan_input.settings.target_revenue_cents
    for what, total in (
        (Text("the company's target", "公司目标"), targets.company_base_cents),
        (Text("the teams' targets", "各团队目标合计"), sum(t.base_cents for t in targets.teams)),
        (Text("the seats' targets", "各席位目标合计"), sum(s.base_cents for s in targets.seats)),
        (Text("the units' targets", "各单元目标合计"), sum(targets.unit_targets_cents.values())),
        (Text("the months of the teams", "各团队月度合计"), sum(sum(t.months_cents) for t in targets.teams)),
        (Text("the months of the seats", "各席位月度合计"), sum(sum(s.months_cents) for s in targets.seats)),
        (Text("the product lines of the teams", "各团队产品合计"), sum(sum(t.products_cents) for t in targets.teams)),
    ):
        if total != company:
            yield differing("company_target_split", Text("company", "公司"), what, total, company)
    expected = sum(u.revenue_cents for u in subject.units)
    carried = sum(u.revenue_cents for u in subject.units if u.team is not None)
    for what, stated, revenue in (
        (Text("stretch", "拉伸系数"), targets.company_stretch, expected),
        (Text("stretch on what teams carry", "团队承担部分的拉伸系数"), targets.carried_stretch, carried),
    ):
        right = company / revenue if revenue else 0.0
        if abs(stated - right) > _STRETCH * max(1.0, right):
            yield _wrong_ratio(Text("company", "公司"), what, stated, right)


def _check_team(subject: Subject, target: TeamTarget, seats: Sequence[SeatTarget]) -> Iterator[Finding]:
    plan = next(t for t in subject.plan.channel_plan.teams if t.team == target.team)
    units = subject.plan.targets.unit_targets_cents
    led = sum(units[u.unit.unit] for u in subject.units if u.team == target.team)
    helped = sum(units[u.unit.unit] for u in subject.units if u.coseller == target.team)
    for what, stated, right in (
        (Text("its seats' targets", "席位目标合计"), sum(s.base_cents for s in seats), target.base_cents),
        (Text("its units' targets", "单元目标合计"), led, target.base_cents),
        (Text("its months", "月度合计"), sum(target.months_cents), target.base_cents),
        (Text("its product lines", "产品合计"), sum(target.products_cents), target.base_cents),
        (Text("credit for co-selling", "协同业绩"), target.overlay_cents, helped),
    ):
        if stated != right:
            yield differing("company_target_split", target.team, what, stated, right)
    months = tuple(sum(s.months_cents[m] for s in seats) for m in range(12))
    products = tuple(sum(s.products_cents[p] for s in seats) for p in range(len(subject.plan_input.products)))
    if months != target.months_cents or products != target.products_cents:
        yield broken(
            "company_target_split",
            "team {t}: months or product lines are not those of its seats",
            "团队 {t}：月度或产品与席位合计不符",
            t=target.team,
        )
    # Both totals are kept step by step: a cell is moved at most once a product line, and rounded once.
    tolerance = (len(products) + 1) * subject.plan_input.settings.rounding_step_cents
    for seat in seats:
        mix = seat.products_cents
        if subject.is_shown(mix) and not is_in_proportion(mix, seat.base_cents, products, tolerance):
            yield broken(
                "company_target_split",
                "seat {s}: its product lines are not in the mix of its team",
                "席位 {s}：各产品目标与团队的产品构成不符",
                s=seat.position.seat,
            )
    stretch = target.base_cents / plan.expected_revenue_cents if plan.expected_revenue_cents else 0.0
    if abs(target.stretch - stretch) > _STRETCH * max(1.0, stretch):
        yield _wrong_ratio(target.team, Text("stretch", "拉伸系数"), target.stretch, stretch)
    growth = target.base_cents / plan.last_year_revenue_cents - 1 if plan.last_year_revenue_cents else None
    if (growth is None) is not (target.growth is None) or abs((growth or 0.0) - (target.growth or 0.0)) > _STRETCH:
        yield _wrong_ratio(target.team, Text("growth", "增长"), target.growth or 0.0, growth or 0.0)


def _check_seat(subject: Subject, seat: SeatTarget) -> Iterator[Finding]:
    name, start = seat.position.seat, seat.position.start_month
    for what, figures, right in (
        (Text("its months", "月度合计"), seat.months_cents, seat.base_cents),
        (Text("its product lines", "产品合计"), seat.products_cents, seat.base_cents),
        (Text("its cushioned months", "加成月度合计"), seat.cushioned_months_cents, seat.cushioned_cents),
        (Text("the steps to it", "推导步骤合计"), tuple(s.amount_cents for s in seat.steps), seat.base_cents),
    ):
        if subject.is_shown(figures) and sum(figures) != right:
            yield differing("company_target_split", name, what, sum(figures), right)
    cells = seat.product_months_cents
    if subject.is_shown(cells):
        rows = tuple(sum(row) for row in cells)
        columns = tuple(sum(row[m] for row in cells) for m in range(12))
        if rows != seat.products_cents or columns != seat.months_cents:
            yield broken(
                "company_target_split",
                "seat {s}: product lines by month do not add up on both sides",
                "席位 {s}：产品×月度两个方向合计不符",
                s=name,
            )
    if start is not None and any(seat.months_cents[: start - 1]):
        yield broken(
            "company_target_split", "seat {s}: a target before its first month", "席位 {s}：到岗前已有目标", s=name
        )


def _check_unit_shares(subject: Subject) -> Iterator[Finding]:
    """A team's target is over its units as their expected revenue; units without a team carry none."""
    targets, step = subject.plan.targets, subject.plan_input.settings.rounding_step_cents
    for unit in subject.units:
        if unit.team is None and targets.unit_targets_cents[unit.unit.unit]:
            yield broken(
                "company_target_split", "{u}: a target without a team", "{u}：没有团队却有目标", u=unit.unit.unit
            )
    for target in targets.teams:
        led = [u for u in subject.units if u.team == target.team]
        shares = [targets.unit_targets_cents[u.unit.unit] for u in led]
        if not is_in_proportion(shares, target.base_cents, [u.revenue_cents for u in led], 2 * step + 1):
            yield broken(
                "company_target_split",
                "team {t}: its units' targets do not follow their expected revenue",
                "团队 {t}：单元目标与其预期收入不成比例",
                t=target.team,
            )


def _wrong_ratio(whose: object, what: Text, stated: float, right: float) -> Finding:
    return broken(
        "company_target_split",
        "{w}: {n} is {a:.9f}, recomputed {b:.9f}",
        "{w}：{n}为 {a:.9f}，复算 {b:.9f}",
        w=whose,
        n=what,
        a=stated,
        b=right,
    )
