"""The time that stands for the clock: what the environment says where a calendar has it, never before 1980, else none."""

from __future__ import annotations

import pytest

from planner.writing.files.source_date import read_source_date


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("1700000000", "2023-11-14 22:13"),
        ("0", "1980-01-01 00:00"),
        ("-5", "1980-01-01 00:00"),
        ("253402300799", "9999-12-31 23:59"),
        ("253402300800", None),
        ("9" * 5000, None),
        ("soon", None),
        ("١٢٣", None),
        ("", None),
    ],
)
def test_what_is_no_time_is_none(monkeypatch, stated, read):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stated)
    date = read_source_date()
    assert (None if date is None else f"{date:%Y-%m-%d %H:%M}") == read
