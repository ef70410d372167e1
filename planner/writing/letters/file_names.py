"""Safe file names of letters: made from keys, never from people's names."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from planner.writing.letters.content import Letter

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST = 40
_DEVICES = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}


def name_letter_file(letter: Letter, version: int, ending: str) -> str:
    """Return e.g. ``rep-A01-3fc9a1b2-en-v1.docx``: unique for every key, whatever the key is made of, on every file system.

    Examples
    --------
    >>> from types import SimpleNamespace as L
    >>> name_letter_file(L(kind="rep", key="../A 01", language="en"), 2, "pdf")
    'rep-A-01-71352bbd-en-v2.pdf'
    """
    plain = _UNSAFE.sub("-", unicodedata.normalize("NFKC", letter.key)).strip("-_")[:_LONGEST]
    if not plain or plain.casefold() in _DEVICES:
        plain = "x"
    digest = hashlib.sha256(f"{letter.kind}:{letter.key}".encode()).hexdigest()[:8]
    return f"{letter.kind}-{plain}-{digest}-{letter.language}-v{version}.{ending}"
