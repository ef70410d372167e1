"""All sheets of the planning workbook, in the order in which people fill them."""

from __future__ import annotations

from planner.tables.columns.column import Table
from planner.tables.inputs.accounts import ACCOUNTS
from planner.tables.inputs.calendar import HISTORY, SEASONALITY
from planner.tables.inputs.channels import CHANNELS, REBATES
from planner.tables.inputs.cost_lines import MARKETING, TEAM_COSTS
from planner.tables.inputs.overrides import OVERRIDES
from planner.tables.inputs.partners import PARTNERS
from planner.tables.inputs.pay import COMMISSION_RATES, PAY
from planner.tables.inputs.product_market import FIT, JUDGEMENT, POTENTIAL
from planner.tables.inputs.products import PRODUCTS
from planner.tables.inputs.risk import RISK, SEGMENT_RISK
from planner.tables.inputs.scenarios import SCENARIOS
from planner.tables.inputs.seats import RAMP, SEATS
from planner.tables.inputs.segments import SEGMENTS
from planner.tables.inputs.teams import COVERAGE, TEAMS
from planner.tables.settings.settings import SETTINGS
from planner.tables.words.header_words import with_header_words

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
