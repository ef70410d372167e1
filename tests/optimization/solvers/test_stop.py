"""The first signal asks a solve to stop; work that cannot be cut short is left at once; afterwards signals do what they did before."""

from __future__ import annotations

import signal
import threading
from dataclasses import replace

import pytest

from planner.domain.choices import SolveStatus
from planner.optimization import annual_plan
from planner.optimization.solvers.stop import leave_when_asked, stop_on_signals
from planner.optimization.territory import make
from tests.plan_input_builder import make_plan_input

_BOTH = [signal.SIGINT, signal.SIGTERM]


@pytest.fixture(autouse=True)
def before():
    """Handlers as the program has them: both raise `KeyboardInterrupt`."""
    handlers = {number: signal.signal(number, signal.default_int_handler) for number in _BOTH}
    yield
    assert [signal.getsignal(number) for number in _BOTH] == [signal.default_int_handler] * 2
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", _BOTH)
def test_a_signal_leaves_the_work_at_once_and_is_told(number):
    told: list[str] = []
    with stop_on_signals(lambda: told.append("stopping")) as should_stop:
        with pytest.raises(KeyboardInterrupt), leave_when_asked(should_stop):
            signal.raise_signal(number)
            told.append("went on")
        assert should_stop()
        with pytest.raises(KeyboardInterrupt):  # the second signal is not taken
            signal.raise_signal(number)
    assert told == ["stopping"]


def test_work_is_not_begun_where_somebody_asked_before():
    with stop_on_signals() as should_stop:
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt), leave_when_asked(should_stop):
            pytest.fail("begun")


def test_without_a_signal_or_outside_the_main_thread_work_goes_through():
    done: list[str] = []
    with stop_on_signals() as should_stop:
        with leave_when_asked(should_stop):
            done.append("asked")
        signal.raise_signal(signal.SIGINT)  # heard again by the one outside
        assert should_stop()
    with leave_when_asked(None):
        done.append("never asked")

    def work() -> None:
        with stop_on_signals() as asked, leave_when_asked(asked):
            done.append("aside")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["asked", "never asked", "aside"]


@pytest.mark.parametrize("fault", [KeyboardInterrupt, ImportError])
def test_territories_that_are_stopped_leave_the_plan_without_them(monkeypatch, fault):
    plan_input = make_plan_input()
    plan = annual_plan.make_annual_plan(plan_input).plan
    asked: list[bool] = []

    def stopped(*_: object) -> None:
        asked.append(True)
        raise fault

    monkeypatch.setattr(make, "make_territory_plan", stopped)
    kept = annual_plan.with_territories(plan_input, plan, lambda: bool(asked))
    report = plan.channel_plan.report
    assert kept.channel_plan.report == replace(report, status=SolveStatus.INTERRUPTED)
    assert (kept.territories, kept.targets) == (None, plan.targets)
    with pytest.raises(fault):  # nobody asked
        annual_plan.with_territories(plan_input, plan, lambda: False)


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no terminals to be closed here")
def test_a_job_in_the_background_of_a_script_can_be_stopped():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with stop_on_signals() as should_stop:
            signal.raise_signal(signal.SIGINT)
            assert should_stop()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(("is_ignored", "stops"), [(False, True), (True, False)], ids=["terminal", "nohup"])
def test_a_closed_terminal_stops_a_solve_that_does_not_run_under_nohup(is_ignored, stops):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN if is_ignored else lambda number, frame: None)
    try:
        with stop_on_signals() as should_stop:
            signal.raise_signal(signal.SIGHUP)
            assert should_stop() is stops
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN or not is_ignored
    finally:
        signal.signal(signal.SIGHUP, before)
