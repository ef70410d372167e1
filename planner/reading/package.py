"""Which part of a workbook's archive is what: by its relations, as the format has it, not by the names that Excel usually gives."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

_USUAL = "xl/workbook.xml"
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_SHEET = "sheet"
_ERROR_VALUE = re.compile(
    rb"""(<(?:\w+:)?c\b[^>]*\bt=["']e["'][^>]*>(?:(?!</(?:\w+:)?c>).){0,20000}?<(?:\w+:)?v>)[^<]*""", re.DOTALL
)
_ATTRIBUTE = re.compile(rb"\b(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: a kind such as ``styles``, and the part, in lower case with slashes; of parts outside the file an empty text."""

    key: str
    kind: str
    target: str


class Package:
    """The parts of an archive by their names in lower case, with slashes whatever the program wrote; `book` is that of the workbook itself."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._stored = {_plain(n): n for n in archive.namelist()}
        main = [r.target for r in self.relations("") if r.kind == "officeDocument" and r.target in self._stored]
        self.book = main[0] if main else _USUAL

    def __contains__(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return name in self._stored

    def part(self, name: str) -> bytes:
        """Return a part; nothing where there is none."""
        return self._archive.read(self._stored[name]) if name in self._stored else b""

    def relations(self, name: str) -> tuple[Relation, ...]:
        """Return what the part `name` refers to; without a name, the whole package."""
        folder, own = posixpath.split(name)
        found: list[Relation] = []
        for match in _RELATION.finditer(self.part(posixpath.join(folder, "_rels", f"{own}.rels"))):
            said = {
                m[1].decode(): html.unescape((m[2] or m[3] or b"").decode("utf-8", "replace"))
                for m in _ATTRIBUTE.finditer(match[1])
            }
            inside = said.get("TargetMode", "").casefold() != "external"
            target = _resolve(folder, said.get("Target", "")) if inside else ""
            found.append(Relation(said.get("Id", ""), said.get("Type", "").rpartition("/")[2], target))
        return tuple(found)


def with_usual_names(content: bytes) -> bytes:
    """Return the archive with its workbook named ``workbook.xml``, as some readers need it; itself where it is.

    Excel on the web and other programs write ``xl/workbook22.xml`` and the like.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        folder, own = posixpath.split(Package(archive).book)
    if own == "workbook.xml":
        return content
    usual = {
        posixpath.join(folder, own): posixpath.join(folder, "workbook.xml"),
        posixpath.join(folder, "_rels", f"{own}.rels"): posixpath.join(folder, "_rels", "workbook.xml.rels"),
    }
    return _copy(content, lambda name, part: (usual.get(_plain(name), name), part))


def with_known_errors(content: bytes) -> bytes:
    """Return the archive with every error that a cell shows named ``#VALUE!``: readers refuse those younger than themselves, such as #SPILL!."""
    return _copy(content, lambda name, part: (name, _ERROR_VALUE.sub(rb"\1#VALUE!", part) if _SHEET in name else part))


def _copy(content: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    """Return the archive with `change` made to every part, given its name and its bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as copy:
        for info in archive.infolist():
            name, part = change(info.filename, archive.read(info))
            copy.writestr(zipfile.ZipInfo(name), part)
    return made.getvalue()


def _plain(name: str) -> str:
    return name.replace("\\", "/").casefold()


def _resolve(folder: str, target: str) -> str:
    target = _plain(target)
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
