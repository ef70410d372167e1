"""The same wrong name in row after row: one finding instead of hundreds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from planner.findings import Finding
from planner.language import Text

_CODES = ("reference_unknown", "leaf_expected")
_MOST_ALONE = 3
_MOST_ALIKE = 20
_MORE = Text("{f}; {n} more cells of this column alike", "{f}；该列另有 {n} 个单元格同样如此")
_AGAIN = Text("{f} in {n} rows, first here", "{f}（共 {n} 行，首处在此）")


def gather_repeats(findings: Iterable[Finding]) -> list[Finding]:
    """Return `findings` with those that name the same unknown thing in the same column more than a few times gathered into their first."""
    listed = list(findings)
    counts = Counter(_key(f) for f in listed if f.code in _CODES)
    kept: list[Finding] = []
    seen: set[tuple[object, ...]] = set()
    for finding in listed:
        key = _key(finding)
        if finding.code not in _CODES or counts[key] <= _MOST_ALONE:
            kept.append(finding)
        elif key not in seen:
            seen.add(key)
            kept.append(replace(finding, found=_AGAIN.format(f=finding.found, n=counts[key])))
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


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.place.sheet, finding.place.column, finding.found
