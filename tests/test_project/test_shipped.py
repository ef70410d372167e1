"""The folders shipped beside the code are found in a checkout; test_wheel.py does the same for an installed wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import FileAccessError
from planner.shipped import find_shipped_folder

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["templates", "scenarios"])
def test_a_checkout_has_its_folders_beside_the_package(name):
    assert find_shipped_folder(name) == REPOSITORY / name


def test_a_missing_folder_is_a_damaged_installation():
    with pytest.raises(FileAccessError, match="'recipes' is missing"):
        find_shipped_folder("recipes")
