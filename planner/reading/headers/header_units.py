"""Units of a table's columns: what their headers, the lines above and the sheet's name say of them, and what cannot be taken."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from planner.findings import Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_remarks import report_remark
from planner.reading.headers.header_row import HeaderRow, is_blank, match_surely
from planner.reading.units.time_units import find_other_time, time_counted
from planner.reading.units.unit_sentences import find_unit_in_words
from planner.reading.units.unit_words import PIECES, YEAR_OR_HEAD, plain_unit
from planner.reading.units.units import StatedUnit, read_unit, split_unit, unit_in_title
from planner.reading.words.headers import header_key, header_spellings, normalise
from planner.tables.columns.column import Column, Kind
from planner.tables.inputs.accounts import ACCOUNTS

_PER_ACCOUNT = re.compile(
    r"(?:\bper|\ba|/)\s*(?:account|customer|client|store|site)\b|每[家户]|每个?客户|户均|客均|单客|[/／]\s*(?:[家户]|客户)"
)
_SCORES = re.compile(r"(?<![\d.])([01])\s*(?:-|–|to|至|到|~)\s*(\d{1,3})(?![\d.])")
_FULL_MARKS = ("1", "100")
_OF_ALL_HEADS = re.compile(
    r"\btotal\b|\bsum\b|\ball heads\b|\bwhole team\b|\bper team\b|/\s*team\b|合计|总额|总计|全队|团队总"
)
_OF_ONE_HEAD = re.compile(r"(?:\bper|/)\s*(?:head|rep|person|fte|employee)\b|人均|每人|[/／]\s*人")
_OF_A_MONTH = re.compile(
    r"(?<![\d一二三四五六七八九十个起首末])月(?!份|底|初|末|饼)|\bper month\b|\bmonthly\b|\bhourly\b|\bper hour\b|时薪|每小时"
)
_THE_UNIT = Text("the unit '{u}'", "单位“{u}”")
_NO_MONEY = (Kind.NUMBER, Kind.COUNT, Kind.SHARE, Kind.MONTH, Kind.YEAR)
NO_UNIT = StatedUnit("")
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
        if unit is not None and (unit.power or unit.period or unit.fault or plain_unit(unit.words) in PIECES)
        else None
    )


def body_below_units(grid: Grid, header: int) -> int:
    """Return the first row (from 0) below row `header` that is no row of units; such a row holds nothing else."""
    below = grid.rows[header + 1] if header + 1 < len(grid.rows) else ()
    units = [read_unit(c) if isinstance(c, str) else None for c in below if not is_blank(c)]
    is_of_units = any(unit is not None and unit.says_something for unit in units) and None not in units
    return header + 2 if is_of_units else header + 1


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
    of_a_month = _OF_A_MONTH.search(plain) if column.kind is Kind.MONEY and "month" not in column.unit.en else None
    if of_a_month is not None and (split_unit(text)[1] or NO_UNIT).period == "":
        _refuse_unit(of_a_month[0], column, place, reader)
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
    sure = match_surely(header, tuple(header.match.values()))
    for j, column in header.match.items():
        unit = header.units.get(j)
        place = grid.place(header.row, j, column.header)
        if header_key(header.texts[j]) not in header_spellings(column):
            if column.kind is Kind.MONEY:
                report_per_account(header.texts[j], column, place, reader)
            report_other_measure(header.texts[j], column, place, reader)
            report_remark(header.texts[j], column, place, reader, reader.plan_year, is_told=j not in sure)
        if unit is None and general is not None and column.kind is Kind.MONEY:
            header.units[j] = general[0]
        elif unit is not None and any(j < len(row) and not is_blank(row[j]) for row in grid.rows[header.body :]):
            report_unit(unit, column, place, reader)
    is_of_money = any(c.kind is Kind.MONEY for c in header.match.values())
    if is_of_money:
        report_units_beside(grid, header.row, header.body, _filled_columns(grid, header), _powers(header), reader)
    if general is not None and is_of_money:
        report_unit(
            general[0], next(c for c in header.match.values() if c.kind is Kind.MONEY), general[1], reader, True
        )


def _filled_columns(grid: Grid, header: HeaderRow) -> frozenset[int]:
    """Return the columns that are read, and others with a header and values below it."""
    others = {j for j in header.texts if j not in header.match}
    body = grid.rows[header.body :]
    filled = {j for j in others if any(j < len(row) and not is_blank(row[j]) for row in body)}
    return frozenset({*header.match, *filled})


def _powers(header: HeaderRow) -> Iterable[int]:
    return (unit.power for j, unit in header.units.items() if j in header.match and header.match[j].kind is Kind.MONEY)


def report_unit(unit: StatedUnit, column: Column, place: Place, reader: CellReader, is_general: bool = False) -> None:
    """Report a stated unit, of one column or of the whole sheet (`is_general`); one that cannot be taken is an error."""
    money = column.kind is Kind.MONEY
    if unit.currencies and money:
        reader.note_currency(unit.currencies, unit.words, place)
    is_of_year = column.kind in (*SCALED, Kind.SHARE) and "month" not in column.unit.en and time_counted(column) is None
    wrong_period = is_of_year and bool(unit.period)
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
        reader.scales.append((unit.power, place, is_general))
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
        unit = find_unit_in_words(cell) if isinstance(cell, str) and cell else None
        if unit is not None and (unit.fault or unit.power not in powers):
            _report_unit_in_words(str(cell), unit, place, reader)


def report_units_beside(
    grid: Grid, header_row: int, body: int, taken: Container[int], powers: Iterable[int], reader: CellReader
) -> None:
    """Report units of money in sentences above a table of amounts, and in columns that have no other values: neither is taken.

    `taken`: the columns with a header of their own that has values below.
    """
    powers = frozenset(powers)
    width = max((len(row) for row in grid.rows[: body + 1]), default=0)
    free = [j for j in range(width) if j not in taken]
    above = ((i, j) for i in range(header_row) for j in range(len(grid.rows[i])))
    beside = ((i, j) for i in range(header_row, len(grid.rows) if free else 0) for j in free if j < len(grid.rows[i]))
    for i, j in (*above, *beside):
        cell = grid.rows[i][j]
        if isinstance(cell, str) and cell and not (i < header_row and unit_in_title(cell) is not None):
            report_unit_in_note((cell,), powers, grid.place(i, j), reader)


def _report_unit_in_words(words: str, unit: StatedUnit, place: Place, reader: CellReader) -> None:
    reader.report(
        "unit_in_note",
        Severity.ERROR,
        place,
        Text("'{n}' states the unit '{u}'", "“{n}”注明了单位“{u}”").format(n=words.strip()[:60], u=unit.words),
        Text("a unit stands alone above the table or in its headers", "单位应单独写在表格上方，或写在表头中"),
        Text("Write it there, or delete the note.", "请移至该处，或删除该备注。"),
    )
