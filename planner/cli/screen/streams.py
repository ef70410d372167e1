"""Standard streams as callers leave them: closed, full, or of a reader or terminal that is gone."""

from __future__ import annotations

import contextlib
import io
import os
import sys


class _PatientStream(io.TextIOWrapper):
    """A stream of messages that never fails: what nobody can read is lost, and not the plan with it."""

    def write(self, text: str) -> int:
        """Write `text`, or lose it."""
        with contextlib.suppress(OSError):
            return super().write(text)
        return len(text)

    def flush(self) -> None:
        """Send what was written, or lose it."""
        with contextlib.suppress(OSError):
            super().flush()


def prepare_streams() -> None:
    """Make the standard streams fit for any text; a standard error that takes nothing any more does not end the program.

    Standard output takes only what this program prints: what a solver's library writes by itself goes to standard error.
    """
    _open_closed_streams()
    _keep_stdout_for_this_program()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if isinstance(sys.stderr, io.TextIOWrapper):
        bytes_of_it = sys.stderr.detach()  # else the old stream closes it when it is let go of
        sys.stderr = _PatientStream(
            bytes_of_it, encoding="utf-8", errors="backslashreplace", line_buffering=True, write_through=True
        )


def forget_stdout() -> None:
    """Send what is still to be written nowhere, so that the end of the program does not fail once more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _keep_stdout_for_this_program() -> None:
    """Give `sys.stdout` a number of its own for where standard output leads, and the number 1 what standard error leads to.

    A library in C writes to number 1 whatever it was told: HiGHS does so without memory, and a line in the midst of --json cannot be read. Done
    once and for the whole process, so that no thread and no Ctrl-C comes between; other programs that are started get the same.
    """
    before = sys.stdout
    with contextlib.suppress(OSError, ValueError, AttributeError):  # io.UnsupportedOperation, too: no file behind it
        if before.fileno() != 1:
            return
        before.flush()
        own = os.dup(1)
        sys.stdout = open(own, "w", encoding="utf-8", closefd=False, buffering=1 if before.isatty() else -1)  # noqa: SIM115
        os.dup2(2, 1)


def _open_closed_streams() -> None:
    """Open what the caller closed (``>&-``): else the next file opened would be taken for standard output, and be written to."""
    for number, name in ((0, "stdin"), (1, "stdout"), (2, "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if number == 0 else os.O_WRONLY)  # takes the lowest free number: this one
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False))  # noqa: SIM115
