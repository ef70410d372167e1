"""Splitting in proportion, written again for the verifier: largest remainder, and the check that parts are in proportion."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from planner.domain.identifiers import Cents

_ROUNDED, _STEPS = 1.01, 2
"""Cents, and rounding steps, by which a part may be off its share."""


def split_by_weight(total: Cents, weights: Sequence[float | int]) -> tuple[Cents, ...]:
    """Return whole cents in proportion to `weights` that add up to `total`; equal remainders go to the first."""
    ratios = [w.as_integer_ratio() for w in weights]
    scale = math.lcm(*(below for _, below in ratios))
    exact = [above * (scale // below) for above, below in ratios]
    whole = sum(exact)
    if not whole:
        return (0,) * len(weights)
    parts = [total * w // whole for w in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-(total * exact[i] % whole), i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return tuple(parts)


def is_in_proportion(parts: Sequence[int], total: float, weights: Sequence[float | int], tolerance: float) -> bool:
    """Whether every part lies within `tolerance` of its share of `total`."""
    whole = sum(weights)
    if len(parts) != len(weights):
        return False
    if whole <= 0:
        return True
    return all(abs(part - total * w / whole) <= tolerance for part, w in zip(parts, weights, strict=True))


def is_split_in_steps(parts: Sequence[int], total: float, weights: Sequence[float | int], step: Cents) -> bool:
    """Whether `parts` follow `weights` in multiples of `step`, a tenth, a hundredth … of it, or to the cent; one part takes what is left."""
    while step > 1:
        if sum(p % step != 0 for p in parts) <= 1 and is_in_proportion(parts, total, weights, _STEPS * step):
            return True
        step = step // 10 if step % 10 == 0 else 1
    return is_in_proportion(parts, total, weights, _ROUNDED)


def with_share(amount: Cents, share: float) -> Cents:
    """Return `amount` × (1 + `share`), the share as a person types it, half a cent up."""
    return math.floor(Fraction(amount) * (1 + Fraction(Decimal(repr(share)))) + Fraction(1, 2))


def half_up(amount: float) -> int:
    """Return `amount` rounded half up."""
    return math.floor(amount + 0.5)
