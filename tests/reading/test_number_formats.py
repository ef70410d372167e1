"""Numbers whose cell shows another number than it stores: scales, percent signs and currencies of number formats."""

from __future__ import annotations

import pytest

from planner.reading.archive.number_formats import read_format
from planner.validation.workbook import read_and_check
from tests.plain_workbook import plain_sheets, read_same, read_sheets
from tests.reading_workbooks import with_parts

REVENUE = "Last year's revenue"


def _shown(sheet, column, code, rows=range(2, 6)):
    def change(book):
        for row in rows:
            book[sheet].cell(row, column).number_format = code

    return change


def _revenue(factor=1.0, header=REVENUE):
    sheets = plain_sheets()
    for row in sheets["Segments"][1:]:
        row[3] = round(row[3] * factor, 6)
    sheets["Segments"][0][3] = header
    return sheets


@pytest.mark.parametrize(
    ("code", "number", "shrink", "power"),
    [
        ("#,##0.00_);[Red](#,##0.00)", 1200, 0, 0),
        ('0.0,"K"', 1200, 3, 3),
        ("#,##0,.0", 1200, 3, 0),
        ('0!.0,"万"', 1_200_000, 4, 4),
        ('0\\.0000"万"', 1_200_000, 4, 4),
        ('0!.00,,"亿"', 4e8, 8, 8),
        ("0.00,,万\n%", 1_200_000, 4, 4),
        ("0,千元", 1200, 3, 3),
        ("#,###,,.00%", 1_200_000, 4, 0),
        ('#,##0"万元"', 120, 0, 4),
        ('G/通用格式"万"', 120, 0, 4),
        ('[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', 5e6, 6, 6),
        ('[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', 5e3, 3, 3),
        ('[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', 5, 0, 0),
        ('yyyy"年"m"月"', 120, 0, 0),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 120, 0, 0),
        ('0"人"', 120, 0, 0),
    ],
)
def test_scales_of_formats(code, number, shrink, power):
    shown = read_format(code).of(number)
    assert (shown.shrink, shown.power) == (shrink, power)


@pytest.mark.parametrize(
    ("code", "currencies"),
    [
        ("[$€-407] #,##0", {"EUR"}), ('"USD" #,##0', {"USD"}), ("[$R$-416] #,##0", {"BRL"}), ('#,##0 "zł"', {"PLN"}),
        ("[$-409]#,##0", set()), ("#,##0_€", set()), ("¥#,##0;-¥#,##0", {"CNY", "JPY"}), ('#,##0"元"', set()),
    ],
)  # fmt: skip
def test_currencies_of_formats(code, currencies):
    assert read_format(code).of(5).currencies == currencies


@pytest.mark.parametrize(
    ("factor", "header", "code", "told"),
    [
        (1, REVENUE, '0!.0,"万"', None),  # 2,000,000 shown as 200.0万
        (1, REVENUE, "#,##0,", None),
        (
            1,
            f"{REVENUE} (CNY k)",
            "#,##0,",
            "shows the 1,000th part in 4 rows, first here (D2:D5). The number stored is not",
        ),
        (
            1,
            "上年收入（万元）",
            "0!.0,",
            "shows the 10,000th part in 4 rows, first here (D2:D5). The number stored is not",
        ),
        (
            1e-4,
            REVENUE,
            '0"万"',
            "shows '万' in 4 rows, first here (D2:D5). The number stored is multiplied by 10,000.",
        ),
        (1e-4, "上年收入（万元）", '0"万"', None),
        (1e-3, f"{REVENUE} (k)", '0.0,"M"', None),
    ],
)
def test_a_number_is_what_its_cell_shows(path, factor, header, code, told):
    """The same revenue, stored and shown in seven ways."""
    messages = read_same(path, _revenue(factor, header), change=_shown("Segments", 4, code))
    assert [m for m in messages if "number format" in m and not (told and told in m)] == []
    assert any("number format" in m for m in messages) is (told is not None)


@pytest.mark.parametrize(
    ("header", "code"), [(f"{REVENUE} (k)", '0"万"'), (f"{REVENUE} (k)", "0.0,,"), (REVENUE, '0,,"K"')]
)
def test_a_format_in_another_unit_than_its_column_is_refused(path, header, code):
    result, messages = read_sheets(path, _revenue(1, header), _shown("Segments", 4, code))
    assert result.plan_input is None
    assert sum(m.startswith("ERROR Segments!D2") and "number format shows" in m for m in messages) == 1


