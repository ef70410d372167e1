"""Scenarios read from TOML files, and the library in which scenarios find their parents."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from planner.domain.scenario import BASELINE, Operation, Scenario, ScenarioChange
from planner.errors import FileAccessError, InputRejectedError, UsageError
from planner.language import NO_TEXT, Text
from planner.reading.words.choices import choice_named
from planner.reading.words.headers import near_miss, normalise
from planner.reading.words.suggestion import suggest
from planner.shipped import find_shipped_folder

_KEYS = frozenset({"name", "title", "description", "parent", "changes"})
_CHANGE_KEYS = frozenset({"table", "key", "column", "operation", "value", "optional"})
_LARGEST_FILE = 1_000_000

Library = Mapping[str, Scenario]
"""Scenarios by normalised name."""


def baseline_scenario() -> Scenario:
    """Return the scenario that changes nothing."""
    words = Text("The workbook as it is.", "工作簿原样。")
    return Scenario(BASELINE, Text("Baseline", "基准"), words, None, (), "")


def read_shipped_scenarios() -> tuple[Scenario, ...]:
    """Return the scenarios that the program ships, baseline first."""
    files = sorted(find_shipped_folder("scenarios").glob("*.toml"))
    found = [s for file in files for s in read_scenario_file(file)]
    return tuple(sorted(found, key=lambda s: (s.name != BASELINE, s.name)))


def read_scenario_file(path: Path) -> tuple[Scenario, ...]:
    """Return the scenarios of one TOML file: one at its top level, or several under ``[[scenarios]]``.

    Raises
    ------
    FileAccessError
        When the file cannot be read.
    InputRejectedError
        When it is no TOML or holds what a scenario does not have; the message names the file and the word.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        text = Text("{p} cannot be read ({why}).", "{p} 无法读取（{why}）。")
        raise FileAccessError(text.format(p=path, why=error.strerror or error)) from error
    try:
        if len(raw) > _LARGEST_FILE:
            raise ValueError(f"more than {_LARGEST_FILE} bytes")
        content = tomllib.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _rejected(path.name, f"{error}"[:200]) from error
    several = content.get("scenarios")
    if several is None:
        return (_scenario(content, path.name),)
    if set(content) != {"scenarios"} or not isinstance(several, list):
        raise _rejected(path.name, "scenarios")
    return tuple(_scenario(one, path.name) for one in several)


def build_library(groups: Iterable[Sequence[Scenario]]) -> dict[str, Scenario]:
    """Return all scenarios by name; baseline is always there.

    A later group replaces what an earlier one has under the same name (a workbook's own scenario stands before a shipped one).

    Raises
    ------
    InputRejectedError
        When two scenarios of one group have the same name.
    """
    library = {BASELINE: baseline_scenario()}
    for group in groups:
        own: dict[str, Scenario] = {}
        for scenario in group:
            key = normalise(scenario.name)
            if key in own:
                text = Text("Scenario '{n}' is defined in {a} and in {b}.", "情景“{n}”在 {a} 和 {b} 中重复定义。")
                raise InputRejectedError(text.format(n=scenario.name, a=own[key].source, b=scenario.source))
            own[key] = scenario
        library |= own
    return library


def look_up(library: Library, name: str) -> Scenario | None:
    """Return the scenario called `name`, also where blanks or hyphens stand for the underscores of a shipped one."""
    return library.get(normalise(name)) or library.get(normalise(name).replace("-", "_").replace(" ", "_"))


def find_scenario(library: Library, name: str) -> Scenario:
    """Return the scenario called `name`.

    Raises
    ------
    UsageError
        When there is none; the message names the closest one.
    """
    found = look_up(library, name)
    if found is None:
        close = near_miss(name, [s.name for s in library.values()])
        known = ", ".join(s.name for s in library.values())
        hint = suggest(close, Text("Known are: {k}.", "现有：{k}。").format(k=known))
        raise UsageError(Text("There is no scenario '{n}'. {h}", "没有情景“{n}”。{h}").format(n=name, h=hint))
    return found


