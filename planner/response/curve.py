"""The response of a market to effort: ceiling, reach, cycle (numpy, over whole columns at once).

References
----------
Little, J. D. C. (1970). Models and managers: the concept of a decision calculus. Management Science 16(8), B466–B485 (ADBUDG).
Albers, S., Mantrala, M. K. & Sridhar, S. (2010). Personal selling elasticities: a meta-analysis. Journal of Marketing Research 47(5), 840–853.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from planner.domain.calendar import MONTHS_PER_YEAR
from planner.domain.rounding import LARGEST_NOISE, NOISE, RELATIVE_NOISE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def compute_ceiling(low: Floats, high: Floats, penetration: Floats) -> Floats:
    """Return the share of the open potential that unlimited effort wins in a year: low + (high − low)·p."""
    return low + (high - low) * penetration


def compute_reach(effort_fte: Floats, half_fte: Floats, shape: Floats) -> Floats:
    """Return the share 0–1 of the ceiling that the effort reaches: h^γ / (h_half^γ + h^γ); 0 without effort."""
    powered = np.power(effort_fte, shape)
    return np.where(effort_fte > 0, powered / (np.power(half_fte, shape) + powered), 0.0)


def compute_in_year_share(long_months: Floats, short_months: Floats, penetration: Floats) -> Floats:
    """Return the share of a year's wins that close inside the year, when starts are spread evenly: max(0, 1 − cycle/12)."""
    cycle_months = long_months + (short_months - long_months) * penetration
    return np.maximum(0.0, 1.0 - cycle_months / MONTHS_PER_YEAR)


def compute_kept_share(keep_alone: Floats, keep_served: Floats, reach: Floats) -> Floats:
    """Return the share of last year's revenue that stays, before any handover loss."""
    return keep_alone + (keep_served - keep_alone) * reach


def round_to_cents(amount: Floats) -> Ints:
    """Return `amount` (cents) rounded half up to whole cents, as a spreadsheet rounds it."""
    whole = np.floor(amount)
    noise = np.minimum(NOISE + np.abs(amount) * RELATIVE_NOISE, LARGEST_NOISE)
    return whole.astype(np.int64) + (amount - whole + noise >= 0.5)
