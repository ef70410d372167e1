"""What is written beside the cells of a sheet: comments, text boxes, the page's header and footer, hints of input."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from xml.parsers import expat

from planner.reading.archive.package import Package

_LONGEST, _MOST = 1_000, 2_000
"""Characters of a text that is looked at, and how many of them on a sheet."""
_PAGE = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^>]*>([^<]+)<")
_PAGE_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|.)')
_HINT = re.compile(rb"<(?:\w+:)?dataValidation\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'\b(sqref|prompt|promptTitle)\s*=\s*"([^"]*)"')
_COMMENTS = ("comments", "threadedComment")


class Beside(StrEnum):
    """Where a text stands beside the cells."""

    COMMENT = "comment"
    TEXT_BOX = "text_box"
    PAGE = "page"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class SideText:
    """A text beside the cells; `cell` is the address that a comment or hint is for, the first of several (empty: the whole sheet)."""

    kind: Beside
    cell: str
    text: str


def find_side_texts(package: Package, sheet: str, xml: bytes) -> tuple[SideText, ...]:
    """Return what stands beside the cells of a sheet, by the part `sheet` and its `xml`; parts that cannot be parsed say nothing."""
    found = []
    for text in _texts(package, sheet, xml):
        if text.text.strip() and len(text.text) <= _LONGEST:
            found.append(text)
        if len(found) == _MOST:
            break
    return tuple(found)


def _texts(package: Package, sheet: str, xml: bytes) -> Iterator[SideText]:
    for match in _PAGE.finditer(xml):
        parts = re.split("&[LCR]", html.unescape(match[1].decode("utf-8", "replace")))
        yield from (SideText(Beside.PAGE, "", _PAGE_CODE.sub(" ", part)) for part in parts)
    for match in _HINT.finditer(xml):
        said = {m[1]: html.unescape(m[2].decode("utf-8", "replace")) for m in _ATTRIBUTE.finditer(match[1])}
        cell = said.get(b"sqref", "").replace(":", " ").split(" ")[0]
        yield from (SideText(Beside.HINT, cell, said[key]) for key in (b"promptTitle", b"prompt") if key in said)
    for relation in package.relations(sheet):
        if relation.kind in _COMMENTS:
            yield from _comments(package.part(relation.target))
        elif relation.kind == "drawing":
            yield from (SideText(Beside.TEXT_BOX, "", t) for t in _paragraphs(package.part(relation.target)))


def _comments(part: bytes) -> Iterator[SideText]:
    """Yield the lines of comments, which begin with the name of who wrote them as a rule."""
    for ref, said in _elements(part, ("comment", "threadedComment"), ("t", "text")):
        cell = ref.partition(":")[0]
        yield from (SideText(Beside.COMMENT, cell, line) for line in said.splitlines())


def _paragraphs(part: bytes) -> Iterator[str]:
    return (said for _, said in _elements(part, ("p",), ("t",)))


class _EnoughError(Exception):
    """What follows in a part is not looked at."""


def _elements(part: bytes, names: tuple[str, ...], texts: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return attribute *ref* of the elements of these names, and what stands in the `texts` in them, in the order in which they end.

    Of a part that has too many, or cannot be parsed to its end, the first ones are returned.
    """
    found: list[tuple[str, str]] = []
    inside: list[tuple[str, list[str]]] = []
    is_text = [False]

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name in names:
            inside.append((attributes.get("ref", ""), []))
        is_text[0] = bool(inside) and name in texts

    def take(text: str) -> None:
        if is_text[0]:
            inside[-1][1].append(text)

    def end(tag: str) -> None:
        is_text[0] = False
        if tag.rpartition("}")[2] in names:
            ref, said = inside.pop()
            found.append((ref, "".join(said)))
            if len(found) == _MOST:
                raise _EnoughError

    def refuse(*_: object) -> None:
        raise _EnoughError  # entities: no program writes them here

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = start, take, end
    parser.EntityDeclHandler = refuse
    with suppress(_EnoughError, expat.ExpatError, ValueError, LookupError):
        parser.Parse(part, True)
    return found
