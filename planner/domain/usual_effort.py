"""How many accounts per FTE fit the effort of today: those with which it has the elasticity of published studies."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.choices import Channel
from planner.domain.coverage import revenue_of_unknown_service, served_today
from planner.domain.plan_input import PlanInput

_HALF_REACH_PER_HEAD = 2.5
"""Accounts per FTE at half of the ceiling ÷ accounts of a head, where today's effort has the elasticity of published studies (0.3)."""
_FACTOR = 4.0
"""So many times more or fewer than fits are another business than the one a default is meant for."""
_MOST_UNKNOWN = 0.1
"""Share of last year's revenue of which nobody can say who serves it: above it, the accounts of a channel are not known."""


@dataclass(frozen=True, slots=True)
class UsualEffort:
    """A channel's heads and accounts of today, and the accounts per FTE at half of the ceiling that fit them."""

    heads: int
    accounts: float
    accounts_per_fte: float

    def is_far_from(self, accounts_per_fte: float) -> bool:
        """Whether `accounts_per_fte` is four times more or fewer."""
        return not 1 / _FACTOR <= self.accounts_per_fte / accounts_per_fte <= _FACTOR


def usual_efforts(plan_input: PlanInput) -> dict[Channel, UsualEffort]:
    """Return the effort of today by channel that has heads and accounts.

    With reach r at today's effort, elasticity is γ·(1 − r): near 0.3 where effort is 2.5 times that of half reach, for γ near 1.15.

    References
    ----------
    Albers, S., Mantrala, M. K. & Sridhar, S. (2010). Personal selling elasticities: a meta-analysis. Journal of Marketing Research 47(5), 840–853.
    """
    served = served_today(plan_input)
    efforts: dict[Channel, UsualEffort] = {}
    for channel in Channel:
        heads = sum(t.heads for t in plan_input.teams if t.channel is channel)
        accounts = sum(s.accounts for s in plan_input.segments if served[s.segment].channel is channel)
        if heads and accounts:
            efforts[channel] = UsualEffort(heads, accounts, _HALF_REACH_PER_HEAD * accounts / heads)
    return efforts


def says_who_serves(plan_input: PlanInput) -> bool:
    """Whether nearly all of last year's revenue was served by channels that are known."""
    return revenue_of_unknown_service(plan_input) <= _MOST_UNKNOWN
