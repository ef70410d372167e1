"""The targets that a best effort does not reach: said at the top of sheet Plan, and listed."""

from __future__ import annotations

from planner.domain.missed_target import COUNTED_RULE, MissedTarget
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Text
from planner.results.missed_targets import missed_words
from planner.tables.results.missed_targets import MISSED_HEADERS, NOT_MET, floor_words
from planner.writing.layout.plan_grid import Formula, SheetWriter
from planner.writing.plan_page.blocks import MONEY, NUMBER, add_heading

_CUSTOMER_DIGITS = 4


def headline_words(plan_input: PlanInput, plan: AnnualPlan) -> Text:
    """Return what stands at the top: the first target that is missed, and how many others are."""
    words, others = missed_words(plan_input, plan.missed[0]), len(plan.missed) - 1
    if not others:
        return words
    return Text("{w}. {n} more below", "{w}。另有 {n} 项见下").format(w=words, n=others)


def add_missed_targets(writer: SheetWriter, row: int, plan: AnnualPlan) -> int:
    """List the missed targets with what is asked, what the plan was held to, what it reaches; return the row below."""
    if not plan.missed:
        return row
    row = add_heading(writer, row + 1, NOT_MET)
    for column, head in enumerate(MISSED_HEADERS.values()):
        writer.put(row, column, head, bold=True, bg_color="#EAF1F8", align="right" if column else "left")
    for missed in plan.missed:
        row += 1
        kind = NUMBER if missed.rule == COUNTED_RULE else MONEY
        asked, held, reached = (_shown(missed, x) for x in (missed.asked, missed.held, missed.reached))
        writer.put(row, 0, floor_words(missed.key), text_wrap=True)
        for column, value in enumerate((asked, held, reached), start=1):
            writer.put(row, column, value, kind)
        short = round(asked - reached, _CUSTOMER_DIGITS)
        writer.put(
            row,
            4,
            Formula(f"=ROUND(B{row + 1}-D{row + 1},{_CUSTOMER_DIGITS})", short),
            kind,
            bold=True,
            font_color="#C00000",
        )
    return row + 1


def _shown(missed: MissedTarget, value: float) -> float:
    return round(value, _CUSTOMER_DIGITS) if missed.rule == COUNTED_RULE else round(value) / 100
