"""Texts of which a part is struck through or raised: their letters run together in the value, 35 struck out before 40 to 3540."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PartlyStruck:
    """What of a text is struck through, and what is raised as the mark of a footnote is; one of them is empty where there is none."""

    struck: str
    raised: str


class RunReader:
    """Handlers for the parts of one text after another, each with its own font: `open` before a text, `close` behind it."""

    def __init__(self) -> None:
        self._kinds: list[str] = []
        self._texts: list[str] = []
        self._is_text = False

    def open(self) -> None:
        """Begin a text."""
        self._kinds, self._texts, self._is_text = [], [], False

    def start(self, kind: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element, by its name without a prefix."""
        if kind == "r":
            self._kinds.append("")
            self._texts.append("")
        elif not self._kinds:
            return
        elif kind == "strike" and attributes.get("val", "1") not in ("0", "false"):
            self._kinds[-1] = kind
        elif kind == "vertAlign" and attributes.get("val") == "superscript":
            self._kinds[-1] = self._kinds[-1] or kind
        elif kind == "t":
            self._is_text = True

    def text(self, content: str) -> None:
        """Take characters."""
        if self._is_text and self._texts:
            self._texts[-1] += content

    def end(self, kind: str) -> None:
        """Take the end of an element."""
        if kind == "t":
            self._is_text = False

    def close(self) -> PartlyStruck | None:
        """Return what is odd about the text that ends; nothing where all of it is written in one way."""
        filled = [(kind, text) for kind, text in zip(self._kinds, self._texts, strict=True) if text.strip()]
        if len({kind for kind, _ in filled}) < 2:
            return None
        struck, raised = ("".join(t for k, t in filled if k == kind).strip() for kind in ("strike", "vertAlign"))
        return PartlyStruck(struck, raised) if struck or raised else None


def may_have_odd_runs(xml: bytes) -> bool:
    """Whether a part has a text to be looked at: nearly none has."""
    return b"strike" in xml or b"superscript" in xml


def read_odd_texts(xml: bytes, parser: Any) -> dict[int, PartlyStruck]:
    """Return the shared texts that are partly struck through or raised, by their places; `parser` is an expat parser without handlers of its own."""
    reader, odd = RunReader(), {}
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "si":
            reader.open()
        reader.start(kind, attributes)

    def end(name: str) -> None:
        nonlocal count
        kind = name.rpartition(":")[2]
        reader.end(kind)
        if kind == "si":
            found = reader.close()
            if found is not None:
                odd[count] = found
            count += 1

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, reader.text
    parser.Parse(xml, True)
    return odd
