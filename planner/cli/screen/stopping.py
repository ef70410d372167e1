"""What becomes of finished work when Ctrl-C, a polite kill or a closed terminal comes, and how that is told."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

from planner.language import Language, Text

_RESULT_MADE = Text(
    "The result is there: writing and showing it is finished. Press Ctrl-C again to leave at once without it.",
    "结果已得出，正在完成写出与显示。再按一次 Ctrl-C 立即退出，不保留。",
)


def tell_stop(text: Text, language: Language, quiet: bool = False) -> None:
    """Tell on stderr what the signal that came does; safe in its handler, which may interrupt any other writing."""
    if not quiet:
        with contextlib.suppress(OSError, ValueError):
            os.write(sys.stderr.fileno(), f"\n{text.choose(language)}\n".encode(errors="backslashreplace"))


@contextlib.contextmanager
def finish_first(language: Language, is_stopping: bool = False, quiet: bool = False) -> Iterator[None]:
    """Let the first signal wait until what stands inside is done, the writing and showing of a result; a second one leaves at once.

    Where a signal was heard before (`is_stopping`), the next one is the second.
    """
    # Imported here, so that `planner --help` does not wait for it.
    from planner.optimization.solvers.stop import stop_on_signals

    with contextlib.nullcontext() if is_stopping else stop_on_signals(lambda: tell_stop(_RESULT_MADE, language, quiet)):
        yield
