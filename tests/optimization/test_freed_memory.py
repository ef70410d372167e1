"""What was freed between pieces that are still held goes back to the system."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import numpy as np
import pytest

from planner.optimization.freed_memory import return_freed_memory

_STATM = Path("/proc/self/statm")


def _resident_bytes() -> int:
    return int(_STATM.read_text(encoding="ascii").split()[1]) * 4096


@pytest.mark.skipif(
    not _STATM.exists() or not hasattr(ctypes.CDLL(None), "malloc_trim"),
    reason="memory is kept by glibc on Linux alone",
)
def test_freed_pieces_between_held_ones_go_back():
    # 2,000 pieces of 96 kB, too small to be given back one by one; each tenth stays.
    pieces = [np.ones(12_000) for _ in range(2_000)]
    held = pieces[::10]
    pieces.clear()
    before = _resident_bytes()
    return_freed_memory()
    assert before - _resident_bytes() > 100e6
    assert sum(float(piece[0]) for piece in held) == 200


def test_elsewhere_nothing_happens(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: pytest.fail("asked"))
    return_freed_memory()
