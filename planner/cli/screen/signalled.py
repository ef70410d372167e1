"""Whether a signal that ends the program came: a library that is being imported may make another error of it, or none."""

from __future__ import annotations

import threading

_came = threading.Event()


def note_signal() -> None:
    """Note that it came; safe in a signal handler."""
    _came.set()


def was_signalled() -> bool:
    """Whether it came."""
    return _came.is_set()


def leave_if_signalled() -> None:
    """Raise `KeyboardInterrupt` where it came: before an error that follows from it is taken for a fault."""
    if was_signalled():
        raise KeyboardInterrupt
