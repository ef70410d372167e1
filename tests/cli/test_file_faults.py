"""Every file operation fails once, and the program is killed at every one: the old output or the new one, whole; a message; the right code."""

from __future__ import annotations

import errno
import os
import resource
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
import pytest

from planner import api
from planner.cli.main import run
from planner.errors import FileAccessError, UsageError
from planner.language import Language
from planner.writing.atomic import check_output, write_atomically
from planner.writing.template import build_template
from tests.plan_input_builder import make_plan_input, make_segment

OPERATIONS = ("open", "fdopen", "fsync", "chmod", "replace", "mkstemp", "write", "read")


class FailingFiles:
    """Counts file operations in one folder and fails the one numbered `fail_at` (from 1); ``os.open`` of folders included."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path, fail_at: int, number: int) -> None:
        self.count, self._fail_at, self._number, self._folder = 0, fail_at, number, str(folder)
        self.failed = ""
        opened, made, wrapped = os.open, tempfile.mkstemp, os.fdopen
        monkeypatch.setattr(os, "open", lambda path, *a, **k: self._step("open", opened, path, *a, **k))
        monkeypatch.setattr(tempfile, "mkstemp", lambda *a, **k: self._step("mkstemp", made, *a, **k))
        for name in ("fsync", "chmod", "replace"):
            real = getattr(os, name)
            monkeypatch.setattr(os, name, lambda *a, name=name, real=real, **k: self._step(name, real, *a, **k))
        monkeypatch.setattr(os, "fdopen", lambda *a, **k: _FailingFile(self, wrapped(*a, **k)))

    def _step(self, name, real, *arguments, **options):
        where = str(options.get("dir", arguments[0] if arguments else ""))
        if name in ("open", "chmod", "replace", "mkstemp") and not where.startswith(self._folder):
            return real(*arguments, **options)
        self.step(name)
        return real(*arguments, **options)

    def step(self, name: str) -> None:
        self.count += 1
        if self.count == self._fail_at:
            self.failed = name
            raise OSError(self._number, os.strerror(self._number))


class _FailingFile:
    """A file whose reads and writes are counted."""

    def __init__(self, files: FailingFiles, file) -> None:
        self._files, self._file = files, file

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._file.close()

    def __getattr__(self, name):
        return getattr(self._file, name)

    def write(self, content):
        self._file.write(content[: len(content) // 2])  # a full disk takes the first half
        self._files.step("write")
        return self._file.write(content[len(content) // 2 :])

    def read(self, *arguments):
        self._files.step("read")
        return self._file.read(*arguments)


@pytest.fixture(scope="module")
def small():
    return build_template(make_plan_input(), Language.ENGLISH)


@pytest.fixture
def made_once(monkeypatch):
    """Solve and fill the plan workbook once a test: what happens to the files is the subject, and every run has the same input."""
    for name in ("plan_as_asked", "build_plan_workbook"):
        monkeypatch.setattr(api, name, _once(getattr(api, name)))


def _once(real):
    """Return `real`, which gives its first answer again."""
    made: list[object] = []

    def once(*arguments):
        if not made:
            made.append(real(*arguments))
        return made[0]

    return once


def _is_whole(path: Path) -> bool:
    return len(openpyxl.load_workbook(path, read_only=True).sheetnames) > 5


@pytest.mark.usefixtures("made_once")
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES], ids=["no space", "no access"])
@pytest.mark.parametrize("old", [None, b"the old plan"], ids=["new", "over an old one"])
def test_each_file_operation_of_a_plan_fails_once(tmp_path, small, capsys, number, old):
    seen, fail_at = set(), 0
    while True:
        fail_at += 1
        folder = tmp_path / str(fail_at)
        folder.mkdir()
        book, made = folder / "plan.xlsx", folder / "made.xlsx"
        book.write_bytes(small)
        if old is not None:
            made.write_bytes(old)
        with pytest.MonkeyPatch.context() as monkeypatch:
            files = FailingFiles(monkeypatch, folder, fail_at, number)
            code = run(["plan", str(book), "-o", str(made), "--force", "--quiet", "--no-territories"])
        message = capsys.readouterr().err
        assert book.read_bytes() == small, "the input was touched"
        if not files.failed:
            break
        seen.add(files.failed)
        left = {p.name for p in folder.iterdir()} - {"plan.xlsx"}
        if code == 0:  # only the flush of the folder itself may fail: the file is there, whole
            assert (files.failed, left) == ("open", {"made.xlsx"}) or files.failed == "fsync"
            assert _is_whole(made)
        else:
            assert code == 5, (files.failed, message)
            assert os.strerror(number) in message
            assert "Program fault" not in message
            assert left == (set() if old is None else {"made.xlsx"}), files.failed
            assert old is None or made.read_bytes() == old
    assert seen >= {"open", "read", "mkstemp", "write", "fsync", "chmod", "replace"}


CRASHING = """
import os, sys, tempfile
from pathlib import Path
from planner.writing.atomic import write_atomically
count, limit = 0, int(sys.argv[2])
def crash_at(real):
    def step(*a, **k):
        global count
        count += 1
        if count == limit:
            os._exit(9)
        return real(*a, **k)
    return step
for owner, name in ((os, "open"), (os, "fdopen"), (os, "fsync"), (os, "chmod"), (os, "replace"), (tempfile, "mkstemp")):
    setattr(owner, name, crash_at(getattr(owner, name)))
