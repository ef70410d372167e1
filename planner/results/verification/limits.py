"""Recomputes capacity, limits, floors and bands of the channel plan."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.choices import Channel
from planner.domain.organisation import Team
from planner.domain.plan_input import PlanInput
from planner.findings import Finding
from planner.results.verification.subject import Subject, broken, money

_RELATIVE = 1e-9


def team_fte(plan_input: PlanInput, team: Team, hires: tuple[int, ...]) -> float:
    """Return the FTE of a team in the plan year, from heads, seats, ramp, leave, attrition and hires."""
    profile = next((r.month_shares for r in plan_input.ramps if r.profile == team.ramp), (1.0,) * 12)
    present = float(max(0, team.heads - sum(1 for s in plan_input.seats if s.team == team.team and s.rep is not None)))
    for seat in plan_input.seats:
        if seat.team == team.team and (seat.rep is not None or seat.start_month is not None):
            months = profile[: 13 - seat.start_month] if seat.start_month is not None else (1.0,) * 12
            present += seat.presence_share * sum(months) / 12
    lost = min(1.0, (plan_input.settings.refill_months + 12 - sum(profile)) / 12)
    own = present * (1 - team.leave_share) * max(0.0, 1 - team.attrition_share * lost)
    return own + sum(n * sum(profile[: 12 - 3 * q]) / 12 * (1 - team.leave_share) for q, n in enumerate(hires))


def verify_team_capacity(subject: Subject) -> Iterator[Finding]:
    """Effort used as lead and co-seller is within what the team has, and both are stated rightly."""
    for team in subject.plan.channel_plan.teams:
        lead = sum(u.fte for u in subject.units if u.team == team.team)
        cosell = sum(u.cosell_fte for u in subject.units if u.coseller == team.team)
        available = team_fte(subject.plan_input, subject.plan_input.team(team.team), team.hires)
        if (
            lead + cosell > available + 1e-6
            or abs(available - team.available_fte) > 1e-6
            or abs(lead + cosell - team.used_fte) > 1e-6
        ):
            yield broken(
                "team_capacity",
                "team {t} uses {a} FTE of {b}",
                "团队 {t} 使用 {a} 人力，可用 {b}",
                t=team.team,
                a=f"{lead + cosell:.4f}",
                b=f"{available:.4f}",
            )


def _people(plan_input: PlanInput, team: Team) -> int:
    seats = [s for s in plan_input.seats if s.team == team.team]
    committed = sum(s.rep is not None or s.start_month is not None for s in seats)
    return committed + max(0, team.heads - sum(s.rep is not None for s in seats))


def verify_hire_limit(subject: Subject) -> Iterator[Finding]:
    """Hires are whole, within the team's, the company's and the headcount limit, and the span of control."""
    settings, people, hired = subject.plan_input.settings, 0, 0
    for plan in subject.plan.channel_plan.teams:
        team = subject.plan_input.team(plan.team)
        own = _people(subject.plan_input, team)
        people, hired = people + own, hired + sum(plan.hires)
        room = (
            team.max_hires if team.span_of_control is None else min(team.max_hires, max(0, team.span_of_control - own))
        )
        if sum(plan.hires) > room or min(plan.hires) < 0 or plan.heads != own:
            yield broken(
                "hire_limit",
                "team {t}: {n} hires, {r} allowed",
                "团队 {t}：招聘 {n} 人，上限 {r} 人",
                t=plan.team,
                n=sum(plan.hires),
                r=room,
            )
    if settings.max_hires is not None and hired > settings.max_hires:
        yield broken(
            "hire_limit", "{n} hires in all, {r} allowed", "合计招聘 {n} 人，上限 {r} 人", n=hired, r=settings.max_hires
        )
    if settings.headcount_limit is not None and people + hired > settings.headcount_limit:
        yield broken(
            "hire_limit",
            "{n} heads, {r} allowed",
            "合计 {n} 人，编制 {r} 人",
            n=people + hired,
            r=settings.headcount_limit,
        )


def verify_headcount_budget(subject: Subject) -> Iterator[Finding]:
    """People and hires cost at most the budget."""
    budget = subject.plan_input.settings.headcount_budget_cents
    kinds = ("pay", "benefits", "expense", "travel", "presales", "manager_pay", "hiring")
    cost = sum(c.amount_cents for c in subject.plan.channel_plan.costs if c.kind in kinds)
    if budget is not None and cost > budget:
        yield broken(
            "headcount_budget",
            "people cost {a}, the budget is {b}",
            "人力成本 {a}，预算 {b}",
            a=money(cost),
            b=money(budget),
        )


def verify_cost_of_sales_cap(subject: Subject) -> Iterator[Finding]:
    """The ratio is within the company's cap and each team's own, as written."""
    plan, cap = subject.plan.channel_plan, subject.plan_input.settings.cost_of_sales_cap
    counted = sum(c.amount_cents for c in plan.costs if c.counts_in_ratio)
    revenue = sum(u.revenue_cents for u in subject.units)
    if cap is not None and counted > cap * revenue * (1 + _RELATIVE):
        yield broken(
            "cost_of_sales_cap",
            "the ratio is {a}, the cap {b}",
            "营销成本率 {a}，上限 {b}",
            a=f"{counted / max(1, revenue):.6f}",
            b=cap,
        )
    for team in subject.plan_input.teams:
        own = sum(c.amount_cents for c in plan.costs if c.team == team.team and c.counts_in_ratio)
        led = sum(u.revenue_cents for u in subject.units if u.team == team.team)
        if team.cost_cap is not None and own > team.cost_cap * led * (1 + _RELATIVE):
            yield broken("cost_of_sales_cap", "team {t} is above its cap", "团队 {t} 超出费用率上限", t=team.team)


def verify_revenue_floor(subject: Subject) -> Iterator[Finding]:
    """The target is within the largest stretch of the expected revenue."""
    settings = subject.plan_input.settings
    revenue = sum(u.revenue_cents for u in subject.units)
    if revenue * settings.largest_stretch < settings.target_revenue_cents * (1 - _RELATIVE):
        yield broken(
            "revenue_floor",
            "expected revenue {a} cannot carry the target",
            "预期收入 {a} 无法支撑目标",
            a=money(revenue),
        )


def verify_product_floor(subject: Subject) -> Iterator[Finding]:
    """Each product line's expected revenue reaches its floor."""
    for product in subject.plan_input.products:
        expected = sum(
            c
            for u in subject.units
            for p, c in zip(u.unit.products, u.products_cents, strict=True)
            if p == product.product
        )
        if product.target_floor_cents is not None and expected < product.target_floor_cents:
            yield broken(
                "product_floor",
                "{p}: expected {a}, floor {b}",
                "{p}：预期 {a}，下限 {b}",
                p=product.product,
                a=money(expected),
                b=money(product.target_floor_cents),
            )


