"""The example company's workbooks, made once for all tests: the planning workbook, one with little history, the plan that the program makes."""

from __future__ import annotations

import contextlib
import fcntl
import io
import json
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planner.cli.main import run
from planner.domain.accounts import AccountBook
from planner.language import Language
from planner.writing.example import build_example
from planner.writing.inputs.template import build_template

_FEW = 40


@cache
def short_example(language: Language) -> bytes:
    """Return the example's planning workbook with the first lines of its history and accounts only, for tests of reading alone."""
    example = build_example(language)
    accounts = AccountBook(**{f.name: getattr(example.accounts, f.name)[:_FEW] for f in fields(AccountBook)})
    return build_template(replace(example, history=example.history[:_FEW], accounts=accounts), language)


@dataclass(frozen=True)
class PlannedExample:
    """The example's planning workbook, the plan workbook made from it without territories, and what ``--json`` said of it; not to be changed."""

    language: Language
    book: Path
    made: Path
    json: dict[str, Any]


def planned_example(factory: pytest.TempPathFactory, language: Language) -> PlannedExample:
    """Return the plan of the example; the first test process that asks makes it, the others wait."""
    shared = factory.getbasetemp()
    if shared.name.startswith("popen-"):
        shared = shared.parent  # the processes of one test run share this folder
    folder = shared / f"example-{language.value}"
    folder.mkdir(exist_ok=True)
    book, made, said = folder / "plan.xlsx", folder / "made.xlsx", folder / "said.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            assert run(["template", str(book), "--example", "--lang", language.value]) == 0
            with contextlib.redirect_stdout(io.StringIO()) as out:
                assert run(["plan", str(book), "-o", str(made), "--json", "--quiet", "--no-territories"]) == 0
            said.write_text(out.getvalue(), encoding="utf-8")
    return PlannedExample(language, book, made, json.loads(said.read_text(encoding="utf-8")))
