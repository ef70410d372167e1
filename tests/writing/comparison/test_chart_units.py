"""Charts of frontiers, tornados and sweeps: their axes of money can be read in a company of any size."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest

from planner.domain.scenario import CaseOutcome
from planner.language import Language, Text
from planner.results.comparison import ComparedCase, PlanFigures
from planner.results.frontier import Frontier, FrontierPoint, Trade
from planner.results.metrics import PLAN_METRICS
from planner.results.sweep import Sweep, SweepAxis, SweepPoint
from planner.results.tornado import Tornado, TornadoBar, TornadoRow
from planner.tables.results.comparison_sheets import TRADE_WORDS
from planner.writing.comparison.frontier_workbook import build_frontier_workbook
from planner.writing.comparison.sweep_workbook import build_sweep_workbook
from planner.writing.comparison.tornado_workbook import build_tornado_workbook


def _case(cents: int) -> ComparedCase:
    metrics = {m.key: float(cents) for m in PLAN_METRICS} | {"ratio": 0.12}
    name = Text.same("case")
    return ComparedCase(
        "case", name, name, CaseOutcome.PLANNED, PlanFigures(metrics, (), (), (), "optimal", 0.0, "contribution")
    )


def _frontier(cents: int) -> bytes:
    points = tuple(FrontierPoint(cents * n, 0.1 * n, None, _case(cents)) for n in (1, 2))
    made = Frontier("Example", "2027", "CNY", Trade.REVENUE_RATIO, points, None, ())
    return build_frontier_workbook(made, Language.ENGLISH)


def _tornado(cents: int) -> bytes:
    bar = TornadoBar(Text.same("Win rate"), 0.9, 1.1, _case(cents), _case(cents))
    made = Tornado("Example", "2027", "CNY", _case(cents), (TornadoRow(bar, -2 * cents, cents, 0),), ())
    return build_tornado_workbook(made, Language.ENGLISH)


def _sweep(cents: int) -> bytes:
    points = tuple(SweepPoint((str(n),), _case(cents * n)) for n in (1, 2))
    made = Sweep("Example", "2027", "CNY", (SweepAxis(Text.same("Cap"), True),), True, _case(cents), points, ())
    return build_sweep_workbook(made, Language.ENGLISH)


@pytest.mark.parametrize(("build", "count"), [(_frontier, 1), (_tornado, 1), (_sweep, 2)])
@pytest.mark.parametrize(
    ("cents", "unit", "number_format"),
    [
        (400_000_000_000_000, "billions", "#,##0.0,,,"),  # 4,000,000,000,000.00
        (40_000_000_000, "millions", "#,##0.0,,"),  # 400,000,000.00
        (40_000_000, "thousands", "#,##0.0,"),  # 400,000.00 is 0.4 million
        (40_000, "currency units", "#,##0"),
    ],
)
def test_an_axis_of_money_is_in_a_unit_that_fits_its_amounts(build, count, cents, unit, number_format):
    with zipfile.ZipFile(io.BytesIO(build(cents))) as book:
        charts = [book.read(n).decode() for n in book.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", n)]
    money = [c for c in charts if unit in c]
    assert len(money) == count
    assert all(f'formatCode="{number_format}"' in c for c in money)


@pytest.mark.parametrize("build", [_frontier, _sweep, _tornado])
def test_what_says_how_it_was_made_is_not_cut_off(build):
    """ "SHA-256 of the workbook" stands in the first column, which had the width of a point's number."""
    sheet = openpyxl.load_workbook(io.BytesIO(build(40_000))).worksheets[0]
    assert sheet.column_dimensions["A"].width >= len("SHA-256 of the workbook")


@pytest.mark.parametrize("trade", list(Trade))
def test_a_frontier_has_each_figure_once(trade: Trade):
    points = (FrontierPoint(100, 0.1, None, _case(100)),)
    content = build_frontier_workbook(Frontier("Example", "2027", "CNY", trade, points, None, ()), Language.ENGLISH)
    headers = [c.value for c in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0][4]]
    assert TRADE_WORDS[trade.value][0].en in headers
    assert len(set(headers)) == len(headers)
    assert {m.name.en for m in PLAN_METRICS} <= set(headers)
