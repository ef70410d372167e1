"""What every command that takes a plan workbook begins with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.screen.spoken import speak
from planner.errors import FileAccessError, InputRejectedError, VerificationError
from planner.reading.archive.gate import GatedFile, open_gate

if TYPE_CHECKING:
    from planner.results.written.read_plan import ReadPlan


def open_workbook(path: Path) -> GatedFile:
    """Return the file once it passed the gate.

    Raises
    ------
    FileAccessError
        When it is no workbook: nothing of it could be judged.
    """
    try:
        return open_gate(path)
    except InputRejectedError as error:
        raise FileAccessError(error.text, error.findings) from error


def read_written_plan(file: GatedFile) -> ReadPlan:
    """Return the plan that `file` states, verified; from here on its language is spoken, also of a plan that does not hold."""
    from planner.results.written.read_plan import read_plan_file

    try:
        read = read_plan_file(file.content, file.name)
    except VerificationError as error:
        if error.language is not None:
            speak(error.language)
        raise
    speak(read.language)
    return read
