"""Small companies drawn at random, with every kind of rule, price and exception that a planning workbook may hold; the same for the same seed."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from planner.domain.calendar import HistoryLine, Seasonality
from planner.domain.channels import ChannelTerms, RebateStep
from planner.domain.choices import Channel, CoverageRole, Fit, Objective, OverrideKind, SalesMode, SeasonScope
from planner.domain.identifiers import RampId, TeamId
from planner.domain.market import Judgement, Product, Segment
from planner.domain.organisation import Coverage, MarketingCost, Seat, Team, TeamCost
from planner.domain.override import Override
from planner.domain.pay import PayTerms
from planner.domain.plan_input import PlanInput
from tests.plan_input_builder import (
    ALL_MODES,
    make_channel_terms,
    make_plan_input,
    make_product,
    make_ramp,
    make_seat,
    make_segment,
    make_settings,
    make_team,
)

_REGIONS = ("North", "South")
_WORKED = (Channel.DIRECT, Channel.STRATEGIC_PARTNER, Channel.SMB_PARTNER)


def make_random_company(seed: int) -> PlanInput:
    """Return company number `seed`: two to five segments, one to three product lines, two to four teams, a direct one first."""
    rng = Random(seed)
    products = tuple(_product(rng, i) for i in range(rng.randint(1, 3)))
    teams = tuple(_team(rng, i) for i in range(rng.randint(2, 4)))
    segments = tuple(_segment(rng, i, teams) for i in range(rng.randint(2, 5)))
    pairs = [(s.segment, p.product) for s in segments for p in products]
    # The last segment has no potential in one company of five: what it brings is what is there, or what an expert expects.
    blank = segments[-1].segment if seed % 5 == 0 else None
    potential = {
        pair: rng.choice((0, 1)) * rng.randint(1, 400_000_000) + 90_000_001 for pair in pairs if pair[0] != blank
    }
    existing = sum(s.existing_revenue_cents for s in segments)
    return make_plan_input(
        settings=make_settings(**_settings(rng, existing)),
        products=products,
        segments=segments,
        potential_cents=potential,
        fit={pair: rng.choice(list(Fit)) for pair in pairs if rng.random() < 0.5},
        channels=tuple(_terms(rng, c) for c in Channel),
        teams=teams,
        seats=tuple(seat for team in teams for seat in _seats(rng, team)),
        ramps=(make_ramp("new", 0.0, round(rng.random(), 2), 0.8),),
        rebates=tuple(
            RebateStep(c, cents, rate)
            for c in _WORKED[1:]
            if rng.random() < 0.4
            for cents, rate in ((0, 0.01), (rng.randint(1, 200_000_000), 0.03))
        ),
        coverage=tuple(
            Coverage(teams[-1].team, s.segment, rng.choice(list(CoverageRole)))
            for s in segments
            if len(teams) > 2 and seed % 3 == 0
        ),
        seasonality=_seasons(rng, segments, teams),
        history=_history(rng, segments, products, teams),
        team_costs=(TeamCost("Room", rng.choice((None, teams[0].team)), rng.randint(0, 900_000), rng.random() < 0.5),),
        marketing=(MarketingCost("Fair", rng.choice((None, *_WORKED)), rng.randint(0, 900_000), rng.random() < 0.5),),
        judgements=_judgements(rng, segments),
        overrides=_overrides(rng, segments, teams),
        pay=tuple(_pay(rng, t) for t in teams if rng.random() < 0.4),
    )


def _maybe(rng: Random, share: float, value: Any) -> Any:
    """Return `value` in `share` of the cases, else ``None``."""
    return value if rng.random() < share else None


def _settings(rng: Random, existing_cents: int) -> dict[str, Any]:
    return {
        "objective": rng.choice(list(Objective)),
        "fiscal_start_month": rng.choice((1, 1, 4, 10)),
        "target_revenue_cents": 1_000_000 + round(existing_cents * rng.uniform(0.6, 1.2)),
        "largest_stretch": rng.choice((2.0, 4.0)),
        "count_partner_margin": rng.random() < 0.6,
        "team_cushion_share": rng.choice((0.0, 0.03)),
        "seat_cushion_share": rng.choice((0.0, 0.02)),
        "max_hires": _maybe(rng, 0.5, rng.randint(0, 2)),
        "headcount_limit": _maybe(rng, 0.1, rng.randint(6, 14)),
        "headcount_budget_cents": _maybe(rng, 0.1, rng.randint(100_000_000, 400_000_000)),
        "hire_cost_cents": rng.choice((0, 500_000)),
        "refill_months": rng.choice((0.0, 2.5)),
        "seed_budget_cents": _maybe(rng, 0.3, 2_000_000),
        "max_units_direct": _maybe(rng, 0.1, 2),
        "max_units_avoid": _maybe(rng, 0.1, 2),
        "change_limit": _maybe(rng, 0.15, 4),
        "new_customer_floor": _maybe(rng, 0.1, 1),
        "cost_of_sales_cap": _maybe(rng, 0.3, round(rng.uniform(0.5, 1.0), 3)),
        "average_deal_cents": rng.randint(1_000_000, 20_000_000),
        "handover_loss_share": rng.choice((0.0, 0.15)),
        "next_year_weight": rng.choice((0.0, 0.3)),
        "matrix_potential_cents": _maybe(rng, 0.5, rng.randint(100_000_000, 600_000_000)),
        "matrix_penetration": round(rng.random(), 1),
        "seat_territory_weight": rng.choice((0.0, 0.5, 1.0)),
        "rounding_step_cents": rng.choice((1, 100, 10_000)),
        "target_collections_cents": _maybe(rng, 0.4, existing_cents),
        "target_new_customers": _maybe(rng, 0.4, 17),
        "target_satisfaction": _maybe(rng, 0.4, 0.9),
        "weight_collections": 0.1,
        "weight_new_customers": 0.2,
        "weight_satisfaction": 0.1,
    }


def _product(rng: Random, i: int) -> Product:
    return make_product(
        f"P{i}",
        gross_margin=round(rng.uniform(0.2, 0.7), 3),
        customisation=round(rng.random(), 1),
        sales_mode=rng.choice(list(SalesMode)) if i else SalesMode.PRODUCT_PUSH,
        deliverable_again=i == 0 or rng.random() < 0.8,
        target_floor_cents=_maybe(rng, 0.2, rng.randint(1, 10_000_000)),
    )


def _team(rng: Random, i: int) -> Team:
    heads = rng.randint(1, 4) if i < 2 else rng.randint(0, 3)
    return make_team(
        f"T{i}",
        channel=Channel.DIRECT if i == 0 else rng.choice(_WORKED),
        regions=() if i == 0 else rng.choice(((), ("North",), ("South",))),
        cosells=i == 0 or rng.random() < 0.5,
        heads=heads,
        max_hires=rng.randint(0, 2),
        pay_cents=rng.randint(1_000_000, 30_000_000),
        benefits_cents=rng.randint(0, 2_000_000),
        expense_cents=rng.randint(0, 2_000_000),
        travel_cents=rng.randint(0, 2_000_000),
        presales_cents=rng.randint(0, 2_000_000),
        manager_pay_cents=rng.choice((0, 25_000_000)),
        ramp=_maybe(rng, 0.5, RampId("new")),
        attrition_share=rng.choice((0.0, 0.1)),
        leave_share=rng.choice((0.0, 0.05)),
        revenue_min_cents=_maybe(rng, 0.1, rng.randint(1, 20_000_000)),
        revenue_max_cents=_maybe(rng, 0.1, rng.randint(200_000_000, 900_000_000)),
        last_year_revenue_cents=_maybe(rng, 0.5, rng.randint(0, 300_000_000)),
        cost_cap=_maybe(rng, 0.1, 0.95),
    )


def _segment(rng: Random, i: int, teams: tuple[Team, ...]) -> Segment:
    team = rng.choice(teams)
    forced = _maybe(rng, 0.1, rng.choice(list(Channel)))
    return make_segment(
        f"S{i}",
        region=rng.choice(_REGIONS),
        accounts=float(rng.randint(3, 900)),
        penetration=round(rng.random(), 2),
        existing_revenue_cents=rng.choice((0, 1, 1, 1)) * rng.randint(1, 150_000_000),
        today_channel=_maybe(rng, 0.6, team.channel),
        today_team=_maybe(rng, 0.6, team.team),
        today_effort_fte=_maybe(rng, 0.3, rng.choice((0.3, 0.5, 1.0))),
        forced_channel=forced,
        forbidden_channels=() if forced or rng.random() < 0.7 else (rng.choice(list(Channel)),),
        strategic=forced is None and rng.random() < 0.2,
        seed_option_value_cents=rng.choice((0, 0, 50_000_000)),
        share_floor=_maybe(rng, 0.1, 0.01),
        assign_by_product=rng.random() < 0.3,
        average_deal_cents=_maybe(rng, 0.3, rng.randint(500_000, 20_000_000)),
    )


def _terms(rng: Random, channel: Channel) -> ChannelTerms:
    base = make_channel_terms(channel)
    if not channel.is_worked:
        return base
    return replace(
        base,
        ceiling_low=round(rng.uniform(0.05, 0.2), 3),
        ceiling_high=round(rng.uniform(0.2, 0.5), 3),
        accounts_per_fte=float(rng.randint(20, 300)),
        response_shape=rng.choice((1.0, 1.4)),
        cycle_short_months=float(rng.randint(1, 6)),
        keep_alone=round(rng.uniform(0.5, 0.7), 2),
        commission_rate=round(rng.uniform(0, 0.03), 4),
        customisation_limit=rng.choice((0.5, 1.0)),
        customisation_cost=rng.choice((0.0, 0.1)),
        sales_modes=rng.choice((ALL_MODES, (SalesMode.PRODUCT_PUSH,))),
    )


def _seats(rng: Random, team: Team) -> list[Seat]:
    """Return a seat for each head, some of them without, and sometimes one to be hired."""
    seats = []
    for i in range(team.heads + rng.randint(0, 1)):
        is_filled = i < team.heads
        if is_filled and rng.random() < 0.1:
            continue
        seats.append(
            make_seat(
                f"{team.team}-{i}",
                team.team,
                rep=f"Rep {team.team} {i}" if is_filled else None,
                start_month=rng.choice((None, None, 4, 7)) if is_filled else _maybe(rng, 0.5, rng.randint(2, 11)),
                level_factor=rng.choice((0.8, 1.0, 1.2)),
                presence_share=rng.choice((1.0, 0.5)) if is_filled else 1.0,
                last_year_revenue_cents=_maybe(rng, 0.6, rng.randint(0, 50_000_000)),
                last_year_target_cents=_maybe(rng, 0.3, rng.randint(1, 50_000_000)),
                target_max_cents=_maybe(rng, 0.05, 900_000_000),
                base_pay_cents=_maybe(rng, 0.3 if is_filled else 0, rng.randint(0, 9_000_000)),
            )
        )
    return seats


def _seasons(rng: Random, segments: tuple[Segment, ...], teams: tuple[Team, ...]) -> tuple[Seasonality, ...]:
    shares = (0.05,) * 8 + (0.1, 0.1, 0.2, 0.2)
    found = [
        Seasonality(SeasonScope.COMPANY, None, shares),
        Seasonality(SeasonScope.SEGMENT, segments[0].segment, shares[::-1]),
        Seasonality(SeasonScope.TEAM, teams[0].team, shares[4:] + shares[:4]),
    ]
    return tuple(row for row in found if rng.random() < 0.4)


def _history(
    rng: Random, segments: tuple[Segment, ...], products: tuple[Product, ...], teams: tuple[Team, ...]
) -> tuple[HistoryLine, ...]:
    return tuple(
        HistoryLine(year, month, s.segment, rng.choice(products).product, t, rng.randint(0, 9_000_000))
        for s in segments[1:]
        for t in (rng.choice((None, teams[0].team)),)
        if rng.random() < 0.4
        for year in (2024, 2025)
        for month in range(1, 13)
    )


def _judgements(rng: Random, segments: tuple[Segment, ...]) -> tuple[Judgement, ...]:
    last = segments[-1]
    if last.assign_by_product or rng.random() < 0.6:
        return ()
    points = sorted(rng.randint(1, 150_000_000) for _ in range(5))
    return (Judgement(last.segment, None, *points),)


def _overrides(rng: Random, segments: tuple[Segment, ...], teams: tuple[Team, ...]) -> tuple[Override, ...]:
    kind = rng.choice((None, None, OverrideKind.SEGMENT_CHANNEL, OverrideKind.SEGMENT_TEAM))
    if kind is None or segments[0].forced_channel or segments[0].forbidden_channels:
        return ()
    value = "direct" if kind is OverrideKind.SEGMENT_CHANNEL else teams[0].team
    return (Override(kind, segments[0].segment, None, value, "Director", "promised"),)


def _pay(rng: Random, team: Team) -> PayTerms:
    return PayTerms(
        TeamId(team.team), rng.randint(0, 900_000), round(rng.random(), 2), None, 2_000_000, 0.8, 0.1, 0, 0.9, None
    )
