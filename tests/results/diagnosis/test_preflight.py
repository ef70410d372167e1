"""What is refused without a solver: a floor above what every unit's best option adds up to, a target that fixed ones leave to nobody."""

from __future__ import annotations

import pytest

from planner.domain.choices import Channel, Objective
from planner.domain.money import money_words
from planner.domain.plan_input import PlanInput
from planner.optimization.channel_plan.model import build_channel_plan_model
from planner.optimization.channel_plan.problem import build_channel_plan_problem
from planner.results.diagnosis.preflight import find_impossible, find_impossible_split
from tests.plan_input_builder import make_plan_input, make_product, make_segment, make_settings, make_team
from tests.small_company_plans import with_limits


def _beyond(plan_input: PlanInput) -> dict[str, str]:
    model = build_channel_plan_model(build_channel_plan_problem(plan_input), Objective.REVENUE)
    return {found.row: found.words.en for found in find_impossible(model)}


def _most_cents(plan_input: PlanInput) -> int:
    """Return the sum of every unit's greatest revenue, whatever is forced: what a person fixed is not the market's limit."""
    options = build_channel_plan_problem(plan_input).options
    best: dict[int, int] = {}
    for unit, revenue in zip(options.unit.tolist(), options.revenue_cents.tolist(), strict=True):
        best[unit] = max(best.get(unit, 0), int(revenue))
    return sum(best.values())


@pytest.mark.parametrize("forced", [None, Channel.AVOID])
def test_a_target_is_beyond_reach_from_the_sum_of_the_best_options_on(forced: Channel | None):
    def asking(cents: int) -> PlanInput:
        segments = (make_segment("North", forced_channel=forced), make_segment("South", penetration=0.1))
        settings = make_settings(target_revenue_cents=cents, largest_stretch=1.0)
        return make_plan_input(settings=settings, segments=segments)

    most = _most_cents(asking(1))
    assert _beyond(asking(most - 1000)) == {}
    found = _beyond(asking(most + 1000))
    assert list(found) == ["revenue_floor.company"]
    assert found["revenue_floor.company"].endswith(f"at most {money_words(most)} could be reached")


def test_a_product_line_that_may_not_be_sold_reaches_nothing():
    lines = (make_product(), make_product("Extra", deliverable_again=False, target_floor_cents=100_000))
    segments = tuple(make_segment(n, existing_revenue_cents=0) for n in ("North", "South"))
    found = _beyond(
        make_plan_input(settings=make_settings(target_revenue_cents=100), products=lines, segments=segments)
    )
    assert list(found) == ["product_floor.1"]
    assert found["product_floor.1"].endswith("at most 0 could be reached")


def _split(target: int, *teams: dict[str, int], **limits: float) -> tuple[int, int] | None:
    """Return the sums that are told of two teams, each of which led half of last year's 3,000,000.00; ``None`` where nothing is told."""
    made = tuple(
        make_team(name, channel=channel, **fields)
        for name, channel, fields in zip(
            ("Field", "Partners"), (Channel.DIRECT, Channel.SMB_PARTNER), teams, strict=True
        )
    )
    segments = tuple(
        make_segment(name, today_channel=channel, today_team=team, existing_revenue_cents=150_000_000)
        for name, channel, team in (("North", Channel.DIRECT, "Field"), ("South", Channel.SMB_PARTNER, "Partners"))
    )
    settings = make_settings(target_revenue_cents=target, **limits)
    found = find_impossible_split(make_plan_input(settings=settings, teams=made, segments=segments))
    if not found:
        return None
    (words,) = (f.words.en for f in found)
    least, most = words.split(" at least ")[1].split(" and at most ")
    return int(least.replace(",", "")) * 100, int(most.replace(",", "")) * 100


@pytest.mark.parametrize(
    ("target", "teams", "limits", "sums"),
    [
        (200_000_000, ({"fixed_target_cents": 100_000_000}, {"target_max_cents": 50_000_000}), {}, (100_000_000, 150_000_000)),
        (150_000_000, ({"fixed_target_cents": 100_000_000}, {"target_max_cents": 50_000_000}), {}, None),
        (150_000_000, ({"fixed_target_cents": 100_000_000}, {"target_min_cents": 60_000_000}), {}, (160_000_000, 250_000_000)),
        # Growth of a tenth at most: 1,650,000.00 for each; a wider limit of its own does not lift that, a least target above it does.
        (340_000_000, ({}, {"target_max_cents": 300_000_000}), {"team_growth_max": 0.1}, (0, 330_000_000)),
        (340_000_000, ({}, {"target_min_cents": 180_000_000}), {"team_growth_max": 0.1}, None),
        (350_000_000, ({}, {"target_min_cents": 180_000_000}), {"team_growth_max": 0.1}, (180_000_000, 345_000_000)),
    ],
)  # fmt: skip
def test_the_sums_of_fixed_least_and_most_targets_are_told(target, teams, limits, sums):
    assert _split(target, *teams, **limits) == sums


def test_a_target_alone_says_nothing_of_the_split():
    assert find_impossible_split(with_limits()) == ()
