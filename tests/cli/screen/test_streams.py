"""Standard output is this program's alone: what a library in C writes to number 1 goes to standard error."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

NOISY = """
import ctypes, json, os, threading
from planner.cli.screen.streams import prepare_streams

prepare_streams()
print('{"answer": [')
noise = threading.Thread(target=ctypes.CDLL(None).puts, args=(b"HiGHS: out of memory",))
noise.start()
noise.join()
os.write(1, b"a line past Python\\n")
print("1, 2]}")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="another C library")
def test_what_a_library_writes_by_itself_does_not_stand_in_an_answer():
    run = subprocess.run([sys.executable, "-c", NOISY], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == {"answer": [1, 2]}
    assert set(run.stderr.splitlines()) == {"HiGHS: out of memory", "a line past Python"}


@pytest.mark.skipif(sys.platform == "win32", reason="another shell")
def test_with_closed_messages_the_answer_is_whole_all_the_same():
    command = ["sh", "-c", '"$0" -c "$1" 2>&-', sys.executable, NOISY]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    assert json.loads(run.stdout) == {"answer": [1, 2]}
