"""Numbers that are taken as they stand are those that the reader of cells gives, without a word."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.findings import Place
from planner.reading.cells.cells import CellReader
from planner.reading.cells.plain_numbers import plain_number
from planner.reading.cells.read_as import PLAIN, ReadAs
from planner.tables.columns.column import NUMERIC_KINDS, Column, Kind
from planner.tables.registry import INPUT_TABLES
from planner.tables.settings.settings import SETTINGS

_COLUMNS = [c for table in INPUT_TABLES for c in table.columns if c.kind in NUMERIC_KINDS]
_NUMBERS = st.one_of(
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=True, allow_infinity=True),
    st.floats(-3, 3),
    st.integers(-(10**9), 10**9).map(lambda n: n / 100),
    st.integers(-(10**9), 10**9).map(lambda n: n / 1000),
    st.sampled_from((0.0, -0.0, 0.1 + 0.2, 1e-9, 12.0, 1e13, 2.0000001, 1.0000000001, True, "12", "")),
)


def _bounds() -> Iterator[tuple[Column, float]]:
    for column in _COLUMNS:
        for bound in (column.minimum, column.maximum):
            if bound is not None:
                yield from (
                    (column, bound),
                    (column, math.nextafter(bound, 1e300)),
                    (column, math.nextafter(bound, -1e300)),
                )


def _check(value: object, column: Column, way: ReadAs) -> bool:
    quick = plain_number(value, column, way)
    if quick is None:
        return False
    reader = CellReader()
    read = reader.read(value, column, Place("Sheet", 1, "A"), way)
    assert (type(quick), quick, str(quick)) == (type(read), read, str(read)), (value, column.field)
    assert not reader.findings
    assert not reader.below_cents
    return True


@given(
    _NUMBERS,
    st.sampled_from(_COLUMNS),
    st.sampled_from((PLAIN, ReadAs(4), ReadAs(is_percent=True), ReadAs(is_shown_percent=True))),
)
def test_a_number_taken_as_it_stands_is_the_one_that_is_read(value: object, column: Column, way: ReadAs):
    _check(value, column, way)


def test_so_are_those_at_the_bounds_of_every_column():
    taken = [_check(value, column, PLAIN) for column, value in _bounds()]
    assert sum(taken) > len(taken) / 4


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [(1234.56, Kind.MONEY, 123_456), (1234.5, Kind.MONEY, 123_450), (-7, Kind.MONEY, -700), (1.234, Kind.MONEY, None), (1e-05, Kind.MONEY, None),
     (3.0, Kind.COUNT, 3), (3.5, Kind.COUNT, None), (0.25, Kind.SHARE, 0.25), (25, Kind.SHARE, None), (float("nan"), Kind.NUMBER, None),
     ("3", Kind.COUNT, None), (True, Kind.COUNT, None), (3, Kind.TEXT, None)],
)  # fmt: skip
def test_most_numbers_are_taken_as_they_stand_and_others_are_not(value: object, kind: Kind, expected: object):
    header = SETTINGS.columns[0].header
    assert plain_number(value, Column("field", kind, header, header)) == expected
