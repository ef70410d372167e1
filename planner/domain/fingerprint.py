"""One hash for everything a plan was made from, whatever file it stands in."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping

from planner.domain.accounts import AccountBook
from planner.domain.plan_input import PlanInput

_LATER = frozenset({"PlanInput.segment_risks", "Settings.certainty_share", "Settings.certain_revenue_cents"})
"""Fields younger than workbooks that people hold, as class.field: at their default they leave the hash as it was, so that those workbooks verify."""


def fingerprint(plan_input: PlanInput) -> str:
    """Return the SHA-256 of `plan_input` in a canonical form: rows sorted, numbers to 12 digits, so that a copy in another workbook agrees."""
    parts: dict[str, object] = {}
    for field in dataclasses.fields(plan_input):
        value = getattr(plan_input, field.name)
        if _is_left_out(plan_input, field):
            continue
        if isinstance(value, AccountBook):
            if len(value):
                parts[field.name] = sorted(json.dumps(_plain(row), ensure_ascii=False) for row in value.rows())
        elif isinstance(value, Mapping):
            parts[field.name] = sorted([*key, _plain(v)] for key, v in value.items())
        elif isinstance(value, tuple):
            parts[field.name] = sorted(json.dumps(_plain(row), ensure_ascii=False, sort_keys=True) for row in value)
        else:
            parts[field.name] = _plain(value)
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _is_left_out(owner: object, field: dataclasses.Field[object]) -> bool:
    return f"{type(owner).__name__}.{field.name}" in _LATER and getattr(owner, field.name) == field.default


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value) if not _is_left_out(value, f)}
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value
