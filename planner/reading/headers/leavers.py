"""Columns that say who or what is no longer there: an exit date, a status. They are not read, and the rows count like others."""

from __future__ import annotations

import re

from planner.findings import Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_row import HeaderRow, is_blank
from planner.reading.words.cell_words import says_nothing
from planner.reading.words.headers import clean_name, normalise

_EXIT = re.compile(
    r"\b(?:exit|exits|leaving|left|leave date|date of leaving|termination|terminated|last (?:working )?day"
    r"|end of (?:contract|employment)|contract end)\b|离职|离岗|离司|退出日|退休|解约|停用日"
)
_STATUS = re.compile(
    r"\b(?:status|state|active|in service|employed)\b|状态|在职情况|是否在职|在职否|是否有效|是否启用|有效性"
)
_GONE = re.compile(
    r"(?:inactive|not active|left|gone|leaver|leaving|terminated|resigned|retired|dismissed|closed|cancelled|discontinued|dropped|obsolete|ex|former"
    r"|no|n|false|0|离职|已离职|待离职|拟离职|离岗|退休|停用|失效|无效|注销|关闭|已关闭|终止|已终止|解约|流失|否)"
)
_LEFT = re.compile(r"\b(?:left|leaver|leaving|resigned|terminated|retired|ex-employee)\b|离职|离岗|退休")


def report_left(grid: Grid, header: HeaderRow, j: int, reader: CellReader) -> bool:
    """Report a column that is not read where its cells say that some rows are no longer there; return whether it does."""
    text = normalise(header.texts[j])
    if not (_STATUS.search(text) or _EXIT.search(text)):
        return False  # a book of accounts is long
    body = [(i, grid.rows[i][j]) for i in range(header.body, len(grid.rows)) if j < len(grid.rows[i])]
    filled = [
        (i, cell) for i, cell in body if not is_blank(cell) and not (isinstance(cell, str) and says_nothing(cell))
    ]
    if _STATUS.search(text):
        left = [i for i, cell in filled if _GONE.fullmatch(normalise(cell)) or cell is False]
    elif len(filled) < len(body):
        left = [i for i, cell in filled if normalise(cell) not in ("no", "n", "false", "0", "否", "无")]
    else:
        left = []
    if not left:
        return False
    found = Text(
        "column '{n}' is not read, and says of {k} rows that they are no longer there, first in row {r}",
        "“{n}”列未读取，而其中有 {k} 行注明已不在，首处为第 {r} 行",
    ).format(n=clean_name(header.texts[j])[0], k=len(left), r=left[0] + 1)
    remedy = Text(
        "They count like others: delete them, or write 'to be hired' where somebody follows.",
        "这些行仍照常计入：请删除；如需补员，请写“待招”。",
    )
    reader.report("rows_left", Severity.WARNING, grid.place(header.row, j), found, remedy=remedy)
    return True


def says_left(name: str) -> bool:
    """Whether words beside a person's name say that the person has left or will.

    Examples
    --------
    >>> says_left("Kurt Lang (left 31.12.)"), says_left("张伟（已离职）"), says_left("Lefteris Ex")
    (True, True, False)
    """
    return bool(_LEFT.search(normalise(name)))
