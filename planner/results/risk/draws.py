"""Random numbers of a simulation: one stream a source, so that switching one off leaves the others as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planner.domain.risk import RiskParameters, RiskSource
from planner.results.risk.effort import STAYS, SeatArrays, SeatDraws
from planner.results.risk.subject import Floats, Ints, UnitArrays


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """One chunk: standard normals of the market (draws,) and of segments (draws, segments), the seats, deals that fall away (draws, deals)."""

    market: Floats
    potential: Floats
    penetration: Floats
    response: Floats
    seats: SeatDraws
    lost_deals: Floats

    @property
    def size(self) -> int:
        """Number of draws in the chunk."""
        return int(self.market.size)


def iterate_draws(
    draws: int, chunk: int, seed: int, parameters: RiskParameters, units: UnitArrays, seats: SeatArrays, deals: int
) -> Iterator[Draws]:
    """Yield all draws in chunks; the numbers depend on `seed` alone, not on `chunk`.

    Notes
    -----
    ``SeedSequence(seed).spawn`` gives each source streams of its own; within a stream numbers are taken draw by draw.
    """
    children = np.random.SeedSequence(seed).spawn(len(RiskSource) + 5)
    streams = [np.random.Generator(np.random.PCG64(child)) for child in children]
    market, potential, penetration, response, performance, late, leaving, refill, lost = streams[:9]
    parents = streams[9:12]
    for begin in range(0, draws, chunk):
        n = min(chunk, draws - begin)
        shocks = [
            _correlated(own, shared, n, units, parameters.parent_correlation)
            for own, shared in zip((potential, penetration, response), parents, strict=True)
        ]
        yield Draws(
            market.standard_normal(n),
            shocks[0],
            shocks[1],
            shocks[2],
            _draw_seats(n, seats, parameters, (performance, late, leaving, refill)),
            (lost.random((n, deals)) < parameters.deal_loss_share).astype(np.float64),
        )


def _correlated(
    own: np.random.Generator, shared: np.random.Generator, n: int, units: UnitArrays, correlation: float
) -> Floats:
    """Return standard normals (n, units), with `correlation` between segments of one parent; units of one segment are alike."""
    of_segment = own.standard_normal((n, units.segments))[:, units.segment]
    of_parent = shared.standard_normal((n, units.parents))[:, units.parent]
    shock: Floats = np.sqrt(correlation) * of_parent + np.sqrt(1.0 - correlation) * of_segment
    return shock


def _draw_seats(
    n: int, seats: SeatArrays, parameters: RiskParameters, streams: tuple[np.random.Generator, ...]
) -> SeatDraws:
    performance, late, leaving, refill = streams
    shape = (n, seats.size)
    spread = np.sqrt(np.log1p(parameters.seat_spread**2))
    factor = np.exp(spread * performance.standard_normal(shape) - spread**2 / 2)
    delay = _inverse(late.random(shape), seats.delay_cumulative) * (seats.is_joiner > 0)
    # One number decides whether a person resigns and in which month; who is not there yet cannot.
    chance = leaving.random(shape)
    month = np.full(shape, STAYS, dtype=np.int64)
    resigns = chance < seats.leaver_share
    share = np.where(seats.leaver_share > 0, seats.leaver_share, 1.0)
    month[resigns] = np.floor(chance / share * STAYS).astype(np.int64)[resigns]
    month[month < seats.first_month] = STAYS
    return SeatDraws(factor, delay, month, _inverse(refill.random(shape), seats.refill_cumulative))


def _inverse(uniform: Floats, cumulative: Floats) -> Ints:
    """Return the whole numbers whose cumulative chances first exceed `uniform`."""
    return np.minimum(np.searchsorted(cumulative, uniform, side="right"), cumulative.size - 1).astype(np.int64)
