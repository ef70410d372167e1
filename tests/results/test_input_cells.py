"""What a cell of an input sheet means is exact, also where nothing has to be rounded."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.language import Text
from planner.results.written.inputs.input_cells import read_input_cell
from planner.results.written.sheets.book import Cell
from planner.tables.columns.column import Column, Kind

_NAME = Text("Column", "列")


def _column(kind: Kind, low: float | None = None, high: float | None = None) -> Column:
    return Column("field", kind, _NAME, _NAME, minimum=low, maximum=high)


@given(
    st.one_of(
        st.floats(-1e13, 1e13), st.integers(-(10**13), 10**13), st.integers(-(10**9), 10**9).map(lambda n: n / 100)
    )
)
def test_an_amount_is_rounded_half_up_to_cents_as_people_see_it(amount: float):
    cents = (Decimal(repr(amount)) * 100).to_integral_value(rounding="ROUND_HALF_UP")
    assert read_input_cell(Cell(amount), _column(Kind.MONEY)) == int(cents)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.MONEY, 0.125, 13),
        (Kind.MONEY, -0.0, 0),
        (Kind.MONEY, 1e-05, 0),
        (Kind.MONEY, 1.1e13, None),
        (Kind.MONEY, float("nan"), None),
        (Kind.MONEY, True, None),
        (Kind.MONEY, "12", None),
        (Kind.COUNT, 3.0, 3),
        (Kind.COUNT, 3.5, None),
        (Kind.COUNT, float("inf"), None),
        (Kind.COUNT, 11, None),
        (Kind.NUMBER, 10.000000000000002, None),
        (Kind.NUMBER, 10, 10.0),
        (Kind.NUMBER, -1e-300, None),
        (Kind.SHARE, "0.1", None),
    ],
)
def test_what_the_program_does_not_write_is_not_read(kind: Kind, value: object, expected: object):
    bounds = (0, 10) if kind is not Kind.MONEY else (None, None)
    assert read_input_cell(Cell(value), _column(kind, *bounds)) == expected
