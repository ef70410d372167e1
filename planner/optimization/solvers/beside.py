"""Two parts of one search at the same time: HiGHS and numpy let other threads run while they count."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from planner.optimization.solvers.program import SolveOptions

First = TypeVar("First")
Second = TypeVar("Second")


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
