"""Sheet Plan of a plan workbook: labels in the first column, values beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.domain.choices import Channel
from planner.findings import Place
from planner.language import Text
from planner.results.written.sheets.book import Sheet
from planner.tables.results.plan_summary_sheet import COMPARISON_HEADERS, COMPARISON_ROWS, PLAN_LABELS
from planner.tables.words.choice_words import word_of


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What sheet Plan states: row of each label, the comparison's place, the rows of the block of channels."""

    sheet: Sheet
    labels: dict[str, int]
    comparison_row: int
    comparison: dict[str, int]
    channels: dict[Channel, tuple[int, int]]
    repeated: tuple[str, ...]

    def value(self, key: str) -> Any:
        """Return the value beside a label; ``None`` when label or value is missing."""
        return self.sheet.cell(self.labels[key], 1).value if key in self.labels else None

    def number(self, key: str) -> float | None:
        """Return the same where it is a number."""
        value = self.value(key)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def place(self, key: str) -> Place:
        """Return where the value beside a label stands."""
        return self.sheet.place(self.labels.get(key, 0), 1, PLAN_LABELS[key])

    def compared(self, row: str, column: str) -> tuple[Any, Place]:
        """Return a cell of the comparison and where it stands."""
        i, j = self.comparison_row + 1 + list(COMPARISON_ROWS).index(row), self.comparison[column]
        return self.sheet.cell(i, j).value, self.sheet.place(i, j, COMPARISON_ROWS[row])


def read_plan_page(sheet: Sheet) -> PlanPage:
    """Return where sheet Plan states what. Labels of the comparison are not mistaken for those of the headline, which come first."""
    labels: dict[str, int] = {}
    repeated: list[str] = []
    head = next((i for i in range(len(sheet.rows)) if _is(sheet.cell(i, 0).value, COMPARISON_HEADERS["figure"])), -1)
    block = range(head, head + len(COMPARISON_ROWS) + 1) if head >= 0 else range(0)
    for i in range(len(sheet.rows)):
        if i in block:
            continue
        for key, label in PLAN_LABELS.items():
            if _is(sheet.cell(i, 0).value, label):
                if key in labels:
                    repeated.append(key)
                labels.setdefault(key, i)
    columns = {
        key: j
        for j in range(len(sheet.rows[head]) if head >= 0 else 0)
        for key, header in COMPARISON_HEADERS.items()
        if _is(sheet.cell(head, j).value, header)
    }
    return PlanPage(sheet, labels, head, columns, _find_channels(sheet), tuple(repeated))


def _find_channels(sheet: Sheet) -> dict[Channel, tuple[int, int]]:
    """Return where each channel of the small block stands: the first cell off the first column that holds its name."""
    found: dict[Channel, tuple[int, int]] = {}
    for i, row in enumerate(sheet.rows):
        for j, cell in enumerate(row):
            for channel in Channel:
                if j > 0 and channel not in found and _is(cell.value, word_of(channel)):
                    found[channel] = (i, j)
    return found


def _is(value: object, text: Text) -> bool:
    return value in (text.en, text.zh)
