"""Default amounts that are far from the size of the workbook's own: the same number in every currency."""

from __future__ import annotations

import pytest

from tests.plain_workbook import plain_sheets, read_sheets, scale_columns


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
