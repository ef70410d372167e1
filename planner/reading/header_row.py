"""Where a table's header stands, what it names, and the units it states; one line or two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from planner.findings import Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells import CellReader
from planner.reading.grid import Grid, column_letter
from planner.reading.headers import (
    LooseWords,
    PlanYear,
    clean_name,
    column_named,
    header_key,
    header_spellings,
    known_headers,
    loose_headers,
    match_loosely,
    near_miss,
    normalise,
)
from planner.reading.meant_amounts import amount_per_head, pay_of_year, says_money, seat_of_lock
from planner.reading.suggestion import suggest
from planner.reading.time_units import report_other_time
from planner.reading.unit_words import PIECES, YEAR_OR_HEAD, plain_unit
from planner.reading.units import StatedUnit, read_unit, split_unit, unit_in_title
from planner.tables.accounts import ACCOUNTS
from planner.tables.column import Column, Kind, Table

HEADER_DEPTH = 30
_MOST_NEAR = 4
_YEARS = range(1990, 2101)
_ROWS_LOOKED_AT = 1000
_WORDS_OF_LAST_YEAR = frozenset(("sales", "turnover", "actual", "销售额", "业绩", "实际"))
"""What a header of last year's revenue may say instead of revenue."""
_PER_ACCOUNT = re.compile(
    r"(?:\bper|\ba|/)\s*(?:account|customer|client|store|site)\b|每[家户]|每个?客户|户均|客均|单客|[/／]\s*(?:[家户]|客户)"
)
_SCORES = re.compile(r"(?<![\d.])([01])\s*(?:-|–|to|至|到|~)\s*(\d{1,3})(?![\d.])")
_FULL_MARKS = ("1", "100")
_OF_ALL_HEADS = re.compile(
    r"\btotal\b|\bsum\b|\ball heads\b|\bwhole team\b|\bper team\b|/\s*team\b|合计|总额|总计|全队|团队总"
)
_OF_ONE_HEAD = re.compile(r"(?:\bper|/)\s*(?:head|rep|person|fte|employee)\b|人均|每人|[/／]\s*人")
_TARGET = re.compile(
    r"\b(?:targets?|quotas?|goals?)\b(?! (?:accounts?|customers?|clients?|markets?|segments?|groups?))|目标(?!客户|市场|群)|指标|任务|配额"
)
_OF_TARGETS = {"segments": "", "teams": "fixed_target_cents", "seats": "", "products": "target_floor_cents"}
"""Tables where a column of targets may be meant for more than it is, and the field for one that is decided already."""
_NO_MONEY = (Kind.NUMBER, Kind.COUNT, Kind.SHARE, Kind.MONTH, Kind.YEAR)
SCALED = (Kind.MONEY, Kind.NUMBER, Kind.COUNT)
"""Kinds whose numbers a unit such as 万 or k multiplies."""


@dataclass(slots=True)
class HeaderRow:
    """A header: its (last) line `row` and the first line of the table's body, both from 0; by column position what it names, its words, its unit.

    `above`: the columns that have words of the line above, which is a part of the header there.
    """

    row: int
    body: int
    match: dict[int, Column]
    texts: dict[int, str]
    units: dict[int, StatedUnit] = field(default_factory=dict)
    above: frozenset[int] = frozenset()


def is_blank(value: object) -> bool:
    """Whether a cell is empty or holds white space (or characters that do not show) alone."""
    if not isinstance(value, str):
        return value is None
    return not (value.strip() and value.isprintable()) and not clean_name(value)[0]


def find_header_row(grid: Grid, columns: tuple[Column, ...], plan_year: PlanYear | None = None) -> HeaderRow | None:
    """Return the header that names most columns, below any titles; ``None`` when no row names enough.

    A header may have two lines: a cell that is empty in the second line is named by the first one, and words of the first line
    ("Last year's") may stand before those of the second ("revenue"). `plan_year` tells which year's revenue is last year's.
    """
    known = known_headers(columns)
    loose = loose_headers(columns, plan_year)
    best: HeaderRow | None = None
    for i in range(min(HEADER_DEPTH, len(grid.rows))):
        plain = {j: words for j, c in enumerate(grid.rows[i]) if (words := _words_of(c)) is not None}
        found = _match_all(plain, known, loose, plan_year)
        if best is None or len(found) > len(best.match):
            best = HeaderRow(i, i + 1, found, plain)
        if i:
            joined = _joined_texts(grid, i, plain, known, {**loose, **known})
            found = _match_all(joined, known, loose, plan_year)
            if len(found) > len(best.match):
                above = frozenset(j for j, words in joined.items() if words != plain.get(j))
                best = HeaderRow(i, i + 1, found, joined, above=above)
    if best is None or len(best.match) < (1 if len(columns) == 1 else 2):
        return None
    best.units = {j: unit for j in best.match if (unit := _unit_of(best.texts[j], known)) is not None}
    _skip_further_lines(grid, best, known)
    return best


