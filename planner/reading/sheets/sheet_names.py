"""Which sheet of a workbook holds which table, by name as people write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_row import find_header_row, is_blank, match_header_cells, match_surely
from planner.reading.lines.stray_tables import report_stray_tables
from planner.reading.months.month_columns import Doubt, find_month_columns
from planner.reading.months.months_across import months_across
from planner.reading.rows.seat_names import NAMES_FOR_KEYS
from planner.reading.sheets.missing_sheets import report_missing
from planner.reading.sheets.sheets_by_content import find_by_content, report_meant
from planner.reading.units.units import split_unit, unit_in_title
from planner.reading.words.headers import header_key, normalise
from planner.tables.columns.column import Kind, Layout, Table
from planner.tables.other_sheets import FINDINGS_SHEET, START_SHEET
from planner.tables.results.plan_market_sheets import CHANNEL_PLAN_SHEET
from planner.tables.results.plan_summary_sheet import PLAN_SHEET

_NUMBERING = re.compile(r"^(?:[(（]?[0-9一二三四五六七八九十]{1,2}[)）]?[\s.、_:：-]+|[0-9]{1,2}(?=[^0-9a-z.%]))")
_ENDING = re.compile(r"(?:\s*(?:19|20)\d\d年?|\s+(?:sheet|table|tab|list)|表|清单|数据)$")
_BEGINNING = re.compile(r"^(?:(?:19|20)\d\d年?\s*)")
_TWO_NAMES = re.compile(r"\s*[/|]\s*|(?<=[a-z)]) ?(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) ?(?=[a-z])")
_PART_OF_NUMBERS = re.compile(
    r"^(?:sheet|blatt|feuille|hoja|工作表|シート)\s*\d*\s+-\s+|\s+-\s+(?:table|tabelle|tableau|tabla|表格|表)\s*\d*$"
)
"""What Apple Numbers puts before or behind a name: "Segments - Table 1", "Sheet 1 - Segments"."""
_COPY = re.compile(r"\b(?:copy of|copy|backup|old|new|final|v\d+)\b|副本|备份|[(（]\d+[)）]|(?<=[^0-9])\d$")
_VERSION = re.compile(
    r"(?:[\s_.(（-]*(?:(?<![a-z])v(?:er(?:sion)?)?[. ]?\d+(?:\.\d+)*|\b(?:final|latest|updated|revised)\b"
    r"|最终[版稿]?|终[版稿]|定稿|最新版?|修订版|更新版))+[)）]?$"
)
"""What stands behind the name of the version that counts: v2, final, 定稿. Where it is the only one, it is the sheet."""
_LIKE_ENOUGH = 0.6
_SURE_ENOUGH = 2
_FEWEST_ALIKE = 3
_OF_ALL = re.compile(r"\b(?:all|amounts?|figures|numbers|units?|money|values)\b|单位|金额|数据|単位|단위")
_REMARK_ROWS, _REMARK_COLUMNS = 60, 12


def match_sheets(
    grids: tuple[Grid, ...], tables: tuple[Table, ...], results: Iterable[Text], reader: CellReader
) -> dict[str, Grid]:
    """Return the grid of each table by the table's key; what is missing, twice, hidden or ignored is reported.

    `results` names the sheets of a plan workbook that hold no input: there they are passed over without a word. In a workbook of one's own a
    sheet "Territories" or "Assumptions" is one like others.
    """
    exact = _spellings(tables)
    loose = {_bare(name): table for name, table in exact.items()}
    looser = {_bare(name): table for table in tables for name in table.loose_sheets} | loose
    passed_over = _passed_over(grids, results)
    sheets: dict[str, Grid] = {}
    others: list[Grid] = []
    for grid in grids:
        table = exact.get(normalise(grid.sheet))
        if table is None:
            others.append(grid)
        elif table.key in sheets:
            _report_repeated(sheets[table.key], grid, reader)
        else:
            sheets[table.key] = grid
    loosely: dict[str, Grid] = {}
    for grid in others:
        name = _without_shared_beginning(grid.sheet, [g.sheet for g in grids])
        table = None if grid.sheet in passed_over else _named_loosely(name, loose)
        if table is None and grid.sheet not in passed_over:
            table = _meant(grid, _named_loosely(name, looser))
        if table is not None and table.key not in sheets:
            _take(grid, table, loosely, reader)
    sheets |= loosely
    versions = _only_versions([g for g in others if g not in sheets.values()], loose, sheets, reader)
    sheets |= versions
    copied = {g.sheet: t for g in others if (t := _copied(g.sheet, loose)) is not None}
    candidates = [g for g in others if g.sheet not in passed_over and not g.is_hidden]
    candidates = [g for g in candidates if g.sheet not in copied and g not in sheets.values()]
    sheets, meant = _with_those_of_own_names(sheets, candidates, tables)
    for table in tables:
        if table.key in sheets and sheets[table.key] is (loosely | versions).get(table.key):
            _report_name(sheets[table.key], table, reader)
    report_meant(meant, tables, reader)
    used = {id(g) for g in sheets.values()}
    for grid in sheets.values():
        if grid.is_hidden:
            remedy = Text("It is used.", "仍会使用。")
            found = Text("a hidden sheet", "隐藏工作表")
            reader.report("sheet_hidden", Severity.WARNING, Place(grid.sheet), found, remedy=remedy)
    unused = [g for g in others if id(g) not in used and g.sheet not in passed_over]
    missing = [t for t in tables if t.key not in sheets]
    alike = {g.sheet: _table_alike(g, missing) for g in unused}
    hinted = report_missing(missing, unused, alike, reader)
    copied = {g.sheet: copied[g.sheet] for g in unused if g.sheet in copied}
    copies = {name: sheets[t.key].sheet for name, t in copied.items() if t.key in sheets}
    lone = {name: t.sheet for name, t in copied.items() if t.key not in sheets}
    searched = others if any(t.required for t in missing) else unused  # a sheet "Plan" of one's own may hold everything
    searched = [*sheets.values(), *(g for g in searched if id(g) not in used and g.sheet not in hinted)]
    owners = {sheets[t.key].sheet: t for t in tables if t.key in sheets}
    report_stray_tables(searched, owners, [t for t in missing if t not in alike.values()], reader)
    unused = [g for g in unused if g.sheet not in hinted]
    read = [t for t in tables if t.key in sheets]
    parts = {g.sheet: sheets[t.key].sheet for g in unused if (t := _table_alike(g, read)) is not None}
    has_months = any(key in sheets for key in ("history", "seasonality"))
    across = {
        g.sheet for g in unused if _holds_months_across(g, looser) or (not has_months and months_across(g) is not None)
    }
    _report_ignored(unused, copies, lone, parts, across, reader)
    return sheets


def _with_those_of_own_names(
    sheets: Mapping[str, Grid], candidates: list[Grid], tables: tuple[Table, ...]
) -> tuple[dict[str, Grid], dict[str, Grid]]:
    """Return the sheets by table with those that have names of their own, which are known by what they hold; the latter also apart.

    A sheet without the header of the table that its name means, such as "Customers" for a list of segments, may hold another one.
    """
    by_key = {t.key: t for t in tables}
    required = [t for t in tables if t.required]
    if all(t.key in sheets and not _lacks_its_columns(sheets[t.key], t) for t in required):
        return dict(sheets), {}
    doubtful = {key: grid for key, grid in sheets.items() if _lacks_its_columns(grid, by_key[key])}
    kept = {key: grid for key, grid in sheets.items() if key not in doubtful}
    meant = find_by_content([t for t in tables if t.key not in kept], [*candidates, *doubtful.values()], sheets, tables)
    taken = [*kept.values(), *meant.values()]
    back = {key: grid for key, grid in doubtful.items() if key not in meant and grid not in taken}
    return {**kept, **back, **meant}, meant


def _lacks_its_columns(grid: Grid, table: Table) -> bool:
    """Whether a sheet has no header of its table, or of an optional one not all columns that it needs."""
    if table.layout not in (Layout.ROWS, Layout.COLUMNS):
        return False
    header = find_header_row(grid, table.columns)
    if header is None:
        return True
    return not table.required and any(c.is_required and c not in header.match.values() for c in table.columns)


def _only_versions(
    others: list[Grid], loose: Mapping[str, Table], sheets: Mapping[str, Grid], reader: CellReader
) -> dict[str, Grid]:
    """Return the sheets that are a version of one that stands nowhere else ("Fit v2"), by table; of two versions neither is known to count."""
    versions: dict[str, Grid] = {}
    for grid in others:
        name = _VERSION.sub("", normalise(grid.sheet))
        table = _named_loosely(name, loose) if name and name != normalise(grid.sheet) else None
        if table is None or table.key in sheets:
            continue
        _take(grid, table, versions, reader)
    return versions


def _take(grid: Grid, table: Table, taken: dict[str, Grid], reader: CellReader) -> None:
    """Keep in `taken` the sheet that names a table in other words; a second one is reported."""
    if table.key in taken:
        _report_repeated(taken[table.key], grid, reader)
        return
    taken[table.key] = grid


def _report_name(grid: Grid, table: Table, reader: CellReader) -> None:
    """Report a sheet that names its table in other words."""
    text = Text("sheet '{s}' is read as '{t}'", "工作表“{s}”按“{t}”读取").format(s=grid.sheet, t=table.sheet)
    reader.report("sheet_name", Severity.NOTE, Place(grid.sheet), text)


def _passed_over(grids: tuple[Grid, ...], results: Iterable[Text]) -> set[str]:
    """Return which sheets hold no input: all results where the workbook is a plan, else those that the program puts beside input."""
    names = [grid.sheet for grid in grids]
    plain = {name: _PART_OF_NUMBERS.sub("", normalise(_without_shared_beginning(name, names))) for name in names}
    needed = (PLAN_SHEET, CHANNEL_PLAN_SHEET.sheet)
    is_plan = all({normalise(sheet.en), normalise(sheet.zh)} & {*plain.values()} for sheet in needed)
    others = {normalise(n) for t in (results if is_plan else (START_SHEET, FINDINGS_SHEET)) for n in (t.en, t.zh)}
    return {name for name in names if plain[name] in others}


def _spellings(tables: tuple[Table, ...]) -> dict[str, Table]:
    names = {normalise(s): t for t in tables for s in (t.sheet.en, t.sheet.zh, *t.sheet_synonyms)}
    return {normalise(f"{t.sheet.en} {t.sheet.zh}"): t for t in tables} | names


def _bare(name: str) -> str:
    """Return a sheet's name without numbering, year, remark, plural and words such as 表."""
    bare = header_key(_NUMBERING.sub("", _PART_OF_NUMBERS.sub("", normalise(name))))
    bare = _ENDING.sub("", _BEGINNING.sub("", bare)).strip()
    return bare[:-1] if bare.endswith("s") and bare.isascii() else bare


