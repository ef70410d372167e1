"""The time that a whole diagnosis may take, and who may end it earlier."""

from __future__ import annotations

import time

from planner.optimization.solvers.program import SolveOptions
from planner.optimization.solvers.stop import StopQuestion, is_asked

_LEAST = 0.05


class TimeBudget:
    """Seconds for everything that follows; over when they are used up or when somebody asks to stop."""

    def __init__(self, seconds: float, should_stop: StopQuestion | None = None) -> None:
        self.seconds = seconds
        self.should_stop = should_stop
        self._deadline = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds left, 0 when it is over."""
        return 0.0 if self.is_stopped else max(0.0, self._deadline - time.monotonic())

    @property
    def is_stopped(self) -> bool:
        """Whether somebody asked to stop."""
        return is_asked(self.should_stop)

    @property
    def is_over(self) -> bool:
        """Whether nothing may be begun any more."""
        return self.left <= 0.0

    def part(self, share: float) -> TimeBudget:
        """Return a budget of `share` of what is left."""
        return TimeBudget(share * self.left, self.should_stop)

    def options(self, most_seconds: float = float("inf"), gap_limit: float = 1e-9) -> SolveOptions:
        """Return the options of one solve that ends with the budget, and after `most_seconds` at the latest."""
        seconds = max(_LEAST, min(most_seconds, self.left))
        return SolveOptions(gap_limit=gap_limit, time_limit_seconds=seconds, should_stop=self.should_stop)
