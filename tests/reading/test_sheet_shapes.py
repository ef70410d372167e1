"""Sheets and tables as they lie around in workbooks: versions of a sheet, tables below tables, lines of units in words."""

from __future__ import annotations

import pytest

from planner.language import Language
from tests.plain_workbook import plain_sheets, read_same, read_sheets


@pytest.fixture
def path(tmp_path):
    """Where a test's workbook is written."""
    return tmp_path / "plan.xlsx"


@pytest.mark.parametrize("version", [" v2", "_v1.3", " (final)", " final v3", "_最终版", "（定稿）", " updated"])
@pytest.mark.parametrize("language", list(Language))
def test_the_only_version_of_a_sheet_is_the_sheet(path, version, language):
    sheets = {f"{name}{version}": rows for name, rows in plain_sheets(language).items()}
    messages = read_same(path, sheets, language)
    assert len(messages) == len(sheets)
    assert all(m.startswith("NOTE ") and "is read as" in m for m in messages)


def test_of_two_versions_neither_is_known_to_count(path):
    fits: list[list[object]] = [["Segment", "Alpha", "Beta"], ["North", "core", "none"]]
    result, messages = read_sheets(path, plain_sheets() | {"Fit v1": fits, "Fit v2": fits})
    assert result.plan_input is None
    assert "ERROR Fit v2: sheets 'Fit v1' and 'Fit v2' hold the same table. Keep one." in messages


def test_a_copy_of_a_sheet_that_is_not_there_is_a_warning(path):
    fits: list[list[object]] = [["Segment", "Alpha", "Beta"], ["North", "core", "none"]]
    assert read_same(path, plain_sheets() | {"Copy of Fit": fits}) == [
        "WARNING Copy of Fit: sheet 'Copy of Fit' is no sheet of the planning workbook. "
        "It looks like a copy of 'Fit', which is not there, and is ignored. If it counts, name it so."
    ]


@pytest.mark.parametrize(
    ("sheet", "below", "cell"),
    [
        ("Segments", [["Region", "Manager"], ["East", "Helen"]], "A7"),
        ("Team costs", [["Cost line", "Channel", "Amount a year"], ["Fairs", "direct", 5]], "A4"),
    ],
)
def test_a_table_below_another_is_refused_where_it_begins(path, sheet, below, cell):
    """Its rows were read as rows of the table above, or refused one by one."""
    sheets = plain_sheets()
    sheets["Team costs"] = [["Cost line", "Team", "Amount a year"], ["Trial kits", None, 7]]
    sheets[sheet] += [[], *below]
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert [m for m in messages if m.startswith(f"ERROR {sheet}")] == [
        f"ERROR {sheet}!{cell}: a table of its own begins here, '{below[0][0]}' …, one table a sheet is expected. "
        "Move it to a sheet of its own: here it is not read."
    ]


def test_a_table_above_a_longer_one_is_refused(path):
    """The header that names most columns counts: what stands above it was passed over without a word."""
    sheets = plain_sheets()
    sheets["Products"] += [[], ["产品线", "毛利率", "定制化程度"], ["Gamma", 0.4, 0.1]]
    result, messages = read_sheets(path, sheets)
    assert result.plan_input is None
    assert any(m.startswith("ERROR Products!A1: a table of its own begins here, 'Product line' …") for m in messages)


def test_rows_below_a_blank_row_are_rows(path):
    sheets = plain_sheets()
    sheets["Segments"].insert(3, [])
    assert read_same(path, sheets) == []


@pytest.mark.parametrize("words", [("Unit", "#", "k CNY"), ("单位", "家", "千元"), ("", "number", "k")])
def test_a_line_of_units_may_hold_words_for_columns_without_one(path, words):
    sheets = plain_sheets()
    for row in sheets["Segments"][1:]:
        row[3] /= 1000
    sheets["Segments"].insert(1, [words[0], words[1], None, words[2]])
    messages = read_same(path, sheets)
    assert len(messages) == 1
    assert messages[0].startswith("WARNING Segments!D1 (Last year's revenue): the unit")


def test_what_follows_from_a_missing_sheet_is_not_told_besides(path):
    sheets = plain_sheets()
    sheets["Accounts"] = [["Account", "Segment", "Potential"], ["A1", "North", 1000], ["A2", "South", 1000]]
    sheets["Commission rates"] = [["Team", "From attainment", "Rate"], ["Field", 0, 0.01], ["Inside", 0, 0.01]]
    del sheets["Segments"], sheets["Teams"]
    _, messages = read_sheets(path, sheets)
    assert [m for m in messages if m.startswith(("ERROR Accounts", "ERROR Commission"))] == []
    assert sum("is missing" in m for m in messages) == 2


@pytest.mark.parametrize("key", ["Segments", "Products", "Teams"])
def test_a_total_row_is_one_finding(path, key):
    """Its sums are no shares and no names, which is not told besides. Pay per head, added up, is no sum of what the plan adds up."""
    sheets = plain_sheets()
    rows = sheets[key]
    sums = [
        sum(r[j] for r in rows[1:]) if all(isinstance(r[j], int | float) for r in rows[1:]) else None
        for j in range(len(rows[0]))
    ]
    rows.append(["合计", *sums[1:]])
    result, messages = read_sheets(path, sheets)
    at = f"{key}!{len(rows)}:{len(rows)}: a total row."
    if key == "Products":  # the sum of shares alone
        assert result.plan_input is None
        assert messages == [f"ERROR {at} It is not the sum of rows above it. Delete it: totals are computed."]
    else:
        assert result.plan_input is not None
        assert messages == [f"NOTE {at} It is ignored: totals are computed."]


@pytest.mark.parametrize("label", ["2026 total", "2026年合计", "Grand total"])
def test_a_total_below_the_years_of_a_history_is_one_finding(path, label):
    rows: list[list[object]] = [
        ["Year", "Month", "Segment", "Revenue"],
        *([2026, m, "North", 10] for m in range(1, 13)),
    ]
    _, messages = read_sheets(path, plain_sheets() | {"History": [*rows, [label, None, None, 121]]})
    assert messages == [
        f"ERROR History!14:14: a total row, '{label}'. It is not the sum of rows above it. Delete it: totals are computed."
    ]


def test_headers_below_each_other_say_to_turn_the_table(path):
    rows = [["Ramp profile", *(f"M{m}" for m in range(1, 13))], ["Field rep", *[0.5] * 6, *[1] * 6]]
    turned = [list(column) for column in zip(*rows, strict=True)]
    result, messages = read_sheets(path, plain_sheets() | {"Ramp": turned})
    assert result.plan_input is None
    assert messages == [
        "ERROR Ramp!A:A: the headers stand below each other, a row with Ramp profile … is expected. Turn the table (Paste Special, Transpose)."
    ]


@pytest.mark.parametrize("total", [3000, 3001])
def test_a_total_row_below_the_accounts_is_passed_over_or_one_finding(path, total):
    rows: list[list[object]] = [
        ["Account", "Segment", "Potential"],
        ["A1", "North", 1000],
        ["A2", "South", 2000],
        ["Total", None, total],
    ]
    result, messages = read_sheets(path, plain_sheets() | {"Accounts": rows})
    if total == 3000:
        assert result.plan_input is not None
        assert len(result.plan_input.accounts) == 2
        assert "NOTE Accounts!4:4: a total row. It is ignored: totals are computed." in messages
    else:
        assert [m for m in messages if m.startswith("ERROR")] == [
            "ERROR Accounts!A4 (Account): a total row. Delete it: totals are computed."
        ]
