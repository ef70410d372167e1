"""Somebody left, or somebody new comes: ``planner territory`` plans again within so many moves."""

from __future__ import annotations

import json
from dataclasses import replace

import openpyxl
import pytest

from planner.language import Language
from planner.writing.inputs.template import build_template
from tests.account_book_builder import make_book, make_territory_input
from tests.plan_input_builder import make_seat
from tests.program import run

WORDS = ("--json", "--quiet", "--lang", "en")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Field had F1 with A0 … A2, F2 with A3 … A5 and Zoe with A6 … A11. She has left; or her seat is there, and a seat F3 is new."""
    place = tmp_path_factory.mktemp("staff")
    owners = ("F1",) * 3 + ("F2",) * 3 + ("Zoe",) * 6
    plan_input = make_territory_input(make_book(12, owner=owners))
    (place / "left.xlsx").write_bytes(build_template(plan_input, Language.ENGLISH))
    known = tuple("F2" if o == "Zoe" else o for o in owners)
    teams = tuple(replace(t, heads=t.heads + 1) if t.team == "Field" else t for t in plan_input.teams)
    hired = replace(
        plan_input, accounts=make_book(12, owner=known), seats=(*plan_input.seats, make_seat("F3")), teams=teams
    )
    (place / "hired.xlsx").write_bytes(build_template(hired, Language.CHINESE))
    return place


def _moves(folder, name, sheet):
    rows = openpyxl.load_workbook(folder / name)[sheet].iter_rows(min_row=5, values_only=True)
    return {row[0]: (row[3], row[4], row[5]) for row in rows}


def test_a_leavers_accounts_are_shared_out_and_nobody_else_moves(folder):
    done = run("territory", "left.xlsx", "--max-moves", 0, "-o", "left-0.xlsx", *WORDS, folder=folder)
    assert done.returncode == 0, done.stderr
    assert [s["accounts"] for s in json.loads(done.stdout)["seats"]][:2] == [6, 6]
    moves = _moves(folder, "left-0.xlsx", "Moves")
    assert set(moves) == {f"A{i}" for i in range(6, 12)}
    assert {(giver, why) for giver, _, why in moves.values()} == {
        ("Zoe", "its owner has no seat, or no capacity, any more")
    }
    shown = run(
        "territory", "left.xlsx", "--max-moves", 0, "--dry-run", "--quiet", "--lang", "zh", folder=folder
    ).stdout
    assert "       6  原负责人已无席位或产能" in shown
    # The written workbook holds the limit that was asked for: it is verified with it.
    verified = run("verify", "left-0.xlsx", folder=folder)
    assert verified.returncode == 0, verified.stdout


@pytest.mark.parametrize(("most", "moves", "largest"), [(0, 0, 9), (2, 2, 7), (4, 4, 5), (None, 5, 4)])
def test_a_new_hire_gets_a_book_within_the_moves_allowed(folder, most, moves, largest):
    limit = () if most is None else ("--max-moves", most)
    done = run("territory", "hired.xlsx", "--dry-run", *limit, *WORDS, folder=folder)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    # Every move takes one account from F2, who has nine of twelve; four each need five moves.
    books = [s["accounts"] for s in answer["seats"] if s["team"] == "Field"]
    assert (answer["moves"], max(books), sum(books)) == (moves, largest, 12)
    assert answer["moves_by_reason"] == ({"balance": moves} if moves else {})
    # The band is what can be reached with all moves; with fewer of them the cost shows what is missing.
    assert {s["band"] for s in answer["seats"] if s["team"] == "Field"} == {0.05}
