"""What workbooks of companies that nobody here has seen hold: read where it is certain, told where it is not."""

from __future__ import annotations

import openpyxl
import pytest
from xlsxwriter.workbook import Workbook

from planner.cli.main import run
from planner.findings import Severity
from planner.language import Language
from planner.reading.headers.header_row import match_header_cells
from planner.reading.units.units import split_unit, unit_in_title
from planner.reading.words.cell_words import is_nobody
from planner.reading.words.headers import PlanYear
from planner.tables.registry import table_named
from planner.validation.workbook import read_and_check
from tests.plain_workbook import plain_sheets, read_same, read_sheets, scale_columns, write_sheets


@pytest.fixture
def path(tmp_path):
    """Where a test's workbook is written."""
    return tmp_path / "plan.xlsx"


def _write_formulas(path, target):
    """Write the plain sheets with a program that calculates nothing; revenue and potential are formulas, the company's target gives `target`."""
    with Workbook(path) as book:
        for name, rows in plain_sheets().items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    is_formula = (name, j) in (("Segments", 3), ("Potential", 1)) and i > 0
                    if (name, i, j) == ("Settings", 4, 1):
                        sheet.write_formula(i, j, f"={cell}", None, target)
                    elif is_formula:
                        sheet.write_formula(i, j, f"={cell}*1")
                    else:
                        sheet.write(i, j, cell)


def test_formulas_of_a_program_that_calculates_nothing_have_no_value(path):
    """They are saved as 0, to be counted by the program that opens the file: a plan without revenue and potential came of it, in silence."""
    _write_formulas(path, 0)
    result, findings = read_and_check(path)
    errors = {f.place.cell for f in findings if f.code == "formula_without_value"}
    assert result.plan_input is None
    assert {"D2", "B2", "B5"} <= errors


def test_a_zero_among_other_results_is_one(path):
    _write_formulas(path, 13_000_000)
    _, findings = read_and_check(path)
    assert not [f for f in findings if f.code == "formula_without_value"]


@pytest.mark.parametrize(("unit", "power"), [("千户", 3), ("万户", 4), ("万家", 4), ("百个", 2)])
def test_customers_counted_by_the_ten_thousand(path, unit, power):
    sheets = plain_sheets(Language.CHINESE)
    sheets["客户细分"][0][1] = f"客户数（{unit}）"
    scale_columns(sheets["客户细分"][1:], (1,), 0.1**power)
    messages = read_same(path, sheets, Language.CHINESE)
    assert messages == [
        f"WARNING 客户细分!B1 (Accounts): the unit '{unit}'. Numbers here are multiplied by {10**power:,}."
    ]


def test_money_is_not_counted_in_households(path):
    sheets = plain_sheets(Language.CHINESE)
    sheets["客户细分"][0][3] = "上年收入（万户）"
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert any("the unit '万户'" in m for m in messages)


@pytest.mark.parametrize(
    ("title", "power"),
    [
        ("Potential NZD m", 6),
        ("Market size 2027 CNY k", 3),
        ("$000 unless stated", 3),
        ("FY27 Plan - Assumptions ($K unless noted)", 3),
        ("USD k, unless otherwise stated", 3),
        ("单位：万元（另有注明除外）", 4),
    ],
)
def test_units_at_the_end_of_a_title(title, power):
    unit = unit_in_title(title)
    assert unit is not None and unit.power == power and not unit.fault


@pytest.mark.parametrize("title", ["Customers above 10 NZD m", "Plan 2027", "Deals of 3.5 EUR m"])
def test_an_amount_at_the_end_of_a_title_is_no_unit(title):
    assert unit_in_title(title) is None


@pytest.mark.parametrize(
    "header",
    [
        "Revenue 2026 actual",
        "Sales last FY",
        "2026年完成收入",
        "2026 GWP",
    ],
)
def test_last_years_revenue_in_further_words(header):
    assert [
        c.field for c in match_header_cells([header], table_named("segments").columns, PlanYear(2027)).values()
    ] == ["existing_revenue_cents"]


