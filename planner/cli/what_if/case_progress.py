"""Progress over many cases on stderr: counts and the best estimate of the time left."""

from __future__ import annotations

import sys
import time

import click

from planner.domain.scenario import CaseOutcome
from planner.language import Language, Text
from planner.results.comparison import ComparedCase

_WIDTH = 24


class CaseProgress:
    """A bar on a terminal; one line a finished case elsewhere; nothing when quiet."""

    def __init__(self, total: int, language: Language, quiet: bool = False) -> None:
        self._total, self._language, self._quiet = total, language, quiet
        self._is_terminal = sys.stderr.isatty()
        self._began = time.monotonic()
        self._done = self._without = self._cached = 0

    def finished(self, case: ComparedCase) -> None:
        """Count a case and show how far the run is."""
        self._done += 1
        self._cached += case.is_cached
        self._without += case.outcome is not CaseOutcome.PLANNED
        if self._quiet:
            return
        filled = _WIDTH * self._done // max(1, self._total)
        text = Text("{b} {d}/{t}, {w} without a plan, {r}", "{b} {d}/{t}，{w} 个无计划，{r}").format(
            b=f"[{'#' * filled}{'.' * (_WIDTH - filled)}]",
            d=self._done,
            t=self._total,
            w=self._without,
            r=self._time_left(),
        )
        shown = text.choose(self._language)
        if self._is_terminal:
            click.echo(f"\r\033[K{shown}", nl=False, err=True)
        else:
            click.echo(f"{shown} · {case.name}", err=True)

    def done(self) -> None:
        """Clear the bar."""
        if self._is_terminal and not self._quiet:
            click.echo("\r\033[K", nl=False, err=True)

    def _time_left(self) -> Text:
        """Return the time that the rest takes at the pace of those that were solved, not found in the cache."""
        solved = self._done - self._cached
        if self._done >= self._total or not solved:
            return Text("done", "完成") if self._done >= self._total else Text("…", "……")
        left = (time.monotonic() - self._began) / solved * (self._total - self._done)
        return Text("about {m}:{s:02d} left", "约剩 {m}:{s:02d}").format(m=int(left) // 60, s=int(left) % 60)
