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
    """Make the standard streams fit for any text; a standard error that takes nothing any more does not end the program."""
    _open_closed_streams()
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


def _open_closed_streams() -> None:
    """Open what the caller closed (``>&-``): else the next file opened would be taken for standard output, and be written to."""
    for number, name in ((0, "stdin"), (1, "stdout"), (2, "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if number == 0 else os.O_WRONLY)  # takes the lowest free number: this one
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False))  # noqa: SIM115
