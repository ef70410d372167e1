"""One hash for everything a plan was made from, whatever file it stands in."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from planner.domain.accounts import AccountBook
from planner.domain.plan_input import PlanInput

_LATER = frozenset({"PlanInput.segment_risks", "Settings.certainty_share", "Settings.certain_revenue_cents"})
"""Fields younger than workbooks that people hold, as class.field: at their default they leave the hash as it was, so that those workbooks verify."""

_AS_STANDS = json.JSONEncoder(ensure_ascii=False).encode
_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def fingerprint(plan_input: PlanInput) -> str:
    """Return the SHA-256 of `plan_input` in a canonical form: rows sorted, numbers to 12 digits, so that a copy in another workbook agrees."""
    parts: dict[str, object] = {}
    for field in dataclasses.fields(plan_input):
        value = getattr(plan_input, field.name)
        if _is_left_out(plan_input, field):
            continue
        if isinstance(value, AccountBook):
            if len(value):
                parts[field.name] = sorted(_AS_STANDS(_plain(row)) for row in value.rows())
        elif isinstance(value, Mapping):
            parts[field.name] = sorted([*key, _plain(v)] for key, v in value.items())
        elif isinstance(value, tuple):
            parts[field.name] = sorted(_SORTED(_plain(row)) for row in value)
        else:
            parts[field.name] = _plain(value)
    return hashlib.sha256(_SORTED(parts).encode()).hexdigest()


def _is_left_out(owner: object, field: dataclasses.Field[object]) -> bool:
    return f"{type(owner).__name__}.{field.name}" in _LATER and getattr(owner, field.name) == field.default


def _plain(value: object) -> object:
    kind: Any = type(value)
    if kind is str or kind is int or value is None:
        return value
    if kind is float:
        return f"{value:.12g}"
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names, late = _fields_of(kind)
        row = {name: _plain(getattr(value, name)) for name in names}
        return row | {f.name: _plain(getattr(value, f.name)) for f in late if not _is_left_out(value, f)}
    return value


@cache
def _fields_of(kind: Any) -> tuple[tuple[str, ...], tuple[dataclasses.Field[object], ...]]:
    """Return the names of the fields of a dataclass, and those of its fields that may be left out."""
    fields = dataclasses.fields(kind)
    late = tuple(f for f in fields if f"{kind.__name__}.{f.name}" in _LATER)
    return tuple(f.name for f in fields if f not in late), late
