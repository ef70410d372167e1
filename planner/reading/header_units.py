"""Units of a table's columns: what their headers, the lines above and the sheet's name say of them, and what cannot be taken."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planner.findings import Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells import CellReader
from planner.reading.grid import Grid
from planner.reading.header_row import HeaderRow, is_blank
from planner.reading.headers import header_key, header_spellings, normalise
from planner.reading.time_units import find_other_time
from planner.reading.unit_words import PIECES, YEAR_OR_HEAD, plain_unit
from planner.reading.units import StatedUnit, split_unit, unit_in_title
from planner.tables.accounts import ACCOUNTS
from planner.tables.column import Column, Kind

_PER_ACCOUNT = re.compile(
    r"(?:\bper|\ba|/)\s*(?:account|customer|client|store|site)\b|每[家户]|每个?客户|户均|客均|单客|[/／]\s*(?:[家户]|客户)"
)
_SCORES = re.compile(r"(?<![\d.])([01])\s*(?:-|–|to|至|到|~)\s*(\d{1,3})(?![\d.])")
_FULL_MARKS = ("1", "100")
_OF_ALL_HEADS = re.compile(
    r"\btotal\b|\bsum\b|\ball heads\b|\bwhole team\b|\bper team\b|/\s*team\b|合计|总额|总计|全队|团队总"
)
_OF_ONE_HEAD = re.compile(r"(?:\bper|/)\s*(?:head|rep|person|fte|employee)\b|人均|每人|[/／]\s*人")
_THE_UNIT = Text("the unit '{u}'", "单位“{u}”")
_NO_MONEY = (Kind.NUMBER, Kind.COUNT, Kind.SHARE, Kind.MONTH, Kind.YEAR)
SCALED = (Kind.MONEY, Kind.NUMBER, Kind.COUNT)
"""Kinds whose numbers a unit such as 万 or k multiplies."""


def sheet_unit(
    grid: Grid, header_row: int, of_columns: frozenset[int] = frozenset()
) -> tuple[StatedUnit, Place] | None:
    """Return the unit of money that stands above the table or in the sheet's name, and where; ``None`` when there is none.

    In the line above the header the words of some columns (`of_columns`) are those columns' own.
    """
    for i, cells in enumerate(grid.rows[:header_row]):
        for j, cell in enumerate(cells):
            if isinstance(cell, str) and cell and not (i + 1 == header_row and j in of_columns):
                unit = unit_in_title(cell)
                if unit is not None:
                    return unit, grid.place(i, j)
    unit = split_unit(grid.sheet)[1]
    return (
        (unit, Place(grid.sheet))
        if unit is not None and (unit.power or unit.period or plain_unit(unit.words) in PIECES)
        else None
    )


def report_per_account(text: object, column: Column, place: Place, reader: CellReader) -> None:
    """Report words above amounts of whole segments that say an amount of one account is meant: a plan would count a fiftieth."""
    is_meant = column in ACCOUNTS.columns or column.field == "average_deal_cents"
    if isinstance(text, str) and not is_meant and _PER_ACCOUNT.search(text.casefold()):
        reader.report(
            "amount_per_account",
            Severity.ERROR,
            place,
            Text("'{t}' says amounts of one account", "“{t}”为单个客户的金额").format(t=text.strip()[:60]),
            Text("amounts of the whole segment are expected", "应为整个细分的金额"),
            Text("Multiply them by the accounts.", "请乘以客户数。"),
        )


def report_other_measure(text: str, column: Column, place: Place, reader: CellReader) -> None:
    """Report words that say another measure than the column holds: scores of a scale where shares are meant, sums where amounts per head are."""
    plain = normalise(text)
    report_other_time((text,), column, place, reader)
    if column.kind is Kind.SHARE:
        scale = _SCORES.search(plain)
        if scale is not None and scale[2] not in _FULL_MARKS:
            reader.report(
                "scores_for_shares",
                Severity.ERROR,
                place,
                Text("'{t}' says scores of {a} to {b}", "“{t}”为 {a}–{b} 的评分").format(
                    t=text.strip()[:60], a=scale[1], b=scale[2]
                ),
                Text("percent is expected", "应为百分比"),
                Text(
                    "Write a percent for each score, such as 60 % for a good one.",
                    "请把各评分换成百分比，如较好写 60%。",
                ),
            )
    elif "per head" in column.unit.en and _OF_ALL_HEADS.search(plain) and not _OF_ONE_HEAD.search(plain):
        reader.report(
            "sum_per_head",
            Severity.ERROR,
            place,
            Text("'{t}' says the sum of all heads", "“{t}”为全部人员合计").format(t=text.strip()[:60]),
            Text("an amount per head is expected", "应为人均金额"),
            Text("Divide it by the heads.", "请除以人数。"),
        )


def report_other_time(texts: Iterable[object], column: Column, place: Place, reader: CellReader) -> None:
    """Report the first unit of time in `texts`, a header or a label and what stands beside it, that is not the column's."""
    said = next((time for text in texts if (time := find_other_time(text, column)) is not None), None)
    if said is not None:
        _refuse_unit(said, column, place, reader)


