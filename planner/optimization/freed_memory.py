"""Memory that a solve freed: the C library keeps it for itself in small pieces, and what comes after would take more beside it."""

from __future__ import annotations

import contextlib
import ctypes
import sys


def return_freed_memory() -> None:
    """Give the system back what the C library keeps of freed memory; nothing where it is not glibc."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, AttributeError):  # musl has no such call
        ctypes.CDLL(None).malloc_trim(0)