def test_a_year_above_a_revenue_that_was_done(path):
    """「2026年完成」 stands above 「收入（万元）」 in the reports of state-owned companies."""
    sheets = plain_sheets(Language.CHINESE)
    rows = sheets["客户细分"]
    scale_columns(rows[1:], (3,), 1e-4)
    rows[0][3] = "收入（万元）"
    rows.insert(0, [None, None, None, "2026年完成", "现状", None, None])
    messages = read_same(path, sheets, Language.CHINESE)
    assert any("is read as 'Last year's revenue'" in m for m in messages)


def test_today_in_chinese_has_two_words(path):
    sheets = plain_sheets(Language.CHINESE)
    sheets["客户细分"][0][4] = "现行渠道"
    assert read_same(path, sheets, Language.CHINESE) == [
        "NOTE 客户细分!E1: column '现行渠道' is read as 'Today's channel'."
    ]


def test_an_amount_per_head_by_its_unit(path):
    sheets = plain_sheets()
    for row, cost in zip(sheets["Teams"], ["Travel (CNY k per head)", 12, 9], strict=True):
        row.append(cost)
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None
    assert [t.travel_cents for t in result.plan_input.teams] == [1_200_000, 900_000]
    assert any("read as 'Travel per head'" in m for m in messages)


@pytest.mark.parametrize(
    "signed", [["填表人：张三", None, "审核：李四"], ["Prepared by: A. Moss", "Approved by: CFO"], ["编制单位：市场部"]]
)
def test_who_made_a_table_is_no_row_of_it(path, signed):
    sheets = plain_sheets()
    sheets["Teams"] += [[], signed]
    assert read_same(path, sheets) == ["NOTE Teams!5:5: a note below the table. It is ignored."]


def test_a_dash_leaves_no_cell_blank(path):
    sheets = plain_sheets()
    for row, manager in zip(sheets["Teams"], ["Manager", "Ann", "—"], strict=True):
        row.append(manager)
    _, messages = read_sheets(path, sheets)
    assert not any("blank cells below" in m for m in messages)


def test_sums_of_twelve_months_headed_fy_are_totals(path):
    sheets = plain_sheets()
    months = [f"2026-{m:02d}" for m in range(1, 13)]
    sheets["History"] = [
        ["Segment", *months, "FY"],
        *([s[0], *[100_000] * 12, 1_200_000] for s in sheets["Segments"][1:]),
    ]
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is not None, messages
    assert len(result.plan_input.history) == 48


def test_a_table_on_several_sheets_is_to_be_brought_together(path):
    sheets = plain_sheets()
    header, *rows = sheets.pop("Segments")
    sheets |= {"Segments North": [header, *rows[:2]], "Segments South": [header, *rows[2:]]}
    _, findings = read_and_check(write_sheets(path, sheets))
    (missing,) = [f for f in findings if f.code == "sheet_missing"]
    assert "Sheets 'Segments North', 'Segments South' are like it" in missing.message()
    assert "工作表“Segments North”、“Segments South”与之相似" in missing.message(Language.CHINESE)


def test_a_setting_that_stands_nowhere_is_missing(path):
    sheets = plain_sheets()
    del sheets["Settings"][4]
    _, findings = read_and_check(write_sheets(path, sheets))
    (error,) = [f for f in findings if f.severity is Severity.ERROR]
    assert error.message().startswith("ERROR Settings (Company target: revenue): a setting that is missing")
    assert error.message(Language.CHINESE).startswith("错误 Settings (公司目标：收入)：缺少该参数")


def test_points_that_may_be_decimals_are_one_finding_a_column(path):
    sheets = plain_sheets()
    for i, row in enumerate(sheets["Segments"][1:]):
        row[3] = f"{i + 2}.000 €"
    _, messages = read_sheets(path, sheets)
    (unclear,) = [m for m in messages if ".000 €" in m]
    assert "3 more cells of this column alike (D3:D5)" in unclear


