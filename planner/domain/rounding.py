"""The one rounding function: parts that add up to their whole, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def split_amount(total: int, weights: Sequence[float | int], step: int = 1) -> tuple[int, ...]:
    """Split `total` in proportion to `weights` into multiples of `step` that add up to it (largest remainder).

    Parameters
    ----------
    total
        Amount in cents, not negative.
    weights
        One per part, not negative, not all zero unless `total` is 0.
    step
        Parts are multiples of this; what `total` has beyond a multiple goes to the part with the largest weight.

    Notes
    -----
    Exact integer arithmetic on the weights as given. Equal remainders go to the part that comes first.

    Raises
    ------
    ValueError
        When a weight is negative or not finite, the total negative, or all weights are zero and the total is not.
    """
    if total < 0 or step < 1:
        raise ValueError(f"cannot split {total} in steps of {step}")
    exact = [Fraction(w) for w in weights]
    if any(w < 0 for w in exact):
        raise ValueError("weights must not be negative")
    whole = sum(exact, Fraction(0))
    if whole == 0:
        if total:
            raise ValueError("nothing to split over: all weights are zero")
        return (0,) * len(exact)
    steps, beyond = divmod(total, step)
    quotas = [steps * w / whole for w in exact]
    parts = [int(q) for q in quotas]
    order = sorted(range(len(exact)), key=lambda i: (-(quotas[i] - parts[i]), i))
    for i in order[: steps - sum(parts)]:
        parts[i] += 1
    amounts = [p * step for p in parts]
    if beyond:
        amounts[max(range(len(exact)), key=lambda i: (exact[i], -i))] += beyond
    return tuple(amounts)
