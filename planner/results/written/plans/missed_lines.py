"""The targets that sheet Plan marks as not met."""

from __future__ import annotations

from planner.domain.missed_target import COUNTED_RULE, FloorKey, MissedTarget
from planner.domain.plan_input import PlanInput
from planner.language import Text
from planner.results.written.plans.result_tables import Written
from planner.tables.results.missed_targets import MISSED_HEADERS, floor_words

_WITHIN = 0.00501


def read_missed_targets(written: Written, plan_input: PlanInput) -> tuple[MissedTarget, ...]:
    """Return the lines below the header; a line that names no target, or without its numbers, is reported."""
    sheet = written.plan
    first, last = MISSED_HEADERS["target"], MISSED_HEADERS["shortfall"]
    heads = [
        i
        for i in range(len(sheet.rows))
        if sheet.cell(i, 0).value in (first.en, first.zh) and sheet.cell(i, 4).value in (last.en, last.zh)
    ]
    if not heads:
        return ()
    known = _known_floors(plan_input)
    found: list[MissedTarget] = []
    for i in range(heads[0] + 1, len(sheet.rows)):
        name = sheet.cell(i, 0).value
        if name is None or name == "":
            break
        values = [sheet.cell(i, j).value for j in range(1, 5)]
        if name not in known or any(isinstance(v, bool) or not isinstance(v, int | float) for v in values):
            text = Text("no target, or a line without its numbers", "不是目标，或缺少数字")
            written.report("missed_targets", sheet.place(i, 0, first), text)
            break
        asked, held, reached, short = (float(v) for v in values)
        if abs(asked - reached - short) > _WITHIN:
            text = Text("found {a}, recomputed {b:,.10g}", "内容为 {a}，复算为 {b:,.10g}")
            written.report("missed_targets", sheet.place(i, 4, last), text.format(a=short, b=asked - reached))
        key = known[name]
        cents = 1 if key[0] == COUNTED_RULE else 100
        found.append(MissedTarget(*key, asked * cents, held * cents, reached * cents))
    return tuple(found)


def _known_floors(plan_input: PlanInput) -> dict[str, FloorKey]:
    """Return every floor that the workbook may ask for, by its words in both languages."""
    keys: list[FloorKey] = [("revenue_floor", ""), (COUNTED_RULE, "")]
    keys += [("product_floor", p.product) for p in plan_input.products]
    keys += [("segment_share_floor", s.segment) for s in plan_input.segments]
    keys += [("team_revenue_band", t.team) for t in plan_input.teams]
    return {words: key for key in keys for words in (floor_words(key).en, floor_words(key).zh)}
