"""The letter of a partner: its part of the segments served through its channel, and its terms."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from planner.domain.calendar import MONTHS_PER_YEAR
from planner.domain.channel_plan import UnitPlan
from planner.domain.identifiers import Cents
from planner.domain.partner import Partner
from planner.domain.rounding import choose_step, split_amount
from planner.language import Language, Text
from planner.tables.words.choice_words import word_of
from planner.writing.letters.contents.amounts import clean_name, format_money, format_share
from planner.writing.letters.contents.content import Letter, LetterKind, PartnerLetter, RebateRow
from planner.writing.letters.contents.plan_facts import PlanFacts, amount_rows

_RULES = (
    Text(
        "The partner serves the segments listed above through the channel '{c}' in {y}; other segments take the company's consent.",
        "伙伴在 {y} 年度通过“{c}”通路服务上表所列细分；其他细分须经公司同意。",
    ),
    Text(
        "Months and quarters add up to the year; what one month misses stays owed within the year.",
        "各月、各季合计等于年度目标；单月未完成部分在年度内补足。",
    ),
    Text(
        "Revenue and rebate are counted by the company's books; the rebate's steps are steps of the whole channel's revenue.",
        "收入与返点以公司账面为准；返点各档按整个通路的收入计算。",
    ),
    Text(
        "Target and terms change only by a new version of this letter, signed by both sides.",
        "目标与条款仅以双方签署的新版本为准。",
    ),
)


@dataclass(slots=True)
class PartnerShare:
    """What falls to one partner: targets in cents by segment, product line and month."""

    segments: dict[str, Cents] = field(default_factory=lambda: defaultdict(int))
    products: dict[str, Cents] = field(default_factory=lambda: defaultdict(int))
    months: list[Cents] = field(default_factory=lambda: [0] * MONTHS_PER_YEAR)

    @property
    def target_cents(self) -> Cents:
        """The partner's target of the year."""
        return sum(self.segments.values())


def share_over_partners(facts: PlanFacts) -> dict[str, PartnerShare]:
    """Split the targets of units in partner channels over the partners that serve them, exactly; partners without a target are left out.

    A unit falls to the partners of its channel that name its segment or a node above it, by weight; to its product lines by expected revenue and
    to months as its leading team's target.
    """
    plan, plan_input = facts.written.plan, facts.written.plan_input
    months = {t.team: t.months_cents for t in plan.targets.teams}
    step = plan_input.settings.rounding_step_cents
    shares: dict[str, PartnerShare] = defaultdict(PartnerShare)
    for unit in plan.channel_plan.units:
        target = plan.targets.unit_targets_cents[unit.unit.unit]
        segment = unit.unit.segment.segment
        nodes = {segment, *plan_input.ancestors(segment)}
        partners = [p for p in plan_input.partners if p.channel is unit.channel and nodes & set(p.segments)]
        if not partners or not target:
            continue
        season = months[unit.team] if unit.team is not None else ()
        parts = split_amount(target, [p.weight for p in partners], choose_step(target, len(partners), step))
        for partner, part in zip(partners, parts, strict=True):
            _add_unit(shares[partner.partner], unit, part, season, step)
    return {p.partner: shares[p.partner] for p in plan_input.partners if p.partner in shares}


def _add_unit(share: PartnerShare, unit: UnitPlan, part: Cents, season: tuple[Cents, ...], step: Cents) -> None:
    """Add a partner's part of a unit's target, its product lines and its months, in rounding steps or tenths of them where they are small."""
    share.segments[unit.unit.segment.segment] += part
    mix = unit.products_cents if any(unit.products_cents) else (1,) * len(unit.unit.products)
    for product, cents in zip(
        unit.unit.products, split_amount(part, mix, choose_step(part, len(mix), step)), strict=True
    ):
        share.products[product] += cents
    weights = season if any(season) else (1,) * MONTHS_PER_YEAR
    for month, cents in enumerate(split_amount(part, weights, choose_step(part, MONTHS_PER_YEAR, step))):
        share.months[month] += cents


def build_partner_letter(facts: PlanFacts, partner: Partner, share: PartnerShare, language: Language) -> Letter:
    """Return the letter of one partner with its `share`."""
    terms = facts.written.plan_input.channel(partner.channel)
    name, target = clean_name(partner.partner), share.target_cents
    threshold = partner.termination_share
    products = {str(p): share.products[p] for p in facts.written.plan.targets.products if p in share.products}
    channel = word_of(partner.channel)
    ladder = [r for r in facts.written.plan_input.rebates if r.channel is partner.channel and r.rate > 0]
    says = PartnerLetter(
        **facts.head(name, target, language),
        partner=name,
        contact=clean_name(partner.contact or ""),
        channel=channel.choose(language),
        margin=format_share(terms.partner_margin),
        rebates=tuple(
            RebateRow(format_money(r.from_revenue_cents), format_share(r.rate))
            for r in sorted(ladder, key=lambda r: r.from_revenue_cents)
        ),
        deposit="" if partner.deposit_cents is None else format_money(partner.deposit_cents),
        termination_share="" if threshold is None else format_share(threshold),
        termination="" if threshold is None else format_money(round(target * threshold)),
        quarters=facts.quarters(tuple(share.months), language),
        products=amount_rows(products),
        segments=amount_rows(dict(sorted(share.segments.items(), key=lambda i: (-i[1], i[0])))),
        rules=tuple(rule.format(c=channel, y=facts.settings.year_words).choose(language) for rule in _RULES),
    )
    return Letter(LetterKind.PARTNER, language, partner.partner, name, target, says)
