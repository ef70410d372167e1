"""Sheet Scenarios: every fault of its rows, with its cell, before anything is solved."""

from __future__ import annotations

import json

import openpyxl
import pytest

from planner.cli.main import run
from planner.errors import InputRejectedError
from planner.findings import Severity
from planner.language import Language
from planner.reading.workbook import read_plan_input
from planner.results.written.sheets.book import column_letter
from planner.scenarios.sheet import check_scenario_sheet, places_of, scenarios_of_lines
from planner.tables.inputs.scenarios import SCENARIOS
from tests.reading_workbooks import sound_workbook
from tests.results.forgery import set_cells

CAP = ("Settings", "cost_of_sales_cap", "Value", "set", "0.2")
# Rows from row 2 on (scenario, description, parent, sheet, rows, column, operation, value); codes with their cells.
FAULTS = [
    ([("A", None, None, "Teems", "*", "Heads", "set", "2")], [("scenario_table", "D2")]),
    ([("A", None, None, "Teams", "*", "Haeds", "set", "2")], [("scenario_column", "F2")]),
    ([("A", None, None, "Teams", "Colour=red", "Heads", "set", "2")], [("scenario_key", "E2")]),
    ([("A", None, None, "Teams", "Nobody", "Heads", "set", "2")], [("scenario_matches_nothing", "E2")]),
    ([("A", None, None, "Teams", "*", "Heads", "set", "many")], [("number_unreadable", "H2")]),
    ([("A", None, None, "Teams", "*", "Heads", "multiply", "many")], [("scenario_value", "H2")]),
    ([("A", None, None, "Teams", "*", "Heads", "set", None)], [("scenario_incomplete", "H2")]),
    ([("A", None, None, "Teams", None, None, "set", "2")], [("scenario_incomplete", "F2")]),
    ([("A", None, None, None, "*", "Heads", "set", "2")], [("scenario_incomplete", "D2")]),
    ([("A", None, None, *CAP), ("A", None, None, *CAP[:-1], "0.3")], [("scenario_changes_fight", "H3")]),
    ([("A", None, "Nobody", *CAP)], [("scenario_parent", "C2")]),
    ([("A", None, "B", *CAP), ("B", None, "A")], [("scenario_parent", "C2"), ("scenario_parent", "C3")]),
    ([("A", None, "baseline"), ("A", None, "downturn")], [("scenario_parents", "C3")]),
    ([("A", "One.", None, *CAP), ("a", "Two.", None)], [("scenario_repeated", "B3")]),
    # Faults of one scenario do not hide those of another, nor of its own other rows; a child does not repeat its parent's.
    (
        [("A", None, "Nobody", "Teems", "*", "Heads", "set", "2"), ("B", None, "A", "Teams", "*", "Haeds", "set", "2")],
        [("scenario_parent", "C2"), ("scenario_table", "D2"), ("scenario_parent", "C3"), ("scenario_column", "F3")],
    ),
    (
        [("A", None, None, "Teams", "*", "Heads", "set", None), ("B", None, "A", "Teems", "*", "Heads", "set", "2")],
        [("scenario_incomplete", "H2"), ("scenario_table", "D3")],
    ),
    (
        [("A", None, None, "Teems", "*", "Heads", "set", "2"), ("B", None, "A", *CAP)],
        [("scenario_table", "D2")],
    ),
    ([("A", None, "price rise", *CAP), ("B", None, "A"), ("C",)], []),
]


def _write(path, rows, language=Language.ENGLISH):
    cells = {
        f"{column_letter(j)}{i}": value
        for i, row in enumerate(rows, start=2)
        for j, value in enumerate(row)
        if value is not None
    }
    path.write_bytes(set_cells(sound_workbook(language), SCENARIOS.sheet.choose(language), cells))
    return path


def _check(path):
    result = read_plan_input(path)
    return check_scenario_sheet(result, result.findings)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("rows", "expected"), FAULTS)
def test_every_fault_is_a_warning_with_its_cell(tmp_path, language, rows, expected):
    found = _check(_write(tmp_path / "plan.xlsx", rows, language))
    assert {(f.code, f.place.cell) for f in found} == set(expected)
    assert len(found) == len(expected)
    assert {f.severity for f in found} <= {Severity.WARNING}
    assert {f.place.sheet for f in found} <= {SCENARIOS.sheet.choose(language)}


