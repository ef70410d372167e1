"""LibreOffice as a second opinion on formulas."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculate(book: Path, folder: Path) -> Path:
    """Return `book` as LibreOffice saves it after recalculating everything."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    out = folder / "out"
    soffice = shutil.which("soffice")
    assert soffice is not None
    command = [
        soffice,
        f"-env:UserInstallation=file://{folder / 'profile'}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(out),
        str(book),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / book.name