def _without_shared_beginning(name: str, sheets: Sequence[str]) -> str:
    """Return a sheet's name without "Plan - " where several begin so: Apple Numbers puts the sheet before the name of each of its tables."""
    beginning, dash, rest = name.partition(" - ")
    is_shared = bool(dash) and sum(s.startswith(beginning + dash) for s in sheets) >= _FEWEST_ALIKE
    return rest if is_shared else name


def _named_loosely(name: str, loose: Mapping[str, Table]) -> Table | None:
    for rest in (name, *split_unit(name)[0]):
        table = loose.get(_bare(rest))
        if table is not None:
            return table
        parts = [loose.get(_bare(p)) for p in _TWO_NAMES.split(normalise(rest)) if p.strip()]
        if len(parts) > 1 and parts[0] is not None and all(p is parts[0] for p in parts):
            return parts[0]
    return None


def _meant(grid: Grid, table: Table | None) -> Table | None:
    """Return `table`, whose name a sheet may have by chance, where it must be somewhere or the sheet has the columns that it needs."""
    if table is None or table.required:
        return table
    header = find_header_row(grid, table.columns)
    found = set() if header is None else {c.field for c in header.match.values()}
    needed = {c.field for c in table.columns if c.is_required}
    across = months_across(grid) if {"year", "month"} <= needed else None
    if across is not None:  # a column for each month stands for those of years, months and amounts
        match = match_header_cells(grid.rows[across], table.columns)
        found = {c.field for c in match.values()}
        if isinstance(find_month_columns(grid, across, {j: c.field for j, c in match.items()}, None), Doubt):
            return None
        needed -= {"year", "month"} | {c.field for c in table.columns if c.kind is Kind.MONEY}
    return table if needed <= found | {key for key, name in NAMES_FOR_KEYS.items() if name in found} else None


