"""Revenue of every unit in every draw: the plan's figures, moved by what turned out otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from planner.domain.calendar import MONTHS_PER_YEAR
from planner.domain.risk import RiskParameters, RiskSource
from planner.results.risk.draws import Draws
from planner.results.risk.effort import SeatArrays, SeatDraws, compute_team_effort
from planner.results.risk.subject import NOBODY, Bools, Floats, MoneyTerms, UnitArrays

_LEAST = 1e-12
_QUADRATURE = 40


@dataclass(frozen=True, slots=True, eq=False)
class Deals:
    """The largest deals that the plan counts on: `shares[deal, unit]` of the unit's new revenue."""

    shares: Floats

    @property
    def count(self) -> int:
        """Number of deals."""
        return int(self.shares.shape[0])


@dataclass(frozen=True, slots=True, eq=False)
class RevenueModel:
    """What does not change from draw to draw. `*_shift`: added to log-odds so that the mean over draws is the plan's figure."""

    units: UnitArrays
    seats: SeatArrays
    teams: int
    parameters: RiskParameters
    deals: Deals
    penetration_shift: Floats
    reach_shift: Floats
    open_planned: Floats
    yield_planned: Floats
    kept_share_planned: Floats


def build_revenue_model(
    units: UnitArrays, seats: SeatArrays, teams: int, parameters: RiskParameters, deals: Deals | None = None
) -> RevenueModel:
    """Return the model of revenue around the plan; `deals` are the plan's largest unless given."""
    return RevenueModel(
        units,
        seats,
        teams,
        parameters,
        find_largest_deals(units, parameters) if deals is None else deals,
        centre_log_odds(units.penetration, units.penetration_spread),
        centre_log_odds(units.reach, units.response_spread),
        np.maximum(0.0, units.accessible - units.existing),
        _yield(units, units.penetration),
        units.keep_alone + (units.keep_served - units.keep_alone) * units.reach,
    )


def compute_unit_revenue(model: RevenueModel, draws: Draws, without: RiskSource | None = None) -> Floats:
    """Return revenue in cents, shape (draws, units), with every source but `without`; a source left out stands at what the plan assumes."""
    units, parameters = model.units, model.parameters

    def on(source: RiskSource) -> bool:
        return source is not without

    market = lognormal(draws.market, parameters.market_spread * on(RiskSource.MARKET))
    potential = lognormal(draws.potential, units.potential_spread * on(RiskSource.POTENTIAL))
    reach_new, reach_kept = _reach(model, draws, without)
    if on(RiskSource.PENETRATION):
        shock = model.penetration_shift + units.penetration_spread * draws.penetration
        penetration = _expit(_logit(units.penetration) + shock)
    else:
        penetration = units.penetration
    won = np.maximum(0.0, units.accessible * potential - units.existing) * _yield(units, penetration) * reach_new
    new = units.new * _ratio(won, model.open_planned * model.yield_planned * units.reach)
    kept_share = units.keep_alone + (units.keep_served - units.keep_alone) * reach_kept
    kept = units.kept * _ratio(kept_share, model.kept_share_planned)
    new, kept = _judge(units, new, kept, potential, reach_new)
    if on(RiskSource.LARGE_DEALS) and model.deals.count:
        new = new * (1.0 - _lost_share(model, draws))
    revenue: Floats = market[:, None] * (new + kept)
    return revenue


def compute_cost_ratio(money: MoneyTerms, units: UnitArrays, revenue: Floats) -> Floats:
    """Return the cost-of-sales ratio of each draw from revenue (draws, units): people as planned, the rest as it follows revenue."""
    cost = money.fixed + (revenue * money.rate).sum(axis=1)
    for channel, steps in money.rebates:
        in_channel = np.array([c == channel for c in units.channel])
        total = revenue[:, in_channel].sum(axis=1)
        rate = np.zeros_like(total)
        for start, step_rate in steps:
            rate = np.where(total >= start - 0.5, step_rate, rate)
        cost = cost + rate * total
    company = revenue.sum(axis=1)
    ratio: Floats = np.divide(cost, company, out=np.zeros_like(company), where=company > 0)
    return ratio


def lognormal(normal: Floats, spread: Floats | float) -> Floats:
    """Return factors of mean 1 whose logarithm has the standard deviation `spread`."""
    factor: Floats = np.exp(spread * normal - spread**2 / 2)
    return factor


def centre_log_odds(share: Floats, spread: Floats) -> Floats:
    """Return the shifts d for which the mean of expit(logit(share) + d + spread·Z) is `share` (Gauss–Hermite, bisection); one entry a unit."""
    pairs, place = np.unique(np.stack([share, spread]), axis=1, return_inverse=True)
    if pairs.shape[1] < share.size:
        return centre_log_odds(pairs[0], pairs[1])[place.ravel()]
    nodes, weights = np.polynomial.hermite_e.hermegauss(_QUADRATURE)
    weights = weights / weights.sum()
    low, high = np.full(share.shape, -5.0 - 2 * spread**2), np.full(share.shape, 5.0 + 2 * spread**2)
    base = _logit(share)
    for _ in range(60):
        middle = (low + high) / 2
        mean = (_expit(base[:, None] + middle[:, None] + spread[:, None] * nodes) * weights).sum(axis=1)
        low, high = np.where(mean < share, middle, low), np.where(mean < share, high, middle)
    inner = (share > _LEAST) & (share < 1 - _LEAST)
    return np.where(inner & (spread > 0), (low + high) / 2, 0.0)


