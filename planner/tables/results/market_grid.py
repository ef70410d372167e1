"""Sheet Product-market 产品市场 of the result: blocks side by side, one column a product line in each."""

from __future__ import annotations

from dataclasses import dataclass

from planner.language import Text
from planner.tables.results.plan_market_sheets import PRODUCT_MARKET_SHEET

MARKET_GRID_SHEET = Text("Product-market", "产品市场")
TITLE_ROW = 1
"""Row (from 0) of the blocks' titles."""
BLOCK_TITLES: dict[str, Text] = {key: PRODUCT_MARKET_SHEET.header(key) for key in ("channel", "target", "share")}
"""The blocks in their order, each what one column of sheet Product-market lines says."""
WHOLE_HEADER = Text("All product lines", "全部产品线")


@dataclass(frozen=True, slots=True)
class GridPlaces:
    """Columns (from 0) of the sheet for so many product lines; the first names the segment, behind the targets stands their sum."""

    products: int

    def first(self, block: str) -> int:
        """Return the first column of a block."""
        return {"channel": 1, "target": 1 + self.products, "share": self.whole + 1}[block]

    @property
    def whole(self) -> int:
        """The column of a segment's target over all product lines."""
        return 1 + 2 * self.products

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return self.whole + 1 + self.products
