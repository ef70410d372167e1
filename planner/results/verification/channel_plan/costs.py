"""Cost of sales, line by line; the caps; the rebate ladder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from planner.domain.calendar import MONTHS_PER_YEAR, QUARTERS
from planner.domain.channel_plan import CostLine
from planner.domain.choices import Channel
from planner.findings import Finding
from planner.language import Text
from planner.results.verification.facts.shares import half_up
from planner.results.verification.facts.staffing import months_left
from planner.results.verification.subject import ONE_CENT, Subject, broken, differing, is_a_cent_off, money
from planner.tables.results.cost_sheets import COST_KIND_WORDS
from planner.tables.words.choice_words import word_of

_RELATIVE = 1e-9
LineKey = tuple[str, str, str | None, Channel | None, bool]
"""Kind, label, team, channel, whether it counts in the ratio."""


def verify_costs(subject: Subject) -> Iterator[Finding]:
    """Every cost line follows from the input, the units and the hires, stands with its team and channel, and counts as it should."""
    stated: dict[LineKey, float] = defaultdict(float)
    for line in subject.plan.channel_plan.costs:
        stated[line.kind, line.label, line.team, line.channel, line.counts_in_ratio] += line.amount_cents
        if line.amount_cents < 0:
            yield broken(
                "costs", "a negative cost line: {k}", "成本项为负：{k}", k=_words(line.kind, line.label, line.team)
            )
    right = _people(subject) | _of_units(subject) | _given(subject)
    hired = {str(t.team): sum(t.hires) for t in subject.plan.channel_plan.teams}
    for key in sorted({*stated, *right}, key=str):
        kind, label, team, _, counts = key
        tolerance = ONE_CENT + hired.get(team or "", 0) if kind in PER_HEAD else 0.0
        tolerance = ONE_CENT if kind == "seat_pay" else tolerance
        if abs(stated.get(key, 0.0) - right.get(key, 0.0)) > tolerance:
            mark = Text("", "") if counts else Text(", outside the ratio", "，不计入成本率")
            what = Text("{k}{m}", "{k}{m}").format(k=_words(kind, label, team), m=mark)
            yield differing("costs", what, Text("cost", "成本"), stated.get(key, 0.0), right.get(key, 0.0))


def verify_cost_of_sales_cap(subject: Subject) -> Iterator[Finding]:
    """The ratio is within the company's cap, and each team's within its own, as written."""
    costs = subject.plan.channel_plan.costs
    counted = sum(line.amount_cents for line in costs if line.counts_in_ratio)
    revenue = sum(u.revenue_cents for u in subject.units)
    cap = subject.plan_input.settings.cost_of_sales_cap
    if cap is not None and counted > cap * revenue * (1 + _RELATIVE):
        yield broken(
            "cost_of_sales_cap",
            "cost of sales is {a} of {r} revenue, the cap is {c:.4%}",
            "营销成本 {a}，收入 {r}，上限 {c:.4%}",
            a=money(counted),
            r=money(revenue),
            c=cap,
        )
    for team in subject.case.teams.values():
        own = sum(line.amount_cents for line in costs if line.team == team.team and line.counts_in_ratio)
        led = sum(u.revenue_cents for u in subject.units if u.team == team.team)
        if team.cost_cap is not None and own > team.cost_cap * led * (1 + _RELATIVE):
            yield broken(
                "cost_of_sales_cap",
                "team {t}: cost {a} of {r} revenue, its cap is {c:.4%}",
                "团队 {t}：成本 {a}，收入 {r}，上限 {c:.4%}",
                t=team.team,
                a=money(own),
                r=money(led),
                c=team.cost_cap,
            )


def verify_rebate_ladder(subject: Subject) -> Iterator[Finding]:
    """The rebate of a channel is the reached step's rate on all of its revenue."""
    for channel in Channel:
        revenue = sum(u.revenue_cents for u in subject.units if u.channel is channel)
        steps = [r for r in subject.plan_input.rebates if r.channel is channel and r.from_revenue_cents <= revenue]
        rate = max(steps, key=lambda r: r.from_revenue_cents).rate if steps else 0.0
        costs = subject.plan.channel_plan.costs
        stated = sum(line.amount_cents for line in costs if line.kind == "rebate" and line.channel is channel)
        if is_a_cent_off(stated, revenue * rate):
            yield differing("rebate_ladder", word_of(channel), Text("rebate", "返点"), stated, revenue * rate)