def match_header_cells(
    cells: Iterable[object], columns: tuple[Column, ...], plan_year: PlanYear | None = None
) -> dict[int, Column]:
    """Return which cell (by position) of a line heads which column; a remark or a unit behind a header does not matter."""
    texts = {j: words for j, c in enumerate(cells) if (words := _words_of(c)) is not None}
    return _match_all(texts, known_headers(columns), loose_headers(columns, plan_year), plan_year)


def match_surely(header: HeaderRow, columns: tuple[Column, ...]) -> dict[int, Column]:
    """Return the columns of `header` that words name which can mean nothing else."""
    return _match(header.texts, known_headers(columns))


def _words_of(cell: object) -> str | None:
    """Return what a cell of a header says, a year that was typed as a number too; ``None`` where it says nothing."""
    if isinstance(cell, str):
        return None if is_blank(cell) else cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell in _YEARS:
        return str(int(cell))
    return None


def _match(texts: Mapping[int, str], known: Mapping[str, Column]) -> dict[int, Column]:
    """Return the column that each text names. Of two that name one column of words, such as Region and Area, the declared header counts."""
    found: dict[int, Column] = {}
    for j, text in texts.items():
        column = column_named(text, known)
        if column is None:
            continue
        before = next((k for k, c in found.items() if c is column), None)
        if before is not None:
            if column.kind is not Kind.TEXT or _is_declared(texts[before], column) or not _is_declared(text, column):
                continue
            del found[before]
        found[j] = column
    return dict(sorted(found.items()))


def _match_all(
    texts: Mapping[int, str], known: Mapping[str, Column], loose: LooseWords, plan_year: PlanYear | None
) -> dict[int, Column]:
    """Return the column that each text names; of columns that none names surely, the one text that may mean it."""
    return dict(sorted((_match(texts, known) | match_loosely(texts, known, loose, plan_year)).items()))


def _is_declared(text: str, column: Column) -> bool:
    return header_key(text) in (header_key(column.header.en), header_key(column.header.zh))


def _joined_texts(
    grid: Grid, i: int, plain: Mapping[int, str], sure: Mapping[str, Column], known: Mapping[str, object]
) -> dict[int, str]:
    """Return the words of line `i` with those of the line above, where they name more together than the line names surely alone."""
    above = list(grid.rows[i - 1])
    for top, left, _, right in grid.merged:
        if top == i - 1 and left < len(above):
            for j in range(left, min(right + 1, len(above))):
                above[j] = above[left]
    joined = dict(plain)
    own = set(_match(plain, sure))
    for j, cell in enumerate(above):
        upper = _words_of(cell)
        if upper is None or j in own:
            continue
        if j not in plain:
            joined[j] = upper
        elif column_named(f"{upper} {plain[j]}", known) is not None:
            joined[j] = f"{upper} {plain[j]}"
        elif (together := next((t for t in _with_unit_last(upper, plain[j]) if column_named(t, known)), "")) != "":
            joined[j] = together
        elif read_unit(plain[j]) is not None and column_named(upper, known) is not None:
            joined[j] = f"{upper} ({plain[j]})"
    return dict(sorted(joined.items()))


def _with_unit_last(upper: str, lower: str) -> tuple[str, ...]:
    """Return the words of two lines, the upper one's unit behind them: "Sales in USD" above "FY2026"; none where it states no unit."""
    rests, unit = split_unit(upper)
    return () if unit is None else tuple(f"{rest} {lower} ({unit.words})" for rest in rests[1:])


def _unit_of(text: str, known: Mapping[str, Column]) -> StatedUnit | None:
    if header_key(text) in known:
        return None
    return split_unit(text)[1]


