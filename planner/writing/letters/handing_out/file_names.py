"""Safe file names of letters: made from keys, never from people's names; ASCII, so that every system, archive and mail program takes them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container
from pathlib import Path

from planner.writing.letters.contents.content import Letter

_LONGEST = 40
"""Characters of the key; even at four bytes each a name stays below 200 bytes, in every file system's limit."""
_LETTER_FILE = re.compile(r"(?:rep|team|partner)-.+-[0-9a-f]{8}-(?:en|zh)-v[0-9]+\.(?:docx|pdf)")
_NOT_ASCII = re.compile(r"[^A-Za-z0-9_-]+")


def name_letter_file(letter: Letter, version: int, ending: str) -> str:
    """Return e.g. ``rep-A01-3fc9a1b2-en-v1.docx``: unique for every key, whatever the key is made of, on every file system.

    Of the key ASCII letters, digits, _ and - stay; all else becomes a hyphen, and a key of nothing else an x: the hash tells it from others,
    and the register whose it is. With the kind before it no key is the name of a device.

    Examples
    --------
    >>> from types import SimpleNamespace as L
    >>> name_letter_file(L(kind="rep", key="../A 01", language="en"), 2, "pdf")
    'rep-A-01-71352bbd-en-v2.pdf'
    >>> name_letter_file(L(kind="team", key="华东 直销", language="zh"), 1, "docx")
    'team-x-33333e0e-zh-v1.docx'
    """
    plain = _NOT_ASCII.sub("-", unicodedata.normalize("NFKC", letter.key)).strip("-_")[:_LONGEST]
    return _join(letter, plain.strip("-_") or "x", version, ending)


def find_letter_file(folder: Path, letter: Letter, version: int, ending: str) -> Path:
    """Return where a version of a letter stands, or is to stand: an earlier release kept keys of every script, and its files keep their names."""
    signs = (
        c if c in "_-" or unicodedata.category(c)[0] in "LMN" else " " for c in unicodedata.normalize("NFC", letter.key)
    )
    plain = "-".join("".join(signs).split()).strip("-_")[:_LONGEST]
    older = folder / _join(letter, plain.strip("-_") or "x", version, ending)
    return older if older.exists() else folder / name_letter_file(letter, version, ending)


def find_strangers(folder: Path, known: Container[str]) -> list[str]:
    """Return the files of `folder` that are named like letters and are not among the `known` ones: those of a run that was killed."""
    names = (p.name for p in folder.iterdir())
    return sorted(n for n in names if _LETTER_FILE.fullmatch(n) and n not in known)


def _join(letter: Letter, plain: str, version: int, ending: str) -> str:
    digest = hashlib.sha256(f"{letter.kind}:{letter.key}".encode()).hexdigest()[:8]
    return f"{letter.kind}-{plain}-{digest}-{letter.language}-v{version}.{ending}"
