"""Sheet Product-market: the filled twin of the input's matrices, segments down and product lines across: channel, target, share of potential."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from planner.domain.choices import Channel
from planner.domain.plan_input import PlanInput
from planner.language import Language, Text
from planner.tables.columns.column import Kind
from planner.tables.results.market_grid import BLOCK_TITLES, MARKET_GRID_SHEET, TITLE_ROW, WHOLE_HEADER, GridPlaces
from planner.tables.results.plan_market_sheets import PRODUCT_MARKET_SHEET
from planner.tables.words.choice_words import word_of
from planner.writing.layout.formats import ACCENT, CHANNEL_COLOURS, Styles
from planner.writing.layout.plan_grid import Field, Formula, SheetWriter, place_of
from planner.writing.plan_sheets.plan_market_sheets import FIRST_ROW, HEADER_ROW

_PALE, _DEEP = "#FFFFFF", "#9DB7D5"


def add_market_grid_sheet(
    workbook: Any,
    styles: Styles,
    plan_input: PlanInput,
    language: Language,
    lines: SheetWriter,
    line_rows: Sequence[Sequence[object]],
) -> SheetWriter:
    """Add sheet Product-market; `line_rows` are the rows of sheet Product-market lines, whose writer is `lines` and to whose cells it refers."""
    writer = SheetWriter(workbook, styles, MARKET_GRID_SHEET, language, Text("Product-market plan", "产品市场规划"))
    places = GridPlaces(len(plan_input.products))
    source = _Lines(lines.name, line_rows)
    rows = [
        _row(segment.segment, source, plan_input, FIRST_ROW + i)
        for i, segment in enumerate(s for s in plan_input.segments if s.segment in source.segments)
    ]
    end = writer.table(HEADER_ROW, _fields(plan_input), rows)
    for key, title in BLOCK_TITLES.items():
        writer.put(TITLE_ROW, places.first(key), title, bold=True, font_color=ACCENT)
    if rows:
        _colour(writer, styles, places, end - 1)
    return writer


class _Lines:
    """Where each product line of each segment stands on sheet Product-market lines, and with what."""

    def __init__(self, sheet: str, rows: Sequence[Sequence[object]]) -> None:
        self._sheet = sheet
        self._columns = {key: place_of(PRODUCT_MARKET_SHEET, key) for key in BLOCK_TITLES}
        segment, product = (place_of(PRODUCT_MARKET_SHEET, key) for key in ("segment", "product"))
        self._rows = {(row[segment], row[product]): (FIRST_ROW + i, row) for i, row in enumerate(rows)}
        self.segments = {row[segment] for row in rows}

    def cell(self, key: str, segment: str, product: str) -> object:
        """Return the cell for `key` of a product line: words as they are, figures live; ``None`` where the segment does not have it."""
        found = self._rows.get((segment, product))
        if found is None:
            return None
        number, row = found
        value = row[self._columns[key]]
        if isinstance(value, Text):
            return value
        shown = value.value if isinstance(value, Formula) else value
        assert isinstance(shown, int | float)  # noqa: S101 - the columns of figures
        return Formula(f"='{self._sheet}'!{xl_col_to_name(self._columns[key])}{number + 1}", shown)


def _row(segment: str, source: _Lines, plan_input: PlanInput, number: int) -> list[object]:
    channels, targets, shares = (
        [source.cell(key, segment, product.product) for product in plan_input.products] for key in BLOCK_TITLES
    )
    places = GridPlaces(len(plan_input.products))
    first, last = (xl_col_to_name(j) for j in (places.first("target"), places.whole - 1))
    whole = round(sum(t.value for t in targets if isinstance(t, Formula) and isinstance(t.value, int | float)), 2)
    added = Formula(f"=ROUND(SUM({first}{number + 1}:{last}{number + 1}),2)", whole)
    return [segment, *channels, *targets, added, *shares]


def _fields(plan_input: PlanInput) -> list[Field]:
    names = [(Text.same(product.product), k == 0) for k, product in enumerate(plan_input.products)]
    return [
        Field(PRODUCT_MARKET_SHEET.header("segment"), width=26),
        *(Field(name, width=16, begins_block=is_first) for name, is_first in names),
        *(Field(name, Kind.MONEY, 14, True, begins_block=is_first) for name, is_first in names),
        Field(WHOLE_HEADER, Kind.MONEY, 16, True),
        *(Field(name, Kind.SHARE, 12, begins_block=is_first) for name, is_first in names),
    ]


def _colour(writer: SheetWriter, styles: Styles, places: GridPlaces, last_row: int) -> None:
    """Give channels their colours, and shares a shade that deepens with them."""
    first, last = places.first("channel"), places.first("target") - 1
    for channel in Channel:
        word = word_of(channel).choose(writer.language)
        look = styles.get(bg_color=CHANNEL_COLOURS[channel.value], font_color="#FFFFFF")
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
        writer.sheet.conditional_format(FIRST_ROW, first, last_row, last, rule)
    first, last = places.first("share"), places.columns - 1
    shade = {"type": "2_color_scale", "min_color": _PALE, "max_color": _DEEP}
    writer.sheet.conditional_format(FIRST_ROW, first, last_row, last, shade)
