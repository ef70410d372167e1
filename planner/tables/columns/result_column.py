"""What a column and a sheet of the result are, as `column` says it of the sheets of the input."""

from __future__ import annotations

from dataclasses import dataclass

from planner.language import Text
from planner.tables.columns.column import Kind

TOTAL_LABEL = Text("Total of the rows shown", "所示行合计")
"""What stands in the first column beside the totals above a header: they follow the sheet's filter."""


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """One column: key in the program, header, what its cells hold, and whether a live total stands above the header."""

    key: str
    header: Text
    kind: Kind = Kind.TEXT
    is_summed: bool = False


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """One result sheet with a table; the first column names the row."""

    key: str
    sheet: Text
    columns: tuple[ResultColumn, ...]

    def header(self, key: str) -> Text:
        """Return the header of column `key`; `KeyError` when there is none."""
        for column in self.columns:
            if column.key == key:
                return column.header
        raise KeyError(f"{self.key}.{key}")


def list_months(kind: Kind, is_summed: bool = False) -> tuple[ResultColumn, ...]:
    """Return the columns of the twelve months of the fiscal year."""
    return tuple(ResultColumn(f"m{m}", Text(f"M{m}", f"第{m}月"), kind, is_summed) for m in range(1, 13))