def find_largest_deals(units: UnitArrays, parameters: RiskParameters) -> Deals:
    """Return the largest deals to expect: a unit's deals are as many as its new revenue holds average deals, their sizes lognormal.

    The j-th largest of n deals stands at the quantile 1 − (j − ½)/n.
    """
    spread, normal = parameters.deal_spread, NormalDist()
    found: list[tuple[float, int]] = []
    for u in range(units.new.size):
        if units.new[u] <= 0:
            continue
        count = max(1.0, float(units.new[u] / units.deal[u]))
        average = float(units.new[u]) / count
        for j in range(1, min(parameters.largest_deals, int(count)) + 1):
            place = normal.inv_cdf(1.0 - (j - 0.5) / count) if count > 1 else spread / 2
            size = average * float(np.exp(spread * place - spread**2 / 2))
            found.append((min(size, float(units.new[u])), u))
    found.sort(key=lambda deal: (-deal[0], deal[1]))
    largest = found[: parameters.largest_deals]
    shares = np.zeros((len(largest), units.new.size))
    for i, (size, u) in enumerate(largest):
        shares[i, u] = size / units.new[u]
    return Deals(shares)


def _reach(model: RevenueModel, draws: Draws, without: RiskSource | None) -> tuple[Floats, Floats]:
    """Return reach, 0 to 1, for new business (effort of the months that still close) and for what is kept (of the whole year)."""
    units, drawn = model.units, draws.seats
    seats = SeatDraws(
        np.ones_like(drawn.performance) if without is RiskSource.SEAT_PERFORMANCE else drawn.performance,
        np.zeros_like(drawn.delay) if without is RiskSource.LATE_START else drawn.delay,
        drawn.leaves,
        drawn.refill,
    )
    effort = compute_team_effort(model.seats, seats, model.teams, without is not RiskSource.RESIGNATION)
    odds = _logit(units.reach)
    if without is not RiskSource.RESPONSE:
        odds = odds + model.reach_shift + units.response_spread * draws.response
    found = []
    for months in (units.selling_months, np.full(units.reach.shape, float(MONTHS_PER_YEAR))):
        own = _effort_by(effort, units.team, months)
        other = _effort_by(effort, units.coseller, months)
        blend = units.lead_weight * own + (1.0 - units.lead_weight) * other
        found.append(_expit(odds + units.slope * np.log(np.maximum(blend, _LEAST))) * (units.reach > 0))
    return found[0], found[1]


def _effort_by(effort: Floats, team: np.ndarray, months: Floats) -> Floats:
    """Return effort ÷ planned effort of each unit's team over the first `months` of the year; 1 without a team."""
    whole = np.minimum(np.floor(months).astype(np.int64), MONTHS_PER_YEAR - 1)
    part = months - whole
    index = np.maximum(team, 0)
    value = effort[:, index, whole] * (1.0 - part) + effort[:, index, whole + 1] * part
    return np.where(team == NOBODY, 1.0, value)


def _judge(units: UnitArrays, new: Floats, kept: Floats, potential: Floats, reach: Floats) -> tuple[Floats, Floats]:
    """Replace the curve where an expert's points are given: expected revenue is low + span·reach, what exceeds last year's is new."""
    judged: Bools = units.is_judged
    if not judged.any():
        return new, kept
    low, span, existing = units.low[judged], units.span[judged], units.existing[judged]
    planned = low + span * units.reach[judged]
    expected = low + span * reach[:, judged] * potential[:, judged]
    new, kept = new.copy(), kept.copy()
    planned_new = np.maximum(0.0, planned - existing)
    new[:, judged] = np.where(
        planned_new > 0.5, units.new[judged] * _ratio(np.maximum(0.0, expected - existing), planned_new), 0.0
    )
    kept[:, judged] = units.kept[judged] * _ratio(np.minimum(expected, existing), np.minimum(planned, existing))
    return new, kept


def _lost_share(model: RevenueModel, draws: Draws) -> Floats:
    """Return the share of each unit's new revenue that falls away with its large deals, at most all of it."""
    return np.minimum(1.0, draws.lost_deals @ model.deals.shares)


def _yield(units: UnitArrays, penetration: Floats) -> Floats:
    """Return the share of the open potential that full reach brings inside the year: ceiling × what closes in time."""
    ceiling = units.ceiling_low + (units.ceiling_high - units.ceiling_low) * penetration
    cycle = units.cycle_long + (units.cycle_short - units.cycle_long) * penetration
    return ceiling * np.maximum(0.0, 1.0 - cycle / MONTHS_PER_YEAR)


def _ratio(drawn: Floats, planned: Floats) -> Floats:
    """Return drawn ÷ planned; 1 where nothing is planned."""
    return np.divide(drawn, planned, out=np.ones(np.broadcast_shapes(drawn.shape, planned.shape)), where=planned > 0)


def _logit(share: Floats) -> Floats:
    bounded = np.clip(share, _LEAST, 1.0 - _LEAST)
    return np.log(bounded) - np.log1p(-bounded)


def _expit(odds: Floats) -> Floats:
    return 1.0 / (1.0 + np.exp(-odds))
