"""Lists of a seat's skills and regions behind commas: entries where others name each of them, one name where nobody does."""

from __future__ import annotations

import pytest

from planner.cli.files.reading_input import read_sound_input
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


def test_the_words_of_an_account_file_count(tmp_path):
    # The workbook has no accounts: what stands behind the commas is known once the file is read.
    path, file = tmp_path / "plan.xlsx", tmp_path / "accounts.csv"
    cells = {"skills": ("CAD, Welding",), "territory_regions": ("East, West",)}
    path.write_bytes(build_template(make_territory_input(make_book(0), None, F1=cells), Language.ENGLISH))
    file.write_text(
        "Account,Segment,Potential,Skills,Region\nA1,North,1,CAD,East\nA2,North,1,Welding,West\n", encoding="utf-8"
    )
    assert read_sound_input(path, "en").plan_input.seats[0].skills == cells["skills"]
    sound = read_sound_input(path, "en", file)
    assert sound.plan_input.seats[0].skills == ("CAD", "Welding")
    assert sound.plan_input.seats[0].territory_regions == ("East", "West")
    told = [f for f in sound.findings if f.code == "list_by_commas"]
    assert [f.message().partition(": ")[2] for f in told] == [_READ_APART, _READ_APART]
    # At the seat's cells, not in the file.
    assert {f.place.sheet for f in told} == {"Seats"}
