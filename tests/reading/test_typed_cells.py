"""Single cells as people type them: blanks in words, names as numbers, lists, dates."""

from __future__ import annotations

from planner.domain.fingerprint import fingerprint
from planner.language import Language
from tests.plain_workbook import plain_sheets, read_same, read_sheets


def test_dashes_and_n_a_count_as_blank_where_a_cell_may_be_blank(path):
    sheets = plain_sheets()
    for row, words in zip(sheets["Segments"][1:], ("-", "n/a", "—", "无"), strict=True):
        row[6] = words
    messages = read_same(path, sheets)
    assert messages[0] == "WARNING Segments!G2 (Forced channel): found '-'. Read as not given."
    assert len(messages) == 4
    sheets["Segments"][1][3] = "-"
    assert any("Segments!D2" in m and m.startswith("ERROR") for m in read_sheets(path, sheets)[1])


def test_numbers_name_what_was_written_otherwise(path):
    sheets = plain_sheets()
    sheets["Teams"][1][0] = "007"
    for row in sheets["Segments"][1:]:
        row[5] = 7
    _, messages = read_sheets(path, sheets)
    assert messages == [
        "ERROR Segments!F2 (Today's team): found '7' in 4 rows, first here, a name from sheet Teams is expected. Did you mean '007'?"
    ]


def test_names_typed_as_numbers_are_their_digits(path):
    def name(segment, product, team):
        sheets = plain_sheets(Language.ENGLISH)
        sheets["Segments"][1][0] = sheets["Potential"][1][0] = segment
        sheets["Products"][1][0] = sheets["Potential"][0][1] = product
        sheets["Teams"][1][0] = team
        for row in sheets["Segments"][1:]:
            row[5] = team
        return sheets

    as_text, _ = read_sheets(path, name("101", "2024", "7"))
    as_numbers, messages = read_sheets(path, name(101, 2024, 7))
    assert as_text.plan_input is not None
    assert as_numbers.plan_input is not None, messages
    assert fingerprint(as_numbers.plan_input) == fingerprint(as_text.plan_input)


def test_lists_however_they_are_separated(path):
    sheets = plain_sheets()
    for i, row in enumerate(sheets["Segments"]):
        row += (
            ["Region", "Forbidden channels"]
            if i == 0
            else ["ab"[i % 2] if i > 2 else "AB"[i % 2], "seed, avoid" if i == 1 else "seed、回避"]
        )
    heads = ["Regions covered", "b, A", "all"]
    sheets["Teams"] = [[*row, head] for row, head in zip(sheets["Teams"], heads, strict=True)]
    result, messages = read_sheets(path, sheets)
    assert messages == ["WARNING Teams!F2 (Regions covered): a list that is not separated by ;. Read as 2 entries."]
    assert result.plan_input is not None
    assert [t.regions for t in result.plan_input.teams] == [("B", "A"), ()]
    assert {s.region for s in result.plan_input.segments} == {"A", "B"}
    assert all(len(s.forbidden_channels) == 2 for s in result.plan_input.segments)


def test_dates_where_months_and_years_stand_are_refused(path):
    sheets = plain_sheets() | {"History": [["Year", "Month", "Segment", "Revenue"], ["2025年", "2025-03", "North", 1]]}
    assert read_sheets(path, sheets)[1] == [
        "ERROR History!B2 (Month): found '2025-03', a month from 1 to 12 is expected.",
        "WARNING History!A2 (Year): the text '2025年'. Read as 2025.",
    ]


def test_faults_of_reading_do_not_hide_faults_of_soundness(path):
    sheets = plain_sheets()
    sheets["Segments"][1][3] = "lots"
    sheets["Teams"][2][1] = "seed"
    _, messages = read_sheets(path, sheets)
    assert [m.split(":")[0] for m in messages] == [
        "ERROR Segments!D2 (Last year's revenue)",
        "ERROR Teams!B3 (Channel operated)",
    ]
