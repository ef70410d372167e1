"""The plan from Python, and that importing the package stays light."""

from __future__ import annotations

import subprocess
import sys

import pytest

import planner
from planner.errors import InputRejectedError, UsageError, VerificationError
from planner.language import Language
from planner.writing.inputs.template import build_template
from planner.writing.plan_workbook import build_plan_workbook
from tests.plain_workbook import plain_sheets, write_sheets
from tests.results.forgery import set_cell
from tests.results.rich_case import make_rich_input


def test_importing_the_package_loads_nothing_but_itself():
    code = "import sys, planner; print(sorted(m for m in sys.modules if m.startswith(('planner.', 'numpy', 'pandas', 'pulp'))))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_every_public_name_is_there():
    for name in planner.__all__:
        assert getattr(planner, name) is not None
        assert name in dir(planner)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        planner.nonsense  # noqa: B018


def test_read_plan_write_verify(tmp_path):
    path = tmp_path / "规划.xlsx"
    path.write_bytes(build_template(make_rich_input(), Language.CHINESE))
    workbook = planner.read_workbook(path)
    plan = planner.make_plan(workbook, objective="revenue", gap_limit=0.01)
    assert plan.plan.channel_plan.report.objective_name == "revenue"
    assert dict(plan.manifest.settings)["objective"] == "revenue"
    written = planner.write_plan(plan, tmp_path / "made.xlsx")
    assert planner.verify_workbook(written) == ()
    risk = planner.simulate_plan(plan, draws=200)
    assert risk.expected_cents == plan.plan.channel_plan.totals.revenue_cents
    assert risk == planner.simulate_plan(plan, draws=200)
    # Planned again, the plan workbook asks for the same.
    assert planner.read_workbook(written).plan_input.settings.objective == "revenue"
    table = planner.unit_table(plan)
    assert round(table.target.sum() * 100) == workbook.plan_input.settings.target_revenue_cents
    assert set(table.columns) >= {"unit", "channel", "team", "fte", "revenue", "target"}
    with pytest.raises(UsageError):
        planner.write_plan(plan, written)


def test_a_workbook_that_would_not_verify_is_not_written(tmp_path, monkeypatch):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(build_template(make_rich_input(), Language.ENGLISH))
    plan = planner.make_plan(planner.read_workbook(path), gap_limit=0.01)

    def build_wrongly(*args):
        # What a fault of the writer would be: another number of people in the copy of the inputs.
        return set_cell(build_plan_workbook(*args), "Teams", "H3", 99)

    monkeypatch.setattr("planner.writing.plan_workbook.build_plan_workbook", build_wrongly)
    target = tmp_path / "made.xlsx"
    with pytest.raises(VerificationError, match="nothing was written"):
        planner.write_plan(plan, target)
    assert [p.name for p in tmp_path.iterdir()] == ["plan.xlsx"]


def test_a_bad_workbook_is_one_error_with_every_cell(tmp_path):
    path = planner.write_example(tmp_path / "plan.xlsx")
    content = set_cell(path.read_bytes(), "Segments", "F12", "1.234,56")
    path.write_bytes(set_cell(content, "Segments", "H13", "directt"))
    with pytest.raises(InputRejectedError) as caught:
        planner.read_workbook(path)
    assert {"F12", "H13"} <= {f.place.cell for f in caught.value.findings}
    assert "Segments!F12" in str(caught.value)


def test_an_objective_asked_for_is_no_assumption(tmp_path):
    workbook = planner.read_workbook(write_sheets(tmp_path / "plan.xlsx", plain_sheets()))
    assumed = "Objective" in [a.column.en for a in workbook.assumptions]
    plan = planner.make_plan(workbook, objective="revenue", gap_limit=0.01)
    left = "Objective" in [a.column.en for a in plan.workbook.assumptions]
    assert (assumed, left) == (True, False)
    assert planner.verify_workbook(planner.write_plan(plan, tmp_path / "made.xlsx")) == ()
