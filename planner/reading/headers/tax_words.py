"""Amounts with and without tax: 含税 beside 不含税."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_row import HeaderRow
from planner.tables.columns.column import Column, Kind

_WITHOUT = re.compile(
    r"不含税|未税|未含税|除税|税前|去税|(?:excl\w*\.?|excluding|without|ex|net of)\s*(?:vat|tax|gst)\b", re.IGNORECASE
)
_WITH = re.compile(r"含税|价税合计|(?:incl\w*\.?|including|with|gross of)\s*(?:vat|sales tax|tax|gst)\b", re.IGNORECASE)
_WITHOUT_TAX_MEANT = ("revenue", "potential", "target", "deal", "revenue_cents")
"""What is in the names of fields whose amounts a margin or a ratio is computed from. Cash is collected with tax."""


def says_tax(text: str) -> bool | None:
    """Return whether words say amounts with tax (true) or without it (false); ``None`` where they say neither.

    Examples
    --------
    >>> says_tax("销售额（含税）"), says_tax("销售额（不含税）"), says_tax("Sales incl. VAT"), says_tax("销售额")
    (True, False, True, None)
    """
    return False if _WITHOUT.search(text) else True if _WITH.search(text) else None


def is_without_tax(column: Column) -> bool:
    """Whether a column's amounts are compared with revenue, which is without tax."""
    is_named = any(word in column.field for word in _WITHOUT_TAX_MEANT)
    return column.kind is Kind.MONEY and is_named and "collections" not in column.field


def note_tax(texts: Sequence[object], column: Column, place: Place, reader: CellReader) -> None:
    """Keep what a header, a label or the words beside it say about tax, to be judged together."""
    words = " ".join(t for t in texts if isinstance(t, str))
    said = says_tax(words) if is_without_tax(column) else None
    if said is not None:
        reader.taxes.append((said, words.strip()[:40], place))


def note_taxes(grid: Grid, header: HeaderRow, reader: CellReader) -> None:
    """Keep what the headers of amounts and the titles above them say about tax."""
    titles = [c for row in grid.rows[: header.row] for c in row if isinstance(c, str) and says_tax(c) is not None]
    for j, column in header.match.items():
        own = says_tax(header.texts[j]) is not None
        note_tax([header.texts[j]] if own else titles, column, grid.place(header.row, j), reader)


def check_taxes(reader: CellReader) -> None:
    """Report amounts with tax: an error beside amounts that say they are without, else a warning."""
    with_tax = [(words, place) for said, words, place in reader.taxes if said]
    without = next((words for said, words, _ in reader.taxes if not said), None)
    for words, place in with_tax:
        found = Text("'{t}' says amounts with tax", "“{t}”为含税金额").format(t=words)
        expected = Text("amounts without tax are expected, as in '{o}'", "应与“{o}”一致，为不含税金额")
        remedy = Text(
            "Divide them by 1 plus the tax rate: with tax, margins and cost ratios are wrong.",
            "请除以（1+税率）：含税口径下毛利率、费用率会失真。",
        )
        if without is not None:
            reader.report("tax_differs", Severity.ERROR, place, found, expected.format(o=without), remedy)
        else:
            reader.report("tax_included", Severity.WARNING, place, found, remedy=remedy)
