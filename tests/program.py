"""The program in this process, for tests that call it often: exit code, stdout and stderr as a child process would give them."""

from __future__ import annotations

import contextlib
import io
import os
from dataclasses import dataclass
from pathlib import Path

from planner.cli import main


@dataclass(frozen=True)
class Done:
    """What a call ended with."""

    returncode: int
    stdout: str
    stderr: str


def run(*words: object, folder: Path) -> Done:
    """Call ``planner`` with `words` in `folder`."""
    out, err, before = io.StringIO(), io.StringIO(), Path.cwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main.run([str(word) for word in words])
    finally:
        os.chdir(before)
    return Done(code, out.getvalue(), err.getvalue())
