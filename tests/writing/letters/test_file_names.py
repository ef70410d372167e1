"""Names of letters' files: ASCII, safe on every file system, the same from run to run."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.domain.identifiers import SeatId
from planner.language import Language
from planner.writing.letters.contents.content import Letter, LetterKind
from planner.writing.letters.handing_out.file_names import find_letter_file, name_letter_file

_DEVICES = ("con", "prn", "aux", "nul", "com1", "lpt9")


class _Named:
    """What of a letter is in its name."""

    kind, language = LetterKind.PARTNER, Language.CHINESE

    def __init__(self, key: str) -> None:
        self.key = SeatId(key)


def _name(key: str, version: int = 1) -> str:
    return name_letter_file(_Named(key), version, "docx")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "plain"),
    [
        ("华东 直销", "x"),
        ("华东 A-01 组", "A-01"),
        ("Größe", "Gr-e"),
        ("नई दिल्ली", "x"),
        ("Ｓ０１", "S01"),
        ("S" * 39 + "__-9", "S" * 39),
        ("a\u202eb\u2066", "a-b"),
        ("../..\\A 01. ", "A-01"),
        ('x<>:"|?*\x00\n', "x"),
        ("🙂", "x"),
    ],
)
def test_ascii_letters_and_digits_of_the_key_stay_and_nothing_else(key, plain):
    assert _name(key).startswith(f"partner-{plain}-")


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=60))
@example("𠮷" * 300)
@example("CON")
@example("\u0301")
def test_every_name_is_safe_everywhere(key):
    name = _name(key, 123)
    assert re.fullmatch(r"partner-[A-Za-z0-9_-]{1,40}-[0-9a-f]{8}-zh-v123\.docx", name)
    assert name.split(".")[0].casefold() not in _DEVICES


def test_keys_that_would_share_a_name_do_not():
    keys = ("A 1", "A-1", "a-1", "Ａ-1", "Gro\u0308ße", "Größe", "华东/直销", "华东 直销")
    assert len({unicodedata.normalize("NFKC", _name(k)).casefold() for k in keys}) == len(keys)


def test_a_file_of_an_earlier_release_keeps_its_name(tmp_path):
    letter: Letter = _Named("华东")  # type: ignore[assignment]
    wanted = tmp_path / _name("华东")
    assert find_letter_file(tmp_path, letter, 1, "docx") == wanted
    older = tmp_path / wanted.name.replace("x", "华东", 1)
    older.touch()
    assert find_letter_file(tmp_path, letter, 1, "docx") == older
    assert find_letter_file(tmp_path, letter, 2, "docx").name == _name("华东", 2)
