"""The same fault in row after row: one finding instead of hundreds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.findings import Finding, Severity
from planner.language import Text

_CODES = ("reference_unknown", "leaf_expected", "number_format_scale", "choice_meant", "start_before_plan")
DECIMAL_COMMA = "decimal_comma"
"""Code of numbers that are written with a decimal comma: a whole column of a workbook from such a country has them."""
_MOST_ALONE = 3
_MOST_ALIKE = 20
_MORE = Text("{f}; {n} more cells of this column alike", "{f}；该列另有 {n} 个单元格同样如此")
AGAIN = Text("{f} in {n} rows, first here", "{f}（共 {n} 行，首处在此）")
_COMMAS = Text(
    "{f}, and {n} more cells of this column are written with a decimal comma: {c} …",
    "{f}；该列另有 {n} 个单元格使用逗号作小数点：{c} …",
)
_TURN_COLUMN = Text(
    "{r} For the whole column in Excel: Data, Text to Columns, Advanced, decimal separator ',' and thousands separator '.'.",
    "{r}整列可在 Excel 中一次转换：数据、分列、高级，小数分隔符“,”，千位分隔符“.”。",
)


def gather_repeats(findings: Iterable[Finding]) -> list[Finding]:
    """Return `findings` with those of a column that are alike, more than a few, gathered into their first.

    Alike are errors that found the same, as an unknown name or a formula without a value, numbers with a decimal comma, and warnings of one kind.
    """
    listed = list(findings)
    counts = Counter(_key(f) for f in listed if _is_repeatable(f))
    kept: list[Finding] = []
    seen: set[tuple[object, ...]] = set()
    for finding in listed:
        key = _key(finding)
        if not _is_repeatable(finding) or counts[key] <= _MOST_ALONE:
            kept.append(finding)
        elif key not in seen:
            seen.add(key)
            kept.append(replace(finding, found=AGAIN.format(f=finding.found, n=counts[key])))
    return _gather_warnings(_gather_commas(kept))


def _gather_warnings(findings: Sequence[Finding]) -> list[Finding]:
    """Return `findings` with warnings of one kind about more than a score of a column's cells gathered: 4,000 texts for numbers hide all else."""
    of_cells: dict[str | None, list[Finding]] = {}
    others: list[Finding] = []
    for finding in findings:
        is_cell = finding.place.row is not None and finding.place.column is not None
        is_warning = finding.severity is Severity.WARNING
        (of_cells.setdefault(finding.place.column, []) if is_cell and is_warning else others).append(finding)
    return [*others, *(f for alike in of_cells.values() for f in gather_alike(alike))]


def _gather_commas(findings: Sequence[Finding]) -> list[Finding]:
    """Return `findings` with a column's numbers with a decimal comma, where they are more than a few, gathered into their first."""
    columns: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        if finding.code == DECIMAL_COMMA:
            columns.setdefault((finding.place.sheet, finding.place.column, finding.place.header), []).append(finding)
    firsts = {id(alike[0]): alike for alike in columns.values() if len(alike) > _MOST_ALONE}
    others = {id(f) for alike in firsts.values() for f in alike[1:]}
    kept: list[Finding] = []
    for finding in findings:
        if id(finding) in firsts:
            alike = firsts[id(finding)]
            cells = ", ".join(f.place.cell for f in alike[1 : _MOST_ALONE + 1])
            found = _COMMAS.format(f=finding.found, n=len(alike) - 1, c=cells)
            kept.append(replace(finding, found=found, remedy=_TURN_COLUMN.format(r=finding.remedy)))
        elif id(finding) not in others:
            kept.append(finding)
    return kept


def gather_alike(findings: Iterable[Finding]) -> list[Finding]:
    """Return `findings` of one long sheet, where a column has more than a score of one kind the first few and how many more there are."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.code, finding.severity, finding.place.sheet, finding.place.header), []).append(
            finding
        )
    kept: list[Finding] = []
    for alike in groups.values():
        if len(alike) <= _MOST_ALIKE or alike[0].code in _CODES:
            kept += alike
            continue
        last = alike[_MOST_ALONE - 1]
        more = _MORE.format(f=last.found, n=len(alike) - _MOST_ALONE)
        kept += [*alike[: _MOST_ALONE - 1], replace(last, found=more)]
    return kept


def _is_repeatable(finding: Finding) -> bool:
    """Whether a finding is of one cell, and tells no more of it than the same finding of the cell below does."""
    is_cell = finding.place.row is not None and finding.place.column is not None
    return finding.code in _CODES or (finding.severity is Severity.ERROR and is_cell and finding.code != DECIMAL_COMMA)


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.place.sheet, finding.place.column, finding.place.header, finding.found
