"""Ratios, shares of units and months: by hand, and adding up to the cent on every axis."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.choices import Channel
from planner.domain.identifiers import TeamId
from planner.results.cost_of_sales.allocation import allocate_costs
from planner.results.cost_of_sales.months import compute_month_ratios, spread_costs, spread_revenue
from planner.results.cost_of_sales.ratios import CostRatio, RatioAxis, compute_ratios, list_cost_totals
from tests.results.rich_case import change_settings, change_team_input, make_rich_case

FIELD = TeamId("Field")
AXES = (RatioAxis.TEAM, RatioAxis.CHANNEL, RatioAxis.SEGMENT, RatioAxis.PRODUCT)


def _rows(axis: RatioAxis, **changes: float) -> dict[str | None, CostRatio]:
    plan_input, plan = make_rich_case()
    rows = compute_ratios(plan_input, plan, **changes)
    return {r.name: r for r in rows if r.axis is axis}


@pytest.mark.parametrize("axis", AXES)
def test_every_axis_adds_up_to_the_company(axis):
    company = _rows(RatioAxis.COMPANY)[None]
    rows = _rows(axis).values()
    assert sum(r.revenue_cents for r in rows) == company.revenue_cents
    assert sum(r.cost_cents for r in rows) == company.cost_cents
    assert sum(r.outside_cents for r in rows) == company.outside_cents


def test_the_company_is_the_plan():
    _, plan = make_rich_case()
    company = _rows(RatioAxis.COMPANY)[None]
    assert company.cost_cents == plan.channel_plan.totals.cost_of_sales_cents
    assert company.outside_cents == plan.channel_plan.totals.partner_cost_cents == 300_000  # the audit, 3,000.00
    assert company.ratio == plan.channel_plan.totals.cost_of_sales_ratio


def test_a_team_bears_its_own_lines():
    _, plan = make_rich_case()
    field = _rows(RatioAxis.TEAM)["Field"]
    lines = [c for c in plan.channel_plan.costs if c.team == "Field"]
    assert field.cost_cents == sum(c.amount_cents for c in lines)
    assert field.revenue_cents == next(t for t in plan.channel_plan.teams if t.team == "Field").expected_revenue_cents
    # Fair 9,000.00, Partner day 4,000.00 and the rebate are of no team; seeding has programme cost without a team.
    nobody = _rows(RatioAxis.TEAM)[None]
    rebate = sum(c.amount_cents for c in plan.channel_plan.costs if c.kind == "rebate")
    seeds = sum(u.programme_cost_cents for u in plan.channel_plan.units if u.team is None)
    assert nobody.cost_cents == 900_000 + 400_000 + rebate + seeds


def test_the_cap_and_who_breaks_it():
    plan_input, plan = make_rich_case()
    company = _rows(RatioAxis.COMPANY)[None]
    ratio = company.cost_cents / company.revenue_cents
    capped = change_settings(plan_input, cost_of_sales_cap=ratio)
    assert not compute_ratios(capped, plan)[0].breaks_cap
    assert compute_ratios(capped, plan)[0].room_cents == pytest.approx(0, abs=1e-3)
    assert compute_ratios(capped, plan, cap=ratio - 1e-6)[0].breaks_cap
    own = change_team_input(capped, "Field", cost_cap=0.001)
    field = next(r for r in compute_ratios(own, plan, cap=0.9) if r.name == "Field")
    assert field.cap_is_own
    assert field.cap == 0.001  # the cap of the call does not lift a team's own
    assert field.breaks_cap


def test_cost_without_revenue_breaks_any_cap():
    row = CostRatio(RatioAxis.TEAM, "New", 0, 1, 0, 0.5)
    assert row.ratio is None
    assert row.breaks_cap
    assert not replace(row, cost_cents=0).breaks_cap


def test_what_units_bear_adds_up_and_is_theirs():
    _, plan = make_rich_case()
    shares = allocate_costs(plan)
    costs = plan.channel_plan.costs
    assert sum(s.counted_cents for s in shares.values()) == sum(c.amount_cents for c in costs if c.counts_in_ratio)
    assert sum(s.outside_cents for s in shares.values()) == sum(c.amount_cents for c in costs if not c.counts_in_ratio)
    # A single team line follows effort: of two units with 3 and 1 FTE of Field, the first bears three quarters.
    line = next(c for c in costs if c.kind == "pay" and c.team == "Field")
    units = [
        replace(
            u,
            team=None,
            coseller=None,
            fte=0.0,
            cosell_fte=0.0,
            revenue_kept_cents=0,
            revenue_new_cents=0,
            commission_cents=0,
            partner_margin_cents=0,
            programme_cost_cents=0,
        )
        for u in plan.channel_plan.units
    ]
    units[0] = replace(units[0], team=FIELD, fte=3.0)
    units[1] = replace(units[1], coseller=FIELD, cosell_fte=1.0)
    small = replace(plan.channel_plan, units=tuple(units), costs=(replace(line, amount_cents=1001),))
    found = allocate_costs(replace(plan, channel_plan=small))
    assert [found[u.unit.unit].counted_cents for u in units[:3]] == [751, 250, 0]


def test_totals_by_kind_add_up():
    _, plan = make_rich_case()
    totals = list_cost_totals(plan)
    assert sum(t.amount_cents for t in totals) == sum(c.amount_cents for c in plan.channel_plan.costs)
    assert next(t for t in totals if t.label == "Fair").amount_cents == 900_000
    assert [t.label for t in totals if not t.counts_in_ratio] == ["Audit"]


def test_months_add_up_to_every_line_and_to_revenue():
    plan_input, plan = make_rich_case()
    for spread in spread_costs(plan_input, plan):
        assert sum(spread.months_cents) == spread.line.amount_cents
        assert len(spread.months_cents) == 12
    revenue = spread_revenue(plan)
    assert sum(sum(r.months_cents) for r in revenue) == plan.channel_plan.totals.revenue_cents
    for channel in Channel:
        own = sum(u.revenue_cents for u in plan.channel_plan.units if u.channel is channel)
        assert sum(sum(r.months_cents) for r in revenue if r.channel is channel) == own


def test_months_of_cost_by_hand():
    plan_input, plan = make_rich_case()
    spread = {(s.line.kind, s.line.team, s.line.label): s.months_cents for s in spread_costs(plan_input, plan)}
    # Fair 9,000.00 a year is even.
    assert spread["marketing", None, "Fair"] == (75_000,) * 12
    # Field: F1 all year, F2 from month 4, F3 half time, F4 not filled, so heads 4 − 3 filled = 1 without seat.
    # Months 1–3: 1 + 1 + 0.5 = 2.5 heads, from month 4 on 3.5; and the hires of the plan.
    team = next(t for t in plan.channel_plan.teams if t.team == "Field")
    heads = [2.5 + (m >= 4) + sum(n for q, n in enumerate(team.hires) if 3 * q + 1 <= m) for m in range(1, 13)]
    pay = spread["pay", FIELD, ""]
    for month, paid in zip(heads, pay, strict=True):
        assert paid == pytest.approx(sum(pay) * month / sum(heads), abs=1)
    hiring = spread["hiring", FIELD, ""]
    assert [m for m, cents in enumerate(hiring, start=1) if cents] == [3 * q + 1 for q, n in enumerate(team.hires) if n]


def test_month_ratios_end_with_the_plan():
    plan_input, plan = make_rich_case()
    months = compute_month_ratios(plan_input, plan)
    assert [m.month for m in months] == list(range(1, 13))
    assert months[-1].revenue_to_date_cents == plan.channel_plan.totals.revenue_cents
    assert months[-1].cost_to_date_cents == plan.channel_plan.totals.cost_of_sales_cents
    assert months[-1].ratio_to_date == plan.channel_plan.totals.cost_of_sales_ratio
    # December brings 20 % of revenue, June 6 %: the same fixed cost is a smaller ratio.
    assert (months[11].ratio or 0) < (months[5].ratio or 0)
