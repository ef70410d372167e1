"""What is said of a run of many cases that Ctrl-C or a polite kill cut off: what is finished is kept, and looks like all there is."""

from __future__ import annotations

from collections.abc import Iterable

from planner.cli.screen.last_words import say_at_end
from planner.domain.scenario import CaseOutcome
from planner.errors import PlanInterruptedError
from planner.language import Text
from planner.results.comparison import CUT_OFF, ComparedCase


def count_solved(cases: Iterable[ComparedCase]) -> int:
    """Return how many of `cases` were solved."""
    return sum(case.outcome is not CaseOutcome.NOT_RUN for case in cases)


def refuse_nothing_solved(is_interrupted: bool, solved: int) -> None:
    """Leave what was written before as it is where somebody stopped a run before anything was `solved`.

    Raises
    ------
    PlanInterruptedError
        When that is so.
    """
    if is_interrupted and not solved:
        text = Text(
            "Interrupted before the first case was solved. Nothing was written.",
            "在首个方案求解之前已中断。未写入任何内容。",
        )
        raise PlanInterruptedError(text)


def tell_cut_off(is_interrupted: bool, solved: int) -> tuple[tuple[Text, str], ...]:
    """Where somebody stopped a run after so many cases were `solved`, have it told at the end; return the fact that the workbook shows of it.

    Raises
    ------
    PlanInterruptedError
        When there were none.
    """
    refuse_nothing_solved(is_interrupted, solved)
    if not is_interrupted:
        return ()
    text = Text(
        "Interrupted: what is written is of the cases that were solved by then ({n}).",
        "已中断：写出的内容只含此前已求解的方案（{n} 个）。",
    )
    say_at_end(text.format(n=solved))
    return ((CUT_OFF, str(solved)),)
