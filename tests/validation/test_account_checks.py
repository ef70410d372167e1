"""Checks of accounts: skills that no seat has, owners that are nearly a seat."""

from __future__ import annotations

from planner.language import Language
from planner.validation import check_plan_input
from tests.account_book_builder import make_book, make_territory_input


def found(code, book, **seats):
    return [f for f in check_plan_input(make_territory_input(book, None, **seats)) if f.code == code]


def test_a_skill_that_no_seat_has_is_told_with_how_many_need_it():
    book = make_book(3, skills=(("CAD", "Weldin"), ("Weldin",), ("CAD, Welding",)))
    first, second = found("skill_unknown", book, F1={"skills": ("cad", "Welding")})
    assert first.message() == (
        "WARNING Accounts (Needed skills): 2 accounts need 'Weldin', first A0; no seat has it. "
        "Did you mean 'Welding'? Nobody may own them, unless they are locked."
    )
    assert second.message(Language.CHINESE) == (
        "警告 Accounts (所需技能)：1 个客户需要“CAD, Welding”，首个为 A2；没有席位具备。请用分号分隔技能。除非锁定，否则无人可负责。"
    )
    assert not found("skill_unknown", make_book(1, skills=(("cad",),)), F1={"skills": ("CAD",)})


def test_an_owner_that_is_nearly_a_seat_is_asked_about():
    (one,) = found("owner_unknown", make_book(2, owner=("F1", "F 1")))
    assert one.message().endswith("Did you mean 'F1'? Taken for somebody who left: the accounts get new owners.")


def test_a_family_locked_to_two_seats_of_a_team_is_told_the_parent_itself_included():
    book = make_book(3, parent_account=(None, "a0", "A0"), locked_seat=("F1", "F2", "F1"))
    (one,) = found("family_locked_apart", book)
    assert (
        one.message()
        == "WARNING Accounts (Locked to seat): family 'A0' is locked to 2 seats: F1, F2. It is taken apart."
    )
    assert not found(
        "family_locked_apart", make_book(3, parent_account=(None, "A0", "A0"), locked_seat=("F1", "F1", None))
    )
    # Seats of two teams: each team has its own part of the family.
    assert not found("family_locked_apart", make_book(2, parent_account=(None, "A0"), locked_seat=("F1", "P1")))


def test_a_seat_without_coordinates_among_others_that_have_some_is_told():
    home, book = {"latitude": 31.2, "longitude": 121.5}, make_book(2, latitude=(30.0, None), longitude=(120.0, None))
    (one,) = found("seat_place_missing", book, F1=home)
    assert one.message() == (
        "WARNING Seats (Latitude): 1 seats of team Field have no coordinates, first F2; others have: travel from there counts as nothing, so far "
        "accounts go there. Fill latitude and longitude, of seats to be hired too; a guess is better than none."
    )
    assert not found("seat_place_missing", book, F1=home, F2=home)
    # Team Partners, and Field without any coordinates, are alike throughout; so is all where accounts have none.
    assert not found("seat_place_missing", book)
    assert not found("seat_place_missing", make_book(2), F1=home)


def test_accounts_with_less_potential_than_they_bought_are_told():
    book = make_book(3, potential_cents=(100_000, 50_000, 100_000), last_year_revenue_cents=(100_000, 60_000, 120_000))
    (one,) = found("potential_below_revenue", book)
    assert one.message() == (
        "WARNING Accounts (Potential): 2 accounts have less potential than last year's revenue, first A1: 500 and 600. "
        "Potential is all that an account could buy in a year, what it buys already included, in the unit of revenue."
    )
    assert not found("potential_below_revenue", make_book(1, potential_cents=(5,), last_year_revenue_cents=(5,)))


def test_owned_accounts_without_any_revenue_are_told():
    book = make_book(2, owner=("F1", None), last_year_revenue_cents=(0, 0))
    (one,) = found("accounts_without_revenue", book)
    assert one.message() == (
        "WARNING Accounts (Last year's revenue): 1 accounts have an owner, none has revenue of last year: changes of owner lose no revenue. "
        "Fill the column, or correct its header."
    )
    # New business alone, and one account that brought something.
    assert not found("accounts_without_revenue", make_book(2, owner=(None, None), last_year_revenue_cents=(0, 0)))
    assert not found("accounts_without_revenue", make_book(2, owner=("F1", None), last_year_revenue_cents=(0, 1)))


def test_segments_whose_accounts_several_teams_own_are_told_before_most_of_them_change_hands():
    torn = make_book(4, owner=("F1", "F1", "P1", "P1"))
    (one,) = found("segment_of_several_teams", torn)
    assert one.message() == (
        "WARNING Accounts (Segment): segments whose accounts have owners in several teams today: 1, first 'North' (2 teams, 50 % of its potential "
        "outside the largest). A segment is served by one team, so these accounts change hands. If each team is to keep its own, make a segment of "
        "each part, such as 'North Partners'."
    )
    assert not found("segment_of_several_teams", make_book(4, owner=("F1", "F1", "F1", "P1")))
    assert not found("segment_of_several_teams", make_book(4, owner=("F1", "F2", None, "gone")))
