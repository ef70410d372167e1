"""Sheet Product-market: every cell repeats what sheet Product-market lines says, and nothing else stands there."""

from __future__ import annotations

from collections import defaultdict

from planner.domain.plan_input import PlanInput
from planner.language import Text
from planner.results.written.plans.result_tables import ResultRow, Written
from planner.tables.columns.result_column import TOTAL_LABEL
from planner.tables.results.market_grid import BLOCK_TITLES, MARKET_GRID_SHEET, TITLE_ROW, WHOLE_HEADER, GridPlaces
from planner.tables.results.plan_market_sheets import PRODUCT_MARKET_SHEET

_HEADER_ROW = 3
_HALF_CENT, _RATIO = 0.00501, 1e-9


def check_market_grid(written: Written, plan_input: PlanInput) -> None:
    """Report cells that are not what the lines say, in the order of the input's segments and product lines."""
    sheet = written.book.find(MARKET_GRID_SHEET)
    if sheet is None:
        text = Text("sheet '{s}' is missing", "缺少工作表“{s}”").format(s=MARKET_GRID_SHEET)
        written.report("market_grid", written.plan.place(0, 0), text)
        return
    wanted = _list_cells(written, plan_input)
    found = {(i, j) for i, row in enumerate(sheet.rows) if i >= TITLE_ROW for j, c in enumerate(row) if not c.is_blank}
    for i, j in sorted(found | set(wanted)):
        value, right = sheet.cell(i, j).value, wanted.get((i, j))
        if not _agree(value, right):
            text = Text("found '{a}', '{b}' is expected", "内容为“{a}”，应为“{b}”")
            shown = "" if right is None else right
            written.report("market_grid", sheet.place(i, j), text.format(a=str(value)[:60], b=shown))


def _list_cells(written: Written, plan_input: PlanInput) -> dict[tuple[int, int], Text | float]:
    """Return what stands below the sheet's title, by row and column."""
    products = [str(p.product) for p in plan_input.products]
    places = GridPlaces(len(products))
    lines = {(r.text("segment"), r.text("product")): r for r in written.rows(PRODUCT_MARKET_SHEET)}
    whole: dict[str | None, float] = defaultdict(float)
    for (segment, _), row in lines.items():
        whole[segment] += row.number("target")
    cells: dict[tuple[int, int], Text | float] = {(_HEADER_ROW, 0): PRODUCT_MARKET_SHEET.header("segment")}
    cells |= {(TITLE_ROW, places.first(key)): title for key, title in BLOCK_TITLES.items()}
    cells[_HEADER_ROW, places.whole] = WHOLE_HEADER
    segments = [str(s.segment) for s in plan_input.segments if s.segment in whole]
    for i, segment in enumerate(segments, start=_HEADER_ROW + 1):
        cells[i, 0] = Text.same(segment)
        cells[i, places.whole] = whole[segment]
    if segments:
        cells[_HEADER_ROW - 1, 0] = TOTAL_LABEL
    cells[_HEADER_ROW - 1, places.whole] = sum(whole.values())
    for k, product in enumerate(products):
        for key in BLOCK_TITLES:
            cells[_HEADER_ROW, places.first(key) + k] = Text.same(product)
        column = [lines.get((segment, product)) for segment in segments]
        cells[_HEADER_ROW - 1, places.first("target") + k] = sum(r.number("target") for r in column if r is not None)
        for i, line in enumerate(column, start=_HEADER_ROW + 1):
            if line is not None:
                cells |= {(i, places.first(key) + k): _said(line, key) for key in BLOCK_TITLES}
    return cells


def _said(row: ResultRow, key: str) -> Text | float:
    return Text.same(row.text(key) or "") if key == "channel" else row.number(key)


def _agree(value: object, right: Text | float | None) -> bool:
    if isinstance(right, Text):
        return value in (right.en, right.zh)
    if right is None or isinstance(value, bool) or not isinstance(value, int | float):
        return right is None and value in (None, "")
    return abs(value - right) <= (_HALF_CENT if abs(right) > 1 else _RATIO)
