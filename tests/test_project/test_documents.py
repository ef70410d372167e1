"""The documents speak of what exists: make targets, pages, words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    REPOSITORY / "README.md",
    REPOSITORY / "CONTRIBUTING.md",
    REPOSITORY / "CHANGELOG.md",
    *sorted((REPOSITORY / "docs").rglob("*.md")),
]
HAN = re.compile(r"[\u4e00-\u9fff]")

# The words of the model, as the program and its people use them.
WORDS = (
    "segment",
    "unit",
    "potential",
    "penetration",
    "channel",
    "sales mode",
    "team",
    "seat",
    "rep",
    "FTE",
    "expected revenue",
    "target",
    "stretch",
    "cushion",
    "cost of sales",
    "cost-of-sales ratio",
    "contribution",
    "coverage option",
)


def _name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_make_targets_in_documents_exist(path):
    targets = set(re.findall(r"^([a-z-]+):", _read(REPOSITORY / "Makefile"), flags=re.MULTILINE))
    named = set(re.findall(r"(?:`|^ *\$? *)make ([a-z-]+)", _read(path), flags=re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_links_and_pictures_in_documents_lead_somewhere(path):
    links = re.findall(r"\]\(([^)#\s]+)", _read(path))
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert not [link for link in local if not (path.parent / link).exists()]


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_folders_and_modules_named_in_documents_exist(path):
    named = re.findall(r"`((?:planner|tests|docs|templates|scenarios|notebooks)/[\w/.]*)`", _read(path))
    assert not [name for name in named if not (REPOSITORY / name).exists()]


@pytest.mark.parametrize("word", WORDS)
def test_the_glossary_explains_the_word_in_both_languages(word):
    rows = [line for line in _read(REPOSITORY / "docs" / "glossary.md").splitlines() if line.startswith("|")]
    entries = [row for row in rows if re.match(rf"\|[ *`]*(?:[\w -]+, )*{re.escape(word)}\b", row, re.IGNORECASE)]
    assert entries, f"docs/glossary.md has no row that begins with {word!r}"
    assert any(HAN.search(row) for row in entries), f"{word!r} has no Chinese"
