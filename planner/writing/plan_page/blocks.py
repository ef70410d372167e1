"""What every block of sheet Plan is made of: a heading, a sentence across the page."""

from __future__ import annotations

from typing import Any

from planner.language import Text
from planner.tables.columns.column import Kind
from planner.writing.layout.plan_grid import SheetWriter
from planner.writing.layout.text_room import count_lines

MONEY, SHARE, NUMBER, COUNT = Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT
WIDTHS = (42, 20, 20, 20, 20, 18)
LINE_POINTS = 15


def add_heading(writer: SheetWriter, row: int, text: Text) -> int:
    """Write a heading; return the row below."""
    writer.put(row, 0, text, bold=True, font_size=12, font_color="#1F4E79", bottom=1)
    return row + 1


def add_sentence(writer: SheetWriter, row: int, sentence: str, is_alarm: bool = False) -> None:
    """Write a sentence across the page, in as many lines as it takes; an alarm is bold and red."""
    look: dict[str, Any] = {"bold": True, "font_color": "#C00000"} if is_alarm else {}
    lines = count_lines(sentence, sum(WIDTHS))
    if lines == 1:
        writer.put(row, 0, sentence, **look)
    else:
        style = writer.styles.get(text_wrap=True, **look)
        writer.sheet.merge_range(row, 0, row, len(WIDTHS) - 1, sentence, style)
        writer.sheet.set_row(row, LINE_POINTS * lines)
