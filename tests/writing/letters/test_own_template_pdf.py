"""A template that an office program saved again: filled, and set as PDF by LibreOffice."""

from __future__ import annotations

import subprocess

import pypdf
import pytest

from planner.cli.main import run
from planner.shipped import find_shipped_folder
from tests.written_plan_builder import read_named_plan, text_of_docx, write_named_plan


@pytest.mark.libreoffice
def test_a_template_saved_again_by_an_office_program(tmp_path, soffice):
    shipped = find_shipped_folder("templates") / "rep_letter_en.docx"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(tmp_path),
        str(shipped),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (tmp_path / "plan.xlsx").write_bytes(write_named_plan())
    own = tmp_path / "rep_letter_en.docx"
    words = [
        "letters",
        str(tmp_path / "plan.xlsx"),
        "--template",
        str(own),
        "--only",
        "F3",
        "--format",
        "both",
        "--quiet",
    ]
    assert run(words) == 0
    target = next(s for s in read_named_plan().plan.targets.seats if s.position.seat == "F3").base_cents
    (word,) = (tmp_path / "letters").glob("*.docx")
    (pdf,) = (tmp_path / "letters").glob("*.pdf")
    shown = f"{target / 100:,.2f}"
    assert shown in text_of_docx(word.read_bytes())
    assert shown in "".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)


def test_without_libreoffice_the_message_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("shutil.which", lambda name: None)
    (tmp_path / "plan.xlsx").write_bytes(write_named_plan())
    own = find_shipped_folder("templates") / "rep_letter_en.docx"
    words = ["letters", str(tmp_path / "plan.xlsx"), "--template", str(own), "--format", "pdf", "--quiet"]
    assert run(words) == 2
    assert "need LibreOffice, which is not installed" in capsys.readouterr().err
    assert not (tmp_path / "letters").exists()
