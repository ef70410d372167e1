"""Sheet Product-market is the filled twin of the input's matrices: channel, target and share of each segment and product line, live."""

from __future__ import annotations

import io

import openpyxl
import pytest

from planner.language import Language
from planner.tables.results.market_grid import BLOCK_TITLES, MARKET_GRID_SHEET, GridPlaces
from planner.tables.results.plan_market_sheets import PRODUCT_MARKET_SHEET
from planner.writing.inputs.template import start_workbook
from planner.writing.layout.formats import Styles
from planner.writing.plan_sheets.market_grid_sheet import add_market_grid_sheet
from planner.writing.plan_sheets.plan_market_sheets import add_product_market_sheet
from tests.results.forgery import write_rich_workbook
from tests.results.rich_case import make_rich_case


@pytest.mark.parametrize("language", list(Language))
def test_the_twin_has_the_inputs_order_and_the_lines_figures(language: Language):
    plan_input, plan = make_rich_case()
    book = openpyxl.load_workbook(io.BytesIO(write_rich_workbook(language)), data_only=True)
    grid = [list(row) for row in book[MARKET_GRID_SHEET.choose(language)].iter_rows(values_only=True)]
    lines = list(book[PRODUCT_MARKET_SHEET.sheet.choose(language)].iter_rows(min_row=5, values_only=True))
    names = [c.key for c in PRODUCT_MARKET_SHEET.columns]
    by_line = {(r[0], r[1]): dict(zip(names, r, strict=True)) for r in lines if r[0]}
    products = [p.product for p in plan_input.products]
    places = GridPlaces(len(products))
    assert [row[0] for row in grid[4:]] == [s.segment for s in plan_input.segments]
    for row in grid[4:]:
        for k, product in enumerate(products):
            shown = [row[places.first(key) + k] for key in BLOCK_TITLES]
            assert shown == [by_line[row[0], product][key] for key in BLOCK_TITLES], (row[0], product)
    assert sum(row[places.whole] for row in grid[4:]) == plan.targets.company_base_cents / 100
    assert grid[2][places.whole] == plan.targets.company_base_cents / 100


def test_a_product_line_that_a_segment_does_not_have_is_blank():
    plan_input, plan = make_rich_case()
    buffer = io.BytesIO()
    workbook = start_workbook(buffer)
    styles = Styles(workbook)
    lines, rows = add_product_market_sheet(workbook, styles, plan_input, plan, Language.ENGLISH)
    kept = [row for row in rows if (row[0], row[1]) != ("Banks", "Custom") and row[0] != "Cars"]
    add_market_grid_sheet(workbook, styles, plan_input, Language.ENGLISH, lines, kept)
    workbook.close()
    grid = openpyxl.load_workbook(buffer, data_only=True)["Product-market"]
    (banks,) = [row for row in grid.iter_rows(values_only=True) if row[0] == "Banks"]
    assert not [row for row in grid.iter_rows(values_only=True) if row[0] == "Cars"]
    names = [str(p.product) for p in plan_input.products]
    places, custom = GridPlaces(len(names)), names.index("Custom")
    assert [banks[places.first(key) + custom] for key in BLOCK_TITLES] == [None] * 3
    assert banks[places.whole] == sum(float(str(row[6])) for row in kept if row[0] == "Banks")


def test_figures_are_live_and_stand_before_the_lines_they_come_from():
    book = openpyxl.load_workbook(io.BytesIO(write_rich_workbook(Language.ENGLISH)))
    names = book.sheetnames
    assert names.index("Product-market") + 1 == names.index("Product-market lines")
    assert names.index("Matrix") + 1 == names.index("Product-market")
    grid = book["Product-market"]
    products = len(make_rich_case()[0].products)
    target, share = (grid.cell(5, GridPlaces(products).first(key) + 1).value for key in ("target", "share"))
    assert target.startswith("='Product-market lines'!G")
    assert share.startswith("='Product-market lines'!F")
    kinds = {rule.type for area in grid.conditional_formatting for rule in area.rules}
    assert kinds == {"cellIs", "colorScale"}
