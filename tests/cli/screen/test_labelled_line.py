"""Values line up under each other in both languages."""

from __future__ import annotations

from planner.cli.screen.labelled_line import labelled_line
from planner.language import Language, Text


def test_values_begin_in_the_same_column():
    # "Target:" takes 7 columns, so 3 blanks; 目标： takes 6, so 4; a label that is too long keeps one blank.
    assert labelled_line(Text("Target", "目标"), "5", Language.ENGLISH, 10) == "Target:   5"
    assert labelled_line(Text("Target", "目标"), "5", Language.CHINESE, 10) == "目标：    5"
    assert labelled_line(Text("Cost of sales", "营销成本率与比"), "5", Language.CHINESE, 10) == "营销成本率与比： 5"
