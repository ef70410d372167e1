"""The example's variable pay: it moves cost when attainment moves, and leaves the plan itself as it is without these sheets."""

from __future__ import annotations

from planner.domain.identifiers import TeamId
from planner.domain.pay import CommissionRate, PayTerms
from planner.language import Language
from planner.writing.example import names

_TEN_THOUSAND = 1_000_000


def build_pay(language: Language) -> tuple[PayTerms, ...]:
    """Return a commission cap for all teams, deposits of partners, and release of selling expense for the direct teams."""
    deposits = (0, 0, 0, 0, 60, 50, 0, 40)
    return tuple(
        PayTerms(
            team=TeamId(names.TEAMS[t].choose(language)),
            process_bonus_cents=0,
            process_score=1.0,
            commission_cap=2.0,
            manager_bonus_cents=0,
            manager_bonus_from=0.0,
            benefits_share=0.0,
            deposit_cents=deposits[t] * _TEN_THOUSAND,
            deposit_return_from=0.9,
            release_share=0.1 if t < 4 else None,
        )
        for t in range(8)
    )


def build_commission_rates(language: Language) -> tuple[CommissionRate, ...]:
    """Return the rates of the direct teams by attainment, and of Telesales by amount; the others earn the channel's rate."""
    direct = ((0.0, 0.015), (0.7, 0.035), (1.0, 0.05))
    rates = [
        CommissionRate(TeamId(names.TEAMS[t].choose(language)), start, None, rate)
        for t in range(4)
        for start, rate in direct
    ]
    telesales = TeamId(names.TEAMS[6].choose(language))
    steps = ((0, 0.004), (2_000, 0.008))
    return (*rates, *(CommissionRate(telesales, None, start * _TEN_THOUSAND, rate) for start, rate in steps))
