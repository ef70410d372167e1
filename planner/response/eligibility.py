"""Which channels and teams may serve a unit, and why some eligible ones are ruled out by a person."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.channels import ChannelTerms
from planner.domain.choices import Channel, Fit, OverrideKind
from planner.domain.identifiers import ProductId, TeamId
from planner.domain.market import Product, Unit
from planner.domain.plan_input import PlanInput
from planner.reading.words.choices import choice_named


def product_is_allowed(product: Product, terms: ChannelTerms, fit: Fit) -> bool:
    """Whether `terms`' channel may sell `product` to a segment it fits with `fit`: ready, sales mode, customisation, fit."""
    return (
        product.is_ready
        and fit is not Fit.NONE
        and product.sales_mode in terms.sales_modes
        and product.customisation <= terms.customisation_limit + 1e-12
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """What people decided about a unit: the channels and the teams that remain (``None``: all), and who said so."""

    channels: frozenset[Channel]
    team: TeamId | None
    reason: str


def read_choices(plan_input: PlanInput, unit: Unit) -> Choices:
    """Return the channels and team that forced, forbidden, strategic and overridden choices leave for `unit`."""
    segment = unit.segment
    product = unit.products[0] if segment.assign_by_product else None
    allowed = set(Channel)
    reasons: list[str] = []
    if segment.forced_channel is not None:
        allowed &= {segment.forced_channel}
        reasons.append("forced_channel")
    if segment.forbidden_channels:
        allowed -= set(segment.forbidden_channels)
        reasons.append("forbidden_channels")
    if segment.strategic:
        allowed -= {Channel.AVOID}
        reasons.append("strategic")
    team: TeamId | None = None
    for override in plan_input.overrides:
        if override.name != segment.segment or not _same_product(override.product, product):
            continue
        if override.kind is OverrideKind.SEGMENT_CHANNEL:
            channel = choice_named(override.value, Channel)
            allowed &= set() if channel is None else {channel}
            reasons.append("override")
        elif override.kind is OverrideKind.SEGMENT_TEAM:
            team = TeamId(override.value)
            reasons.append("override")
    return Choices(frozenset(allowed), team, "+".join(reasons))


def may_be_seeded(unit: Unit, choices: Choices) -> bool:
    """Whether `unit` may be seeded: its segment states an option value, or `choices` leave nothing else."""
    return unit.segment.seed_option_value_cents > 0 or choices.channels == {Channel.SEED}


def _same_product(override: ProductId | None, product: ProductId | None) -> bool:
    return override is None or override == product
