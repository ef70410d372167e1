"""The chart of sheet Balance: its axis counts in what the potentials are worth, and no page cuts it in two."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter

from planner.language import Language
from planner.optimization.annual_plan import PlanRequest, make_annual_plan
from planner.writing.layout.formats import Styles
from planner.writing.territory.territory_sheets import add_balance_sheet
from tests.account_book_builder import make_book, make_territory_input


@pytest.mark.parametrize(("potential", "axis"), [(100_000_000, "thousands"), (400_000_000, "millions")])
def test_the_axis_is_in_millions_where_a_seat_has_several(potential, axis):
    # Two seats with two of four accounts: 2 and 8 million each.
    content = _balance(_plan(potential))
    with zipfile.ZipFile(content) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    assert f"<a:t>{axis}</a:t>" in chart


@pytest.mark.parametrize(("seats", "breaks"), [(3, []), (60, [65])])
def test_a_chart_that_a_page_would_cut_in_two_has_one_of_its_own(seats, breaks):
    # Title, blank row, totals and header above 60 seats, a blank row below: the break is after row 65.
    plan = _plan()
    assert plan.territories is not None
    many = replace(plan.territories, seats=(plan.territories.seats * 20)[:seats])
    book = openpyxl.load_workbook(_balance(replace(plan, territories=many)))
    assert [b.id for b in book.active.row_breaks.brk] == breaks


def _plan(potential=100_000_000):
    plan_input = make_territory_input(make_book(4, potential_cents=potential))
    return make_annual_plan(plan_input, PlanRequest(territories=True)).plan


def _balance(plan):
    assert plan.territories is not None
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True})
    add_balance_sheet(workbook, Styles(workbook), plan.territories, plan.targets, Language.ENGLISH)
    workbook.close()
    return content
