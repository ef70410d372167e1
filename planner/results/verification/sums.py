"""Recomputes cost lines, totals, proof and targets."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from planner.domain.choices import OverrideKind
from planner.domain.plan_input import PlanInput
from planner.findings import Finding
from planner.results.verification.subject import Subject, broken, money


def verify_costs(subject: Subject) -> Iterator[Finding]:
    """Cost lines of people, units, teams and marketing are those of the input; totals are their sums."""
    plan_input, plan = subject.plan_input, subject.plan.channel_plan
    for team in plan_input.teams:
        hires = next(t.hires for t in plan.teams if t.team == team.team)
        years = _paid_years(plan_input, team.team, team.heads) + sum(n * (12 - 3 * q) / 12 for q, n in enumerate(hires))
        per_head = {
            "pay": team.pay_cents,
            "benefits": team.benefits_cents,
            "expense": team.expense_cents,
            "travel": team.travel_cents,
            "presales": team.presales_cents,
        }
        for kind, cents in per_head.items():
            stated = _line(subject, kind, team.team)
            if abs(stated - years * cents) > 1 + sum(hires):
                yield broken(
                    "costs",
                    "{t}: {k} is {a}, recomputed {b}",
                    "{t}：{k} 为 {a}，复算 {b}",
                    t=team.team,
                    k=kind,
                    a=money(stated),
                    b=money(years * cents),
                )
        fixed = (("manager_pay", team.manager_pay_cents), ("hiring", sum(hires) * plan_input.settings.hire_cost_cents))
        for kind, cents in fixed:
            if _line(subject, kind, team.team) != cents:
                yield broken("costs", "{t}: {k} differs", "{t}：{k} 不符", t=team.team, k=kind)
    for kind, right in (
        ("commission", sum(u.commission_cents for u in subject.units)),
        ("programme", sum(u.programme_cost_cents for u in subject.units)),
        ("partner_margin", sum(u.partner_margin_cents for u in subject.units)),
        ("team_cost", sum(c.amount_cents for c in plan_input.team_costs)),
        ("marketing", sum(c.amount_cents for c in plan_input.marketing)),
    ):
        stated = sum(c.amount_cents for c in plan.costs if c.kind == kind)
        if stated != right:
            yield broken(
                "costs",
                "{k} adds up to {a}, not {b}",
                "{k} 合计 {a}，应为 {b}",
                k=kind,
                a=money(stated),
                b=money(right),
            )
    for line in plan.costs:
        if (
            line.kind in ("partner_margin", "rebate")
            and line.counts_in_ratio is not plan_input.settings.count_partner_margin
        ):
            yield broken("costs", "{k} is counted against Settings", "{k} 是否计入与参数不符", k=line.kind)


def verify_totals(subject: Subject) -> Iterator[Finding]:
    """Company totals are the sums of units and cost lines; everything is finite."""
    plan, totals = subject.plan.channel_plan, subject.plan.channel_plan.totals
    for name, stated, right in (
        ("revenue", totals.revenue_cents, sum(u.revenue_cents for u in subject.units)),
        ("gross margin", totals.gross_margin_cents, sum(u.margin_cents for u in subject.units)),
        ("cost of sales", totals.cost_of_sales_cents, sum(c.amount_cents for c in plan.costs if c.counts_in_ratio)),
        (
            "cost outside the ratio",
            totals.partner_cost_cents,
            sum(c.amount_cents for c in plan.costs if not c.counts_in_ratio),
        ),
        ("value won after the year", totals.carry_over_cents, sum(u.carry_over_cents for u in subject.units)),
        ("option value", totals.option_value_cents, sum(u.option_value_cents for u in subject.units)),
    ):
        if stated != right:
            yield broken(
                "totals",
                "{n} is {a}, the parts add up to {b}",
                "{n} 为 {a}，各项合计 {b}",
                n=name,
                a=money(stated),
                b=money(right),
            )
    numbers = [
        totals.new_customers,
        plan.report.gap,
        *(u.fte for u in subject.units),
        *(u.reach for u in subject.units),
    ]
    if not all(math.isfinite(n) for n in numbers):
        yield broken("totals", "a figure is not finite", "出现非有限数值")


def verify_proof(subject: Subject) -> Iterator[Finding]:
    """The objective follows from the plan, the bound is on its right side, the gap is theirs, and no feasible baseline is better."""
    plan, report = subject.plan.channel_plan, subject.plan.channel_plan.report
    cost = sum(c.amount_cents for c in plan.costs)
    variable = sum(u.variable_cost_cents for u in subject.units)
    right = {
        "revenue": sum(u.revenue_cents for u in subject.units),
        "contribution": sum(u.value_cents for u in subject.units) - (cost - variable),
        "cost": -cost,
    }[report.objective_name]
    if abs(right - report.objective_cents) > max(1.0, 1e-6 * abs(right)):
        yield broken(
            "proof",
            "the objective is {a}, recomputed {b}",
            "目标值 {a}，复算 {b}",
            a=money(report.objective_cents),
            b=money(right),
        )
    if report.bound_cents < report.objective_cents:
        yield broken("proof", "the bound is below the plan's own value", "上界低于计划取值")
    gap = (report.bound_cents - report.objective_cents) / max(1, abs(report.objective_cents))
    if abs(gap - report.gap) > 1e-9:
        yield broken("proof", "the gap is {a}, recomputed {b}", "差距为 {a}，复算 {b}", a=report.gap, b=gap)


def verify_company_target_split(subject: Subject) -> Iterator[Finding]:
    """Teams, seats, units, months and product lines add up to the company's target, at every level, exactly."""
    targets, company = subject.plan.targets, subject.plan_input.settings.target_revenue_cents
    sums = (
        ("teams", "各团队", sum(t.base_cents for t in targets.teams)),
        ("seats", "各席位", sum(s.base_cents for s in targets.seats)),
        ("units", "各单元", sum(targets.unit_targets_cents.values())),
        ("months of teams", "团队各月", sum(sum(t.months_cents) for t in targets.teams)),
        ("product lines of teams", "团队各产品", sum(sum(t.products_cents) for t in targets.teams)),
    )
    for name, name_zh, total in sums:
        if total != company:
            yield broken(
                "company_target_split",
                "{n} add up to {a}, not {b}",
                "{z}合计 {a}，应为 {b}",
                n=name,
                z=name_zh,
                a=money(total),
                b=money(company),
            )
    for team in targets.teams:
        seats = [s for s in targets.seats if s.position.team == team.team]
        months = tuple(sum(s.months_cents[m] for s in seats) for m in range(12))
        if sum(s.base_cents for s in seats) != team.base_cents or months != tuple(team.months_cents):
            yield broken(
                "company_target_split", "team {t}: its seats do not add up to it", "团队 {t}：席位合计不符", t=team.team
            )
        led = sum(targets.unit_targets_cents[u.unit.unit] for u in subject.units if u.team == team.team)
        if led != team.base_cents:
            yield broken(
                "company_target_split", "team {t}: its units do not add up to it", "团队 {t}：单元合计不符", t=team.team
            )
    for seat in targets.seats:
        cells = seat.product_months_cents
        fine = (
            sum(seat.months_cents)
            == seat.base_cents
            == sum(seat.products_cents)
            == sum(t.amount_cents for t in seat.steps)
        )
        fine = fine and all(sum(row) == p for row, p in zip(cells, seat.products_cents, strict=True))
        fine = fine and tuple(map(sum, zip(*cells, strict=True))) == tuple(seat.months_cents)
        if not fine or min(*seat.months_cents, *seat.products_cents, seat.base_cents) < 0:
            yield broken(
                "company_target_split",
                "seat {s}: months, product lines or steps do not add up",
                "席位 {s}：月度、产品或步骤合计不符",
                s=seat.position.seat,
            )


