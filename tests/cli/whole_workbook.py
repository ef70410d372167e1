"""Whether a file is a whole workbook of a plan."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import openpyxl


def is_whole(path: Path) -> bool:
    """Return whether `path` opens and has the sheets of a plan workbook."""
    with closing(openpyxl.load_workbook(path, read_only=True)) as workbook:
        return len(workbook.sheetnames) > 5
