"""Where the published sample data lie: the folder named by ``PLANNER_TEST_DATA``, else ``../shared/data`` beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def published_data(name: str) -> Path:
    """Return the folder `name` of the published data; skip the test where it is absent."""
    root = Path(__file__).parent.parent
    folder = Path(os.environ.get("PLANNER_TEST_DATA") or root.parent / "shared" / "data") / name
    if not folder.is_dir():
        pytest.skip(f"the published data '{name}' are not here (PLANNER_TEST_DATA names their folder)")
    return folder
