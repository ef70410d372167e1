"""What `planner plan` prints of a plan, where it needs a word more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.cli.plan.report import show_plan
from planner.language import Language
from planner.optimization.annual_plan import make_annual_plan
from tests.plan_input_builder import make_plan_input, make_settings


@pytest.mark.parametrize(("target", "words"), [(280_000_000, "（该方案违反：公司目标）"), (200_000_000, "")])
def test_a_gain_over_an_arrangement_that_breaks_rules_says_so(capsys, target, words):
    # Today's arrangement brings 2,780,753.62: less than a target of 2,800,000 asks for without any stretch.
    plan_input = make_plan_input(settings=make_settings(target_revenue_cents=target, largest_stretch=1.0))
    show_plan(plan_input, make_annual_plan(plan_input).plan, (), None, Language.CHINESE)
    lines = capsys.readouterr().out.splitlines()
    assert sum(x.startswith("较矩阵规则增益") for x in lines) == 1
    line = next(x for x in lines if x.startswith("较沿用上年增益"))
    assert ("违反" in line) is bool(words)
    assert words in line


def test_without_last_years_revenue_there_is_no_deviation(capsys):
    plan_input = make_plan_input()
    new = tuple(replace(s, existing_revenue_cents=0) for s in plan_input.segments)
    plan_input = replace(
        plan_input, segments=new, settings=replace(plan_input.settings, target_revenue_cents=10_000_000)
    )
    show_plan(plan_input, make_annual_plan(plan_input).plan, (), None, Language.ENGLISH)
    line = next(x for x in capsys.readouterr().out.splitlines() if x.startswith("Calibration"))
    assert line.split(":", 1)[1].strip() == "–  there is no revenue of last year to compare with"


@pytest.mark.parametrize(("cap", "words"), [(0.8765, "≤ 87.65 %"), (None, "")])
def test_a_cap_stands_beside_the_ratio_with_its_decimals_and_none_where_there_is_none(capsys, cap, words):
    """6.43 % beside a cap of 6.43 % that was shown as 6.4 % read as a broken cap."""
    plan_input = make_plan_input(settings=make_settings(cost_of_sales_cap=cap, target_revenue_cents=10_000_000))
    show_plan(plan_input, make_annual_plan(plan_input).plan, (), None, Language.ENGLISH)
    line = next(x for x in capsys.readouterr().out.splitlines() if x.startswith("Cost-of-sales ratio"))
    assert line.endswith(words or " %") and ("≤" in line) is bool(words)


@pytest.mark.parametrize(
    ("this_year", "carried", "words"),
    [
        (
            -4_284_00,
            100_000_00,
            "-0.4 ten thousand CNY  (with next year's value 1.6 ten thousand CNY)",
        ),  # 20 % of what is carried over
        (-4_284_00, 10_000_00, "-0.4 ten thousand CNY"),
        (4_284_00, 100_000_00, "0.4 ten thousand CNY"),
    ],
)
def test_a_gain_below_zero_says_what_the_next_year_adds(capsys, this_year, carried, words):
    plan_input = make_plan_input(settings=make_settings(target_revenue_cents=10_000_000, next_year_weight=0.2))
    plan = make_annual_plan(plan_input).plan
    own = plan.channel_plan.totals
    last = replace(
        own,
        gross_margin_cents=own.gross_margin_cents - this_year,
        carry_over_cents=own.carry_over_cents - carried,
    )
    plan = replace(plan, as_last_year=replace(plan.as_last_year, totals=last, broken_rules=()))
    show_plan(plan_input, plan, (), None, Language.ENGLISH)
    line = next(x for x in capsys.readouterr().out.splitlines() if x.startswith("Gain over as last year"))
    assert line.split(":", 1)[1].strip() == words
