"""The first step of the program ``planner``: light, so that Ctrl-C and SIGTERM are heard while the rest is still being loaded."""

from __future__ import annotations

import signal
import sys
from typing import Any, NoReturn

_INTERRUPTED = 130


def main() -> None:
    """Load the program and run it; a signal before it hears them itself ends with the exit code of an interruption and without a trace."""
    try:
        signal.signal(signal.SIGTERM, _leave)
        from planner.cli.main import main as run_program

        run_program()
    except KeyboardInterrupt:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # a second one would end the last words in a trace
        sys.stderr.write("Interrupted.\n")
        if "--json" in sys.argv:
            sys.stdout.write('{"status": "interrupted", "message": "Interrupted.", "findings": []}\n')
        sys.exit(_INTERRUPTED)


def _leave(number: int, frame: Any) -> NoReturn:
    raise KeyboardInterrupt
