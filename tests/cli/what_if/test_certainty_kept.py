"""A plan made with a certainty, planned again without: said, whatever the command."""

from __future__ import annotations

import openpyxl
import pytest

from planner.cli.what_if.base_input import read_base_input, read_library
from planner.language import Language
from planner.reading.workbook import read_plan_input
from planner.tables.inputs.risk import ROBUST_LABELS
from planner.writing.inputs.template import build_template
from tests.plan_input_builder import make_plan_input


@pytest.fixture(params=[(Language.ENGLISH, "Plan"), (Language.CHINESE, "计划总览")], ids=["en", "zh"])
def made(request, tmp_path):
    language, name = request.param
    path = tmp_path / "made.xlsx"
    path.write_bytes(build_template(make_plan_input(), language))
    assert read_plan_input(path).certainty is None
    book = openpyxl.load_workbook(path)
    book.create_sheet(name).append([ROBUST_LABELS["share"].choose(language), 0.8])
    book.save(path)
    return language, path


def test_the_certainty_of_the_plan_in_the_file_is_told(made, capsys):
    language, path = made
    assert read_base_input(path).result.certainty == 0.8
    words = {Language.ENGLISH: "80% certainty (--robust)", Language.CHINESE: "80% 的把握"}[language]
    assert words in capsys.readouterr().err


def test_where_nothing_is_planned_nothing_is_told(made, capsys):
    read_library(made[1], ())
    assert capsys.readouterr().err == ""
