"""All sheets of the planning workbook, in the order in which people fill them."""

from __future__ import annotations

from planner.tables.accounts import ACCOUNTS
from planner.tables.calendar import HISTORY, SEASONALITY
from planner.tables.channels import CHANNELS, REBATES
from planner.tables.column import Table
from planner.tables.cost_lines import MARKETING, TEAM_COSTS
from planner.tables.header_words import with_header_words
from planner.tables.overrides import OVERRIDES
from planner.tables.partners import PARTNERS
from planner.tables.pay import COMMISSION_RATES, PAY
from planner.tables.product_market import FIT, JUDGEMENT, POTENTIAL
from planner.tables.products import PRODUCTS
from planner.tables.risk import RISK, SEGMENT_RISK
from planner.tables.scenarios import SCENARIOS
from planner.tables.seats import RAMP, SEATS
from planner.tables.segments import SEGMENTS
from planner.tables.settings import SETTINGS
from planner.tables.teams import COVERAGE, TEAMS

_DECLARED: tuple[Table, ...] = (
    SETTINGS,
    PRODUCTS,
    SEGMENTS,
    POTENTIAL,
    FIT,
    CHANNELS,
    REBATES,
    PARTNERS,
    TEAMS,
    COVERAGE,
    SEATS,
    RAMP,
    SEASONALITY,
    HISTORY,
    TEAM_COSTS,
    MARKETING,
    PAY,
    COMMISSION_RATES,
    JUDGEMENT,
    OVERRIDES,
    RISK,
    SEGMENT_RISK,
    SCENARIOS,
    ACCOUNTS,
)
INPUT_TABLES: tuple[Table, ...] = tuple(with_header_words(table) for table in _DECLARED)


def table_named(key: str) -> Table:
    """Return the declaration whose key is `key`; `KeyError` when there is none."""
    for table in INPUT_TABLES:
        if table.key == key:
            return table
    raise KeyError(key)
