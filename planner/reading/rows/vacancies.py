"""Posts beside people: a table of 编制, 在岗 and 空缺 counts the vacancies among the posts."""

from __future__ import annotations

import re

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_row import HeaderRow
from planner.reading.words.headers import normalise

_POSTS = re.compile(r"编制(?!内)|\b(?:establishment|positions|posts|approved headcount)\b")
_VACANCIES = re.compile(r"空缺|缺编|空编|空岗|缺口|\b(?:vacant|vacanc(?:y|ies)|open (?:positions|posts|headcount))\b")


def report_posts(grid: Grid, header: HeaderRow, reader: CellReader) -> None:
    """Refuse a number of posts read as heads beside a column of vacancies: those would be counted as people and hired once more."""
    j = next((j for j, column in header.match.items() if column.field == "heads"), None)
    if j is None or not _POSTS.search(normalise(header.texts[j])):
        return
    vacant = next((k for k, text in header.texts.items() if k != j and _VACANCIES.search(normalise(text))), None)
    if vacant is None:
        return
    reader.report(
        "heads_with_vacancies",
        Severity.ERROR,
        grid.place(header.row, j, header.match[j].header),
        Text("'{p}' counts the vacancies of '{v}' too", "“{p}”含“{v}”列的空缺").format(
            p=header.texts[j].strip()[:40], v=header.texts[vacant].strip()[:40]
        ),
        Text("the people in place are expected", "应为在岗人数"),
        Text("Add a column 'Heads' without the vacancies.", "请增加“在岗人数”列（编制减空缺）。"),
    )
