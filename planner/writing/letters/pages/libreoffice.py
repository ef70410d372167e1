"""PDF of a customer's own Word letter, by LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from planner.errors import FileAccessError, UsageError
from planner.language import Text

_SECONDS = 120


def find_soffice() -> str:
    """Return the program.

    Raises
    ------
    UsageError
        When LibreOffice is not installed.
    """
    path = shutil.which("soffice") or shutil.which("libreoffice")
    if path is None:
        text = Text(
            "PDFs of your own Word template need LibreOffice, which is not installed. Use --format docx, or the shipped letters.",
            "用自有 Word 模板生成 PDF 需要 LibreOffice，但未安装。请使用 --format docx 或自带模板。",
        )
        raise UsageError(text)
    return path


def convert_to_pdf(word: bytes) -> bytes:
    """Return a Word document as PDF: own profile, no macros, no shell, a time limit.

    Raises
    ------
    UsageError
        When LibreOffice is not installed.
    FileAccessError
        When it gives no PDF.
    """
    program = find_soffice()
    with tempfile.TemporaryDirectory(prefix="planner-") as folder:
        source = Path(folder) / "letter.docx"
        source.write_bytes(word)
        command = [
            program,
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - own program
        except subprocess.TimeoutExpired as error:
            raise FileAccessError(Text("LibreOffice did not end in time.", "LibreOffice 超时未结束。")) from error
        made = source.with_suffix(".pdf")
        if not made.exists():
            raise FileAccessError(Text("LibreOffice made no PDF.", "LibreOffice 未生成 PDF。"))
        return made.read_bytes()
