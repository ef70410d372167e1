"""How the number of a cell is read, beside what its column declares: the unit above it, what its format shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How the number of a cell is read, beside its declaration.

    Parameters
    ----------
    power
        A unit such as 万 stands above: numbers count 10^power times.
    is_percent
        A % stands above: 12 is 12 %, and 0.5 is 0.5 % where others in the column are above 1.
    is_shown_percent
        The cell shows its number in percent: 0.12 is 12 %, and nothing else.
    is_share_below_percent
        A % stands above, and all numbers of the column are shares: 0.38 is 38 %, and told.
    small_is_unclear
        Most numbers of the column are percent figures (12, 35): a 0.5 among them may be 0.5 % or 50 %. Under a % sign: none of them is
        above 1, so that 0.35 may be 0.35 % or 35 %.
    """

    power: int = 0
    is_percent: bool = False
    is_shown_percent: bool = False
    is_share_below_percent: bool = False
    small_is_unclear: bool = False


PLAIN = ReadAs()
