"""Settings in other shapes: side by side, with units between, in sections. Unambiguous ones are read, with one finding that says so."""

from __future__ import annotations

from typing import Any

import pytest

from planner.language import Language
from tests.plain_workbook import plain_sheets, read_same, read_sheets

Rows = list[list[Any]]


@pytest.fixture
def path(tmp_path):
    """Where a test's workbook is written."""
    return tmp_path / "plan.xlsx"


def _turned(rows: Rows) -> Rows:
    return [list(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("titles", [0, 2])
@pytest.mark.parametrize("is_headed", [True, False])
def test_settings_side_by_side_are_read_with_their_values_below(path, language, titles, is_headed):
    sheets = plain_sheets(language)
    name = next(iter(sheets))
    sheets[name] = [["Year's frame"], []][:titles] + _turned(sheets[name] if is_headed else sheets[name][1:])
    assert read_same(path, sheets, language) == [
        f"NOTE {name}!{titles + 1}:{titles + 1}: settings stand side by side. The table is read turned, each value below its name."
    ]


def test_faults_of_settings_side_by_side_name_the_cells_as_they_stand(path):
    sheets = plain_sheets()
    sheets["Settings"] = [["Frame"], *_turned(sheets["Settings"])]
    sheets["Settings"][2][4] = "much"
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert messages[0].startswith("ERROR Settings!E3 (Company target: revenue): found 'much'")
    sheets["Settings"][2][4] = 13_000_000
    sheets["Settings"] = [row[1:] for row in sheets["Settings"]]
    sheets["Settings"].append([None, 2026, None, 11_000_000, 0.3])
    messages = read_sheets(path, sheets)[1]
    assert (
        "ERROR Settings!D3 (Company target: revenue): numbers in D3 and D4. Begin the row that counts with Value."
        in messages
    )


@pytest.mark.parametrize("doubt", ["two bands", "unit above", "merged"])
def test_settings_side_by_side_that_leave_a_doubt_are_refused(path, doubt):
    sheets = plain_sheets()
    rows = _turned([*sheets["Settings"][1:], ["Company target: collections", None], ["Seed budget", None]])
    if doubt == "two bands":
        rows = [rows[0][:5], rows[1][:5], rows[0][5:], rows[1][5:]]
    elif doubt == "unit above":
        rows = [["Amounts in thousands"], *rows]
    sheets["Settings"] = rows

    def change(book: Any) -> None:
        if doubt == "merged":
            book["Settings"].merge_cells("D2:E2")

    result, messages = read_sheets(path, sheets, change)
    assert result.plan_input is None
    assert any("settings stand side by side, one setting a row is expected" in m for m in messages)


def test_units_between_names_and_values_are_units(path):
    sheets = plain_sheets()
    units = ["", "", "", "k CNY", "%"]
    rows = [[r[0], u, r[1]] for r, u in zip(sheets["Settings"][1:], units, strict=True)]
    rows[3][2], rows[4][2] = 13_000, 35
    sheets["Settings"] = rows
    messages = read_same(path, sheets)
    assert "NOTE Settings!B:B: units stand in column B. Column C is read as the values." in messages
    assert any(
        m.startswith("WARNING Settings!B4 (Company target: revenue): the unit 'k CNY'. Numbers here are multiplied")
        for m in messages
    )
    rows[1][1] = 2027  # a value, so that nothing says which column counts
    rows[1][2] = 2026
    assert read_sheets(path, sheets)[0].plan_input is None


def test_sections_and_notes_between_settings_are_passed_over(path):
    sheets = plain_sheets()
    head, company, year, *rest = sheets["Settings"]
    sheets["Settings"] = [
        [*head, "Remark"],
        ["A. General"],
        [*company, "as on the letters"],
        year,
        [],
        ["B. Targets and limits"],
        *rest,
        ["Note: agreed with finance"],
    ]
    assert read_same(path, sheets) == []