def settle_units(grid: Grid, header: HeaderRow, reader: CellReader) -> None:
    """Give every column its unit, its own or the sheet's, and report each: what is multiplied, what cannot be taken."""
    general = sheet_unit(grid, header.row, header.above)
    for j, column in header.match.items():
        unit = header.units.get(j)
        place = grid.place(header.row, j, column.header)
        if header_key(header.texts[j]) not in header_spellings(column):
            if column.kind is Kind.MONEY:
                report_per_account(header.texts[j], column, place, reader)
            report_other_measure(header.texts[j], column, place, reader)
        if unit is None and general is not None and column.kind is Kind.MONEY:
            header.units[j] = general[0]
        elif unit is not None and any(j < len(row) and not is_blank(row[j]) for row in grid.rows[header.body :]):
            report_unit(unit, column, place, reader)
    if general is not None and any(c.kind is Kind.MONEY for c in header.match.values()):
        report_unit(general[0], next(c for c in header.match.values() if c.kind is Kind.MONEY), general[1], reader)


def report_unit(unit: StatedUnit, column: Column, place: Place, reader: CellReader) -> None:
    """Report a stated unit; one that cannot be taken is an error."""
    money = column.kind is Kind.MONEY
    if unit.currencies and money:
        reader.note_currency(unit.currencies, unit.words, place)
    wrong_period = money and bool(unit.period) and "month" not in column.unit.en
    own_words = normalise(f"{column.header.en} {column.meaning.en}").replace("kilometre", "km").split()
    wrong_measure = money and bool(unit.of_what) and unit.of_what not in own_words
    wrong_kind = (
        (unit.is_percent and column.kind is not Kind.SHARE)
        or (unit.power and column.kind not in SCALED)
        or (unit.currencies and column.kind in _NO_MONEY)
        or (unit.is_counted and money and not (plain_unit(unit.words) in YEAR_OR_HEAD and "per head" in column.unit.en))
    )
    if (unit.fault and column.kind in (*SCALED, Kind.SHARE)) or wrong_kind or wrong_period or wrong_measure:
        _refuse_unit(unit.words, column, place, reader)
    elif unit.power:
        remedy = Text("Numbers here are multiplied by {f}.", "此处数字按 {f} 倍读取。").format(f=f"{10**unit.power:,}")
        reader.report("unit_stated", Severity.WARNING, place, _THE_UNIT.format(u=unit.words), remedy=remedy)


def _refuse_unit(words: str, column: Column, place: Place, reader: CellReader) -> None:
    expected = Text("{u} are expected", "应为{u}").format(u=column.unit_text) if column.unit_text.en else NO_TEXT
    remedy = Text("Convert the numbers and correct the unit.", "请换算数字并修改单位。")
    reader.report("unit_unclear", Severity.ERROR, place, _THE_UNIT.format(u=words), expected, remedy)


def report_unit_in_note(cells: Iterable[object], powers: Iterable[int], place: Place, reader: CellReader) -> None:
    """Report a unit of money that words beside or below a table state, where the table's own units (`powers`) do not say the same.

    Above a table it would multiply; a note is read by nobody but people, who take its numbers for thousands.
    """
    for cell in cells:
        unit = unit_in_title(cell) if isinstance(cell, str) and cell else None
        if unit is not None and unit.power and unit.power not in powers:
            reader.report(
                "unit_in_note",
                Severity.ERROR,
                place,
                Text("'{n}' states the unit '{u}'", "“{n}”注明了单位“{u}”").format(
                    n=str(cell).strip()[:60], u=unit.words
                ),
                Text("a unit stands above the table or in its headers", "单位应写在表格上方或表头中"),
                Text("Write it there, or delete the note.", "请移至该处，或删除该备注。"),
            )
