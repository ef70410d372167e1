"""Where the folders are that are shipped beside the code: letter templates and example scenarios."""

from __future__ import annotations

from pathlib import Path

from planner.errors import FileAccessError
from planner.language import Text

_PACKAGE = Path(__file__).resolve().parent


def find_shipped_folder(name: str) -> Path:
    """Return the folder ``name`` that belongs to the program.

    A wheel carries the folder inside the package; a checkout (editable install) has it beside the package.

    Parameters
    ----------
    name
        ``"templates"`` or ``"scenarios"``.

    Raises
    ------
    FileAccessError
        If the folder is in neither place: the installation is damaged.
    """
    for folder in (_PACKAGE / "_shipped" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileAccessError(
        Text(
            "The installation is damaged: the folder '{name}' is missing. Install planner again.",
            "安装不完整：缺少文件夹“{name}”。请重新安装 planner。",
        ).format(name=name)
    )


def find_wide_font() -> Path:
    """Return the font for letters that the shipped one lacks (ł, ş, Cyrillic, Greek, Vietnamese …): DejaVu Sans, which matplotlib brings."""
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


def find_font() -> Path:
    """Return the font of letters and charts: the GBK part of Noto Sans SC, under the SIL Open Font License.

    Raises
    ------
    FileAccessError
        If it is missing: the installation is damaged.
    """
    font = _PACKAGE / "writing" / "fonts" / "NotoSansSC-subset.otf"
    if not font.is_file():
        raise FileAccessError(
            Text(
                "The installation is damaged: the font '{name}' is missing. Install planner again.",
                "安装不完整：缺少字体“{name}”。请重新安装 planner。",
            ).format(name=font.name)
        )
    return font
