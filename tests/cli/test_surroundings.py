"""The program in poor surroundings: no room, closed streams, an odd clock, locale or temporary folder, a second run beside it."""

from __future__ import annotations

import json
import os
import resource
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from planner.cli.main import run
from planner.language import Language
from planner.writing.inputs.template import build_template
from tests.plan_input_builder import make_plan_input


@pytest.fixture(scope="module")
def small():
    return build_template(make_plan_input(), Language.ENGLISH)


def _is_whole(path: Path) -> bool:
    with closing(openpyxl.load_workbook(path, read_only=True)) as workbook:
        return len(workbook.sheetnames) > 5


def _planner(*arguments, **options):
    code = "from planner.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], check=False, **{"stderr": subprocess.PIPE, **options}
    )


def test_a_file_size_limit_is_a_message_and_leaves_nothing(tmp_path, small):
    book = tmp_path / "plan.xlsx"
    book.write_bytes(small)
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))  # noqa: E731
    end = _planner("plan", book, "--quiet", "--no-territories", stdout=subprocess.PIPE, preexec_fn=limit)
    assert end.returncode == 5, end.stderr
    assert b"File too large" in end.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["plan.xlsx"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_standard_output_does_not_cost_the_plan(tmp_path, small):
    book = tmp_path / "plan.xlsx"
    book.write_bytes(small)
    with Path("/dev/full").open("w") as full:
        end = _planner("plan", book, "--quiet", "--no-territories", stdout=full)
    assert end.returncode == 5, end.stderr
    assert b"No space left on device. Files named as written are whole." in end.stderr
    assert _is_whole(tmp_path / "plan-plan.xlsx")


def test_closed_streams_do_not_cost_the_plan(tmp_path, small):
    book = tmp_path / "plan.xlsx"
    book.write_bytes(small)
    command = f"'{sys.executable}' -c 'from planner.cli.main import main; main()' plan '{book}' <&- >&- 2>&-"
    assert subprocess.run(["sh", "-c", command], check=False).returncode == 0
    assert _is_whole(tmp_path / "plan-plan.xlsx")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_the_messages_does_not_cost_the_plan(tmp_path, small):
    book = tmp_path / "plan.xlsx"
    book.write_bytes(small)
    with Path("/dev/full").open("w") as full:
        end = _planner("plan", book, "--no-territories", stdout=subprocess.PIPE, stderr=full)
    assert end.returncode == 0
    assert _is_whole(tmp_path / "plan-plan.xlsx")


def test_a_reader_of_the_messages_that_left_does_not_cost_the_plan(tmp_path, small):
    """``planner plan … 2>&1 | head -1`` ended with exit code 0 and without a plan."""
    book = tmp_path / "plan.xlsx"
    book.write_bytes(small)
    reader, writer = os.pipe()
    os.close(reader)
    end = _planner("plan", book, "--no-territories", stdout=writer, stderr=writer)
    os.close(writer)
    assert end.returncode == 0
    assert _is_whole(tmp_path / "plan-plan.xlsx")


def test_a_poor_environment_gives_the_same_plan(tmp_path, small):
    book = tmp_path / "规划.xlsx"
    book.write_bytes(small)
    poor = {"LC_ALL": "C", "PYTHONPATH": os.environ.get("PYTHONPATH", ""), "SOURCE_DATE_EPOCH": "0", "TZ": "Asia/Kabul"}
    end = _planner(
        "plan", book, "--quiet", "--no-territories", "-o", tmp_path / "甲.xlsx", stdout=subprocess.PIPE, env=poor
    )
    assert end.returncode == 0, end.stderr
    assert "甲.xlsx" in end.stdout.decode()
    odd = {**poor, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "soon", "PYTHONHASHSEED": "7"}
    assert (
        _planner(
            "plan", book, "--quiet", "--no-territories", "-o", tmp_path / "乙.xlsx", stdout=subprocess.PIPE, env=odd
        ).returncode
        == 0
    )
    first, second = (openpyxl.load_workbook(tmp_path / f"{n}.xlsx", data_only=True) for n in "甲乙")
    for sheet in first:
        assert [[c.value for c in row] for row in sheet] == [[c.value for c in row] for row in second[sheet.title]]


def test_a_file_name_that_is_no_text_is_written_as_far_as_it_is(tmp_path, small, capsys):
    """Bytes of another system: Python reads them as what no document can hold."""
    book = tmp_path / os.fsdecode(b"plan\xff.xlsx")
    book.write_bytes(small)
    assert run(["plan", str(book), "--quiet", "--no-territories", "-o", str(tmp_path / "made.xlsx")]) == 0
    assert _is_whole(tmp_path / "made.xlsx")


OLD_CLOCK = """
import time
real = time.localtime
time.time = lambda: 86_400.0
time.localtime = lambda seconds=None: real(86_400.0 if seconds is None else min(seconds, 86_400.0))
"""
EACH_IN_TURN = """
import json, os, sys
from planner.cli.main import run
for words in json.loads(sys.argv[1]):
    code = run(words)
    print(json.dumps([words[0], code, os.listdir(os.environ["TMPDIR"])]), file=sys.stderr)
"""


def _in_turn(commands, scratch, before=""):
    """Call the program with each of `commands` in one process of its own; return the name, the exit code and the temporary files then of each."""
    scratch.mkdir(exist_ok=True)
    words = json.dumps([[str(w) for w in command] for command in commands])
    end = subprocess.run(
        [sys.executable, "-c", before + EACH_IN_TURN, words],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(scratch)},
    )
    ends = [json.loads(line) for line in end.stderr.splitlines() if line.startswith("[")]
    assert len(ends) == len(commands), end.stderr
    return ends


