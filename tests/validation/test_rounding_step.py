"""Amounts in thousands without a word about it: the rounding step tells."""

from __future__ import annotations

from planner.language import Language
from planner.validation import check_plan_input
from tests.plan_input_builder import make_plan_input, make_settings


def _found(target_cents: int, step_cents: int) -> list[str]:
    settings = make_settings(target_revenue_cents=target_cents, rounding_step_cents=step_cents)
    findings = check_plan_input(make_plan_input(settings=settings))
    return [f.message(Language.ENGLISH) for f in findings if f.code == "rounding_too_coarse"]


def test_a_target_of_too_few_steps_is_an_error():
    # Two teams and twelve months: 24 steps of 1,000.00 are enough, 23.99 are not.
    assert _found(2_400_000, 100_000) == []
    assert _found(0, 100_000) == []
    assert _found(2_399_000, 100_000) == [
        "ERROR Settings (Company target: revenue): the target 23,990 is too small for months and teams in steps of 1,000. "
        "If amounts are in thousands or 万, say so in the headers, e.g. (k) or (万元); else give a smaller rounding step."
    ]
