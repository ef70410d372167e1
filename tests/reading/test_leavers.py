"""Columns and names that say who is no longer there: the rows count like others, and that is told."""

from __future__ import annotations

import pytest

from tests.plain_workbook import plain_sheets, read_same, read_sheets


def _with_column(header, cells):
    sheets = plain_sheets()
    for row, cell in zip(sheets["Segments"], (header, *cells), strict=True):
        row.append(cell)
    return sheets


def test_a_column_of_exits_is_told(path):
    sheets = _with_column("Exit date", ("-", None, "2026-12-31", None))
    assert read_same(path, sheets) == [
        "WARNING Segments!H1: column 'Exit date' is not read, and says of 1 rows that they are no longer there, first in row 4. "
        "They count like others: delete them, or write 'to be hired' where somebody follows."
    ]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Status", ("active", "active", "closed", "active")),
        ("Active?", ("yes", "yes", "yes", "no")),
        ("状态", ("正常", "停用", "正常", "正常")),
        ("离职日期", (None, None, None, "2026-11-30")),
    ],
)
def test_such_columns(path, header, cells):
    assert any("no longer there" in m for m in read_same(path, _with_column(header, cells)))


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Status", ("active", "new", "active", "in review")),
        ("Contract end", ("2029", "2028", "2030", "2029")),  # everybody has one
        ("Comment", ("closed", None, None, None)),
    ],
)
def test_other_columns_are_ignored_as_before(path, header, cells):
    assert [m[:4] for m in read_same(path, _with_column(header, cells))] == ["NOTE"]


def test_a_rep_who_is_said_to_have_left_is_told(path):
    sheets = plain_sheets()
    names = ("Ann Lee", "Kurt Lang (left 31.12.)", "张伟（已离职）", "Lefteris Ex", "to be hired")
    sheets["Seats"] = [["Seat", "Team", "Rep"], *([f"S{i}", "Field", name] for i, name in enumerate(names))]
    messages = [m for m in read_sheets(path, sheets)[1] if "left" in m]
    assert messages == [
        "WARNING Seats!C3 (Rep): 'Kurt Lang (left 31.12.)' is said to leave or to have left. "
        "Counted as there all year: delete the seat, or write 'to be hired'.",
        "WARNING Seats!C4 (Rep): '张伟（已离职）' is said to leave or to have left. "
        "Counted as there all year: delete the seat, or write 'to be hired'.",
    ]
