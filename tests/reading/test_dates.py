"""Dates in lists of customers, as spreadsheets and CRMs write them."""

from __future__ import annotations

import datetime

import pytest

from planner.domain.accounts import AccountBook
from planner.findings import Finding
from planner.reading.accounts.account_book import read_account_book
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.words.dates import read_date


@pytest.mark.parametrize(
    "cell",
    [
        datetime.date(2027, 3, 31), datetime.datetime(2027, 3, 31, 8), "2027-03-31", "2027/3/31", "2027.3.31", "2027年3月31日", " 2027-03-31 ",
        "2027-03-31 00:00:00", "2027-03-31T00:00:00Z", "2027-03-31T08:30:00.000+0000", "20270331", 20270331.0, "31.03.2027", "31-Mar-2027",
        "31 March 2027", "Mar 31, 2027", "March 31st, 2027", "２０２７年３月３１日",
    ],
)  # fmt: skip
def test_days_that_can_be_no_other(cell):
    assert read_date(cell) == datetime.date(2027, 3, 31)


@pytest.mark.parametrize(
    "cell", ["3/4/2027", "2027-02-30", "31.31.2027", 46449.0, 12.0, True, "soon", "", "2027-03", "03.04.27", "99990101"]
)
def test_what_is_no_day_or_could_be_two(cell):
    assert read_date(cell) is None


def _read(*dates: str) -> tuple[AccountBook, list[Finding]]:
    rows = [("Account", "Segment", "Potential", "Renewal date"), *((f"A{i}", "N", 1.0, d) for i, d in enumerate(dates))]
    reader = CellReader()
    grid = Grid("S", tuple(rows), False, *(frozenset(),) * 4)
    return read_account_book(grid, reader, {"segments": {"n": "N"}}, {}), reader.findings


def test_the_order_of_day_and_month_is_that_of_the_column():
    book, findings = _read("3/4/2027", "3/31/2027", "12/1/2027 12:00:00 AM")
    assert book.handover_date == ("2027-03-04", "2027-03-31", "2027-12-01")
    assert [f.message() for f in findings] == [
        "WARNING S!D:D (Renewal or handover date): dates such as 12/31/2027. Read as month, day, year."
    ]
    assert _read("3/4/2027", "31/3/2027")[0].handover_date == ("2027-04-03", "2027-03-31")


@pytest.mark.parametrize("dates", [("3/4/2027", "4/5/2027"), ("3/31/2027", "31/3/2027")])
def test_an_order_that_no_date_tells_or_two_contradict_is_refused(dates):
    book, findings = _read(*dates)
    assert len(book) == 0
    assert {f.code for f in findings} == {"date_expected"}


def test_a_dash_for_a_date_is_none():
    book, findings = _read("-", "2027-03-31")
    assert book.handover_date == (None, "2027-03-31")
    assert [f.code for f in findings] == ["nothing_given"]
