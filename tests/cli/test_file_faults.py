"""Every file operation fails once, and the program is killed at every one: the old output or the new one, whole; a message; the right code."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from planner import api
from planner.cli.main import run
from planner.errors import FileAccessError, UsageError
from planner.language import Language
from planner.writing import plan_workbook
from planner.writing.files.atomic import check_output, write_atomically, write_together
from planner.writing.inputs.template import build_template
from tests.cli.whole_workbook import is_whole
from tests.plan_input_builder import make_plan_input, make_segment

OPERATIONS = ("open", "fdopen", "fsync", "chmod", "replace", "write", "read")


class FailingFiles:
    """Counts file operations in one folder and fails the one numbered `fail_at` (from 1), with `is_lasting` those after it too.

    ``os.open`` of folders is included."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, folder: Path, fail_at: int, number: int, is_lasting: bool = False
    ) -> None:
        self.count, self._fail_at, self._number, self._folder = 0, fail_at, number, str(folder)
        self._is_lasting = is_lasting
        self.failed = ""
        opened, wrapped = os.open, os.fdopen
        monkeypatch.setattr(os, "open", lambda path, *a, **k: self._step("open", opened, path, *a, **k))
        for name in ("fsync", "chmod", "replace"):
            real = getattr(os, name)
            monkeypatch.setattr(os, name, lambda *a, name=name, real=real, **k: self._step(name, real, *a, **k))
        monkeypatch.setattr(os, "fdopen", lambda *a, **k: _FailingFile(self, wrapped(*a, **k)))

    def _step(self, name, real, *arguments, **options):
        where = str(options.get("dir", arguments[0] if arguments else ""))
        if name in ("open", "chmod", "replace") and not where.startswith(self._folder):
            return real(*arguments, **options)
        self.step(name)
        return real(*arguments, **options)

    def step(self, name: str) -> None:
        self.count += 1
        if self.count == self._fail_at or (self._is_lasting and self.count > self._fail_at):
            self.failed = self.failed or name
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
    for module, name in ((api, "plan_as_asked"), (plan_workbook, "build_plan_workbook")):
        monkeypatch.setattr(module, name, _once(getattr(module, name)))


def _once(real):
    """Return `real`, which gives its first answer again."""
    made: list[object] = []

    def once(*arguments):
        if not made:
            made.append(real(*arguments))
        return made[0]

    return once


@pytest.mark.usefixtures("made_once")
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES], ids=["no space", "no access"])
@pytest.mark.parametrize("old", [None, b"the old plan"], ids=["new", "over an old one"])
@pytest.mark.parametrize("is_lasting", [False, True], ids=["once", "from then on"])
def test_each_file_operation_of_a_plan_fails(tmp_path, small, capsys, number, old, is_lasting):
    """A plan that was made is kept under another name where that can be written; else nothing is left."""
    seen, kept_after, fail_at = set(), set(), 0
    while True:
        fail_at += 1
        folder = tmp_path / str(fail_at)
        folder.mkdir()
        book, made = folder / "plan.xlsx", folder / "made.xlsx"
        book.write_bytes(small)
        if old is not None:
            made.write_bytes(old)
        with pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.chdir(folder)
            monkeypatch.setenv("HOME", str(folder))
            files = FailingFiles(monkeypatch, folder, fail_at, number, is_lasting)
            code = run(["plan", str(book), "-o", str(made), "--force", "--quiet", "--no-territories"])
        message = capsys.readouterr().err
        assert book.read_bytes() == small, "the input was touched"
        if not files.failed:
            break
        seen.add(files.failed)
        left = {p.name for p in folder.iterdir()} - {"plan.xlsx"}
        assert not (number == errno.ENOSPC and "Excel" in message), "no room is no matter of Excel"
        if code == 0:  # only the flush of the folder itself may fail: the file is there, whole
            assert (files.failed, left) == ("open", {"made.xlsx"}) or files.failed == "fsync"
            assert is_whole(made)
        else:
            assert code == 5, (files.failed, message)
            assert os.strerror(number) in message
            assert "Program fault" not in message
            kept = left - (set() if old is None else {"made.xlsx"})
            assert old is None or made.read_bytes() == old
            assert ("Nothing was written" in message) <= (not kept)
            if kept:
                kept_after.add(files.failed)
                assert kept == {"made-2.xlsx"}, files.failed
                assert f"The result is not lost: it is in {folder / 'made-2.xlsx'}." in message
                assert is_whole(folder / "made-2.xlsx")
    assert kept_after >= (set() if is_lasting else {"open", "write", "chmod", "replace"})
    assert not (is_lasting and kept_after)
    assert seen >= {"open", "read", "write", "fsync", "chmod", "replace"}


