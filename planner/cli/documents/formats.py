"""The option --format of letters and the plan book."""

from __future__ import annotations

import click

FORMATS = {"docx": ("docx",), "pdf": ("pdf",), "both": ("docx", "pdf")}
"""Endings of the files by what is asked for."""

FORMAT = click.option("--format", "formats", type=click.Choice(list(FORMATS)), default="docx", show_default=True)
