"""The simulation against closed forms, its determinism, its monotony, its memory."""

from __future__ import annotations

import gc
import tracemalloc
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from planner.domain.risk import RiskParameters, RiskSource
from planner.results.risk.draws import iterate_draws
from planner.results.risk.effort import build_seats, compute_team_effort
from planner.results.risk.revenue import build_revenue_model, centre_log_odds, compute_unit_revenue
from planner.results.risk.simulate import RiskRequest, draw_outcomes, simulate_plan
from planner.results.risk.subject import build_subject
from tests.results.rich_case import make_rich_case

NOTHING = RiskParameters(
    market_spread=0.0,
    potential_spread=0.0,
    penetration_spread=0.0,
    response_spread=0.0,
    seat_spread=0.0,
    start_delay_months=0.0,
    largest_deals=0,
)
NORMAL = NormalDist()


def _case(**changes):
    """The rich case with nothing uncertain but `changes`; nobody resigns unless `attrition` says so."""
    plan_input, plan = make_rich_case()
    attrition = changes.pop("attrition", 0.0)
    teams = tuple(replace(t, attrition_share=attrition) for t in plan_input.teams)
    return replace(plan_input, teams=teams, risk=replace(NOTHING, **changes)), plan


def _run(case, draws=2_000, **changes):
    plan_input, plan = case
    return simulate_plan(plan_input, plan, RiskRequest(draws=draws, **changes))


def test_without_uncertainty_every_draw_is_the_plan():
    case = _case()
    report, totals = _run(case, 50), case[1].channel_plan.totals
    assert report.expected_cents == totals.revenue_cents
    assert report.expected_ratio == pytest.approx(totals.cost_of_sales_ratio, rel=1e-8)  # rebates round to the cent
    for spread, planned in ((report.revenue, totals.revenue_cents), (report.ratio, totals.cost_of_sales_ratio)):
        assert [spread.p10, spread.p50, spread.p90] == pytest.approx([planned] * 3, rel=1e-8)
    assert report.deviation_cents == 0
    led = {t.team: t.expected_revenue_cents for t in case[1].channel_plan.teams}
    assert {t.team: t.expected_cents for t in report.teams} == led
    assert {e.p10_gain_cents for e in report.sources} == {0}


def test_a_market_factor_alone_has_a_closed_form():
    # Revenue is R0·M with ln M normal(−σ²/2, σ): P(R ≥ T) = Φ((ln(R0/T) − σ²/2)/σ), and the cushion for certainty c is exp(σ²/2 + σ·z_c) − 1.
    sigma, draws = 0.2, 40_000
    case = _case(market_spread=sigma)
    report = _run(case, draws)
    gap = np.log(report.expected_cents / report.target_cents)
    exact = NORMAL.cdf((gap - sigma**2 / 2) / sigma)
    assert report.probability == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / draws))
    for certainty in report.certainties:
        cushion = np.exp(sigma**2 / 2 + sigma * NORMAL.inv_cdf(certainty.probability)) - 1
        assert certainty.cushion_share == pytest.approx(cushion, abs=0.01)
        needed = report.target_cents * (1 + certainty.cushion_share)
        assert certainty.missing_cents == pytest.approx(needed - report.expected_cents, abs=1)
    for share, found in ((0.1, report.revenue.p10), (0.9, report.revenue.p90)):
        quantile = np.exp(-(sigma**2) / 2 + sigma * NORMAL.inv_cdf(share))
        assert found / report.expected_cents == pytest.approx(quantile, rel=0.01)
    assert report.revenue.mean / report.expected_cents == pytest.approx(1.0, abs=4 * sigma / np.sqrt(draws))
    worst = report.sources[0]
    assert worst.source is RiskSource.MARKET
    assert worst.p10_without_cents == report.expected_cents
    assert worst.deviation_without_cents == 0


def test_large_deals_alone_have_a_closed_form():
    # Each of k deals is lost with q on its own: all are won with (1 − q)^k, and with q = 1 their sum is gone for certain.
    report = _run(_case(largest_deals=3, deal_loss_share=0.2), 20_000)
    subject = build_subject(*_case(largest_deals=3, deal_loss_share=0.2))
    outcomes = draw_outcomes(subject, RiskRequest(draws=20_000))
    whole = (outcomes.revenue >= report.expected_cents - 1).mean()
    assert whole == pytest.approx(0.8**3, abs=4 * np.sqrt(0.512 * 0.488 / 20_000))
    case = _case(largest_deals=3, deal_loss_share=1.0)
    subject = build_subject(*case)
    deals = build_revenue_model(subject.units, build_seats(subject), len(subject.teams), case[0].risk).deals
    lost = (deals.shares @ subject.units.new).sum()
    assert deals.count == 3
    assert _run(case, 100).revenue.p50 == pytest.approx(report.expected_cents - lost, rel=1e-9)


def test_performance_averages_out_over_a_teams_seats():
    # Four seats of equal capacity, each with mean 1 and standard deviation s: the team has mean 1 and s ÷ √4.
    case = _case(seat_spread=0.48)
    subject = build_subject(*case)
    seats = build_seats(subject)
    draws = next(iterate_draws(40_000, 40_000, 1, case[0].risk, subject.units, seats, 0))
    effort = compute_team_effort(seats, draws.seats, len(subject.teams), with_resignation=True)[:, :, 12]
    for t in range(len(subject.teams)):
        weight = seats.expected[seats.team == t].sum(axis=1)
        deviation = 0.48 * np.sqrt((weight**2).sum()) / weight.sum()
        assert effort[:, t].mean() == pytest.approx(1.0, abs=4 * deviation / 200)
        assert effort[:, t].std() == pytest.approx(deviation, rel=0.05)
    skew = ((draws.seats.performance - 1) ** 3).mean()
    assert skew > 0


