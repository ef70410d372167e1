"""The process pool of this machine: fresh interpreters, deaf to Ctrl-C, which the parent answers; they end when it ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import Executor, ProcessPoolExecutor


def make_process_pool(jobs: int) -> Executor:
    """Return a pool of `jobs` processes that start from nothing (spawn), so that they are the same on every system."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max_workers=jobs, mp_context=context, initializer=_begin_work)


def end_children() -> None:
    """End the worker processes of this process at once; their cases are lost, what is finished is kept."""
    for child in multiprocessing.active_children():
        child.terminate()


def _begin_work() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Leave when the process that started this one is gone: killed, it could not say so, and the pool would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
