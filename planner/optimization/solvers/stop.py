"""Ctrl-C, a polite kill and a closed terminal while a solve runs: the first asks it to stop and keeps what it has, the second leaves.

Python raises what a signal asks for in the main thread alone. Work in other threads asks `leave_if_broken_off` instead.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

StopQuestion = Callable[[], bool]
"""Asked during a solve: has somebody asked to stop?"""

Flag = NDArray[np.uint8]


class BreakOff(threading.Event):
    """An event that compiled code sees as well: `flag` (1,) is 1 once it is set."""

    def __init__(self) -> None:
        super().__init__()
        self.flag: Flag = np.zeros(1, dtype=np.uint8)

    def set(self) -> None:
        """Set the event and the flag."""
        self.flag[0] = 1
        super().set()


_broken_off = threading.local()
"""The event that tells this thread that nobody waits for its work any more, and the question whether what it has by then is taken."""
_NOT_BROKEN_OFF: Flag = np.zeros(1, dtype=np.uint8)

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def is_asked(should_stop: StopQuestion | None) -> bool:
    """Whether there is somebody to ask who says that the solve is to stop."""
    return should_stop is not None and should_stop()


@contextmanager
def broken_off_by(event: threading.Event, has_kept: StopQuestion | None = None) -> Iterator[None]:
    """Let `event` break off the work of this thread inside; `has_kept` says whether what it has by then is taken."""
    _broken_off.event, _broken_off.has_kept = event, has_kept
    try:
        yield
    finally:
        del _broken_off.event, _broken_off.has_kept


def is_broken_off() -> bool:
    """Whether the work of this thread was broken off."""
    event = getattr(_broken_off, "event", None)
    return event is not None and event.is_set()


def leave_if_broken_off() -> None:
    """Raise `KeyboardInterrupt` in a thread whose work was broken off."""
    if is_broken_off():
        raise KeyboardInterrupt


def is_kept_so_far() -> bool:
    """Whether somebody stops the work of this thread who takes what there is by then."""
    return is_asked(getattr(_broken_off, "has_kept", None))


@contextmanager
def keep_so_far() -> Iterator[None]:
    """End the block early, without an error, where it is broken off by somebody who takes what there is by then."""
    try:
        yield
    except KeyboardInterrupt:
        if not is_kept_so_far():
            raise


def flag_of_break_off() -> Flag:
    """Return what compiled code looks at to see whether this thread's work was broken off."""
    event = getattr(_broken_off, "event", None)
    return event.flag if isinstance(event, BreakOff) else _NOT_BROKEN_OFF


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
