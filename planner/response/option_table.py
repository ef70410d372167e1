"""The coverage options as one table of numpy columns: the audit trail of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from planner.domain.choices import Channel
from planner.domain.identifiers import TeamId
from planner.domain.market import Unit
from planner.response.curve import Floats, Ints

Bools = NDArray[np.bool_]
NO_TEAM = -1
CHANNELS: tuple[Channel, ...] = tuple(Channel)


@dataclass(frozen=True, slots=True, eq=False)
class OptionTable:
    """One row an option, sorted by unit, channel, lead team, co-seller, effort.

    Index columns point into `units`, `CHANNELS` and `teams` (`NO_TEAM` for none). Money columns are integer cents in the plan year.
    `new_products`, `kept_products` have shape (options, products): share of new and kept revenue by product.
    `allowed` is false where a person's choice rules the option out; `eligible` is false for a row that only prices a baseline.
    `is_today`, `is_matrix` mark the rows that the two baselines use.
    """

    units: tuple[Unit, ...]
    teams: tuple[TeamId, ...]
    unit: Ints
    channel: Ints
    team: Ints
    coseller: Ints
    fte: Floats
    cosell_fte: Floats
    reach: Floats
    kept_cents: Ints
    new_cents: Ints
    carry_over_cents: Ints
    margin_cents: Ints
    partner_margin_cents: Ints
    commission_cents: Ints
    programme_cents: Ints
    option_value_cents: Ints
    new_customers: Floats
    kept_products: Floats
    new_products: Floats
    is_changed: Bools
    allowed: Bools
    eligible: Bools
    is_today: Bools
    is_matrix: Bools
    matrix_channel: Ints

    @property
    def size(self) -> int:
        """Number of options."""
        return int(self.unit.size)

    def rows_of(self, unit: int) -> Ints:
        """Return the options of the unit with index `unit`, in order."""
        first, end = np.searchsorted(self.unit, (unit, unit + 1)).tolist()
        return np.arange(first, end)

    def pick(self, options: Sequence[int]) -> OptionTable:
        """Return the table of these options alone, in the order given."""
        rows = np.array(options, dtype=np.int64)
        columns = [f.name for f in fields(self) if f.name not in ("units", "teams")]
        return replace(self, **{name: getattr(self, name)[rows] for name in columns})

    @property
    def revenue_cents(self) -> Ints:
        """Expected revenue: kept + new."""
        return self.kept_cents + self.new_cents

    @property
    def variable_cost_cents(self) -> Ints:
        """Partner margin, commission and programme cost."""
        return self.partner_margin_cents + self.commission_cents + self.programme_cents

    def product_revenue(self, product: int, rows: slice = slice(None)) -> Floats:
        """Return expected revenue (cents, not rounded) of the product with index `product`, per option of `rows`."""
        kept, new = self.kept_cents[rows], self.new_cents[rows]
        return kept * self.kept_products[rows, product] + new * self.new_products[rows, product]

    def value_cents(self, next_year_weight: float) -> Ints:
        """Return each option's term of the objective *contribution*, before team cost: margin − variable cost + next year + option value."""
        later = np.floor(self.carry_over_cents * next_year_weight + 0.5).astype(np.int64)
        value: Ints = self.margin_cents - self.variable_cost_cents + later + self.option_value_cents
        return value