def _table_alike(grid: Grid, missing: list[Table]) -> Table | None:
    """Return the missing table whose columns the sheet's header names, most of them."""
    best: tuple[float, Table | None] = (0.0, None)
    for table in missing:
        if table.layout in (Layout.ROWS, Layout.COLUMNS):
            header = find_header_row(grid, table.columns)
            if header is None or len(header.match) < 2:
                continue
            required = [c for c in table.columns if c.is_required]
            share = len(header.match) / max(1, len(header.texts))
            is_alike = share >= _LIKE_ENOUGH or len(match_surely(header, table.columns)) >= _SURE_ENOUGH
            if is_alike and share > best[0] and all(c in header.match.values() for c in required):
                best = (share, table)
    return best[1]


def _report_repeated(first: Grid, second: Grid, reader: CellReader) -> None:
    text = Text("sheets '{a}' and '{b}' hold the same table", "工作表“{a}”与“{b}”内容相同")
    reader.report(
        "sheet_repeated",
        Severity.ERROR,
        Place(second.sheet),
        text.format(a=first.sheet, b=second.sheet),
        remedy=Text("Keep one.", "请只保留一张。"),
    )


def _copied(name: str, loose: Mapping[str, Table]) -> Table | None:
    """Return the table of whose sheet this one is a copy by its name: "Segments (2)", "Copy of Segments", "客户细分 - 副本"."""
    return _named_loosely(_COPY.sub(" ", normalise(name)).strip(" -_"), loose)


