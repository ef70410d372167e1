"""Cost per head left blank, or pay of 0, in one team among others that have it: told with the cell; all blank, or a 0 that is written, is meant."""

from __future__ import annotations

import openpyxl
import pytest

from planner.language import Language
from planner.validation.workbook import read_and_check
from tests.example_workbooks import short_example

# Rows of the example: Teams 2 and 3 are groups, 4 Direct East to 11; J pay, K benefits, L expense, M travel, N pre-sales per head.
_FIRST, _LAST = 4, 11


def _told(tmp_path, changes, language=Language.ENGLISH):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(short_example(language))
    book = openpyxl.load_workbook(path)
    sheet = book["Teams" if language is Language.ENGLISH else "团队"]
    for cell, value in changes.items():
        assert sheet[cell].value is not None
        sheet[cell] = value
    book.save(path)
    findings = read_and_check(path)[1]
    return [
        f.message(language) for f in findings if f.code in ("cell_forgotten", "team_paid_nothing", "team_costs_nothing")
    ]


@pytest.mark.parametrize(
    ("language", "messages"),
    [
        (
            Language.ENGLISH,
            [
                "WARNING Teams!J5 (Pay per head): the people of 'Direct South' are paid nothing; those of 7 other teams are. "
                "Fill pay per head, or the plan takes them for cheap.",
                "WARNING Teams!K6 (Benefits per head): blank; 7 of 8 rows have an amount. "
                "It counts as 0: fill it, or write 0 if nothing is spent.",
            ],
        ),
        (
            Language.CHINESE,
            [
                "警告 团队!J5 (人均薪酬)：“华南直销”的人员没有薪酬，而其他 7 个团队均有。请填写人均薪酬，否则计划会低估其成本。",
                "警告 团队!K6 (人均福利)：空白；8 行中有 7 行已填。按 0 计：请填写；如确无此项费用，请填 0。",
            ],
        ),
    ],
)
def test_a_blank_among_filled_cells_is_told(tmp_path, language, messages):
    assert _told(tmp_path, {"J5": None, "K6": None}, language) == messages


def test_a_written_0_is_meant_but_for_pay(tmp_path):
    assert _told(tmp_path, {f"{c}5": 0 for c in "KLMN"}) == []
    assert len(_told(tmp_path, {"J5": 0})) == 1


def test_a_column_that_most_leave_blank_is_no_oversight(tmp_path):
    assert _told(tmp_path, {f"K{row}": None for row in range(_FIRST, _LAST)}) == []
    assert _told(tmp_path, {f"K{row}": None for row in range(_FIRST, _LAST + 1)}) == []


def test_a_team_that_costs_nothing_at_all_is_told_once(tmp_path):
    (message,) = _told(tmp_path, {f"{c}5": 0 for c in "JKLMN"})
    assert "the people of 'Direct South' cost nothing" in message