def list_expected_costs(subject: Subject) -> tuple[CostLine, ...]:
    """Return the cost lines of the plan's units, teams and hires, without rebates, each rounded to the cent."""
    lines = _people(subject) | _of_units(subject) | _given(subject)
    return tuple(
        CostLine(kind, label, None if team is None else subject.case.teams[team].team, channel, half_up(cents), counts)
        for (kind, label, team, channel, counts), cents in lines.items()
    )


PER_HEAD = ("pay", "process_bonus", "benefits", "expense", "travel", "presales")
"""Kinds of cost that a team states per head."""


def _people(subject: Subject) -> dict[LineKey, float]:
    """Return what people cost: paid years of those in place, hires from the first month of their quarter, managers, recruiting.

    Pay is the seat's own where it has one, and the team's pay per head for everybody else, hires too.
    """
    lines: dict[LineKey, float] = {}
    for plan in subject.plan.channel_plan.teams:
        team, time = subject.case.teams[plan.team], subject.case.times[plan.team]
        pay = next((p for p in subject.plan_input.pay if p.team == plan.team), None)
        months = Fraction(sum(n * months_left(q) for n, q in zip(plan.hires, QUARTERS, strict=True)), MONTHS_PER_YEAR)
        lines["pay", "", team.team, team.channel, True] = float((Fraction(time.usual_years) + months) * team.pay_cents)
        lines["seat_pay", "", team.team, team.channel, True] = float(sum(time.own_pay.values()))
        years = Fraction(time.paid_years) + months
        for kind, cents in (
            ("process_bonus", 0 if pay is None else half_up(pay.process_bonus_cents * pay.process_score)),
            ("benefits", team.benefits_cents),
            ("expense", team.expense_cents),
            ("travel", team.travel_cents),
            ("presales", team.presales_cents),
        ):
            lines[kind, "", team.team, team.channel, True] = float(years * cents)
        lines["manager_pay", "", team.team, team.channel, True] = float(team.manager_pay_cents)
        if pay is not None:
            lines["manager_bonus", "", team.team, team.channel, True] = float(pay.manager_bonus_cents)
        fees = sum(plan.hires) * subject.plan_input.settings.hire_cost_cents
        lines["hiring", "", team.team, team.channel, True] = float(fees)
    return lines


def _of_units(subject: Subject) -> dict[LineKey, float]:
    """Return commission, programme cost and partner margin by lead team and channel; the rebate, which has a room of its own, as stated."""
    lines: dict[LineKey, float] = defaultdict(float)
    partners_count = subject.plan_input.settings.count_partner_margin
    for unit in subject.units:
        lines["commission", "", unit.team, unit.channel, True] += unit.commission_cents
        lines["programme", "", unit.team, unit.channel, True] += unit.programme_cost_cents
        lines["partner_margin", "", unit.team, unit.channel, partners_count] += unit.partner_margin_cents
    for line in subject.plan.channel_plan.costs:
        if line.kind == "rebate" and line.team is None and line.counts_in_ratio is partners_count and not line.label:
            lines["rebate", "", None, line.channel, partners_count] += line.amount_cents
    return lines


def _given(subject: Subject) -> dict[LineKey, float]:
    """Return the lines of sheets Team costs and Marketing."""
    lines: dict[LineKey, float] = defaultdict(float)
    for cost in subject.plan_input.team_costs:
        channel = subject.case.teams[cost.team].channel if cost.team else None
        lines["team_cost", cost.line, cost.team, channel, cost.counts_in_ratio] += cost.amount_cents
    for line in subject.plan_input.marketing:
        lines["marketing", line.line, None, line.channel, line.counts_in_ratio] += line.amount_cents
    return lines


def _words(kind: str, label: str, team: str | None) -> Text:
    parts = Text(f" '{label}'", f"“{label}”") if label else Text("", "")
    whose = Text(" ({t})", "（{t}）").format(t=team) if team else Text("", "")
    return Text("{k}{p}{t}", "{k}{p}{t}").format(k=COST_KIND_WORDS.get(kind, Text.same(kind)), p=parts, t=whose)
