"""One rule, one word, five places: model, verifier, page, LP row and test carry the rule's name."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from planner.domain.rules import RULE_NAMES, TARGET_RULES

REPOSITORY = Path(__file__).resolve().parents[2]


@cache
def _parse_folder(folder: str) -> tuple[ast.Module, ...]:
    paths = sorted((REPOSITORY / folder).rglob("*.py"))
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in paths)


@cache
def _find_functions(folder: str) -> frozenset[str]:
    return frozenset(
        node.name for tree in _parse_folder(folder) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    )


@cache
def _read_optimization() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Functions, and string constants with docstrings left out, of each module of the optimisation."""
    read = []
    for tree in _parse_folder("planner/optimization"):
        nodes = list(ast.walk(tree))
        prose = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        functions = frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef))
        strings = frozenset(
            node.value
            for node in nodes
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose
        )
        read.append((functions, strings))
    return tuple(read)


def _find_row_names(rule: str) -> frozenset[str]:
    """String constants of the optimisation modules that define ``add_<rule>``."""
    return frozenset().union(*(strings for functions, strings in _read_optimization() if f"add_{rule}" in functions))


@cache
def _read_headings() -> tuple[str, ...]:
    pages = sorted((REPOSITORY / "docs" / "models").glob("*.md"))
    return tuple(
        line for page in pages for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("#")
    )


def _find_missing_places(rule: str) -> list[str]:
    word = re.compile(rf"(?<![A-Za-z0-9_]){rule}(?![A-Za-z0-9_])")
    row_prefix = re.compile(rf"{rule}(?![A-Za-z0-9])")
    tests = _find_functions("tests")
    places = {
        f"planner/optimization/: def add_{rule}": f"add_{rule}" in _find_functions("planner/optimization"),
        f"planner/results/: def verify_{rule}": f"verify_{rule}" in _find_functions("planner/results"),
        f"docs/models/*.md: a heading with `{rule}`": any(word.search(line) for line in _read_headings()),
        f'beside add_{rule}: rows named "{rule}…"': any(row_prefix.match(text) for text in _find_row_names(rule)),
        f"tests/: def test_{rule}…": any(name == f"test_{rule}" or name.startswith(f"test_{rule}_") for name in tests),
    }
    # Target rules are exact splits: they have no rows in a linear program.
    has_rows = rule not in TARGET_RULES
    return [place for place, found in places.items() if not found and (has_rows or not place.startswith("beside"))]


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_each_rule_stands_in_its_five_places(rule):
    missing = _find_missing_places(rule)
    assert not missing, f"rule {rule} is missing in:\n" + "\n".join(missing)


def test_rule_names_are_distinct():
    assert len(set(RULE_NAMES)) == len(RULE_NAMES)


def test_the_search_finds_what_is_missing():
    assert len(_find_missing_places("a_rule_that_nobody_wrote")) == 5
