"""The memory that a call needs, at its peak, as the system counts it: in a process of its own."""

from __future__ import annotations

import multiprocessing
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

_T = TypeVar("_T")
_STATUS = Path("/proc/self/status")


def measure_peak(call: Callable[..., _T], *arguments: object) -> tuple[_T, int]:
    """Return what `call` returns for `arguments`, and by how many bytes a new process that makes the call grows meanwhile at most.

    A process that has run other tests holds memory that they gave back, and would seem not to grow. The result crosses between the two.
    """
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measure_here, call, *arguments).result()


def _measure_here(call: Callable[..., _T], *arguments: object) -> tuple[_T, int]:
    """Tracing each of Python's own allocations, which takes several times as long and sees no others, is left to systems that do not count."""
    if not _STATUS.exists():
        tracemalloc.start()
        return call(*arguments), tracemalloc.get_traced_memory()[1]
    before = _kibibytes("VmRSS")
    result = call(*arguments)
    return result, 1024 * (_kibibytes("VmHWM") - before)


def _kibibytes(name: str) -> int:
    return next(
        int(line.split()[1]) for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith(name)
    )
