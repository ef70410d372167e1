"""Names of digits, written as numbers here and as texts there, are one name, and that is told; zeros in front count."""

from __future__ import annotations

import pytest

from planner.reading.words.headers import normalise
from tests.plain_workbook import plain_sheets, read_sheets


@pytest.fixture
def path(tmp_path):
    """Where a test's workbook is written."""
    return tmp_path / "plan.xlsx"


def _numbered(team: object):
    """The plain company whose team *Field* has the number 1001."""
    sheets = plain_sheets()
    sheets["Teams"][1][0] = 1001
    for row in sheets["Segments"][1:]:
        row[5] = team
    return sheets


def test_the_same_digits_are_one_name_and_zeros_in_front_count():
    alike = (1001, 1001.0, "1001", "'1001", "1001.0", "１００１", "‘1001".replace("‘", "’"))
    assert {normalise(x) for x in alike} == {"1001"}
    assert len({normalise(x) for x in ("7", "007", "7.5", "7.10", "v7.0", "1001.0.0")}) == 6


@pytest.mark.parametrize("written", ["1001", "'1001", "1001.0"])
def test_a_number_that_is_named_as_a_text_is_one_name_with_a_warning(path, written):
    result, messages = read_sheets(path, _numbered(written))
    assert result.plan_input is not None, messages
    assert {s.today_team for s in result.plan_input.segments} == {"1001"}
    assert messages == [
        f"WARNING Segments!F2 (Today's team): the text '{written}', while Teams!A2 has the number 1001 in 4 rows, first here. "
        "Taken as the same name; write it alike in both."
    ]


def test_numbers_everywhere_need_no_warning(path):
    result, messages = read_sheets(path, _numbered(1001))
    assert result.plan_input is not None
    assert messages == []


def test_zeros_in_front_make_another_name(path):
    result, messages = read_sheets(path, _numbered("01001"))
    assert result.plan_input is None
    assert any("found '01001'" in m and "'1001'" in m for m in messages)


def test_two_rows_of_one_number_are_an_error_that_names_both(path):
    sheets = plain_sheets()
    sheets["Teams"][1][0], sheets["Teams"][2][0] = 1001, "1001.0"
    _, messages = read_sheets(path, sheets)
    assert any(m.startswith("ERROR Teams!A3") and "stands in rows 2 and 3" in m for m in messages)


def test_product_lines_and_segments_of_a_matrix_are_told_too(path):
    sheets = plain_sheets()
    sheets["Products"][1][0], sheets["Potential"][0][1] = "7", 7
    sheets["Segments"][2][0], sheets["Potential"][2][0] = 12, "12"
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    assert sorted(m.split(":")[0] for m in messages) == ["WARNING Potential!A3", "WARNING Potential!B1"]
    assert any("the number 7, while Products!A2 has the text '7'" in m for m in messages)