def _holds_months_across(grid: Grid, names: Mapping[str, Table]) -> bool:
    """Whether a sheet is called like a history, whose columns it lacks because months stand side by side."""
    table = _named_loosely(grid.sheet, names)
    return table is not None and any(c.field == "month" for c in table.columns) and months_across(grid) is not None


def _report_ignored(
    unused: list[Grid],
    copies: Mapping[str, str],
    lone: Mapping[str, Text],
    parts: Mapping[str, str],
    across: Set[str],
    reader: CellReader,
) -> None:
    """Report sheets that are not read; a copy of one that is read is a warning: the changes may stand in the copy; so is a copy of none (`lone`).

    So is one with the columns of a sheet that is read (`parts`): a table may be kept on several sheets, such as one a region.
    """
    for grid in unused:
        if any(not is_blank(c) for row in grid.rows for c in row):
            text = Text("sheet '{s}' is no sheet of the planning workbook", "“{s}”不是规划工作表").format(s=grid.sheet)
            remedy, severity = Text("It is ignored.", "已忽略。"), Severity.NOTE
            _report_unit(grid, reader)
            if grid.sheet in copies:
                severity = Severity.WARNING
                remedy = Text("It looks like a copy; sheet '{s}' is read.", "疑为副本；读取的是工作表“{s}”。").format(
                    s=copies[grid.sheet]
                )
            elif grid.sheet in lone:
                severity = Severity.WARNING
                remedy = Text(
                    "It looks like a copy of '{t}', which is not there, and is ignored. If it counts, name it so.",
                    "疑为“{t}”的副本，而该表不存在；未读取。如应采用，请改用该名。",
                ).format(t=lone[grid.sheet])
            elif grid.sheet in parts:
                severity = Severity.WARNING
                remedy = Text(
                    "It has the columns of sheet '{s}', and is ignored. If its rows belong there, put them there.",
                    "其列与工作表“{s}”相同，但未读取。如属同一张表，请合并到该表。",
                ).format(s=parts[grid.sheet])
            elif grid.sheet in across:
                severity = Severity.WARNING
                remedy = Text(
                    "Months or quarters stand side by side, and it is ignored: months' targets follow other figures. One row a month (Data, From "
                    "Table, Unpivot Columns) with year, month, segment and amount is read as the history; a year's shares go into Seasonality, "
                    "a third of each quarter's into each of its months.",
                    "月份或季度为横向排列，未读取：各月目标将按其他数据分配。如每月一行（数据—从表格—逆透视列），含年、月、细分、金额，即按历史读取；"
                    "全年占比请填入“季节性”表，每季占比均分到三个月。",
                )
            reader.report("sheet_ignored", severity, Place(grid.sheet), text, remedy=remedy)


def _report_unit(grid: Grid, reader: CellReader) -> None:
    """Report that a sheet which is not read, such as one of remarks, says in which unit all amounts are: they are read without it."""
    for i, cells in enumerate(grid.rows[:_REMARK_ROWS]):
        for j, cell in enumerate(cells[:_REMARK_COLUMNS]):
            unit = unit_in_title(cell) if isinstance(cell, str) and _OF_ALL.search(cell.casefold()) else None
            if unit is not None and unit.power:
                reader.report(
                    "unit_on_other_sheet",
                    Severity.WARNING,
                    grid.place(i, j),
                    Text("'{n}' states the unit '{u}'", "“{n}”注明了单位“{u}”").format(
                        n=str(cell).strip()[:60], u=unit.words
                    ),
                    remedy=Text(
                        "This sheet is not read: write the unit into the headers of the amounts that have it.",
                        "本表未读取：请将单位写入相应金额列的表头。",
                    ),
                )
                return
