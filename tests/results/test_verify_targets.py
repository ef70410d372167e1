"""The verifier on targets: sums on every axis, fairness, bands, cushion, rounding."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.choices import OverrideKind
from planner.domain.identifiers import TeamId
from planner.domain.override import Override
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.targets import SeatTarget
from planner.optimization.target_split.team_split import add_company_target_split
from planner.reading.words.numbers import read_number, to_cents
from planner.results.verification.target_split.bands import read_amount
from planner.results.verification.target_split.fairness import Share, even_targets, least_largest_difference
from planner.results.verify import verify_plan
from tests.results.rich_case import (
    change_seat,
    change_settings,
    change_targets,
    change_team_input,
    change_team_target,
    codes_of,
    make_rich_case,
    seat_named,
)


def _shift(cents: tuple[int, ...], first: int, second: int, amount: int) -> tuple[int, ...]:
    """Return amounts with `amount` moved from one place to another: the sum stays."""
    moved = list(cents)
    moved[first] -= amount
    moved[second] += amount
    return tuple(moved)


def _with_override(plan_input: PlanInput, kind: OverrideKind, name: str, value: str) -> PlanInput:
    return replace(plan_input, overrides=(*plan_input.overrides, Override(kind, name, None, value, "D", "x")))


def test_company_target_split_to_the_cent():
    plan_input, plan = make_rich_case()
    seat = seat_named(plan, "F1")
    for falsified in (
        change_seat(plan, "F1", base_cents=seat.base_cents + 1),
        change_seat(plan, "F1", months_cents=_shift(seat.months_cents, 0, 1, 100)),
        change_seat(plan, "F1", products_cents=_shift(seat.products_cents, 0, 1, 100)),
        change_seat(plan, "F1", cushioned_months_cents=(1, *seat.cushioned_months_cents[1:])),
        change_seat(plan, "F1", steps=seat.steps[1:]),
        change_team_target(plan, "Field", overlay_cents=1),
        change_team_target(plan, "Field", stretch=1.0),
        change_team_target(plan, "Field", growth=0.0),
        change_targets(plan, company_base_cents=499_999_999),
        change_targets(plan, company_stretch=1.1),
        change_targets(plan, carried_stretch=1.1),
    ):
        assert "company_target_split" in codes_of(plan_input, falsified)


def test_company_target_split_keeps_the_mix_of_product_lines():
    """Money moved in a circle between two seats and two lines: every total stays, and each person's letter is wrong."""
    plan_input, plan = make_rich_case()
    amount = 10 * plan_input.settings.rounding_step_cents
    for seat, moved in (("F1", amount), ("F2", -amount)):
        own = seat_named(plan, seat)
        table = own.product_months_cents
        first = tuple(cents - (moved if m == 11 else 0) for m, cents in enumerate(table[0]))
        second = tuple(cents + (moved if m == 11 else 0) for m, cents in enumerate(table[1]))
        plan = change_seat(
            plan,
            seat,
            products_cents=_shift(own.products_cents, 0, 1, moved),
            product_months_cents=(first, second, *table[2:]),
        )
    texts = [f.message() for f in verify_plan(plan_input, plan)]
    assert any("seat F1: its product lines are not in the mix of its team" in text for text in texts), texts


def test_company_target_split_over_units_follows_their_revenue():
    plan_input, plan = make_rich_case()
    units = dict(plan.targets.unit_targets_cents)
    led = [u.unit.unit for u in plan.channel_plan.units if u.team == "Field"]
    swapped = {**units, led[0]: units[led[1]], led[1]: units[led[0]]}
    assert codes_of(plan_input, change_targets(plan, unit_targets_cents=swapped)) >= {"company_target_split"}
    avoided = next(u.unit.unit for u in plan.channel_plan.units if u.team is None)
    asked = {**units, avoided: 50_000, led[0]: units[led[0]] - 50_000}
    assert "company_target_split" in codes_of(plan_input, change_targets(plan, unit_targets_cents=asked))


