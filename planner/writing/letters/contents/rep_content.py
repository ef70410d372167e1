"""The letter of a seat: what its holder is told, and nothing else."""

from __future__ import annotations

from planner.domain.choices import Metric
from planner.domain.identifiers import Cents
from planner.domain.rounding import choose_step, split_amount
from planner.domain.targets import SeatPosition, SeatTarget
from planner.language import Language, Text
from planner.tables.words.currency_words import with_currency
from planner.writing.letters.contents.account_rows import count_served, list_accounts
from planner.writing.letters.contents.amounts import clean_name, format_change, format_money, format_part, format_share
from planner.writing.letters.contents.content import Letter, LetterKind, RepLetter, StepRow, WaterfallStep
from planner.writing.letters.contents.missed_notes import note_missed
from planner.writing.letters.contents.pay_rows import list_seat_pay, note_on_pay
from planner.writing.letters.contents.plan_facts import PlanFacts, amount_rows, goal_rows, holder_of
from planner.writing.letters.contents.rules_of_plan import list_rules, name_month
from planner.writing.letters.contents.target_way import TargetWay

_MOST_ACCOUNTS = 40
_STEP_NAMES = {
    "standard": Text("Standard seat", "标准席位"),
    "start_and_ramp": Text("Start and ramp", "到岗与爬坡"),
    "level_and_presence": Text("Level and presence", "级别与在岗"),
    "territory": Text("Accounts of the seat", "所辖客户"),
    "limits": Text("Limits of targets", "目标上下限"),
    "rounding": Text("Rounding", "取整"),
    "target": Text("Target", "年度目标"),
    "last_year": Text("Last year", "上年收入"),
}
_COMPANY_SENTENCE = Text(
    "The company's revenue target for {y} is {g} {d} last year's revenue; it is split over the teams by what the plan expects each of them to bring.",
    "公司 {y} 年度收入目标较上年收入{d} {g}，按计划对各团队的预期收入分解到团队。",
)
_COMPANY_SENTENCE_NEW = Text(
    "The company's revenue target for {y} is split over the teams by what the plan expects each of them to bring.",
    "公司 {y} 年度收入目标按计划对各团队的预期收入分解到团队。",
)
_TEAM_SENTENCE = Text(
    "In team {t} a standard seat, filled all year by a typical rep, carries {a}.",
    "{t}的标准席位（普通水平、全年在岗）承担 {a}。",
)
_SEAT_SENTENCE = Text("For this seat, with {w}, the target is {a}{l}.", "本席位在此基础上计入{w}，目标为 {a}{l}。")
_SEAT_SENTENCE_SAME = Text("This seat is a standard seat; its target is {a}{l}.", "本席位即为标准席位，目标为 {a}{l}。")
_LAST_YEAR = Text("; last year the seat brought {a}", "；上年该席位实现收入 {a}")
_LAST_YEAR_OF_TARGET = Text(
    "; last year the seat brought {a}, which is {s} of its target of {t}",
    "；上年该席位实现收入 {a}，完成上年目标 {t}的 {s}",
)
_RELEASED_AT_ONCE = Text("The whole budget is released when the year begins.", "全部预算于年初释放。")
_RELEASE_RULE = Text(
    "By the end of any month it may be used up to the share of the year's target reached so far plus {s} of the budget.",
    "截至任一月末，可用额度不超过预算 ×（全年目标累计完成率 + {s}）。",
)


def build_rep_letter(facts: PlanFacts, seat: SeatTarget, language: Language) -> Letter:
    """Return the letter of one seat."""
    position, settings = seat.position, facts.settings
    team = facts.teams[position.team]
    name = clean_name(position.rep or "")
    way = facts.ways[position.seat]
    segments = _share_segments(_segment_weights(facts, seat), seat.base_cents, settings.rounding_step_cents)
    accounts = list_accounts(facts, position.seat, language)
    is_long = len(accounts) > _MOST_ACCOUNTS
    products = dict(zip(facts.written.plan.targets.products, seat.products_cents, strict=True))
    steps = _name_steps(way, language)
    budget = facts.paid_part(team.expense_cents + team.travel_cents, position)
    disclosure = settings.letter_disclosure
    last_year = position.last_year_revenue_cents
    says = RepLetter(
        **facts.head(name or holder_of(position.seat, language), seat.base_cents, language),
        name=name,
        seat=clean_name(position.seat),
        team=clean_name(team.team),
        manager=clean_name(team.manager or ""),
        start="" if position.start_month is None else name_month(settings, position.start_month, language),
        cushioned=format_money(seat.cushioned_cents) if disclosure.shows_cushion else "",
        cushioned_quarters=facts.cushioned_quarters(seat.cushioned_cents, seat.months_cents, language),
        last_year="" if last_year is None else format_money(last_year),
        last_year_target=format_money(position.last_year_target_cents) if position.last_year_target_cents else "",
        quarters=facts.quarters(seat.months_cents, language),
        products=amount_rows({str(p): c for p, c in products.items()}),
        segments=amount_rows(segments),
        goals=goal_rows(
            [(Metric.REVENUE, float(seat.base_cents), settings.weight(Metric.REVENUE))],
            facts.goals_of.get((position.team, position.seat), []),
            language,
        ),
        accounts=() if is_long else accounts,
        annex=accounts if is_long else (),
        account_count="" if facts.territories is None else str(count_served(facts, position.seat)),
        pay=list_seat_pay(facts, seat, language) if disclosure.shows_pay else (),
        pay_note=note_on_pay(facts, seat, language) if disclosure.shows_pay else "",
        expense_budget=format_money(budget) if budget else "",
        expense_rule=clean_name(settings.expense_release_rule or _release_rule(facts, position.team, language)),
        rules=list_rules(settings, team, language),
        sentences=(*_explain(facts, seat, way, language), *note_missed(facts, language)),
        steps=tuple(StepRow(n, format_change(c) if i else format_money(c)) for i, (n, c) in enumerate(steps)),
    )
    return Letter(LetterKind.REP, language, position.seat, name, seat.base_cents, says, _bars(steps, seat, language))


