"""What teams cover, compared with what segments say of themselves."""

from __future__ import annotations

import pytest

from tests.plain_workbook import plain_sheets, read_sheets


@pytest.fixture
def path(tmp_path):
    """Where a test's workbook is written."""
    return tmp_path / "plan.xlsx"


def _with_regions_of_teams(*regions):
    sheets = plain_sheets()
    sheets["Teams"][0].append("Regions covered")
    for row, region in zip(sheets["Teams"][1:], regions, strict=True):
        row.append(region)
    return sheets


@pytest.mark.parametrize("header", [None, "Location"])
def test_regions_of_teams_without_any_region_of_segments_are_refused(path, header):
    """The region may stand in a column that is not known: both teams stood idle in a plan that looked complete."""
    sheets = _with_regions_of_teams("Upper", "Lower")
    if header is not None:
        sheets["Segments"][0].append(header)
        for row in sheets["Segments"][1:]:
            row.append("North")
    _result, messages = read_sheets(path, sheets)
    assert [m for m in messages if m.startswith("ERROR")] == [
        "ERROR Teams!F2 (Regions covered): no segment has anything in column 'Region' of sheet 'Segments': "
        "Field, Inside would cover nothing. Fill it there, or clear this column."
    ]
    assert not any(m.startswith("WARNING Teams!F") for m in messages)


_NOTHING = "no segment has '{}'. The team covers nothing there"
_SEGMENTS = "these are segments. List them on sheet Coverage, or write their regions."
_READ = "segments stand here, not regions: {}. Read as the segments that the team covers."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Overseas", [f"{_NOTHING.format('Overseas')}."]),
        ("South", [_READ.format("South")]),
        ("South, East", [_READ.format("South; East"), "a list that is not separated by ;. Read as 2 entries."]),
        ("South; Overseas", [f"{_NOTHING.format('South')}: {_SEGMENTS}", f"{_NOTHING.format('Overseas')}."]),
    ],
)
def test_a_region_that_no_segment_has_is_a_warning_where_others_have_one(path, words, told):
    sheets = _with_regions_of_teams("North", words)
    sheets["Segments"][0].append("Zone")
    for row in sheets["Segments"][1:]:
        row.append("North")
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None
    assert [m for m in messages if m.startswith(("ERROR", "WARNING Teams!F"))] == [
        f"WARNING Teams!F3 (Regions covered): {text}" for text in told
    ]


def test_teams_that_are_covered_by_rows_of_their_own_need_no_region(path):
    sheets = _with_regions_of_teams("North", "South")
    sheets["Coverage"] = [
        ["Team", "Segment"],
        *([t, s] for t in ("Field", "Inside") for s in ("North", "South", "East", "West")),
    ]
    _result, messages = read_sheets(path, sheets)
    assert not [m for m in messages if m.startswith("ERROR")]


def test_segments_that_do_not_say_who_serves_them_are_told_with_what_is_taken_for_it(path):
    sheets = plain_sheets()
    for row in sheets["Segments"]:
        del row[4:6]  # today's channel and team
    _, messages = read_sheets(path, sheets)
    assert messages == [
        "WARNING Segments (Today's channel): 4 segments with 12,200,000 of last year's revenue do not say who serves them today, and several teams "
        "may. Fill Today's channel and Today's team: as it stands they count as not served, and the gain over last year says little.",
    ]
    del sheets["Teams"][2]
    _, messages = read_sheets(path, sheets)
    assert messages == [
        "WARNING Segments (Today's channel): 4 segments do not say who serves them today. Their team is taken, or the only one that may lead them. "
        "Fill Today's channel and Today's team where that is wrong.",
    ]
