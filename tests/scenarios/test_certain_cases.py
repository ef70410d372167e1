"""Scenarios with a certainty: asked for all with --robust, or by one in its Settings; what it costs stands beside each."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import openpyxl
import pytest

from planner.cli.main import run
from planner.domain.choices import Channel
from planner.domain.identifiers import TeamId
from planner.domain.scenario import CaseOutcome
from planner.language import Language
from planner.optimization.annual_plan import PlanRequest
from planner.results.comparison import Comparison
from planner.results.frontier import Trade
from planner.results.risk.certain import ask_of_settings, certainty_wanted, make_certain_plan
from planner.results.risk.robust_request import RobustRequest
from planner.results.verify import verify_plan
from planner.scenarios.cache import ResultCache, case_key
from planner.scenarios.frontier import trace_frontier
from planner.scenarios.run import run_tasks
from planner.scenarios.solve import SolveLimits, solve_task
from planner.tables.inputs.risk import ROBUST_LABELS
from planner.writing.comparison.page import build_comparison_page
from planner.writing.comparison.workbook import build_comparison_workbook
from planner.writing.inputs.template import build_template
from tests.plan_input_builder import make_plan_input, make_segment, make_settings, make_team
from tests.scenario_builder import make_change, make_scenario, make_tasks

_REVENUE = 260_000_000
"""Reached in 80 % of the years by the plan without the rule, nearly: it is 2,606,788."""
_ASKED = RobustRequest(0.8, round(_REVENUE * 1.013))
_NINETY = make_change("Settings", "", "Certainty of revenue", value="90 %")
_SURE = make_change("参数", "", "确保收入", value="220万")
_SCENARIOS = (
    make_scenario("baseline"),
    make_scenario("nobody hired", make_change("Teams", "Field", "Most hires", value="0")),
    make_scenario("ninety", _NINETY, _SURE),
    make_scenario("too sure", _NINETY),
)


def _company(**settings):
    """Three segments, two teams; more people bring more revenue than they are worth, so that certainty has a price."""
    teams = (make_team("Field", max_hires=4, pay_cents=30_000_000), make_team("Partners", channel=Channel.SMB_PARTNER))
    segments = (
        make_segment("North", penetration=0.8, today_channel=Channel.DIRECT, today_team=TeamId("Field")),
        make_segment("South", penetration=0.4, today_channel=Channel.AVOID),
        make_segment("Shops", accounts=2000.0, today_channel=Channel.AVOID),
    )
    made = make_settings(effort_levels_fte=(0.5, 1.0, 2.0, 3.0), max_hires=4, **settings)
    return make_plan_input(teams=teams, segments=segments, settings=made)


@pytest.fixture(scope="module")
def cases():
    """All scenarios with 80 % asked of each; and without."""
    company = _company()
    both = ask_of_settings(company, _ASKED), company
    certain, plain = (run_tasks(make_tasks(c, *_SCENARIOS), SolveLimits()).cases for c in both)
    return certain, plain


def test_what_certainty_costs_stands_beside_every_scenario(cases):
    certain, plain = cases
    for with_rule, without in zip(certain[:2], plain[:2], strict=True):
        assert with_rule.figures is not None and without.figures is not None
        figures = with_rule.figures.metrics
        assert figures["robust_share"] == 0.8
        assert figures["robust_probability"] >= 0.8 > figures["robust_plain_probability"]
        assert figures["robust_price"] == without.figures.metrics["objective"] - figures["objective"] > 0
        assert "robust_price" not in without.figures.metrics


def test_a_scenario_has_the_last_word_about_its_own_certainty(cases):
    for found in cases:
        case = found[2]
        assert case.figures is not None
        assert case.figures.metrics["robust_share"] == 0.9
        assert case.figures.metrics["robust_probability"] >= 0.9


def test_a_scenario_that_cannot_be_so_certain_says_what_can(cases):
    case = cases[1][3]
    assert case.outcome is CaseOutcome.INFEASIBLE
    assert "90.0 % certainty" in case.message.en
    assert "90.0% 把握" in case.message.zh
    assert case.conflicts


def test_a_certainty_makes_another_case_that_is_kept_with_its_promise(tmp_path, cases):
    wishes = (None, _ASKED, RobustRequest(0.8, 1), RobustRequest(0.7, _ASKED.revenue_cents))
    tasks = [make_tasks(ask_of_settings(_company(), wish), _SCENARIOS[0])[0] for wish in wishes]
    assert len({case_key(task, SolveLimits()) for task in tasks}) == len(wishes)
    cache = ResultCache(tmp_path)
    cache.keep(tasks[1], SolveLimits(), cases[0][0])
    found = cache.find(tasks[1], SolveLimits())
    assert found is not None and found.figures == cases[0][0].figures


@pytest.mark.parametrize("language", list(Language))
def test_workbook_and_page_show_it_where_a_plan_has_it(cases, language):
    def comparison(shown):
        return Comparison("Example", ("2026",), "CNY", shown, ())

    label = ROBUST_LABELS["price"].choose(language)
    sheet = openpyxl.load_workbook(io.BytesIO(build_comparison_workbook(comparison(cases[0]), language))).worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == label]
    figures = cases[0][0].figures
    assert figures is not None
    assert rows[0][1] == figures.metrics["robust_price"] / 100
    assert rows[1][2].startswith("=ROUND("), "differences to the baseline are live"
    longest = max(len(t.choose(language)) for k, t in ROBUST_LABELS.items() if f"robust_{k}" in figures.metrics)
    assert sheet.column_dimensions["A"].width >= longest
    page = build_comparison_page(comparison(cases[0]), language).decode()
    assert '"robust_price"' in page and ROBUST_LABELS["price"].zh in page
    assert "robust_price" not in build_comparison_page(comparison(cases[1][:2]), language).decode()


@pytest.mark.parametrize(
    ("share", "revenue", "asked", "wanted"),
    [
        (None, None, None, None),
        (0.8, None, None, RobustRequest(0.8)),
        (0.8, 90, None, RobustRequest(0.8, 90)),
        (None, 90, None, None),
        (None, 90, RobustRequest(0.7), RobustRequest(0.7, 90)),
        (None, 90, RobustRequest(0.7, 80), RobustRequest(0.7, 80)),
        (0.8, None, RobustRequest(0.7), RobustRequest(0.8)),
        (0.8, None, RobustRequest(0.9, 80), RobustRequest(0.9, 100)),
        (0.8, 90, RobustRequest(0.7, 80), RobustRequest(0.8, 90)),
    ],
)
def test_of_settings_and_wish_the_higher_holds(share, revenue, asked, wanted):
    settings = make_settings(certainty_share=share, certain_revenue_cents=revenue, target_revenue_cents=100)
    found = certainty_wanted(settings, asked)
    pair = None if found is None else (found.share, found.revenue_cents)
    assert pair == (None if wanted is None else (wanted.share, wanted.revenue_cents))


def test_a_plan_that_keeps_silent_about_the_certainty_of_settings_does_not_verify():
    asking = _company(certainty_share=0.8, certain_revenue_cents=_REVENUE)
    plan, _ = make_certain_plan(asking, PlanRequest())
    assert plan.robust is not None
    assert plan.robust.share == 0.8
    assert verify_plan(asking, plan) == ()
    for less in (None, replace(plan.robust, share=0.5), replace(plan.robust, revenue_cents=_REVENUE // 2)):
        words = [f.message() for f in verify_plan(asking, replace(plan, robust=less))]
        assert any("Settings ask for 2,600,000.00 with 80.00% certainty" in w for w in words)


def test_a_frontier_lifts_the_certainty():
    points = trace_frontier(
        _company(certainty_share=0.99),
        Trade.CONTRIBUTION_HEADS,
        2,
        lambda tasks: [solve_task(t, SolveLimits()) for t in tasks],
    )
    assert points
    assert all("robust_share" not in p.case.figures.metrics for p in points if p.case.figures is not None)


def test_run_asks_all_for_a_certainty(tmp_path, capsys):
    book = tmp_path / "plan.xlsx"
    book.write_bytes(build_template(_company(), Language.ENGLISH))
    words = [
        "scenarios",
        "run",
        str(book),
        "--only",
        "baseline",
        "--robust",
        "0.8",
        "--robust-revenue",
        "2633000",
        "--json",
        "--quiet",
    ]
    assert run(words) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["cases"][0]["metrics"]["robust_probability"] >= 0.8
    assert run([*words[:7], "--force"]) == 4, "the company target is beyond what 80 % of the years reach"
    assert run(["scenarios", "run", str(book), "--robust-revenue", "1"]) == 2
    sheet = openpyxl.load_workbook(tmp_path / "plan-compare.xlsx").worksheets[0]
    assert [ROBUST_LABELS["share"].en, "80%"] in [[c.value for c in row[:2]] for row in sheet.iter_rows()]
