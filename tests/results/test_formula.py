"""Formulas of a plan workbook are worked out as a spreadsheet does; any other is refused."""

from __future__ import annotations

import pytest

from planner.results.written.formulas.formula import Evaluator, FormulaError
from planner.results.written.sheets.book import BLANK, Book, Cell, Sheet

_A = Sheet("A", ((Cell("East"), Cell(10.0)), (Cell("west"), Cell(20.0)), (BLANK, Cell(40.0)), (Cell(3.0), Cell(80.0))))
_B = Sheet("B's", ((Cell("East"), Cell(1.0)), (Cell("East"), Cell(2.0)), (BLANK, Cell(4.0)), (Cell("x"), Cell(8.0))))
_BOOK = Book((_A, _B))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(B1:B4)", 150.0),
        ("=SUM('B''s'!B1:B4)", 15.0),
        ("=SUM(B1:B4)-SUM('B''s'!$B$1:$B$4)", 135.0),
        ('=SUMIFS(B1:B4,A1:A4,"EAST")', 10.0),
        ("=SUMIFS(B1:B4,A1:A4,A2)", 20.0),
        ("=SUMIFS(B1:B4,A1:A4,3)", 80.0),
        ('=SUMIFS(B1:B4,A1:A4,"=")', 40.0),
        ('=SUMIFS(B1:B4,B1:B4,"<>20")', 130.0),
        ('=SUMIFS(B1:B4,A1:A4,"east",B1:B4,20)', 0.0),
        ("=COUNTIF(B1:B4,40)", 1.0),
        ("=SUBTOTAL(9,B1:B2)/3*2", 20.0),
        ("=IF(B1>9,B1/4,B1/0)", 2.5),
        ("=IF(B1>99,B1/0,IF(B1=10,7,8))", 7.0),
        ("=B1+1E1+1e-1", 20.1),
        ('=SUMIFS(B1:B4,B1:B4,"<>20",A1:A4,"East")', 10.0),
        ("=SUMIFS(B1:B4,A1:A4,A2)+SUMIFS(B1:B4,A1:A4,A1)", 30.0),
        ("=-B1+2*(B2-5)", 20.0),
        ("=ROUND(B1/3,2)", 3.33),
        ("=A3", 0.0),
    ],
)
def test_a_formula_gives_what_a_spreadsheet_gives(formula: str, value: float):
    assert Evaluator(_BOOK).evaluate(_A, formula) == pytest.approx(value, abs=1e-12)


def test_a_range_of_the_same_name_is_that_of_the_formulas_own_sheet():
    evaluator = Evaluator(_BOOK)
    assert [evaluator.evaluate(sheet, "=SUM(B1:B4)") for sheet in (_A, _B, _A)] == [150.0, 15.0, 150.0]


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM(B1:B4",
        "=B1+",
        "=B1 B2",
        "=B1:B2",
        "=B1+A1",
        "=B1/0",
        "=NOW()",
        "=SUM(Elsewhere!B1:B2)",
        '=SUMIFS(B1:B4,A1:A4,"<>east")',
        "=SUMIFS(B1:B4,A1:A3,1)",
        "=IF(B1>9,1)",
        "=IF(B1>9,B1/0,1)",
        "=IF(B1>9,1,A1+1)",
        "=IF(B1>9,1,ROUND(B1))",
        "=ABCD12",
        "=B1@B2",
        "=SUM(B1:B900000)",
        "=",
    ],
)
def test_what_no_plan_workbook_holds_is_refused(formula: str):
    with pytest.raises(FormulaError):
        Evaluator(_BOOK).evaluate(_A, formula)
