"""Cases on their way to a worker: what arrives is what was sent, and shared tables travel and are unpacked once."""

from __future__ import annotations

import pickle

from planner.domain.scenario import Operation
from planner.scenarios import parcel
from planner.scenarios.parcel import Packer, solve_parcel, unpack
from planner.scenarios.solve import SolveLimits, solve_task
from tests.plan_input_builder import make_plan_input
from tests.scenario_builder import make_change, make_scenario, make_tasks


def _tasks():
    return make_tasks(
        make_plan_input(),
        make_scenario("as it is"),
        make_scenario("one head less", make_change("Teams", "Field", "Heads", Operation.ADD, "-1")),
        make_scenario("wrong", make_change("Teams", "Nobody", "Heads", Operation.SET, "1")),
    )


def _sent(tasks):
    packer = Packer()
    return [pickle.loads(pickle.dumps(packer.pack(t))) for t in tasks]  # noqa: S301


def test_what_arrives_is_what_was_sent():
    tasks = _tasks()
    assert [unpack(p) for p in _sent(tasks)] == list(tasks)
    assert tasks[2].plan_input is None


def test_a_table_that_scenarios_share_is_packed_and_unpacked_once(monkeypatch):
    monkeypatch.setattr(parcel, "_unpacked", type(parcel._unpacked)())
    calls: list[int] = []
    loads = pickle.loads

    def counted(content):
        calls.append(len(content))
        return loads(content)

    first, second, _ = tasks = _tasks()
    packer = Packer()
    one, two, _ = (packer.pack(t) for t in tasks)
    assert one.tables is not None
    assert two.tables is not None
    assert [a.field for a, b in zip(one.tables, two.tables, strict=True) if a is not b] == ["teams"]
    monkeypatch.setattr(pickle, "loads", counted)
    unpacked = [unpack(one), unpack(two), unpack(one)]
    assert [t.plan_input for t in unpacked] == [first.plan_input, second.plan_input, first.plan_input]
    # Each distinct table once; empty ones are the same table.
    assert len(calls) == len({t.digest for t in (*one.tables, *two.tables)})


def test_few_tables_are_kept(monkeypatch):
    monkeypatch.setattr(parcel, "_MOST_UNPACKED", 3)
    monkeypatch.setattr(parcel, "_unpacked", type(parcel._unpacked)())
    tasks = _tasks()
    assert [unpack(p) for p in _sent(tasks)] == list(tasks)
    assert len(parcel._unpacked) == 3


def test_a_parcel_is_solved_as_its_task_is():
    task, limits = _tasks()[1], SolveLimits()
    (packed,) = _sent([task])
    assert solve_parcel(solve_task, packed, limits).figures == solve_task(task, limits).figures
