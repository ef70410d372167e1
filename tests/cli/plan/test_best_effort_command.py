"""``planner plan --best-effort`` as a user calls it: exit codes, words, JSON, the written workbook."""

from __future__ import annotations

import json

import pytest

from planner.language import Language
from planner.writing.inputs.template import build_template
from tests.program import run
from tests.small_company_plans import with_limits
from tests.written_plan_builder import text_of_docx


@pytest.fixture
def beyond(tmp_path):
    """A folder with a workbook whose target is beyond its teams: 6,000,000 are needed, 3,030,269 can be expected."""
    plan_input = with_limits(target_revenue_cents=900_000_000, largest_stretch=1.5)
    (tmp_path / "plan.xlsx").write_bytes(build_template(plan_input, Language.ENGLISH))
    return tmp_path


def test_without_it_there_is_no_plan_and_the_message_names_it(beyond):
    done = run("plan", "plan.xlsx", "--quiet", folder=beyond)
    assert done.returncode == 4
    assert "planner plan plan.xlsx --best-effort" in done.stderr
    assert not (beyond / "plan-plan.xlsx").exists()


def test_with_it_the_plan_is_written_and_marked(beyond):
    done = run("plan", "plan.xlsx", "--best-effort", "--quiet", "--json", folder=beyond)
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert answer["status"] == "target_not_met"
    (missed,) = answer["missed_targets"]
    assert missed["asked"] == 6_000_000
    assert missed["expected"] == answer["revenue"]
    assert missed["short_by"] == pytest.approx(6_000_000 - answer["revenue"])
    (found,) = [f for f in answer["findings"] if f["code"] == "target_not_met"]
    assert (found["severity"], found["sheet"], found["column"]) == ("warning", "Settings", "Company target: revenue")
    assert run("verify", "plan-plan.xlsx", folder=beyond).returncode == 0
    assert run("explain", "plan-plan.xlsx", "--segment", "North", "--quiet", folder=beyond).returncode == 0
    shown = run("plan", "plan.xlsx", "--best-effort", "--quiet", "--dry-run", "--lang", "zh", folder=beyond)
    assert "目标未达成" in shown.stdout
    # The marked plan's own input sheets ask for the same: without the option there is no plan of them either.
    assert run("plan", "plan-plan.xlsx", "--quiet", folder=beyond).returncode == 4


def test_beside_other_plans_it_says_so(beyond):
    (beyond / "fine.xlsx").write_bytes(build_template(with_limits(), Language.ENGLISH))
    assert run("plan", "fine.xlsx", "--quiet", folder=beyond).returncode == 0
    assert run("plan", "plan.xlsx", "--best-effort", "--quiet", folder=beyond).returncode == 0
    done = run("compare", "plan-plan.xlsx", "fine-plan.xlsx", "-o", "beside.xlsx", folder=beyond)
    assert done.returncode == 0
    assert "plan-plan (target not met)" in done.stdout.casefold()
    assert "fine-plan (" not in done.stdout


def test_where_targets_are_not_the_reason_it_does_not_help_and_says_so(beyond):
    plan_input = with_limits(target_revenue_cents=900_000_000, largest_stretch=1.5, cost_of_sales_cap=0.01)
    (beyond / "cap.xlsx").write_bytes(build_template(plan_input, Language.ENGLISH))
    done = run("plan", "cap.xlsx", "--best-effort", "--quiet", folder=beyond)
    assert done.returncode == 4
    assert "--best-effort lowers what the plan must reach" in done.stderr
    assert "cost-of-sales cap" in done.stderr


def test_a_plan_that_meets_its_target_is_the_same_with_it(beyond):
    (beyond / "fine.xlsx").write_bytes(build_template(with_limits(), Language.ENGLISH))
    plain = json.loads(run("plan", "fine.xlsx", "--quiet", "--json", "--dry-run", folder=beyond).stdout)
    asked = json.loads(
        run("plan", "fine.xlsx", "--best-effort", "--quiet", "--json", "--dry-run", folder=beyond).stdout
    )
    assert plain["manifest"] == asked["manifest"]
    assert asked["missed_targets"] == []


@pytest.mark.parametrize(("lang", "mark"), [("en", "Target not met"), ("zh", "目标未达成")])
def test_book_and_letters_of_its_plan_say_so_and_only_the_book_says_how_far(beyond, lang, mark):
    assert run("plan", "plan.xlsx", "--best-effort", "--quiet", folder=beyond).returncode == 0
    assert run("documents", "plan-plan.xlsx", "--lang", lang, folder=beyond).returncode == 0
    book = text_of_docx((beyond / "plan-plan-book.docx").read_bytes())
    assert mark in book
    assert "6,000,000" in book
    assert run("letters", "plan-plan.xlsx", "--who", "all", "--lang", lang, "--quiet", folder=beyond).returncode == 0
    letters = [text_of_docx(path.read_bytes()) for path in (beyond / "letters").glob("*.docx")]
    assert letters
    assert all(mark in letter and "6,000,000" not in letter for letter in letters)


def test_letters_of_a_plan_that_meets_its_target_say_nothing_of_it(beyond):
    (beyond / "fine.xlsx").write_bytes(build_template(with_limits(), Language.ENGLISH))
    assert run("plan", "fine.xlsx", "--quiet", folder=beyond).returncode == 0
    assert run("letters", "fine-plan.xlsx", "--who", "all", "--quiet", folder=beyond).returncode == 0
    assert run("documents", "fine-plan.xlsx", folder=beyond).returncode == 0
    texts = [
        text_of_docx(p.read_bytes()) for p in (*(beyond / "letters").glob("*.docx"), beyond / "fine-plan-book.docx")
    ]
    assert texts and not any("Target not met" in text for text in texts)