@pytest.mark.usefixtures("made_once")
def test_what_happens_to_files_while_a_plan_is_made(tmp_path, small, monkeypatch, capsys):
    """The workbook is saved anew or goes, the output's name is taken by a folder: the plan is of what was read, and not lost."""
    book, planned = tmp_path / "plan.xlsx", api.plan_as_asked

    def meanwhile(act):
        book.write_bytes(small)

        def plan(*arguments):
            act()
            return planned(*arguments)

        monkeypatch.setattr(api, "plan_as_asked", plan)
        code = run(["plan", str(book), "-o", str(tmp_path / "made.xlsx"), "--force", "--quiet", "--no-territories"])
        return code, capsys.readouterr().err

    for act in (lambda: book.write_bytes(b"saved anew"), book.unlink):
        assert meanwhile(act) == (0, "")
        with closing(openpyxl.load_workbook(tmp_path / "made.xlsx", read_only=True)) as workbook:
            rows = list(workbook["Plan"].iter_rows(values_only=True))
        assert any(hashlib.sha256(small).hexdigest() in row for row in rows)
    (tmp_path / "made.xlsx").unlink()
    code, told = meanwhile((tmp_path / "made.xlsx").mkdir)
    assert (code, told) == (
        5,
        f"{tmp_path / 'made.xlsx'} is a folder. The result is not lost: it is in {tmp_path / 'made-2.xlsx'}.\n",
    )
    assert {p.name for p in tmp_path.iterdir()} == {"plan.xlsx", "made.xlsx", "made-2.xlsx"}


