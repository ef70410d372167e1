"""Large planning cases made by arithmetic, for benchmarks and tests of size."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.choices import Channel
from planner.domain.identifiers import ProductId, TeamId
from planner.domain.market import Product, Segment
from planner.domain.organisation import Team
from planner.domain.plan_input import PlanInput
from planner.tables.inputs.channels import DEFAULT_CHANNELS
from tests.plan_input_builder import make_plan_input, make_segment, make_settings, make_team

_REGIONS = 5


def make_large_case(segments: int = 300, teams: int = 20, cap: float | None = 0.21) -> PlanInput:
    """Return a case of `segments` segments and `teams` teams over five regions; the same for the same sizes."""
    base = make_plan_input()
    products = tuple(
        replace(base.products[0], product=ProductId(f"P{p}"), gross_margin=0.35 + 0.05 * p) for p in range(4)
    )
    rows = tuple(_segment(i, teams) for i in range(segments))
    potential = {(s.segment, p.product): _potential(i, k) for i, s in enumerate(rows) for k, p in enumerate(products)}
    existing = sum(s.existing_revenue_cents for s in rows)
    return replace(
        base,
        settings=make_settings(
            target_revenue_cents=int(existing * 1.1),
            largest_stretch=1.5,
            cost_of_sales_cap=cap,
            max_hires=10,
            seat_cushion_share=0.02,
        ),
        products=_floors(products),
        segments=rows,
        segment_groups=(),
        potential_cents=potential,
        fit={},
        channels=tuple(DEFAULT_CHANNELS[c] for c in Channel),
        teams=tuple(_team(t, segments, teams) for t in range(teams)),
        seats=(),
        ramps=(),
        judgements=(),
        overrides=(),
    )


def _channel(team: int) -> Channel:
    return (Channel.DIRECT, Channel.DIRECT, Channel.STRATEGIC_PARTNER, Channel.SMB_PARTNER)[team % 4]


def _team(t: int, segments: int, teams: int) -> Team:
    heads = max(2, segments // teams)
    return make_team(
        f"T{t:03d}",
        channel=_channel(t),
        regions=(f"R{t % _REGIONS}", f"R{(t + 2) % _REGIONS}"),
        heads=heads,
        max_hires=2,
        pay_cents=30_000_000 + 1_000_000 * (t % 7),
    )


def _segment(i: int, teams: int) -> Segment:
    region = i % _REGIONS
    candidates = [t for t in range(teams) if region in (t % _REGIONS, (t + 2) % _REGIONS)]
    team = candidates[i * 7 % len(candidates)]
    return make_segment(
        f"S{i:04d}",
        region=f"R{region}",
        accounts=20.0 + (i * 37 % 180),
        penetration=round(0.1 + (i * 61 % 80) / 100, 2),
        existing_revenue_cents=sum(_potential(i, k) for k in range(4)) * (20 + i * 13 % 30) // 100,
        today_channel=_channel(team),
        today_team=TeamId(f"T{team:03d}"),
    )


def _potential(i: int, k: int) -> int:
    return 60_000_000 + (i * 7919 + k * 104729) % 997 * 300_000


def _floors(products: tuple[Product, ...]) -> tuple[Product, ...]:
    return (replace(products[0], target_floor_cents=1_000_000_000), *products[1:])
