"""How the screen writes a gain or loss: one amount, the range that it is proven to lie in, or what it is at least or at most."""

from __future__ import annotations

from planner.domain.identifiers import Cents
from planner.domain.money import money_words
from planner.language import Language, Text
from planner.results.explain.heads import HeadValue
from planner.results.explain.limits import RulePrice
from planner.results.explain.units import ChannelOffer
from planner.results.explain.variants import range_end

DASH = "–"
"""Where nothing is known."""


def loss_words(offer: ChannelOffer) -> str:
    """Return what taking an offer instead loses, or at least loses."""
    if offer.regret_cents is not None:
        return money_words(offer.regret_cents)
    return f"≥ {money_words(max(0, offer.regret_least_cents))}"


def rule_gain_words(price: RulePrice) -> str:
    """Return what one step of room in a limit gains, or at most gains."""
    if price.gain_cents is not None:
        return range_words(price.gain_cents, price.gain_most_cents, price.is_exact)
    return DASH if price.gain_most_cents is None else f"≤ {money_words(price.gain_most_cents)}"


def head_gain_words(value: HeadValue, language: Language) -> str:
    """Return what a change of heads gains, with its sign."""
    if value.is_impossible:
        return Text("no plan", "无解").choose(language)
    if value.gain_cents is None:
        return DASH
    ends = (value.gain_cents, range_end(value.gain_cents, value.gain_most_cents, value.is_exact))
    return " … ".join(f"{cents / 100:+,.0f}" for cents in ends if cents is not None)


def range_words(gain: Cents, most: Cents | None, is_exact: bool) -> str:
    """Return an amount, or the range that it is proven to lie in."""
    ends = (gain, range_end(gain, most, is_exact))
    return " … ".join(money_words(cents) for cents in ends if cents is not None)
