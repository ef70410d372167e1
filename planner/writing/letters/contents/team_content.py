"""The letter of a team leader: the team's target, who carries it, whom to hire, what selling may cost."""

from __future__ import annotations

from planner.domain.calendar import QUARTERS
from planner.domain.channel_plan import TeamPlan
from planner.domain.choices import Metric
from planner.domain.organisation import Team
from planner.domain.targets import TeamTarget
from planner.language import Language, Text
from planner.tables.words.choice_words import holder_words, word_of
from planner.writing.letters.contents.amounts import clean_name, format_money, format_part, format_share
from planner.writing.letters.contents.content import HireRow, Letter, LetterKind, MemberRow, TeamLetter, WaterfallStep
from planner.writing.letters.contents.missed_notes import note_missed
from planner.writing.letters.contents.pay_rows import list_leader_pay
from planner.writing.letters.contents.plan_facts import PlanFacts, amount_rows, goal_rows
from planner.writing.letters.contents.rules_of_plan import list_rules, name_month, name_quarter

_LEADER = Text("the leader of team {t}", "{t} 团队负责人")
_COMPANY_CAP = Text(
    "The company's cap on the cost-of-sales ratio, {c}, is on all teams together; this team has none of its own.",
    "公司营销成本率上限 {c} 适用于所有团队合计；本团队未单设上限。",
)
_BARS = (Text("Last year", "上年收入"), Text("Change", "增减"), Text("Target", "年度目标"))


def build_team_letter(facts: PlanFacts, target: TeamTarget, language: Language) -> Letter:
    """Return the letter of the leader of one team."""
    plan = facts.written.plan
    team = facts.teams[target.team]
    name = clean_name(team.manager or "")
    staffing = next(t for t in plan.channel_plan.teams if t.team == target.team)
    last_year = staffing.last_year_revenue_cents
    cost = sum(c.amount_cents for c in plan.channel_plan.costs if c.team == target.team and c.counts_in_ratio)
    expected = staffing.expected_revenue_cents
    segments = facts.segments_of.get(target.team, {})
    products = dict(zip(plan.targets.products, target.products_cents, strict=True))
    months, disclosure = target.months_cents, facts.settings.letter_disclosure
    says = TeamLetter(
        **facts.head(name or _LEADER.format(t=clean_name(team.team)).choose(language), target.base_cents, language),
        name=name,
        team=clean_name(team.team),
        channel=word_of(team.channel).choose(language),
        heads=str(staffing.heads),
        cushioned=format_money(target.cushioned_cents) if disclosure.shows_cushion else "",
        cushioned_quarters=facts.cushioned_quarters(target.cushioned_cents, months, language),
        last_year="" if last_year is None else format_money(last_year),
        growth=format_part(target.base_cents / last_year - 1) if last_year else "",
        members=_members(facts, target, language),
        hires=_hires(staffing, language),
        goals=goal_rows(
            [(Metric.REVENUE, float(target.base_cents), facts.settings.weight(Metric.REVENUE))],
            facts.goals_of.get((target.team, None), []),
            language,
        ),
        pay=list_leader_pay(facts, target.team, language) if disclosure.shows_pay else (),
        cost=format_money(cost),
        cost_ratio=format_share(cost / expected) if expected else "",
        cost_cap="" if team.cost_cap is None else format_share(team.cost_cap),
        quarters=facts.quarters(months, language),
        products=amount_rows({str(p): c for p, c in products.items()}),
        segments=amount_rows({s: segments[s] for s in sorted(segments, key=lambda s: (-segments[s], s))}),
        rules=(
            *note_missed(facts, language),
            *list_rules(facts.settings, team, language),
            *_company_cap(facts, team, language),
        ),
    )
    bars = _bars(last_year, target.base_cents, language)
    return Letter(LetterKind.TEAM, language, target.team, name, target.base_cents, says, bars)


def _company_cap(facts: PlanFacts, team: Team, language: Language) -> tuple[str, ...]:
    """Return what the company's cap means to a team without one of its own: the plan may have it above, and others below."""
    cap = facts.settings.cost_of_sales_cap
    return (
        () if cap is None or team.cost_cap is not None else (_COMPANY_CAP.format(c=format_share(cap)).choose(language),)
    )


def _members(facts: PlanFacts, target: TeamTarget, language: Language) -> tuple[MemberRow, ...]:
    return tuple(
        MemberRow(
            clean_name(seat.position.seat),
            holder_words(clean_name(seat.position.rep or ""), seat.position.is_generated).choose(language),
            ""
            if seat.position.start_month is None
            else name_month(facts.settings, seat.position.start_month, language),
            format_money(seat.base_cents),
            format_part(seat.base_cents / target.base_cents) if target.base_cents else format_part(0.0),
        )
        for seat in facts.seats_of.get(target.team, [])
    )


def _hires(staffing: TeamPlan, language: Language) -> tuple[HireRow, ...]:
    return tuple(
        HireRow(name_quarter(quarter, language), str(count))
        for quarter, count in zip(QUARTERS, staffing.hires, strict=True)
        if count
    )


def _bars(last_year: int | None, target: int, language: Language) -> tuple[WaterfallStep, ...]:
    if last_year is None:
        return ()
    before, change, after = (word.choose(language) for word in _BARS)
    return (
        WaterfallStep(before, last_year, True),
        WaterfallStep(change, target - last_year),
        WaterfallStep(after, target, True),
    )
