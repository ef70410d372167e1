"""The verifier on totals, the proof and the plans beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.domain.choices import Channel, Objective, SolveStatus
from planner.domain.identifiers import TeamId
from planner.domain.plan import AnnualPlan
from planner.optimization.annual_plan import PlanRequest, make_annual_plan
from planner.results.verification.channel_plan.baselines import make_last_year_plan, make_matrix_plan
from planner.results.verification.facts.case import Case
from planner.results.verification.subject import Subject
from planner.results.verify import verify_plan
from tests.plan_input_builder import make_plan_input, make_segment, make_settings, make_team
from tests.results.rich_case import change_plan, change_settings, codes_of, make_rich_case, make_rich_input


def _report(plan: AnnualPlan, **changes: Any) -> AnnualPlan:
    return change_plan(plan, report=replace(plan.channel_plan.report, **changes))


@pytest.mark.parametrize(
    "field",
    [
        "revenue_cents",
        "gross_margin_cents",
        "cost_of_sales_cents",
        "partner_cost_cents",
        "carry_over_cents",
        "option_value_cents",
        "new_customers",
    ],
)
def test_totals_are_sums(field: str):
    plan_input, plan = make_rich_case()
    totals = plan.channel_plan.totals
    wrong = change_plan(plan, totals=replace(totals, **{field: getattr(totals, field) + 1}))
    assert codes_of(plan_input, wrong) & {"totals", "proof"}


@pytest.mark.parametrize("objective", list(Objective))
def test_proof_of_every_objective(objective: Objective):
    plan_input = replace(make_rich_input(), overrides=())  # at least cost Allies has no target to give seat A1 its own
    plan = make_annual_plan(plan_input, PlanRequest(objective=objective)).plan
    assert verify_plan(plan_input, plan) == ()
    report = plan.channel_plan.report
    wrong = _report(plan, objective_cents=report.objective_cents + 1_000, bound_cents=report.bound_cents + 1_000)
    assert codes_of(plan_input, wrong) == {"proof"}


@pytest.mark.parametrize(
    "changes",
    [
        {"bound_cents": 0},
        {"gap": 0.01},
        {"objective_name": "glory"},
        {"status": SolveStatus.INFEASIBLE},
        {"status": SolveStatus.NOT_DECIDED},
        {"options": 3},
        {"options_kept": 0},
    ],
)
def test_proof_is_consistent(changes: dict[str, Any]):
    plan_input, plan = make_rich_case()
    assert "proof" in codes_of(plan_input, _report(plan, **changes))


def test_proof_calls_optimal_only_what_is():
    plan_input, plan = make_rich_case()
    report = plan.channel_plan.report
    bound = report.objective_cents + 1_000_000
    far = {"bound_cents": bound, "gap": 1_000_000 / report.objective_cents}
    assert codes_of(plan_input, _report(plan, status=SolveStatus.WITHIN_GAP, **far)) == set()
    assert codes_of(plan_input, _report(plan, status=SolveStatus.OPTIMAL, **far)) == {"proof"}


@pytest.mark.parametrize("name", ["as_last_year", "matrix_rule"])
@pytest.mark.parametrize(
    "field", ["revenue_cents", "gross_margin_cents", "cost_of_sales_cents", "carry_over_cents", "option_value_cents"]
)
def test_baselines_are_made_again(name: str, field: str):
    plan_input, plan = make_rich_case()
    baseline = getattr(plan, name)
    totals = replace(baseline.totals, **{field: getattr(baseline.totals, field) + 1_000})
    assert "baselines" in codes_of(plan_input, replace(plan, **{name: replace(baseline, totals=totals)}))


@pytest.mark.parametrize("field", ["as_last_year", "matrix_rule"])
def test_baselines_have_every_unit_in_its_channel(field: str):
    plan_input, plan = make_rich_case()
    baseline = getattr(plan, field)
    first = next(iter(baseline.channels))
    other = Channel.SEED if baseline.channels[first] is not Channel.SEED else Channel.AVOID
    for channels in ({**baseline.channels, first: other}, {k: c for k, c in baseline.channels.items() if k != first}):
        wrong = replace(plan, **{field: replace(baseline, channels=channels)})
        assert "baselines" in codes_of(plan_input, wrong)


def test_baselines_name_the_rules_that_last_year_breaks():
    plan_input, plan = make_rich_case()
    assert plan.as_last_year.broken_rules == ()
    said = replace(plan, as_last_year=replace(plan.as_last_year, broken_rules=("change_limit",)))
    assert codes_of(plan_input, said) == {"baselines"}
    # With a floor above its revenue last year's plan breaks it, and must say so.
    revenue = plan.as_last_year.totals.revenue_cents
    tight = change_settings(plan_input, largest_stretch=500_000_000 / (revenue + 1_000_000))
    assert plan.channel_plan.totals.revenue_cents > revenue + 1_000_000
    assert codes_of(tight, plan) == {"baselines"}


def test_baselines_that_keep_all_rules_are_not_better():
    plan_input, plan = make_rich_case()
    assert plan.matrix_rule.broken_rules == ("forced_choice",)
    rich = replace(plan.matrix_rule.totals, gross_margin_cents=plan.channel_plan.totals.gross_margin_cents * 2)
    for rules, is_found in (((), True), (("change_limit",), False)):
        better = replace(plan, matrix_rule=replace(plan.matrix_rule, totals=rich, broken_rules=rules))
        assert any("keeps all rules and is worth" in f.message() for f in verify_plan(plan_input, better)) is is_found


@pytest.mark.parametrize("name", ["as_last_year", "matrix_rule"])
def test_a_baseline_made_again_is_the_programs_to_the_cent(name: str):
    plan_input, plan = make_rich_case()
    make = make_last_year_plan if name == "as_last_year" else make_matrix_plan
    right, baseline = make(Subject(Case(plan_input), plan)).channel_plan, getattr(plan, name)
    assert right.totals.revenue_cents == baseline.totals.revenue_cents
    assert right.totals.contribution_cents == baseline.totals.contribution_cents
    assert {u.unit.unit: u.channel for u in right.units} == dict(baseline.channels)


def test_baselines_calibrate_on_last_years_books():
    plan_input, plan = make_rich_case()
    actual = sum(s.existing_revenue_cents for s in plan_input.segments)
    assert plan.calibration.actual_revenue_cents == actual
    for field in ("model_revenue_cents", "actual_revenue_cents"):
        wrong = replace(plan.calibration, **{field: getattr(plan.calibration, field) + 5})
        assert "baselines" in codes_of(plan_input, replace(plan, calibration=wrong))


@pytest.mark.parametrize("names", [("Direct 2", "Direct 10"), ("电力组", "华东组")])
def test_teams_that_are_equal_for_the_matrix_rule_stand_in_the_order_of_names(names):
    """The first unit finds both teams empty: as text the second name comes first, and the plan was refused where its heads are others."""
    assert sorted(names) == list(reversed(names))
    teams = tuple(make_team(name, heads=heads) for name, heads in zip(names, (1, 5), strict=True))
    segments = tuple(make_segment(name, penetration=0.8) for name in ("A",))
    plan_input = make_plan_input(
        teams=teams,
        segments=segments,
        settings=make_settings(target_revenue_cents=10_000_000, effort_levels_fte=(0.5, 1.0, 12.0)),
    )
    assert [f.words.en for f in verify_plan(plan_input, make_annual_plan(plan_input).plan)] == []


@pytest.mark.parametrize("coseller_heads", [0, 2])
def test_a_team_without_time_works_nothing_by_the_matrix_rule(coseller_heads):
    """A team that is to be hired led what the rule gave its channel, without effort: a plan that rules forbid, and worse than the rule is."""
    teams = (
        make_team("Field", heads=coseller_heads),
        make_team("Phone", heads=2, channel=Channel.SMB_PARTNER),
        make_team("Partners", heads=0, max_hires=2, channel=Channel.STRATEGIC_PARTNER),
        make_team("Alliance", heads=1, channel=Channel.STRATEGIC_PARTNER, industries=("Power",)),
    )
    segments = (
        make_segment("A", penetration=0.2, today_channel=Channel.SMB_PARTNER, today_team=TeamId("Phone")),
        make_segment("B", penetration=0.2, industry="Power"),
    )
    plan_input = make_plan_input(
        teams=teams,
        segments=segments,
        seats=(),
        settings=make_settings(target_revenue_cents=10_000_000, effort_levels_fte=(0.5, 1.0, 12.0)),
    )
    plan = make_annual_plan(plan_input).plan
    with_time = {"A": Channel.DIRECT, "B": Channel.STRATEGIC_PARTNER}
    assert dict(plan.matrix_rule.channels) == (
        with_time if coseller_heads else dict.fromkeys("AB", Channel.SMB_PARTNER)
    )
    assert "eligibility" not in plan.matrix_rule.broken_rules
    assert [f.words.en for f in verify_plan(plan_input, plan)] == []
