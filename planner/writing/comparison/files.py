"""The two files of a comparison: the workbook, and beside it the page."""

from __future__ import annotations

from pathlib import Path

from planner.language import Language
from planner.results.comparison import Comparison
from planner.writing.comparison.page import build_comparison_page
from planner.writing.comparison.workbook import build_comparison_workbook
from planner.writing.files.atomic import check_output, write_together


def page_of(workbook: Path) -> Path:
    """Return where the page of the comparison workbook goes: the same name, ending in .html."""
    return workbook.with_suffix(".html")


def check_comparison_output(workbook: Path, inputs: tuple[Path, ...], replace: bool) -> None:
    """Refuse, before any work, names that exist or cannot be written; see `planner.writing.files.atomic.check_output`."""
    check_output(workbook, inputs, replace)
    check_output(page_of(workbook), inputs, replace, (".html",))


def write_comparison_files(
    comparison: Comparison, workbook: Path, language: Language, replace: bool, names: bool = True
) -> None:
    """Write workbook and page, both or neither. `names`: the page names people."""
    book = build_comparison_workbook(comparison, language)
    page = build_comparison_page(comparison, language, names)
    write_together({workbook: book, page_of(workbook): page}, replace)
