"""People and time: capacity, hires, headcount budget, what a team's revenue must be."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.channel_plan import TeamPlan
from planner.findings import Finding
from planner.language import Text
from planner.results.verification.facts.case import Case
from planner.results.verification.subject import Subject, broken, differing, money

_RELATIVE = 1e-9
_ROUNDED_FTE = 1e-6
_PEOPLE = (
    "pay",
    "seat_pay",
    "process_bonus",
    "benefits",
    "expense",
    "travel",
    "presales",
    "manager_pay",
    "manager_bonus",
    "hiring",
)


def verify_team_capacity(subject: Subject) -> Iterator[Finding]:
    """Effort as lead and as co-seller is within what heads, seats and hires have after ramp, leave and attrition; both are stated rightly."""
    for team in subject.plan.channel_plan.teams:
        lead = sum(u.fte for u in subject.units if u.team == team.team)
        cosell = sum(u.cosell_fte for u in subject.units if u.coseller == team.team)
        available = subject.case.times[team.team].available_fte(team.hires)
        if lead + cosell > available * (1 + _RELATIVE) + _RELATIVE:
            yield broken(
                "team_capacity",
                "team {t} uses {a:.6f} FTE, it has {b:.6f}",
                "团队 {t} 使用 {a:.6f} 人力，可用 {b:.6f}",
                t=team.team,
                a=lead + cosell,
                b=available,
            )
        for stated, right, what in (
            (team.available_fte, available, Text("effort available", "可用人力")),
            (team.used_fte, lead + cosell, Text("effort used", "使用人力")),
        ):
            if abs(stated - right) > _ROUNDED_FTE:
                yield broken(
                    "team_capacity",
                    "team {t}: {w} is {a:.6f} FTE, recomputed {b:.6f}",
                    "团队 {t}：{w}为 {a:.6f}，复算 {b:.6f}",
                    t=team.team,
                    w=what,
                    a=stated,
                    b=right,
                )


def verify_hire_limit(subject: Subject) -> Iterator[Finding]:
    """Hires are whole and within the team's limit and span of control, the company's limit, and the headcount limit."""
    settings, teams = subject.plan_input.settings, subject.plan.channel_plan.teams
    for plan in teams:
        time = subject.case.times[plan.team]
        if min(plan.hires) < 0 or any(not isinstance(n, int) for n in plan.hires) or sum(plan.hires) > time.most_hires:
            yield broken(
                "hire_limit",
                "team {t}: {n} hires, {r} allowed",
                "团队 {t}：招聘 {n} 人，上限 {r} 人",
                t=plan.team,
                n=sum(plan.hires),
                r=time.most_hires,
            )
        if plan.heads != time.people:
            yield broken(
                "hire_limit",
                "team {t}: {a} heads, {b} in the input",
                "团队 {t}：人数 {a}，输入为 {b}",
                t=plan.team,
                a=plan.heads,
                b=time.people,
            )
    hired = sum(sum(t.hires) for t in teams)
    heads = sum(time.people for time in subject.case.times.values()) + hired
    if settings.max_hires is not None and hired > settings.max_hires:
        text = "{n} hires in all, {r} allowed", "合计招聘 {n} 人，上限 {r} 人"
        yield broken("hire_limit", *text, n=hired, r=settings.max_hires)
    if settings.headcount_limit is not None and heads > settings.headcount_limit:
        yield broken(
            "hire_limit", "{n} heads, {r} allowed", "合计 {n} 人，编制 {r} 人", n=heads, r=settings.headcount_limit
        )


def verify_headcount_budget(subject: Subject) -> Iterator[Finding]:
    """People and hires cost at most the budget."""
    budget = subject.plan_input.settings.headcount_budget_cents
    cost = sum(line.amount_cents for line in subject.plan.channel_plan.costs if line.kind in _PEOPLE)
    if budget is not None and cost > budget:
        text = "people cost {a}, the budget is {b}", "人力成本 {a}，预算 {b}"
        yield broken("headcount_budget", *text, a=money(cost), b=money(budget))


def verify_team_revenue_band(subject: Subject) -> Iterator[Finding]:
    """Expected revenue of a team is that of its units, lies in its band, and carries a fixed or least target at the largest stretch."""
    stretch = subject.plan_input.settings.largest_stretch
    for plan in subject.plan.channel_plan.teams:
        team = subject.case.teams[plan.team]
        led = sum(u.revenue_cents for u in subject.units if u.team == plan.team)
        helped = sum(u.revenue_cents for u in subject.units if u.coseller == plan.team)
        least = max(
            float(team.revenue_min_cents or 0),
            (team.fixed_target_cents or 0) / stretch,
            (team.target_min_cents or 0) / stretch,
        )
        least = subject.least("team_revenue_band", plan.team, least)
        if led < least * (1 - _RELATIVE) or (team.revenue_max_cents is not None and led > team.revenue_max_cents):
            yield broken(
                "team_revenue_band",
                "team {t}: expected revenue {a} is outside its band",
                "团队 {t}：预期收入 {a} 超出区间",
                t=plan.team,
                a=money(led),
            )
        for stated, right, what in (
            (plan.expected_revenue_cents, led, Text("expected revenue", "预期收入")),
            (plan.cosell_revenue_cents, helped, Text("revenue of units it co-sells", "协同单元收入")),
        ):
            if stated != right:
                yield differing("team_revenue_band", plan.team, what, stated, right)
        yield from _check_last_year(subject.case, plan)


def _check_last_year(case: Case, plan: TeamPlan) -> Iterator[Finding]:
    right = last_year_cents(case, plan.team)
    if plan.last_year_revenue_cents != right:
        yield broken(
            "team_revenue_band",
            "team {t}: last year's revenue is {a}, recomputed {b}",
            "团队 {t}：上年收入为 {a}，复算 {b}",
            t=plan.team,
            a="—" if plan.last_year_revenue_cents is None else money(plan.last_year_revenue_cents),
            b="—" if right is None else money(right),
        )


def last_year_cents(case: Case, team: str) -> int | None:
    """Return last year's revenue of `team`: as given, else of last year's history, else of the segments it leads today; ``None`` when unknown."""
    given = case.teams[team].last_year_revenue_cents
    if given is not None:
        return given
    if team in case.sold_by_team_cents:
        return case.sold_by_team_cents[team]
    led = [s.existing_revenue_cents for s in case.plan_input.segments if s.today_team == team]
    return sum(led) if led else None
