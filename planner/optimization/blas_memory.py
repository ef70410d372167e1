"""Room for OpenBLAS, SciPy's linear algebra: without it the library asks for its buffer again and again, for ever, and hears no signal."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from typing import Any

import numpy as np

_LINEAR_ALGEBRA = "scipy.linalg"
_BLAS_BYTES, _SCIPY_BYTES = 64 * 2**20, 192 * 2**20
"""The buffer; and the buffer with what is loaded before it."""


def ask_for_memory() -> None:
    """Raise `MemoryError` where there is no room for it: it asks for one already while it is loaded, and takes more when it is used."""
    np.empty(_BLAS_BYTES if _LINEAR_ALGEBRA in sys.modules else _SCIPY_BYTES, dtype=np.uint8)


class _RoomFirst(MetaPathFinder):
    """Looks for room when anything, such as the compiler, begins to load SciPy's linear algebra; finds nothing itself."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if fullname == _LINEAR_ALGEBRA:
            ask_for_memory()
        return None


def watch_loading() -> None:
    """Have room asked for before SciPy's linear algebra is loaded, whoever loads it; once a process."""
    if not any(isinstance(finder, _RoomFirst) for finder in sys.meta_path):
        sys.meta_path.insert(0, _RoomFirst())