def test_company_target_split_asks_nothing_before_the_start():
    plan_input, plan = make_rich_case()
    seat = seat_named(plan, "F2")
    assert seat.position.start_month == 4 and seat.months_cents[:3] == (0, 0, 0)
    months = _shift(seat.months_cents, 5, 0, 10_000)
    findings = verify_plan(plan_input, change_seat(plan, "F2", months_cents=months))
    assert any("before its first month" in f.found.en for f in findings)


def _swap_seats(plan: AnnualPlan, first: str, second: str) -> AnnualPlan:
    """Return the plan in which two seats have each other's figures; every sum still agrees."""
    one, two = seat_named(plan, first), seat_named(plan, second)

    def exchange(seat: SeatTarget) -> SeatTarget:
        other = {one.position.seat: two, two.position.seat: one}.get(seat.position.seat)
        return seat if other is None else replace(other, position=seat.position)

    return replace(plan, targets=replace(plan.targets, seats=tuple(map(exchange, plan.targets.seats))))


def test_seat_target_band_finds_swapped_seats():
    plan_input, plan = make_rich_case()
    assert "seat_target_band" in codes_of(plan_input, _swap_seats(plan, "F1", "F3"))


def test_company_target_split_is_as_fair_as_bands_allow():
    # Field's stretch rises and Desk's falls by the same money: every sum holds, no band is broken, but the difference is larger than it need be.
    plan_input, plan = make_rich_case()
    moved = plan
    for team, seat, amount in (("Field", "F1", 20_000_000), ("Desk", "D2", -20_000_000)):
        target = next(t for t in moved.targets.teams if t.team == team)
        moved = change_team_target(moved, team, base_cents=target.base_cents + amount)
        moved = change_seat(moved, seat, base_cents=seat_named(moved, seat).base_cents + amount)
    findings = [f.found.en for f in verify_plan(plan_input, moved)]
    assert any("its stretch differs" in text for text in findings)