def test_an_amount_that_is_shown_in_percent_is_refused(path):
    _, messages = read_sheets(path, plain_sheets(), _shown("Segments", 4, "0%", [3]))
    assert messages == [
        "ERROR Segments!D3 (Last year's revenue): the number format shows percent. "
        "Give the cell a plain number format, and write the amount."
    ]


@pytest.mark.parametrize("words", ["元/月", " / month", "件", " pcs", "%"])
def test_a_format_that_says_no_amount_of_a_year_is_refused(path, words):
    """In a header the same words are refused; in a format they were passed over, and a month's revenue was planned as a year's."""
    result, messages = read_sheets(path, plain_sheets(), _shown("Segments", 4, f'#,##0"{words}"'))
    assert result.plan_input is None
    told = f"the number format shows '{words.strip()}' in 4 rows, first here (D2:D5), currency units are expected."
    assert messages[0].startswith(f"ERROR Segments!D2 (Last year's revenue): {told}")
    assert read_same(path, plain_sheets(), change=_shown("Segments", 4, '#,##0"元/年"')) == []


def test_a_percent_sign_that_is_a_word_counts_as_one(path):
    """12 shown as 12% is 12 %, and 0.5 shown as 0.5% is half a percent: not 50 %."""
    sheets = plain_sheets()
    sheets["Settings"][5][1] = 35
    assert read_same(path, sheets, change=_shown("Settings", 2, '0.0"%"', [6])) == []
    sheets["Settings"][5][1] = 0.5
    result, _ = read_sheets(path, sheets, _shown("Settings", 2, '0.0"%"', [6]))
    assert result.plan_input is not None
    assert result.plan_input.settings.cost_of_sales_cap == 0.005


def test_a_format_in_another_currency_is_a_warning_with_its_cell(path):
    assert read_same(path, plain_sheets(), change=_shown("Segments", 4, "[$€-407] #,##0", [3])) == [
        "WARNING Segments!D3 (Last year's revenue): the number format shows '€', CNY is expected, as on sheet Settings. "
        "Read as CNY; convert the amount where it is none, else change the format."
    ]
    assert read_same(path, plain_sheets(), change=_shown("Segments", 4, "[$¥-804]#,##0")) == []
    sheets = plain_sheets()
    for own in ("Chinese yuan", "人民币元", "Points"):
        sheets["Settings"][3][1] = own
        assert read_sheets(path, sheets, _shown("Segments", 4, "[$¥-804]#,##0"))[1] == []


@pytest.mark.parametrize("text", ["#REF!", "Loading...", "#N/A"])
def test_an_error_that_was_saved_as_text_is_no_name(path, text):
    sheets = plain_sheets()
    for i, row in enumerate(sheets["Segments"]):
        row.append("East" if i else "Region")
    sheets["Segments"][2][7] = text
    assert "ERROR Segments!H3 (Region): an Excel error. Correct the formula." in read_sheets(path, sheets)[1]


@pytest.mark.parametrize("value", ["NaN", "-INF", "Infinity"])
def test_what_is_no_number_of_a_spreadsheet_is_an_error_with_its_cell(path, value):
    read_sheets(path, plain_sheets())
    sheet = "xl/worksheets/sheet3.xml"
    path.write_bytes(
        with_parts(path.read_bytes(), {sheet: lambda b: b.replace(b"<v>2000000</v>", f"<v>{value}</v>".encode())})
    )
    assert "ERROR Segments!D2 (Last year's revenue): an Excel error. Correct the formula." in [
        f.message() for f in read_and_check(path)[1]
    ]


def test_accounts_are_read_as_they_are_shown(path):
    """Potentials of 50,000: one stored as 5 with 万 behind, one below a sheet-wide plain header."""
    sheets = plain_sheets()
    sheets["Accounts"] = [["Account", "Segment", "Potential"], ["A1", "North", 5], ["A2", "North", 50_000]]
    result, messages = read_sheets(path, sheets, _shown("Accounts", 3, '0"万"', [2]))
    assert result.readable_input is not None
    assert result.readable_input.accounts.potential_cents == (5_000_000, 5_000_000)
    assert (
        "WARNING Accounts!C2 (Potential): the number format shows '万'. The number stored is multiplied by 10,000."
        in messages
    )
