"""The runner on a real Dask cluster, and without the extra."""

from __future__ import annotations

import builtins
import json
import subprocess
import sys
from pathlib import Path

import pytest

from planner.errors import UsageError
from planner.scenarios.cluster import connect_cluster

_REPOSITORY = Path(__file__).resolve().parents[2]


def test_a_cluster_finishes_everything_although_a_worker_is_killed():
    pytest.importorskip("distributed")
    done = subprocess.run(
        [sys.executable, "-m", "tests.cluster_run"],
        cwd=_REPOSITORY,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    report = json.loads(done.stdout.splitlines()[-1])
    assert report["workers"] == 2
    assert report["killed"], "the worker was still there: nothing was tested"
    assert report["outcomes"] == ["planned"] * 12
    assert all(report["same"]), "a cluster gives what one process gives"


def test_without_the_extra_the_message_says_what_to_install(monkeypatch):
    real = builtins.__import__

    def refuse(name, *arguments, **named):
        if name.split(".")[0] == "distributed":
            raise ImportError(name)
        return real(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", refuse)
    monkeypatch.delitem(sys.modules, "distributed", raising=False)
    with pytest.raises(UsageError, match=r"planner\[cluster\]"):
        connect_cluster("tcp://127.0.0.1:1")