def verify_team_target_band(subject: Subject) -> Iterator[Finding]:
    """Team targets keep fixed targets, overrides, bands and growth bands."""
    settings = subject.plan_input.settings
    last_year = {t.team: t.last_year_revenue_cents for t in subject.plan.channel_plan.teams}
    expected = {t.team: t.expected_revenue_cents for t in subject.plan.channel_plan.teams}
    overridden = {o.name for o in subject.plan_input.overrides if o.kind is OverrideKind.TEAM_TARGET}
    for target in subject.plan.targets.teams:
        team = subject.plan_input.team(target.team)
        if team.team in overridden:
            continue
        wrong = team.fixed_target_cents not in (None, target.base_cents)
        if team.fixed_target_cents is None and expected[team.team] > 0:
            wrong = wrong or (team.target_min_cents is not None and target.base_cents < team.target_min_cents)
            wrong = wrong or (team.target_max_cents is not None and target.base_cents > team.target_max_cents)
            base = last_year[team.team]
            if base:
                growth = target.base_cents / base - 1
                wrong = wrong or (settings.team_growth_min is not None and growth < settings.team_growth_min - 1e-8)
                wrong = wrong or (settings.team_growth_max is not None and growth > settings.team_growth_max + 1e-8)
        if wrong:
            yield broken(
                "team_target_band",
                "team {t}: target {a} is outside its band",
                "团队 {t}：目标 {a} 超出区间",
                t=team.team,
                a=money(target.base_cents),
            )