def test_resignations_are_expected_by_the_plan():
    # The mean over draws of what is left after resignation, refill and the successor's ramp is what the tables expect, month by month.
    case = _case(attrition=0.5)
    subject = build_subject(*case)
    seats = build_seats(subject)
    draws = next(iterate_draws(60_000, 60_000, 2, case[0].risk, subject.units, seats, 0))
    effort = compute_team_effort(seats, draws.seats, len(subject.teams), with_resignation=True)
    assert effort.mean(axis=0) == pytest.approx(np.ones(effort.shape[1:]), abs=0.005)
    assert (effort[:, :, 12].std(axis=0) > 0.02).all()
    assert (seats.expected <= seats.started[:, 0] + 1e-12).all()


def test_log_odds_are_centred():
    shares = np.array([0.02, 0.3, 0.5, 0.9])
    shift = centre_log_odds(shares, np.full(4, 0.8))
    normals = np.random.default_rng(0).standard_normal((400_000, 1))
    odds = np.log(shares / (1 - shares)) + shift + 0.8 * normals
    assert (1 / (1 + np.exp(-odds))).mean(axis=0) == pytest.approx(shares, abs=0.001)


def test_units_of_one_parent_move_together():
    case = _case(potential_spread=0.2, parent_correlation=0.5)
    segments = tuple(replace(s, parent="All") for s in case[0].segments)
    apart, together = (
        _run((replace(case[0], segments=segments, risk=replace(case[0].risk, parent_correlation=c)), case[1]))
        for c in (0.0, 1.0)
    )
    assert apart.deviation_cents < together.deviation_cents


def test_same_seed_same_figures_whatever_the_chunk():
    plan_input, plan = make_rich_case()
    reports = [simulate_plan(plan_input, plan, RiskRequest(draws=500, seed=5, chunk=c)) for c in (500, 7, None)]
    assert reports[0] == reports[2]
    assert reports[0].revenue.p10 == pytest.approx(reports[1].revenue.p10, rel=1e-12)
    assert [t.target_probability for t in reports[0].teams] == [t.target_probability for t in reports[1].teams]
    assert simulate_plan(plan_input, plan, RiskRequest(draws=500, seed=6)).revenue != reports[0].revenue


def test_switching_one_source_off_leaves_the_other_draws():
    plan_input, plan = make_rich_case()
    subject = build_subject(plan_input, plan)
    seats = build_seats(subject)
    model = build_revenue_model(subject.units, seats, len(subject.teams), plan_input.risk)
    draws = next(iterate_draws(400, 400, 0, plan_input.risk, subject.units, seats, model.deals.count))
    full = compute_unit_revenue(model, draws).sum(axis=1)
    for source in RiskSource:
        without = compute_unit_revenue(model, draws, source).sum(axis=1)
        if source is not RiskSource.MARKET:
            assert np.corrcoef(full, without)[0, 1] > 0.8, source


@pytest.mark.parametrize(
    ("field", "low", "high"),
    [
        ("market_spread", 0.05, 0.2),
        ("potential_spread", 0.1, 0.5),
        ("penetration_spread", 0.1, 0.6),
        ("response_spread", 0.1, 0.8),
        ("seat_spread", 0.1, 0.8),
    ],
)
def test_more_uncertainty_spreads_revenue(field, low, high):
    narrow, wide = (_run(_case(**{field: value})) for value in (low, high))
    assert 0 < narrow.deviation_cents < wide.deviation_cents


def test_later_starts_and_lost_deals_only_cost():
    base = _run(_case(), 10).revenue.mean
    assert _run(_case(start_delay_months=2.0)).revenue.mean < base
    assert _run(_case(largest_deals=5, deal_loss_share=0.5)).revenue.mean < base


def test_a_higher_target_is_less_likely():
    plan_input, plan = make_rich_case()
    chances = []
    for factor in (0.7, 1.0, 1.3):
        targets = replace(plan.targets, company_base_cents=round(plan.targets.company_base_cents * factor))
        chances.append(simulate_plan(plan_input, replace(plan, targets=targets), RiskRequest(draws=2_000)).probability)
    assert chances[0] > chances[1] > chances[2]


def test_the_report_is_in_order():
    plan_input, plan = make_rich_case()
    report = simulate_plan(plan_input, plan, RiskRequest(draws=3_000))
    assert report.revenue.p10 <= report.revenue.p50 <= report.revenue.p90
    assert [c.probability for c in report.certainties] == [0.8, 0.9]
    assert report.certainties[0].cushion_share < report.certainties[1].cushion_share
    assert {e.source for e in report.sources} == set(RiskSource)
    gains = [e.p10_gain_cents for e in report.sources]
    assert gains == sorted(gains, reverse=True)
    assert sum(share for _, _, share in report.histogram) == pytest.approx(1.0)
    assert [t.team for t in report.teams] == [t.team for t in plan.channel_plan.teams]


def test_memory_is_bounded_by_the_chunk():
    # What stays of a draw: 2 + 3 teams + 8 sources numbers of 8 bytes, about 100; the working memory is that of 200 draws.
    plan_input, plan = make_rich_case()
    peaks = []
    for draws in (2_000, 20_000):
        gc.collect()
        tracemalloc.start()
        simulate_plan(plan_input, plan, RiskRequest(draws=draws, chunk=200))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 18_000 * 250
