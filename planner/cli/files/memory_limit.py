"""The limit of memory that this process was given."""

from __future__ import annotations

from planner.errors import FileAccessError
from planner.language import Text

_LEAST_BYTES = 256 << 20
"""Of address space. With less the libraries do not load, and one of them ends the program by itself."""


def check_memory_limit() -> None:
    """Refuse to begin under a limit (``ulimit -v``) with which no command could end.

    Raises
    ------
    FileAccessError
        When the limit is that low.
    """
    try:
        import resource
    except ImportError:  # another system
        return
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    if limit != resource.RLIM_INFINITY and limit < _LEAST_BYTES:
        text = Text(
            "The memory limit of this shell is {n} MB (ulimit -v); planner needs at least {m} MB, large plans 1000 MB and more. Nothing was written.",
            "当前终端的内存上限为 {n} MB（ulimit -v）；planner 至少需要 {m} MB，大型计划需 1000 MB 以上。未写入任何内容。",
        )
        raise FileAccessError(text.format(n=limit >> 20, m=_LEAST_BYTES >> 20))
