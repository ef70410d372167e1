"""Cell by cell: no error, no formula without a saved value, and every formula gives what is saved; totals are sums."""

from __future__ import annotations

from collections.abc import Iterator

from planner.findings import Finding, Place, Severity
from planner.language import Text
from planner.results.written.formulas.formula import Evaluator, FormulaError
from planner.results.written.plans.result_tables import ResultTable, Written, all_columns
from planner.results.written.sheets.book import Book, Cell, Sheet
from planner.tables.columns.column import Kind
from planner.tables.registry import INPUT_TABLES
from planner.tables.results.cost_curve import CURVE_SHEET
from planner.tables.results.cost_sheets import SEAT_PAY_SHEET
from planner.tables.results.market_grid import MARKET_GRID_SHEET
from planner.tables.results.plan_summary_sheet import PLAN_SHEET
from planner.tables.results.result_sheets import RESULT_SHEETS

_HALF_CENT = 0.00501
_RELATIVE = 1e-9


def check_formulas(book: Book) -> Iterator[Finding]:
    """Return error cells of all sheets of the program, and formulas without a value, with a foreign form, or with another result."""
    own = [s.sheet for s in RESULT_SHEETS] + [PLAN_SHEET, MARKET_GRID_SHEET, CURVE_SHEET, SEAT_PAY_SHEET.sheet]
    results = [sheet for name in own if (sheet := book.find(name)) is not None]
    inputs = [sheet for table in INPUT_TABLES if (sheet := book.find_input(table)) is not None]
    for sheet in (*results, *inputs):
        for i, row in enumerate(sheet.rows):
            for j, cell in enumerate(row):
                if cell.is_error:
                    text = Text("an error cell: {v}", "错误单元格：{v}").format(v=cell.value)
                    yield _fault("error_cell", sheet.place(i, j), text)
    evaluator = Evaluator(book)
    for sheet in results:
        for i, row in enumerate(sheet.rows):
            for j, cell in enumerate(row):
                if cell.formula is not None and not cell.is_error:
                    yield from _check_formula(evaluator, sheet, i, j, cell)


def find_no_values(book: Book) -> Finding | None:
    """Return one finding where most formulas have no saved value: a program that computes nothing has saved the file."""
    cells = [
        (sheet, i, j, cell)
        for table in RESULT_SHEETS
        if (sheet := book.find(table.sheet)) is not None
        for i, row in enumerate(sheet.rows)
        for j, cell in enumerate(row)
        if cell.formula is not None
    ]
    bare = [(sheet, i, j) for sheet, i, j, cell in cells if cell.value is None or cell.value == ""]
    if 2 * len(bare) <= len(cells) or not bare:
        return None
    sheet, i, j = bare[0]
    text = Text("{n} formulas have no saved value, first here", "{n} 个公式没有保存的数值，首个在此")
    remedy = Text(
        "A program that computes nothing has saved the file. Open it in Excel or LibreOffice and save it; then verify again.",
        "该文件由不计算公式的程序保存。请在 Excel 或 LibreOffice 中打开并保存，然后重新核验。",
    )
    return Finding("verify_formula", Severity.ERROR, sheet.place(i, j), text.format(n=len(bare)), remedy=remedy)


def check_totals(written: Written) -> None:
    """The totals above the headers are the sums of their columns."""
    for table in written.tables.values():
        for column in all_columns(table.declared, written.products):
            if column.is_summed and table.rows:
                _check_total(written, table, column.key, column.header, column.kind)


def _check_total(written: Written, table: ResultTable, key: str, header: Text, kind: Kind) -> None:
    place = table.sheet.place(table.header_row - 1, table.columns[key], header)
    stated = table.sheet.cell(table.header_row - 1, table.columns[key]).value
    total = sum(row.number(key) for row in table.rows)
    if isinstance(stated, bool) or not isinstance(stated, int | float):
        written.report("totals_row", place, Text("the total of the column is missing", "缺少该列合计"))
    elif abs(stated - total) > _HALF_CENT + (_RELATIVE * abs(total) if kind is not Kind.MONEY else 0.0):
        text = Text("the total is {a:,.2f}, the column adds up to {b:,.2f}", "合计为 {a:,.2f}，该列加总为 {b:,.2f}")
        written.report("totals_row", place, text.format(a=stated, b=total))


def _check_formula(evaluator: Evaluator, sheet: Sheet, row: int, column: int, cell: Cell) -> Iterator[Finding]:
    if cell.value is None or cell.value == "":
        text = Text("a formula without a saved value", "公式没有保存的数值")
        remedy = Text("Open the file in Excel and save it.", "请在 Excel 中打开并保存。")
        yield Finding("verify_formula", Severity.ERROR, sheet.place(row, column), text, remedy=remedy)
        return
    try:
        right = evaluator.evaluate(sheet, cell.formula or "")
    except FormulaError:
        text = Text("a formula that the plan does not have: {f}", "计划中没有的公式：{f}")
        yield _fault("formula", sheet.place(row, column), text.format(f=(cell.formula or "")[:80]))
        return
    if not _agree(cell.value, right):
        text = Text("the saved value is {a}, the formula gives {b}", "保存的数值为 {a}，公式结果为 {b}")
        yield _fault("formula", sheet.place(row, column), text.format(a=cell.value, b=right))


def _agree(saved: object, right: object) -> bool:
    if isinstance(saved, int | float) and isinstance(right, int | float):
        tolerance = _HALF_CENT if abs(right) > 1000 else 1e-9 * max(1.0, abs(right))
        return abs(saved - right) <= tolerance
    return saved == right


def _fault(code: str, place: Place, text: Text) -> Finding:
    return Finding(f"verify_{code}", Severity.ERROR, place, text)
