"""``planner territory`` cut off: by signals at every step, by places that are lost while it runs, by memory that runs out."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import time

import openpyxl
import pytest

from planner.cli import main
from planner.language import Language
from planner.optimization.solvers.stop import leave_if_broken_off
from planner.optimization.solvers.time_left import Deadline
from planner.optimization.territory import solve
from planner.writing import plan_workbook
from planner.writing.inputs.template import build_template
from tests.account_book_builder import make_book, make_territory_input
from tests.program import run
from tests.signal_in_a_step import signal_in


def stop_in_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Ctrl-C come once while the parts of a book are made better, each of which goes on until it is broken off."""
    sent: list[bool] = []

    def be_stopped(*_: object) -> None:
        if not sent:
            sent.append(True)
            os.kill(os.getpid(), signal.SIGINT)
        for _wait in range(1_000):
            leave_if_broken_off()
            time.sleep(0.01)

    monkeypatch.setattr(solve, "_finish_part", be_stopped)


@pytest.mark.parametrize("extra", [(), ("--frontier",)])
def test_ctrl_c_keeps_the_territories_so_far(folder, monkeypatch, extra):
    stop_in_a_part(monkeypatch)
    words = ("territory", "plan.xlsx", "-o", "stopped.xlsx", "--force", "--quiet", "--json", *extra)
    done = run(*words, folder=folder)
    assert done.returncode == 130, done.stderr
    answer = json.loads(done.stdout)
    assert answer["status"] == "interrupted"
    assert sum(s["accounts"] for s in answer["seats"]) == 10
    first = openpyxl.load_workbook(folder / "stopped.xlsx").worksheets[0]
    assert next(r[1] for r in first.values if r[0] == "Status") == "interrupted"
    assert run("verify", "stopped.xlsx", folder=folder).returncode == 0


def test_ctrl_c_before_a_manual_move_is_made_leaves_nothing(folder, monkeypatch):
    stop_in_a_part(monkeypatch)
    done = run("territory", "plan.xlsx", "-o", "nothing.xlsx", "--quiet", "--move", "A0=F2", folder=folder)
    assert done.returncode == 130
    assert not (folder / "nothing.xlsx").exists()


@pytest.mark.parametrize(
    "step",
    [
        "planner.cli.territory.files.verify_or_refuse",
        "planner.writing.plan_workbook.build_plan_workbook",
        "planner.cli.territory.report.territory_json",
    ],
)
def test_ctrl_c_once_they_are_made_lets_them_be_written(folder, monkeypatch, step, capfd):
    signal_in(monkeypatch, step)
    words = ("territory", "plan.xlsx", "-o", "late.xlsx", "--force", "--json")
    code = _run_here(folder, *words)
    told = capfd.readouterr()
    assert code == 0, told.err
    assert "The territories are made: writing and showing them is finished." in told.err
    assert json.loads(told.out)["status"] != "interrupted"
    assert run("verify", "late.xlsx", folder=folder).returncode == 0


def test_a_second_ctrl_c_then_leaves_at_once(folder, monkeypatch):
    signal_in(monkeypatch, "planner.writing.plan_workbook.build_plan_workbook", times=2)
    before = sorted(p.name for p in folder.iterdir())
    done = run("territory", "plan.xlsx", "-o", "twice.xlsx", "--export", "twice.csv", "--json", folder=folder)
    assert done.returncode == 130
    assert json.loads(done.stdout)["status"] == "interrupted"
    assert sorted(p.name for p in folder.iterdir()) == before


def test_a_second_ctrl_c_after_one_in_the_frontier_leaves_at_once(folder, monkeypatch):
    signal_in(monkeypatch, "planner.cli.territory.wishes.trace_frontier")
    signal_in(monkeypatch, "planner.writing.plan_workbook.build_plan_workbook")
    done = run("territory", "plan.xlsx", "-o", "left.xlsx", "--frontier", "--json", folder=folder)
    assert done.returncode == 130
    assert json.loads(done.stdout)["status"] == "interrupted"
    assert not (folder / "left.xlsx").exists()


def test_ctrl_c_in_the_frontier_leaves_that_out_alone(folder, monkeypatch):
    signal_in(monkeypatch, "planner.cli.territory.wishes.trace_frontier")
    done = run("territory", "plan.xlsx", "-o", "no-frontier.xlsx", "--frontier", "--json", folder=folder)
    assert done.returncode == 130
    assert "the territories are whole, the frontier is left out" in done.stderr
    answer = json.loads(done.stdout)
    assert answer["status"] != "interrupted"
    assert answer["remarks"] == []
    assert run("verify", "no-frontier.xlsx", folder=folder).returncode == 0


@pytest.fixture
def no_time(monkeypatch):
    """No time is left for territories, whatever the clock says."""
    monkeypatch.setattr(Deadline, "is_over", lambda _: True)
    monkeypatch.setattr(solve, "_FIRST_SECONDS", 0.0)


@pytest.mark.parametrize("extra", [(), ("--frontier",), ("--order", "band,disruption"), ("--move", "A0=F2")])
def test_a_time_limit_keeps_the_territories_so_far(folder, no_time, extra):
    words = ("territory", "plan.xlsx", "-o", "late.xlsx", "--force", "--quiet", "--json", "--time-limit", "30", *extra)
    done = run(*words, folder=folder)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["status"] == "time_limit"
    assert answer["bound"] <= answer["cost"]
    assert answer["gap_amount"] == pytest.approx(answer["cost"] - answer["bound"])
    assert sum(s["accounts"] for s in answer["seats"]) == 10
    if extra == ("--frontier",):
        assert {r["status"] for r in answer["remarks"]} <= {"time_limit", "optimal"}
    first = openpyxl.load_workbook(folder / "late.xlsx").worksheets[0]
    assert next(r[1] for r in first.values if r[0] == "Status") == "time limit reached"
    assert run("verify", "late.xlsx", folder=folder).returncode == 0


