"""What the calibration says: whether the model, asked about last year, is near last year's books, and else where to look."""

from __future__ import annotations

from planner.domain.channel_plan import Calibration
from planner.language import Text

CALIBRATION_LIMIT = 0.15
"""Beyond this the model and last year's books tell different stories."""


def calibration_advice(calibration: Calibration) -> Text | None:
    """Return which parameter to look at when the model is far from last year's books; ``None`` when it is near."""
    if not calibration.actual_revenue_cents:
        return Text("there is no revenue of last year to compare with", "没有可比较的上年收入")
    if abs(calibration.deviation) <= CALIBRATION_LIMIT:
        return None
    if calibration.deviation > 0:
        return Text(
            "The model expects too much of last year's effort: look at Ceiling and Kept when served on sheet Channels, and at Potential.",
            "模型高估上年投入的产出：请检查通路表的赢取上限与服务留存率，以及潜力。",
        )
    return Text(
        "The model expects too little of last year's effort: look at Accounts per FTE and Ceiling on sheet Channels, and at Penetration.",
        "模型低估上年投入的产出：请检查通路表的人均客户数与赢取上限，以及渗透率。",
    )
