"""LibreOffice as a second opinion on formulas."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_PRINT_TITLES = re.compile(rb'<definedName name="_xlnm.Print_Titles"[^>]*>[^<]*</definedName>')


def recalculate(content: bytes, folder: Path) -> bytes:
    """Return a workbook as LibreOffice saves it after recalculating everything; `folder` takes its profile and what it writes."""
    book = folder / "changed.xlsx"
    book.write_bytes(drop_print_titles(content))
    return recalculate_all([book], folder)[0].read_bytes()


def drop_print_titles(content: bytes, but_first: bool = False) -> bytes:
    """Return a workbook without titles that repeat on each printed page, or with those of its first sheet that has some.

    With them LibreOffice lays out all pages of a sheet at once, which takes it thrice the time of the formulas, and no formula depends on them.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/workbook.xml":
                first = _PRINT_TITLES.search(part) if but_first else None
                kept = first.end() if first else 0
                part = part[:kept] + _PRINT_TITLES.sub(b"", part[kept:])
            new.writestr(name, part)
    return out.getvalue()


def recalculate_all(books: Sequence[Path], folder: Path) -> list[Path]:
    """Return the same of several workbooks, as they are: LibreOffice starts once."""
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
