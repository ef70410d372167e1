"""Parts of one search at the same time: HiGHS and numpy let other threads run while they count."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from typing import TypeVar

from planner.optimization.solvers.program import SolveOptions
from planner.optimization.solvers.stop import StopQuestion, broken_off_by, is_asked

First = TypeVar("First")
Second = TypeVar("Second")
Item = TypeVar("Item")
Answer = TypeVar("Answer")
_MOST = 4
"""Threads beyond which memory rather than cores decides."""
_LOOK_SECONDS = 0.05
"""Between two questions whether the time is over."""


def side_by_side(
    first: Callable[[SolveOptions], First], second: Callable[[SolveOptions], Second], options: SolveOptions
) -> tuple[First, Second]:
    """Return what `first` and `second` give for `options`, both run to their end, the second in a thread of its own.

    What either gives must not depend on how far the other is, so that the plan stays the same on one core and on many. Only the first tells
    the listener; when the first breaks off, the second is asked to stop.
    """
    is_broken_off = threading.Event()
    quiet = replace(options, listener=None, should_stop=lambda: is_broken_off.is_set() or options.is_stopped)
    with ThreadPoolExecutor(max_workers=1) as pool:
        other = pool.submit(second, quiet)
        try:
            one = first(options)
        except BaseException:
            is_broken_off.set()
            raise
        return one, other.result()


def each_beside(
    answer: Callable[[Item], Answer],
    items: Sequence[Item],
    is_broken_off: threading.Event,
    listener: Callable[[Item], None] | None = None,
    has_kept: StopQuestion | None = None,
) -> list[Answer]:
    """Return what `answer` gives for each of `items`, in their order, worked out in as many threads as there are cores.

    No answer may depend on another. `listener` is told each item that is waited for. When one fails, or somebody breaks off, the event
    `is_broken_off` is set, which running answers must obey (`leave_if_broken_off` does); those not begun are dropped. Where `has_kept` says
    that somebody stops who takes what there is, they are broken off as well, but all of them are waited for and returned: they give what they
    have (`keep_so_far`). It is asked all the while.
    """

    def answer_beside(item: Item) -> Answer:
        with broken_off_by(is_broken_off, has_kept):
            return answer(item)

    running: list[Future[Answer]] = []
    with ThreadPoolExecutor(max_workers=_count_cores()) as pool:

        def begin_rest() -> None:
            for item in items[len(running) :]:
                running.append(pool.submit(answer_beside, item))

        try:
            if is_asked(has_kept):
                is_broken_off.set()
            begin_rest()
            answers = []
            for item, future in zip(items, running, strict=True):
                if listener is not None:
                    listener(item)
                answers.append(_wait_for(future, has_kept))
            return answers
        except BaseException as error:
            is_broken_off.set()
            if isinstance(error, KeyboardInterrupt) and is_asked(has_kept):
                begin_rest()
                return [future.result() for future in running]
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _wait_for(future: Future[Answer], has_kept: StopQuestion | None) -> Answer:
    """Return the answer; raise `KeyboardInterrupt` once `has_kept` says that somebody stops before it is there."""
    while has_kept is not None and not future.done():
        wait((future,), _LOOK_SECONDS)
        if not future.done() and has_kept():
            raise KeyboardInterrupt
    return future.result()


def _count_cores() -> int:
    """Return how many cores this process may use, at most `_MOST`."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(_MOST, allowed)
