"""The XML of a workbook's parts, read quickly and without what XML can do to its reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import Element, XMLPullParser

_CHUNK_BYTES, _TAIL_BYTES = 1 << 16, 32
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")
_BYTE_ORDER_MARKS = b"\xef\xbb\xbf\xff\xfe"
_READABLE = (b"utf-8", b"utf-16", b"us-ascii", b"iso-8859-1")
"""Encodings in which a declaration is spelt by the bytes that are looked for, zero bytes aside."""


def iterate_elements(source: IO[bytes], tag: str | None = None) -> Iterator[Element]:
    """Return the elements of a part (only those named `tag`), each when it ends; those that declare entities are refused before the parser
    sees the declaration.

    Parsers that can refuse a declaration themselves are written in Python and take three times as long.

    Raises
    ------
    ValueError
        When the part declares something, or is in an encoding that could hide it.
    SyntaxError
        When it is no XML.
    """
    parser: Any = XMLPullParser(("end",))
    for chunk in _undeclared(source):
        parser.feed(chunk)
        for _, element in parser.read_events():
            if tag is None or element.tag == tag:
                yield element
    parser.close()
    for _, element in parser.read_events():
        if tag is None or element.tag == tag:
            yield element


def _undeclared(source: IO[bytes]) -> Iterator[bytes]:
    """Return the bytes of a part piece by piece, and end with an error before a declaration."""
    tail, is_begun = b"", False
    while chunk := source.read(_CHUNK_BYTES):
        plain = chunk.replace(b"\x00", b"") if b"\x00" in chunk else chunk
        if not is_begun:
            _check_encoding(plain)
            is_begun = True
        if _DECLARATION.search(tail + plain):
            raise ValueError("a declaration of entities")
        tail = plain[-_TAIL_BYTES:]
        yield chunk


def _check_encoding(begin: bytes) -> None:
    begin = begin.lstrip(_BYTE_ORDER_MARKS)
    if not begin.startswith(b"<?xml"):
        return
    head, end, _ = begin.partition(b"?>")
    encoding = _ENCODING.search(head)
    if not end or (encoding is not None and encoding[1].lower() not in _READABLE):
        raise ValueError("an encoding that workbooks do not have")
