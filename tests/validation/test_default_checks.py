"""Default amounts that are far from the size of the workbook's own: the same number in every currency."""

from __future__ import annotations

import pytest

from planner.domain.choices import Channel
from planner.language import Language
from planner.validation.workbook import read_and_check
from tests.plain_workbook import plain_sheets, read_sheets, scale_columns, write_sheets


@pytest.fixture
def path(tmp_path):
    return tmp_path / "plan.xlsx"


def _in_won():
    """The plain company at 400 KRW a CNY, with partners: 80 m a head, 38 bn of potential in 220 accounts, 1,220 m a segment last year."""
    sheets = plain_sheets()
    sheets["Settings"][3][1] = "KRW"
    sheets["Settings"][4][1] *= 400
    scale_columns(sheets["Segments"][1:], (3,), 400)
    scale_columns(sheets["Potential"][1:], (1, 2), 400)
    scale_columns(sheets["Teams"][1:], (4,), 400)
    sheets["Teams"].append(["Partners", "strategic partner", 1, 0, 48_000_000])
    return sheets


def _told(path, sheets):
    return [m for m in read_sheets(path, sheets)[1] if "the default of" in m]


def test_defaults_of_another_currency_are_told(path):
    assert _told(path, plain_sheets()) == []
    remedy = "The default is the same number in every currency: fill in your own."
    assert _told(path, _in_won()) == [
        "WARNING Channels (Programme cost per unit): the default of 50,000 KRW counts (strategic partner); "
        f"last year's revenue of a segment is about 1,220,000,000. {remedy}",
        f"WARNING Settings (Cost of one hire): the default of 20,000 KRW counts; pay per head is about 80,000,000. {remedy}",
        f"WARNING Settings (Average deal): the default of 200,000 KRW counts; potential of an account is about 69,090,909. {remedy}",
    ]


def test_they_are_not_where_the_amounts_are_given(path):
    sheets = _in_won()
    sheets["Settings"] += [["Cost of one hire", 4_000_000], ["Average deal", 40_000_000]]
    sheets["Channels"] = [["Channel", "Programme cost per unit"], ["strategic partner", 9_000_000]]
    assert _told(path, sheets) == []


def _told_of_accounts(path, sheets):
    return [m for m in _told(path, sheets) if "accounts per FTE" in m]


def _with_accounts(accounts, heads, channel="direct"):
    sheets = plain_sheets()
    for row in sheets["Segments"][1:]:
        row[1], row[4], row[5] = accounts / 4, channel, None
    sheets["Teams"][1:] = [["Field", channel, heads, 0, 240_000]]
    return sheets


def _stating(sheets, accounts_per_fte):
    return sheets | {"Channels": [["Channel", "Accounts per FTE"], ["direct", accounts_per_fte]]}


def test_a_stated_default_far_from_ones_own_heads_is_told(path):
    """The default of 110 fits 44 accounts a head: 110 / 2.5. Told from four times more or fewer on: below 11, above 176."""
    for accounts in (12 * 40, 175 * 40):
        assert _told_of_accounts(path, _stating(_with_accounts(accounts, 40), 110)) == []
    assert _told_of_accounts(path, _stating(_with_accounts(4 * 40, 40), 110)) == [
        "WARNING Channels!B2 (Accounts per FTE): the default of 110 accounts per FTE counts (direct); heads today: 40, accounts: 160, 4.0 for "
        "each. So many people would bring little more than a few. Fill Accounts per FTE on sheet Channels: about 10 fits today's effort."
    ]
    assert [m.split(". ")[1] for m in _told_of_accounts(path, _stating(_with_accounts(20_000, 40), 110))] == [
        "So few people would reach next to none of them"
    ]
    assert _told_of_accounts(path, _stating(_with_accounts(20_000, 40), 1250)) == []


