"""Units that people state in headers, titles, lines and columns: the same case reads the same, and what cannot be taken is refused."""

from __future__ import annotations

import pytest

from planner.domain.choices import LifecycleStage
from planner.language import Language
from planner.reading.units.units import unit_in_title
from tests.plain_workbook import plain_sheets, read_same, read_sheets, scale_columns


def test_units_in_headers(path):
    sheets = plain_sheets(Language.CHINESE)
    sheets["产品市场潜力"][0][0] = "细分（万元）"
    scale_columns(sheets["产品市场潜力"][1:], (1, 2), 1e-4)
    sheets["客户细分"][0][3] = "上年收入，万元"
    scale_columns(sheets["客户细分"][1:], (3,), 1e-4)
    sheets["产品"][0][1] = "毛利率(%)"
    scale_columns(sheets["产品"][1:], (1,), 100)
    sheets["团队"][0][4] = "人均薪酬\n（千元/人/年）"
    scale_columns(sheets["团队"][1:], (4,), 1e-3)
    sheets["参数"][4][0] = "公司目标：收入（百万元）"
    sheets["参数"][4][1] = 13
    messages = read_same(path, sheets, Language.CHINESE)
    assert (
        "WARNING 客户细分!D1 (Last year's revenue): the unit '万元'. Numbers here are multiplied by 10,000." in messages
    )
    assert len(messages) == 4


@pytest.mark.parametrize("currency", ["万元", "TEUR", "CNY (万元)", "USD million", "千円", "EURm", "EUR mill."])
def test_a_currency_that_says_how_amounts_count_is_refused(path, currency):
    sheets = plain_sheets()
    sheets["Settings"][3][1] = currency
    _, messages = read_sheets(path, sheets)
    assert messages[0].startswith(
        f"ERROR Settings!B4 (Currency): found '{currency}', a currency without a unit of amounts is expected. "
        "Write the currency alone"
    )


def test_units_in_titles_columns_and_lines_below_the_header(path):
    sheets = plain_sheets()
    sheets["Potential"] = [["Potential of the market", None, "Unit: CNY k"], [], *sheets["Potential"]]
    scale_columns(sheets["Potential"][3:], (1, 2), 1e-3)
    sheets["Segments"].insert(1, [None, "number", "%", "CNY m", None, None, None])
    scale_columns(sheets["Segments"][2:], (3,), 1e-6)
    scale_columns(sheets["Segments"][2:], (2,), 100)
    rows = [["Parameter", "Unit", "Value"], *([r[0], None, r[1]] for r in sheets["Settings"][1:])]
    rows[4][1:], rows[5][1:] = ["CNY million", 13], ["%", 35]
    sheets["Settings"] = rows
    assert len(read_same(path, sheets)) == 3


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


