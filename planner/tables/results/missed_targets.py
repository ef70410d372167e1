"""The mark *target not met* on sheet Plan 计划总览: its words, the headers of its lines, what a line is about."""

from __future__ import annotations

from planner.domain.missed_target import FloorKey
from planner.language import Text

NOT_MET = Text("Target not met", "目标未达成")
"""What a best effort that misses a target says at the top, and above its lines."""

MISSED_HEADERS: dict[str, Text] = {
    "target": Text("Target", "目标"),
    "asked": Text("Asked", "要求"),
    "held": Text("Asked of this plan", "本计划的要求"),
    "reached": Text("Expected", "预期"),
    "shortfall": Text("Short by", "差额"),
}

_FLOOR_WORDS: dict[str, Text] = {
    "revenue_floor": Text("Expected revenue that carries the company's target", "支撑公司目标的预期收入"),
    "product_floor": Text("Floor of product line {n}", "产品线 {n} 的下限"),
    "segment_share_floor": Text("Share floor of segment {n}, as revenue", "细分 {n} 的份额下限（折合收入）"),
    "new_customer_floor": Text("Fewest new customers", "新客户下限"),
    "team_revenue_band": Text("Least expected revenue of team {n}", "团队 {n} 的预期收入下限"),
}


def floor_words(key: FloorKey) -> Text:
    """Return which target a floor is."""
    rule, name = key
    return _FLOOR_WORDS[rule].format(n=name)
