"""Rounding: parts that add up to their whole, exactly; single amounts as a spreadsheet rounds them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise
from math import lcm

from planner.domain.identifiers import Cents

NOISE, RELATIVE_NOISE, LARGEST_NOISE = 1e-6, 4e-15, 0.25
"""By how much binary fractions may fall short of half a cent: in cents, and as a share of the amount (a spreadsheet looks at 15 digits), at most a
quarter: beyond 10^14 cents the share alone would round whole cents up."""


def split_amount(
    total: Cents,
    weights: Sequence[float | int],
    step: Cents = 1,
    least: Sequence[Cents] | None = None,
    most: Sequence[Cents] | None = None,
) -> tuple[Cents, ...]:
    """Split `total` in proportion to `weights` into multiples of `step` that add up to it exactly (largest remainder).

    Parameters
    ----------
    total
        Amount in cents, not negative.
    weights
        One per part, not negative, not all zero unless `total` is 0 or bounds are given.
    step
        Parts are multiples of this; what `total` has beyond a multiple goes to the part with the largest weight.
    least, most
        Bounds of each part. The shares that they take or leave are spread over the other parts in proportion to the weights (water-filling).
        A bound is kept even where it is no multiple of the step: then a part that is no multiple lies on a bound, but for one part at most.

    Notes
    -----
    Exact integer arithmetic on the weights as given. Equal remainders go to the part that comes first. A part of weight zero gets nothing,
    unless bounds leave money that no other part may take; such parts then share it evenly.

    Raises
    ------
    ValueError
        When a weight is negative or not finite, the total negative, or no parts keep the bounds and add up to the total.

    Examples
    --------
    >>> split_amount(1000, (1, 1, 1), 10)
    (340, 330, 330)
    >>> split_amount(1003, (1, 2), 10)
    (330, 673)
    >>> split_amount(1000, (1, 1, 2), 10, most=(1000, 1000, 300))
    (350, 350, 300)
    """
    if total < 0 or step < 1:
        raise ValueError(f"cannot split {total} in steps of {step}")
    whole_weights = _as_integers(weights)
    if least is None and most is None:
        return _split_freely(total, whole_weights, step)
    low = list(least) if least is not None else [0] * len(whole_weights)
    high = list(most) if most is not None else [max(total, bound) for bound in low]
    quotas = _fill_within_bounds(total, whole_weights, low, high)
    return _round_within_bounds(total, quotas, step, low, high)


def round_cents(cents: float) -> Cents:
    """Return an amount rounded half away from 0, as a spreadsheet rounds it: what its 15 digits show as a half is one."""
    size = abs(cents)
    whole = math.floor(size)
    is_half = size - whole + min(NOISE + size * RELATIVE_NOISE, LARGEST_NOISE) >= 0.5
    return int(math.copysign(whole + is_half, cents))


def round_running(amounts: Sequence[float]) -> tuple[Cents, ...]:
    """Return `amounts` (cents) as whole cents whose running sums are the rounded running sums: a column that a formula can repeat.

    The parts add up to the rounded whole, and each is within a cent of its amount.
    """
    return _round_steps(accumulate(amounts))


def split_running(total: Cents, weights: Sequence[float | int]) -> tuple[Cents, ...]:
    """Split `total` in proportion to `weights` so that its running sums are rounded: ROUND(total · Σ weights so far ÷ Σ weights).

    Parameters
    ----------
    weights
        Not negative; all zero splits evenly.
    """
    shares = weights if any(weights) else (1,) * len(weights)
    whole = sum(shares)
    return _round_steps(total * so_far / whole for so_far in accumulate(shares))


def _round_steps(running: Iterable[float]) -> tuple[Cents, ...]:
    """Return the steps from one rounded running sum to the next."""
    rounded = [0, *(round_cents(amount) for amount in running)]
    return tuple(now - before for before, now in pairwise(rounded))


def add_share(amount: Cents, share: float) -> Cents:
    """Return `amount` × (1 + `share`), the share read as the decimal that a person typed, rounded half up to the cent.

    Examples
    --------
    >>> add_share(150, 0.03)  # 154.5
    155
    """
    return int((Fraction(amount) * (1 + Fraction(Decimal(str(share)))) + Fraction(1, 2)) // 1)


def choose_step(total: Cents, cells: int, step: Cents) -> Cents:
    """Return the rounding step for splitting `total` over `cells`: `step`, a tenth, a hundredth … of it.

    The first of these that is at most a tenth of an average cell, so that rounding does not bend the shape of a small split; 1 when none is.

    Examples
    --------
    >>> choose_step(12_000_000, 12, 100_000)
    100000
    >>> choose_step(1_200_000, 12, 100_000)
    10000
    """
    while step > 1 and step * cells * 10 > total:
        step = step // 10 if step % 10 == 0 else 1
    return step


def _as_integers(weights: Sequence[float | int]) -> list[int]:
    """Return whole numbers in exactly the proportions of `weights`."""
    if any(w < 0 for w in weights):
        raise ValueError("weights must not be negative")
    if all(type(w) is int for w in weights):
        return [int(w) for w in weights]
    try:
        ratios = [w.as_integer_ratio() for w in weights]
    except (OverflowError, ValueError) as fault:
        raise ValueError("weights must be finite") from fault
    scale = lcm(*(denominator for _, denominator in ratios)) if ratios else 1
    return [numerator * (scale // denominator) for numerator, denominator in ratios]


def _split_freely(total: Cents, weights: list[int], step: Cents) -> tuple[Cents, ...]:
    whole = sum(weights)
    if whole == 0:
        if total:
            raise ValueError("nothing to split over: all weights are zero")
        return (0,) * len(weights)
    # In units of step: quota = steps · weight ÷ whole, its whole part and its remainder.
    steps, beyond = divmod(total, step)
    divided = [divmod(steps * w, whole) for w in weights]
    parts = [quota for quota, _ in divided]
    order = sorted(range(len(weights)), key=lambda i: (-divided[i][1], i))
    for i in order[: steps - sum(parts)]:
        parts[i] += 1
    amounts = [p * step for p in parts]
    amounts[max(range(len(weights)), key=lambda i: (weights[i], -i))] += beyond
    return tuple(amounts)


def _fill_within_bounds(total: Cents, weights: list[int], low: list[Cents], high: list[Cents]) -> list[Fraction]:
    """Return exact parts min(max(λ·weight, low), high), with the λ at which they add up to `total`."""
    if any(lo > hi for lo, hi in zip(low, high, strict=True)) or not sum(low) <= total <= sum(high):
        raise ValueError("no parts keep the bounds and add up to the total")
    parts = [Fraction(0)] * len(weights)
    free = list(range(len(weights)))
    left = Fraction(total)
    while free:
        whole = sum(weights[i] for i in free)
        shares = {i: left * weights[i] / whole if whole else left / len(free) for i in free}
        under = {i: low[i] - shares[i] for i in free if shares[i] < low[i]}
        over = {i: shares[i] - high[i] for i in free if shares[i] > high[i]}
        missing, surplus = sum(under.values()), sum(over.values())
        # Money is short after raising parts to their least: λ will fall, so those parts stay at their least. And the other way round.
        settled = {i: low[i] for i in under} if missing > surplus else {i: high[i] for i in over}
        if missing == surplus:
            settled |= {i: low[i] for i in under}
            for i in free:
                parts[i] = Fraction(settled.get(i, shares[i]))
            break
        for i, amount in settled.items():
            parts[i] = Fraction(amount)
            left -= amount
        free = [i for i in free if i not in settled]
    return parts


def _round_within_bounds(
    total: Cents, quotas: list[Fraction], step: Cents, low: list[Cents], high: list[Cents]
) -> tuple[Cents, ...]:
    numbers = range(len(quotas))
    # Bounds on the grid of steps; a band without a multiple keeps its own bounds.
    up = [-(-lo // step) * step if -(-lo // step) * step <= hi else lo for lo, hi in zip(low, high, strict=True)]
    down = [hi // step * step if hi // step * step >= lo else hi for lo, hi in zip(low, high, strict=True)]
    # What is no multiple is given to the largest part at the end, so it is first taken out of all parts alike.
    on_grid = [i for i in numbers if up[i] % step == 0]
    multiple = total - sum(up[i] for i in numbers if up[i] % step)
    beyond = multiple % step if multiple > 0 else 0
    whole = sum((quotas[i] for i in on_grid), Fraction(0))
    aims = [q * (multiple - beyond) / whole if whole and multiple > 0 else q for q in quotas]
    parts = [min(max(int(aim // step) * step, up[i]), down[i]) for i, aim in enumerate(aims)]
    left = total - sum(parts)
    while left >= step:
        ready = sorted((i for i in numbers if parts[i] + step <= down[i]), key=lambda i: (parts[i] - aims[i], i))
        if not ready:
            break
        for i in ready[: left // step]:
            parts[i] += step
        left = total - sum(parts)
    while left < 0:
        ready = sorted((i for i in numbers if parts[i] - step >= up[i]), key=lambda i: (aims[i] - parts[i], i))
        if not ready:
            break
        for i in ready[: -(left // step)]:
            parts[i] -= step
        left = total - sum(parts)
    # What is no multiple goes to the largest part, and beyond its bound to the next.
    for i in sorted(numbers, key=lambda i: (-quotas[i], i)):
        change = min(left, high[i] - parts[i]) if left > 0 else max(left, low[i] - parts[i])
        parts[i] += change
        left -= change
    return tuple(parts)


def exact_cents(amount: float) -> Cents | None:
    """Return an amount in cents where it has no more than two decimals as people see it, so that there is nothing to round; else ``None``.

    Examples
    --------
    >>> exact_cents(12.3), exact_cents(7), exact_cents(0.125)
    (1230, 700, None)
    """
    whole, _, decimals = repr(amount).partition(".")
    if len(decimals) > 2 or "e" in whole:
        return None
    return int(whole + decimals.ljust(2, "0"))