def test_the_whole_text_in_both_languages(tmp_path):
    (found,) = _check(_write(tmp_path / "plan.xlsx", [("A", None, None, *CAP), ("A", None, None, *CAP[:-1], "0.3")]))
    english, chinese = (found.message(language) for language in Language)
    assert english == (
        "WARNING Scenarios!H3 (Value): change 1 of 'A' (Settings · cost_of_sales_cap · Value · set 0.2) and change 2 of 'A' "
        "(Settings · cost_of_sales_cap · Value · set 0.3) fight over Cost-of-sales cap. Drop one of them, or narrow its rows."
    )
    assert chinese == (
        "警告 Scenarios!H3 (值)：“A”的第 1 项变更（Settings · cost_of_sales_cap · Value · 设为 0.2）与“A”的第 2 项变更"
        "（Settings · cost_of_sales_cap · Value · 设为 0.3）在“营销成本率上限”上冲突。请去掉其一，或缩小行的范围。"
    )


def test_an_input_that_a_scenario_makes_unsound_is_found(tmp_path):
    # Growth of teams between 50 % at least and 20 % at most: each cell may hold that, both together may not.
    path = _write(
        tmp_path / "plan.xlsx",
        [
            ("A", None, None, "Settings", None, "Team growth, least", "set", "50 %"),
            ("A", None, None, "Settings", None, "Team growth, most", "set", "20 %"),
        ],
    )
    found = _check(path)
    assert [f.place.cell for f in found] == ["A2"] * len(found)
    assert found
    assert "'A' makes is not sound" in found[0].message()


def test_a_value_of_nought_is_a_number(tmp_path):
    path = _write(tmp_path / "plan.xlsx", [("No hires", None, None, "Settings", None, "Most hires", "set", 0)])
    result = read_plan_input(path)
    assert not [f for f in result.findings if f.place.sheet == SCENARIOS.sheet.en]
    assert check_scenario_sheet(result, result.findings) == ()
    assert result.plan_input is not None
    (scenario,) = scenarios_of_lines(result.plan_input.scenarios, places_of(result))
    assert [(c.column, c.value) for c in scenario.changes] == [("Most hires", "0")]


def test_an_unreadable_row_keeps_only_its_own_scenario_from_being_checked(tmp_path):
    rows = [("A", None, None, *CAP[:3], "divide", "0.2"), ("B", None, None, "Teems", "*", "Heads", "set", "2")]
    assert [(f.code, f.place.cell) for f in _check(_write(tmp_path / "plan.xlsx", rows))] == [("scenario_table", "D3")]


def test_nothing_is_said_where_another_sheet_could_not_be_read(tmp_path):
    path = _write(tmp_path / "plan.xlsx", [("A", None, None, "Teams", "Nobody", "Heads", "set", "2")])
    book = openpyxl.load_workbook(path)
    book["Segments"]["A2"].value = None
    book.save(path)
    assert _check(path) == ()


def test_a_run_refuses_all_incomplete_rows_at_once_with_their_cells(tmp_path):
    rows = [("A", None, None, "Teams", "*", "Heads", "set", None), ("B", None, None, None, "*", "Heads", "set", "2")]
    result = read_plan_input(_write(tmp_path / "plan.xlsx", rows))
    assert result.plan_input is not None
    with pytest.raises(InputRejectedError) as caught:
        scenarios_of_lines(result.plan_input.scenarios, places_of(result))
    assert [f.place.cell for f in caught.value.findings] == ["H2", "D3"]
    assert all(f.severity is Severity.ERROR for f in caught.value.findings)


def test_check_and_plan_warn_and_go_on(tmp_path, capsys):
    path = _write(tmp_path / "plan.xlsx", [("A", None, None, "Teems", "*", "Heads", "set", "2")])
    assert run(["check", str(path), "--json"]) == 0
    (found,) = (f for f in json.loads(capsys.readouterr().out)["findings"] if f["code"].startswith("scenario"))
    assert (found["severity"], found["cell"]) == ("warning", "D2")
    assert run(["plan", str(path), "-o", str(tmp_path / "out.xlsx"), "--json", "--quiet", "--no-territories"]) == 0
    assert "Scenarios!D2" in capsys.readouterr().out
    assert run(["verify", str(tmp_path / "out.xlsx")]) == 0
    capsys.readouterr()
    code = run(["scenarios", "run", str(path), "-o", str(tmp_path / "compare.xlsx"), "--json", "--quiet"])
    (_, rejected) = json.loads(capsys.readouterr().out)["cases"]
    assert rejected["outcome"] == "rejected"
    assert "ERROR Scenarios!D2 (Sheet)" in rejected["message"]
    assert code != 0
