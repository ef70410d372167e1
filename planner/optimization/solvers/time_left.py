"""What a search made of several solves has left of its time."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from planner.optimization.solvers.program import SolveOptions

_SHARE = 0.4
"""Share of the time left that one of the searches before the proof may take."""
_NO_TIME = 0.1
"""Seconds that a solver is given when none are left."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When the time that somebody allows for several solves is over, by the monotonic clock."""

    ends: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """Return the one in so many seconds."""
        return cls(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return max(0.0, self.ends - time.monotonic())

    def is_over(self) -> bool:
        """Whether none are."""
        return self.left <= 0.0

    def at_least(self, seconds: float) -> Deadline:
        """Return this one, or the one in so many seconds where that is later."""
        return Deadline(max(self.ends, time.monotonic() + seconds))

    def share(self, among: int) -> Deadline:
        """Return when the first of so many solves has to end that share evenly what is left."""
        return Deadline.after(self.left / max(1, among))


def rest(options: SolveOptions, began: float) -> SolveOptions:
    """Return `options` with the time that is left of a search that began at `began` (monotonic clock)."""
    return replace(options, time_limit_seconds=max(_NO_TIME, options.time_limit_seconds - (time.monotonic() - began)))


def share_of_rest(options: SolveOptions, began: float) -> SolveOptions:
    """Return `options` with the time that one of several searches may take."""
    left = rest(options, began)
    return replace(left, time_limit_seconds=left.time_limit_seconds * _SHARE)


def is_over(options: SolveOptions, began: float) -> bool:
    """Whether no time is left: steps that take long to begin with are not begun."""
    return rest(options, began).time_limit_seconds <= _NO_TIME


def is_late(options: SolveOptions, began: float) -> bool:
    """Whether the time is over that one of several searches may take: what is near enough to go on with is taken as it is."""
    return time.monotonic() - began > _SHARE * options.time_limit_seconds
