"""The plan beside finance's control file: all layouts agree, and planted differences are named exactly."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from planner.cli.finance.report import show_comparison
from planner.errors import InputRejectedError
from planner.findings import Severity
from planner.language import Language
from planner.reading.control import read_control
from planner.results.cost_of_sales.control import reconcile
from planner.results.cost_of_sales.control_difference import DifferenceKind, Reconciliation
from planner.tables.inputs.control import month_spellings
from tests.control_files import (
    Row,
    grouped_rows,
    long_rows,
    team_columns,
    wide_rows,
    write_sheet,
    write_sheet_per_team,
)
from tests.results.rich_case import make_rich_case

LABELS = ("Demo room", "Audit", "Fair", "Partner day")
TEAMS = ("Field", "Allies", "Desk")


def _compare(path: Path, tolerance: int = 0) -> Reconciliation:
    plan_input, plan = make_rich_case()
    file = read_control(
        path, plan_input.settings.fiscal_start_month, plan_input.settings.plan_year, LABELS, teams=TEAMS
    )
    return reconcile(plan_input, plan, file.figures, tolerance)


def _of(tmp_path: Path, *rows: Row) -> list[tuple[str, str, str, int | None, int]]:
    found = _compare(write_sheet(tmp_path / "budget.xlsx", rows)).differences
    return [
        (d.kind.value, d.team.en, d.line.en, d.month, d.difference_cents)
        for d in found
        if d.kind is not DifferenceKind.NOT_IN_CONTROL
    ]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("layout", [wide_rows, long_rows, grouped_rows, team_columns])
def test_the_plan_agrees_with_itself_in_every_layout(tmp_path, layout, language):
    plan_input, plan = make_rich_case()
    rows = layout(plan_input, plan, language)
    compared = _compare(write_sheet(tmp_path / "budget.xlsx", rows))
    assert compared.differences == ()
    assert compared.tolerated == 0
    assert compared.agreeing >= 12 * 19  # 19 lines of teams and company by month


@pytest.mark.parametrize("language", list(Language))
def test_a_sheet_per_team_is_read_by_its_name(tmp_path, language):
    rows = wide_rows(*make_rich_case(), language)
    assert _compare(write_sheet_per_team(tmp_path / "budget.xlsx", rows)).differences == ()
    row = next(r for r in rows if r[0] == "Desk")
    row[2] = float(str(row[2])) + 1
    found = _compare(write_sheet_per_team(tmp_path / "wrong.xlsx", rows)).differences
    assert [(d.team.en, d.month, d.difference_cents, d.cell) for d in found] == [("Desk", 1, 100, "Desk!B2")]


def test_a_column_of_company_names_is_no_column_of_amounts(tmp_path):
    head, *rows = wide_rows(*make_rich_case(), Language.ENGLISH)
    named = [["Company", *head], *(["Lumen Ltd", *r] for r in rows)]
    assert _compare(write_sheet(tmp_path / "budget.xlsx", named)).differences == ()


def test_a_cent_in_a_column_of_a_team_is_named(tmp_path):
    rows = team_columns(*make_rich_case(), Language.ENGLISH)
    place = rows[0].index("Field")
    rows[1][place] = float(str(rows[1][place])) - 0.01
    found = _compare(write_sheet(tmp_path / "budget.xlsx", rows)).differences
    assert [(d.team.en, d.month, d.difference_cents) for d in found] == [("Field", 1, -1)]


@pytest.mark.parametrize("layout", [wide_rows, long_rows])
def test_every_planted_cent_is_named(tmp_path, layout):
    plan_input, plan = make_rich_case()
    rows = layout(plan_input, plan, Language.ENGLISH)
    first = 1 if layout is wide_rows else 2
    field = [i for i, r in enumerate(rows) if i >= first and r[0] == "Field" and "Pay" in r]
    row = rows[field[0]] if layout is wide_rows else rows[field[4]]
    column = 6 if layout is wide_rows else 3  # month 5 in both
    row[column] = float(str(row[column])) + 0.01
    found = _compare(write_sheet(tmp_path / "budget.xlsx", rows)).differences
    assert [(d.kind, d.team.en, d.line.zh, d.month, d.difference_cents) for d in found] == [
        (DifferenceKind.DIFFERS, "Field", "薪酬", 5, 1)
    ]
    assert found[0].cell == (f"Budget!G{field[0] + 1}" if layout is wide_rows else f"Budget!D{field[4] + 1}")


def test_a_difference_up_to_the_tolerance_agrees(tmp_path):
    plan_input, plan = make_rich_case()
    rows = wide_rows(plan_input, plan, Language.ENGLISH)
    rows[1][2] = float(str(rows[1][2])) + 0.50
    book = write_sheet(tmp_path / "budget.xlsx", rows)
    assert len(_compare(book, tolerance=49).differences) == 1
    assert (_compare(book, tolerance=50).differences, _compare(book, tolerance=50).tolerated) == ((), 1)


def test_totals_at_every_level(tmp_path):
    _, plan = make_rich_case()
    costs = plan.channel_plan.costs
    counted = sum(c.amount_cents for c in costs if c.counts_in_ratio) / 100
    field = sum(c.amount_cents for c in costs if c.team == "Field" and c.counts_in_ratio) / 100
    pay = sum(c.amount_cents for c in costs if c.kind == "pay") / 100
    revenue = plan.channel_plan.totals.revenue_cents / 100
    rows: list[Row] = [
        ["Team", "Item", "Budget"],
        ["Field", "Total", field],
        ["Total", "Salaries", pay + 3],
        ["Total", "Total", counted],
    ]
    assert _of(tmp_path, *rows, [None, "Turnover", revenue - 1]) == [
        ("differs", "all teams", "Pay", None, 300),
        ("differs", "all teams", "Expected revenue", None, -100),
    ]


def test_a_total_counts_what_the_file_names_outside_the_ratio(tmp_path):
    _, plan = make_rich_case()
    everything = sum(c.amount_cents for c in plan.channel_plan.costs) / 100
    rows: list[Row] = [["Team", "Item", "Budget"], [None, "Audit", 3000], ["Total", None, everything]]
    assert _of(tmp_path, *rows) == []
    # Without the audit's own line the total is the one of the ratio, 3,000.00 less.
    assert _of(tmp_path, rows[0], rows[2], ["Field", "Demo room", 12000]) == [
        ("differs", "all teams", "Cost of sales", None, 300_000)
    ]


def test_cost_lines_as_columns_and_months_as_rows(tmp_path):
    # The fair costs 9,000.00 and the demo room 12,000.00 a year, evenly.
    rows: list[Row] = [
        ["Period", "Fair", "Demo room"],
        *([f"M{m}", 750, 1000] for m in range(1, 12)),
        ["M12", 760, 1000],
    ]
    assert _of(tmp_path, *rows) == [("differs", "all teams", "Marketing: Fair", 12, 1000)]


@pytest.mark.parametrize(("total", "cells"), [([], "Budget!C2 (+11)"), ([2400], "Budget!O2 (+12)")])
def test_a_line_that_the_plan_does_not_have_is_one_difference_and_not_twelve(tmp_path, total, cells):
    head = ["Team", "Cost line", *(f"M{m}" for m in range(1, 13)), *["Total"][: len(total)]]
    book = write_sheet(tmp_path / "budget.xlsx", [head, ["Field", "Car leasing", *[200] * 12, *total]])
    found = [d for d in _compare(book).differences if d.kind is DifferenceKind.NOT_IN_PLAN]
    assert [(d.line.en, d.month, d.control_cents, d.cell) for d in found] == [("Car leasing", None, 240_000, cells)]


def test_strangers_are_named_with_what_is_like_them(tmp_path):
    rows: list[Row] = [
        ["Team", "Cost line", "Amount"],
        ["Feild", "Pay", 1],
        ["Field", "Bonus pool", 2],
        ["Field", "Travl", 3],
    ]
    plan_input, plan = make_rich_case()
    file = read_control(write_sheet(tmp_path / "b.xlsx", rows), 1, 2027, LABELS)
    found = [d for d in reconcile(plan_input, plan, file.figures).differences if d.kind is DifferenceKind.NOT_IN_PLAN]
    assert [(d.team.en, d.line.en, d.control_cents, d.hint.en) for d in found] == [
        ("Feild", "Pay", 100, "did you mean Field?"),
        ("Field", "Bonus pool", 200, ""),
        ("Field", "Travl", 300, "did you mean travel?"),
    ]


def test_what_the_file_leaves_out_is_named(tmp_path):
    plan_input, plan = make_rich_case()
    rows = wide_rows(plan_input, plan, Language.CHINESE)
    dropped = next(i for i, r in enumerate(rows) if r[1] == "Fair")
    fair = rows.pop(dropped)
    short = next(r for r in rows if r[1] == "Partner day")
    short[13] = short[14] = None  # no year, no month 12: 333.33 or 333.34 are not named
    found = _compare(write_sheet(tmp_path / "budget.xlsx", rows)).differences
    assert [(d.kind, d.line.en, d.month, d.plan_cents) for d in found] == [
        (DifferenceKind.NOT_IN_CONTROL, "Marketing: Fair", None, int(float(str(fair[14])) * 100)),
        (DifferenceKind.NOT_IN_CONTROL, "Marketing: Partner day", 12, 33_333),
    ]


def test_amounts_in_another_unit(tmp_path):
    said: list[Row] = [["单位：万元"], ["团队", "费用项", "金额"], ["公司", "Fair", 0.9]]
    assert _of(tmp_path, *said) == []
    unsaid = _compare(write_sheet(tmp_path / "b.xlsx", said[1:])).differences
    assert [d.hint.en for d in unsaid if d.line.en == "Marketing: Fair"] == ["amounts in units of 10,000?"]
    in_header: list[Row] = [["Team", "Cost line", "Amount (thousand CNY)"], ["Company", "Fair", 9]]
    assert _of(tmp_path, *in_header) == []


@pytest.mark.parametrize(
    ("header", "title", "number_format", "written", "cents"),
    [
        ("Amount (TEUR)", None, "General", 90.5, 9_050_000),
        ("Amount", "Angaben in T€", "General", 90.5, 9_050_000),
        ("Amount (₹ lakh)", None, "General", 90.5, 905_000_000),
        ("Amount", None, '0.0"万"', 9.05, 9_050_000),  # shown as 9.1万, stored as 9.05
        ("Amount (万元)", None, '0!.0,"万"', 90_500, 9_050_000),  # shown as 9.0万, stored whole
        ("Amount", None, "#,##0,", 90_500, 9_050_000),  # shown shortened, and nothing says that it counts so
    ],
)
def test_units_and_number_formats_are_those_of_planning_workbooks(
    tmp_path, header, title, number_format, written, cents
):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ([[title]] if title else []) + [["Team", "Cost line", header], ["Field", "Fair", written]]:
        sheet.append(row)
    sheet.cell(sheet.max_row, 3).number_format = number_format
    book.save(tmp_path / "budget.xlsx")
    (figure,) = read_control(tmp_path / "budget.xlsx", 1, 2027, LABELS, TEAMS).figures
    assert figure.amount_cents == cents


def test_a_scale_that_is_not_known_is_refused_with_its_cell(tmp_path):
    rows: list[Row] = [["Team", "Cost line", "Amount (€ mil)"], ["Field", "Fair", 90]]
    path = write_sheet(tmp_path / "budget.xlsx", rows)
    with pytest.raises(InputRejectedError) as refused:
        read_control(path, 1, 2027, LABELS, TEAMS)
    (finding,) = refused.value.findings
    assert finding.message().startswith("ERROR Budget!C1: the unit '€ mil' is not known.")


@pytest.mark.parametrize(
    ("header", "month"), [("Amount (per month)", None), ("Amount (monthly)", None), ("Amount (per quarter)", "M3")]
)
def test_amounts_of_a_part_of_the_year_are_refused_where_a_years_are_meant(tmp_path, header, month):
    rows: list[Row] = [["Team", "Cost line", "Month", header], ["Field", "Fair", month, 90]]
    if month is None:
        rows = [[*row[:2], row[3]] for row in rows]
    path = write_sheet(tmp_path / "budget.xlsx", rows)
    with pytest.raises(InputRejectedError) as refused:
        read_control(path, 1, 2027, LABELS, TEAMS)
    (finding,) = refused.value.findings
    assert finding.message() == (
        f"ERROR Budget!{'C' if month is None else 'D'}1: '{header[8:-1]}' says amounts of a part of the year, "
        "amounts of the year are expected, or a column Month. Write the amounts of the year."
    )


def test_amounts_of_a_month_belong_to_the_month_of_their_row(tmp_path):
    rows: list[Row] = [["Team", "Cost line", "Month", "Amount (per month)"], ["Field", "Fair", "M3", 90]]
    (figure,) = read_control(write_sheet(tmp_path / "budget.xlsx", rows), 1, 2027, LABELS, TEAMS).figures
    assert (figure.month, figure.amount_cents) == (3, 9_000)


@pytest.mark.parametrize(
    ("title", "header", "amount", "cell"),
    [
        ("Budget 2027 (USD)", "Amount", 90, "A1"),
        (None, "Amount (TEUR)", 90, "C1"),
        (None, "Amount", "€90", "C2"),
        ("Budget 2027 (CNY)", "Amount", 90, None),
        (None, "Amount (万元)", 90, None),
        (None, "Amount", "¥90", None),
    ],
)
def test_a_file_in_another_currency_than_the_plan_is_refused(tmp_path, title, header, amount, cell):
    rows: list[Row] = [*([[title]] if title else []), ["Team", "Cost line", header], ["Field", "Fair", amount]]
    path = write_sheet(tmp_path / "budget.xlsx", rows)
    if cell is None:
        assert len(read_control(path, 1, 2027, LABELS, TEAMS, "CNY").figures) == 1
        return
    with pytest.raises(InputRejectedError) as refused:
        read_control(path, 1, 2027, LABELS, TEAMS, "CNY")
    (message,) = [f.message() for f in refused.value.findings if f.severity is Severity.ERROR]
    assert message.startswith(f"ERROR Budget!{cell}")
    assert message.endswith(
        "is in another currency, CNY is expected, as on sheet Settings. Convert the amounts; the program converts nothing."
    )


@pytest.mark.parametrize("language", list(Language))
def test_a_file_in_thousands_that_does_not_say_so_is_told_in_one_sentence(tmp_path, capsys, language):
    # every amount in thousands, to the cent: 1,131.52 is 1.13; and one amount that is wrong besides
    rows = wide_rows(*make_rich_case(), Language.ENGLISH)
    thousands: list[Row] = [rows[0], *([*r[:2], *(round(float(str(v)) / 1000, 2) for v in r[2:])] for r in rows[1:])]
    right = _compare(write_sheet(tmp_path / "budget.xlsx", thousands))
    assert right.unit == 1_000
    thousands[1] = [*thousands[1][:2], 77.0, *thousands[1][3:]]
    compared = _compare(write_sheet(tmp_path / "budget.xlsx", thousands))
    assert compared.unit == 1_000
    show_comparison(compared, "CNY", language)
    told = capsys.readouterr().out
    explained = sum(d.unit == 1_000 for d in compared.differences)
    sentence = {
        Language.ENGLISH: f"{explained} of them are the plan's amounts in thousand CNY, which the file does not say",
        Language.CHINESE: f"其中 {explained} 项是以千元为单位的计划金额，而控制表未注明单位",
    }[language]
    assert sentence in told
    assert "77.00" in told
    assert told.count("Budget!") == sum(d.unit != 1_000 and d.cell != "" for d in compared.differences)


def test_a_few_amounts_in_another_unit_are_no_unit_of_the_file(tmp_path):
    rows = wide_rows(*make_rich_case(), Language.ENGLISH)
    rows[1] = [*rows[1][:2], *(float(str(v)) / 1000 for v in rows[1][2:])]
    assert _compare(write_sheet(tmp_path / "budget.xlsx", rows)).unit == 1


def test_faults_of_the_file_are_listed_together(tmp_path):
    rows: list[Row] = [
        ["Team", "Cost line", "Month", "Amount"],
        ["Field", "Pay", "M13", 1],
        ["Field", "Pay", "M1", "1.234,56"],
    ]
    with pytest.raises(InputRejectedError) as caught:
        _compare(write_sheet(tmp_path / "budget.xlsx", rows))
    assert [(f.code, f.place.cell) for f in caught.value.findings] == [
        ("month_unknown", "C2"),
        ("decimal_comma", "D3"),
    ]
    assert caught.value.text.en == "budget.xlsx is rejected: 2 errors."


def test_a_file_without_figures_is_refused(tmp_path):
    with pytest.raises(InputRejectedError) as caught:
        _compare(write_sheet(tmp_path / "notes.xlsx", [["Dear colleagues"], ["nothing here"]]))
    assert [f.code for f in caught.value.findings] == ["control_empty"]


def test_months_of_a_fiscal_year_that_begins_in_april():
    spelled = month_spellings(4, 2027)
    assert {"M1", "April", "4月", "2027-04", "Apr-27"} <= set(spelled[0])
    assert {"M10", "January", "1月", "2028-01"} <= set(spelled[9])
    everything = [s for own in spelled for s in own]
    assert len(everything) == len(set(everything))
