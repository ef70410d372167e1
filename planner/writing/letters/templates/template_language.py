"""What a template may say: name fields, repeat rows, leave out what there is none of. Nothing that computes, calls, or grows without bound."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planner.language import Text

_NODES = frozenset(
    [
        "Template",
        "Output",
        "TemplateData",
        "Name",
        "Getattr",
        "Getitem",
        "Slice",
        "Const",
        "List",
        "Tuple",
        "If",
        "For",
        "CondExpr",
        "Compare",
        "Operand",
        "And",
        "Or",
        "Not",
        "Neg",
        "Concat",
        "Filter",
        "Test",
        "Keyword",
    ]
)
_FILTERS = frozenset(
    [
        "abs",
        "capitalize",
        "count",
        "d",
        "default",
        "e",
        "escape",
        "first",
        "float",
        "int",
        "join",
        "last",
        "length",
        "list",
        "lower",
        "reverse",
        "round",
        "sort",
        "string",
        "title",
        "trim",
        "truncate",
        "unique",
        "upper",
        "wordcount",
    ]
)
_DEEPEST_LOOP = 2
_LARGEST_PART = 20_000_000
"""Characters that one part of a filled letter may have."""


def find_forbidden(tree: Any) -> list[Text]:
    """Return what a parsed template says that no template may."""
    found: list[Text] = []
    _walk(tree, 0, found)
    return found


def join_bounded(pieces: Iterable[str]) -> str:
    """Return the pieces of a part as one text; as the environment joins what it renders.

    Raises
    ------
    TemplateError
        When it grows beyond what a letter can hold.
    """
    from jinja2 import TemplateError

    kept: list[str] = []
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > _LARGEST_PART:
            raise TemplateError("the filled letter is too large")
        kept.append(piece)
    return "".join(kept)


def _walk(node: Any, loops: int, found: list[Text]) -> None:
    from jinja2 import nodes

    kind = type(node).__name__
    if isinstance(node, (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        _add(found, Text("the template loads another file", "模板引用了其他文件"))
        return
    if kind not in _NODES:
        _add(found, Text("'{k}' is nothing that a template may do", "模板不允许使用“{k}”").format(k=kind.lower()))
        return
    if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
        _add(found, Text("filter '{f}' is not for templates", "模板不允许使用过滤器“{f}”").format(f=node.name[:40]))
    if isinstance(node, nodes.For):
        loops += 1
        if node.recursive or loops > _DEEPEST_LOOP:
            text = Text("more than {n} loops inside one another", "循环嵌套超过 {n} 层").format(n=_DEEPEST_LOOP)
            _add(found, text)
            return
    for child in node.iter_child_nodes():
        _walk(child, loops, found)


def _add(found: list[Text], text: Text) -> None:
    if text not in found:
        found.append(text)
