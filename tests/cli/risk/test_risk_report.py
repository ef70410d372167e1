"""The risk report on the screen."""

from __future__ import annotations

from dataclasses import replace

from planner.cli.risk.report import show_risk
from planner.language import Language
from planner.optimization.annual_plan import make_annual_plan
from planner.results.risk.simulate import RiskRequest, simulate_plan
from tests.plan_input_builder import make_plan_input


def test_a_source_that_does_nothing_shows_no_minus_zero(capsys):
    plan_input = make_plan_input()
    report = simulate_plan(plan_input, make_annual_plan(plan_input).plan, RiskRequest(draws=100))
    hair = tuple(replace(e, p10_gain_cents=-1) for e in report.sources)
    show_risk(plan_input, replace(report, sources=hair), None, Language.ENGLISH)
    shown = capsys.readouterr().out
    assert "Resignations and refilling: 0.0 " in shown
    assert "-0.0" not in shown
