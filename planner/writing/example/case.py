"""The example's numbers, by arithmetic: 40 leaf segments, 5 product lines, 8 teams, 45 seats, two years of history."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.calendar import HistoryLine
from planner.domain.channels import ChannelTerms, RebateStep
from planner.domain.choices import Channel, DisplayUnit, Fit, LifecycleStage, OverrideKind, SalesMode
from planner.domain.identifiers import Cents, ProductId, SegmentId, TeamId
from planner.domain.market import Judgement, Product, Segment, SegmentGroup
from planner.domain.override import Override
from planner.domain.plan_input import PlanInput
from planner.domain.settings import Settings
from planner.language import Language
from planner.tables.columns.column import REQUIRED
from planner.tables.inputs.channels import DEFAULT_CHANNELS
from planner.tables.settings.settings import SETTINGS
from planner.writing.example import names
from planner.writing.example.accounts import build_accounts
from planner.writing.example.organisation import (
    HEADS,
    build_costs,
    build_ramps,
    build_seasonality,
    build_seats,
    build_teams,
)
from planner.writing.example.partners import build_partners
from planner.writing.example.pay import build_commission_rates, build_pay

_TEN_THOUSAND = 1_000_000
"""Cents in 10,000 yuan."""
_INDUSTRY_SIZE = (30, 26, 34, 22, 38, 12, 10, 8)
_REGION_SIZE = (130, 110, 95, 60, 70)
_PENETRATION = (0.55, 0.42, 0.68, 0.38, 0.28, 0.62, 0.74, 0.50)
_ACCOUNTS = (45, 40, 70, 35, 18, 90, 60, 80)
_MIX = (
    (38, 20, 14, 18, 10),
    (26, 34, 12, 14, 14),
    (30, 36, 16, 12, 6),
    (34, 24, 8, 20, 14),
    (20, 18, 14, 22, 26),
    (28, 42, 6, 20, 4),
    (44, 22, 20, 12, 2),
    (8, 56, 22, 12, 2),
)
_MONTHS = (6, 6, 9, 8, 8, 9, 7, 7, 9, 9, 10, 12)


def build_example(language: Language) -> PlanInput:
    """Return the example company's planning input in `language`."""
    segments = tuple(_segment(i, r, language) for i in range(8) for r in range(5))
    products = _products(language)
    potential = {
        (SegmentId(_segment_name(i, r, language)), products[k].product): _potential(i, r, k)
        for i in range(8)
        for r in range(5)
        for k in range(5)
        if not (i == 7 and k == 4)
    }
    teams, team_groups = build_teams(language)
    sold = {t.team: sum(s.existing_revenue_cents for s in segments if s.today_team == t.team) for t in teams}
    seats = build_seats(language, sold)
    by_segment = {s.segment: sum(potential.get((s.segment, p.product), 0) for p in products) for s in segments}
    return PlanInput(
        settings=_settings(language, segments),
        products=products,
        segments=segments,
        segment_groups=tuple(SegmentGroup(SegmentId(n.choose(language)), None) for n in names.INDUSTRIES),
        potential_cents=potential,
        fit=_fit(language, products),
        channels=_channels(),
        teams=teams,
        team_groups=team_groups,
        rebates=(
            RebateStep(Channel.STRATEGIC_PARTNER, 0, 0.0),
            RebateStep(Channel.STRATEGIC_PARTNER, 6_000 * _TEN_THOUSAND, 0.01),
            RebateStep(Channel.STRATEGIC_PARTNER, 12_000 * _TEN_THOUSAND, 0.02),
            RebateStep(Channel.SMB_PARTNER, 0, 0.0),
            RebateStep(Channel.SMB_PARTNER, 5_000 * _TEN_THOUSAND, 0.015),
        ),
        partners=build_partners(language),
        seats=seats,
        accounts=build_accounts(segments, seats, by_segment, language),
        ramps=build_ramps(language),
        seasonality=build_seasonality(language),
        history=_history(segments, products, potential),
        team_costs=build_costs(language)[0],
        marketing=build_costs(language)[1],
        pay=build_pay(language),
        commission_rates=build_commission_rates(language),
        judgements=(_judgement(segments[10]), _judgement(segments[26])),
        overrides=(
            Override(
                OverrideKind.SEGMENT_CHANNEL,
                _segment_name(4, 3, language),
                None,
                "strategic partner" if language is Language.ENGLISH else "战略伙伴",
                names.OVERRIDE[0].choose(language),
                names.OVERRIDE[1].choose(language),
            ),
        ),
    )


