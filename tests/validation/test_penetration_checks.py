"""Penetration that is our present share is told: the word means that in many companies."""

from __future__ import annotations

import pytest

from tests.plain_workbook import plain_sheets, read_sheets


@pytest.mark.parametrize("others", [0, 1, 2])
def test_a_penetration_that_is_our_share_is_told(tmp_path, others):
    """Last year's revenue is 25, 30, 34 and 37 % of the potential; one segment may have another figure for any reason."""
    sheets = plain_sheets()
    for row, potential in zip(sheets["Segments"][1:], sheets["Potential"][1:], strict=True):
        row[2] = round(row[3] / sum(potential[1:]), 2)
    for row in sheets["Segments"][1 : 1 + others]:
        row[2] += 0.2
    sheets["Segments"].append(["Islands", 30, 0.33, 1_000_000, "direct", "Field", None])
    sheets["Potential"].append(["Islands", 2_000_000, 1_030_000])
    messages = read_sheets(tmp_path / "plan.xlsx", sheets)[1]
    told = (
        f"WARNING Segments!C:C (Penetration): the penetration is last year's revenue ÷ potential in {5 - others} of 5 segments. "
        "It is read as how easily we get through to customers (0–1), which chooses the channel; our present share is computed."
    )
    assert (told in messages) is (others < 2)


@pytest.mark.parametrize(
    ("penetrations", "is_told"),
    [
        ([2, 5, 7, 10], True),
        (["2%", "5%", "7%", "9%"], True),
        ([0.02, 0.05, 0.07, 0.25], False),  # one is above ten percent
        ([0.02, 0.055, 0.07, 0.09], False),  # scores are whole
        ([0.05, 0.05, 0.05, 0.05], False),  # one estimate for all
    ],
)
def test_penetrations_that_look_like_scores_are_told(tmp_path, penetrations, is_told):
    sheets = plain_sheets()
    for row, penetration in zip(sheets["Segments"][1:], penetrations, strict=True):
        row[2] = penetration
    messages = read_sheets(tmp_path / "plan.xlsx", sheets)[1]
    assert any("If they are scores of 1 to 10, divide them" in m for m in messages) is is_told
