"""Last year's revenue by product line: by history, else by what the product lines could reach, else as stated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.domain.choices import Fit
from planner.response.units import build_units
from planner.results.verification.facts.market import Market
from tests.plan_input_builder import make_plan_input, make_segment, make_settings

LINES = ("Core", "Extra")


@pytest.mark.parametrize(
    ("fit", "expected"),
    [
        ((Fit.CORE, Fit.CORE), (30_000, 30_000)),
        ((Fit.CORE, Fit.NONE), (60_000, 0)),
        ((Fit.CORE, Fit.EXPLORE), (50_000, 10_000)),
        ((Fit.NONE, Fit.NONE), (30_000, 30_000)),
    ],
)
def test_last_years_revenue_splits_by_potential_after_fit(fit, expected):
    """A product line that does not fit took half of last year's revenue, as if its potential were within reach."""
    segment = make_segment("North", existing_revenue_cents=60_000)
    plan_input = make_plan_input(
        segments=(segment,),
        fit={("North", line): f for line, f in zip(LINES, fit, strict=True)},
        settings=make_settings(fit_factor_explore=0.2),
    )
    (unit,) = build_units(plan_input)
    assert unit.existing_cents == expected
    assert Market(plan_input).units == (unit,)


def test_a_line_that_does_not_fit_is_no_unit_of_its_own():
    segment = make_segment("North", existing_revenue_cents=60_000, assign_by_product=True)
    plan_input = make_plan_input(segments=(segment,), fit={("North", "Extra"): Fit.NONE})
    assert [(u.unit, u.existing_cents) for u in build_units(plan_input)] == [("North | Core", (60_000,))]
    bare = replace(plan_input, potential_cents={})
    assert [u.existing_cents for u in build_units(bare)] == [(30_000,), (30_000,)]
    assert Market(bare).units == build_units(bare)
