"""What a sweep varies: ``Sheet[rows].Column=values`` read into the changes of its points."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.domain.scenario import Operation, Scenario, ScenarioChange
from planner.errors import UsageError
from planner.language import NO_TEXT, Text
from planner.reading.words.numbers import read_number

_FORM = re.compile(r"^(?P<table>[^.\[\]=]+)(?:\[(?P<key>[^\]]*)\])?\.(?P<column>.+)$")
_MOST_VALUES = 1000
_MOST_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class Axis:
    """One thing that is varied: a change without its value, and the values in order. `label` is what was asked."""

    label: str
    table: str
    key: str
    column: str
    operation: Operation
    values: tuple[str, ...]

    def change(self, value: str) -> ScenarioChange:
        """Return the change that sets the axis to `value`."""
        return ScenarioChange(self.table, self.key, self.column, self.operation, value)


def read_axis(words: str) -> Axis:
    """Return the axis that `words` describe.

    ``Settings.cost_of_sales_cap=0.08:0.16:0.01`` counts from 0.08 to 0.16 in steps of 0.01, both ends included;
    ``Teams[Direct *].Pay per head=*0.9,*1.1`` lists values; ``*`` before them multiplies, ``+`` adds.

    Raises
    ------
    UsageError
        When the words do not have this form.
    """
    left, equals, right = words.rpartition("=")
    match = _FORM.match(left.strip())
    if not equals or match is None or not right.strip():
        raise _unreadable(words)
    sign = right.strip()[0]
    operation = {"*": Operation.MULTIPLY, "+": Operation.ADD}.get(sign, Operation.SET)
    values = _values(right.strip(), "" if operation is Operation.SET else sign, words)
    return Axis(
        left.strip(), match["table"].strip(), (match["key"] or "").strip(), match["column"].strip(), operation, values
    )


def build_points(axes: Sequence[Axis], is_list: bool) -> tuple[tuple[str, ...], ...]:
    """Return the values of every point: all combinations, or with `is_list` the first values together, the second together …

    Raises
    ------
    UsageError
        When lists are not of one length, or the points are too many.
    """
    lengths = [len(a.values) for a in axes]
    if is_list and len(set(lengths)) > 1:
        text = Text(
            "With --list every --vary needs as many values: {n}.", "使用 --list 时各 --vary 的取值个数须相同：{n}。"
        )
        raise UsageError(text.format(n=", ".join(map(str, lengths))))
    count = lengths[0] if is_list else _product(lengths)
    if count > _MOST_POINTS:
        raise UsageError(Text("{n} points are too many.", "{n} 个取值点过多。").format(n=count))
    return tuple(
        zip(*(a.values for a in axes), strict=True) if is_list else itertools.product(*(a.values for a in axes))
    )


def build_point_scenario(axes: Sequence[Axis], values: Sequence[str]) -> Scenario:
    """Return the scenario of one point."""
    signs = {Operation.SET: "", Operation.ADD: "+", Operation.MULTIPLY: "×"}
    parts = [f"{a.label} = {signs[a.operation]}{v}" for a, v in zip(axes, values, strict=True)]
    name = ", ".join(parts)
    changes = tuple(a.change(v) for a, v in zip(axes, values, strict=True))
    return Scenario(name, Text.same(name), NO_TEXT, None, changes, "sweep")


def _values(right: str, sign: str, words: str) -> tuple[str, ...]:
    parts = [p.strip().removeprefix(sign) for p in right.split(":")]
    if len(parts) == 3:
        numbers = [read_number(p) for p in parts]
        first, last, step = (None if n is None else n.value for n in numbers)
        if first is None or last is None or step is None or step <= 0 or last < first:
            raise _unreadable(words)
        count = int((last - first) / step) + 1
        if count > _MOST_VALUES:
            raise UsageError(Text("{n} values are too many.", "{n} 个取值过多。").format(n=count))
        return tuple(_plain(first + step * i) for i in range(count))
    if len(parts) != 1:
        raise _unreadable(words)
    values = tuple(dict.fromkeys(p.strip().removeprefix(sign) for p in right.split(",") if p.strip()))
    if not values:
        raise _unreadable(words)
    return values


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _product(lengths: Sequence[int]) -> int:
    count = 1
    for length in lengths:
        count *= length
    return count


def _unreadable(words: str) -> UsageError:
    text = Text(
        "'{w}' is not understood. Write for example Settings.cost_of_sales_cap=0.08:0.16:0.01 or Teams[Direct *].Heads=4,5,6.",
        "无法理解“{w}”。写法示例：Settings.cost_of_sales_cap=0.08:0.16:0.01 或 Teams[Direct *].Heads=4,5,6。",
    )
    return UsageError(text.format(w=words))
