"""Scenarios from TOML and from the sheet: one definition, two readers."""

from __future__ import annotations

import openpyxl
import pytest

from planner.domain.scenario import Operation, ScenarioLine
from planner.errors import FileAccessError, InputRejectedError, UsageError
from planner.language import Language
from planner.reading.workbook import read_plan_input
from planner.scenarios.definition import (
    build_library,
    find_scenario,
    read_scenario_file,
    read_shipped_scenarios,
    resolve_chain,
)
from planner.scenarios.sheet import scenarios_of_lines
from planner.writing.inputs.template import build_template
from tests.plan_input_builder import make_plan_input
from tests.scenario_builder import make_change, make_scenario

_TOML = """
name = "fewer heads"
title = { en = "Fewer heads", zh = "减员" }
parent = "baseline"

[[changes]]
table = "Teams"
key = "Field"
column = "Heads"
operation = "add"
value = -1

[[changes]]
table = "Settings"
column = "Cost-of-sales cap"
value = 0.1
optional = true
"""


def _line(scenario="fewer heads", **fields):
    blank = dict.fromkeys(("description", "parent", "table", "key", "column", "value"))
    fixed = {"scenario": scenario, "operation": Operation.SET, "is_optional": False}
    return ScenarioLine(**(fixed | blank | fields))


def _write(folder, text, name="ours.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_and_the_sheet_say_the_same(tmp_path):
    (of_file,) = read_scenario_file(_write(tmp_path, _TOML))
    lines = (
        _line(parent="baseline", table="Teams", key="Field", column="Heads", operation=Operation.ADD, value="-1"),
        _line(table="Settings", column="Cost-of-sales cap", value="0.1", is_optional=True),
    )
    (of_sheet,) = scenarios_of_lines(lines)
    assert of_file.changes == of_sheet.changes
    assert (of_file.name, of_file.parent) == (of_sheet.name, of_sheet.parent)
    assert of_file.title.zh == "减员"


@pytest.mark.parametrize("language", list(Language))
def test_the_sheet_is_read_from_a_workbook_in_both_languages(tmp_path, language):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(build_template(make_plan_input(), language))
    book = openpyxl.load_workbook(path)
    sheet = book["Scenarios" if language is Language.ENGLISH else "情景"]
    words = ("Teams", "Field", "Heads", "add") if language is Language.ENGLISH else ("团队", "Field", "人数", "加")
    for column, value in enumerate(("Two less", "We lose two.", None, *words, -2), start=1):
        sheet.cell(2, column).value = value
    sheet.cell(3, 1).value = "Nothing"
    book.save(path)
    plan_input = read_plan_input(path).plan_input
    assert plan_input is not None
    two_less, nothing = scenarios_of_lines(plan_input.scenarios)
    assert two_less.changes == (make_change(words[0], "Field", words[2], Operation.ADD, "-2"),)
    assert two_less.description.en == "We lose two."
    assert nothing.changes == ()


def test_several_scenarios_stand_in_one_file(tmp_path):
    text = '[[scenarios]]\nname = "a"\n\n[[scenarios]]\nname = "b"\nparent = "a"\n'
    assert [s.name for s in read_scenario_file(_write(tmp_path, text))] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("name = 3", "name"),
        ('name = "a"\nchnages = []', "chnages"),
        ('name = "a"\nname = "b"\n', "line 2"),
        ('name = "a"\nparent = 1', "parent"),
        ('name = "a"\n[[changes]]\ntable = "Teams"\ncolumn = "Heads"', "column"),
        ('name = "a"\n[[changes]]\ntable = "Teams"\ncolumn = "Heads"\nvalue = 1\noperation = "divide"', "divide"),
        ('name = "a"\n[[changes]]\ntable = 1\ncolumn = "Heads"\nvalue = 1', "table"),
        ('name = "a"\n[[changes]]\ntable = "Teams"\ncolumn = "Heads"\nvalue = 2026-01-01', "2026-01-01"),
        ("name = [", "Invalid value"),
    ],
)
def test_a_file_that_is_not_understood_is_refused_with_its_name(tmp_path, text, word):
    with pytest.raises(InputRejectedError) as caught:
        read_scenario_file(_write(tmp_path, text))
    assert "ours.toml" in caught.value.message()
    assert word in caught.value.message()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileAccessError, match=r"none\.toml"):
        read_scenario_file(tmp_path / "none.toml")


def test_lines_that_contradict_each_other_are_refused():
    with pytest.raises(InputRejectedError, match="one / two"):
        scenarios_of_lines((_line(parent="one"), _line(parent="two")))
    with pytest.raises(InputRejectedError, match=r"\(Value\): the change of scenario 'fewer heads' is not complete"):
        scenarios_of_lines((_line(table="Teams", column="Heads"),))


def test_parents_come_first_and_must_be_there():
    grand, parent = make_scenario("grand"), make_scenario("parent", parent="Grand")
    child = make_scenario("child", parent="parent")
    library = build_library(((grand, parent, child),))
    assert [s.name for s in resolve_chain(library, child)] == ["grand", "parent", "child"]
    orphan = make_scenario("orphan", parent="parnet")
    with pytest.raises(InputRejectedError, match="Did you mean 'parent'"):
        resolve_chain(library, orphan)


def test_parents_in_a_circle_are_refused():
    a, b = make_scenario("a", parent="b"), make_scenario("b", parent="a")
    with pytest.raises(InputRejectedError, match=r"b → a → b|a → b → a"):
        resolve_chain(build_library(((a, b),)), a)


def test_names_are_unique_within_a_group_and_a_later_group_wins():
    with pytest.raises(InputRejectedError, match=r"is defined in x\.toml and in X\.toml"):
        build_library(((make_scenario("x"), make_scenario("X")),))
    ours = make_scenario("downturn")
    library = build_library((read_shipped_scenarios(), (ours,)))
    assert find_scenario(library, "Downturn") is ours
    assert find_scenario(library, "hiring freeze").name == "hiring_freeze"
    with pytest.raises(UsageError, match=r"Did you mean 'price_rise'"):
        find_scenario(library, "price_rize")


def test_baseline_and_seven_more_are_shipped_in_both_languages():
    shipped = read_shipped_scenarios()
    assert [s.name for s in shipped] == [
        "baseline",
        "ambitious_target",
        "cost_cut",
        "downturn",
        "hiring_freeze",
        "key_team_loss",
        "partner_push",
        "price_rise",
    ]
    assert all(s.title.en and s.title.zh != s.title.en and s.description.zh for s in shipped)
