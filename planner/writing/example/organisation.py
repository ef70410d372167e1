"""The example's teams, seats, ramps, months and cost lines."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.calendar import Seasonality
from planner.domain.choices import Channel, SeasonScope
from planner.domain.identifiers import Cents, RampId, SeatId, TeamId
from planner.domain.organisation import MarketingCost, RampProfile, Seat, Team, TeamCost, TeamGroup
from planner.domain.rounding import split_amount
from planner.language import Language
from planner.writing.example import names

_TEN_THOUSAND = 1_000_000
_STEP = 10 * _TEN_THOUSAND
"""Cents to which last year's targets of seats were rounded."""
_NEW = 12
"""The seat whose rep came this year."""
HEADS = (10, 8, 6, 7, 4, 3, 4, 2)
_CHANNELS = (*(Channel.DIRECT,) * 4, *(Channel.STRATEGIC_PARTNER,) * 2, *(Channel.SMB_PARTNER,) * 2)
_REGIONS: tuple[tuple[int, ...], ...] = ((0,), (1,), (2,), (3, 4), (), (), (), ())
_INDUSTRIES: tuple[tuple[int, ...], ...] = ((), (), (), (), (1, 2, 3, 4), (0, 4, 6), (), ())
_PAY = (34, 33, 33, 31, 32, 31, 18, 20)
_MAX_HIRES = (3, 2, 2, 2, 1, 1, 2, 1)


def build_teams(language: Language) -> tuple[tuple[Team, ...], tuple[TeamGroup, ...]]:
    """Return the eight teams and the two groups above them."""
    direct, partner = (TeamId(n.choose(language)) for n in names.TEAM_GROUPS)
    teams = tuple(
        Team(
            team=TeamId(names.TEAMS[t].choose(language)),
            parent=direct if t < 4 else partner,
            manager=names.MANAGERS[t].choose(language),
            channel=_CHANNELS[t],
            regions=tuple(names.REGIONS[r].choose(language) for r in _REGIONS[t]),
            industries=tuple(names.INDUSTRIES[i].choose(language) for i in _INDUSTRIES[t]),
            cosells=t < 4,
            heads=HEADS[t],
            max_hires=_MAX_HIRES[t],
            pay_cents=_PAY[t] * _TEN_THOUSAND,
            benefits_cents=_PAY[t] * _TEN_THOUSAND * 3 // 10,
            expense_cents=(4 if t < 6 else 1) * _TEN_THOUSAND,
            travel_cents=(6 if t < 4 else 4 if t < 6 else 1) * _TEN_THOUSAND,
            presales_cents=(10 if t < 4 else 6 if t < 6 else 2) * _TEN_THOUSAND,
            manager_pay_cents=(60 if t < 4 else 50) * _TEN_THOUSAND,
            ramp=RampId(names.RAMP_NAMES[0 if t < 6 else 1].choose(language)),
            attrition_share=0.12 if t < 6 else 0.2,
            leave_share=0.1,
            span_of_control=12,
            fixed_target_cents=None,
            target_min_cents=None,
            target_max_cents=None,
            revenue_min_cents=None,
            revenue_max_cents=None,
            last_year_revenue_cents=None,
            cost_cap=None,
        )
        for t in range(8)
    )
    return teams, (TeamGroup(direct, None, None), TeamGroup(partner, None, None))


def build_seats(language: Language, sold: Mapping[TeamId, Cents]) -> tuple[Seat, ...]:
    """Return 45 seats, one of them a vacancy to be filled from month 4; what teams have `sold` last year is their seats', by level."""
    seats: list[Seat] = []
    for t, heads in enumerate(HEADS):
        team = TeamId(names.TEAMS[t].choose(language))
        numbers = range(len(seats), len(seats) + heads)
        levels = [(0.85, 1.0, 1.0, 1.15, 1.3)[(number * 3) % 5] for number in numbers]
        weights = [0.0 if number == _NEW else level for number, level in zip(numbers, levels, strict=True)]
        shares = split_amount(sold[team], weights, _TEN_THOUSAND)
        for n, (number, level, last_year) in enumerate(zip(numbers, levels, shares, strict=True)):
            is_new, attained = number == _NEW, (0.94, 1.06, 0.98, 1.1, 1.01)[number % 5]
            seats.append(
                Seat(
                    seat=SeatId(f"{'ABCDEFGH'[t]}{n + 1:02d}"),
                    team=team,
                    rep=names.rep_name(number).choose(language),
                    start_month=2 if is_new else None,
                    level_factor=level,
                    presence_share=0.8 if number == 20 else 1.0,
                    last_year_target_cents=None if is_new else round(last_year / attained / _STEP) * _STEP,
                    last_year_revenue_cents=None if is_new else last_year,
                    target_min_cents=None,
                    target_max_cents=None,
                )
            )
    vacancy = Seat(
        SeatId(f"A{HEADS[0] + 1:02d}"),
        TeamId(names.TEAMS[0].choose(language)),
        None,
        4,
        1.0,
        1.0,
        None,
        None,
        None,
        None,
    )
    return (*seats[: HEADS[0]], vacancy, *seats[HEADS[0] : 44])


def build_ramps(language: Language) -> tuple[RampProfile, ...]:
    """Return the ramp of field and of inside reps."""
    field = (0.0, 0.1, 0.25, 0.4, 0.55, 0.7, 0.8, 0.9, 1.0, 1.0, 1.0, 1.0)
    inside = (0.2, 0.5, 0.8, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
    return tuple(
        RampProfile(RampId(n.choose(language)), r) for n, r in zip(names.RAMP_NAMES, (field, inside), strict=True)
    )


def build_seasonality(language: Language) -> tuple[Seasonality, ...]:
    """Return month shares of service contracts, which are even but for January; all else comes from history."""
    shares = (0.12, 0.08, 0.08, 0.08, 0.08, 0.08, 0.08, 0.08, 0.08, 0.08, 0.08, 0.08)
    return (Seasonality(SeasonScope.PRODUCT, names.PRODUCTS[3].choose(language), shares),)


def build_costs(language: Language) -> tuple[tuple[TeamCost, ...], tuple[MarketingCost, ...]]:
    """Return cost lines that are not per head, and marketing."""
    lines = [n.choose(language) for n in names.COST_LINES]
    marketing = [n.choose(language) for n in names.MARKETING_LINES]
    return (
        (
            TeamCost(lines[0], None, 120 * _TEN_THOUSAND, True),
            TeamCost(lines[1], TeamId(names.TEAMS[4].choose(language)), 40 * _TEN_THOUSAND, True),
            TeamCost(lines[2], TeamId(names.TEAMS[6].choose(language)), 35 * _TEN_THOUSAND, True),
        ),
        (
            MarketingCost(marketing[0], None, 260 * _TEN_THOUSAND, True),
            MarketingCost(marketing[1], Channel.SMB_PARTNER, 90 * _TEN_THOUSAND, True),
            MarketingCost(marketing[2], Channel.STRATEGIC_PARTNER, 60 * _TEN_THOUSAND, True),
        ),
    )