def _settings(language: Language, segments: tuple[Segment, ...]) -> Settings:
    defaults = {c.field: c.default for c in SETTINGS.columns if c.default is not REQUIRED}
    existing = sum(s.existing_revenue_cents for s in segments)
    target = round(existing * 1.15 / (100 * _TEN_THOUSAND)) * 100 * _TEN_THOUSAND
    values = {
        **defaults,
        "company": names.COMPANY.choose(language),
        "plan_year": 2027,
        "currency": "CNY",
        "display_unit": DisplayUnit.TEN_THOUSAND if language is Language.CHINESE else DisplayUnit.MILLION,
        "target_revenue_cents": target,
        "target_collections_cents": round(target * 0.96 / _TEN_THOUSAND) * _TEN_THOUSAND,
        "target_gross_profit_cents": None,
        "target_new_customers": 260,
        "target_pipeline_cents": round(target * 0.9 / _TEN_THOUSAND) * _TEN_THOUSAND,
        "target_satisfaction": 0.9,
        "cost_of_sales_cap": 0.15,
        "largest_stretch": 1.12,
        "max_hires": 5,
        "headcount_limit": 54,
        "seed_budget_cents": 30 * _TEN_THOUSAND,
        "change_limit": 14,
        "new_customer_floor": 100,
        "average_deal_cents": 45 * _TEN_THOUSAND,
    }
    return Settings(**values)  # type: ignore[arg-type]  # defaults of the declarations have the fields' types


def _channels() -> tuple[ChannelTerms, ...]:
    """Return the company's own terms where they differ from the defaults: customers stay for service, so effort counts for more."""
    own: dict[Channel, dict[str, float]] = {
        Channel.DIRECT: {
            "ceiling_low": 0.12,
            "ceiling_high": 0.6,
            "cycle_long_months": 10.0,
            "cycle_short_months": 2.5,
            "keep_alone": 0.45,
        },
        Channel.STRATEGIC_PARTNER: {"ceiling_low": 0.28, "ceiling_high": 0.5, "keep_alone": 0.5, "keep_served": 0.97},
        Channel.SMB_PARTNER: {"ceiling_high": 0.36, "keep_alone": 0.5, "keep_served": 0.9},
    }
    return tuple(replace(DEFAULT_CHANNELS[c], **own.get(c, {})) for c in Channel)  # type: ignore[arg-type]  # fields of numbers


def _products(language: Language) -> tuple[Product, ...]:
    rows = (
        (0.46, 0.10, SalesMode.PRODUCT_PUSH, LifecycleStage.MATURITY),
        (0.38, 0.05, SalesMode.PRODUCT_PUSH, LifecycleStage.MATURITY),
        (0.72, 0.30, SalesMode.MOTIVATION, LifecycleStage.GROWTH),
        (0.52, 0.15, SalesMode.PRODUCT_PUSH, LifecycleStage.MATURITY),
        (0.34, 0.75, SalesMode.NEED_CREATION, LifecycleStage.INTRODUCTION),
    )
    floors = (None, None, 4_000 * _TEN_THOUSAND, None, None)
    return tuple(
        Product(ProductId(name.choose(language)), margin, custom, mode, stage, True, True, True, floor)
        for name, (margin, custom, mode, stage), floor in zip(names.PRODUCTS, rows, floors, strict=True)
    )


def _segment_name(industry: int, region: int, language: Language) -> str:
    return f"{names.INDUSTRIES[industry].choose(language)} {names.REGIONS[region].choose(language)}"


def _potential(industry: int, region: int, product: int) -> Cents:
    wave = 80 + (industry * 17 + region * 29 + product * 13) % 41
    return _INDUSTRY_SIZE[industry] * _REGION_SIZE[region] * _MIX[industry][product] * wave * _TEN_THOUSAND // 5_600


def _today(industry: int, region: int) -> tuple[Channel, int | None]:
    """Return today's channel and team: mostly direct by region, partners for power and universities, telesales and small partners for food and
    logistics, but the first of these small segments still with the direct teams that once won them.
    """
    if industry == 4 and region >= 2:
        return Channel.STRATEGIC_PARTNER, 4
    if industry == 6 and region >= 1:
        return Channel.STRATEGIC_PARTNER, 5
    if (industry, region) == (7, 3):
        return Channel.AVOID, None
    if industry == 5 and region >= 1:
        return Channel.SMB_PARTNER, 6
    if industry == 7 and region >= 2:
        return Channel.SMB_PARTNER, 7
    return Channel.DIRECT, min(region, 3)


