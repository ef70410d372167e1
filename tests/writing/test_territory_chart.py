"""The chart of sheet Balance: its axis counts in what the potentials are worth."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from planner.language import Language
from planner.optimization.territory.make import make_territory_plan
from planner.writing.formats import Styles
from planner.writing.territory_sheets import add_balance_sheet
from tests.account_book_builder import make_book, make_territory_input, plan_for


@pytest.mark.parametrize(("potential", "axis"), [(100_000_000, "thousands"), (400_000_000, "millions")])
def test_the_axis_is_in_millions_where_a_seat_has_several(potential, axis):
    # Two seats with two of four accounts: 2 and 8 million each.
    plan_input = make_territory_input(make_book(4, potential_cents=potential))
    plan = make_territory_plan(plan_input, plan_for(plan_input))
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True})
    add_balance_sheet(workbook, Styles(workbook), plan, Language.ENGLISH)
    workbook.close()
    with zipfile.ZipFile(content) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    assert f"<a:t>{axis}</a:t>" in chart
