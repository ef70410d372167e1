"""Files appear whole or not at all: written beside their place, flushed, renamed."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from planner.errors import FileAccessError, UsageError
from planner.language import Text
from planner.writing.files.undisturbed import undisturbed

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)

_ROOM_BYTES = 1 << 20
"""Written for trial at least: about a plan workbook."""
_MOST_ROOM_BYTES = 64 << 20
_OUTPUT_PER_INPUT = 3
"""A plan workbook is about twice its planning workbook (measured on the example and on 300 units × 20 teams)."""


def check_output(
    path: Path, inputs: tuple[Path, ...] = (), replace: bool = False, endings: tuple[str, ...] = (".xlsx",)
) -> None:
    """Refuse an output that could not be written or would lose something, before any long work.

    `endings` are those that programs open the content by, with their dot.

    Raises
    ------
    UsageError
        When `path` ends otherwise, is one of `inputs` (by any name), or exists and `replace` is false.
    FileAccessError
        When its folder is missing, cannot be written or has no room, or `path` is a folder, read-only, open in a spreadsheet program, or no
        name that the file system takes.
    """
    try:
        path.exists()
    except OSError as error:  # longer than a name may be
        text = Text(
            "{p} cannot be written ({why}); choose another name with -o. Nothing was written.",
            "{p} 无法写入（{why}）；请用 -o 另取文件名。未写入任何内容。",
        )
        raise FileAccessError(text.format(p=path, why=error.strerror or error)) from error
    if path.suffix.casefold() not in endings:
        text = Text("{p}: the name must end in {e}. Nothing was written.", "{p}：文件名须以 {e} 结尾。未写入任何内容。")
        raise UsageError(text.format(p=path, e=" / ".join(endings)))
    for source in inputs:
        if path.exists() and source.exists() and path.samefile(source):
            raise UsageError(
                Text(
                    "{p} is the input itself; choose another name with -o.", "{p} 就是输入文件；请用 -o 另取文件名。"
                ).format(p=path)
            )
    if path.is_dir():
        raise FileAccessError(Text("{p} is a folder.", "{p} 是文件夹。").format(p=path))
    if (path.exists() or path.is_symlink()) and not replace:
        raise _exists(path)
    check_not_in_use(path)
    folder = path.parent
    if not folder.is_dir():
        raise FileAccessError(Text("{p}: there is no such folder.", "{p}：文件夹不存在。").format(p=folder))
    try_folder(folder, _room_for(inputs))


def _room_for(inputs: Iterable[Path]) -> int:
    """Return the bytes that an output made of `inputs` may take: a plan workbook holds the input's sheets and the plan's."""
    size = sum(path.stat().st_size for path in inputs if path.is_file())
    return min(_MOST_ROOM_BYTES, max(_ROOM_BYTES, _OUTPUT_PER_INPUT * size))


def find_mark_of_use(path: Path) -> Path | None:
    """Return the file that Excel or LibreOffice keeps beside `path` while somebody has it open; ``None`` when there is none."""
    marks = (path.with_name(name) for name in (f"~${path.name}", f".~lock.{path.name}#"))
    return next((m for m in marks if m.exists()), None)


def check_not_in_use(path: Path) -> None:
    """Refuse a file that somebody has open or protected: saving it there would undo what is written now.

    Raises
    ------
    FileAccessError
        When Excel's or LibreOffice's mark stands beside it, or it is read-only.
    """
    if not path.exists():
        return
    mark = find_mark_of_use(path)
    if mark is not None:
        text = Text(
            "{p} is open in Excel or LibreOffice. Close it and run again; if nobody has it open, delete {m}. Nothing was written.",
            "{p} 正在 Excel 或 LibreOffice 中打开。请关闭后重试；如无人打开，请删除 {m}。未写入任何内容。",
        )
        raise FileAccessError(text.format(p=path, m=mark.name))
    if not os.access(path, os.W_OK):
        text = Text("{p} is read-only. Nothing was written.", "{p} 为只读文件。未写入任何内容。")
        raise FileAccessError(text.format(p=path))


def try_folder(folder: Path, room_bytes: int = _ROOM_BYTES) -> None:
    """Write a nameless file of `room_bytes` in `folder`: rights, a full disk and a quota show themselves only then.

    Raises
    ------
    FileAccessError
        When it cannot be written.
    """
    try:
        with tempfile.TemporaryFile(dir=folder) as trial:
            for _ in range(0, room_bytes, _ROOM_BYTES):
                trial.write(bytes(_ROOM_BYTES))
    except OSError as error:
        raise unwritable(folder, error) from error


def unwritable(folder: Path, error: OSError) -> FileAccessError:
    """Return the error that says why nothing can be written in `folder`."""
    text = Text(
        "{p}: the folder cannot be written ({why}). Choose another with -o. Nothing was written.",
        "{p}：文件夹不可写（{why}）。请用 -o 另选文件夹。未写入任何内容。",
    )
    if error.errno in _NO_ROOM:
        text = Text(
            "{p}: the disk is full ({why}). Make room, or write elsewhere with -o. Nothing was written.",
            "{p}：磁盘已满（{why}）。请腾出空间，或用 -o 写到别处。未写入任何内容。",
        )
    return FileAccessError(text.format(p=folder, why=error.strerror or error))


def write_atomically(path: Path, content: bytes, replace: bool = True) -> None:
    """Write `content` to `path`: a temporary file in the same folder, flushed to disk, then one rename; readable by its owner only.

    Without `replace` a file that another run wrote there meanwhile stays as it is.

    Raises
    ------
    UsageError
        When `path` exists and `replace` is false.
    FileAccessError
        When any step fails; the old file, if any, is then untouched and no temporary file stays.
    """
    write_together({path: content}, replace)


def write_together(contents: Mapping[Path, bytes], replace: bool = True) -> None:
    """Write files that belong together as `write_atomically` does: all are on disk under other names before the first gets its own.

    Old ones but the first are put aside before that, so that whatever happens no old file stands beside a new one. They are put back where no
    new file has got its name.

    Raises
    ------
    UsageError, FileAccessError
        As `write_atomically`.
    """
    staged: list[tuple[str, Path]] = []
    aside: list[tuple[str, Path]] = []
    path = Path()
    try:
        for path, content in contents.items():
            temporary = _free_name(path.parent, ".tmp")
            staged.append((temporary, path))  # before it is there, so that it goes whenever the run is interrupted
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, 0o600)  # noqa: PTH101 - one layer for all file operations
        with undisturbed():
            if replace:
                for path in list(contents)[1:]:
                    _put_aside(path, aside)
            named: list[Path] = []
            while staged:
                path = staged[0][1]
                _give_name(staged, named, replace)
                # From here on the old ones would not be of one run with this one.
                while aside:
                    kept, _ = aside.pop()
                    with contextlib.suppress(OSError):
                        os.unlink(kept)  # noqa: PTH108
        for folder in dict.fromkeys(p.parent for p in contents):
            _sync_folder(folder)
    except OSError as error:
        raise _unwritten(path, error) from error
    finally:
        for temporary, _ in staged:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
        for kept, old in aside:
            with contextlib.suppress(OSError):
                os.replace(kept, old)  # noqa: PTH105


def _give_name(staged: list[tuple[str, Path]], named: list[Path], replace: bool) -> None:
    """Give the first of the `staged` files its own name, and enter it among the `named`."""
    temporary, path = staged[0]
    try:
        if not replace and _linked(temporary, path):
            os.unlink(temporary)  # noqa: PTH108
        else:
            os.replace(temporary, path)  # noqa: PTH105
    except UsageError:
        for mine in named:  # another run took a name meanwhile: none of this one's files stay
            mine.unlink()
        raise
    staged.pop(0)
    named.append(path)


def _free_name(folder: Path, suffix: str) -> str:
    """Return a hidden name that no file in `folder` has."""
    return str(folder / f".planner-{secrets.token_hex(8)}{suffix}")


def _put_aside(path: Path, aside: list[tuple[str, Path]]) -> None:
    """Give an old file another name, and keep both names in `aside`."""
    if path.is_file() and not path.is_symlink():
        kept = _free_name(path.parent, ".old")
        os.replace(path, kept)  # noqa: PTH105
        aside.append((kept, path))


def _unwritten(path: Path, error: OSError) -> FileAccessError:
    text = Text(
        "{p} could not be written ({why}). If it is open in Excel, close it and run again.",
        "{p} 无法写入（{why}）。如已在 Excel 中打开，请关闭后重试。",
    )
    if error.errno in _NO_ROOM:
        text = Text(
            "{p} could not be written ({why}). Make room, or write it elsewhere with -o.",
            "{p} 无法写入（{why}）。请腾出空间，或用 -o 写到别处。",
        )
    elif not path.parent.is_dir():
        text = Text(
            "{p} could not be written: its folder is gone. Make it again, or write elsewhere with -o.",
            "{p} 无法写入：其所在文件夹已不存在。请重新建立，或用 -o 写到别处。",
        )
    return FileAccessError(text.format(p=path, why=error.strerror or error))


def _exists(path: Path) -> UsageError:
    text = Text(
        "{p} exists already; nothing was written. Use --force to replace it.",
        "{p} 已存在，未写入任何内容。用 --force 可覆盖。",
    )
    return UsageError(text.format(p=path))


def _linked(temporary: str, path: Path) -> bool:
    """Give the file its name unless the name is taken, in one step; ``False`` where the file system knows no links.

    Raises
    ------
    UsageError
        When the name is taken.
    """
    try:
        os.link(temporary, path)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        if path.exists():
            raise _exists(path) from error
        return False
    return True


def _sync_folder(folder: Path) -> None:
    """Flush the rename itself, where the system lets a folder be opened."""
    with contextlib.suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
