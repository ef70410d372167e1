"""The same fault in row after row, or column after column: one finding that names the cells instead of hundreds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from planner.findings import Finding, Place, Severity
from planner.language import NO_TEXT, Text

_SAME = (
    "reference_unknown",
    "leaf_expected",
    "number_format_scale",
    "number_not_shown",
    "choice_meant",
    "start_before_plan",
)
"""Codes of findings that are gathered where they found the same thing, be they errors or not."""
_ALIKE = ("percent_as_number", "share_below_percent", "revenue_above_potential")
"""Codes of warnings that say the same of each cell, beside those that are routine."""
DECIMAL_COMMA = "decimal_comma"
"""Code of numbers that are written with a decimal comma: a whole column of a workbook from such a country has them."""
NUMBER_UNCLEAR = "number_unclear"
"""Code of numbers such as 78.500, which are thousands in one country and decimals in another: their column has them row after row."""
_MOST_ALONE = 3
_MOST_TOLD = 20
_MOST_KEPT = 1000
_MOST_RANGES = 4
_MORE = Text("{f}; {n} more cells of this column alike ({c})", "{f}；该列另有 {n} 个单元格同样如此（{c}）")
_MORE_IN_ROW = Text("{f}; {n} more cells of this row alike ({c})", "{f}；该行另有 {n} 个单元格同样如此（{c}）")
AGAIN = Text("{f} in {n} rows, first here", "{f}（共 {n} 行，首处在此）")
_AGAIN_AT = Text("{f} in {n} rows, first here ({c})", "{f}（共 {n} 行，首处在此：{c}）")
_COMMAS = Text(
    "{f}, and {n} more cells of this column are written with a decimal comma: {c}",
    "{f}；该列另有 {n} 个单元格使用逗号作小数点：{c}",
)
_TURN_COLUMN = Text(
    "{r} For the whole column in Excel: Data, Text to Columns, Advanced, decimal separator ',' and thousands separator '.'.",
    "{r}整列可在 Excel 中一次转换：数据、分列、高级，小数分隔符“,”，千位分隔符“.”。",
)


def gather_repeats(findings: Iterable[Finding]) -> list[Finding]:
    """Return `findings` with those that are alike, more than a few, gathered into their first, which names their cells.

    Alike are errors of a column that found the same, as an unknown name or a formula without a value; its numbers with a decimal comma; its
    warnings of how cells were read, such as numbers typed as text, and where they are more than a score its warnings of one kind; and warnings
    of a row that say the same, as the unit above each column of a matrix.
    """
    # A cell that stands for several rows, as a segment does for its months, is one fault.
    kept = _gather(dict.fromkeys(findings), _key_of_same, _MOST_ALONE, _AGAIN_AT, counts_all=True)
    kept = _gather(kept, _key_of_commas, _MOST_ALONE, _COMMAS, more_remedy=_TURN_COLUMN)
    kept = _gather(kept, _key_of_unclear, _MOST_ALONE, _MORE)
    kept = _gather(kept, _key_of_routine, _MOST_ALONE, _MORE)
    kept = _gather(kept, _key_in_column, _MOST_TOLD, _MORE)
    return _gather(kept, _key_in_row, _MOST_ALONE - 1, _MORE_IN_ROW)


def gather_alike(findings: Iterable[Finding]) -> list[Finding]:
    """Return `findings` of one long sheet, where a column has more than a score of one kind, errors too, these gathered into their first."""
    return _gather(findings, _key_on_long_sheet, _MOST_TOLD, _MORE)


def list_cells(places: Sequence[Place]) -> str:
    """Return the addresses of cells of columns or of one row, runs of neighbours together, the first few of them.

    Examples
    --------
    >>> list_cells([Place("S", 3, "B"), Place("S", 4, "B"), Place("S", 7, "B")])
    'B3:B4, B7'
    >>> list_cells([Place("S", 3, "Z"), Place("S", 3, "AA")])
    'Z3:AA3'
    """
    is_row = len({place.row for place in places}) == 1
    at = sorted((_number(place.column or ""), place.row or 0, place.cell) for place in places)
    counted = enumerate((("", column) if is_row else (column, row), cell) for column, row, cell in at)
    runs = [
        [cell for _, (_, cell) in run]
        for _, run in groupby(counted, key=lambda item: (item[1][0][0], item[1][0][1] - item[0]))
    ]
    words = [run[0] if len(run) == 1 else f"{run[0]}:{run[-1]}" for run in runs]
    return ", ".join(words[:_MOST_RANGES]) + (" …" if len(words) > _MOST_RANGES else "")


def _number(column: str) -> int:
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number


def _gather(
    findings: Iterable[Finding],
    key_of: Callable[[Finding], Hashable | None],
    most_alone: int,
    words: Text,
    counts_all: bool = False,
    more_remedy: Text = NO_TEXT,
) -> list[Finding]:
    """Return `findings` with more than `most_alone` of one key gathered into the first of them; those without a key stay as they are.

    `counts_all`: `words` count all of them, and name the cells of all, not of the others alone.
    """
    groups: dict[Hashable, list[Finding]] = {}
    listed: list[tuple[Finding, Hashable | None]] = []
    for finding in findings:
        key = key_of(finding)
        listed.append((finding, key))
        if key is not None:
            groups.setdefault(key, []).append(finding)
    kept: list[Finding] = []
    for finding, key in listed:
        alike = groups.get(key, []) if key is not None else []
        if len(alike) <= most_alone:
            kept.append(finding)
        elif alike[0] is finding:
            cells = [f.place for f in (alike if counts_all else alike[1:])]
            found = words.format(f=finding.found, n=len(cells), c=list_cells(cells))
            remedy = more_remedy.format(r=finding.remedy) if more_remedy.en else finding.remedy
            kept.append(replace(finding, found=found, remedy=remedy, alike=tuple(alike[1 : _MOST_KEPT + 1])))
    return kept


def _is_cell(finding: Finding) -> bool:
    return finding.place.row is not None and finding.place.column is not None


def _key_of_same(finding: Finding) -> Hashable | None:
    """Return what findings of a column share that tell no more of it than the same finding of the cell below does."""
    is_error = finding.severity is Severity.ERROR and finding.code != DECIMAL_COMMA
    if finding.alike or not _is_cell(finding) or not (finding.code in _SAME or is_error):
        return None
    return finding.code, finding.place.sheet, finding.place.column, finding.place.header, finding.found


def _key_of_commas(finding: Finding) -> Hashable | None:
    place = finding.place
    return (place.sheet, place.column, place.header) if finding.code == DECIMAL_COMMA and not finding.alike else None


def _key_of_unclear(finding: Finding) -> Hashable | None:
    place = finding.place
    return (place.sheet, place.column, place.header) if finding.code == NUMBER_UNCLEAR and not finding.alike else None


def _key_in_column(finding: Finding) -> Hashable | None:
    if finding.alike or finding.severity is not Severity.WARNING or not _is_cell(finding) or finding.code in _SAME:
        return None
    return finding.code, finding.place.sheet, finding.place.column, finding.place.header


def _key_of_routine(finding: Finding) -> Hashable | None:
    is_routine = finding.is_routine or finding.code in _ALIKE
    return _key_in_column(finding) if is_routine else None


def _key_in_row(finding: Finding) -> Hashable | None:
    if finding.alike or finding.severity is not Severity.WARNING or not _is_cell(finding):
        return None
    return finding.code, finding.place.sheet, finding.place.row, finding.found, finding.remedy


def _key_on_long_sheet(finding: Finding) -> Hashable | None:
    if finding.alike or not _is_cell(finding) or finding.code in _SAME:
        return None
    return finding.code, finding.severity, finding.place.sheet, finding.place.header
