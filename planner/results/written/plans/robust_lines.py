"""The promise of a plan made with a certainty, as sheet Plan states it."""

from __future__ import annotations

from planner.domain.risk import RobustPromise
from planner.language import Text
from planner.results.verification.facts.shares import half_up
from planner.results.written.plans.result_tables import Written
from planner.tables.inputs.risk import ROBUST_LABELS


def read_promise(written: Written) -> RobustPromise | None:
    """Return the promise; ``None`` when the sheet makes none, or when it is not complete, which is reported."""
    sheet = written.plan
    values: dict[str, float] = {}
    first = 0
    for i in range(len(sheet.rows)):
        for key, label in ROBUST_LABELS.items():
            if sheet.cell(i, 0).value not in (label.en, label.zh):
                continue
            value = sheet.cell(i, 1).value
            first = first or i
            if key in values or isinstance(value, bool) or not isinstance(value, int | float):
                text = Text("the line stands twice or holds no number", "该行重复或不是数字")
                written.report("robust_target", sheet.place(i, 1, label), text)
                return None
            values[key] = float(value)
    if not values:
        return None
    if set(values) != set(ROBUST_LABELS):
        text = Text("the lines about certainty are not complete", "关于把握程度的内容不完整")
        written.report("robust_target", sheet.place(first, 0), text)
        return None
    return RobustPromise(
        values["share"],
        half_up(values["revenue"] * 100),
        values["probability"],
        int(values["draws"]),
        int(values["seed"]),
        values["plain_probability"],
        half_up(values["price"] * 100),
    )
