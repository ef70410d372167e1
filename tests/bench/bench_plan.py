"""The annual plan: the whole command against its imports, reading and writing against the solve, memory, start-up."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.measuring import best_of, judge, run_planner, run_python, show_table

_IMPORTS = "import pandas, pulp, openpyxl"
_HEAVY = ("highspy", "numpy", "openpyxl", "ortools", "pandas", "pulp", "xlsxwriter")
_HELP = f"""
import sys
from planner.cli.main import main
sys.argv = ["planner", "--help"]
try:
    main()
except SystemExit:
    print("imported:", *sorted(set({_HEAVY!r}) & set(sys.modules)))
"""


def run(full: bool) -> None:
    """Print the tables; `full` adds a case of 1,000 units × 50 teams."""
    with tempfile.TemporaryDirectory() as folder:
        _whole_command(Path(folder))
        _start_up()
        rows = [_large_case(Path(folder), 300, 20)]
        if full:
            rows.append(_large_case(Path(folder), 1000, 50))
        print()
        show_table(
            (
                "units × teams",
                "read s",
                "solve s",
                "write s",
                "read ÷ solve",
                "write ÷ solve",
                "≤ 1 each",
                "gap",
                "peak MB",
                "< 500",
            ),
            rows,
        )


def _whole_command(folder: Path) -> None:
    """Command on the example ≤ 3 × (imports + solve), best of three, taken in turns."""
    book = folder / "example.xlsx"
    run_planner("template", book, "--example")
    imports, commands = [], []
    for i in range(3):
        imports.append(run_python("-c", _IMPORTS))
        commands.append(run_planner("plan", book, "-o", folder / f"made-{i}.xlsx", "--json", "--quiet"))
    command, base = best_of(commands), best_of(imports)
    stages = json.loads(command.output)["seconds"]
    solve = stages["solve"] + stages.get("territories", 0.0)
    allowed, other = base.seconds + solve, command.seconds - solve
    show_table(
        ("example", "seconds", "ratio", "≤ 3"),
        [
            (_IMPORTS, f"{base.seconds:.2f}", "", ""),
            ("solve, channels and territories", f"{solve:.2f}", "", ""),
            ("imports + solve", f"{allowed:.2f}", "1.00", ""),
            (
                "planner plan",
                f"{command.seconds:.2f}",
                f"{command.seconds / allowed:.2f}",
                judge(command.seconds <= 3 * allowed),
            ),
            # Beside the imports alone: what the command takes for all that is not the solve.
            ("planner plan less solve, ÷ imports", f"{other:.2f}", f"{other / base.seconds:.2f}", ""),
        ],
    )


def _start_up() -> None:
    """``planner --help``: time beside an empty Python, and what it imported."""
    empty = best_of([run_python("-c", "pass") for _ in range(3)])
    helped = best_of([run_python("-c", _HELP) for _ in range(3)])
    imported = helped.output.strip().splitlines()[-1].removeprefix("imported:").strip()
    print()
    show_table(
        ("start-up", "seconds", "data frames and solvers imported", "none"),
        [
            ("python -c pass", f"{empty.seconds:.2f}", "", ""),
            ("planner --help", f"{helped.seconds:.2f}", imported or "none", judge(not imported)),
        ],
    )


def _large_case(folder: Path, units: int, teams: int) -> tuple[object, ...]:
    """Write the case as a workbook, plan it in a process of its own (memory), read and write in this one (seconds)."""
    from planner.language import Language
    from planner.writing.inputs.template import build_template
    from tests.bench.generated_case import make_large_case

    book, made = folder / f"large-{units}.xlsx", folder / f"large-{units}-plan.xlsx"
    book.write_bytes(build_template(make_large_case(units, teams), Language.ENGLISH))
    whole = run_planner("plan", book, "-o", made, "--json", "--quiet")
    result = json.loads(whole.output)
    solve = result["seconds"]["solve"]
    read, write = _read_seconds(book), _write_seconds(book)
    return (
        f"{units} × {teams}",
        f"{read:.2f}",
        f"{solve:.2f}",
        f"{write:.2f}",
        f"{read / solve:.2f}",
        f"{write / solve:.2f}",
        judge(read <= solve and write <= solve),
        f"{result['gap'] * 100:.4f} %",
        f"{whole.peak_mb:.0f}",
        judge(whole.peak_mb < 500),
    )


def _read_seconds(book: Path) -> float:
    """Reading and checking of soundness, best of three, after a first one that pays the imports."""
    from planner.cli.files.reading_input import read_and_check

    read_and_check(book)
    return min(_seconds(lambda: read_and_check(book)) for _ in range(3))


def _write_seconds(book: Path) -> float:
    """Building the plan workbook's bytes and putting them on disk, best of three."""
    from planner.optimization.annual_plan import make_annual_plan
    from planner.reading.workbook import read_plan_input
    from planner.writing.files.atomic import write_atomically
    from planner.writing.files.manifest import build_manifest
    from planner.writing.plan_workbook import build_plan_workbook

    result = read_plan_input(book)
    plan_input = result.plan_input
    assert plan_input is not None
    plan = make_annual_plan(plan_input).plan
    manifest = build_manifest(plan_input, plan, result.name, result.sha256, (), ())

    def write() -> None:
        content = build_plan_workbook(plan_input, plan, (), result.assumptions, manifest, result.language)
        write_atomically(book.with_name("timed.xlsx"), content)

    return min(_seconds(write) for _ in range(3))


def _seconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began