def _skip_further_lines(grid: Grid, header: HeaderRow, known: Mapping[str, Column]) -> None:
    """Pass over lines below the header that repeat it in the other language or state units."""
    while header.body < len(grid.rows):
        cells = {j: c for j, c in enumerate(grid.rows[header.body]) if not is_blank(c)}
        under = {j: c for j, c in cells.items() if j in header.match}
        if under and _is_header_again(under, header, known):
            header.body += 1
            continue
        units = {j: read_unit(c) for j, c in cells.items() if isinstance(c, str)}
        stated = {j: u for j, u in units.items() if u is not None}
        if under and len(stated) == len(cells) and any(u.says_something for u in stated.values()):
            for j, unit in stated.items():
                if (unit.says_something or unit.is_counted) and j in header.match:
                    header.units.setdefault(j, unit)
            header.body += 1
            continue
        return


def _is_header_again(cells: Mapping[int, object], header: HeaderRow, known: Mapping[str, Column]) -> bool:
    """Whether a line's cells name, each in its place, the columns of the header once more."""
    named = sum(isinstance(c, str) and column_named(c, known) is header.match[j] for j, c in cells.items())
    return named >= 2 and named * 2 > len(cells)


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
                    return unit, Place(grid.sheet, i + 1, column_letter(j))
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
    report_other_time(text, column, place, reader)
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


def settle_units(grid: Grid, header: HeaderRow, reader: CellReader) -> None:
    """Give every column its unit, its own or the sheet's, and report each: what is multiplied, what cannot be taken."""
    general = sheet_unit(grid, header.row, header.above)
    for j, column in header.match.items():
        unit = header.units.get(j)
        place = Place(grid.sheet, header.row + 1, column_letter(j), column.header)
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
    found = Text("the unit '{u}'", "单位“{u}”").format(u=unit.words)
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
        expected = Text("{u} are expected", "应为{u}").format(u=column.unit_text) if column.unit_text.en else NO_TEXT
        remedy = Text("Convert the numbers and correct the unit.", "请换算数字并修改单位。")
        reader.report("unit_unclear", Severity.ERROR, place, found, expected, remedy)
    elif unit.power:
        remedy = Text("Numbers here are multiplied by {f}.", "此处数字按 {f} 倍读取。").format(f=f"{10**unit.power:,}")
        reader.report("unit_stated", Severity.WARNING, place, found, remedy=remedy)


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


def report_headers(grid: Grid, table: Table, header: HeaderRow, reader: CellReader, names_rows: str = "") -> None:
    """Report missing, repeated, unknown and unnamed columns. `names_rows`: the header of a column that may name the rows, where none says so."""
    found = {c.field for c in header.match.values()}
    known = known_headers(table.columns)
    names = [c.header.en for c in table.columns] + [c.header.zh for c in table.columns]
    for j, text in header.texts.items():
        name = clean_name(text)[0]
        place = Place(grid.sheet, header.row + 1, column_letter(j))
        if j in header.match:
            if header.match[j].header.en.startswith("Last year"):
                reader.years_of_last.append((name, place))
            if column_named(text, known) is None:
                said = Text("column '{n}' is read as '{c}'", "“{n}”列按“{c}”读取")
                reader.report("column_name", Severity.NOTE, place, said.format(n=name, c=header.match[j].header))
            continue
        again = column_named(text, known)
        if again is not None:
            _report_again(again, name, place, header, reader)
            continue
        close = near_miss(name, names) or amount_per_head(text, table.columns) or seat_of_lock(text, table.columns)
        monthly = pay_of_year(text, table.columns)
        is_target = table.key in _OF_TARGETS and bool(_TARGET.search(normalise(text)))
        reader.report(
            "column_unknown",
            Severity.WARNING if close or is_target or monthly or says_money(text) else Severity.NOTE,
            place,
            Text("column '{n}' is not known", "未知列“{n}”").format(n=name),
            NO_TEXT,
            monthly or suggest(close, _about_targets(table) if is_target else Text("It is ignored.", "已忽略。")),
        )
    _report_unnamed(grid, header, reader)
    for column in table.columns:
        if column.is_required and column.field not in found:
            reader.report(
                "column_missing",
                Severity.ERROR,
                Place(grid.sheet, header.row + 1),
                Text("column '{c}' is missing", "缺少列“{c}”").format(c=column.header),
                remedy=_way_to(
                    column,
                    [t for j, t in header.texts.items() if j not in header.match],
                    reader.plan_year,
                    names_rows if column.kind is Kind.KEY else "",
                ),
            )


def _about_targets(table: Table) -> Text:
    """Return what becomes of a column of targets that is not read."""
    field = _OF_TARGETS[table.key]
    if field:
        return Text(
            "It is ignored: targets are computed. Those that are decided already go into column '{c}'.",
            "已忽略：目标由程序计算。已经确定的目标请填写在“{c}”列。",
        ).format(c=table.column(field).header)
    return Text("It is ignored: targets are computed.", "已忽略：目标由程序计算。")


