"""Which fields a template may name, which it must, and where it names something else."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator
from typing import Any

from planner.findings import Finding, Place, Severity
from planner.language import NO_TEXT, Language, Text
from planner.writing.letters.book.book_fields import PlanBook
from planner.writing.letters.contents.content import LetterHead, LetterKind, PartnerLetter, RepLetter, TeamLetter
from planner.writing.letters.templates.template_braces import find_braces
from planner.writing.letters.templates.template_language import find_forbidden

LETTER_TYPES: dict[LetterKind, type[LetterHead]] = {
    LetterKind.REP: RepLetter,
    LetterKind.TEAM: TeamLetter,
    LetterKind.PARTNER: PartnerLetter,
    LetterKind.BOOK: PlanBook,
}
PICTURES: dict[str, Text] = {
    "chart": Text(
        "picture: how the target came about, in the plan book the matrix; empty without one",
        "图：目标的来由，计划手册中为通路矩阵；没有则为空",
    ),
    "logo": Text("picture: the company's logo of Settings; empty without one", "图：参数中的公司标志；没有则为空"),
}
REQUIRED_FIELDS: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.REP: ("addressee", "seat", "target", "quarters", "plan_hash"),
    LetterKind.TEAM: ("addressee", "team", "target", "quarters", "plan_hash"),
    LetterKind.PARTNER: ("addressee", "target", "plan_hash"),
    LetterKind.BOOK: ("company", "target", "plan_hash"),
}
_ALLOWED = Text(
    "a template names fields, repeats rows and leaves out what there is none of", "模板只可引用字段、重复行、按条件省略"
)
_LOOP_FIELDS = ("index", "index0", "first", "last", "length", "revindex", "revindex0")


def field_types(row: type) -> dict[str, Any]:
    """Return the fields of a content class with their types."""
    hints = typing.get_type_hints(row)
    return {f.name: hints[f.name] for f in dataclasses.fields(row)}


def describe_fields(kind: LetterKind) -> Iterator[tuple[str, Text]]:
    """Yield every field of a letter, with rows as ``products[].target``, and its meaning."""
    yield from _describe(LETTER_TYPES[kind], "")
    yield from PICTURES.items()


def _describe(row: type, prefix: str) -> Iterator[tuple[str, Text]]:
    for field in dataclasses.fields(row):
        kind = field_types(row)[field.name]
        yield prefix + field.name, field.metadata["meaning"]
        inner, mark = _row_of(kind), "[]"
        if inner is None and dataclasses.is_dataclass(kind):
            inner, mark = kind, ""
        if dataclasses.is_dataclass(inner):
            yield from _describe(inner, f"{prefix}{field.name}{mark}.")  # type: ignore[arg-type]  # a class, as just asked


def _row_of(kind: Any) -> Any:
    """Return the type of the members of a tuple type, else ``None``."""
    arguments = typing.get_args(kind)
    return arguments[0] if typing.get_origin(kind) is tuple and arguments else None


class FieldCheck:
    """Finds names in a parsed template that are no fields."""

    def __init__(self, kind: LetterKind, template: str) -> None:
        self._kind, self._template = kind, template
        self.findings: list[Finding] = []
        self.named: set[str] = set()

    def check(self, tree: Any) -> None:
        """Check one part of the template: its body, a header or a footer."""
        forbidden = find_forbidden(tree)
        for found in forbidden:
            self._report("letter_template", found, _ALLOWED)
        if forbidden:
            return
        scope: dict[str, Any] = {**field_types(LETTER_TYPES[self._kind]), **dict.fromkeys(PICTURES, str)}
        for found in find_braces(tree, scope):
            expected = Text("a field stands in two braces of an English keyboard", "字段应写在两层半角花括号内")
            self._report("letter_braces", found, expected, Text("Write {{ name }}.", "请写作 {{ name }}。"))
        self._walk(tree, scope)

    def require(self) -> None:
        """Report the fields that a letter of this kind must show but that the template never names."""
        if any(f.code == "letter_template" for f in self.findings):
            return  # a part was not looked through
        for field in REQUIRED_FIELDS[self._kind]:
            if field not in self.named:
                found = Text("field '{f}' is missing", "缺少字段“{f}”").format(f=field)
                self._report("letter_field_missing", found, Text("a letter must show it", "责任书必须包含该字段"))

    def _walk(self, node: Any, scope: dict[str, Any]) -> None:
        from jinja2 import nodes

        if isinstance(node, nodes.For):
            member = _row_of(self._type_of(node.iter, scope))
            inner = scope | {"loop": "loop"}
            for name in node.target.find_all(nodes.Name) if not isinstance(node.target, nodes.Name) else [node.target]:
                inner[name.name] = member if isinstance(node.target, nodes.Name) else Any
            self._walk(node.iter, scope)
            for child in (*node.body, *([node.test] if node.test else [])):
                self._walk(child, inner)
            for child in node.else_:
                self._walk(child, scope)
            return
        if isinstance(node, (nodes.Name, nodes.Getattr)):
            self._type_of(node, scope)
            return
        for child in node.iter_child_nodes():
            self._walk(child, scope)

    def _type_of(self, node: Any, scope: dict[str, Any]) -> Any:
        """Return the type of an expression, ``Any`` where it is not known; report a field that does not exist."""
        from jinja2 import nodes

        if isinstance(node, nodes.Name):
            if node.name not in scope:
                self._unknown(node.name, scope)
                scope[node.name] = Any
            self.named.add(node.name)
            return scope[node.name]
        if isinstance(node, nodes.Getattr):
            owner = self._type_of(node.node, scope)
            if owner == "loop":
                return str if node.attr in _LOOP_FIELDS else self._unknown(f"loop.{node.attr}", {})
            if not dataclasses.is_dataclass(owner):
                return Any if owner is Any else self._unknown(node.attr, {})
            known = field_types(owner)  # type: ignore[arg-type]  # a class: scopes hold no instances
            return known[node.attr] if node.attr in known else self._unknown(node.attr, known)
        for child in node.iter_child_nodes():
            self._walk(child, scope)
        return Any

    def _unknown(self, name: str, known: dict[str, Any]) -> Any:
        import difflib

        near = difflib.get_close_matches(name, list(known), 1)
        remedy = Text("Did you mean '{n}'?", "是否应为“{n}”？").format(n=near[0]) if near else NO_TEXT
        found = Text("unknown field '{f}'", "未知字段“{f}”").format(f=name[:60])
        self._report("letter_field_unknown", found, remedy=remedy)
        return Any

    def _report(self, code: str, found: Text, expected: Text = NO_TEXT, remedy: Text = NO_TEXT) -> None:
        finding = Finding(code, Severity.ERROR, Place(self._template), found, expected, remedy)
        if finding not in self.findings:
            self.findings.append(finding)


def list_fields(language: Language) -> Iterator[tuple[LetterKind, str, str]]:
    """Yield kind, field and meaning of all fields of all letters."""
    for kind in LETTER_TYPES:
        for field, meaning in describe_fields(kind):
            yield kind, field, meaning.choose(language)


def as_context(says: LetterHead) -> types.MappingProxyType[str, Any]:
    """Return what a letter says by field; rows are frozen and hold nothing that can be called."""
    return types.MappingProxyType({f.name: getattr(says, f.name) for f in dataclasses.fields(says)})
