"""Checks that default amounts, which know no currency, are of the size of the workbook's own."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.channels import ChannelTerms
from planner.domain.money import money_words
from planner.domain.settings import Settings
from planner.domain.usual_effort import usual_efforts
from planner.findings import Finding, Place
from planner.language import NO_TEXT, Text
from planner.tables.inputs.channels import DEFAULT_CHANNELS
from planner.tables.registry import table_named
from planner.tables.words.choice_words import word_of
from planner.validation.registry import Subject, check_of, warning

_HIRE_PER_PAY = 0.02, 3.0
"""Cost of one hire ÷ pay per head: published costs are a tenth to half; outside these the default is of another currency."""
_DEAL_PER_ACCOUNT = 0.005, 5.0
"""First-year revenue of a new customer ÷ potential of an account."""
_PROGRAMME_PER_UNIT = 0.0001, 0.5
"""Fixed cost of a channel in a segment ÷ last year's revenue of a segment."""

_MOST_OF_GROSS_MARGIN = 0.5
"""Share of the gross margin that a default partner margin may take without a word."""
_FEW_ACCOUNTS = Text(
    "So many people would bring little more than a few. Fill Accounts per FTE on sheet Channels: about {u} fits today's effort.",
    "按此值，增加人力几乎没有作用。请在“通路”表填写人均客户数：约 {u} 与现有投入相符。",
)
_MANY_ACCOUNTS = Text(
    "So few people would reach next to none of them. Fill Accounts per FTE on sheet Channels: about {u} fits today's effort.",
    "按此值，现有人力几乎触达不了客户。请在“通路”表填写人均客户数：约 {u} 与现有投入相符。",
)


@check_of("settings", "teams", "segments", "potential_cents")
def check_size_of_defaults(subject: Subject) -> Iterator[Finding]:
    """A cell that is blank counts as an amount meant for CNY, EUR or USD: in KRW or JPY it would be next to nothing."""
    plan_input, settings = subject.plan_input, subject.plan_input.settings
    hiring = [t for t in plan_input.teams if t.max_hires and t.pay_cents]
    if hiring and settings.hire_cost_cents == _default("hire_cost_cents"):
        pay = sum(t.pay_cents for t in hiring) / len(hiring)
        yield from _of_size(
            subject, "hire_cost_cents", settings.hire_cost_cents, Text("pay per head", "人均薪酬"), pay, _HIRE_PER_PAY
        )
    accounts = sum(s.accounts for s in plan_input.segments if s.average_deal_cents is None)
    if accounts and settings.average_deal_cents == _default("average_deal_cents"):
        own = {s.segment for s in plan_input.segments if s.average_deal_cents is not None}
        potential = sum(p for (segment, _), p in plan_input.potential_cents.items() if segment not in own) / accounts
        words = Text("potential of an account", "单个客户的潜力")
        yield from _of_size(
            subject, "average_deal_cents", settings.average_deal_cents, words, potential, _DEAL_PER_ACCOUNT
        )
    yield from _programme_costs(subject)


@check_of("segments", "teams", "channels")
def check_accounts_of_a_head(subject: Subject) -> Iterator[Finding]:
    """By default a head serves some fifty accounts in direct sales; where heads serve a few, or thousands, more effort would seem to bring nothing,
    or all of it next to nothing. The default may be stated, as the template does; where it is left out, what fits is read in its place.
    """
    plan_input = subject.plan_input
    efforts = usual_efforts(plan_input)
    for terms in plan_input.channels:
        effort = efforts.get(terms.channel)
        if effort is None or terms.accounts_per_fte != DEFAULT_CHANNELS[terms.channel].accounts_per_fte:
            continue
        if effort.is_far_from(terms.accounts_per_fte):
            heads, accounts, usual = effort.heads, effort.accounts, effort.accounts_per_fte
            found = Text(
                "the default of {d:g} accounts per FTE counts ({c}); heads today: {h}, accounts: {n:,}, {m:,.1f} for each",
                "采用默认的人均客户数 {d:g}（{c}）；目前 {h} 人服务 {n:,} 个客户，人均 {m:,.1f} 个",
            ).format(d=terms.accounts_per_fte, c=word_of(terms.channel), h=heads, n=round(accounts), m=accounts / heads)
            remedy = (_FEW_ACCOUNTS if usual < terms.accounts_per_fte else _MANY_ACCOUNTS).format(u=f"{usual:,.0f}")
            place = subject.place("channels", terms.channel.value, "accounts_per_fte")
            yield warning("default_accounts_per_fte", place, found, remedy=remedy)