def _report_again(column: Column, name: str, place: Place, header: HeaderRow, reader: CellReader) -> None:
    """Report a header that names a column which another one names; no error where that is a column of words by its declared name."""
    j = next(k for k, c in header.match.items() if c is column)
    other, where = clean_name(header.texts[j])[0], column_letter(j)
    if header_key(name) == header_key(other):
        found = Text("column '{n}' stands twice, also in {w}", "列“{n}”重复，另在 {w} 列").format(n=name, w=where)
    else:
        found = Text("'{n}' means the same as '{o}' in column {w}", "“{n}”与 {w} 列的“{o}”含义相同")
        found = found.format(n=name, o=other, w=where)
        if column.kind is Kind.TEXT and _is_declared(other, column):
            remedy = Text("It is ignored: '{o}' counts.", "已忽略：以“{o}”为准。").format(o=other)
            reader.report("header_repeated", Severity.WARNING, place, found, remedy=remedy)
            return
    reader.report("header_repeated", Severity.ERROR, place, found, remedy=Text("Keep one of them.", "请只保留一列。"))


def _way_to(column: Column, ignored: list[str], plan_year: PlanYear | None, names_rows: str = "") -> Text:
    """Return what to do about a missing column; headers that are ignored and share its last word may be meant, or be parts of it."""
    add = Text("Add it.", "请补充该列。")
    words = {column.header.en.casefold().split()[-1], column.header.zh[-2:]}
    if column.header.en.startswith("Last year"):
        words |= _WORDS_OF_LAST_YEAR | ({str(plan_year.year - 1)} if plan_year else set())
    near = [clean_name(t)[0][:40] for t in ignored if any(w in normalise(t) for w in words)]
    near = near or [names_rows] * bool(names_rows)
    if not near:
        return add
    listed = Text.same(", ".join(f"'{n}'" for n in near[:_MOST_NEAR]) + (" …" if len(near) > _MOST_NEAR else ""))
    if len(near) == 1:
        return Text("If {n} is it, name it so; else add it.", "如 {n} 即为该列，请改用该列名；否则请补充。").format(
            n=listed
        )
    return Text(
        "Add it: {n} are ignored. If one of them is it, name it so; if they are its parts, add them up in one column.",
        "请补充该列：{n} 已被忽略。如其中之一即为该列，请改用该列名；如为其组成部分，请合计为一列。",
    ).format(n=listed)


def _report_unnamed(grid: Grid, header: HeaderRow, reader: CellReader) -> None:
    """Report columns that hold values below a blank header: their values are not read. Numbers, unless they count the rows, may be missed."""
    body = grid.rows[header.body : header.body + _ROWS_LOOKED_AT]
    unnamed: list[tuple[int, Severity]] = []
    for j in range(len(grid.rows[header.row])):
        if j in header.texts or j in header.match:
            continue
        filled = [row[j] for row in body if j < len(row) and not is_blank(row[j])]
        if filled:
            numbers = [c for c in filled if isinstance(c, int | float) and not isinstance(c, bool)]
            counts_rows = all(b - a == 1 for a, b in pairwise(numbers))
            is_missed = len(numbers) * 2 > len(filled) and not counts_rows
            unnamed.append((j, Severity.WARNING if is_missed else Severity.NOTE))
    for run in _runs_of_columns(unnamed):
        (first, severity), (last, _) = run[0], run[-1]
        found, remedy = Text("a column without a header", "该列没有表头"), Text("It is ignored.", "已忽略。")
        if len(run) > 1:
            found = Text("{n} columns without a header, to {c}", "至 {c} 列共 {n} 列没有表头")
            found = found.format(n=len(run), c=column_letter(last))
            remedy = Text("They are ignored.", "已忽略。")
        reader.report(
            "column_unnamed", severity, Place(grid.sheet, header.row + 1, column_letter(first)), found, remedy=remedy
        )


def _runs_of_columns(columns: list[tuple[int, Severity]]) -> list[list[tuple[int, Severity]]]:
    """Return neighbouring columns of one severity together."""
    runs: list[list[tuple[int, Severity]]] = []
    for j, severity in columns:
        if runs and runs[-1][-1] == (j - 1, severity):
            runs[-1].append((j, severity))
        else:
            runs.append([(j, severity)])
    return runs
