"""A list of salespeople without a column of reps is a list of people, not of vacancies."""

from __future__ import annotations

import pytest

from planner.language import Language
from tests.plain_workbook import plain_sheets, read_sheets

SEATS = [["Seat", "Team"], ["Ann Lee", "Field"], ["Bo Chen", "Field"]]


def _seats(path, rows, language=Language.ENGLISH):
    sheets = plain_sheets()
    sheets["Seats"] = rows
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    return {s.seat: s.rep for s in result.plan_input.seats}, messages


def test_seats_that_nobody_is_named_for_are_filled_and_told(tmp_path):
    reps, messages = _seats(tmp_path / "plan.xlsx", SEATS)
    assert reps == {"Ann Lee": "Ann Lee", "Bo Chen": "Bo Chen"}
    assert (
        "WARNING Seats: no seat says who holds it. Each is read as filled, by a person called as the seat is. Write names into column Rep, and "
        "'to be hired' where nobody is there." in messages
    )


def test_a_seat_with_a_start_month_is_one_to_come(tmp_path):
    rows = [[*row, month] for row, month in zip(SEATS, ("Start month", None, 4), strict=True)]
    reps, _ = _seats(tmp_path / "plan.xlsx", rows)
    assert reps == {"Ann Lee": "Ann Lee", "Bo Chen": None}


@pytest.mark.parametrize("word", ["to be hired", "Cy Wu"])
def test_where_one_row_says_who_is_there_the_others_say_nobody(tmp_path, word):
    rows = [[*row, rep] for row, rep in zip(SEATS, ("Rep", None, word), strict=True)]
    reps, messages = _seats(tmp_path / "plan.xlsx", rows)
    assert reps == {"Ann Lee": None, "Bo Chen": "Cy Wu" if word == "Cy Wu" else None}
    assert not any("no seat says" in m for m in messages)


def test_a_list_of_names_and_teams_is_a_list_of_filled_seats(tmp_path):
    rows = [["Name", "Team"], ["Ann Lee", "Field"], ["Bo Chen", "Field"]]
    reps, messages = _seats(tmp_path / "plan.xlsx", rows)
    assert reps == {"Ann Lee": "Ann Lee", "Bo Chen": "Bo Chen"}
    assert "NOTE Seats!A1: column 'Name' is read as 'Seat' too." in messages
    assert not any("no seat says" in m for m in messages)
    joiner = [[*row, month] for row, month in zip(rows, ("Start month", None, 4), strict=True)]
    assert _seats(tmp_path / "plan.xlsx", joiner)[0] == {"Ann Lee": "Ann Lee", "Bo Chen": "Bo Chen"}


@pytest.mark.parametrize(("last", "said"), [("to be hired", "column 'Seat' is missing"), ("Ann Lee", "'Ann Lee'")])
def test_vacancies_and_people_of_one_name_need_names_of_seats(tmp_path, last, said):
    sheets = plain_sheets()
    sheets["Seats"] = [["Name", "Team"], ["Ann Lee", "Field"], [last, "Field"]]
    result, messages = read_sheets(tmp_path / "plan.xlsx", sheets)
    assert result.plan_input is None
    assert any(m.startswith("ERROR Seats") and said in m for m in messages), messages
