"""The memory that a call needs, at its peak: as the system counts it, where it can be asked to begin anew."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

_T = TypeVar("_T")
_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_BEGIN_PEAK_ANEW = "5"


def measure_peak(call: Callable[[], _T]) -> tuple[_T, int]:
    """Return what `call` returns, and by how many bytes the process grew meanwhile at most.

    Tracing each of Python's own allocations, which takes several times as long and sees no others, is left to systems that do not count.
    """
    try:
        _RESET.write_text(_BEGIN_PEAK_ANEW, encoding="ascii")
        before = _kibibytes("VmRSS")
    except OSError:
        tracemalloc.start()
        try:
            return call(), tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    result = call()
    return result, 1024 * max(0, _kibibytes("VmHWM") - before)


def _kibibytes(name: str) -> int:
    return next(
        int(line.split()[1]) for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith(name)
    )
