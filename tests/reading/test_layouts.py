"""Layouts that people choose: units, headers of two lines, merged cells, renamed sheets, totals: the same case reads the same."""

from __future__ import annotations

import pytest

from planner.domain.fingerprint import fingerprint
from planner.language import Language
from tests.plain_workbook import plain_sheets, read_sheets


@pytest.fixture
def path(tmp_path):
    return tmp_path / "plan.xlsx"


def _same(path, sheets, language=Language.ENGLISH, change=None):
    """Assert that `sheets` read as the plain ones do; return the messages."""
    plain, none = read_sheets(path, plain_sheets(language))
    assert none == []
    result, messages = read_sheets(path, sheets, change)
    assert plain.plan_input is not None
    assert result.plan_input is not None, messages
    assert fingerprint(result.plan_input) == fingerprint(plain.plan_input)
    return messages


def _scale(rows, columns, factor):
    for row in rows:
        for j in columns:
            row[j] = round(row[j] * factor, 9)


def test_units_in_headers(path):
    sheets = plain_sheets(Language.CHINESE)
    sheets["产品市场潜力"][0][0] = "细分（万元）"
    _scale(sheets["产品市场潜力"][1:], (1, 2), 1e-4)
    sheets["客户细分"][0][3] = "上年收入，万元"
    _scale(sheets["客户细分"][1:], (3,), 1e-4)
    sheets["产品"][0][1] = "毛利率(%)"
    _scale(sheets["产品"][1:], (1,), 100)
    sheets["团队"][0][4] = "人均薪酬\n（千元/人/年）"
    _scale(sheets["团队"][1:], (4,), 1e-3)
    sheets["参数"][4][0] = "公司目标：收入（百万元）"
    sheets["参数"][4][1] = 13
    messages = _same(path, sheets, Language.CHINESE)
    assert (
        "WARNING 客户细分!D1 (Last year's revenue): the unit '万元'. Numbers here are multiplied by 10,000." in messages
    )
    assert len(messages) == 4


def test_units_in_titles_columns_and_lines_below_the_header(path):
    sheets = plain_sheets()
    sheets["Potential"] = [["Potential of the market", None, "Unit: CNY k"], [], *sheets["Potential"]]
    _scale(sheets["Potential"][3:], (1, 2), 1e-3)
    sheets["Segments"].insert(1, [None, "number", "%", "CNY m", None, None, None])
    _scale(sheets["Segments"][2:], (3,), 1e-6)
    _scale(sheets["Segments"][2:], (2,), 100)
    rows = [["Parameter", "Unit", "Value"], *([r[0], None, r[1]] for r in sheets["Settings"][1:])]
    rows[4][1:], rows[5][1:] = ["CNY million", 13], ["%", 35]
    sheets["Settings"] = rows
    assert len(_same(path, sheets)) == 3


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (
            "Pay per head (CNY/month)",
            "ERROR Teams!E1 (Pay per head): the unit 'CNY/month', currency units per head and year are expected. "
            "Convert the numbers and correct the unit.",
        ),
        (
            "Pay per head (k hours)",
            "ERROR Teams!E1 (Pay per head): the unit 'k hours', currency units per head and year are expected. "
            "Convert the numbers and correct the unit.",
        ),
        (
            "Pay per head, USD",
            "ERROR Teams!E1 (Pay per head): 'USD' is in another currency, CNY is expected, as on sheet Settings. "
            "Convert the amounts; the program converts nothing.",
        ),
    ],
)
def test_units_that_cannot_be_taken_are_errors(path, header, message):
    sheets = plain_sheets()
    sheets["Teams"][0][4] = header
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert message in messages


def test_a_headers_of_two_lines_with_merged_cells(path):
    sheets = plain_sheets()
    sheets["Segments"][0:1] = [
        ["Plan 2027", *[None] * 6],
        ["Segment", "Accounts", "Penetration", "Last year's", "Today's", None, "Forced channel"],
        [None, None, None, "revenue", "channel", "team", None],
    ]

    def merge(book):
        sheet = book["Segments"]
        for area in ("A1:G1", "E2:F2", "A2:A3", "B2:B3", "C2:C3", "G2:G3"):
            sheet.merge_cells(area)

    assert _same(path, sheets, change=merge) == []


def test_a_header_in_both_languages_is_one_header(path):
    sheets = plain_sheets()
    sheets["Segments"].insert(1, plain_sheets(Language.CHINESE)["客户细分"][0])
    sheets["Teams"][0][:2] = ["Team / 团队", "*Channel_operated："]
    assert _same(path, sheets) == []


