"""Compilation of the inner loops, with a cache on disk where a folder for it can be written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba

from planner.optimization.blas_memory import watch_loading

Function = Callable[..., Any]

watch_loading()  # the compiler loads SciPy's linear algebra with the first function that it makes


def compiled(function: Function) -> Function:
    """Return `function` compiled to machine code at its first call; without a writable cache it is compiled anew in each run."""
    try:
        made: Function = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:
        made = numba.njit(nogil=True)(function)
    return made
