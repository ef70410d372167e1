"""What is said about a sheet that is missing: which sheet of the workbook may be meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.findings import Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells.cells import CellReader
from planner.reading.grids.grid import Grid
from planner.reading.headers.header_row import is_blank
from planner.reading.sheets.sheets_by_content import score_of
from planner.reading.words.headers import near_miss
from planner.tables.columns.column import Table

_MOST_LISTED = 4


def report_missing(
    missing: Sequence[Table], unused: Sequence[Grid], alike: Mapping[str, Table | None], reader: CellReader
) -> set[str]:
    """Report missing tables; return the sheets that may be meant, which are not reported again.

    `alike`: by unused sheet the table most of whose columns it has. One that must be there is also looked for among the sheets that name a few of
    its columns or settings; where none does, the sheets that are not read are listed.
    """
    hinted: set[str] = set()
    filled = [g for g in unused if any(not is_blank(c) for row in g.rows for c in row)]
    for table in missing:
        likely = [g for g in unused if alike[g.sheet] is table or _is_named_like(g, table)]
        close = likely[0] if likely else None
        if close is None and table.required:
            close = _sheet_with_names_of(table, [g for g in filled if g.sheet not in hinted and alike[g.sheet] is None])
        if not (table.required or close):
            continue
        text = Text("sheet '{s}' is missing", "缺少工作表“{s}”").format(s=table.sheet)
        severity = Severity.ERROR if table.required else Severity.WARNING
        if close is None:
            others = [g for g in filled if g.sheet not in hinted and alike[g.sheet] is None]
            reader.report("sheet_missing", severity, Place(), text, NO_TEXT, _way_to(table, others))
            continue
        hint = Text(
            "Is it sheet '{c}'? Then name it '{s}'; as it stands it is ignored.",
            "是否为工作表“{c}”？请改名为“{s}”；目前未读取。",
        ).format(c=close.sheet, s=table.sheet)
        if len(likely) > 1:
            hint = _parts_of(table, likely)
            hinted.update(g.sheet for g in likely)
        hinted.add(close.sheet)
        reader.report("sheet_missing", severity, Place(close.sheet), text, NO_TEXT, hint)
    return hinted


def _parts_of(table: Table, grids: Sequence[Grid]) -> Text:
    """Return what to do about several sheets of which each may be a part of the table, as one a region is, or another version of it."""
    names = [g.sheet for g in grids]
    return Text(
        "Sheets {n} are like it, and are ignored: bring their rows together on one sheet '{s}'; if one of them alone counts, name that so.",
        "工作表{n}与之相似，目前均未读取：请将各表的行合并到一张名为“{s}”的工作表；如仅其中一张有效，请将其改为该名称。",
    ).format(
        n=Text(", ".join(f"'{n}'" for n in names), "、".join(f"“{n}”" for n in names)),
        s=table.sheet,
    )


def _is_named_like(grid: Grid, table: Table) -> bool:
    return near_miss(grid.sheet, (table.sheet.en, table.sheet.zh)) is not None


def _sheet_with_names_of(table: Table, grids: Sequence[Grid]) -> Grid | None:
    """Return the first sheet that names most of the table's columns or settings, several of them and of those that must be there."""
    scores = [(score, -n) for n, grid in enumerate(grids) if (score := score_of(table, grid)) is not None]
    return grids[-max(scores)[1]] if scores else None


def _way_to(table: Table, others: Sequence[Grid]) -> Text:
    """Return what to do about a sheet that nothing is like; few sheets that are not read are listed, as one of them may be it."""
    add = Text("Add it; planner template writes an empty one.", "请补充该表；可用 planner template 生成空表。")
    if not 0 < len(others) <= _MOST_LISTED:
        return add
    listed = Text(", ".join(f"'{g.sheet}'" for g in others), "、".join(f"“{g.sheet}”" for g in others))
    return Text(
        "{a} If it is one of the sheets that are not read ({n}), name that '{s}'.",
        "{a}如为未读取的工作表之一（{n}），请将其改名为“{s}”。",
    ).format(a=add, n=listed, s=table.sheet)