@check_of("settings", "teams", "channels")
def check_partner_margin_below_cap(subject: Subject) -> Iterator[Finding]:
    """A partner margin that counts and is no less than the cap keeps nearly all revenue from partners; the default may be what nobody pays."""
    plan_input, settings = subject.plan_input, subject.plan_input.settings
    operated = {t.channel for t in plan_input.teams if t.heads}
    for terms in plan_input.channels:
        if terms.channel in operated and _takes_the_cap(terms, settings):
            found = Text(
                "the partner margin of {m:.4g} % counts ({c}); the cap on cost of sales is {p:.4g} %",
                "伙伴毛利 {m:.4g}% 计入成本（{c}）；营销成本率上限为 {p:.4g}%",
            ).format(
                m=terms.partner_margin * 100, c=word_of(terms.channel), p=(settings.cost_of_sales_cap or 0.0) * 100
            )
            remedy = Text(
                "Hardly any revenue can go through partners. Fill Partner margin on sheet Channels, 0 where revenue is what partners pay you, or set "
                "Partner margin counts to no.",
                "几乎没有收入可经由伙伴实现。请在“通路”表填写伙伴毛利（如收入为伙伴的进货额则填 0），或将“伙伴毛利计入成本”填为“否”。",
            )
            place = subject.place("channels", terms.channel.value, "partner_margin")
            yield warning("partner_margin_above_cap", place, found, remedy=remedy)


@check_of("settings", "teams", "channels", "products", "potential_cents")
def check_partner_margin_of_gross_margin(subject: Subject) -> Iterator[Finding]:
    """A default partner margin that takes half of the gross margin or more moves partners' customers to own people: in distribution and retail,
    where margins are thin, revenue is as a rule what partners pay, and their margin is not in it.
    """
    plan_input, settings = subject.plan_input, subject.plan_input.settings
    margin = {p.product: p.gross_margin for p in plan_input.products}
    market = sum(plan_input.potential_cents.values())
    average = (
        sum(margin.get(p, 0.0) * cents for (_, p), cents in plan_input.potential_cents.items()) / market
        if market
        else 0.0
    )
    operated = {t.channel for t in plan_input.teams if t.heads}
    for terms in plan_input.channels:
        keeps = terms.partner_margin
        is_told = _takes_the_cap(terms, settings)  # by the check above
        is_default = keeps == DEFAULT_CHANNELS[terms.channel].partner_margin > 0
        if (
            terms.channel in operated
            and is_default
            and not is_told
            and average > 0
            and keeps >= _MOST_OF_GROSS_MARGIN * average
        ):
            found = Text(
                "the default partner margin of {m:.4g} % counts ({c}); the gross margin is {g:.3g} % on average",
                "采用默认的伙伴毛利 {m:.4g}%（{c}）；平均毛利率为 {g:.3g}%",
            ).format(m=keeps * 100, c=word_of(terms.channel), g=average * 100)
            remedy = Text(
                "Little is left of what partners sell. Fill Partner margin on sheet Channels, 0 where revenue is what partners pay you.",
                "伙伴销售几乎没有剩余毛利。请在“通路”表填写伙伴毛利；如收入为伙伴的进货额则填 0。",
            )
            place = subject.place("channels", terms.channel.value, "partner_margin")
            yield warning("partner_margin_of_gross_margin", place, found, remedy=remedy)


def _takes_the_cap(terms: ChannelTerms, settings: Settings) -> bool:
    """Whether the partner margin of a channel counts and is no less than the cap on the cost of sales."""
    return settings.count_partner_margin and 0 < (settings.cost_of_sales_cap or 0.0) <= terms.partner_margin


def _programme_costs(subject: Subject) -> Iterator[Finding]:
    plan_input = subject.plan_input
    sold = [s.existing_revenue_cents for s in plan_input.segments if s.existing_revenue_cents]
    operated = {t.channel for t in plan_input.teams}
    for terms in plan_input.channels:
        cost = terms.programme_cost_cents
        if (
            not sold
            or not cost
            or terms.channel not in operated
            or cost != DEFAULT_CHANNELS[terms.channel].programme_cost_cents
        ):
            continue
        revenue = sum(sold) / len(sold)
        if not _PROGRAMME_PER_UNIT[0] <= cost / revenue <= _PROGRAMME_PER_UNIT[1]:
            place = subject.place("channels", terms.channel.value, "programme_cost_cents")
            words = Text("last year's revenue of a segment", "单个细分的上年收入")
            yield _other_size(
                place,
                cost,
                words,
                revenue,
                plan_input.settings.currency,
                Text(" ({c})", "（{c}）").format(c=word_of(terms.channel)),
            )


def _default(field: str) -> int:
    value = table_named("settings").column(field).default
    return value if isinstance(value, int) else 0


def _of_size(
    subject: Subject, field: str, amount: int, words: Text, compared: float, limits: tuple[float, float]
) -> Iterator[Finding]:
    if compared and not limits[0] <= amount / compared <= limits[1]:
        place = subject.place("settings", "0", field)
        yield _other_size(place, amount, words, compared, subject.plan_input.settings.currency)


def _other_size(place: Place, amount: int, words: Text, compared: float, currency: str, of: Text = NO_TEXT) -> Finding:
    found = Text("the default of {a} {c} counts{o}; {w} is about {b}", "采用默认值 {a} {c}{o}；{w}约为 {b}").format(
        o=of, a=money_words(amount), c=currency, w=words, b=money_words(round(compared))
    )
    remedy = Text(
        "The default is the same number in every currency: fill in your own.",
        "默认值在各币种下数字相同：请填写实际金额。",
    )
    return warning("default_size", place, found, remedy=remedy)
