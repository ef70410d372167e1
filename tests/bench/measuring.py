"""What benches share: a child process with its seconds and peak memory, and a table."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of a program: wall-clock and processor seconds, peak resident memory in MB, what it printed on stdout."""

    seconds: float
    peak_mb: float
    output: str
    cpu_seconds: float


def run_python(*arguments: str) -> Measured:
    """Run this Python with `arguments`; compiled modules are kept, as an installation keeps those of the packages that it is compared with.

    Raises
    ------
    RuntimeError
        When it ends with an error; the text is its stderr.
    """
    with tempfile.TemporaryFile("w+b") as out, tempfile.TemporaryFile("w+b") as err:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        began = time.perf_counter()
        child = subprocess.Popen([sys.executable, *arguments], stdout=out, stderr=err, env=kept)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if child.returncode:
            raise RuntimeError(err.read().decode(errors="replace")[-2000:])
        kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
        return Measured(seconds, kilobytes / 1024, out.read().decode(errors="replace"), usage.ru_utime + usage.ru_stime)


def run_planner(*arguments: str | Path) -> Measured:
    """Run the program ``planner`` with `arguments`; see `run_python`."""
    return run_python("-c", "from planner.cli.main import main; main()", *map(str, arguments))


def best_of(runs: Sequence[Measured]) -> Measured:
    """Return the quickest run: the one that other work of the machine disturbed least."""
    return min(runs, key=lambda r: r.seconds)


def show_table(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a small table; the first column to the left, the others to the right."""
    lines = [list(map(str, headers)), *(list(map(str, row)) for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(headers))]
    for line in lines:
        cells = [c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(line, widths, strict=True))]
        print("  " + "  ".join(cells).rstrip())


def judge(is_met: bool) -> str:
    """Return the word that stands behind a figure with a limit."""
    return "met" if is_met else "MISSED"
