"""Accounts per FTE that are left blank fit the heads of today where the default is far from them."""

from __future__ import annotations

import pytest

from planner.domain.choices import Channel
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.validation.workbook import read_and_check
from tests.plain_workbook import plain_sheets, read_sheets, write_sheets


def _with_accounts(accounts, heads):
    """Four segments that one direct team serves."""
    sheets = plain_sheets()
    for row in sheets["Segments"][1:]:
        row[1], row[5] = accounts / 4, None
    sheets["Teams"][1:] = [["Field", "direct", heads, 0, 240_000]]
    return sheets


def _read(path, sheets) -> tuple[PlanInput, list[str]]:
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    return result.plan_input, [m for m in messages if "accounts per FTE" in m]


def _of_direct(plan_input: PlanInput) -> float:
    return next(c.accounts_per_fte for c in plan_input.channels if c.channel is Channel.DIRECT)


@pytest.mark.parametrize(
    ("accounts", "heads", "used"),
    [
        (12 * 40, 40, 110),  # 30 would fit: 110 is 3.7 times that
        (175 * 40, 40, 110),  # 437.5 would fit: 4.0 times 110
        (4 * 40, 40, 10),
        (20_000, 40, 1_200),  # 1,250 in two digits; the even one of two as near
    ],
)
def test_the_default_gives_way_where_it_is_four_times_off(path, accounts, heads, used):
    plan_input, told = _read(path, _with_accounts(accounts, heads))
    assert _of_direct(plan_input) == used
    assert bool(told) == (used != 110)


def test_it_is_told_and_listed_among_the_assumptions(path):
    result, messages = read_sheets(path, _with_accounts(160, 40))
    assert (
        "WARNING Channels (Accounts per FTE): the default of 110 accounts per FTE does not fit (direct); heads today: 40, accounts: 160, 4.0 for "
        "each. 10 counts, with which one head more brings what it usually does. Fill Accounts per FTE on sheet Channels where you know better."
    ) in messages
    listed = [a for a in result.assumptions if a.column.en == "Accounts per FTE" and a.row.en == "direct"]
    assert [(a.value.en, a.source.en.split(";")[0]) for a in listed] == [("10", "fits today's heads and accounts")]


def test_it_is_told_in_chinese(path):
    found = next(f for f in read_and_check(write_sheets(path, _with_accounts(160, 40)))[1] if "per_fte" in f.code)
    assert found.message(Language.CHINESE) == (
        "警告 Channels (人均客户数)：默认的人均客户数 110（直销）与实际不符；目前 40 人服务 160 个客户，人均 4.0 个。"
        "改按 10 计算，此时增加一人的效果与通常水平相当。如有更准确的数值，请填写“通路”表的人均客户数。"
    )


def test_what_is_stated_counts(path):
    sheets = _with_accounts(160, 40) | {"Channels": [["Channel", "Accounts per FTE"], ["direct", 60]]}
    plan_input, told = _read(path, sheets)
    assert (_of_direct(plan_input), told) == (60, [])
    sheets["Channels"][1][1] = 300  # thirty times what today's effort fits: it counts, and is told
    plan_input, told = _read(path, sheets)
    assert _of_direct(plan_input) == 300
    assert told == [
        "WARNING Channels!B2 (Accounts per FTE): 300 accounts per FTE (direct), while today's heads serve 4.0 each. "
        "About 10 fits today's effort: check it."
    ]


def test_other_terms_of_the_channel_state_nothing_about_it(path):
    sheets = _with_accounts(160, 40) | {"Channels": [["Channel", "Commission rate"], ["direct", 0.05]]}
    assert _of_direct(_read(path, sheets)[0]) == 10


def test_the_default_stays_where_it_is_not_known_who_serves_the_accounts(path):
    sheets = _with_accounts(160, 40)
    sheets["Teams"].append(["Inside", "direct", 1, 0, 160_000])
    for row in sheets["Segments"][1:]:
        row[4] = None  # two teams may serve them
    assert _of_direct(_read(path, sheets)[0]) == 110


def test_rows_that_could_not_be_read_give_no_such_warning(path):
    """Of 240 accounts 60 are left where three rows are dropped: 12 a head, and no fault of the heads."""
    sheets = _with_accounts(240, 5)
    for row in sheets["Segments"][1:4]:
        row[3] = "soon"
    sheets["Teams"][1][2] = 30
    messages = read_sheets(path, sheets)[1]
    assert not any("does not fit" in m for m in messages)
