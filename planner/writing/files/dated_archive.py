"""Zip archives that do not ask the clock."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

_DATE = (2020, 1, 1, 0, 0, 0)


class DatedArchive(zipfile.ZipFile):
    """A zip archive whose parts carry a fixed date: the clock of a machine may stand before 1980, which zip cannot say."""

    def writestr(self, zinfo_or_arcname: Any, *arguments: Any, **options: Any) -> None:
        """Write a part from memory."""
        if isinstance(zinfo_or_arcname, str):
            zinfo_or_arcname = zipfile.ZipInfo(zinfo_or_arcname, _DATE)
            zinfo_or_arcname.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(zinfo_or_arcname, *arguments, **options)

    def write(self, filename: Any, arcname: Any = None, *arguments: Any, **options: Any) -> None:
        """Write a part from a file."""
        self.writestr(str(arcname or filename), Path(filename).read_bytes())