def test_a_header_filled_to_the_sheets_end_is_quick(path):
    def fill(book: openpyxl.Workbook) -> None:
        for j in range(8, 1_102):
            book["Segments"].cell(1, j, f"x{j}y")

    result, messages = read_sheets(path, plain_sheets(), fill)
    assert result.plan_input is not None
    assert "WARNING Segments!ALM1: a header of 1,101 columns. This one and those behind it are ignored." in messages


def test_a_folder_and_a_pdf_are_called_so(tmp_path, capsys):
    pdf = tmp_path / "plan.xlsx"
    pdf.write_bytes(b"%PDF-1.7\n")
    assert run(["check", str(pdf)]) == 3
    assert "this is a PDF" in capsys.readouterr().err
    assert run(["check", str(tmp_path), "--lang", "zh"]) == 5
    assert "这是文件夹" in capsys.readouterr().err


@pytest.mark.parametrize("row", [["South", None, 6_000_000, 3_000_000], ["South", 6_000_000, None, 3_000_000]])
def test_amounts_of_a_matrix_that_moved_to_the_right_are_told(path, row):
    """The last one stood below no header, alone, and was lost without a word."""
    sheets = plain_sheets()
    sheets["Potential"][2] = row
    _, messages = read_sheets(path, sheets)
    assert any(m.startswith("WARNING Potential!D3: a number beside the table") for m in messages)


def test_a_remark_beside_a_full_row_of_a_matrix_is_none(path):
    sheets = plain_sheets()
    sheets["Potential"][2].append(7)
    assert read_same(path, sheets) == []


def test_a_lone_number_below_no_header_is_a_warning(path):
    sheets = plain_sheets()
    sheets["Teams"][2].append(12_000)
    _, messages = read_sheets(path, sheets)
    assert messages == ["WARNING Teams!F1: a column without a header. It is ignored."]


@pytest.mark.parametrize("name", ["East subtotal", "华北小计"])
def test_a_subtotal_that_adds_nothing_up_is_one_finding(path, name):
    sheets = plain_sheets()
    sheets["Segments"].insert(3, [name, 90, None, 999_999])
    _, messages = read_sheets(path, sheets)
    assert [m for m in messages if m.startswith("ERROR")] == [
        f"ERROR Segments!4:4: a total row, '{name}'. It is not the sum of rows above it. Delete it: totals are computed."
    ]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "code"),
    [
        ("Products", 1, 1, 0, "margin_zero"),
        ("Teams", 1, 2, 0, "team_without_heads"),
        ("Teams", 4, 4, 20_000, "size_within_column"),
        ("Teams", 4, 4, 2_000_000, "size_within_column"),
        ("Teams", 3, 5, 1_000_000, "proportion"),
    ],
)
def test_a_digit_or_a_zero_that_changes_the_plan_is_told(path, sheet, row, column, value, code):
    sheets = plain_sheets()
    sheets["Teams"][0].append("Travel per head")
    sheets["Teams"] += [["Desk", "direct", 4, 1, 200_000, None], ["Hunters", "direct", 4, 1, 210_000, None]]
    for team in sheets["Teams"][1:]:
        team[5:] = [30_000]
    _, findings = read_and_check(write_sheets(path, sheets))
    assert not [f for f in findings if f.code == code]
    sheets[sheet][row][column] = value
    _, findings = read_and_check(write_sheets(path, sheets))
    (told,) = [f for f in findings if f.code == code]
    assert told.place.cell == f"{'ABCDEF'[column]}{row + 1}"


@pytest.mark.parametrize("header", ["Salary p.a. (k)", "Avg base pay (k)", "Salary per year (k)"])
def test_pay_of_a_year(path, header):
    sheets = plain_sheets()
    sheets["Teams"][0][4] = header
    scale_columns(sheets["Teams"][1:], (4,), 1e-3)
    messages = read_same(path, sheets)
    assert "WARNING Teams!E1 (Pay per head): the unit 'k'. Numbers here are multiplied by 1,000." in messages


