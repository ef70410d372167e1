"""Sheet Why says what the explanation says, in both languages, and the plan with it still verifies."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest

from planner.cli.main import run
from planner.domain.choices import SolveStatus
from planner.language import Language
from planner.optimization.annual_plan import make_annual_plan
from planner.results.explain import report
from planner.results.explain.locate import explain_plan
from planner.results.explain.units import list_unit_reasons
from planner.tables.results.plan_why_sheet import WHY_SHEET
from planner.tables.words.choice_words import word_of
from planner.writing.inputs.template import build_template
from tests.plan_input_builder import make_plan_input, make_settings

_PLAN_INPUT = make_plan_input(settings=make_settings(change_limit=1))


def _rows(path, language):
    sheet = openpyxl.load_workbook(path, data_only=True)[WHY_SHEET.sheet.choose(language)]
    cells = [[c.value for c in row] for row in sheet.iter_rows()]
    top = next(i for i, row in enumerate(cells) if row[0] == WHY_SHEET.header("unit").choose(language))
    return cells[top], cells[top + 1 :]


def _plan(folder, language, *words):
    book, made = folder / "plan.xlsx", folder / "made.xlsx"
    book.write_bytes(build_template(_PLAN_INPUT, language))
    assert run(["plan", str(book), "-o", str(made), "--quiet", "--no-territories", *words]) == 0
    return made


@pytest.mark.parametrize("language", Language)
def test_every_unit_has_its_reason(tmp_path, language):
    made = _plan(tmp_path, language)
    heads, rows = _rows(made, language)
    assert [str(h) for h in heads] == [c.header.choose(language) for c in WHY_SHEET.columns]
    whole = make_annual_plan(_PLAN_INPUT)
    reasons = list_unit_reasons(explain_plan(_PLAN_INPUT, whole.plan, solved=whole.solved))
    assert len(rows) >= len(reasons)
    for row, reason in zip(rows, reasons, strict=False):
        cells = dict(zip([c.key for c in WHY_SHEET.columns], row, strict=True))
        assert cells["unit"] == reason.unit
        assert cells["channel"] == word_of(reason.chosen.channel).choose(language)
        assert cells["value"] == pytest.approx(reason.chosen.value_cents / 100)
        assert cells["second"] == (reason.second and word_of(reason.second.channel).choose(language))
    assert run(["verify", str(made)]) == 0


@pytest.mark.parametrize("status", [SolveStatus.INTERRUPTED, SolveStatus.OPTIMAL])
@pytest.mark.parametrize("most", [0, 5_000])
def test_a_plan_that_was_cut_off_does_not_wait_for_many_turning_points(monkeypatch, status, most):
    monkeypatch.setattr(report, "_SMALL_WHEN_CUT_OFF", most)
    whole = make_annual_plan(_PLAN_INPUT)
    channel_plan = replace(whole.plan.channel_plan, report=replace(whole.plan.channel_plan.report, status=status))
    explained = explain_plan(_PLAN_INPUT, replace(whole.plan, channel_plan=channel_plan), solved=whole.solved)
    reasons = report.list_reasons(explained)
    is_left_out = status is SolveStatus.INTERRUPTED and not most
    assert (reasons.has_tips, bool(reasons.tips)) == (not is_left_out, not is_left_out)
    assert reasons.units


@pytest.mark.parametrize("language", Language)
def test_the_sheet_says_where_turning_points_are_left_out(tmp_path, monkeypatch, language):
    def words(name):
        sheet = openpyxl.load_workbook(_plan(tmp_path / name, language))[WHY_SHEET.sheet.choose(language)]
        return sheet["L2"].value

    (tmp_path / "with").mkdir()
    (tmp_path / "without").mkdir()
    assert words("with") is None
    monkeypatch.setattr(report, "_SMALL", 0)
    assert "planner explain" in words("without")
    assert run(["verify", str(tmp_path / "without" / "made.xlsx")]) == 0


def test_explained_by_re_solves_it_also_holds_heads_and_rules(tmp_path):
    made = _plan(tmp_path, Language.ENGLISH, "--explain")
    _, rows = _rows(made, Language.ENGLISH)
    proofs = {row[9] for row in rows[:3]}
    assert "planned again" in proofs
    first = [row[0] for row in rows]
    assert {"Field", "Partners", "change limit", "company target"} <= set(first)
    assert run(["verify", str(made)]) == 0