def _segment_weights(facts: PlanFacts, seat: SeatTarget) -> dict[str, float]:
    """Return the targets of the seat's team by segment; with territories only the seat's part of each, by potential of the accounts that it leads."""
    team = facts.segments_of.get(seat.position.team, {})
    potential = facts.territory_potential
    members = [s.position.seat for s in facts.seats_of[seat.position.team]]
    own: dict[str, float] = {}
    for segment, cents in team.items():
        mine, all_ = (
            potential.get((seat.position.seat, segment), 0),
            sum(potential.get((m, segment), 0) for m in members),
        )
        own[segment] = cents * mine / all_ if all_ else 0.0
    return own if any(own.values()) else {s: float(c) for s, c in team.items()}


def _share_segments(segments: dict[str, float], target: Cents, step: Cents) -> dict[str, Cents]:
    """Split a seat's target over segments in proportion to their weights, largest first, in rounding steps as its product lines are."""
    names = sorted(segments, key=lambda s: (-segments[s], s))
    weights = [segments[n] for n in names]
    if not any(weights):
        return {}
    return dict(zip(names, split_amount(target, weights, choose_step(target, len(names), step)), strict=True))


def _release_rule(facts: PlanFacts, team: str, language: Language) -> str:
    """Return the rule by which the plan releases selling expense."""
    share = facts.curves[team].release_share
    rule = _RELEASED_AT_ONCE if share is None else _RELEASE_RULE.format(s=format_share(share))
    return rule.choose(language)


def _name_steps(way: TargetWay, language: Language) -> list[tuple[str, Cents]]:
    """Return the standard seat and the steps that add something."""
    amounts = {
        "standard": way.standard_cents,
        "start_and_ramp": way.start_and_ramp_cents,
        "level_and_presence": way.level_and_presence_cents,
        "territory": way.territory_cents,
        "limits": way.limits_cents,
        "rounding": way.rounding_cents,
    }
    return [(_STEP_NAMES[k].choose(language), c) for k, c in amounts.items() if c or k == "standard"]


def _bars(steps: list[tuple[str, Cents]], seat: SeatTarget, language: Language) -> tuple[WaterfallStep, ...]:
    last_year = seat.position.last_year_revenue_cents
    before = () if last_year is None else (WaterfallStep(_STEP_NAMES["last_year"].choose(language), last_year, True),)
    return (
        *before,
        *(WaterfallStep(name, cents, i == 0) for i, (name, cents) in enumerate(steps)),
        WaterfallStep(_STEP_NAMES["target"].choose(language), seat.base_cents, True),
    )


def _explain(facts: PlanFacts, seat: SeatTarget, way: TargetWay, language: Language) -> tuple[str, ...]:
    """Return how the target came about, in three sentences."""
    settings, position = facts.settings, seat.position
    currency, whole = clean_name(settings.currency), facts.last_year_cents
    growth = settings.target_revenue_cents / whole - 1 if whole else 0.0
    direction = Text("above", "增长") if growth >= 0 else Text("below", "下降")
    company = (_COMPANY_SENTENCE if whole else _COMPANY_SENTENCE_NEW).format(
        y=settings.year_words, g=format_share(abs(growth)), d=direction
    )
    team = _TEAM_SENTENCE.format(
        t=clean_name(position.team), a=with_currency(format_money(way.standard_cents), currency)
    )
    changes = [f"{name} ({format_change(cents)})" for name, cents in _name_steps(way, Language.ENGLISH)[1:]]
    changes_zh = [f"{name}（{format_change(cents)}）" for name, cents in _name_steps(way, Language.CHINESE)[1:]]
    words = Text(", ".join(c[0].lower() + c[1:] for c in changes), "、".join(changes_zh))
    own = (_SEAT_SENTENCE if changes else _SEAT_SENTENCE_SAME).format(
        w=words, a=with_currency(format_money(seat.base_cents), currency), l=_say_last_year(position, currency)
    )
    return tuple(sentence.choose(language) for sentence in (company, team, own))


def _say_last_year(position: SeatPosition, currency: str) -> Text:
    """Return what the seat brought last year, and how much of its target that was, as far as both are known."""
    revenue, target = position.last_year_revenue_cents, position.last_year_target_cents
    if revenue is None:
        return Text("", "")
    if not target:
        return _LAST_YEAR.format(a=with_currency(format_money(revenue), currency))
    share = format_part(revenue / target)
    brought, asked = (with_currency(format_money(x), currency) for x in (revenue, target))
    return _LAST_YEAR_OF_TARGET.format(a=brought, s=share, t=asked)
