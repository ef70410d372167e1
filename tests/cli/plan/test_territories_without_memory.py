"""Memory that runs out while accounts are given to seats does not cost the plan that is solved."""

from __future__ import annotations

import json

import pytest

from planner.cli.main import run
from planner.language import Language
from planner.writing.inputs.template import build_template
from tests.account_book_builder import make_book, make_territory_input

FAULTS = [MemoryError(), RuntimeError("can't start new thread"), OSError(12, "Cannot allocate memory")]


@pytest.mark.parametrize("fault", FAULTS, ids=["memory", "thread", "system"])
def test_the_plan_is_written_without_territories_and_says_so(tmp_path, monkeypatch, capsys, fault):
    def fail(*_):
        raise fault

    monkeypatch.setattr("planner.optimization.territory.solve.find_prices", fail)
    book, made = tmp_path / "plan.xlsx", tmp_path / "made.xlsx"
    book.write_bytes(build_template(make_territory_input(make_book(10, owner="F1")), Language.ENGLISH))
    assert run(["plan", str(book), "-o", str(made), "--json", "--quiet"]) == 5
    told = capsys.readouterr()
    assert told.err == "Out of memory while accounts were given to seats: the plan has no territories.\n"
    answer = json.loads(told.out)
    assert (answer["status"], answer["territories"], answer["output"]) == ("optimal", None, str(made))
    (found,) = [f for f in answer["findings"] if f["code"] == "accounts_left_out"]
    assert "memory ran out while the 10 accounts were given to seats" in str(found)
    assert "then run planner territory" in str(found)
    assert run(["verify", str(made)]) == 0


def test_another_fault_there_is_not_taken_for_it(tmp_path, monkeypatch, capsys):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("planner.optimization.territory.solve.find_prices", fail)
    book = tmp_path / "plan.xlsx"
    book.write_bytes(build_template(make_territory_input(make_book(10, owner="F1")), Language.ENGLISH))
    assert run(["plan", str(book), "--quiet"]) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["plan.xlsx"]
