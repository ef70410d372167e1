"""Single cells as people type them: blanks in words, names as numbers, lists, dates."""

from __future__ import annotations

import pytest

from planner.domain.fingerprint import fingerprint
from planner.language import Language
from planner.reading.words.cell_words import is_nobody
from planner.reading.words.numbers import has_decimal_comma, read_number
from tests.plain_workbook import plain_sheets, read_same, read_sheets


def test_dashes_and_n_a_count_as_blank_where_a_cell_may_be_blank(path):
    sheets = plain_sheets()
    for row, words in zip(sheets["Segments"][1:], ("-", "n/a", "—", "无"), strict=True):
        row[6] = words
    messages = read_same(path, sheets)
    assert messages == [
        "WARNING Segments!G2 (Forced channel): found '-'; 3 more cells of this column alike (G3:G5). Read as not given."
    ]
    sheets["Segments"][1][3] = "-"
    assert any("Segments!D2" in m and m.startswith("ERROR") for m in read_sheets(path, sheets)[1])


def test_numbers_name_what_was_written_otherwise(path):
    sheets = plain_sheets()
    sheets["Teams"][1][0] = "007"
    for row in sheets["Segments"][1:]:
        row[5] = 7
    _, messages = read_sheets(path, sheets)
    assert messages == [
        "ERROR Segments!F2 (Today's team): found '7' in 4 rows, first here (F2:F5), a name from sheet Teams is expected. Did you mean '007'?"
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


def test_faults_of_reading_do_not_hide_faults_of_soundness(path):
    sheets = plain_sheets()
    sheets["Segments"][1][3] = "lots"
    sheets["Teams"][2][1] = "seed"
    _, messages = read_sheets(path, sheets)
    assert [m.split(":")[0] for m in messages] == [
        "ERROR Segments!D2 (Last year's revenue)",
        "ERROR Teams!B3 (Channel operated)",
    ]


@pytest.mark.parametrize("words", ["0,125", "01,234", "0 123", "0'999"])
def test_no_group_of_thousands_begins_with_nought(words):
    """0,125 is an eighth where commas are decimal, and nothing else anywhere."""
    assert read_number(words) is None


@pytest.mark.parametrize("words", ["40¹", "2000000²", "40①", "1½"])
def test_the_mark_of_a_footnote_is_no_digit(words):
    assert read_number(words) is None


@pytest.mark.parametrize("words", ["R$ 1.234,56", "12,5%", "1.234.567", "1,5 Mio. EUR"])
def test_numbers_with_a_decimal_comma_are_known_as_such(words):
    assert read_number(words) is None
    assert has_decimal_comma(words)


@pytest.mark.parametrize("words", ["1.2.3", "12 13", "one, two", "0 123"])
def test_what_is_no_number_has_no_decimal_comma(words):
    assert not has_decimal_comma(words)


def test_a_column_with_decimal_commas_is_one_finding_with_its_first_cells(path):
    sheets = plain_sheets()
    _, sound = read_sheets(path, sheets)
    revenue = sheets["Segments"][0].index("Last year's revenue")
    for row in sheets["Segments"][1:]:
        row[revenue] = "1.234,56"
    _, messages = read_sheets(path, sheets)
    assert [m for m in messages if m not in sound] == [
        "ERROR Segments!D2 (Last year's revenue): found '1.234,56', and 3 more cells of this column are written with a decimal comma: D3:D5, "
        "a number is expected. Write 1234.56 or 1,234.56. For the whole column in Excel: Data, Text to Columns, Advanced, decimal separator ',' and "
        "thousands separator '.'."
    ]
    sheets["Segments"][1][revenue] = 1_234.56
    _, messages = read_sheets(path, sheets)
    assert len([m for m in messages if m not in sound]) == 3, "a few are told one by one"


@pytest.mark.parametrize("words", ["TBD", "N.N.", "Vacancy 2", "待招（1）", "离职", "new hire #3", "?"])
def test_words_for_nobody_are_no_rep(words):
    assert is_nobody(words)


@pytest.mark.parametrize("words", ["Ann Open", "Tbd Smith", "王新", "NN", "R2", "Newman 3"])
def test_names_are_reps(words):
    assert not is_nobody(words)


def test_advice_on_a_number_out_of_range_can_be_followed(path):
    """No share beyond the largest is advised, and a bound is written as people write it."""
    sheets = plain_sheets()
    header = sheets["Segments"][0]
    sheets["Segments"][1][header.index("Penetration")] = 1.7
    sheets["Segments"][2][header.index("Accounts")] = -5
    assert read_sheets(path, sheets)[1] == [
        f"ERROR Segments!{'ABCDEFGH'[header.index('Penetration')]}2 (Penetration): found '1.7', a share from 0 % to 100 % is expected. "
        "Write 1.7% if that is meant.",
        f"ERROR Segments!{'ABCDEFGH'[header.index('Accounts')]}3 (Accounts): found '-5', a number from 1 to 100,000,000 is expected.",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [("2.000", "2 or 2,000"), ("4.200 TEUR", "4,200 or 4,200,000"), ("4.200k", "4,200 or 4,200,000")],
)
def test_a_point_before_three_digits_may_stand_between_thousands(path, text, words):
    """4.200 TEUR is 4.2 million in German books: as 4,200 it passed."""
    sheets = plain_sheets()
    sheets["Settings"][3][1] = "EUR"
    sheets["Segments"][1][3] = text
    assert read_sheets(path, sheets)[1][0] == (
        f"ERROR Segments!D2 (Last year's revenue): found '{text}', a number is expected. Write {words}."
    )


@pytest.mark.parametrize("text", ["2.000 m", "CNY 2.000M", "200.000万"])
def test_millions_with_three_decimals_are_clear(path, text):
    sheets = plain_sheets()
    sheets["Segments"][1][3] = text
    assert [m[:8] for m in read_same(path, sheets)] == ["WARNING "]
