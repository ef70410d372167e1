"""What `planner plan --json` says where nothing was decided."""

from __future__ import annotations

import json

from planner.cli.main import run
from planner.errors import ExitCode, TimeLimitError
from planner.language import Text
from tests.reading_workbooks import sound_workbook


def test_a_solve_that_decided_nothing_in_its_time_says_so_in_json(tmp_path, capsys, monkeypatch):
    def decide_nothing(*_arguments: object) -> None:
        raise TimeLimitError(Text("Not decided in 1 s.", "1 秒内未能判定。"))

    monkeypatch.setattr("planner.api.plan_as_asked", decide_nothing)
    book = tmp_path / "plan.xlsx"
    book.write_bytes(sound_workbook())
    assert run(["plan", str(book), "--json", "--quiet"]) == ExitCode.TIME_LIMIT_WITHOUT_PLAN
    said = capsys.readouterr()
    result = json.loads(said.out)
    assert {f["severity"] for f in result.pop("findings")} <= {"warning"}
    assert result == {"status": "time_limit", "message": "Not decided in 1 s."}
    assert said.err.strip() == "Not decided in 1 s."
    assert [p.name for p in tmp_path.iterdir()] == ["plan.xlsx"]
