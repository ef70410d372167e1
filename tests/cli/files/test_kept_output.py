"""A plan whose place is lost while it is made: the folder is made anew, or the plan is kept where its user looks for it."""

from __future__ import annotations

import json
import shutil

import pytest

from planner import api
from planner.cli.main import run
from planner.language import Language
from planner.writing.inputs.template import build_template
from tests.cli.whole_workbook import is_whole
from tests.plan_input_builder import make_plan_input


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Folders of the workbook, of the shell, of the user and for the output, each empty but for the workbook."""
    made = {name: tmp_path / name for name in ("books", "shell", "home", "share")}
    for folder in (*made.values(), made["share"] / "out"):
        folder.mkdir()
    (made["books"] / "plan.xlsx").write_bytes(build_template(make_plan_input(), Language.ENGLISH))
    monkeypatch.chdir(made["shell"])
    monkeypatch.setenv("HOME", str(made["home"]))
    return made


def _lose(monkeypatch, *folders):
    """Have `folders` removed while the plan is made."""
    planned = api.plan_as_asked

    def plan(*arguments):
        made = planned(*arguments)
        for folder in folders:
            shutil.rmtree(folder)
        return made

    monkeypatch.setattr(api, "plan_as_asked", plan)


def test_a_folder_that_goes_while_a_plan_is_made_is_made_anew(places, monkeypatch, capsys):
    out = places["share"] / "out"
    _lose(monkeypatch, out)
    words = ["plan", str(places["books"] / "plan.xlsx"), "-o", str(out / "made.xlsx"), "--quiet", "--no-territories"]
    assert run(words) == 0
    assert capsys.readouterr().err == f"{out}: the folder was gone and was made anew.\n"
    assert is_whole(out / "made.xlsx")


@pytest.mark.parametrize(
    ("gone", "kept_in"), [(["share"], "books"), (["share", "books"], "shell"), (["share", "books", "shell"], "home")]
)
def test_a_plan_whose_folder_is_lost_is_kept_where_its_user_looks(places, monkeypatch, capsys, gone, kept_in):
    _lose(monkeypatch, *(places[name] for name in gone))
    out = places["share"] / "out"
    words = ["plan", str(places["books"] / "plan.xlsx"), "-o", str(out / "made.xlsx"), "--quiet", "--no-territories"]
    assert run([*words, "--json", "--lang", "zh"]) == 5
    told = capsys.readouterr()
    kept = places[kept_in] / "made.xlsx"
    assert told.err == f"{out}：文件夹不存在。结果未丢失，已保存到 {kept}。\n"
    assert json.loads(told.out)["output"] == str(kept)
    assert is_whole(kept)
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_plan_that_no_place_takes_is_told_as_such(places, monkeypatch, capsys):
    _lose(monkeypatch, *places.values())
    out = places["share"] / "out"
    words = ["plan", str(places["books"] / "plan.xlsx"), "-o", str(out / "made.xlsx"), "--quiet", "--no-territories"]
    assert run(words) == 5
    assert capsys.readouterr().err == f"{out}: there is no such folder.\n"