def test_a_unit_above_the_settings_counts_for_their_money(path):
    sheets = plain_sheets(Language.CHINESE)
    sheets["参数"] = [["规划参数", None], ["单位：万元", None], *sheets["参数"]]
    sheets["参数"][6][1] = 1300
    assert read_same(path, sheets, Language.CHINESE) == [
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
    scale_columns(sheets["产品市场潜力"][2:], (2,), 1e-4)
    read_same(path, sheets, Language.CHINESE)


def test_a_half_among_percent_figures_is_unclear(path):
    sheets = plain_sheets()
    scale_columns(sheets["Segments"][1:], (2,), 100)
    sheets["Segments"][2][2] = 0.5
    _, messages = read_sheets(path, sheets)
    assert messages[0] == (
        "ERROR Segments!C3 (Penetration): found '0.5', the other cells of this column are in percent. Write 0.5% or 50%."
    )


def test_a_half_that_is_shown_in_percent_is_clear(path):
    sheets = plain_sheets()
    scale_columns(sheets["Segments"][2:], (2,), 100)

    def show(book):
        book["Segments"]["C2"].number_format = "0.0%"

    assert [m for m in read_same(path, sheets, change=show) if "C2" in m] == []


def test_text_numbers_in_foreign_money_are_refused(path):
    sheets = plain_sheets()
    sheets["Segments"][1][3] = "US$2,000,000"
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert "Segments!D2 (Last year's revenue): 'US$2,000,000' is in another currency" in messages[0]


@pytest.mark.parametrize(("currency", "is_named"), [("KWD", True), ("TND", True), ("CNY", False), ("USD", False)])
def test_amounts_finer_than_cents_are_named_where_the_currency_has_them(path, currency, is_named):
    # Elsewhere a third decimal comes from a formula, and nobody has such coins.
    sheets = plain_sheets()
    sheets["Settings"][3][1] = currency
    sheets["Segments"][1][3], sheets["Segments"][2][3] = 2_000_000.125, 2_700_000.004
    sheets["Segments"][3][3] = 3_400_000.25 + 1e-9  # the noise of a formula
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None
    assert result.plan_input.segments[0].existing_revenue_cents == 200_000_013
    warning = (
        "WARNING Segments!D2 (Last year's revenue): 2,000,000.125 has more than two decimals (cells with such amounts: 2, first here). "
        f"The program counts in hundredths, also in {currency}: read as 2,000,000.13."
    )
    assert messages == ([warning] if is_named else [])


def test_headers_name_currencies_of_three_decimals(path):
    sheets = plain_sheets()
    sheets["Settings"][3][1] = "OMR"
    sheets["Segments"][0][3] = "Last year's revenue (OMR k)"
    scale_columns(sheets["Segments"][1:], (3,), 1e-3)
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    assert result.plan_input.segments[0].existing_revenue_cents == 200_000_000


@pytest.mark.parametrize("head", [["Setting", "Value", "Remark"], None], ids=["below a remark", "without a header"])
def test_a_unit_beside_a_settings_value_counts_also_where_nothing_says_unit(path, head):
    sheets = plain_sheets()
    rows = sheets["Settings"]
    target = next(r for r in rows if r[0] == "Company target: revenue")
    target[1:] = [target[1] / 10_000, "万元"]
    cap = next(r for r in rows if r[0] == "Cost-of-sales cap")
    cap[1:] = [35, "%"]
    next(r for r in rows if r[0] == "Company").append("as in the 万元 report")
    rows[0:1] = [] if head is None else [head]
    assert read_same(path, sheets) == [
        f"WARNING Settings!C{4 if head is None else 5} (Company target: revenue): the unit '万元'. Numbers here are multiplied by 10,000."
    ]


def test_a_stage_is_known_without_its_last_word(path):
    sheets = plain_sheets()
    for row, word in zip(sheets["Products"], ("Life-cycle stage", "成熟", "growing"), strict=True):
        row.append(word)
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    assert [p.lifecycle_stage for p in result.plan_input.products] == [LifecycleStage.MATURITY, LifecycleStage.GROWTH]


@pytest.mark.parametrize("corner", ["£'000", "千円", "Segment (k)", "k CNY", "Segments CNY thousand"])
def test_a_unit_alone_in_the_corner_of_a_matrix_multiplies(path, corner):
    sheets = plain_sheets()
    sheets["Settings"][3][1] = {"£'000": "GBP", "千円": "JPY"}.get(corner, "CNY")
    plain, _ = read_sheets(path, sheets)
    scale_columns(sheets["Potential"][1:], (1, 2), 0.001)
    sheets["Potential"][0][0] = corner
    result, messages = read_sheets(path, sheets)
    assert plain.plan_input is not None and result.plan_input is not None
    assert result.plan_input.potential_cents == plain.plan_input.potential_cents
    assert [m for m in messages if not m.startswith("WARNING Potential!A1: the unit")] == []


@pytest.mark.parametrize("title", ["단위: 억원", "（単位：億円）", "Einheit: Mrd"])
def test_the_word_unit_in_other_languages(title):
    unit = unit_in_title(title)
    assert unit is not None and unit.power in (8, 9)


@pytest.mark.parametrize(
    ("sheet", "note", "code"),
    [
        ("Segments", "Note: figures in CNY k", "ERROR Segments!7:7: 'Note: figures in CNY k' states the unit 'CNY k'"),
        ("Potential", "注：单位万元", "ERROR Potential!7:7: '注：单位万元' states the unit '万元'"),
        (
            "Settings",
            "All amounts in thousands",
            "ERROR Settings!8:8: 'All amounts in thousands' states the unit 'thousands'",
        ),
    ],
)
def test_a_unit_in_a_note_below_the_amounts_is_refused(path, sheet, note, code):
    """It was passed over as a note: amounts counted a thousandth of what the note says."""
    sheets = plain_sheets()
    sheets[sheet] += [[], [note]]
    messages = read_sheets(path, sheets)[1]
    assert any(m.startswith(code) for m in messages)
    sheets[sheet][-1] = ["Note: without orders below 10 k"]
    assert not any("states the unit" in m for m in read_sheets(path, sheets)[1])


@pytest.mark.parametrize(
    "sentence", ["Please note: revenue in k€!", "金额以万元为单位", "Importes en miles de euros", "注：收入为万元"]
)
@pytest.mark.parametrize("where", ["above", "right of the header", "right of a row", "below a matrix"])
def test_a_unit_in_a_sentence_is_refused(path, sentence, where):
    """Nothing was multiplied, and nothing said: the sentence was a title, or stood in a column without values."""
    sheets = plain_sheets()
    if where == "above":
        sheets["Segments"] = [[sentence], [], *sheets["Segments"]]
    elif where == "below a matrix":
        sheets["Potential"] += [[], [sentence]]
    else:
        sheets["Segments"][0 if "header" in where else 2] += [None, sentence]
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert any(m.startswith("ERROR ") and f"'{sentence}' states the unit" in m for m in messages)


@pytest.mark.parametrize(
    "sentence", ["CRM, 3 million records", "万科、万达等客户", "合同额十万元以上", "orders above 10 k€"]
)
def test_amounts_in_sentences_are_no_units(path, sentence):
    sheets = plain_sheets()
    sheets["Segments"] = [[sentence], [], *sheets["Segments"]]
    sheets["Segments"][2] += [None, sentence]
    assert not any("states the unit" in m for m in read_same(path, sheets))


def test_a_note_that_repeats_the_unit_of_its_table_is_no_fault(path):
    sheets = plain_sheets()
    scale_columns(sheets["Segments"][1:], (3,), 0.001)
    sheets["Segments"][0][3] = "Last year's revenue (CNY k)"
    sheets["Segments"] += [[], ["Note: figures in CNY k"]]
    assert not any("states the unit" in m for m in read_same(path, sheets))


def test_a_unit_on_a_sheet_of_remarks_is_told(path):
    sheets = plain_sheets()
    sheets["Read me"] = [["Version 3"], [None, "All amounts in thousands unless stated"]]
    assert (
        "WARNING Read me!B2: 'All amounts in thousands unless stated' states the unit 'thousands'. "
        "This sheet is not read: write the unit into the headers of the amounts that have it."
    ) in read_sheets(path, sheets)[1]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "words"),
    [
        ("Potential", 0, 0, "Potential per account"),
        ("Potential", 0, 1, "Alpha (元/户)"),
        ("Segments", 0, 3, "Last year's revenue (per customer)"),
    ],
)
def test_amounts_of_one_account_where_a_segments_are_meant_are_refused(path, sheet, row, column, words):
    """The words were passed over: each segment would have had the potential of one of its accounts."""
    sheets = plain_sheets()
    sheets[sheet][row][column] = words
    told = [m for m in read_sheets(path, sheets)[1] if "says amounts of one account" in m]
    assert len(told) == 1 and told[0].startswith(f"ERROR {sheet}!")


