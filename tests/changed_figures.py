"""Every figure, name and mark of a plan, and the same plan with one of them changed: for tests that falsify them one by one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from typing import Any


def list_figures(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Return every figure, name and mark of a plan with its place: fields, numbers in tuples, keys."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from list_figures(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from list_figures(item, (*path, i))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from list_figures(item, (*path, key))
    else:
        yield path, value


def list_tuples(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """Return every list of a plan that is not empty, with its place."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from list_tuples(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        if value:
            yield path, value
        for i, item in enumerate(value):
            yield from list_tuples(item, (*path, i))


def put_figure(whole: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return `whole` with `value` at `path`."""
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(whole, tuple):
        return (*whole[:first], put_figure(whole[first], rest, value), *whole[first + 1 :])
    if isinstance(whole, dict):
        return {**whole, first: put_figure(whole[first], rest, value)}
    return replace(whole, **{first: put_figure(getattr(whole, first), rest, value)})


def another_value(field: Any, value: Any, cents: int) -> Any:
    """Return another value of the same kind: so many cents more where that is not below 0, a thousandth more or less of a small measure."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, Enum):
        choices = list(type(value))
        return choices[(choices.index(value) + 1) % len(choices)]
    if isinstance(value, int):
        return value + (cents if value + cents >= 0 else -cents)
    if isinstance(value, float):
        step = (
            cents
            if value > 100
            else abs(cents)
            if str(field).endswith("_cents")
            else 1e-3
            if cents > 0 or value < 1
            else -1e-3
        )
        return value + step
    if value is None:
        return {"team": "T0", "coseller": "T0", "rep": "Nobody", "seat": "Nowhere"}.get(field, 5)
    return f"{value}x"
