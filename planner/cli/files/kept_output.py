"""Results whose place was lost while they were made: the folder is made anew, or they are kept elsewhere. No long solve is lost for a folder."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from planner.cli.files.numbered import numbered
from planner.cli.screen.last_words import say_at_end
from planner.errors import FileAccessError, UsageError
from planner.language import Text

_NOTHING_WRITTEN = Text(" Nothing was written.", "未写入任何内容。")
"""What errors about files end with."""
_TAKEN = Text("{p} was written by somebody else meanwhile.", "{p} 已在此期间由他人写出。")


def write_or_keep(
    target: Path, workbook: Path, write: Callable[[Path, bool], object], replace: bool, is_asked: bool = True
) -> Path:
    """Call `write` with `target` and `replace`, or, where `target` cannot be written, with another place; return the place.

    A folder that is gone is made anew where its parent is there. The other places are, in order: another name in the same folder, the folder of
    `workbook`, the current one, the user's own. Each is told when the command is over; a place elsewhere gives the exit code of what went wrong:
    5 where `target` cannot be written, 2 where another run took its name. Nothing is told of a taken name that nobody asked for (`is_asked`).

    Raises
    ------
    FileAccessError, UsageError
        When none of them can be written; it tells about `target`.
    """
    _make_anew(target.parent)
    try:
        write(target, replace)
    except (FileAccessError, UsageError) as fault:
        for place in _other_places(target, workbook):
            with contextlib.suppress(FileAccessError, UsageError):
                write(place, False)
                is_lost = isinstance(fault, FileAccessError)
                if is_lost or is_asked:
                    why = fault.text if is_lost else _TAKEN.format(p=target)
                    say_at_end(_kept_words(why, place), fault.exit_code)
                return place
        raise
    return target


def _make_anew(folder: Path) -> None:
    if folder.is_dir() or not folder.parent.is_dir():
        return
    with contextlib.suppress(OSError):
        folder.mkdir()
        text = Text("{p}: the folder was gone and was made anew.", "{p}：文件夹已不存在，已重新建立。")
        say_at_end(text.format(p=folder))


def _other_places(target: Path, workbook: Path) -> Iterator[Path]:
    """Return a free name in each folder where a result may be looked for."""
    tried: set[Path] = set()
    # Found one by one: the shell's folder may be gone, a user may have none.
    finders: tuple[Callable[[], Path], ...] = (lambda: target.parent, lambda: workbook.parent, Path.cwd, Path.home)
    for find_folder in finders:
        with contextlib.suppress(OSError, RuntimeError):
            folder = find_folder()
            if folder.is_dir() and folder.resolve() not in tried:
                tried.add(folder.resolve())
                yield _free_in(folder, target)


def _free_in(folder: Path, target: Path) -> Path:
    """Return the name of `target` in `folder`, or the first with a number that is free and is not `target`."""
    for stem in numbered(target.stem):
        place = folder / f"{stem}{target.suffix}"
        if place != target and not place.exists():
            break
    return place


def _kept_words(why: Text, place: Path) -> Text:
    plain = Text(why.en.removesuffix(_NOTHING_WRITTEN.en), why.zh.removesuffix(_NOTHING_WRITTEN.zh))
    text = Text("{w} The result is not lost: it is in {p}.", "{w}结果未丢失，已保存到 {p}。")
    return text.format(w=plain, p=place.absolute())