def test_a_clock_before_1980_costs_nothing(tmp_path, small):
    """A dead battery: the files are dated by the program, not by the machine."""
    book, made, copy = tmp_path / "plan.xlsx", tmp_path / "made.xlsx", tmp_path / "marked.xlsx"
    letters = tmp_path / "letters"
    book.write_bytes(small)
    os.utime(book, (86_400, 86_400))
    commands = (
        ("template", tmp_path / "new.xlsx"),
        ("check", book, "--marked", copy),
        ("plan", book, "-o", made, "--quiet", "--no-territories"),
        ("letters", made, "-o", letters, "--who", "teams", "--quiet"),
        ("documents", made, "-o", tmp_path / "book"),
    )
    ends = _in_turn(commands, tmp_path / "scratch", OLD_CLOCK)
    assert [(name, code) for name, code, _ in ends] == [(words[0], 0) for words in commands]
    assert all(_is_whole(p) for p in (made, copy, tmp_path / "new.xlsx"))
    assert list(letters.glob("*.docx"))
    assert (tmp_path / "book.docx").is_file()


def test_two_runs_in_one_folder_leave_two_whole_plans(tmp_path, small):
    book = tmp_path / "plan.xlsx"
    book.write_bytes(small)
    code = "from planner.cli.main import main; main()"
    command = [sys.executable, "-c", code, "plan", str(book), "--quiet"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    ends = [(run.communicate()[1], run.returncode) for run in runs]
    assert [code for _, code in ends] == [0, 0], ends
    assert {p.name for p in tmp_path.iterdir()} == {"plan.xlsx", "plan-plan.xlsx", "plan-plan-2.xlsx"}
    assert all(_is_whole(p) for p in tmp_path.iterdir())


def test_nothing_stays_in_the_temporary_folder_and_outputs_are_the_owners_alone(tmp_path, small):
    work = tmp_path / "work"
    work.mkdir()
    book = work / "plan.xlsx"
    book.write_bytes(small)
    made = work / "made.xlsx"
    commands = (
        ("template", work / "new.xlsx", "--example"),
        ("check", book, "--marked", work / "marked.xlsx"),
        ("plan", book, "-o", made, "--quiet", "--no-territories"),
        ("verify", made),
    )
    # Each command leaves nothing, not even while the process lives.
    assert _in_turn(commands, tmp_path / "scratch") == [[words[0], 0, []] for words in commands]
    assert list((tmp_path / "scratch").iterdir()) == []
    outputs = {p.name: stat.S_IMODE(p.stat().st_mode) for p in work.iterdir() if p != book}
    assert outputs == dict.fromkeys(("new.xlsx", "marked.xlsx", "made.xlsx"), 0o600)
