"""Compilation of the inner loops, with a cache on disk where a folder for it can be written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba

Function = Callable[..., Any]


def compiled(function: Function) -> Function:
    """Return `function` compiled to machine code at its first call; without a writable cache it is compiled anew in each run."""
    try:
        made: Function = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:
        made = numba.njit(nogil=True)(function)
    return made
