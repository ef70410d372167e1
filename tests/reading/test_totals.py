"""Rows that add up others are refused or checked, not counted."""

from __future__ import annotations

from tests.plain_workbook import plain_sheets, read_sheets


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


def test_a_row_like_the_one_above_is_no_total_where_names_are_missing(path):
    """The column of names has an unknown header, a line of remarks stands above: 5 heads after 5 heads add up nothing."""
    sheets = plain_sheets()
    header, *_ = sheets["Teams"]
    sheets["Teams"] = [
        ["Sales area", *header[1:]],
        ["", "", "heads", "", "fixed"],
        ["Field", "direct", 5, 2, 9],
        ["Inside", "direct", 5, 2, 9],
    ]
    _, messages = read_sheets(path, sheets)
    assert any("column 'Team' is missing" in m for m in messages)
    assert not any("total" in m for m in messages)