def _accounts(industry: int, region: int) -> float:
    return float(_ACCOUNTS[industry] * _REGION_SIZE[region] // 100)


def _effort_today(industry: int, region: int) -> float | None:
    """Return today's effort (FTE): every account is visited, so it goes where accounts are many rather than where potential is high."""
    _, team = _today(industry, region)
    if team is None:
        return None
    whole = sum(_accounts(i, r) ** 1.2 for i in range(8) for r in range(5) if _today(i, r)[1] == team)
    share = _accounts(industry, region) ** 1.2 / whole
    return max(0.05, int(0.71 * HEADS[team] * share / 0.05) * 5 / 100)


def _segment(industry: int, region: int, language: Language) -> Segment:
    channel, team = _today(industry, region)
    potential = sum(_potential(industry, region, k) for k in range(5) if not (industry == 7 and k == 4))
    share = 24 + (industry * 11 + region * 7) % 13 - (8 if channel is Channel.AVOID else 0)
    return Segment(
        segment=SegmentId(_segment_name(industry, region, language)),
        parent=SegmentId(names.INDUSTRIES[industry].choose(language)),
        industry=names.INDUSTRIES[industry].choose(language),
        region=names.REGIONS[region].choose(language),
        accounts=_accounts(industry, region),
        penetration=round(_PENETRATION[industry] + (region * 7 % 5 - 2) * 0.04, 2),
        existing_revenue_cents=potential * share // 100 // _TEN_THOUSAND * _TEN_THOUSAND,
        today_channel=channel,
        today_team=None if team is None else TeamId(names.TEAMS[team].choose(language)),
        today_effort_fte=_effort_today(industry, region),
        forced_channel=Channel.DIRECT if (industry, region) == (0, 0) else None,
        forbidden_channels=(Channel.STRATEGIC_PARTNER,) if (industry, region) == (1, 1) else (),
        strategic=(industry, region) in ((0, 0), (2, 1)),
        seed_option_value_cents=45 * _TEN_THOUSAND if industry in (5, 7) and region in (3, 4) else 0,
        share_floor=0.2 if (industry, region) == (2, 1) else None,
        assign_by_product=(industry, region) in ((1, 0), (3, 2)),
        average_deal_cents=None,
        win_rate=0.3 if industry == 6 else None,
    )


def _fit(language: Language, products: tuple[Product, ...]) -> dict[tuple[SegmentId, ProductId], Fit]:
    fits = (Fit.CORE, Fit.CORE, Fit.EXPAND, Fit.CORE, Fit.EXPLORE)
    return {
        (SegmentId(_segment_name(i, r, language)), products[k].product): Fit.NONE
        if (i, k) == (7, 4)
        else fits[(k + i // 3) % 5]
        for i in range(8)
        for r in range(5)
        for k in range(5)
    }


def _history(
    segments: tuple[Segment, ...], products: tuple[Product, ...], potential: dict[tuple[SegmentId, ProductId], Cents]
) -> tuple[HistoryLine, ...]:
    """Return two years of monthly revenue by segment and product; the last year adds up to each segment's revenue."""
    lines: list[HistoryLine] = []
    for year, level in ((2025, 0.9), (2026, 1.0)):
        for segment in segments:
            weights = [potential.get((segment.segment, p.product), 0) for p in products]
            whole = sum(weights)
            yearly = [round(segment.existing_revenue_cents * level) * w // whole for w in weights]
            yearly[0] += round(segment.existing_revenue_cents * level) - sum(yearly)
            for product, amount in zip(products, yearly, strict=True):
                if amount == 0:
                    continue
                months = [amount * share // 100 for share in _MONTHS]
                months[-1] += amount - sum(months)
                lines.extend(
                    HistoryLine(year, m + 1, segment.segment, product.product, segment.today_team, cents)
                    for m, cents in enumerate(months)
                )
    return tuple(lines)


def _judgement(segment: Segment) -> Judgement:
    base = segment.existing_revenue_cents
    points = [round(base * x / _TEN_THOUSAND) * _TEN_THOUSAND for x in (0.72, 0.98, 1.12, 1.19, 1.42)]
    return Judgement(segment.segment, None, *points)
