"""Calls as scripts and terminals make them: numbers that are none, a reader that leaves, a kill while libraries are being loaded."""

from __future__ import annotations

import errno
import io
import resource
import signal
import subprocess
import sys
import threading

import click
import numpy
import pytest

from planner.cli import main
from planner.cli.screen import signalled
from planner.cli.screen.findings_table import reject
from planner.errors import InputRejectedError
from planner.language import Language
from planner.optimization import blas_memory


class _Left(io.StringIO):
    """Standard output whose reader has left."""

    def write(self, text: str) -> int:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")


@pytest.mark.parametrize(
    "words",
    [
        ["plan", "absent.xlsx", "--gap", "nan"],
        ["plan", "absent.xlsx", "--robust", "nan"],
        ["plan", "absent.xlsx", "--time-limit", "nan"],
        ["explain", "absent.xlsx", "--seconds", "nan"],
        ["tornado", "absent.xlsx", "--by", "nan"],
        ["scenarios", "run", "absent.xlsx", "--robust", "nan"],
    ],
)
def test_no_number_is_wrong_usage(words: list[str], capsys):
    assert main.run(words) == 2
    assert "'nan' is not a number." in capsys.readouterr().err


def test_a_reader_that_leaves_is_no_fault(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", _Left())
    monkeypatch.setattr(main, "forget_stdout", lambda: None)
    assert main.run(["--help"]) == 0
    assert capsys.readouterr().err == ""


def test_an_interruption_that_a_library_turns_into_an_error_is_one(monkeypatch, capsys):
    @click.command()
    def load() -> None:
        try:
            main._interrupt(signal.SIGTERM, None)
        except KeyboardInterrupt as error:
            raise ImportError("cannot load module") from error

    monkeypatch.setattr(main, "cli", load)
    monkeypatch.setattr(signalled, "_came", threading.Event())
    assert main.run([]) == 130
    assert capsys.readouterr().err == "Interrupted. / 已中断。\n"


def test_a_rejection_is_told_in_one_language_at_a_time():
    with pytest.raises(InputRejectedError) as caught:
        reject((), Language.CHINESE)
    assert caught.value.text.en == "The workbook is rejected: 0 errors, 0 warnings, 0 notes."
    assert caught.value.text.zh == "工作簿未通过检查：0 个错误，0 个警告，0 条提示。"


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        OSError("Could not find/load shared object file 'libllvmlite.so'"),
        ImportError("x.so: failed to map segment from shared object"),
        RuntimeError("can't start new thread"),
    ],
)
def test_lack_of_memory_is_no_fault_of_the_program(monkeypatch, capsys, error):
    @click.command()
    def load() -> None:
        try:
            raise error
        except Exception as cause:
            raise type(cause)("a library's own words") from cause

    monkeypatch.setattr(main, "cli", load)
    assert main.run([]) == 5
    assert capsys.readouterr().err.startswith("Out of memory. Files named as written are whole.")


def test_a_limit_of_memory_that_no_command_could_keep_is_told_first(monkeypatch, capsys):
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (100 << 20, 100 << 20))
    assert main.run(["--help"]) == 5
    assert (
        "The memory limit of this shell is 100 MB (ulimit -v); planner needs at least 256 MB" in capsys.readouterr().err
    )


def test_territories_do_not_load_scipy_where_there_is_no_room_for_it(monkeypatch):
    """Its linear algebra asks for memory without end while it is loaded, deaf to signals."""
    asked = []
    monkeypatch.delitem(sys.modules, "scipy.linalg", raising=False)
    monkeypatch.setattr(numpy, "empty", lambda size, dtype: asked.append(size))
    blas_memory.ask_for_memory()
    monkeypatch.setitem(sys.modules, "scipy.linalg", None)
    blas_memory.ask_for_memory()
    assert asked == [192 * 2**20, 64 * 2**20]


def test_nobody_loads_scipys_linear_algebra_where_there_is_no_room_for_it():
    """The compiler does so with the first function that it makes: under ``ulimit -v`` a plan hung for ever, and SIGTERM did not end it."""
    program = """
import numpy
import planner.optimization.compiled

def lack(size, dtype):
    raise MemoryError

numpy.empty = lack
try:
    import scipy.linalg
except MemoryError:
    print("told")
"""
    end = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    assert end.stdout == "told\n"
