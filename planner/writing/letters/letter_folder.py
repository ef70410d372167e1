"""The folder of the letters: made, and held by one run at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.errors import FileAccessError
from planner.language import Text

_LOCK_FILE = ".planner-lock"


@contextmanager
def hold_folder(folder: Path) -> Iterator[Path]:
    """Make `folder` if need be, for its owner alone, and hold it until the run ends.

    Raises
    ------
    FileAccessError
        When it cannot be made or written, or another run holds it.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder / _LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        text = Text("{p}: the folder cannot be written ({why}).", "{p}：文件夹不可写（{why}）。")
        raise FileAccessError(text.format(p=folder, why=error.strerror or error)) from error
    try:
        _lock(handle, folder)
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
