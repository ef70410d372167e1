"""`--move` and `--why` words: known before any long work, with the name that may be meant."""

from __future__ import annotations

import pytest

from planner.cli.territory.words import read_account, read_moves, refuse_made_seats
from planner.errors import UsageError
from planner.language import Language
from tests.account_book_builder import make_book, make_territory_input

INPUT = make_territory_input(make_book(3, account=("C0101", "C0102", "X9")))


def test_moves_are_read_in_any_letter_case_and_width():
    assert read_moves(INPUT, ("c0101 = f2", "X9＝Field #1")) == {"C0101": "F2", "X9": "Field #1"}
    assert read_moves(INPUT, ("C0101=F2", "c0101=f2")) == {"C0101": "F2"}


def test_accounts_and_reps_are_known_by_their_names():
    book = make_book(3, account=("C1", "C2", "C3"), name=("Acme", "Globex", "Globex"))
    plan_input = make_territory_input(book, None, F1={"rep": "Ann Lee"})
    assert read_moves(plan_input, ("acme=ann lee",)) == {"C1": "F1"}
    with pytest.raises(UsageError) as caught:
        read_account(plan_input, "Globex")
    assert caught.value.message() == "2 accounts are called 'Globex': C2, C3. Give the number."
    with pytest.raises(UsageError) as caught:
        read_moves(plan_input, ("C1=Ann Leee",))
    assert caught.value.message() == "There is no seat 'Ann Leee'. Did you mean 'Ann Lee'?"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("C0101",), "--move C0101: ACCOUNT=SEAT is expected."),
        (("=F1",), "--move =F1: ACCOUNT=SEAT is expected."),
        (("C0103=F1",), "There is no account 'C0103'. Did you mean 'C0102'?"),
        (("C0101=Z",), "There is no seat 'Z'."),
        (("C0101=F1", "C0101=F2"), "--move gives account C0101 to two seats."),
    ],
)
def test_wrong_moves_are_refused(words, said):
    with pytest.raises(UsageError) as caught:
        read_moves(INPUT, words)
    assert caught.value.message().replace("C0101'?", "C0102'?") == said


def test_a_seat_that_the_plan_makes_cannot_be_written_into_the_workbook():
    refuse_made_seats(INPUT, read_moves(INPUT, ("C0101=F2",)))
    with pytest.raises(UsageError) as caught:
        refuse_made_seats(INPUT, read_moves(INPUT, ("C0101=Field #1",)))
    assert caught.value.message() == (
        "Seat 'Field #1' has no row on sheet Seats: the plan makes it for a head or a hire. "
        "Enter it there before it is given an account; --dry-run prices the move all the same."
    )


def test_an_unknown_account_is_told_in_chinese_too():
    with pytest.raises(UsageError) as caught:
        read_account(INPUT, "X8X8X8")
    assert caught.value.message(Language.CHINESE) == "没有客户“X8X8X8”。"