def test_company_target_split_keeps_one_stretch_beside_a_fixed_team():
    # One team is fixed far below its share: the others carry the rest evenly, which is what the program does and the verifier asks for.
    plan_input, plan = make_rich_case()
    expected = {t.team: t.expected_revenue_cents for t in plan.channel_plan.teams if t.expected_revenue_cents}
    fixed = min(expected, key=lambda t: expected[t])
    base = next(t for t in plan.targets.teams if t.team == fixed).base_cents
    teams = tuple(replace(t, fixed_target_cents=base // 2) if t.team == fixed else t for t in plan_input.teams)
    targets = add_company_target_split(replace(plan_input, teams=teams), plan.channel_plan)
    amount = plan_input.settings.target_revenue_cents
    shares = [
        Share(t, targets[t], expected[t], base // 2 if t == fixed else 0, base // 2 if t == fixed else amount)
        for t in expected
    ]
    step = plan_input.settings.rounding_step_cents
    for team, right in even_targets(shares, amount).items():
        assert abs(targets[TeamId(team)] - right) < 2 * step


def test_fairness_by_hand():
    # Expected 100, 100, 800; target 1,000, so the common stretch is 1. The first is fixed at 200: a difference of 1, the others must take 100 less.
    # The largest difference is 1 whatever they do. In money the others differ by 100 whoever takes it; evenly, each has 8 ÷ 9 of its revenue.
    shares = [Share("A", 200, 100, 200, 200), Share("B", 100, 100, 0, 1000), Share("C", 700, 800, 0, 1000)]
    assert least_largest_difference(shares, 1000, 1.0) == pytest.approx(1.0)
    assert even_targets(shares, 1000) == pytest.approx({"A": 200, "B": 800 / 9, "C": 6400 / 9})
    # Two equal teams, nothing fixed: no difference at all.
    free = [Share("A", 50, 100, 0, 1000), Share("B", 150, 100, 0, 1000)]
    assert least_largest_difference(free, 200, 1.0) == pytest.approx(0.0, abs=1e-12)
    # The first may take at most 80 of 200: both differ by 0.2.
    capped = [Share("A", 80, 100, 0, 80), Share("B", 120, 100, 0, 1000)]
    assert least_largest_difference(capped, 200, 1.0) == pytest.approx(0.2)
    assert least_largest_difference([Share("A", 0, 100, 0, 10)], 200, 2.0) is None


def test_team_target_band():
    plan_input, plan = make_rich_case()
    base = next(t for t in plan.targets.teams if t.team == "Desk").base_cents
    for field, fits, breaks in (
        ("target_min_cents", base, base + 1),
        ("target_max_cents", base, base - 1),
        ("fixed_target_cents", base, base + 1),
    ):
        assert "team_target_band" not in codes_of(change_team_input(plan_input, "Desk", **{field: fits}), plan)
        assert "team_target_band" in codes_of(change_team_input(plan_input, "Desk", **{field: breaks}), plan)


def test_team_target_band_of_growth():
    # Desk sold 1,000,000.00 last year; the band is widened to just hold the growth of all teams.
    plan_input, plan = make_rich_case()
    growths = [t.growth for t in plan.targets.teams if t.growth is not None]
    assert len(growths) == 3
    held = change_settings(plan_input, team_growth_min=min(growths) - 1e-6, team_growth_max=max(growths) + 1e-6)
    assert "team_target_band" not in codes_of(held, plan)
    assert "team_target_band" in codes_of(change_settings(plan_input, team_growth_min=min(growths) + 1e-6), plan)
    assert "team_target_band" in codes_of(change_settings(plan_input, team_growth_max=max(growths) - 1e-6), plan)
    # A fixed target stands above the growth band.
    base = next(t for t in plan.targets.teams if t.growth == min(growths)).base_cents
    lowest = next(t.team for t in plan.targets.teams if t.growth == min(growths))
    fixed = change_settings(plan_input, team_growth_min=min(growths) + 1e-6)
    assert "team_target_band" not in codes_of(change_team_input(fixed, lowest, fixed_target_cents=base), plan)


def test_team_target_band_of_an_override():
    plan_input, plan = make_rich_case()
    base = next(t for t in plan.targets.teams if t.team == "Desk").base_cents
    for value, fits in ((f"{base / 100:,.2f}", True), (f"{base / 100 + 1:,.2f}", False), ("many", False)):
        decided = _with_override(plan_input, OverrideKind.TEAM_TARGET, "Desk", value)
        assert ("team_target_band" not in codes_of(decided, plan)) is fits
    assert "team_target_band" in codes_of(_with_override(plan_input, OverrideKind.TEAM_TARGET, "Nobody", "1"), plan)


@pytest.mark.parametrize(
    ("words", "cents"),
    [
        ("1,234.56", 123_456),
        ("￥1.2万", 1_200_000),
        ("３００万", 300_000_000),
        ("1.5 m", 150_000_000),
        ("CNY 20", 2_000),
        ("1 200 000", 120_000_000),
        ("CHF 1'200'000", 120_000_000),
        ("12,34,567", 123_456_700),
        ("1.2 million", 120_000_000),
        ("3 Mio. EUR", 300_000_000),
        ("3 mio", 300_000_000),
        ("2 Mrd", 200_000_000_000),
        ("0.5 crore", 500_000_000),
        ("-5", None),
        ("about ten", None),
        ("1.234,56", None),
        ("", None),
    ],
)
def test_amounts_of_overrides(words: str, cents: int | None):
    assert read_amount(Override(OverrideKind.TEAM_TARGET, "x", None, words, "D", "x")) == cents
    read = read_number(words)  # what is planned with
    assert (None if read is None or read.value < 0 else to_cents(read.value)) == cents


@pytest.mark.parametrize(("field", "sign"), [("target_min_cents", 1), ("target_max_cents", -1)])
def test_seat_target_band(field: str, sign: int):
    plan_input, plan = make_rich_case()
    base = seat_named(plan, "F1").base_cents
    for amount, fits in ((base, True), (base + sign * 2_000_000, False)):
        change: dict[str, Any] = {field: amount}
        seats = tuple(replace(s, **change) if s.seat == "F1" else s for s in plan_input.seats)
        assert ("seat_target_band" not in codes_of(replace(plan_input, seats=seats), plan)) is fits


def test_seat_target_band_of_an_override():
    plan_input, plan = make_rich_case()
    assert seat_named(plan, "A1").base_cents == 12_340_000
    other = _with_override(plan_input, OverrideKind.SEAT_TARGET, "A1", "123,401.00")
    assert "seat_target_band" in codes_of(other, plan)


def test_seat_target_band_keeps_the_cap_of_a_seat():
    _, plan = make_rich_case()
    assert seat_named(plan, "D1").base_cents == 40_000_000


def test_cushion():
    # 5,000,000.00 × 1.03 = 5,150,000.00 over teams.
    plan_input, plan = make_rich_case()
    assert plan.targets.company_cushioned_cents == 515_000_000
    team = next(t for t in plan.targets.teams if t.team == "Field")
    for falsified in (
        change_targets(plan, company_cushioned_cents=515_000_001),
        change_targets(plan, company_seat_cushioned_cents=1),
        change_team_target(plan, "Field", cushioned_cents=team.cushioned_cents + 100),
        change_team_target(plan, "Field", cushioned_months_cents=(0,) * 12),
        change_seat(plan, "F1", cushioned_cents=seat_named(plan, "F1").cushioned_cents + 100),
    ):
        assert "cushion" in codes_of(plan_input, falsified)
    for share, fits in ((0.03, True), (0.0300001, False)):
        assert ("cushion" not in codes_of(change_settings(plan_input, team_cushion_share=share), plan)) is fits


def test_cushion_is_in_proportion():
    plan_input, plan = make_rich_case()
    moved = plan
    for seat, amount in (("F1", 5_000_000), ("F3", -5_000_000)):
        moved = change_seat(moved, seat, cushioned_cents=seat_named(moved, seat).cushioned_cents + amount)
    assert "cushion" in codes_of(plan_input, moved)


def test_rounding_step():
    # Targets are multiples of 100.00; with a step of 7,777.00 none is.
    plan_input, plan = make_rich_case()
    assert "rounding_step" not in codes_of(plan_input, plan)
    assert "rounding_step" in codes_of(change_settings(plan_input, rounding_step_cents=777_700), plan)
    moved = plan
    for seat, amount in (("F1", 50), ("F3", -50)):
        moved = change_seat(moved, seat, base_cents=seat_named(moved, seat).base_cents + amount)
    assert "rounding_step" in codes_of(plan_input, moved)


def test_rounding_step_allows_one_part_to_take_the_rest():
    plan_input, plan = make_rich_case()
    moved = change_seat(plan, "F1", base_cents=seat_named(plan, "F1").base_cents + 50)
    assert "rounding_step" not in codes_of(plan_input, moved)


@pytest.mark.parametrize("seat", ["F1", "F2", "F3", "F4"])
def test_rounding_step_of_cushioned_seats(seat: str):
    # F1 takes what the team's cushion has beyond the step: another seat that is off it as well is one too many.
    plan_input, plan = make_rich_case()
    step = plan_input.settings.rounding_step_cents
    off = [s.position.seat for s in plan.targets.seats if s.position.team == "Field" and s.cushioned_cents % step]
    assert off == ["F1"]
    moved = change_seat(plan, seat, cushioned_cents=seat_named(plan, seat).cushioned_cents + 50)
    assert ("rounding_step" in codes_of(plan_input, moved)) is (seat != "F1")


@pytest.mark.parametrize("teams", [("Allies", "Desk"), ("Desk", "Field"), ("Allies", "Field")])
def test_rounding_step_of_cushioned_teams(teams: tuple[str, str]):
    plan_input, plan = make_rich_case()
    cushioned = {t.team: t.cushioned_cents for t in plan.targets.teams}
    moved = change_team_target(plan, teams[0], cushioned_cents=cushioned[TeamId(teams[0])] + 50)
    assert "rounding_step" not in codes_of(plan_input, moved)
    moved = change_team_target(moved, teams[1], cushioned_cents=cushioned[TeamId(teams[1])] - 50)
    assert "rounding_step" in codes_of(plan_input, moved)