def test_a_time_limit_is_told_on_the_screen(folder, no_time):
    done = run("territory", "plan.xlsx", "--dry-run", "--quiet", "--time-limit", "30", folder=folder)
    assert "(time limit reached; " in done.stdout
    frontier = run("territory", "plan.xlsx", "--dry-run", "--quiet", "--time-limit", "30", "--frontier", folder=folder)
    assert "(time limit reached)" in frontier.stdout


def test_a_plans_time_limit_holds_for_its_territories(folder, no_time):
    done = run("plan", "plan.xlsx", "-o", "late-plan.xlsx", "--quiet", "--json", "--time-limit", "30", folder=folder)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["status"] == "optimal"
    assert answer["territories"]["status"] == "time_limit"
    assert run("verify", "late-plan.xlsx", folder=folder).returncode == 0
    done = run("plan", "plan.xlsx", "--dry-run", "--quiet", "--time-limit", "30", folder=folder)
    assert "(time limit reached)" in done.stdout
    free = run("plan", "plan.xlsx", "--dry-run", "--quiet", "--json", folder=folder)
    assert json.loads(free.stdout)["territories"]["status"] in ("optimal", "within_gap")


def test_a_gap_of_cents_is_told_in_money(tmp_path, no_time):
    # 100 % of 10 cents, of which nothing is proven.
    book = make_book(6, potential_cents=(5_000, 3_000, 3_100, 2_900, 1_000, 7), last_year_revenue_cents=0, owner="F1")
    company = make_territory_input(book, {"move_cost_cents": 0})
    (tmp_path / "cents.xlsx").write_bytes(build_template(company, Language.ENGLISH))
    words = ("territory", "cents.xlsx", "--quiet", "--time-limit", "30")
    answer = json.loads(run(*words, "--dry-run", "--json", folder=tmp_path).stdout)
    assert 0 < answer["gap_amount"] < 1
    assert (
        f"Gap:                                        {answer['gap_amount']:,.2f} CNY  ("
        in run(*words, "-o", "made.xlsx", folder=tmp_path).stdout
    )
    rows = {r[0]: r[1] for r in openpyxl.load_workbook(tmp_path / "made.xlsx").worksheets[0].values}
    assert rows["Gap"] == f"{answer['gap_amount']:,.2f} CNY"
    assert run("verify", "made.xlsx", folder=tmp_path).returncode == 0


def _lose_while_made(monkeypatch, act):
    """Do `act` once the territories are made."""
    build = plan_workbook.build_plan_workbook

    def build_after(*arguments, **named):
        act()
        return build(*arguments, **named)

    monkeypatch.setattr(plan_workbook, "build_plan_workbook", build_after)


def test_a_list_whose_folder_goes_is_written_where_it_was_asked_for(folder, tmp_path, monkeypatch):
    lists = tmp_path / "lists"
    lists.mkdir()
    _lose_while_made(monkeypatch, lists.rmdir)
    words = ("territory", "plan.xlsx", "-o", tmp_path / "made.xlsx", "--export", lists / "crm.csv", "--quiet")
    done = run(*words, folder=folder)
    assert (done.returncode, done.stderr) == (0, f"{lists}: the folder was gone and was made anew.\n")
    assert (lists / "crm.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert run("verify", tmp_path / "made.xlsx", folder=folder).returncode == 0


def test_a_list_whose_place_is_lost_is_kept_beside_the_workbook(folder, tmp_path, monkeypatch):
    place = tmp_path / "share" / "lists"
    place.mkdir(parents=True)
    _lose_while_made(monkeypatch, lambda: shutil.rmtree(place.parent))
    words = ("territory", "plan.xlsx", "-o", tmp_path / "made.xlsx", "--export", place / "crm.csv", "--quiet")
    done = run(*words, folder=folder)
    assert done.returncode == 5
    assert "its folder is gone" in done.stderr
    assert f"The result is not lost: it is in {tmp_path / 'crm.csv'}." in done.stderr
    assert len((tmp_path / "crm.csv").read_text("utf-8-sig").splitlines()) == 11
    assert run("verify", tmp_path / "made.xlsx", folder=folder).returncode == 0


def test_a_list_whose_name_another_run_took_gets_another(folder, tmp_path, monkeypatch):
    taken = tmp_path / "crm.csv"
    _lose_while_made(monkeypatch, lambda: taken.write_text("theirs"))
    words = ("territory", "plan.xlsx", "-o", tmp_path / "made.xlsx", "--export", taken, "--quiet")
    done = run(*words, folder=folder)
    assert done.returncode == 2
    assert f"{taken} was written by somebody else meanwhile." in done.stderr
    assert taken.read_text() == "theirs"
    assert (tmp_path / "crm-2.csv").exists()
    assert run("verify", tmp_path / "made.xlsx", folder=folder).returncode == 0


def _run_here(folder, *words):
    """Call the program with the streams as they are: what is told in a signal handler goes past Python's."""
    with contextlib.chdir(folder):
        return main.run(list(words))


def test_without_memory_it_says_so_and_writes_nothing(folder, monkeypatch):
    def fail(*_):
        raise MemoryError

    monkeypatch.setattr("planner.optimization.territory.solve.find_prices", fail)
    done = run("territory", "plan.xlsx", "-o", "unwritten.xlsx", "--quiet", folder=folder)
    assert done.returncode == 5
    assert done.stderr.startswith("Out of memory.")
    assert not (folder / "unwritten.xlsx").exists()
