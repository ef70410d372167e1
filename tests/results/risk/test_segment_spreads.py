"""Spreads of single segments and of all below a node, against closed forms and through the workbook."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from planner.domain.fingerprint import fingerprint
from planner.domain.identifiers import SegmentId
from planner.domain.market import SegmentGroup
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.risk import RiskSource, SegmentRisk
from planner.domain.scenario import Operation, Scenario, ScenarioChange
from planner.language import NO_TEXT, Language, Text
from planner.reading.workbook import read_plan_input
from planner.results.risk.segment_spreads import list_spreads
from planner.results.risk.simulate import RiskRequest, draw_outcomes, simulate_plan
from planner.results.risk.subject import build_subject
from planner.scenarios.apply import apply_scenario
from planner.validation import check_plan_input
from planner.writing.inputs.template import build_template
from tests.results.rich_case import make_rich_case
from tests.results.risk.test_simulate import NOTHING

BANKS, POWER, SHOPS = SegmentId("Banks"), SegmentId("Power"), SegmentId("Shops")
DRAWS = 4_000


def _case(*rows: SegmentRisk, **spreads: Any) -> tuple[PlanInput, AnnualPlan]:
    """The rich case with nothing uncertain but `rows` and `spreads`; Banks and Power stand below North, North below Land."""
    plan_input, plan = make_rich_case()
    teams = tuple(replace(t, attrition_share=0.0) for t in plan_input.teams)
    north = SegmentId("North")
    segments = tuple(replace(s, parent=north if s.segment in (BANKS, POWER) else s.parent) for s in plan_input.segments)
    groups = (SegmentGroup(SegmentId("Land"), None), SegmentGroup(north, SegmentId("Land")))
    risk = replace(NOTHING, **spreads)
    changed = replace(
        plan_input, teams=teams, segments=segments, segment_groups=groups, risk=risk, segment_risks=tuple(rows)
    )
    return changed, plan


def test_a_segments_own_spread_has_a_closed_form():
    # Only Banks varies: new' = new·max(0, potential·exp(σz − σ²/2) − existing) ÷ (potential − existing), growing in z: quantiles follow those of z.
    sigma = 0.4
    case = _case(SegmentRisk(BANKS, potential_spread=sigma))
    report, units = simulate_plan(case[0], case[1], RiskRequest(draws=DRAWS)), build_subject(*case).units
    own = [i for i, u in enumerate(case[1].channel_plan.units) if u.unit.segment.segment == BANKS]
    for share, found in ((0.1, report.revenue.p10), (0.5, report.revenue.p50), (0.9, report.revenue.p90)):
        factor = np.exp(sigma * NormalDist().inv_cdf(share) - sigma**2 / 2)
        won = np.maximum(0.0, units.accessible * factor - units.existing) / (units.accessible - units.existing)
        exact = report.expected_cents + sum(units.new[i] * (won[i] - 1.0) for i in own)
        assert abs(exact - report.expected_cents) > 0.005 * report.expected_cents, "nothing is varied"
        assert found == pytest.approx(exact, rel=0.006)
    hurting = [e.source for e in report.sources if e.deviation_without_cents == 0]
    assert hurting == [RiskSource.POTENTIAL]


def test_the_nearest_node_that_gives_a_spread_decides_each_on_its_own():
    rows = (
        SegmentRisk(SegmentId("Land"), potential_spread=0.5, response_spread=0.7),
        SegmentRisk(SegmentId("North"), penetration_spread=0.6),
        SegmentRisk(BANKS, potential_spread=0.0),
    )
    plan_input, _ = _case(*rows, potential_spread=0.1, penetration_spread=0.2, response_spread=0.3)
    found = list_spreads(plan_input, (BANKS, POWER, SHOPS))
    assert [(f.potential_spread, f.penetration_spread, f.response_spread) for f in found] == [
        (0.0, 0.6, 0.7),
        (0.5, 0.6, 0.7),
        (0.1, 0.2, 0.3),
    ]


@pytest.mark.parametrize("field", ["potential_spread", "penetration_spread", "response_spread"])
def test_a_spread_given_to_every_segment_is_the_one_given_to_all(field):
    segments = [s.segment for s in make_rich_case()[0].segments]
    one = _case(**{field: 0.3})
    each = _case(*(SegmentRisk(s, **{field: 0.3}) for s in segments))
    request = RiskRequest(draws=200)
    assert (
        draw_outcomes(build_subject(*one), request).revenue == draw_outcomes(build_subject(*each), request).revenue
    ).all()


def _read(tmp_path, plan_input: PlanInput, language: Language):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(build_template(plan_input, language))
    return read_plan_input(path)


@pytest.mark.parametrize("language", Language)
def test_the_sheet_is_read_as_it_was_written(tmp_path, language):
    rows = (SegmentRisk(SegmentId("North"), 0.35, None, 0.0), SegmentRisk(SHOPS, None, 0.5, None))
    written, _ = _case(*rows)
    result = _read(tmp_path, written, language)
    assert result.plan_input is not None, [f.message() for f in result.findings]
    assert result.plan_input.segment_risks == rows
    assert fingerprint(result.plan_input) == fingerprint(written)
    assert not [a for a in result.assumptions if a.sheet.en == "Segment risk"], "a blank is no default here"


def test_what_is_wrong_on_the_sheet_is_named(tmp_path):
    rows = (
        SegmentRisk(SegmentId("Nowhere"), 0.3),
        SegmentRisk(SHOPS, -0.1),
        SegmentRisk(BANKS, 0.1),
        SegmentRisk(BANKS, 0.2),
    )
    messages = [f.message() for f in _read(tmp_path, _case(*rows)[0], Language.ENGLISH).findings]
    for place, words in (("A2", "Nowhere"), ("B3", "-0.1"), ("A5", "rows 4 and 5")):
        assert any(f"Segment risk!{place}" in m and words in m for m in messages), (place, messages)


def test_a_row_that_says_nothing_is_warned_of():
    found = [
        f for f in check_plan_input(_case(SegmentRisk(BANKS), SegmentRisk(SHOPS, 0.0))[0]) if "segment_risk" in f.code
    ]
    assert [f.message() for f in found] == [
        "WARNING Segment risk (Segment): 'Banks' has no spread: the row changes nothing. Fill a spread, or delete the row."
    ]
    assert "“Banks”未填写任何误差：该行不起作用" in found[0].message(Language.CHINESE)


def test_a_scenario_may_change_them():
    # "Potential of all of North twice as uncertain": a row is named by its segment, as on the sheet.
    change = ScenarioChange("Segment risk", "North", "Potential spread", Operation.MULTIPLY, "2")
    scenario = Scenario("wide", Text.same("wide"), NO_TEXT, None, (change,), "here")
    changed = apply_scenario(
        _case(SegmentRisk(SegmentId("North"), 0.2), SegmentRisk(BANKS, 0.3))[0], (scenario,)
    ).plan_input
    assert [r.potential_spread for r in changed.segment_risks] == [0.4, 0.3]


def test_an_empty_sheet_leaves_the_hash_of_older_workbooks():
    plan_input, _ = make_rich_case()
    assert plan_input.segment_risks == ()
    before = fingerprint(plan_input)
    assert fingerprint(replace(plan_input, segment_risks=(SegmentRisk(BANKS, 0.1),))) != before
