"""The XML of a workbook's parts, read quickly and without what XML can do to its reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import Element, iterparse

_CHUNK_BYTES, _TAIL_BYTES = 1 << 16, 32
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")
_BYTE_ORDER_MARKS = b"\xef\xbb\xbf\xff\xfe"
_READABLE = (b"utf-8", b"utf-16", b"us-ascii", b"iso-8859-1")
"""Encodings in which a declaration is spelt by the bytes that are looked for, zero bytes aside."""


def iterate_elements(source: IO[bytes]) -> Iterator[Element]:
    """Return the elements of a part, each when it ends; those that declare entities are refused before the parser sees the declaration.

    Parsers that can refuse a declaration themselves are written in Python and take three times as long.

    Raises
    ------
    ValueError
        When the part declares something, or is in an encoding that could hide it.
    SyntaxError
        When it is no XML.
    """
    for _, element in iterparse(_Undeclared(source)):  # noqa: S314
        yield element


class _Undeclared:
    """A stream that ends with an error before a declaration."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self._tail, self._is_begun = source, b"", False

    def read(self, size: int = -1) -> Any:
        """Return the next bytes, however many are asked for."""
        chunk = self._source.read(_CHUNK_BYTES)
        plain = chunk.replace(b"\x00", b"") if b"\x00" in chunk else chunk
        if not self._is_begun:
            _check_encoding(plain)
            self._is_begun = True
        if _DECLARATION.search(self._tail + plain):
            raise ValueError("a declaration of entities")
        self._tail = plain[-_TAIL_BYTES:]
        return chunk


def _check_encoding(begin: bytes) -> None:
    begin = begin.lstrip(_BYTE_ORDER_MARKS)
    if not begin.startswith(b"<?xml"):
        return
    head, end, _ = begin.partition(b"?>")
    encoding = _ENCODING.search(head)
    if not end or (encoding is not None and encoding[1].lower() not in _READABLE):
        raise ValueError("an encoding that workbooks do not have")
