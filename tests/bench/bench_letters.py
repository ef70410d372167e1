"""Target letters: the whole command for all seats of a generated plan, in Word and in PDF; seconds, memory, and a second run that changes nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

from planner.language import Language
from tests.bench.generated_case import make_large_case
from tests.bench.measuring import judge, run_planner, show_table
from tests.written_plan_builder import write_plan

_DOCX_SECONDS, _PDF_SECONDS = 60.0, 180.0
_LETTERS = 500


def run(full: bool) -> None:
    """Print the table for 100 seats; `full` adds 500 seats, for which the limits are set, and both languages."""
    sizes = [(100, 10)] + ([(500, 20)] if full else [])
    rows = [row for units, teams in sizes for row in _measure(units, teams)]
    show_table(
        ("letters", "format", "seconds", "CPU s", "CPU ms each", "500 take CPU s", "limit s", "", "peak MB"), rows
    )
    print(
        "  the whole command: start, verification of the plan, letters, register; the limit is judged on processor seconds (one core)"
    )


def _measure(units: int, teams: int) -> list[tuple[object, ...]]:
    """Make all letters of a plan with about `units` seats: Word, PDF, and Word again."""
    with tempfile.TemporaryDirectory() as name:
        book, folder = Path(name) / "plan.xlsx", Path(name) / "letters"
        book.write_bytes(write_plan(make_large_case(units, teams), Language.ENGLISH))
        idle = run_planner("letters", book, "-o", folder, "--dry-run", "--only", "T000 #1", "--quiet").cpu_seconds
        rows: list[tuple[object, ...]] = []
        for words, limit in (("docx", _DOCX_SECONDS), ("pdf", _PDF_SECONDS), ("docx", _DOCX_SECONDS)):
            made = run_planner("letters", book, "-o", folder, "--format", words, "--quiet")
            count = len(list(folder.glob("*.docx")))
            each = max(0.0, made.cpu_seconds - idle) / count
            whole = idle + each * _LETTERS
            again = " again" if len(rows) == 2 else ""
            rows.append(
                (
                    count,
                    words + again,
                    f"{made.seconds:.1f}",
                    f"{made.cpu_seconds:.1f}",
                    f"{1000 * each:.0f}",
                    f"{whole:.0f}",
                    f"{limit:.0f}",
                    judge(whole <= limit),
                    f"{made.peak_mb:.0f}",
                )
            )
        return rows