@pytest.mark.parametrize(
    ("shares", "severity"),
    [
        ([0.0427, 0.0488, *[0.0906] * 9, 0.0927], "warning"),  # 99.96 %
        ([0.08] * 11 + [0.11], "warning"),  # 99 % in whole percents
        ([0.08] * 11 + [0.21], "error"),
        ([0.0833] * 11 + [0.0637], "error"),  # 98 % in hundredths of a percent
    ],
)
def test_months_that_were_rounded_are_parts_of_their_sum(path, shares, severity):
    sheets = plain_sheets()
    sheets["Seasonality"] = [["Applies to", "Name", *(f"M{m}" for m in range(1, 13))], ["company", None, *shares]]
    _, findings = read_and_check(write_sheets(path, sheets))
    assert [f.severity.value for f in findings if f.code in ("seasonality_sum", "seasonality_rounded")] == [severity]


@pytest.mark.parametrize(
    ("unit", "power"),
    [
        ("$000,000", 6),
        ("USD '000,000", 6),
        ("₹ 00,000", 5),
        ("$000", 3),
        ("CHF 1'000", 3),
        ("R'000", 3),
        ("RM million", 6),
        ("mil. Kč", 6),
        ("bin TL", 3),
        ("Rp jt", 6),
        ("k€ HT", 3),
        ("新台幣仟元", 3),
        ("KShs millions", 6),
    ],
)
def test_units_of_one_country(unit, power):
    """$000,000 was read as thousands: the zeros behind the comma were taken for another word."""
    for stated in (split_unit(f"Revenue ({unit})")[1], unit_in_title(f"Sales plan ({unit}, FY27)")):
        assert stated is not None and stated.power == power and not stated.fault, unit


@pytest.mark.parametrize("unit", ["Rp M", "Rp T", "IDR T", "₩ T"])
def test_scales_that_are_larger_in_their_country_are_refused(unit):
    stated = split_unit(f"Revenue ({unit})")[1]
    assert stated is not None and stated.fault


@pytest.mark.parametrize("rep", ["(open)", "[vacant]", "Backfill", "缺编", "Open req 2"])
def test_a_vacancy_in_further_words_is_no_person(rep):
    """A letter was written to Mr Backfill, and his seat counted as filled."""
    assert is_nobody(rep)


def test_a_thousand_customers_as_a_german_writes_them_is_refused(path):
    """1.200 was read as one customer, with a warning."""
    sheets = plain_sheets()
    sheets["Segments"][1][1] = "1.200"
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert any(m.startswith("ERROR Segments!B2 (Accounts): found '1.200'") for m in messages)


def test_a_table_of_crosses_and_costs_by_month_say_what_to_write(path):
    sheets = plain_sheets()
    sheets["Coverage"] = [["", "North", "South"], ["Field", "x", None], ["Inside", None, "x"]]
    sheets["Marketing"] = [["Activity", "Jan", "Feb", "Mar", "Apr"], ["Fair", 1_000, 0, 500, 0]]
    _, messages = read_sheets(path, sheets)
    assert any(m.startswith("ERROR Coverage") and "one row for each team and segment" in m for m in messages)
    assert any(m.startswith("ERROR Marketing") and "Add the months up in one column" in m for m in messages)


@pytest.mark.parametrize(("factor", "is_refused"), [(1e-3, True), (1e-4, True), (1e-6, True), (0.05, False)])
def test_potential_without_its_unit_is_refused(path, factor, is_refused):
    """It was planned with warnings: nobody could have grown."""
    sheets = plain_sheets()
    scale_columns(sheets["Potential"][1:], (1, 2), factor)
    result, findings = read_and_check(write_sheets(path, sheets))
    assert result.plan_input is not None
    assert any(f.code == "potential_in_another_unit" for f in findings) is is_refused
