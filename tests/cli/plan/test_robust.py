"""``planner plan --robust`` as a user calls it; the written promise verified, falsified, simulated again."""

from __future__ import annotations

import contextlib
import io
import json

import openpyxl
import pytest

from planner.cli.diagnose import no_plan
from planner.cli.main import run
from planner.language import Language
from planner.reading.workbook import read_plan_input
from planner.tables.inputs.risk import ROBUST_LABELS
from planner.writing.inputs.template import build_template
from tests.results.forgery import set_cell
from tests.results.rich_case import make_rich_input

pytestmark = pytest.mark.slow
GAP = ["--gap", "0.0005"]


@pytest.fixture(scope="module")
def certain(tmp_path_factory):
    """A workbook, the plan made with certainty, and the revenue: half a percent more than the plain plan reaches in 80 % of the years."""
    folder = tmp_path_factory.mktemp("certain")
    book, plain, made = folder / "plan.xlsx", folder / "plain.xlsx", folder / "made.xlsx"
    book.write_bytes(build_template(make_rich_input(), Language.ENGLISH))
    assert run(["plan", str(book), "-o", str(plain), *GAP, "--quiet", "--no-territories"]) == 0
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert run(["risk", str(plain), "--dry-run", "--json", "--quiet"]) == 0
    revenue = round(json.loads(out.getvalue())["certainties"][0]["revenue"] * 1.005)
    wish = ["--robust", "0.8", "--robust-revenue", str(revenue)]
    assert run(["plan", str(book), "-o", str(made), *wish, *GAP, "--quiet", "--no-territories"]) == 0
    return book, made, revenue


def _lines(path):
    sheet = openpyxl.load_workbook(path, data_only=True)["Plan"]
    places = {sheet.cell(r, 1).value: r for r in range(1, 80)}
    return {key: (places[label.en], sheet.cell(places[label.en], 2).value) for key, label in ROBUST_LABELS.items()}


def test_the_plan_workbook_asks_for_the_same_again(certain, capsys):
    _, made, revenue = certain
    read = read_plan_input(made).readable_input
    assert read is not None
    settings = read.settings
    assert (settings.certainty_share, settings.certain_revenue_cents) == (0.8, revenue * 100)
    assert run(["plan", str(made), "--dry-run", "--json", "--quiet", "--no-territories", *GAP]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["robust"]["share"] == 0.8
    assert "made without" not in err


def test_the_promise_stands_on_the_first_sheet_and_holds(certain, capsys):
    lines = _lines(certain[1])
    assert lines["revenue"][1] == certain[2]
    assert lines["share"][1] == 0.8
    assert lines["probability"][1] >= 0.8 > lines["plain_probability"][1]
    assert abs(lines["price"][1]) < 0.02 * certain[2]
    assert run(["verify", str(certain[1])]) == 0
    capsys.readouterr()
    assert run(["risk", str(certain[1]), "--dry-run", "--json", "--quiet"]) == 0
    risk = json.loads(capsys.readouterr().out)
    # 20 % of the years bring less than the quantile that is reached with 80 % certainty.
    assert risk["certainties"][0]["revenue"] >= certain[2]


@pytest.mark.parametrize(
    ("key", "value"),
    [("probability", 0.93), ("share", 0.95), ("revenue", 5_000_000), ("draws", 10), ("seed", 1), ("draws", None)],
)
def test_a_falsified_promise_is_found(certain, tmp_path, key, value):
    forged = tmp_path / "forged.xlsx"
    row = _lines(certain[1])[key][0]
    content = set_cell(certain[1].read_bytes(), "Plan", f"B{row}", value)
    forged.write_bytes(content if value is not None else set_cell(content, "Plan", f"A{row}", None))
    assert run(["verify", str(forged)]) == 7


def test_a_plan_without_the_wish_promises_nothing(certain, capsys):
    assert run(["plan", str(certain[0]), "--dry-run", "--json", "--quiet", "--no-territories", "--gap", "0.01"]) == 0
    assert json.loads(capsys.readouterr().out)["robust"] is None


def test_a_wish_that_no_plan_meets_exits_4_with_a_way_out(certain, capsys, monkeypatch):
    for seconds in ("_DIAGNOSIS_SECONDS", "_WAYS_SECONDS"):  # 5 s each on an idle machine
        monkeypatch.setattr(no_plan, seconds, 120.0)
    wish = ["--robust", "0.99", "--gap", "0.02", "--dry-run", "--quiet"]
    assert run(["plan", str(certain[0]), *wish]) == 4
    message = capsys.readouterr().err
    assert "No plan was found that reaches" in message
    assert "Ways out" in message


def test_a_revenue_without_a_certainty_is_wrong_usage(certain):
    assert run(["plan", str(certain[0]), "--robust-revenue", "1000", "--dry-run"]) == 2
    assert run(["plan", str(certain[0]), "--robust", "1.5", "--dry-run"]) == 2
