"""Seconds that a process worked: what it took of the clock depends on who else works beside it."""

from __future__ import annotations

import os
from pathlib import Path


def work_of(pid: int) -> float:
    """Return the processor seconds of process `pid` so far, of all its threads; where the system does not say, 0.

    A process that has ended is asked before somebody waits for it.
    """
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
