"""LibreOffice as a second opinion on formulas."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculate(book: Path, folder: Path) -> Path:
    """Return `book` as LibreOffice saves it after recalculating everything; `folder` takes its profile and what it writes."""
    return recalculate_all([book], folder)[0]


def recalculate_all(books: Sequence[Path], folder: Path) -> list[Path]:
    """Return the same of several workbooks: LibreOffice starts once."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    out = folder / "out"
    soffice = shutil.which("soffice")
    assert soffice is not None
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), *map(str, books)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return [out / book.name for book in books]
