"""A planning workbook of published sales data, through the program, in both languages."""

from __future__ import annotations

import json

import pytest

from planner.cli.main import run
from planner.language import Language
from tests.opportunity_case import build_opportunity_workbook
from tests.published_data import published_data


@pytest.fixture(scope="module", params=["en", "zh"])
def case(request, tmp_path_factory):
    folder = published_data("msft_opportunity_tracking")
    book = tmp_path_factory.mktemp(request.param) / "规划 opportunities.xlsx"
    revenue = build_opportunity_workbook(folder, book, Language(request.param))
    return request.param, book, revenue


def test_check_finds_no_error(case, capsys):
    assert run(["check", str(case[1]), "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [f for f in findings if f["severity"] == "error"] == []


def test_a_published_company_is_planned_and_its_plan_verifies(case, tmp_path, capsys):
    language, book, revenue = case
    made = tmp_path / "made.xlsx"
    assert run(["plan", str(book), "-o", str(made), "--json", "--quiet"]) == 0
    result = json.loads(capsys.readouterr().out)
    # 461,121,025.6 of probability-weighted opportunities in the sample, rounded line by line.
    assert revenue == pytest.approx(461_121_026, abs=300)
    assert result["calibration"]["actual_revenue"] == revenue
    # Six segments as a whole, three by product line: 6 + 3·5.
    assert result["units"] == 21
    assert result["seats"] >= 57
    assert result["company_target"] == round(revenue * 1.1, -5)
    assert result["cost_of_sales_ratio"] <= 0.15
    assert result["contribution"] >= result["baselines"]["as_last_year"]["contribution"]
    assert run(["verify", str(made), "--lang", language]) == 0
    capsys.readouterr()
    assert run(["finance", str(made), "--json"]) == 0
    ratios = json.loads(capsys.readouterr().out)["ratios"]
    assert ratios[0]["ratio"] == result["cost_of_sales_ratio"]
    for axis in ("team", "channel", "segment", "product"):
        assert round(sum(r["cost_of_sales"] for r in ratios if r["axis"] == axis), 2) == result["cost_of_sales"]
    assert run(["plan", str(made), "--dry-run", "--quiet"]) == 0