def test_sheets_with_other_names(path):
    sheets = plain_sheets()
    names = {"Settings": "1. Settings", "Products": "2_Product lines", "Segments": "Segments (2027)", "Teams": "Team "}
    messages = _same(path, {"Notes": [["Draft"]]} | {names.get(n, n): rows for n, rows in sheets.items()})
    assert "NOTE Notes: sheet 'Notes' is no sheet of the planning workbook. It is ignored." in messages
    assert "NOTE Segments (2027): sheet 'Segments (2027)' is read as 'Segments'." in messages
    chinese = plain_sheets(Language.CHINESE)
    bent = {"一、参数设置": chinese.pop("参数"), "客户细分表": chinese.pop("客户细分"), **chinese}
    assert len(_same(path, bent, Language.CHINESE)) == 2


def test_a_sheet_that_looks_like_a_missing_one_is_named(path):
    sheets = plain_sheets() | {"Reps 2027": [["Seat", "Team", "Rep"], ["S1", "Field", "Ann"]]}
    assert _same(path, sheets) == [
        "WARNING Reps 2027: sheet 'Seats' is missing. Is it sheet 'Reps 2027'? Then name it 'Seats'; as it stands it is ignored."
    ]


def test_totals_and_subtotals_are_refused_with_their_rows(path):
    sheets = plain_sheets()
    rows = sheets["Segments"]
    first, second = rows[1:3], rows[3:5]
    add = lambda some: [sum(r[1] for r in some), None, sum(r[3] for r in some)]  # noqa: E731
    sheets["Segments"] = [rows[0], *first, ["North & South total", *add(first)], *second, [None, *add(rows[1:])]]
    sheets["Potential"].append(["合 计：", 26_000_000, 12_000_000])
    sheets["Teams"] += [["TOTAL", None, 8], ["Average", None, 4]]
    _, messages = read_sheets(path, sheets)
    assert messages == [
        "ERROR Potential!6:6: a total row. Delete it: totals are computed.",
        "ERROR Segments!4:4: a total row, 'North & South total'. Delete it: totals are computed.",
        "ERROR Segments!7:7: a total row. Delete it: totals are computed.",
        "ERROR Teams!4:4: a total row. Delete it: totals are computed.",
        "ERROR Teams!5:5: a total row, 'Average'. Delete it: totals are computed.",
    ]


def test_a_name_that_only_reads_like_a_total_is_used(path):
    sheets = plain_sheets()
    for rows, i in ((sheets["Segments"], 2), (sheets["Potential"], 2)):
        rows[i][0] = "Total energy"
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None
    assert [str(s.segment) for s in result.plan_input.segments][1] == "Total energy"
    assert messages == [
        "WARNING Segments!3:3: 'Total energy' reads like a total. It is used as an entry; delete it if it adds up others."
    ]


def test_notes_below_and_blank_rows_and_columns_are_passed_over(path):
    sheets = plain_sheets()
    sheets["Segments"] = [
        [],
        *([None, *row] for row in sheets["Segments"]),
        [],
        [None, "Note: from finance"],
        [None, "注：CRM"],
    ]
    sheets["Settings"] = [[], [None], *([None, None, *row] for row in sheets["Settings"])]
    assert _same(path, sheets) == [
        "NOTE Segments!8:8: a note below the table. It is ignored.",
        "NOTE Segments!9:9: a note below the table. It is ignored.",
    ]


def test_merged_cells_give_words_to_each_row_and_numbers_to_none(path):
    sheets = plain_sheets()
    sheets["Segments"] = [["Parent segment", *sheets["Segments"][0]], *([None, *r] for r in sheets["Segments"][1:])]
    sheets["Segments"][1][0], sheets["Segments"][3][0] = "Upper", "Lower"

    def merge(book):
        book["Segments"].merge_cells("A2:A3")
        book["Segments"].merge_cells("A4:A5")
        book["Potential"].merge_cells("B2:B3")

    result, messages = read_sheets(path, sheets, merge)
    assert result.readable_input is not None
    assert [s.parent for s in result.readable_input.segments] == ["Upper", "Upper", "Lower", "Lower"]
    assert messages == [
        "ERROR Potential!B2 (Potential): a cell merged over rows 2 to 3, one value a row is expected. Unmerge it and fill each row.",
        "WARNING Segments!A2 (Parent segment): a cell merged over rows 2 to 3. Its value is used for each of these rows.",
        "WARNING Segments!A4 (Parent segment): a cell merged over rows 4 to 5. Its value is used for each of these rows.",
    ]


