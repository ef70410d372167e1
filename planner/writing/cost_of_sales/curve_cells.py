"""Cells of sheet Cost curve: amounts to the cent, ratios to a hundredth of a percent, blue where finance may change them."""

from __future__ import annotations

from typing import Any

from planner.language import Text
from planner.tables.columns.column import Kind
from planner.writing.layout.formats import ACCENT
from planner.writing.layout.plan_grid import Formula, SheetWriter

_FORMATS = {Kind.MONEY: "#,##0.00;[Red]-#,##0.00", Kind.SHARE: "0.00%", Kind.NUMBER: "#,##0.00##"}


class CurveCells:
    """Writes cells in the sheet's language."""

    def __init__(self, writer: SheetWriter) -> None:
        self.writer = writer

    def put(
        self, row: int, column: int, value: object, kind: Kind = Kind.TEXT, *, blue: bool = False, **look: Any
    ) -> None:
        """Write a value or a formula; a blue cell is one to change, even when it is blank; green where it comes from another sheet."""
        if kind in _FORMATS:
            look["num_format"] = _FORMATS[kind]
        if blue:
            look |= {"font_color": "#1E7B34" if isinstance(value, Formula) else "#0000FF", "bg_color": "#F3F7FD"}
        if isinstance(value, Text):
            value = value.choose(self.writer.language)
        style = self.writer.styles.get(**look)
        if isinstance(value, Formula):
            self.writer.sheet.write_formula(row, column, value.text, style, value.value)
        elif value is None:
            self.writer.sheet.write_blank(row, column, None, style)
        elif isinstance(value, int | float):
            self.writer.sheet.write_number(row, column, value, style)
        else:
            self.writer.sheet.write_string(row, column, str(value), style)

    def title(self, row: int, text: Text) -> None:
        """Write the title of a section."""
        self.put(row, 0, text, bold=True, font_color=ACCENT, font_size=12)

    def header(self, row: int, column: int, text: Text) -> None:
        """Write the header of a parameter."""
        self.writer.sheet.write_string(row, column, text.choose(self.writer.language), self.writer.styles.header())
