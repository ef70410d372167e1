"""constraints.txt pins every dependency, inside the bounds of pyproject.toml, and names no place to fetch from."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LINES = [
    line
    for line in (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
PINS = {canonicalize_name(line.partition("==")[0]): line.partition("==")[2] for line in LINES}
REQUIREMENTS = sorted(
    {*PROJECT["dependencies"], *(line for extra in PROJECT["optional-dependencies"].values() for line in extra)}
)

# Other versions of these give other, equally good plans, or other files.
DECIDES_THE_PLAN = ("highspy", "numba", "numpy", "ortools", "pulp", "scipy")


def test_every_line_is_one_exact_version():
    assert len(PINS) == len(LINES)
    assert not [line for line in LINES if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*", line)]


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_each_dependency_is_bounded_and_pinned_within_its_bounds(requirement):
    parsed = Requirement(requirement)
    operators = {specifier.operator for specifier in parsed.specifier}
    assert operators == {">=", "<"}, f"{requirement}: give a lower and an upper bound"
    assert PINS[canonicalize_name(parsed.name)] in parsed.specifier


@pytest.mark.parametrize("name", DECIDES_THE_PLAN)
def test_what_decides_the_plan_is_installed_as_locked(name):
    assert version(name) == PINS[name]
