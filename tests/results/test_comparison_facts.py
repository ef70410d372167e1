"""What a comparison says of how it was made: cases are solved without territories."""

from __future__ import annotations

from planner.results.comparison import territory_facts
from tests.account_book_builder import make_book, make_territory_input


def test_where_there_are_accounts_the_comparison_says_that_seats_follow_capacity_alone():
    ((label, value),) = territory_facts(make_territory_input(make_book(1_200)))
    assert "targets follow capacity alone" in label.en
    assert "席位目标仅按产能分解" in label.zh
    assert value == "1,200"
    assert territory_facts(make_territory_input(make_book(0))) == ()
