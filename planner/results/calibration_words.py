"""What the calibration says: whether the model, asked about last year, is near last year's books, and else where to look."""

from __future__ import annotations

from planner.domain.channel_plan import Calibration
from planner.domain.coverage import revenue_of_unknown_service
from planner.domain.plan_input import PlanInput
from planner.language import Text

CALIBRATION_LIMIT = 0.15
"""Beyond this the model and last year's books tell different stories."""


UNKNOWN_LIMIT = 0.1
"""From this share of last year's revenue on it matters that nobody says who served it."""


def calibration_advice(calibration: Calibration, plan_input: PlanInput) -> Text | None:
    """Return what to look at when the model is far from last year's books; ``None`` when it is near."""
    if not calibration.actual_revenue_cents:
        return Text("there is no revenue of last year to compare with", "没有可比较的上年收入")
    if abs(calibration.deviation) <= CALIBRATION_LIMIT:
        return None
    if calibration.deviation > 0:
        return Text(
            "The model expects too much of last year's effort: look at Ceiling and Kept when served on sheet Channels, and at Potential.",
            "模型高估上年投入的产出：请检查通路表的赢取上限与服务留存率，以及潜力。",
        )
    return advice_where_too_little(plan_input)


def advice_where_too_little(plan_input: PlanInput) -> Text:
    """Return what to look at where the model expects less of last year's effort than it brought."""
    unknown = revenue_of_unknown_service(plan_input)
    if unknown >= UNKNOWN_LIMIT:
        return Text(
            "Who served {s} of last year's revenue is not said, which counts as not served: fill Today's channel and Today's team. Until "
            "then the gain over last year says little.",
            "上年收入的 {s} 未注明由谁服务，按未服务计：请填写现有通路与现有团队；在此之前，较上年的增益意义不大。",
        ).format(s=f"{unknown * 100:.0f} %")
    return Text(
        "The model expects too little of last year's effort: look at Accounts per FTE and Ceiling on sheet Channels, and at Penetration.",
        "模型低估上年投入的产出：请检查通路表的人均客户数与赢取上限，以及渗透率。",
    )
