"""Every text notebook runs from its first cell to its last."""

from __future__ import annotations

from pathlib import Path

import jupytext
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda p: p.stem)
def test_the_notebook_runs(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cells = [c.source for c in jupytext.read(path).cells if c.cell_type == "code"]
    assert len(cells) > 3, "a notebook has cells marked # %%"
    names: dict[str, object] = {"__name__": "__main__"}
    for i, source in enumerate(cells):
        exec(compile(source, f"{path.name}, cell {i + 1}", "exec"), names)  # noqa: S102 - our own notebook
    assert list(tmp_path.iterdir()), "it writes what it made into the folder it runs in"
