"""Steps that a signal does not part: what Ctrl-C or a polite kill asks for is done right after them."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from typing import Any

_SIGNALS = tuple(s for s in (getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP")) if s is not None)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Hold signals back while the context is open; only for steps that take no time, such as giving files their names.

    Handlers are put aside, and not the signals blocked: a solver's threads would take those, and have the main thread interrupted.
    """
    if threading.current_thread() is not threading.main_thread():  # which alone is interrupted
        yield
        return
    held: list[int] = []

    def hold(number: int, frame: Any) -> None:
        held.append(number)

    # A signal that is ignored, or whose handler Python does not know, stays as it is.
    before = {s: handler for s in _SIGNALS if callable(handler := signal.getsignal(s)) or handler is signal.SIG_DFL}
    try:
        for number in before:
            signal.signal(number, hold)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if held:
            signal.raise_signal(held[0])
