"""Figures that are a thousand times, twelve times or a hundredth of what they should be, beside others of the same workbook."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.organisation import MarketingCost
from planner.validation import check_plan_input
from tests.plan_input_builder import make_plan_input, make_seat

_CODES = ("proportion", "share_small", "size_of_pay", "size_of_costs")


def _sound():
    """Return segments that bought 10 m of a potential of 40 m or so, with deals, pay and targets that fit."""
    plan_input = make_plan_input()
    segments = tuple(
        replace(s, existing_revenue_cents=500_000_000, average_deal_cents=5_000_000, win_rate=0.25, accounts=100)
        for s in plan_input.segments
    )
    revenue = sum(s.existing_revenue_cents for s in segments)
    potential = dict.fromkeys(plan_input.potential_cents, 400000000)
    teams = tuple(
        replace(
            t,
            heads=4,
            pay_cents=8_000_000,
            benefits_cents=1_600_000,
            expense_cents=800_000,
            travel_cents=900_000,
            presales_cents=1_000_000,
            attrition_share=0.1,
            last_year_revenue_cents=revenue // len(plan_input.teams),
            target_min_cents=revenue // len(plan_input.teams) // 2,
        )
        for t in plan_input.teams
    )
    seats = (
        make_seat(
            "F1", last_year_target_cents=100_000_000, last_year_revenue_cents=90_000_000, target_min_cents=80_000_000
        ),
    )
    settings = replace(
        plan_input.settings,
        target_revenue_cents=round(revenue * 1.1),
        target_gross_profit_cents=revenue // 2,
        target_collections_cents=revenue,
        cost_of_sales_cap=0.2,
    )
    marketing = (MarketingCost("Fairs", None, 10_000_000, True),)
    return replace(
        plan_input,
        segments=segments,
        teams=teams,
        seats=seats,
        potential_cents=potential,
        settings=settings,
        marketing=marketing,
    )


def _messages(plan_input):
    return [f.message() for f in check_plan_input(plan_input) if f.code in _CODES]


def _scaled(plan_input, table, field, factor):
    """Return the input with a field of a table's rows in another unit."""
    part = getattr(plan_input, table)
    if table == "potential_cents":
        return replace(plan_input, potential_cents={key: round(cents * factor) for key, cents in part.items()})

    def scale(row):
        value = getattr(row, field)
        if value is None:
            return row
        return replace(row, **{field: value * factor if isinstance(value, float) else round(value * factor)})

    rows = scale(part) if table == "settings" else tuple(map(scale, part))
    return replace(plan_input, **{table: rows})


def test_sound_figures_are_no_fault():
    assert _messages(_sound()) == []


@pytest.mark.parametrize(
    ("table", "field", "factor"),
    [
        ("teams", "pay_cents", 1 / 12),
        ("teams", "benefits_cents", 0.001),
        ("teams", "travel_cents", 0.001),
        ("teams", "expense_cents", 1000),
        ("teams", "presales_cents", 1000),
        ("teams", "last_year_revenue_cents", 0.001),
        ("teams", "last_year_revenue_cents", 12),
        ("teams", "target_min_cents", 0.001),
        ("teams", "attrition_share", 0.01),
        ("segments", "average_deal_cents", 0.0001),
        ("segments", "average_deal_cents", 1000),
        ("segments", "accounts", 1000),
        ("segments", "win_rate", 0.01),
        ("segments", "penetration", 0.01),
        ("potential_cents", "", 1000),
        ("products", "gross_margin", 0.01),
        ("seats", "last_year_target_cents", 0.001),
        ("seats", "last_year_target_cents", 12),
        ("seats", "target_min_cents", 0.001),
        ("settings", "target_gross_profit_cents", 1000),
        ("settings", "target_collections_cents", 0.001),
        ("settings", "cost_of_sales_cap", 0.01),
        ("marketing", "amount_cents", 0.0001),
    ],
)
def test_a_column_in_another_unit_is_told(table, field, factor):
    sound = _sound()
    if (table, field) == ("teams", "pay_cents"):  # a head sold 60 times its pay
        sound = _scaled(sound, "teams", "pay_cents", 0.2)
    assert _messages(_scaled(sound, table, field, factor))


def test_the_words_of_a_proportion():
    found = _messages(_scaled(_sound(), "teams", "travel_cents", 0.001))
    assert found == [
        "WARNING Teams (Travel per head): Travel per head: 9; pay per head: 80,000. "
        "Both are read as amounts of a year in one unit. If one of them is in thousands or 万, say so in its header, e.g. (k) or (万元)."
    ]


def test_the_words_of_a_small_share():
    found = _messages(_scaled(_sound(), "settings", "cost_of_sales_cap", 0.01))
    assert found == [
        "WARNING Settings (Cost-of-sales cap): 'Cost-of-sales cap' is 0.20%. "
        "Check it: 0.45 in a cell that is shown in percent may be 0.45 % where 45 % is meant."
    ]


def test_a_decided_target_is_held_against_the_company_where_nothing_else_is_known():
    sound = _scaled(_sound(), "teams", "last_year_revenue_cents", 0)
    assert _messages(sound) == []
    found = _messages(_scaled(sound, "teams", "target_min_cents", 0.0001))
    assert found and all("the company's target" in m for m in found)


def _of(plan_input, code):
    return [f.message() for f in check_plan_input(plan_input) if f.code == code]


def test_a_single_share_below_a_percent_is_told():
    sound = _sound()
    first, *others = sound.segments
    sound = replace(sound, segments=(replace(first, penetration=0.0035), *others))
    assert _of(sound, "share_small") == [
        f"WARNING Segments (Penetration): 'Penetration' of '{first.segment}' is 0.0035 (such rows: 1). "
        "Check it: 0.45 in a cell that is shown in percent may be 0.45 % where 45 % is meant."
    ]


def test_a_negative_margin_is_told():
    sound = _sound()
    first, *others = sound.products
    assert _of(sound, "margin_negative") == []
    found = _of(replace(sound, products=(replace(first, gross_margin=-0.4), *others)), "margin_negative")
    assert found == [
        f"WARNING Products (Gross margin): the gross margin of '{first.product}' is -40.0%. If a gain is meant, take the minus away."
    ]


@pytest.mark.parametrize(("heads", "hires", "told"), [(4, 20, False), (4, 21, True), (30, 90, False), (30, 91, True)])
def test_far_more_hires_than_heads_are_told(heads, hires, told):
    sound = _sound()
    first, *others = sound.teams
    teams = (replace(first, heads=heads, max_hires=hires), *others)
    assert bool(_of(replace(sound, teams=teams), "hires_beside_heads")) is told


def test_a_cost_line_that_was_pasted_twice_is_told():
    line = MarketingCost("Fairs", None, 10_000_000, True)
    other = MarketingCost("Fairs", None, 9_000_000, True)  # another sum is another line
    assert _of(replace(_sound(), marketing=(line, other)), "cost_line_repeated") == []
    assert _of(replace(_sound(), marketing=(line, other, line)), "cost_line_repeated") == [
        "WARNING Marketing (Cost line): 'Fairs' stands twice with 100,000. Both count: delete one if it is the same."
    ]
