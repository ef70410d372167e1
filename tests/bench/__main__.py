"""``python -m tests.bench [--full] [name …]``: runs every ``bench_*.py`` of this folder, or the named ones, and prints their tables.

A bench is a module ``tests/bench/bench_NAME.py`` with ``run(full: bool) -> None``. Figures are ratios of things measured side by side in
one run, so that they mean the same on a slow machine and on a fast one; `full` adds the sizes that take minutes.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time
from pathlib import Path

_FOLDER = Path(__file__).parent


def bench_names() -> list[str]:
    """Return the names of all benches, sorted."""
    return sorted(p.stem.removeprefix("bench_") for p in _FOLDER.glob("bench_*.py"))


def _cpu_seconds() -> float:
    """Processor seconds of this process and of the children that ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main(arguments: list[str] | None = None) -> int:
    """Run the benches; return 1 when one of them failed."""
    known = bench_names()
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure speed and memory.")
    parser.add_argument("names", nargs="*", help=f"which to run; all without a name: {', '.join(known)}")
    parser.add_argument("--full", action="store_true", help="also the sizes that take minutes")
    asked = parser.parse_args(arguments)
    unknown = sorted(set(asked.names) - set(known))
    if unknown:
        parser.error(f"no bench {', '.join(unknown)}; there are {', '.join(known)}")
    failed = []
    for name in asked.names or known:
        print(f"\n== {name}", flush=True)
        began, cpu_began = time.perf_counter(), _cpu_seconds()
        try:
            importlib.import_module(f"tests.bench.bench_{name}").run(asked.full)
        except Exception as error:  # the others still run
            failed.append(name)
            print(f"FAILED: {type(error).__name__}: {error}")
        print(f"({time.perf_counter() - began:.0f} s, {_cpu_seconds() - cpu_began:.0f} CPU s)", flush=True)
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
