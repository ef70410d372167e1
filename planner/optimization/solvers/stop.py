"""Ctrl-C, a polite kill and a closed terminal while a solve runs: the first asks it to stop and keeps what it has, the second leaves."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

StopQuestion = Callable[[], bool]
"""Asked during a solve: has somebody asked to stop?"""

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def is_asked(should_stop: StopQuestion | None) -> bool:
    """Whether there is somebody to ask who says that the solve is to stop."""
    return should_stop is not None and should_stop()


def _handlers() -> dict[int, Any]:
    """Return what each of these signals does now; SIGHUP is left out where it is ignored, as under nohup.

    A script's job in the background (``planner plan … &``) begins with SIGINT ignored, too: whoever sends it one means that solve.
    """
    handlers = {number: signal.getsignal(number) for number in _SIGNALS}
    hangup = getattr(signal, "SIGHUP", None)
    return {number: handler for number, handler in handlers.items() if number != hangup or handler != signal.SIG_IGN}


@contextmanager
def stop_on_signals(on_stop: Callable[[], None] | None = None) -> Iterator[StopQuestion]:
    """Yield the question whether SIGINT, SIGTERM or SIGHUP came; `on_stop` is called when the first one comes.

    From the first one on, and after the block, signals do what they did before. Outside the main thread nothing is watched.
    """
    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    asked = threading.Event()
    before = _handlers()

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)

    def stop(number: int, frame: Any) -> None:
        asked.set()
        restore()
        if on_stop is not None:
            on_stop()

    for number in before:
        signal.signal(number, stop)
    try:
        yield asked.is_set
    finally:
        restore()


@contextmanager
def leave_when_asked(should_stop: StopQuestion | None) -> Iterator[None]:
    """Raise `KeyboardInterrupt` inside once a signal came that `should_stop` tells of: for work of which nothing is of use before its end.

    The signal does what it would have done outside as well.
    """
    if should_stop is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = _handlers()

    def leave(number: int, frame: Any) -> None:
        outside = before[number]
        if callable(outside):
            outside(number, frame)
        raise KeyboardInterrupt

    try:
        for number in before:
            signal.signal(number, leave)
        if should_stop():
            raise KeyboardInterrupt
        yield
    finally:
        for number, handler in before.items():
            if signal.getsignal(number) is leave:
                signal.signal(number, handler)
