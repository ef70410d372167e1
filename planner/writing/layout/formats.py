"""The look of all workbooks: one place for fonts, colours and number formats."""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from planner.language import Language, Text
from planner.tables.columns.column import Kind

INK, ACCENT, PALE, LINE = "#1F2A37", "#1F4E79", "#EAF1F8", "#C9D3DE"
INPUT_REQUIRED, INPUT_OPTIONAL = "#FFF4CC", "#FFFFFF"
CHANNEL_COLOURS = {
    "direct": "#1F4E79",
    "strategic_partner": "#C55A11",
    "smb_partner": "#3A7D44",
    "seed": "#B79A2B",
    "avoid": "#8A8F98",
}
MONEY, MONEY_EXACT, PERCENT, NUMBER, WHOLE = "#,##0;[Red]-#,##0", "#,##0.00;[Red]-#,##0.00", "0.0%", "#,##0.00", "#,##0"
_POINTS = Text('" pts"', '"（百分点）"')
_BY_KIND = {
    Kind.MONEY: MONEY_EXACT,
    Kind.SHARE: "0.0##%",
    Kind.NUMBER: "General",
    Kind.COUNT: WHOLE,
    Kind.MONTH: "0",
    Kind.YEAR: "0",
}


def points_format(digits: int, language: Language) -> str:
    """Return the number format of a difference of two shares: 11.8 % less 12.0 % are 0.2 points, which is not 0.2 % of anything."""
    share = f"0.{'0' * digits}%{_POINTS.choose(language)}"
    return f"+{share};-{share};{share}"


class Styles:
    """Formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._asked: dict[tuple[tuple[str, Any], ...], Format] = {}

    def get(self, **properties: Any) -> Format:
        """Return the format with `properties` (XlsxWriter's names) on the house font."""
        asked = tuple(properties.items())
        known = self._asked.get(asked)
        if known is not None:  # the way of nearly every cell
            return known
        base = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "vcenter"}
        key = tuple(sorted({**base, **properties}.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(dict(key))
        self._asked[asked] = self._made[key]
        return self._made[key]

    def header(self, required: bool = False) -> Format:
        """Return the format of a header cell."""
        colour = ACCENT if not required else "#7F3F00"
        return self.get(
            bold=True,
            font_color="#FFFFFF",
            bg_color=colour,
            text_wrap=True,
            border=1,
            border_color=LINE,
            align="center",
        )

    def title(self) -> Format:
        """Return the format of a sheet's title."""
        return self.get(bold=True, font_size=16, font_color=ACCENT)

    def note(self) -> Format:
        """Return the format of an explanation."""
        return self.get(italic=True, font_color="#5B6775", text_wrap=True, valign="top")

    def of_kind(self, kind: Kind, **properties: Any) -> Format:
        """Return the format of an input cell of `kind`."""
        number_format = _BY_KIND.get(kind)
        own = {"num_format": number_format} if number_format else {"num_format": "@", "indent": 1}
        return self.get(**{**own, **properties})
