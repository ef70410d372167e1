"""Other targets are handed to whoever has a revenue target."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.findings import Severity
from planner.language import Language
from planner.optimization.annual_plan import make_annual_plan
from planner.results.verify import verify_plan
from planner.validation.run import check_plan_input
from planner.validation.workbook import read_and_check
from tests.plain_workbook import plain_sheets, write_sheets
from tests.plan_input_builder import make_plan_input, make_settings


def _found(**changes: Any) -> list[str]:
    findings = check_plan_input(make_plan_input(settings=make_settings(**changes)))
    return [f.message(Language.ENGLISH) for f in findings if f.code == "goal_without_revenue_target"]


def test_a_goal_that_nobody_can_hold_is_an_error():
    assert _found(target_revenue_cents=100, target_new_customers=17) == []
    assert _found(target_revenue_cents=0, target_new_customers=17) == [
        "ERROR Settings (Company target: new customers): this target goes to teams and seats that have a revenue target, "
        "and the company's revenue target is 0. Give a revenue target, or leave this one blank."
    ]
    assert len(_found(target_revenue_cents=0, target_collections_cents=1, target_pipeline_cents=1)) == 2


@pytest.mark.parametrize("goal", [{}, {"target_new_customers": 0}, {"target_satisfaction": 0.9}])
def test_a_plan_without_a_revenue_target_is_made(goal: dict[str, Any]):
    plan_input = make_plan_input(settings=make_settings(target_revenue_cents=0, **goal))
    assert _found(target_revenue_cents=0, **goal) == []
    assert verify_plan(plan_input, make_annual_plan(plan_input).plan) == ()


def test_a_revenue_target_that_is_not_there_is_told_alone(tmp_path: Path):
    sheets = plain_sheets()
    sheets["Settings"][4][1] = None
    sheets["Settings"].append(["Company target: new customers", 17])
    result, findings = read_and_check(write_sheets(tmp_path / "plan.xlsx", sheets))
    assert result.plan_input is None
    assert [f.code for f in findings if f.severity is Severity.ERROR] == ["cell_blank"]
