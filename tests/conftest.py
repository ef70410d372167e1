"""What holds for every test: no network, repeatable random cases, LibreOffice only where it is installed."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from planner.cli.main import COLLECT_AFTER
from planner.results.written import read_plan
from planner.results.written.read_plan import ReadPlan
from tests.network_guard import NetworkGuard

os.environ.setdefault("MPLBACKEND", "Agg")

# The same cases on every run and machine; `HYPOTHESIS_PROFILE=long` is the long run of the properties.
# How long it takes to draw a case says how busy the machine is, so that is nothing to fail for.
settings.register_profile("repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", settings.get_profile("repeatable"), derandomize=False, max_examples=100_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

# As the program has it: a test process keeps many modules and plans, which are looked through each time.
gc.set_threshold(*COLLECT_AFTER)

_PLANS: dict[tuple[bytes, str], ReadPlan] = {}
_GUARD = NetworkGuard()
sys.addaudithook(_GUARD)  # below every library, and for good: Python has no way to take it off again


@pytest.fixture(autouse=True)
def network_guard():
    """Fail the test when anything in this process reached for the network, even if the error was swallowed."""
    _GUARD.attempts.clear()
    yield _GUARD
    attempts = tuple(_GUARD.attempts)
    _GUARD.attempts.clear()
    assert not attempts, f"the network was used: {attempts}"


def _find_soffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Take the long tests first, so that no test process waits for another's at the end; skip what needs LibreOffice where there is none."""
    items.sort(key=lambda item: not any(item.get_closest_marker(name) for name in ("slow", "libreoffice")))
    if _find_soffice():
        return
    for item in items:
        if item.get_closest_marker("libreoffice"):
            item.add_marker(pytest.mark.skip(reason="LibreOffice (soffice) is not installed"))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter):
    """Say on the last lines, just above pytest's own, whether the LibreOffice tests ran."""
    result = yield
    reports = {
        outcome: sum("libreoffice" in report.keywords for report in terminalreporter.getreports(outcome))
        for outcome in ("passed", "failed", "skipped")
    }
    if reports["skipped"]:
        line = "soffice is not installed" if not _find_soffice() else "see the reasons above"
        terminalreporter.write_line(
            f"LibreOffice: {reports['skipped']} recalculation and rendering tests SKIPPED, {line} "
            "(Debian: apt-get install libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils)"
        )
    if reports["passed"] or reports["failed"]:
        terminalreporter.write_line(
            f"LibreOffice: {reports['passed'] + reports['failed']} recalculation and rendering tests run"
        )
    return result


@pytest.fixture(scope="session")
def soffice() -> str:
    """Path of the LibreOffice program; tests that use it carry ``@pytest.mark.libreoffice``."""
    path = _find_soffice()
    if path is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    return path


@pytest.fixture
def plans_read_once(monkeypatch):
    """Read and verify the same plan workbook once in a session: what is made of it is the subject, and reading is a pure function of its bytes."""
    from planner.cli.comparison import plan_files  # they bring the solvers, which most tests do not need

    read = read_plan.read_plan_file

    def read_once(content: bytes, name: str) -> ReadPlan:
        if (content, name) not in _PLANS:
            _PLANS[content, name] = read(content, name)
        return _PLANS[content, name]

    for module in (read_plan, plan_files):
        monkeypatch.setattr(module, "read_plan_file", read_once)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Return a plan workbook with people's names on its seats, in a folder of the test's own."""
    from tests.written_plan_builder import write_named_plan  # brings the solvers

    path = tmp_path / "plan.xlsx"
    path.write_bytes(write_named_plan())
    return path
