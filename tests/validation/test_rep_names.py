"""A rep's name in several seats counts as several people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.language import Language
from planner.validation import check_plan_input
from tests.plan_input_builder import make_plan_input, make_seat


@pytest.mark.parametrize(
    ("reps", "presence", "is_told"),
    [
        (("Li Na", "li  na"), 1.0, True),
        (("Li Na", "Li Na"), 0.5, False),
        (("Li Na", "Li Wei"), 1.0, False),
        ((None, None), 1.0, False),
    ],
)
def test_a_name_in_two_full_seats_is_told(reps, presence, is_told):
    plan_input = make_plan_input()
    team = plan_input.teams[0].team
    seats = tuple(replace(make_seat(f"S{i}", team), rep=rep, presence_share=presence) for i, rep in enumerate(reps))
    found = [
        f.message(Language.ENGLISH)
        for f in check_plan_input(replace(plan_input, seats=seats))
        if f.code == "rep_repeated"
    ]
    assert bool(found) is is_told
    assert not is_told or "'Li Na' fills the seats S0, S1, 200% of a person. Counted as 2 people" in found[0]
