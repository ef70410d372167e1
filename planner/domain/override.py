"""Decisions that a person fixed, with name and reason."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.choices import OverrideKind
from planner.domain.identifiers import ProductId


@dataclass(frozen=True, slots=True)
class Override:
    """One manual decision.

    `kind` tells what `name` is (segment, team, seat or account) and how `value` reads: a channel's, team's or seat's name, or an amount of money.
    """

    kind: OverrideKind
    name: str
    product: ProductId | None
    value: str
    who: str
    why: str