def test_dashes_and_n_a_count_as_blank_where_a_cell_may_be_blank(path):
    sheets = plain_sheets()
    for row, words in zip(sheets["Segments"][1:], ("-", "n/a", "—", "无"), strict=True):
        row[6] = words
    messages = _same(path, sheets)
    assert messages[0] == "WARNING Segments!G2 (Forced channel): found '-'. Read as not given."
    assert len(messages) == 4
    sheets["Segments"][1][3] = "-"
    assert any("Segments!D2" in m and m.startswith("ERROR") for m in read_sheets(path, sheets)[1])


def test_a_half_among_percent_figures_is_unclear(path):
    sheets = plain_sheets()
    _scale(sheets["Segments"][1:], (2,), 100)
    sheets["Segments"][2][2] = 0.5
    _, messages = read_sheets(path, sheets)
    assert messages[0] == (
        "ERROR Segments!C3 (Penetration): found '0.5', the other cells of this column are in percent. Write 0.5% or 50%."
    )


def test_a_half_that_is_shown_in_percent_is_clear(path):
    sheets = plain_sheets()
    _scale(sheets["Segments"][2:], (2,), 100)

    def show(book):
        book["Segments"]["C2"].number_format = "0.0%"

    assert [m for m in _same(path, sheets, change=show) if "C2" in m] == []


def test_hidden_rows_and_columns_are_used_and_reported(path):
    def hide(book):
        sheet = book["Segments"]
        sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["D"].hidden = True

    assert _same(path, plain_sheets(), change=hide) == [
        "WARNING Segments!D:D: a hidden column. Used like others.",
        "WARNING Segments!3:3: hidden rows 3 to 4. Used like others.",
    ]


def test_text_numbers_in_foreign_money_are_refused(path):
    sheets = plain_sheets()
    sheets["Segments"][1][3] = "US$2,000,000"
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert "Segments!D2 (Last year's revenue): 'US$2,000,000' is in another currency" in messages[0]


def test_numbers_name_what_was_written_otherwise(path):
    sheets = plain_sheets()
    sheets["Teams"][1][0] = "007"
    for row in sheets["Segments"][1:]:
        row[5] = 7
    _, messages = read_sheets(path, sheets)
    assert messages == [
        "ERROR Segments!F2 (Today's team): found '7' in 4 rows, first here, a name from sheet Teams is expected. Did you mean '007'?"
    ]


def test_potential_of_a_group_counts_only_as_the_sum_of_its_leaves(path):
    sheets = plain_sheets()
    sheets["Segments"] = [[*r, "Parent segment" if i == 0 else "All"] for i, r in enumerate(sheets["Segments"])]
    sheets["Segments"].append(["All", *[None] * 7])
    sheets["Potential"].append(["All", 26_000_000, 12_000_000])
    assert read_sheets(path, sheets)[1] == []
    sheets["Potential"][-1][1] = 30_000_000
    assert read_sheets(path, sheets)[1] == [
        "ERROR Potential!B6 (Potential): 'All' has segments below it: its potential 30,000,000 does not count, theirs is 26,000,000. "
        "Give the potential of each segment below it."
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


def test_a_unit_above_the_settings_counts_for_their_money(path):
    sheets = plain_sheets(Language.CHINESE)
    sheets["参数"] = [["规划参数", None], ["单位：万元", None], *sheets["参数"]]
    sheets["参数"][6][1] = 1300
    assert _same(path, sheets, Language.CHINESE) == [
        "WARNING 参数!A2: the unit '万元'. Numbers here are multiplied by 10,000."
    ]
    # A setting's own unit wins.
    sheets["参数"][6] = ["公司目标：收入（元）", 13_000_000]
    result, _ = read_sheets(path, sheets)
    assert result.plan_input is not None
    assert result.plan_input.settings.target_revenue_cents == 1_300_000_000


def test_a_headers_own_unit_wins_over_the_title(path):
    sheets = plain_sheets(Language.CHINESE)
    sheets["客户细分"] = [["单位：万元"], *sheets["客户细分"]]
    sheets["客户细分"][1][3] = "上年收入（元）"
    sheets["产品市场潜力"] = [["单位：万元"], *sheets["产品市场潜力"]]
    sheets["产品市场潜力"][1][1:] = ["Alpha（元）", "Beta"]
    _scale(sheets["产品市场潜力"][2:], (2,), 1e-4)
    _same(path, sheets, Language.CHINESE)


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