def test_a_stated_default_far_from_ones_own_heads_is_told_in_chinese(path):
    sheets = _stating(_with_accounts(160, 40), 110)
    found = next(f for f in read_and_check(write_sheets(path, sheets))[1] if "per_fte" in f.code)
    assert found.message(Language.CHINESE) == (
        "警告 Channels!B2 (人均客户数)：采用默认的人均客户数 110（直销）；目前 40 人服务 160 个客户，人均 4.0 个。"
        "按此值，增加人力几乎没有作用。请在“通路”表填写人均客户数：约 10 与现有投入相符。"
    )


def test_pay_of_a_year_in_thousands_without_a_unit_is_refused(path):
    sheets = plain_sheets()
    scale_columns(sheets["Teams"][1:], (4,), 0.001)
    found = [f for f in read_and_check(write_sheets(path, sheets))[1] if f.code == "pay_without_unit"]
    assert [f.message() for f in found] == [
        "ERROR Teams!E2 (Pay per head): pay per head is 240 CNY a year at most, full currency units are expected, or their unit. If amounts are in "
        "thousands or 万, say so in every header and beside every setting that has them, e.g. Pay per head (k)."
    ]
    assert "如金额以千元或万元计" in found[0].message(Language.CHINESE)
    sheets["Teams"][0][4] = "Pay per head (k)"
    assert not any("at most" in m for m in read_sheets(path, sheets)[1])


def test_effort_levels_reach_as_far_as_the_largest_team(path):
    sheets = _with_accounts(2_000, 40)
    result, messages = read_sheets(path, sheets)
    assert (
        "NOTE Settings (Effort levels): the largest team has 40 heads, and few segments to serve; "
        "effort levels of 16 to 48 FTE are added. Levels of your own count as they are." in messages
    )
    assert result.plan_input is not None
    assert result.plan_input.settings.effort_levels_fte[-5:] == (12, 16, 24, 32, 48)
    sheets["Settings"].append(["Effort levels", "1; 2; 12"])
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None and result.plan_input.settings.effort_levels_fte == (1, 2, 12)
    result, _ = read_sheets(path, _with_accounts(500, 12))
    assert result.plan_input is not None and max(result.plan_input.settings.effort_levels_fte) == 12


@pytest.mark.parametrize(("copies", "most"), [(1, 48), (3, 16), (9, 12)])
def test_effort_levels_of_many_segments_stay_within_four_times_the_average(path, copies, most):
    # 40 heads over 4 segments: 10 each, over 12 of them 3.3, over 36 of them 1.1.
    sheets = _with_accounts(2_000, 40)
    segments, potential = sheets["Segments"], sheets["Potential"]
    for table in (segments, potential):
        table.extend([[f"{row[0]} {k}", *row[1:]] for k in range(2, copies + 1) for row in table[1:]])
    result, _ = read_sheets(path, sheets)
    assert result.plan_input is not None
    assert max(result.plan_input.settings.effort_levels_fte) == most, len(result.plan_input.segments)


def _with_a_second_team(channel, cap):
    sheets = plain_sheets()
    sheets["Settings"][5][1] = cap
    sheets["Teams"].append(["Desk", channel, 3, 0, 160_000])
    return sheets


def test_a_partner_margin_above_the_cap_is_told(path):
    """The default of 10 % of what dealers sell counts as cost of sales: under a cap of 9 % hardly any segment may be theirs."""
    _, messages = read_sheets(path, _with_a_second_team("dealer", 0.09))
    assert (
        "WARNING Channels (Partner margin): the partner margin of 10 % counts (SMB partner or telesales); the cap on cost of sales is 9 %. "
        "Hardly any revenue can go through partners. Fill Partner margin on sheet Channels, 0 where revenue is what partners pay you, or set "
        "Partner margin counts to no."
    ) in messages
    found = [f for f in read_and_check(path)[1] if f.code == "partner_margin_above_cap"]
    assert (
        found[0]
        .message(Language.CHINESE)
        .startswith("警告 Channels (伙伴毛利)：伙伴毛利 10% 计入成本（中小伙伴/电销）；营销成本率上限为 9%。")
    )
    assert not any("the cap on cost" in m for m in read_sheets(path, _with_a_second_team("dealer", 0.11))[1])