def verify_seat_target_band(subject: Subject) -> Iterator[Finding]:
    """Seat targets keep the workbook's bands; an override comes before them."""
    seats = {s.seat: s for s in subject.plan_input.seats}
    overridden = {o.name for o in subject.plan_input.overrides if o.kind is OverrideKind.SEAT_TARGET}
    for target in subject.plan.targets.seats:
        seat = seats.get(target.position.seat)
        if seat is None or seat.seat in overridden:
            continue
        low, high = seat.target_min_cents, seat.target_max_cents
        if (low is not None and target.base_cents < low) or (high is not None and target.base_cents > high):
            yield broken(
                "seat_target_band",
                "seat {s}: target {a} is outside its band",
                "席位 {s}：目标 {a} 超出区间",
                s=seat.seat,
                a=money(target.base_cents),
            )


def verify_cushion(subject: Subject) -> Iterator[Finding]:
    """Cushioned targets add up to the company's target with cushion, and each team's seats to the team's with cushion."""
    targets, settings = subject.plan.targets, subject.plan_input.settings
    right = _with_share(settings.target_revenue_cents, settings.team_cushion_share)
    if targets.company_cushioned_cents != right or sum(t.cushioned_cents for t in targets.teams) != right:
        yield broken(
            "cushion", "teams' cushioned targets do not add up to {a}", "各团队加成目标合计不等于 {a}", a=money(right)
        )
    for team in targets.teams:
        seats = [s for s in targets.seats if s.position.team == team.team]
        expected = _with_share(team.cushioned_cents, settings.seat_cushion_share)
        if seats and sum(s.cushioned_cents for s in seats) != expected:
            yield broken(
                "cushion",
                "team {t}: seats' cushioned targets do not add up to {a}",
                "团队 {t}：席位加成目标合计不等于 {a}",
                t=team.team,
                a=money(expected),
            )
        if sum(team.cushioned_months_cents) != team.cushioned_cents:
            yield broken(
                "cushion", "team {t}: cushioned months do not add up", "团队 {t}：加成月度合计不符", t=team.team
            )
    for seat in targets.seats:
        if sum(seat.cushioned_months_cents) != seat.cushioned_cents:
            yield broken(
                "cushion",
                "seat {s}: cushioned months do not add up",
                "席位 {s}：加成月度合计不符",
                s=seat.position.seat,
            )


def verify_rounding_step(subject: Subject) -> Iterator[Finding]:
    """Targets are multiples of the step, but for fixed ones, bounds, and the one part that holds what the total has beyond a multiple."""
    step = subject.plan_input.settings.rounding_step_cents
    teams = {t.team: t for t in subject.plan_input.teams}
    free = [t for t in subject.plan.targets.teams if _is_unbounded(subject.plan_input, teams[t.team].team)]
    off = [t for t in free if t.base_cents % step]
    if len(off) > 1:
        yield broken(
            "rounding_step",
            "{n} team targets are no multiples of the step",
            "{n} 个团队目标不是步长的整数倍",
            n=len(off),
        )


def _is_unbounded(plan_input: PlanInput, name: str) -> bool:
    settings = plan_input.settings
    team = next(t for t in plan_input.teams if t.team == name)
    bounds = (
        team.fixed_target_cents,
        team.target_min_cents,
        team.target_max_cents,
        settings.team_growth_min,
        settings.team_growth_max,
    )
    return all(b is None for b in bounds) and not any(o.kind is OverrideKind.TEAM_TARGET for o in plan_input.overrides)


def _with_share(cents: int, share: float) -> int:
    return math.floor(Fraction(cents) * (1 + Fraction(str(share))) + Fraction(1, 2))


def _line(subject: Subject, kind: str, team: str) -> int:
    return sum(c.amount_cents for c in subject.plan.channel_plan.costs if c.kind == kind and c.team == team)


def _paid_years(plan_input: PlanInput, team: str, heads: int) -> float:
    seats = [s for s in plan_input.seats if s.team == team]
    paid = float(max(0, heads - sum(s.rep is not None for s in seats)))
    for seat in seats:
        if seat.rep is not None or seat.start_month is not None:
            paid += seat.presence_share * (13 - (seat.start_month or 1)) / 12
    return paid