write_atomically(Path(sys.argv[1]), b"new" * 100000)
"""


def test_a_kill_at_each_file_operation_leaves_the_old_file_or_the_new_one(tmp_path):
    ends = []
    for limit in range(1, 30):
        path = tmp_path / f"{limit}.xlsx"
        path.write_bytes(b"old")
        end = subprocess.run([sys.executable, "-c", CRASHING, str(path), str(limit)], check=False).returncode
        assert path.read_bytes() in (b"old", b"new" * 100000)
        ends.append(end)
        if end == 0:
            break
    assert ends[-1] == 0
    assert ends.count(9) >= 6
    assert path.read_bytes() == b"new" * 100000


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


@pytest.mark.parametrize("name", [".", "/dev/zero", "missing.xlsx", "folder.xlsx"])
def test_what_is_no_file_cannot_be_read(tmp_path, monkeypatch, capsys, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.xlsx").mkdir()
    assert run(["plan", name]) == 5
    assert name in capsys.readouterr().err


OLD_CLOCK = """
import sys, time
from datetime import datetime
real = time.localtime
time.time = lambda: 86_400.0
time.localtime = lambda seconds=None: real(86_400.0 if seconds is None else min(seconds, 86_400.0))
from planner.cli.main import main
main()
"""


def test_a_clock_before_1980_costs_nothing(tmp_path, small):
    """A dead battery: the files are dated by the program, not by the machine."""
    book, made, copy = tmp_path / "plan.xlsx", tmp_path / "made.xlsx", tmp_path / "marked.xlsx"
    book.write_bytes(small)
    os.utime(book, (86_400, 86_400))
    for words in (
        ("template", tmp_path / "new.xlsx"),
        ("check", book, "--marked", copy),
        ("plan", book, "-o", made, "--quiet", "--no-territories"),
    ):
        end = subprocess.run(
            [sys.executable, "-c", OLD_CLOCK, *map(str, words)], check=False, capture_output=True, text=True
        )
        assert end.returncode == 0, end.stderr
    assert all(_is_whole(p) for p in (made, copy, tmp_path / "new.xlsx"))


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


def test_a_file_that_another_run_wrote_meanwhile_is_not_replaced(tmp_path, monkeypatch):
    target = tmp_path / "out.xlsx"
    target.write_bytes(b"another run's")
    with pytest.raises(UsageError, match="exists already"):
        write_atomically(target, b"mine", replace=False)
    assert target.read_bytes() == b"another run's"

    def refuse(*arguments, **options):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(UsageError, match="exists already"):
        write_atomically(target, b"mine", replace=False)
    write_atomically(tmp_path / "new.xlsx", b"mine", replace=False)
    assert {p.name for p in tmp_path.iterdir()} == {"out.xlsx", "new.xlsx"}


@pytest.mark.parametrize("mark", ["~$out.xlsx", ".~lock.out.xlsx#"])
def test_an_output_that_is_open_or_protected_is_not_replaced(tmp_path, monkeypatch, mark):
    target = tmp_path / "out.xlsx"
    target.write_bytes(b"open elsewhere")
    check_output(target, replace=True)
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # as for one who is not root
    with pytest.raises(FileAccessError, match="is read-only"):
        check_output(target, replace=True)
    (tmp_path / mark).write_bytes(b"")
    with pytest.raises(FileAccessError, match="is open in Excel or LibreOffice"):
        check_output(target, replace=True)
    check_output(tmp_path / "new.xlsx")


def test_nothing_stays_in_the_temporary_folder_and_outputs_are_the_owners_alone(tmp_path, small):
    scratch, work = tmp_path / "scratch", tmp_path / "work"
    scratch.mkdir()
    work.mkdir()
    book = work / "plan.xlsx"
    book.write_bytes(small)
    environment = {**os.environ, "TMPDIR": str(scratch)}
    made = work / "made.xlsx"
    for words in (
        ("template", work / "new.xlsx", "--example"),
        ("check", book, "--marked", work / "marked.xlsx"),
        ("plan", book, "-o", made, "--quiet", "--no-territories"),
        ("verify", made),
    ):
        end = _planner(*words, stdout=subprocess.PIPE, env=environment)
        assert end.returncode == 0, end.stderr
        assert list(scratch.iterdir()) == []
    outputs = {p.name: stat.S_IMODE(p.stat().st_mode) for p in work.iterdir() if p != book}
    assert outputs == dict.fromkeys(("new.xlsx", "marked.xlsx", "made.xlsx"), 0o600)


def test_progress_and_faults_hold_no_name_and_no_amount(tmp_path, capsys, monkeypatch):
    """What is logged while a plan is made tells stages, bound and gap of the whole; a fault of the program tells its kind."""
    secret = make_plan_input(segments=(make_segment("Secretsegment", existing_revenue_cents=123_456_700),))
    book = tmp_path / "plan.xlsx"
    book.write_bytes(build_template(secret, Language.ENGLISH))
    run(["plan", str(book), "--dry-run"])
    shown = capsys.readouterr().err
    assert "Secretsegment" not in shown
    assert "1,234,567" not in shown

    def fail(*arguments, **options):
        raise RuntimeError("Secretsegment 1,234,567")

    monkeypatch.setattr("planner.cli.reading_input.read_and_check", fail)
    assert run(["check", str(book)]) == 1
    shown = capsys.readouterr().err
    assert "RuntimeError" in shown
    assert "Secretsegment" not in shown


def test_a_workbook_that_may_not_be_read_is_a_message_and_code_5(tmp_path, small, capsys, monkeypatch):
    book = tmp_path / "plan.xlsx"
    book.write_bytes(small)
    opened = os.open

    def refuse(path, *arguments, **options):
        if str(path) == str(book):
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "access", lambda path, mode, **o: mode != os.R_OK or str(path) != str(book))
    for words in (["check", str(book)], ["plan", str(book)], ["verify", str(book)], ["diagnose", str(book)]):
        assert run([*words, *(["--lang", "zh"] if words[0] != "verify" else [])]) == 5
        assert "plan.xlsx" in capsys.readouterr().err
