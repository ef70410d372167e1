"""The company's logo, named in Settings."""

from __future__ import annotations

from pathlib import Path

from planner.errors import InputRejectedError
from planner.language import Text

_LARGEST_BYTES = 2_000_000
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def read_logo(name: str | None, folder: Path) -> bytes | None:
    """Return the picture `name` that lies in `folder` (the plan workbook's); ``None`` when Settings name none.

    Raises
    ------
    InputRejectedError
        When it is not there, is no PNG or JPEG, is larger than 2 MB, or names another folder.
    """
    if not name or not name.strip():
        return None
    path = folder / name.strip()
    is_here = Path(name.strip()).name == name.strip() and path.is_file() and not path.is_symlink()
    content = b""
    if is_here and path.stat().st_size <= _LARGEST_BYTES:
        content = path.read_bytes()
    if not content.startswith(_BEGINNINGS):
        text = Text(
            "Settings name the logo '{n}': a PNG or JPEG of at most 2 MB is expected beside the plan workbook. Nothing was written.",
            "参数中的公司标志“{n}”：应为与计划工作簿同一文件夹、不超过 2 MB 的 PNG 或 JPEG 图片。未写入任何内容。",
        )
        raise InputRejectedError(text.format(n=name[:60]))
    return content