def verify_segment_share_floor(subject: Subject) -> Iterator[Finding]:
    """Each segment's expected revenue reaches its share of potential."""
    for segment in subject.plan_input.segments:
        own = [u for u in subject.units if u.unit.segment.segment == segment.segment]
        floor = (segment.share_floor or 0.0) * sum(u.unit.total_potential_cents for u in own)
        if sum(u.revenue_cents for u in own) < floor * (1 - _RELATIVE):
            yield broken("segment_share_floor", "{s}: below its share floor", "{s}：低于份额下限", s=segment.segment)


def verify_new_customer_floor(subject: Subject) -> Iterator[Finding]:
    """Expected new customers reach the floor."""
    settings = subject.plan_input.settings
    customers = sum(
        u.revenue_new_cents / (u.unit.segment.average_deal_cents or settings.average_deal_cents) for u in subject.units
    )
    if settings.new_customer_floor is not None and customers < settings.new_customer_floor * (1 - 1e-9):
        yield broken("new_customer_floor", "{a} new customers expected", "预期新客户 {a} 个", a=f"{customers:.2f}")


def verify_team_revenue_band(subject: Subject) -> Iterator[Finding]:
    """Expected revenue of a team lies in its band and carries its fixed or least target."""
    stretch = subject.plan_input.settings.largest_stretch
    for plan in subject.plan.channel_plan.teams:
        team, led = (
            subject.plan_input.team(plan.team),
            sum(u.revenue_cents for u in subject.units if u.team == plan.team),
        )
        floors = (
            team.revenue_min_cents or 0,
            (team.fixed_target_cents or 0) / stretch,
            (team.target_min_cents or 0) / stretch,
        )
        too_high = team.revenue_max_cents is not None and led > team.revenue_max_cents
        if led < max(floors) * (1 - _RELATIVE) or too_high or led != plan.expected_revenue_cents:
            yield broken(
                "team_revenue_band",
                "team {t}: expected revenue {a} is outside its band",
                "团队 {t}：预期收入 {a} 超出区间",
                t=plan.team,
                a=money(led),
            )


def verify_channel_limit(subject: Subject) -> Iterator[Finding]:
    """No channel serves more units than Settings allow."""
    for channel in Channel:
        limit, count = subject.plan_input.settings.max_units(channel), sum(u.channel is channel for u in subject.units)
        if limit is not None and count > limit:
            yield broken(
                "channel_limit",
                "{n} units in {c}, {l} allowed",
                "{c} 有 {n} 个单元，上限 {l}",
                n=count,
                c=channel.value,
                l=limit,
            )


def verify_seed_budget(subject: Subject) -> Iterator[Finding]:
    """Seeding is within its budget."""
    budget = subject.plan_input.settings.seed_budget_cents
    spent = sum(u.programme_cost_cents for u in subject.units if u.channel is Channel.SEED)
    if budget is not None and spent > budget:
        yield broken(
            "seed_budget",
            "seeding costs {a}, the budget is {b}",
            "撒网费用 {a}，预算 {b}",
            a=money(spent),
            b=money(budget),
        )


def verify_change_limit(subject: Subject) -> Iterator[Finding]:
    """Not more units change than allowed."""
    limit, changed = subject.plan_input.settings.change_limit, sum(u.is_changed for u in subject.units)
    if limit is not None and changed > limit:
        yield broken("change_limit", "{n} units change, {l} allowed", "{n} 个单元变动，上限 {l}", n=changed, l=limit)


def verify_rebate_ladder(subject: Subject) -> Iterator[Finding]:
    """The rebate of a channel is the reached step's rate on all of its revenue."""
    for channel in Channel:
        revenue = sum(u.revenue_cents for u in subject.units if u.channel is channel)
        reached = [
            (r.from_revenue_cents, r.rate)
            for r in subject.plan_input.rebates
            if r.channel is channel and r.from_revenue_cents <= revenue
        ]
        right = revenue * max(reached)[1] if reached else 0.0
        stated = sum(
            c.amount_cents for c in subject.plan.channel_plan.costs if c.kind == "rebate" and c.channel is channel
        )
        if abs(stated - right) > 1:
            yield broken(
                "rebate_ladder",
                "{c}: rebate {a}, recomputed {b}",
                "{c}：返点 {a}，复算 {b}",
                c=channel.value,
                a=money(stated),
                b=money(right),
            )
