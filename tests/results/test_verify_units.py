"""The verifier on units: who is in the plan, what may be chosen, what it brings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.choices import Channel, CoverageRole, Fit, Objective, OverrideKind
from planner.domain.identifiers import ProductId, SegmentId, UnitId
from planner.domain.market import Judgement
from planner.domain.override import Override
from planner.domain.plan_input import PlanInput
from planner.optimization.annual_plan import PlanRequest, make_annual_plan
from planner.results.verification.facts.case import Case
from planner.results.verification.facts.response import compute_response, judge_revenue
from planner.results.verify import verify_plan
from tests.plan_input_builder import (
    make_channel_terms,
    make_plan_input,
    make_product,
    make_segment,
    make_settings,
    make_team,
)
from tests.results.rich_case import (
    change_plan,
    change_segment,
    change_settings,
    change_team_input,
    change_unit,
    codes_of,
    make_rich_case,
    unit_named,
)

COSELLING = "the unit that a strategic partner leads"


def test_a_plan_of_every_feature_passes():
    plan_input, plan = make_rich_case()
    assert verify_plan(plan_input, plan) == ()
    # The case is worth its name: it co-sells, seeds, hires, and has a unit by product line, points of judgement and a capped seat.
    assert {u.channel for u in plan.channel_plan.units} == set(Channel)
    assert any(u.coseller for u in plan.channel_plan.units)
    assert sum(sum(t.hires) for t in plan.channel_plan.teams) == 2


def test_one_option_per_unit_finds_what_is_missing_twice_or_invented():
    plan_input, plan = make_rich_case()
    units = plan.channel_plan.units
    assert codes_of(plan_input, change_plan(plan, units=units[1:])) == {"one_option_per_unit"}
    assert "one_option_per_unit" in codes_of(plan_input, change_plan(plan, units=(*units, units[0])))
    stranger = replace(units[0], unit=replace(units[0].unit, unit=UnitId("Moon")))
    assert "one_option_per_unit" in codes_of(plan_input, change_plan(plan, units=(stranger, *units[1:])))
    short = replace(units[0], products_cents=units[0].products_cents[:-1])
    assert codes_of(plan_input, change_plan(plan, units=(short, *units[1:]))) == {"one_option_per_unit"}


def test_one_option_per_unit_names_the_unit_in_both_languages():
    plan_input, plan = make_rich_case()
    finding = verify_plan(plan_input, change_plan(plan, units=plan.channel_plan.units[1:]))[0]
    assert finding.found.en == "unit Banks is missing in the plan"
    assert finding.found.zh == "计划缺少单元 Banks"


@pytest.mark.parametrize(
    "changes",
    [
        {"accounts": 99.0},
        {"potential_cents": (1, 1, 1)},
        {"existing_cents": (1, 1, 1)},
        {"products": ("Extra", "Core", "Custom")},
    ],
)
def test_unit_facts_are_the_inputs(changes: dict[str, Any]):
    plan_input, plan = make_rich_case()
    unit = unit_named(plan, "Banks").unit
    assert codes_of(plan_input, change_unit(plan, "Banks", unit=replace(unit, **changes))) == {"unit_facts"}


def test_the_history_of_last_year_splits_existing_revenue():
    # Banks sold 60,000,000 of Core and 39,999,996 of Custom by the history; its revenue of 100,000,000 splits in that proportion.
    plan_input, plan = make_rich_case()
    assert unit_named(plan, "Banks").unit.existing_cents == (60_000_002, 0, 39_999_998)
    older = replace(
        plan_input,
        history=tuple(replace(line, year=2024) if line.segment == "Banks" else line for line in plan_input.history),
    )
    assert "unit_facts" in codes_of(older, plan)


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        ("Banks", {"team": None}, "without a team"),
        ("Banks", {"team": "Desk"}, "does not operate"),
        ("Banks", {"coseller": "Field"}, "not wanted"),
        (COSELLING, {"coseller": None, "cosell_fte": 0.0}, "no team to co-sell"),
        (COSELLING, {"coseller": "Allies"}, "may not co-sell"),
        (COSELLING, {"cosell_fte": 0.33}, "FTE to co-sell"),
        ("Mines", {"team": "Field", "fte": 0.5}, "take no team"),
        ("Banks", {"fte": 0.123456}, "effort level"),
    ],
)
def test_eligibility(name: str, changes: dict[str, Any], words: str):
    plan_input, plan = make_rich_case()
    if name == COSELLING:
        name = next(u.unit.unit for u in plan.channel_plan.units if u.coseller)
    findings = [
        f.found.en
        for f in verify_plan(plan_input, change_unit(plan, name, **changes))
        if f.code == "verify_eligibility"
    ]
    assert any(words in text for text in findings), findings


def test_eligibility_asks_what_seeding_is_worth_or_who_wants_it():
    plan_input, plan = make_rich_case()
    worthless = change_segment(plan_input, "Banks", seed_option_value_cents=0)
    seeded = change_unit(plan, "Banks", channel=Channel.SEED, team=None, coseller=None, fte=0.0, cosell_fte=0.0)

    def is_refused(changed: PlanInput) -> bool:
        findings = [f.found.en for f in verify_plan(changed, seeded) if f.code == "verify_eligibility"]
        return any("no option value is stated" in text for text in findings)

    assert is_refused(worthless)
    assert not is_refused(change_segment(plan_input, "Banks", seed_option_value_cents=1))
    assert not is_refused(change_segment(worthless, "Banks", forced_channel=Channel.SEED))


def test_eligibility_asks_for_somebody_where_a_team_leads_without_effort():
    plan_input, plan = make_rich_case()
    idle = change_unit(plan, "Banks", fte=0.0)
    team = unit_named(plan, "Banks").team
    assert team is not None
    seats = tuple(s for s in plan_input.seats if s.team != team)
    for people, expected in ((1, False), (0, True)):
        shrunk = change_team_input(replace(plan_input, seats=seats), team, heads=people)
        texts = [f.found.en for f in verify_plan(shrunk, idle) if f.code == "verify_eligibility"]
        assert any("nobody to lead it" in t for t in texts) is expected


def test_eligibility_asks_for_coverage_by_region_rows_and_nodes_above():
    plan_input, plan = make_rich_case()
    assert "eligibility" in codes_of(change_team_input(plan_input, "Field", regions=("South",)), plan)
    assert "eligibility" in codes_of(change_team_input(plan_input, "Field", industries=("Steel",)), plan)
    assert "eligibility" not in codes_of(change_team_input(plan_input, "Field", regions=("South", "North")), plan)
    # Desk is covered by its rows: Shops by name. Through a node above it is as good; for co-selling only it is not.
    rows = plan_input.coverage
    above = replace(
        plan_input,
        coverage=(replace(rows[0], segment=SegmentId("Trade")),),
        segment_groups=(),
        segments=plan_input.segments,
    )
    above = change_segment(above, "Shops", parent=SegmentId("Trade"))
    assert "eligibility" not in codes_of(above, plan)
    helper = replace(plan_input, coverage=(replace(rows[0], role=CoverageRole.COSELL),))
    assert "eligibility" in codes_of(helper, plan)


@pytest.mark.parametrize(
    "product_changes", [{"clear_profit": False}, {"sales_mode": "need_creation"}, {"customisation": 0.9}]
)
def test_eligibility_asks_what_a_channel_may_sell(product_changes: dict[str, Any]):
    # SMB partners sell Core and Extra to Shops; when neither is ready, of their sales mode or simple enough, nothing is left.
    plan_input, plan = make_rich_case()
    assert unit_named(plan, "Shops").channel is Channel.SMB_PARTNER
    products = tuple(replace(p, **product_changes) if p.product != "Custom" else p for p in plan_input.products)
    assert "eligibility" in codes_of(replace(plan_input, products=products), plan)


def test_options_by_hand():
    # Existing 1,000,000.00; potential 3,000,000.00 of Core and 1,000,000.00 of Extra at fit 0.7: accessible 3,700,000.00, open 2,700,000.00.
    # One FTE on 100 accounts, half reach at 100 ÷ 50 = 2 FTE, shape 1: reach 1 ÷ (2 + 1) = 1/3. Ceiling at penetration 0.5: 0.1 + 0.2·0.5 = 0.2.
    # Cycle 12 + (3 − 12)·0.5 = 7.5 months: in the year 1 − 7.5/12 = 0.375. Won 2,700,000 · 0.2 / 3 = 180,000.00.
    # New 67,500.00, later 112,500.00. Kept 1,000,000 · (0.7 + 0.25/3) · 0.85 = 665,833.33 after a change of the team.
    segment = make_segment("North", today_channel=Channel.DIRECT, today_team="Old")
    plan_input = make_plan_input(
        segments=(segment,),
        teams=(make_team("Field"), make_team("Old")),
        potential_cents={("North", "Core"): 300_000_000, ("North", "Extra"): 100_000_000},
        fit={("North", "Extra"): Fit.EXPAND},
    )
    case = Case(plan_input)
    (unit,) = case.market.units
    assert unit.existing_cents == (81_081_081, 18_918_919)
    right = compute_response(case, unit, Channel.DIRECT, "Field", 1.0)
    assert right.reach == pytest.approx(1 / 3)
    assert right.new_cents == pytest.approx(6_750_000)
    assert right.carry_over_cents == pytest.approx(11_250_000)
    assert right.kept_cents == pytest.approx(100_000_000 * (0.7 + 0.25 / 3) * 0.85)
    assert right.is_changed
    # Kept as sold last year, which no history tells: by accessible potential (30 : 7) as what is new.
    assert right.kept_shares == pytest.approx((30 / 37, 7 / 37))
    assert right.new_shares == pytest.approx((30 / 37, 7 / 37))
    assert not compute_response(case, unit, Channel.DIRECT, "Old", 1.0).is_changed
    assert compute_response(case, unit, Channel.AVOID, None, 0.0).kept_cents == pytest.approx(100_000_000 * 0.6 * 0.85)


def test_options_through_an_experts_points():
    # Points of an exact curve r = 20 + 80·x²/(1 + x²): at half of today's effort 36, today 60, one and a half 75.384615…
    points = [round(2_000 + 8_000 * x * x / (1 + x * x)) for x in (0.5, 1.0, 1.5)]
    judgement = Judgement(SegmentId("North"), None, 2_000, points[0], points[1], points[2], 10_000)
    assert judge_revenue(judgement, 0.0, 2.0) == 2_000
    assert judge_revenue(judgement, 2.0, 2.0) == pytest.approx(6_000, abs=1)
    assert judge_revenue(judgement, 4.0, 2.0) == pytest.approx(2_000 + 8_000 * 4 / 5, abs=2)
    assert judge_revenue(judgement, 1e6, 2.0) == pytest.approx(10_000, abs=1)


@pytest.mark.parametrize("name", ["Banks", "Cars | Extra", "Clinics", "Shops"])
@pytest.mark.parametrize(
    "field",
    [
        "revenue_kept_cents",
        "revenue_new_cents",
        "carry_over_cents",
        "margin_cents",
        "partner_margin_cents",
        "commission_cents",
        "programme_cost_cents",
        "option_value_cents",
        "value_cents",
    ],
)
def test_options_two_cents_off_are_found(name: str, field: str):
    plan_input, plan = make_rich_case()
    stated = getattr(unit_named(plan, name), field)
    assert "options" in codes_of(plan_input, change_unit(plan, name, **{field: stated + 3}))


@pytest.mark.parametrize(
    "changes",
    [
        {"reach": 0.123},
        {"new_customers": 3.5},
        {"matrix_channel": Channel.SEED},
        {"is_changed": True},
        {"fte": 1.0},
        {"channel": Channel.AVOID, "team": None, "fte": 0.0},
    ],
)
def test_options_state_what_follows(changes: dict[str, Any]):
    plan_input, plan = make_rich_case()
    assert not unit_named(plan, "Banks").is_changed
    assert "options" in codes_of(plan_input, change_unit(plan, "Banks", **changes))


def test_options_swapped_between_product_lines_are_found():
    plan_input, plan = make_rich_case()
    first, second, third = unit_named(plan, "Banks").products_cents
    assert "options" in codes_of(plan_input, change_unit(plan, "Banks", products_cents=(second, first, third)))


def test_options_follow_the_input():
    plan_input, plan = make_rich_case()
    terms = tuple(
        make_channel_terms(t.channel, ceiling_high=0.31) if t.channel is Channel.DIRECT else t
        for t in plan_input.channels
    )
    assert "options" in codes_of(replace(plan_input, channels=terms), plan)
    assert "options" in codes_of(change_settings(plan_input, handover_loss_share=0.16), plan)
    assert "options" in codes_of(change_settings(plan_input, fit_factor_expand=0.71), plan)
    assert "options" in codes_of(replace(plan_input, judgements=()), plan)
    products = (make_product("Core", gross_margin=0.51), *plan_input.products[1:])
    assert "options" in codes_of(replace(plan_input, products=products), plan)


@pytest.mark.parametrize(
    ("name", "kept", "broken"),
    [
        ("Banks", {"forced_channel": Channel.DIRECT}, {"forced_channel": Channel.SEED}),
        ("Banks", {"forbidden_channels": (Channel.SEED,)}, {"forbidden_channels": (Channel.DIRECT,)}),
        ("Banks", {"strategic": True}, {"forced_channel": Channel.AVOID}),
    ],
)
def test_forced_choice(name: str, kept: dict[str, Any], broken: dict[str, Any]):
    plan_input, plan = make_rich_case()
    assert "forced_choice" not in codes_of(change_segment(plan_input, name, **kept), plan)
    assert "forced_choice" in codes_of(change_segment(plan_input, name, **broken), plan)


def test_forced_choice_keeps_strategic_segments_served():
    plan_input, plan = make_rich_case()
    avoided = next(u for u in plan.channel_plan.units if u.channel is Channel.AVOID)
    strategic = change_segment(plan_input, avoided.unit.segment.segment, strategic=True)
    assert "forced_choice" in codes_of(strategic, plan)


@pytest.mark.parametrize(
    ("override", "is_kept"),
    [
        (Override(OverrideKind.SEGMENT_CHANNEL, "Banks", None, "直销", "D", "x"), True),
        (Override(OverrideKind.SEGMENT_CHANNEL, "Banks", None, "Direct sales", "D", "x"), True),
        (Override(OverrideKind.SEGMENT_CHANNEL, "Banks", None, "avoid", "D", "x"), False),
        (Override(OverrideKind.SEGMENT_CHANNEL, "Cars", ProductId("Extra"), "avoid", "D", "x"), False),
        (Override(OverrideKind.SEGMENT_CHANNEL, "Cars", ProductId("Custom"), "avoid", "D", "x"), True),
        (Override(OverrideKind.SEGMENT_TEAM, "Banks", None, "Field", "D", "x"), True),
        (Override(OverrideKind.SEGMENT_TEAM, "Banks", None, "Desk", "D", "x"), False),
    ],
)
def test_forced_choice_by_override(override: Override, is_kept: bool):
    plan_input, plan = make_rich_case()
    if override.product == "Custom":
        assert unit_named(plan, "Cars | Custom").channel is Channel.AVOID
    found = codes_of(replace(plan_input, overrides=(*plan_input.overrides, override)), plan)
    assert ("forced_choice" not in found) is is_kept


def test_numbers_are_finite_whole_and_not_negative():
    plan_input, plan = make_rich_case()
    assert codes_of(plan_input, change_unit(plan, "Banks", reach=float("nan"))) == {"numbers"}
    assert codes_of(plan_input, change_unit(plan, "Banks", revenue_kept_cents=-5)) == {"numbers"}
    assert codes_of(plan_input, change_unit(plan, "Banks", margin_cents=12.5)) == {"numbers"}
    total = replace(plan.channel_plan.totals, new_customers=float("inf"))
    assert codes_of(plan_input, change_plan(plan, totals=total)) == {"numbers"}


def test_the_small_company_passes_for_every_objective():
    plan_input = make_plan_input(settings=make_settings(largest_stretch=2.5))
    for objective in Objective:
        assert verify_plan(plan_input, make_annual_plan(plan_input, PlanRequest(objective=objective)).plan) == ()
