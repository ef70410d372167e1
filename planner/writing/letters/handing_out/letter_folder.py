"""The folder of the letters: made, and held by one run at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.errors import FileAccessError, UsageError
from planner.language import Text
from planner.writing.files.atomic import check_not_in_use, try_folder, unwritable
from planner.writing.letters.handing_out.register import REGISTER_FILE

_LOCK_FILE = ".planner-lock"


_FILE_ENDINGS = (".docx", ".pdf", ".xlsx", ".csv", ".txt")


def check_folder(folder: Path) -> None:
    """Refuse, before any work, a folder that could not be made or written, or whose register is open.

    Raises
    ------
    UsageError
        When it is named like a file.
    FileAccessError
        When it is a file, cannot be made or written, or its register is open or read-only.
    """
    if folder.suffix.casefold() in _FILE_ENDINGS and not folder.is_dir():
        text = Text(
            "{p}: -o names the folder of the letters, not a file. Nothing was written.",
            "{p}：-o 指定责任书的文件夹，而不是文件。未写入任何内容。",
        )
        raise UsageError(text.format(p=folder))
    nearest = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    if not nearest.is_dir():
        raise FileAccessError(Text("{p} is a file, not a folder.", "{p} 是文件，不是文件夹。").format(p=nearest))
    try_folder(nearest)
    check_not_in_use(folder / REGISTER_FILE)


@contextmanager
def hold_folder(folder: Path) -> Iterator[Path]:
    """Make `folder` if need be, for its owner alone, and hold it until the run ends.

    Raises
    ------
    FileAccessError
        When it cannot be made or written, another run holds it, or its register is open or read-only.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder / _LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        _lock(handle, folder)
        # Saving the register there would undo what the run enters.
        check_not_in_use(folder / REGISTER_FILE)
        yield folder
    finally:
        os.close(handle)


def _lock(handle: int, folder: Path) -> None:
    try:
        import fcntl
    except ImportError:  # another system: the register is still written whole or not at all
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        text = Text("{p}: another run is writing letters there.", "{p}：另一个任务正在该文件夹生成责任书。")
        raise FileAccessError(text.format(p=folder)) from error
