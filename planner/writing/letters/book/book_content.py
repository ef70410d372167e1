"""The plan book for the kick-off: summary, channel plan, teams, targets, calendar, rules."""

from __future__ import annotations

from planner.domain.choices import Channel
from planner.domain.targets import TeamTarget
from planner.language import Language, Text
from planner.results.verification.channel_plan.baselines import make_last_year_plan
from planner.results.verification.facts.case import Case
from planner.results.verification.subject import Subject
from planner.tables.results.plan_summary_sheet import PLAN_LABELS
from planner.tables.words.choice_words import holder_words, word_of
from planner.tables.words.currency_words import with_currency
from planner.writing.letters.book.book_chapters import list_stages, write_chapters
from planner.writing.letters.book.book_fields import ChannelRow, FigureRow, PlanBook, SeatRow, TeamRow, UnitRow
from planner.writing.letters.contents.amounts import (
    clean_name,
    format_change,
    format_count,
    format_money,
    format_part,
    format_share,
)
from planner.writing.letters.contents.content import Letter, LetterKind
from planner.writing.letters.contents.missed_notes import list_missed
from planner.writing.letters.contents.plan_facts import PlanFacts, amount_rows

_SENTENCES = (
    Text(
        "The company's target for {y} is {t}; the plan expects {e}, so the target asks for {s} times that.",
        "公司 {y} 年度目标为 {t}；计划预期 {e}，目标为预期的 {s} 倍。",
    ),
    Text(
        "Against last year's channels, teams and effort the plan changes contribution by {g}.",
        "与沿用上年通路、团队和投入相比，贡献毛利变动 {g}。",
    ),
    Text(
        "No plan under the same rules is better by more than {p}.",
        "在相同规则下，任何计划最多再优 {p}。",
    ),
)


def build_plan_book(facts: PlanFacts, language: Language, with_seats: bool = False) -> Letter:
    """Return the plan book; seats by name stand in it only when asked for."""
    plan, settings = facts.written.plan, facts.settings
    company, target = clean_name(settings.company), plan.targets.company_base_cents
    months = tuple(sum(s.months_cents[m] for s in plan.targets.seats) for m in range(12))
    count = len(plan.targets.products)
    products = [sum(s.products_cents[p] for s in plan.targets.seats) for p in range(count)]
    segments: dict[str, int] = {}
    for unit in plan.channel_plan.units:
        name = unit.unit.segment.segment
        segments[name] = segments.get(name, 0) + plan.targets.unit_targets_cents[unit.unit.unit]
    says = PlanBook(
        **facts.head(company, target, language),
        summary=_summary(facts, language),
        sentences=(*list_missed(facts, language), *_sentences(facts, language)),
        channels=_channels(facts, language),
        units=_units(facts, language),
        teams=tuple(_team(facts, t) for t in plan.targets.teams if t.base_cents or facts.seats_of.get(t.team)),
        seats=_seats(facts, language) if with_seats else (),
        calendar=list_stages(settings, language),
        chapters=write_chapters(facts.written.plan_input, language),
        quarters=facts.quarters(months, language),
        products=amount_rows({str(p): c for p, c in zip(plan.targets.products, products, strict=True)}),
        segments=amount_rows(dict(sorted(segments.items(), key=lambda i: (-i[1], i[0])))),
        rules=(),
    )
    return Letter(LetterKind.BOOK, language, company, "", target, says)


def _summary(facts: PlanFacts, language: Language) -> tuple[FigureRow, ...]:
    plan = facts.written.plan
    totals, cap = plan.channel_plan.totals, facts.settings.cost_of_sales_cap
    values = {
        "target": format_money(plan.targets.company_base_cents),
        "revenue": format_money(totals.revenue_cents),
        "stretch": f"{plan.targets.company_stretch:.3f}",
        "margin": format_money(totals.gross_margin_cents),
        "cost": format_money(totals.cost_of_sales_cents),
        "ratio": format_share(totals.cost_of_sales_ratio),
        "cap": "" if cap is None else format_share(cap),
        "contribution": format_money(totals.contribution_cents),
        "new_customers": format_count(round(totals.new_customers, 1)),
    }
    return tuple(FigureRow(PLAN_LABELS[key].choose(language), value) for key, value in values.items() if value)


def _sentences(facts: PlanFacts, language: Language) -> tuple[str, ...]:
    plan, settings = facts.written.plan, facts.settings
    subject = Subject(Case(facts.written.plan_input), plan, is_complete=False)
    last_year = make_last_year_plan(subject).channel_plan.totals
    gain = plan.channel_plan.totals.contribution_cents - last_year.contribution_cents
    currency = clean_name(settings.currency)
    words = {
        "y": settings.year_words,
        "t": with_currency(format_money(plan.targets.company_base_cents), currency),
        "e": format_money(plan.channel_plan.totals.revenue_cents),
        "s": f"{plan.targets.company_stretch:.3f}",
        "g": with_currency(format_change(gain), currency),
        "p": with_currency(format_money(plan.channel_plan.report.gap_cents), currency),
    }
    return tuple(sentence.format(**words).choose(language) for sentence in _SENTENCES)


def _channels(facts: PlanFacts, language: Language) -> tuple[ChannelRow, ...]:
    plan = facts.written.plan
    rows = []
    for channel in Channel:
        own = [u for u in plan.channel_plan.units if u.channel is channel]
        rows.append(
            ChannelRow(
                word_of(channel).choose(language),
                str(len(own)),
                format_count(round(sum(u.unit.accounts for u in own))),
                format_money(sum(u.revenue_cents for u in own)),
                format_money(sum(plan.targets.unit_targets_cents[u.unit.unit] for u in own)),
            )
        )
    return tuple(rows)


def _units(facts: PlanFacts, language: Language) -> tuple[UnitRow, ...]:
    targets = facts.written.plan.targets.unit_targets_cents
    return tuple(
        UnitRow(
            clean_name(unit.unit.unit),
            word_of(unit.channel).choose(language),
            " + ".join(clean_name(t) for t in (unit.team, unit.coseller) if t is not None) or "–",
            format_count(unit.fte),
            format_money(targets[unit.unit.unit]),
        )
        for unit in facts.written.plan.channel_plan.units
    )


def _team(facts: PlanFacts, target: TeamTarget) -> TeamRow:
    plan = facts.written.plan
    staffing = next(t for t in plan.channel_plan.teams if t.team == target.team)
    cost = sum(c.amount_cents for c in plan.channel_plan.costs if c.team == target.team and c.counts_in_ratio)
    hires, expected = sum(staffing.hires), staffing.expected_revenue_cents
    quarters = [format_money(sum(target.months_cents[3 * q : 3 * q + 3])) for q in range(4)]
    return TeamRow(
        clean_name(target.team),
        clean_name(facts.teams[target.team].manager or "") or "–",
        f"{staffing.heads} + {hires}" if hires else str(staffing.heads),
        format_money(target.base_cents),
        "" if target.growth is None else format_part(target.growth),
        format_part(cost / expected) if expected else "",
        *quarters,
    )


def _seats(facts: PlanFacts, language: Language) -> tuple[SeatRow, ...]:
    return tuple(
        SeatRow(
            clean_name(seat.position.seat),
            holder_words(clean_name(seat.position.rep or ""), seat.position.is_generated).choose(language),
            clean_name(seat.position.team),
            format_money(seat.base_cents),
        )
        for seat in facts.written.plan.targets.seats
    )
