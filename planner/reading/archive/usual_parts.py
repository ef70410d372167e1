"""A workbook's archive as readers of values expect it, whatever the program that wrote it made of names, encodings and XML."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from xml.parsers import expat

from planner.reading.archive.package import Package, Relation, plain_name, resolve_target

_SHEET = "sheet"
_ERROR_VALUE = re.compile(
    rb"""(<(?:\w+:)?c\b[^>]*\bt=["']e["'][^>]*>(?:(?!</(?:\w+:)?c>).){0,20000}?<(?:\w+:)?v>)[^<]*""", re.DOTALL
)
_DECLARED = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)[\"']")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>\s*")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_ENCODINGS = frozenset(
    f"iso-8859-{n}" for n in (*range(1, 12), *range(13, 17))
) | {
    "gb2312", "gbk", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", *(f"windows-{n}" for n in range(1250, 1259)),
}  # fmt: skip
"""Encodings besides UTF-8 and UTF-16 that are read: in all of them markup is written in the bytes of ASCII, where nothing can be hidden."""
_HEAD = 200
_FIXED_NAMES = {"sharedStrings": "sharedStrings.xml", "styles": "styles.xml"}
"""Parts that readers look for by name, by their kind of relation."""
_SHEET_KINDS = ("worksheet", "chartsheet", "dialogsheet")
_SHEET_TAG = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?\bid\s*=\s*[\"']([^\"']*)[\"'][^>]*?(?:/>|>\s*</(?:\w+:)?sheet>)")
_TEXT_CODES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ATTRIBUTE_CODES = _TEXT_CODES | str.maketrans({'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
_TARGET = re.compile(rb"(\bTarget\s*=\s*)[\"']([^\"':]*)[\"']")


def with_usual_parts(content: bytes) -> bytes:
    """Return the archive with XML in UTF-8, and with parts, paths and kinds of sheets as all readers know them; itself where it is so.

    Excel on the web and others write ``xl/workbook22.xml`` and the like. Sheets of macros from before 1993 hold nothing that is read.
    """
    content = _with_utf_8(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        package = Package(archive)
        folder, own = posixpath.split(package.book)
        relations = package.relations(package.book)
        has_detours = any("./" in r.said for r in relations if r.kind in (*_SHEET_KINDS, *_FIXED_NAMES))
    usual = {
        posixpath.join(folder, own): posixpath.join(folder, "workbook.xml"),
        posixpath.join(folder, "_rels", f"{own}.rels"): posixpath.join(folder, "_rels", "workbook.xml.rels"),
    } | {r.target: posixpath.join(folder, _FIXED_NAMES[r.kind]) for r in relations if r.kind in _FIXED_NAMES}
    unknown = _unknown_sheets(relations)
    if not (unknown or has_detours or any(old != plain_name(new) for old, new in usual.items())):
        return content
    book, links = (plain_name(n) for n in list(usual)[:2])

    def change(name: str, part: bytes) -> tuple[str, bytes]:
        plain = plain_name(name)
        if plain == book and unknown:
            part = _SHEET_TAG.sub(lambda m: b"" if m[1].decode("utf-8", "replace") in unknown else m[0], part)
        if plain == links:
            part = _TARGET.sub(lambda m: m[1] + b'"' + _target(folder, m[2], usual) + b'"', part)
        return usual.get(plain, name), part

    return _copy(content, change)


def _unknown_sheets(relations: tuple[Relation, ...]) -> set[str]:
    """Return the keys of relations to sheets of a kind that readers do not know."""
    return {r.key for r in relations if r.kind.casefold().endswith("macrosheet")}


def _target(folder: str, said: bytes, usual: Mapping[str, str]) -> bytes:
    """Return the target of a relation by the usual name of its part, without detours; as it is said where neither matters."""
    path = resolve_target(folder, said.decode("utf-8", "replace"))
    known = usual.get(path)
    if known is not None:
        return b"/" + known.encode()
    return b"/" + path.encode() if b"./" in said else said


def with_known_errors(content: bytes) -> bytes:
    """Return the archive with every error that a cell shows named ``#VALUE!``: readers refuse those younger than themselves, such as #SPILL!."""
    return _copy(content, lambda name, part: (name, _ERROR_VALUE.sub(rb"\1#VALUE!", part) if _SHEET in name else part))


def with_plain_values(content: bytes) -> bytes:
    """Return the archive with the XML of its sheets written plainly: no character data in sections, codes or around comments.

    Raises
    ------
    ValueError
        When a sheet is not well-formed.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        package = Package(archive)
        sheets = {r.target for r in package.relations(package.book) if r.kind in _SHEET_KINDS}
    return _copy(content, lambda name, part: (name, _plainly(part) if plain_name(name) in sheets else part))


def _plainly(part: bytes) -> bytes:
    written: list[str] = []
    values = 0

    def start(name: str, attributes: list[str]) -> None:
        nonlocal values
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        said = "".join(f' {k}="{v.translate(_ATTRIBUTE_CODES)}"' for k, v in pairs)
        written.append(f"<{name}{said}>")
        kind = name.rpartition(":")[2]
        values = len(written) if kind == "v" else values

    def end(name: str) -> None:
        if name.rpartition(":")[2] == "v":
            written[values:] = ["".join(written[values:]).strip()]
        written.append(f"</{name}>")

    parser = expat.ParserCreate()
    parser.buffer_text = parser.ordered_attributes = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: written.append(text.translate(_TEXT_CODES))
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return "".join(written).encode()


def _with_utf_8(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        heads = {n: _head(archive, n) for n in archive.namelist() if n.casefold().endswith((".xml", ".rels"))}
    encodings = {n: encoding for n, head in heads.items() if (encoding := _encoding(head)) is not None}
    if not encodings:
        return content

    def change(name: str, part: bytes) -> tuple[str, bytes]:
        encoding = encodings.get(name)
        return name, part if encoding is None else _DECLARATION.sub("", part.decode(encoding).lstrip("\ufeff")).encode()

    return _copy(content, change)


def _head(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_HEAD)


def _encoding(head: bytes) -> str | None:
    """Return the encoding of a part that begins so where it is another than UTF-8 and is read."""
    if head.startswith(_UTF_16):
        return "utf-16" if head.startswith(_UTF_16[:2]) else "utf-16-le" if head.startswith(_UTF_16[2]) else "utf-16-be"
    declared = _DECLARED.match(head.removeprefix(b"\xef\xbb\xbf"))
    name = declared[1].decode("ascii", "replace").casefold() if declared else ""
    return name if name in _ENCODINGS else None


def _copy(content: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    """Return the archive with `change` made to every part, given its name and its bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as copy:
        for info in archive.infolist():
            name, part = change(info.filename, archive.read(info))
            copy.writestr(zipfile.ZipInfo(name), part)
    return made.getvalue()