def test_accounts_are_kept_with_amounts_of_one_account(path):
    sheets = plain_sheets()
    sheets["Accounts"] = [["Account", "Segment", "Potential (元/户)"], ["A1", "North", 50_000]]
    for row, deal in zip(sheets["Segments"], ["Average deal (per customer)", *[40_000] * 4], strict=True):
        row.append(deal)
    assert not any("says amounts" in m for m in read_sheets(path, sheets)[1])


@pytest.mark.parametrize("name", ["Potential (CNY per month)", "Potential - monthly", "Potential (miesięcznie)"])
def test_amounts_a_month_by_the_name_of_their_sheet_are_refused(path, name):
    sheets = plain_sheets()
    sheets = {name if s == "Potential" else s: rows for s, rows in sheets.items()}
    unit = name.removeprefix("Potential").strip(" ()-")
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert (
        f"ERROR {name}: the unit '{unit}', currency units are expected. Convert the numbers and correct the unit."
        in messages
    )


@pytest.mark.parametrize(
    "unit", ["CNY brutto/mies.", "CNY/szt.", "CNY per desk", "CNY / Monat", "CNY/mês", "CNY/месяц"]
)
def test_amounts_of_what_is_neither_a_year_nor_a_head_are_refused(path, unit):
    sheets = plain_sheets()
    sheets["Teams"][0][4] = f"Pay per head ({unit})"
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert any(m.startswith(f"ERROR Teams!E1 (Pay per head): the unit '{unit}'") for m in messages), messages


def test_amounts_of_what_their_own_name_says_are_plain(path):
    sheets = plain_sheets()
    sheets["Teams"][0][4] = "Pay per head (CNY/head/year)"
    sheets["Settings"] += [["Territories: travel cost per km (CNY/km)", 2], ["Cost of one hire (CNY per hire)", 9_000]]
    result, messages = read_sheets(path, sheets)
    assert messages == []
    assert result.plan_input is not None and result.plan_input.settings.hire_cost_cents == 900_000


def test_settings_below_the_words_input_and_value_are_all_told(path):
    sheets = plain_sheets()
    sheets["Settings"][0] = ["Input", "Value"]
    sheets["Settings"].append(["Budget for gifts", 9])
    assert read_same(path, sheets) == [
        "WARNING Settings!A7: setting 'Budget for gifts' is not known. It is ignored.",
    ]


@pytest.mark.parametrize("currency", ["EUR/USD", "CNY and JPY", "人民币、美元"])
def test_two_currencies_are_refused(path, currency):
    sheets = plain_sheets()
    sheets["Settings"][3][1] = currency
    assert read_sheets(path, sheets)[1][0] == (
        f"ERROR Settings!B4 (Currency): found '{currency}', one currency is expected. "
        "Convert the amounts of the other; the program converts nothing."
    )


@pytest.mark.parametrize("place", ["label", "beside", "header"])
@pytest.mark.parametrize("unit", ["‰", "bps", "千分之"])
def test_parts_of_a_thousand_are_refused(path, place, unit):
    """A cap of 30 ‰ was read as 30 %."""
    sheets = plain_sheets()
    if place == "header":
        sheets["Segments"][0][2] = f"Penetration ({unit})"
    elif place == "label":
        sheets["Settings"][5] = [f"Cost-of-sales cap ({unit})", 30]
    else:
        sheets["Settings"][5] = ["Cost-of-sales cap", 30, unit]
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert any(m.startswith("ERROR ") and f"the unit '{unit}'" in m for m in messages)