def resolve_chain(library: Library, scenario: Scenario) -> tuple[Scenario, ...]:
    """Return the scenario's parents, farthest first, and itself.

    Raises
    ------
    InputRejectedError
        When a parent is unknown, or the parents go round in a circle.
    """
    chain = [scenario]
    while chain[0].parent is not None:
        child, wanted = chain[0], chain[0].parent
        parent = look_up(library, wanted)
        if parent is None:
            close = suggest(near_miss(wanted, [s.name for s in library.values()]), NO_TEXT)
            text = Text(
                "Scenario '{c}' has the parent '{p}', which is not there. {h}", "情景“{c}”的上级“{p}”不存在。{h}"
            )
            raise InputRejectedError(text.format(c=child.name, p=wanted, h=close))
        if any(parent.name == s.name for s in chain):
            names = " → ".join([parent.name, *(s.name for s in chain)])
            text = Text("The parents of scenario '{c}' go in a circle: {n}.", "情景“{c}”的上级形成循环：{n}。")
            raise InputRejectedError(text.format(c=scenario.name, n=names))
        chain.insert(0, parent)
    return tuple(chain)


def _scenario(content: Any, source: str) -> Scenario:
    if not isinstance(content, dict) or set(content) - _KEYS:
        raise _rejected(
            source, ", ".join(sorted(set(content) - _KEYS)) if isinstance(content, dict) else str(content)[:60]
        )
    name, changes = content.get("name"), content.get("changes", [])
    if not isinstance(name, str) or not name.strip() or not isinstance(changes, list):
        raise _rejected(source, "name" if not isinstance(name, str) or not name.strip() else "changes")
    parent = content.get("parent")
    if parent is not None and not isinstance(parent, str):
        raise _rejected(source, "parent")
    title, description = _text(content.get("title", name), source), _text(content.get("description", ""), source)
    return Scenario(name.strip(), title, description, parent, tuple(_change(c, source) for c in changes), source)


def _change(content: Any, source: str) -> ScenarioChange:
    if not isinstance(content, dict) or set(content) - _CHANGE_KEYS or not {"table", "column", "value"} <= set(content):
        raise _rejected(source, f"changes: {sorted(content) if isinstance(content, dict) else content}")
    texts = {k: content.get(k, "") for k in ("table", "key", "column")}
    optional = content.get("optional", False)
    wrong = [k for k, v in texts.items() if not isinstance(v, str)]
    if wrong or not isinstance(optional, bool):
        raise _rejected(source, wrong[0] if wrong else "optional")
    operation = choice_named(str(content.get("operation", Operation.SET.value)), Operation)
    if operation is None:
        raise _rejected(source, f"operation = {content['operation']}")
    return ScenarioChange(**texts, operation=operation, value=_value(content["value"], source), is_optional=optional)


def _value(value: object, source: str) -> str:
    """Return a TOML value as a person would type it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "; ".join(_value(v, source) for v in value)
    raise _rejected(source, f"value = {value}")


def _text(value: object, source: str) -> Text:
    if isinstance(value, str):
        return Text.same(value)
    if isinstance(value, dict) and set(value) == {"en", "zh"} and all(isinstance(v, str) for v in value.values()):
        return Text(value["en"], value["zh"])
    raise _rejected(source, f"{value}")


def _rejected(source: str, found: str) -> InputRejectedError:
    text = Text(
        "{s}: '{f}' is not understood. A scenario has a name, title, description, parent and changes; a change has table, key, column, "
        "operation (set, add, multiply), value and optional.",
        "{s}：无法理解“{f}”。情景含 name、title、description、parent、changes；变更含 table、key、column、operation（set、add、"
        "multiply）、value、optional。",
    )
    return InputRejectedError(text.format(s=source, f=found[:200].replace("{", "(").replace("}", ")")))
