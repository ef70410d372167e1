"""What an option is expected to sell of each product line, in whole cents that add up to its revenue."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.domain.identifiers import ProductId
from planner.domain.rounding import split_amount
from planner.response.curve import Floats, Ints
from planner.response.option_table import Bools, OptionTable

_CLOSE, _RELATIVE_CLOSE = 1e-6, 1e-14
"""Remainders, in cents, that floating point does not tell apart, and the share of the amount that adds to it: such rows are split exactly."""
_AT_ONCE = 100_000
"""Options that are split at once: of millions, the steps in between would take more memory than all that is known of the options."""


def split_by_product(table: OptionTable, products: Sequence[ProductId]) -> Ints:
    """Return the expected revenue of each option by product line: shape (options, products), cents, split by largest remainder.

    Rows are what `split_amount` gives of the revenue by the shares of product lines, evenly where an option sells nothing by share.

    Parameters
    ----------
    products
        The names of the table's product columns, in order.
    """
    sells = np.array([[p in unit.products for p in products] for unit in table.units], dtype=bool)
    parts: Ints = np.empty((table.size, len(products)), dtype=np.int64)
    for first in range(0, table.size, _AT_ONCE):
        rows = slice(first, first + _AT_ONCE)
        sold = np.stack([table.product_revenue(p, rows) for p in range(len(products))], axis=1)
        parts[rows] = _split_rows(table.kept_cents[rows] + table.new_cents[rows], sold, sells[table.unit[rows]])
    return parts


def _split_rows(revenue: Ints, sold: Floats, sells: Bools) -> Ints:
    """Return `revenue` (options,) split by `sold`, evenly over what a unit `sells` where that is nothing; both (options, products)."""
    weights = sold * sells
    nothing = ~weights.any(axis=1)
    weights[nothing] = sells[nothing]
    quota = revenue[:, None] * (weights / weights.sum(axis=1)[:, None])
    parts: Ints = np.floor(quota).astype(np.int64)
    rest = quota - parts
    order = np.argsort(-rest, axis=1, kind="stable")
    left = revenue - parts.sum(axis=1)
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(weights.shape[1])[None, :], axis=1)
    parts += rank < left[:, None]
    for row in np.flatnonzero(_is_close(revenue, rest, order, left, weights)):
        parts[row] = split_amount(int(revenue[row]), [float(w) for w in weights[row]])
    return parts


def _is_close(revenue: Ints, rest: Floats, order: Ints, left: Ints, weights: Floats) -> Bools:
    """Return the rows whose split hangs on less than floating point can tell: a quota that is about whole, or the last remainder to round up."""
    close = (_CLOSE + _RELATIVE_CLOSE * revenue)[:, None]
    is_open = (revenue[:, None] > 0) & (weights > 0) & (weights < weights.sum(axis=1)[:, None])
    near_whole = (is_open & ((rest < close) | (rest > 1 - close))).any(axis=1)
    ordered = np.take_along_axis(rest, order, axis=1)
    columns = rest.shape[1]
    last = np.take_along_axis(ordered, np.clip(left - 1, 0, columns - 1)[:, None], axis=1)[:, 0]
    following = np.take_along_axis(ordered, np.clip(left, 0, columns - 1)[:, None], axis=1)[:, 0]
    is_tied = (left > 0) & (left < columns) & (last - following < close[:, 0])
    found: Bools = near_whole | is_tied | (left < 0)
    return found
