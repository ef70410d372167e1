"""What channels can do: values that changed places or have a digit too many are told."""

from __future__ import annotations

import pytest

from planner.language import Language
from planner.validation.workbook import read_and_check
from tests.plain_workbook import plain_sheets, read_sheets, write_sheets


@pytest.mark.parametrize(
    ("headers", "values", "code", "cell"),
    [
        (["Ceiling, hard to penetrate", "Ceiling, easy to penetrate"], [0.36, 0.08], "channel_pair", "B2"),
        (["Sales cycle, hard", "Sales cycle, easy"], [3, 11], "channel_pair", "C2"),
        (["Kept without effort", "Kept when served"], [0.97, 0.7], "channel_pair", "B2"),
        (["Response shape"], [0.115], "channel_shape", "B2"),
        (["Accounts per FTE"], [1_100], "accounts_per_fte_far", "B2"),
        (["Accounts per FTE"], [4], "accounts_per_fte_far", "B2"),
    ],
)
def test_parameters_of_a_channel_that_cannot_be_meant_are_told(tmp_path, headers, values, code, cell):
    """They changed the plan without a word."""
    sheets = plain_sheets()
    sheets["Channels"] = [["Channel", *headers], ["direct", *values]]
    result, findings = read_and_check(write_sheets(tmp_path / "plan.xlsx", sheets))
    assert result.plan_input is not None
    (told,) = findings
    assert (told.code, told.place.cell) == (code, cell)
    assert all("{" not in told.message(language) for language in Language)


def test_sound_parameters_and_channels_that_no_team_works_are_not_told(tmp_path):
    sheets = plain_sheets()
    headers = [
        "Channel",
        "Ceiling, hard to penetrate",
        "Ceiling, easy to penetrate",
        "Response shape",
        "Accounts per FTE",
    ]
    sheets["Channels"] = [headers, ["direct", 0.2, 0.2, 0.8, 150], ["strategic partner", 0.4, 0.1, 9, 0.5]]
    sheets["Channels"][2][3] = 4.9
    _, messages = read_sheets(tmp_path / "plan.xlsx", sheets)
    assert messages == []
