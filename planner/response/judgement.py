"""Revenue from an expert's five points instead of the curve.

References
----------
Lodish, L. M. (1971). CALLPLAN: an interactive salesman's call planning system. Management Science 18(4 Part II), P25–P40.
"""

from __future__ import annotations

import numpy as np

from planner.domain.market import Judgement
from planner.response.curve import Floats


def compute_judged_revenue(judgement: Judgement, effort_fte: Floats, today_fte: float) -> Floats:
    """Return revenue a year (cents, not rounded) at `effort_fte`, from an ADBUDG curve through the expert's points.

    The ends are the points without effort and with unlimited effort; shape γ and midpoint follow by least squares on the log-odds of the
    three inner points: ln((r − r0) / (r∞ − r)) = γ·ln(h / today) − ln d. Equal ends give a flat curve.
    """
    low, high = float(judgement.revenue_none_cents), float(judgement.revenue_unlimited_cents)
    if high <= low or today_fte <= 0:
        return np.full(effort_fte.shape, low)
    inner = np.array(
        [judgement.revenue_half_cents, judgement.revenue_today_cents, judgement.revenue_more_cents], dtype=float
    )
    share = np.clip((inner - low) / (high - low), 1e-6, 1 - 1e-6)
    log_odds = np.log(share / (1 - share))
    log_effort = np.log(np.array([0.5, 1.0, 1.5]))
    gamma, intercept = np.polyfit(log_effort, log_odds, 1)
    gamma = max(float(gamma), 0.05)
    relative = np.maximum(effort_fte, 0.0) / today_fte
    powered = np.power(relative, gamma) * np.exp(float(intercept))
    reach = np.where(effort_fte > 0, powered / (1 + powered), 0.0)
    revenue: Floats = low + (high - low) * reach
    return revenue
