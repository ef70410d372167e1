"""Tornado: which inputs move, how far, and how they are ranked."""

from __future__ import annotations

import pytest

from planner.domain.scenario import CaseOutcome
from planner.errors import InputRejectedError
from planner.language import NO_TEXT, Text
from planner.results.tornado import TornadoBar, rank_bars
from planner.scenarios.apply import apply_scenario
from planner.scenarios.run import run_tasks
from planner.scenarios.solve import SolveLimits
from planner.scenarios.tornado import STANDARD_INPUTS, build_inputs
from planner.tables.registry import table_named
from tests.plan_input_builder import make_plan_input, make_segment
from tests.scenario_builder import make_scenario, make_tasks


def test_every_standard_input_is_a_column_of_numbers():
    for key, field in STANDARD_INPUTS:
        assert table_named(key).column(field).field == field


def test_inputs_that_are_blank_or_zero_are_left_out():
    names = [i.name.en for i in build_inputs(make_plan_input(), 0.1)]
    assert "Segments: Penetration" in names
    assert "Settings: Cost-of-sales cap" not in names, "blank"
    assert "Teams: Attrition" not in names, "zero"


def test_a_share_goes_up_to_its_bound_only():
    plan_input = make_plan_input(segments=(make_segment("A", penetration=0.96), make_segment("B", penetration=0.3)))
    (penetration,) = build_inputs(plan_input, 0.1, ("Segments.Penetration",))
    assert penetration.low_factor == pytest.approx(0.9)
    assert penetration.high_factor == pytest.approx(1 / 0.96, abs=1e-6)
    raised = apply_scenario(plan_input, (penetration.high,)).plan_input
    assert raised.segments[0].penetration == pytest.approx(1.0, abs=1e-6)
    assert raised.segments[0].penetration <= 1.0


def test_what_is_asked_for_must_be_numbers():
    for words in ("Segments", "Segments.Industry", "Nothing.Penetration"):
        with pytest.raises(InputRejectedError, match="is no column of numbers"):
            build_inputs(make_plan_input(), 0.1, (words,))
    with pytest.raises(InputRejectedError, match="finds no cell"):
        build_inputs(make_plan_input(), 0.1, ("Segments.Penetration", "Settings.Certainty of revenue"))


def test_bars_are_ranked_by_effect_and_what_has_no_plan_comes_first():
    plan_input = make_plan_input()
    inputs = build_inputs(plan_input, 0.2, ("Teams.Pay per head", "Segments.Penetration"))
    scenarios = [make_scenario("as it is"), *(s for i in inputs for s in (i.low, i.high))]
    reference, *ends = run_tasks(make_tasks(plan_input, *scenarios), SolveLimits(0.0)).cases
    bars = [TornadoBar(i.name, i.low_factor, i.high_factor, ends[2 * n], ends[2 * n + 1]) for n, i in enumerate(inputs)]
    nothing = TornadoBar(Text.same("X"), 0.8, 1.2, reference, _without_plan())
    rows = rank_bars(reference, [*bars, nothing])
    assert rows[0].bar is nothing
    assert rows[1].effect_cents >= rows[2].effect_cents
    pay = next(r for r in rows if r.bar.name.en == "Teams: Pay per head")
    # Three heads of 200,000.00: a fifth of the pay is 120,000.00, and no decision changes it.
    assert (pay.low_cents, pay.high_cents, pay.flips) == (12_000_000, -12_000_000, 0)


def _without_plan():
    from planner.results.comparison import ComparedCase

    return ComparedCase("x", NO_TEXT, NO_TEXT, CaseOutcome.INFEASIBLE)
