"""Examples in docstrings run and give what they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import planner

MODULES = [
    module.name
    for module in pkgutil.walk_packages(planner.__path__, prefix="planner.")
    if not module.name.endswith("__main__")
]


def _has_examples(name: str) -> bool:
    place = Path(*planner.__path__).joinpath(*name.split(".")[1:])
    source = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    return ">>>" in source.read_text(encoding="utf-8")


def test_every_module_can_be_loaded():
    for name in MODULES:
        importlib.import_module(name)


@pytest.mark.parametrize("name", [name for name in MODULES if _has_examples(name)])
def test_examples_in_docstrings(name):
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted > 0
    assert result.failed == 0
