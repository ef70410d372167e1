"""Ctrl-C at a step of a command that runs in this process."""

from __future__ import annotations

import importlib
import signal

import pytest


def signal_in(monkeypatch: pytest.MonkeyPatch, step: str, times: int = 1) -> None:
    """Send Ctrl-C so many times as the function begins that `step` names with its module, and go on."""
    module, name = step.rsplit(".", 1)
    function = getattr(importlib.import_module(module), name)

    def begin(*arguments: object, **named: object) -> object:
        for _ in range(times):
            signal.raise_signal(signal.SIGINT)
        return function(*arguments, **named)

    monkeypatch.setattr(step, begin)
