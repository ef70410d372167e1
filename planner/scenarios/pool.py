"""The process pool of this machine: fresh interpreters, deaf to Ctrl-C, which the parent answers."""

from __future__ import annotations

import multiprocessing
import signal
from concurrent.futures import Executor, ProcessPoolExecutor


def make_process_pool(jobs: int) -> Executor:
    """Return a pool of `jobs` processes that start from nothing (spawn), so that they are the same on every system."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max_workers=jobs, mp_context=context, initializer=_ignore_interrupt)


def end_children() -> None:
    """End the worker processes of this process at once; their cases are lost, what is finished is kept."""
    for child in multiprocessing.active_children():
        child.terminate()


def _ignore_interrupt() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
