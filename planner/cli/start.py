"""The first step of the program ``planner``: light, so that Ctrl-C is heard while the rest is still being loaded."""

from __future__ import annotations

import sys

_INTERRUPTED = 130


def main() -> None:
    """Load the program and run it; Ctrl-C before it hears signals ends with the exit code of an interruption and without a trace."""
    try:
        from planner.cli.main import main as run_program

        run_program()
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        sys.exit(_INTERRUPTED)
