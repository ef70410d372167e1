"""The order of names in lists."""

from __future__ import annotations

import pytest

from planner.domain.name_order import name_order


@pytest.mark.parametrize(
    "names",
    [
        ["Direct", "Direct 1", "Direct 2", "Direct 10", "Strategic 1"],
        ["直销1部", "直销2部", "直销10部"],
        ["电力", "电子", "高校", "化工", "汽车", "食品", "物流", "医疗"],  # by sound, as Excel sorts them
        ["华北大客户部", "华东1部", "华东2部", "渠道部"],
        [
            "\ud800",
            "Ab",
            "Zürich",
            "ab",
            "华东",
            "鑫源",
        ],  # half of a pair breaks nothing; Latin first, rare characters last
        ["2 Nord", "10 Nord", "Ost", "ost"],
        ["T1-2", "T1-10", "T2-1"],
        ["A01", "A1", "A2"],  # numbers alike: as they are written
        ["Line １", "Line 2", "Line １０"],  # wide digits are digits
        ["", "7"],
    ],
)
def test_numbers_in_names_count_as_numbers(names: list[str]):
    mixed = sorted(names)  # as text
    mixed.reverse()
    assert sorted(mixed, key=name_order) == names