CRASHING = """
import os, sys
from contextlib import closing
from pathlib import Path
from planner.writing.files.atomic import write_atomically
count, limit = 0, int(sys.argv[2])
def crash_at(real):
    def step(*a, **k):
        global count
        count += 1
        if count == limit:
            os._exit(9)
        return real(*a, **k)
    return step
for owner, name in ((os, n) for n in ("open", "fdopen", "fsync", "chmod", "replace")):
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


@pytest.mark.parametrize("name", [".", "/dev/zero", "missing.xlsx", "folder.xlsx"])
def test_what_is_no_file_cannot_be_read(tmp_path, monkeypatch, capsys, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.xlsx").mkdir()
    assert run(["plan", name]) == 5
    assert name in capsys.readouterr().err


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


@pytest.mark.parametrize("fail_at", range(1, 9))
def test_files_that_belong_together_stay_of_one_run_when_writing_fails(tmp_path, monkeypatch, fail_at):
    """Both are on disk under other names first: whatever fails before the renames leaves both as they were."""
    word, page = tmp_path / "book.docx", tmp_path / "book.pdf"
    for path in (word, page):
        path.write_bytes(b"old")
    files = FailingFiles(monkeypatch, tmp_path, fail_at, errno.ENOSPC)
    with pytest.raises(FileAccessError, match="Make room"):
        write_together({word: b"new", page: b"new"})
    monkeypatch.undo()
    assert files.failed in ("open", "write", "fsync", "chmod")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"book.docx": b"old", "book.pdf": b"old"}


CRASHING_PAIR = CRASHING.replace("write_atomically", "write_together").replace(
    'write_together(Path(sys.argv[1]), b"new" * 100000)',
    'write_together({Path(sys.argv[1]) / n: b"new" for n in ("book.docx", "book.pdf")})',
)


def test_a_kill_never_leaves_an_old_file_beside_a_new_one(tmp_path):
    seen = []
    for limit in range(1, 40):
        folder = tmp_path / str(limit)
        folder.mkdir()
        for name in ("book.docx", "book.pdf"):
            (folder / name).write_bytes(b"old")
        end = subprocess.run([sys.executable, "-c", CRASHING_PAIR, str(folder), str(limit)], check=False).returncode
        seen.append({p.name: p.read_bytes() for p in folder.glob("book.*")})
        if end == 0:
            break
    assert end == 0
    assert seen[-1] == {"book.docx": b"new", "book.pdf": b"new"}
    assert [p.name for p in folder.iterdir() if p.suffix in (".tmp", ".old")] == []
    assert all(len(set(s.values())) == 1 and "book.docx" in s for s in seen), seen
    assert sum(s == {"book.docx": b"new"} for s in seen) == 1


@pytest.mark.parametrize("fail_at", [9, 10, 11])
def test_where_a_name_cannot_be_given_no_old_file_stands_beside_a_new_one(tmp_path, monkeypatch, fail_at):
    word, page = tmp_path / "book.docx", tmp_path / "book.pdf"
    for path in (word, page):
        path.write_bytes(b"old")
    files = FailingFiles(monkeypatch, tmp_path, fail_at, errno.EACCES)
    with pytest.raises(FileAccessError, match="could not be written"):
        write_together({word: b"new", page: b"new"})
    monkeypatch.undo()
    assert files.failed == "replace"
    both_old = {"book.docx": b"old", "book.pdf": b"old"}
    left = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert left == (both_old if fail_at < 11 else {"book.docx": b"new"})


@pytest.mark.parametrize("stop_at", range(1, 13))
def test_ctrl_c_at_any_file_operation_leaves_both_old_files_or_both_new_ones(tmp_path, monkeypatch, stop_at):
    """Also right after an operation was done; no file under another name stays."""
    word, page = tmp_path / "book.docx", tmp_path / "book.pdf"
    for path in (word, page):
        path.write_bytes(b"old")
    count = 0

    def interrupt_after(real):
        def step(*arguments, **options):
            nonlocal count
            done = real(*arguments, **options)
            count += 1
            if count == stop_at:
                signal.raise_signal(signal.SIGINT)
            return done

        return step

    for name in ("open", "fsync", "chmod", "replace", "unlink"):
        monkeypatch.setattr(os, name, interrupt_after(getattr(os, name)))
    with pytest.raises(KeyboardInterrupt):
        write_together({word: b"new", page: b"new"})
    monkeypatch.undo()
    content = b"old" if stop_at < 7 else b"new"  # three operations a file, then names are given
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"book.docx": content, "book.pdf": content}


def test_a_link_to_nowhere_is_an_output_that_exists(tmp_path):
    link = tmp_path / "out.xlsx"
    link.symlink_to(tmp_path / "nowhere.xlsx")
    with pytest.raises(UsageError, match="exists already"):
        check_output(link)
    check_output(link, replace=True)


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


@pytest.mark.parametrize("mark", ["~$plan.xlsx", ".~lock.plan.xlsx#"])
def test_an_input_that_is_open_is_told(tmp_path, small, capsys, mark):
    """What was typed since it was last saved is not in the file."""
    book = tmp_path / "plan.xlsx"
    book.write_bytes(small)
    assert run(["check", str(book)]) == 0
    assert "is open" not in capsys.readouterr().err
    (tmp_path / mark).write_bytes(b"\x05Someone" + bytes(157))
    assert run(["check", str(book)]) == 0
    assert capsys.readouterr().err == "plan.xlsx is open in Excel or LibreOffice: what was last saved is read.\n"
    assert run(["check", str(tmp_path / mark)]) == 3
    assert "the mark of one that is open in Excel or LibreOffice; take plan.xlsx." in capsys.readouterr().err


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

    monkeypatch.setattr("planner.cli.files.reading_input.read_and_check", fail)
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
