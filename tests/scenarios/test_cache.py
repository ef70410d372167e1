"""The cache of solved cases: what it keeps, when it must not answer, and that damage and company do no harm."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from planner.domain.choices import SolveStatus
from planner.domain.scenario import CaseOutcome, Operation, ScenarioLine
from planner.language import Text
from planner.scenarios import cache as cache_module
from planner.scenarios.cache import ResultCache, case_key
from planner.scenarios.case_json import case_from_json, case_to_json
from planner.scenarios.solve import SolveLimits, solve_task
from tests.plan_input_builder import make_plan_input, make_settings
from tests.scenario_builder import make_change, make_scenario, make_tasks

_LIMITS = SolveLimits()
_FEWER = make_scenario("fewer", make_change("Seats", "F1", "Presence", Operation.MULTIPLY, "0.5"))
_TOO_MUCH = make_scenario("too much", make_change("Settings", "", "Company target", Operation.MULTIPLY, "100"))


@pytest.fixture(scope="module")
def solved():
    tasks = make_tasks(make_plan_input(), _FEWER, _TOO_MUCH)
    return tuple((task, solve_task(task, _LIMITS)) for task in tasks)


def test_a_kept_case_comes_back_as_it_was(tmp_path, solved):
    cache = ResultCache(tmp_path / "kept")
    for task, case in solved:
        assert cache.find(task, _LIMITS) is None
        cache.keep(task, _LIMITS, case)
        assert cache.find(task, _LIMITS) == replace(case, is_cached=True)


def test_only_what_would_come_out_again_is_kept(tmp_path, solved):
    task, case = solved[0]
    cache = ResultCache(tmp_path)
    cut_off = replace(case.figures, status=SolveStatus.TIME_LIMIT.value)
    for other in (
        replace(case, figures=cut_off),
        replace(case, outcome=CaseOutcome.FAILED, figures=None),
        replace(case, outcome=CaseOutcome.NOT_DECIDED, figures=None),
        replace(case, outcome=CaseOutcome.NOT_RUN, figures=None),
    ):
        cache.keep(task, _LIMITS, other)
    assert not list(tmp_path.iterdir())


def test_another_input_scenario_limit_or_version_is_another_case(monkeypatch, solved):
    task = solved[0][0]
    key = case_key(task, _LIMITS)
    more = make_scenario("fewer", make_change("Seats", "F1", "Presence", Operation.MULTIPLY, "0.6"))
    (another_scenario,) = make_tasks(make_plan_input(), more)
    (another_input,) = make_tasks(make_plan_input(settings=make_settings(win_rate=0.3)), _FEWER)
    assert case_key(replace(task, cost_price=0.5), _LIMITS) != key
    (the_same,) = make_tasks(make_plan_input(), replace(_FEWER, name="renamed", title=Text.same("Renamed")))
    keys = {case_key(another_scenario, _LIMITS), case_key(another_input, _LIMITS), case_key(task, SolveLimits(0.01))}
    assert len(keys | {key}) == 4
    assert case_key(the_same, _LIMITS) == key, "a new name is no new case"
    monkeypatch.setattr(cache_module, "_versions", lambda: ("another",))
    assert case_key(task, _LIMITS) not in keys | {key}


def test_the_scenarios_of_the_sheet_do_not_change_the_input_of_a_case():
    line = ScenarioLine("x", None, None, "Teams", "*", "Heads", Operation.SET, "1", False)
    with_line = make_plan_input(scenarios=(line,))
    assert case_key(make_tasks(make_plan_input(), _FEWER)[0], _LIMITS) == case_key(
        make_tasks(with_line, _FEWER)[0], _LIMITS
    )


def test_a_plan_serves_every_run_but_a_case_without_reasons_only_those_that_want_none(tmp_path, solved):
    (planned_task, planned), (task, explained) = solved
    bare_limits, cache = SolveLimits(is_explained=False), ResultCache(tmp_path)
    cache.keep(planned_task, _LIMITS, planned)
    assert cache.find(planned_task, bare_limits) == replace(planned, is_cached=True)
    cache.keep(task, bare_limits, replace(explained, conflicts=()))
    assert cache.find(task, bare_limits) is not None
    assert cache.find(task, _LIMITS) is None
    cache.keep(task, _LIMITS, explained)
    assert cache.find(task, bare_limits) == cache.find(task, _LIMITS) == replace(explained, is_cached=True)


@pytest.mark.parametrize("harm", ["truncate", "flip", "empty", "other", "folder"])
def test_damage_counts_as_absent_and_is_mended(tmp_path, solved, harm):
    task, case = solved[0]
    cache = ResultCache(tmp_path)
    cache.keep(task, _LIMITS, case)
    (file,) = tmp_path.iterdir()
    raw = file.read_bytes()
    if harm == "folder":
        file.unlink()
        file.mkdir()
    else:
        flipped = bytearray(raw)
        flipped[len(raw) // 2] ^= 1
        file.write_bytes({"truncate": raw[:-9], "flip": bytes(flipped), "empty": b"", "other": b"x\n{}"}[harm])
    assert cache.find(task, _LIMITS) is None
    cache.keep(task, _LIMITS, case)
    assert cache.find(task, _LIMITS) == (None if harm == "folder" else replace(case, is_cached=True))
    assert not [f for f in tmp_path.iterdir() if f.suffix == ".tmp"], "nothing half-written stays"


def test_a_file_that_holds_but_says_nothing_is_absent(tmp_path, solved):
    case = solved[0][1]
    content = case_to_json(case)
    for key in ("outcome", "figures", "conflicts"):
        broken = {k: v for k, v in content.items() if k != key}
        with pytest.raises(KeyError):
            case_from_json(json.loads(json.dumps(broken)), case)


def test_many_writers_of_one_folder_do_not_disturb_each_other(tmp_path, solved):
    task, case = solved[0]
    cache = ResultCache(tmp_path)

    def keep_and_find(_: int) -> object:
        cache.keep(task, _LIMITS, case)
        return cache.find(task, _LIMITS)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(keep_and_find, range(200)))
    assert found == [replace(case, is_cached=True)] * 200
    assert cache.find(task, _LIMITS) == replace(case, is_cached=True)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_cannot_be_made_costs_nothing(tmp_path, solved):
    task, case = solved[0]
    cache = ResultCache(tmp_path / "missing" / "kept")
    cache.keep(task, _LIMITS, case)
    cache.prune()
    assert cache.find(task, _LIMITS) is None


def test_the_oldest_are_pruned(tmp_path):
    for age in range(5):
        file = tmp_path / f"{age}.json"
        file.write_text("x", encoding="utf-8")
        os.utime(file, (1_000_000 - age, 1_000_000 - age))
    ResultCache(tmp_path).prune(most=2)
    assert sorted(f.name for f in tmp_path.iterdir()) == ["0.json", "1.json"]
