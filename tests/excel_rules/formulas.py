"""Rules of Excel about formulas and what they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MOST_CHARACTERS, _MOST_LEVELS = 8_192, 64
_PREFIXED = re.compile(
    r"(?<![A-Z._])(IFS|SWITCH|XLOOKUP|TEXTJOIN|CONCAT|MAXIFS|MINIFS|FILTER|UNIQUE|SORT|SEQUENCE|LET|LAMBDA|STDEV\.S|STDEV\.P|"
    r"PERCENTILE\.INC|PERCENTILE\.EXC|NORM\.DIST|NORM\.INV|NORM\.S\.DIST|NORM\.S\.INV|RANK\.EQ|MODE\.SNGL)\("
)


def list_formula_breaches(formula: str, sheets: list[str]) -> Iterator[str]:
    if not formula or formula.startswith("="):
        yield f"formula {formula[:40]!r}"
    if len(formula) > _MOST_CHARACTERS:
        yield f"a formula of {len(formula)} characters"
    bare = re.sub(r'"[^"]*"', '""', formula)
    if "#REF!" in bare:
        yield f"formula {formula[:60]}: leads nowhere"
    if bare.count("(") != bare.count(")"):
        yield f"formula {formula[:60]}: brackets do not match"
    depth = most = 0
    for sign in bare:
        depth += (sign == "(") - (sign == ")")
        most = max(most, depth)
    if most > _MOST_LEVELS:
        yield f"formula {formula[:60]}: {most} levels deep"
    yield from (f"formula {formula[:60]}: {f} needs its prefix" for f in _PREFIXED.findall(bare))
    yield from list_lost_sheets(formula, sheets)


def list_lost_sheets(formula: str, sheets: list[str]) -> Iterator[str]:
    """Return which sheets `formula` names that are not there."""
    known = {s.casefold() for s in sheets}
    outside = re.sub(r'"[^"]*"', '""', formula)
    quoted = [q.replace("''", "'") for q in re.findall(r"'((?:[^']|'')+)'!", outside)]
    plain = re.findall(r"([^\s'!(),:;=<>+\-*/&^\"{}]+)!", re.sub(r"'(?:[^']|'')+'!", "", outside))
    yield from (f"{formula[:60]}: no sheet {s}" for s in (*quoted, *plain) if s.casefold() not in known and s != "#REF")
