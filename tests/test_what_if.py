"""What if, from Python, on a small workbook."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

import planner
from planner.errors import UsageError
from planner.language import Language
from planner.writing.inputs.template import build_template
from tests.plan_input_builder import make_plan_input


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    path = tmp_path_factory.mktemp("what-if") / "plan.xlsx"
    path.write_bytes(build_template(make_plan_input(), Language.ENGLISH))
    return planner.read_workbook(path)


def test_scenarios_by_name_and_of_ones_own_stand_beside_the_baseline(workbook, tmp_path):
    fewer = planner.make_scenario("fewer", ("Seats", "F1", "Presence", "multiply", 0.5), description="Half a head less")
    comparison = planner.run_scenarios(workbook, ["price_rise", fewer], make_executor=lambda: ThreadPoolExecutor(1))
    table = planner.comparison_table(comparison)
    assert list(table.index) == ["baseline", "price_rise", "fewer"]
    assert [(c.row, c.after) for c in comparison.cases[2].cells] == [("F1", 0.5)]
    assert table.outcome.eq("planned").all()
    assert table.target["baseline"] == 5_000_000
    written = planner.write_comparison(comparison, tmp_path / "c.xlsx", language="zh")
    assert written.exists()
    assert (tmp_path / "c.html").exists()
    with pytest.raises(UsageError):
        planner.write_comparison(comparison, tmp_path / "c.xlsx")


def test_a_case_without_a_plan_has_empty_cells(workbook):
    much = planner.make_scenario("much", ("Settings", "", "Company target", "multiply", 100))
    table = planner.comparison_table(planner.run_scenarios(workbook, [much]))
    assert table.outcome["much"] == "no_plan"
    assert table.revenue.isna()["much"]


def test_a_sweep_is_a_comparison_of_its_points(workbook):
    sweep = planner.run_sweep(workbook, "Segments[North].Penetration=0.5,0.9")
    table = planner.comparison_table(sweep)
    assert list(table.index) == ["Segments[North].Penetration = 0.5", "Segments[North].Penetration = 0.9"]
    assert table.revenue.is_monotonic_increasing


def test_a_frontier_rises(workbook):
    frontier = planner.trace_frontier(workbook, points=4)
    assert [p.price for p in frontier.points] == sorted(p.price for p in frontier.points)
    assert [p.gain_cents for p in frontier.points] == sorted(p.gain_cents for p in frontier.points)


def test_unknown_names_are_refused(workbook):
    with pytest.raises(UsageError, match="Did you mean 'price_rise'"):
        planner.run_scenarios(workbook, ["price_rize"])