@pytest.mark.parametrize(
    ("word", "margin"), [("Inside sales", 0.0), ("电销", 0.0), ("dealer", 0.1), ("SMB partner or telesales", 0.1)]
)
def test_own_people_on_the_telephone_keep_no_partner_margin(path, word, margin):
    result, messages = read_sheets(path, _with_a_second_team(word, 0.35))
    assert result.plan_input is not None
    assert result.plan_input.channel(Channel.SMB_PARTNER).partner_margin == margin
    told = "NOTE Channels (Partner margin): the teams of this channel are telesales alone."
    assert any(m.startswith(told) for m in messages) is (margin == 0)


def test_beside_a_partner_team_the_partner_margin_stays(path):
    sheets = _with_a_second_team("inside sales", 0.35)
    sheets["Teams"].append(["Dealers", "dealer", 1, 0, 160_000])
    result, _ = read_sheets(path, sheets)
    assert result.plan_input is not None and result.plan_input.channel(Channel.SMB_PARTNER).partner_margin == 0.1
    sheets = _with_a_second_team("inside sales", 0.35)
    sheets["Channels"] = [["Channel", "Partner margin"], ["telesales", 0.05]]
    result, _ = read_sheets(path, sheets)
    assert result.plan_input is not None and result.plan_input.channel(Channel.SMB_PARTNER).partner_margin == 0.05


def _with_partners(margin, *settings):
    """A company whose partners sell two segments, with one gross margin for all it sells."""
    sheets = plain_sheets()
    sheets["Products"] = [["Product line", "Gross margin"], ["Alpha", margin], ["Beta", margin]]
    sheets["Teams"].append(["Partner desk", "SMB partner", 2, 0, 160_000])
    sheets["Settings"] = [row for row in sheets["Settings"] if row[0] != "Cost-of-sales cap"] + [
        list(s) for s in settings
    ]
    return sheets


def _told_of_partner_margin(path, sheets):
    return [m for m in read_sheets(path, sheets)[1] if "partner margin" in m]


def test_a_default_partner_margin_of_half_the_gross_margin_is_told(path):
    """10 % by default: half of 20 %."""
    assert _told_of_partner_margin(path, _with_partners(0.21)) == []
    assert _told_of_partner_margin(path, _with_partners(0.2)) == [
        "WARNING Channels (Partner margin): the default partner margin of 10 % counts (SMB partner or telesales); the gross margin is 20 % on "
        "average. Little is left of what partners sell. Fill Partner margin on sheet Channels, 0 where revenue is what partners pay you."
    ]
    stated = _with_partners(0.2) | {"Channels": [["Channel", "Partner margin"], ["SMB partner", 0.12]]}
    assert _told_of_partner_margin(path, stated) == []


def test_a_default_partner_margin_is_told_once_where_it_is_above_the_cap_too(path):
    told = _told_of_partner_margin(path, _with_partners(0.2, ("Cost-of-sales cap", 0.1)))
    assert len(told) == 1
    assert "the cap on cost of sales is 10 %" in told[0]


def test_a_default_partner_margin_of_half_the_gross_margin_is_told_in_chinese(path):
    found = read_and_check(write_sheets(path, _with_partners(0.15)))[1]
    assert [f.message(Language.CHINESE) for f in found if f.code == "partner_margin_of_gross_margin"] == [
        "警告 Channels (伙伴毛利)：采用默认的伙伴毛利 10%（中小伙伴/电销）；平均毛利率为 15%。"
        "伙伴销售几乎没有剩余毛利。请在“通路”表填写伙伴毛利；如收入为伙伴的进货额则填 0。"
    ]
