"""How the house is kept: module size, names of rooms, and a verifier that stands alone."""

from __future__ import annotations

import ast
from pathlib import Path

import grimp
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
MODULES = sorted((REPOSITORY / "planner").rglob("*.py"))

LONGEST_MODULE_LINES = 500
NO_ROOM = {"common", "helper", "helpers", "misc", "util", "utils"}
NO_VERIFIER_IMPORT = ("planner.optimization", "planner.response", "planner.reading")


def _name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def test_there_are_modules():
    assert len(MODULES) > 20


def test_no_module_is_too_long():
    lines = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    too_long = {name: count for name, count in lines.items() if count > LONGEST_MODULE_LINES}
    assert not too_long, f"split these by the questions they answer: {too_long}"


def test_every_module_is_named_after_the_question_it_answers():
    parts = {_name(path): set(path.relative_to(REPOSITORY).with_suffix("").parts) for path in MODULES}
    assert not [name for name, words in parts.items() if words & NO_ROOM]


@pytest.mark.parametrize("path", [p for p in MODULES if p.name == "__init__.py"], ids=_name)
def test_an_init_only_re_exports(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    defined = [node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    # `__getattr__` is how a package re-exports without loading everything (PEP 562).
    assert not [name for name in defined if name not in ("__getattr__", "__dir__")]


def test_every_module_says_what_it_is_for():
    silent = [_name(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert not silent


def test_no_verifying_module_shares_code_with_what_it_verifies():
    """The import contract names `planner.results.verify`; this holds for every module that begins with that name."""
    graph = grimp.build_graph("planner", cache_dir=None)
    verifiers = sorted(
        module for module in graph.modules if module.startswith("planner.results.") and ".verify" in module
    )
    assert verifiers, "planner/results/ has no verifying module"
    chains = [
        " -> ".join(chain)
        for verifier in verifiers
        for forbidden in NO_VERIFIER_IMPORT
        for chain in graph.find_shortest_chains(importer=verifier, imported=forbidden, as_packages=True)
    ]
    assert not chains, "the verifier must stand on its own feet:\n" + "\n".join(chains)
