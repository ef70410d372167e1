"""Where a command writes: the name asked for, else one that is free; looked at before any work, kept from other runs at the end."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.cli.files.kept_output import write_or_keep
from planner.cli.files.numbered import numbered

_LONGEST_BYTES = 220
"""Of NAME: file systems take names of 255 bytes, with what is put behind it and with the mark of a program that has it open."""


def free_names(workbook: Path, word: str, endings: Sequence[str], force: bool = False) -> dict[str, Path]:
    """Return by ending NAME-`word` beside the workbook, or the first NAME-`word`-2, -3 … of which no file is there; a long NAME is cut.

    With `force` it is NAME-`word`, whatever is there.
    """
    name = workbook.stem
    while len(os.fsencode(name)) > _LONGEST_BYTES:
        name = name[:-1]
    for stem in numbered(f"{name}-{word}"):
        paths = {ending: workbook.parent / f"{stem}.{ending}" for ending in endings}
        if force or not any(path.exists() for path in paths.values()):
            break
    return paths


@dataclass(frozen=True, slots=True)
class Output:
    """What a command is to write: `target`, which `asked` says or else is NAME-`word`; with `force` what is there is replaced."""

    workbook: Path
    word: str
    asked: Path | None
    force: bool
    target: Path

    def write(self, write: Callable[[Path, bool], object]) -> Path:
        """Call `write` with the path and whether it may replace what is there; return the path.

        A place that was lost meanwhile, or a name that another run took, gives way to another; see `write_or_keep`.

        Raises
        ------
        FileAccessError, UsageError
            When neither the path nor another place can be written.
        """
        return write_or_keep(self.target, self.workbook, write, self.force, self.asked is not None)

    def write_content(self, content: bytes) -> Path:
        """Write `content` whole or not at all, as `write` does; return the path."""
        from planner.writing.files.atomic import write_atomically

        return self.write(lambda path, replace: write_atomically(path, content, replace))


def choose_output(workbook: Path, word: str, asked: Path | None, force: bool, ending: str = "xlsx") -> Output:
    """Return where the workbook, or the list, of a command goes; see `planner.writing.files.atomic.check_output` for looking at it."""
    return Output(workbook, word, asked, force, asked or free_names(workbook, word, (ending,), force)[ending])
