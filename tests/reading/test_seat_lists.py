"""Lists of a seat's skills and regions behind commas: entries where others name each of them, one name where nobody does."""

from __future__ import annotations

import pytest

from planner.language import Language
from planner.reading.workbook import read_plan_input
from planner.writing.inputs.template import build_template
from tests.account_book_builder import make_book, make_territory_input

_READ_APART = "a list that is not separated by ;. Read as 2 entries."


@pytest.fixture
def read_seat(tmp_path):
    """Read a seat with these cells back, beside accounts that need *CAD* and *Welding, CAD* and stand in *East* and *West*."""

    def read(**cells):
        book = make_book(3, skills=(("CAD",), ("Welding",), ("Welding, CAD",)), region=("East", "West", None))
        path = tmp_path / "plan.xlsx"
        path.write_bytes(build_template(make_territory_input(book, None, F1=cells), Language.ENGLISH))
        result = read_plan_input(path)
        assert result.plan_input is not None
        seat = next(s for s in result.plan_input.seats if s.seat == "F1")
        return seat, [f.message() for f in result.findings if f.code == "list_by_commas"]

    return read


def test_skills_and_regions_behind_commas_are_entries(read_seat):
    seat, messages = read_seat(skills=("CAD, Welding",), territory_regions=("East，West",))
    assert seat.skills == ("CAD", "Welding")
    assert seat.territory_regions == ("East", "West")
    assert [m.partition(": ")[2] for m in messages] == [_READ_APART, _READ_APART]
    assert "Skills" in messages[0] and "Regions" in messages[1]


@pytest.mark.parametrize("skills", [("CAD", "Welding"), ("Welding, CAD",), ("CAD, Painting",)])
def test_what_nobody_names_alone_stays_one_name(read_seat, skills):
    assert read_seat(skills=skills)[0].skills == skills
    assert read_seat(skills=skills)[1] == []
