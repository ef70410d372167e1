"""Rules about the parts of a workbook or letter: each has a content type, and what they lead to is there.

Source: ECMA-376 part 2 (content types, relationships).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator

from defusedxml.ElementTree import fromstring

from tests.excel_rules.names import CONTENT, PACKAGE_REL, REL


class OfficeParts:
    """The parts of the bytes of an .xlsx or .docx file, as bytes and as trees."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self._names = archive.namelist()
            self._parts = {name: archive.read(name) for name in dict.fromkeys(self._names)}
        self.trees = {n: fromstring(d) for n, d in self._parts.items() if n.endswith((".xml", ".rels", ".vml"))}

    def list_breaches(self) -> Iterator[str]:
        """Return in words which parts or relations the office program would miss."""
        counts = Counter(n.casefold() for n in self._names)
        yield from (f"{name}: twice in the file" for name, count in counts.items() if count > 1)
        yield from self._content_types()
        yield from self._relations()

    def _content_types(self) -> Iterator[str]:
        types = self.trees["[Content_Types].xml"]
        endings = {d.get("Extension", "").casefold() for d in types.findall(f"{CONTENT}Default")}
        named = [o.get("PartName", "").lstrip("/") for o in types.findall(f"{CONTENT}Override")]
        yield from (f"content type of a part that is not there: {n}" for n in named if n not in self._parts)
        yield from (f"two content types: {n}" for n, count in Counter(named).items() if count > 1)
        for part in self._parts:
            if part not in named and part.rsplit(".", 1)[-1].casefold() not in endings:
                yield f"{part}: no content type"

    def _targets(self, part: str) -> dict[str, tuple[str, bool]]:
        """Return of each relationship of `part` what it leads to, and whether that is outside."""
        folder, name = posixpath.split(part)
        tree = self.trees.get(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        if tree is None:
            return {}
        found = {}
        for relation in tree.findall(PACKAGE_REL):
            target = relation.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = (whole, relation.get("TargetMode") == "External")
        return found

    def _relations(self) -> Iterator[str]:
        for rels in (n for n in self.trees if n.endswith(".rels")):
            folder, name = posixpath.split(rels)
            part = posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
            if part and part not in self._parts:
                yield f"{rels}: relations of a part that is not there"
            for target, is_outside in self._targets(part).values():
                if not is_outside and target not in self._parts:
                    yield f"{part}: leads to {target}, which is not there"
            if part in self.trees:
                used = {v for e in self.trees[part].iter() for k, v in e.attrib.items() if k.startswith(REL)}
                yield from (f"{part}: relation {u} is not there" for u in used - set(self._targets(part)))
