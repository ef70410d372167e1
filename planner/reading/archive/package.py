"""Which part of a workbook's archive is what: by its relations, as the format has it, not by the names that Excel usually gives."""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from dataclasses import dataclass

_USUAL = "xl/workbook.xml"
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"\b(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: a kind such as ``styles``; the part, in lower case with slashes; how that is said. Of parts outside the file nothing."""

    key: str
    kind: str
    target: str
    said: str


class Package:
    """The parts of an archive by their names in lower case, with slashes whatever the program wrote; `book` is that of the workbook itself."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._stored = {plain_name(n): n for n in archive.namelist()}
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
            target = said.get("Target", "") if inside else ""
            found.append(
                Relation(
                    said.get("Id", ""),
                    said.get("Type", "").rpartition("/")[2],
                    resolve_target(folder, target) if inside else "",
                    target,
                )
            )
        return tuple(found)


def plain_name(name: str) -> str:
    """Return the name of a part in lower case, with slashes."""
    return name.replace("\\", "/").casefold()


def resolve_target(folder: str, target: str) -> str:
    """Return the part, in lower case with slashes, that a relation of a part in `folder` means by `target`."""
    target = plain_name(target)
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
