"""``planner explain`` as a user calls it, on a small plan: every view, as table and as JSON, in both languages."""

from __future__ import annotations

import json

import pytest

from planner.cli.main import run
from planner.domain.choices import OverrideKind
from planner.domain.override import Override
from planner.language import Language
from planner.writing.inputs.template import build_template
from tests.plan_input_builder import make_plan_input, make_seat, make_settings

pytestmark = pytest.mark.usefixtures("plans_read_once")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explain")
    plan_input = make_plan_input(
        settings=make_settings(cost_of_sales_cap=0.28, change_limit=1),
        overrides=(Override(OverrideKind.SEGMENT_CHANNEL, "Shops", None, "smb_partner", "A director", "a promise"),),
        seats=(make_seat("F1"), make_seat("F2"), make_seat("P1", "Partners", base_pay_cents=20_000_000)),
    )
    book, plan = folder / "plan.xlsx", folder / "made.xlsx"
    book.write_bytes(build_template(plan_input, Language.ENGLISH))
    assert run(["plan", str(book), "-o", str(plan), "--quiet", "--no-territories"]) == 0
    return plan


def _json(capsys, *words):
    capsys.readouterr()
    assert run(["explain", *map(str, words), "--json", "--quiet"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_overview_holds_every_unit_team_rule_and_override(made, capsys):
    seen = _json(capsys, made)
    assert [u["unit"] for u in seen["units"]] == ["North", "Shops", "South"]
    for unit in seen["units"]:
        assert unit["channels"][0]["chosen"]
        for offer in unit["channels"]:
            assert offer["net"] == pytest.approx(offer["value"] - offer["team_time"], abs=0.011)
    assert [[h["heads_more"] for h in t["heads"]] for t in seen["teams"]] == [[-1, 1], [-1, 1]]
    assert {r["rule"] for r in seen["rules"]} >= {"cost_of_sales_cap", "change_limit", "revenue_floor"}
    assert seen["overrides"][0]["who"] == "A director"
    assert seen["overrides"][0]["cost"] >= 0


def test_a_segment_shows_every_channel_planned_again(made, capsys):
    (unit,) = _json(capsys, made, "--segment", "North")["units"]
    assert all(o["regret"] is not None or o["impossible"] for o in unit["channels"])


def test_a_team_shows_its_curve(made, capsys):
    heads = _json(capsys, made, "--team", "Field")["team"]["heads"]
    assert [h["heads_more"] for h in heads] == list(range(-5, 6))
    assert next(h for h in heads if h["heads_more"] == 0)["gain"] == 0


def test_it_says_whose_pay_a_head_less_saves_where_seats_have_their_own(made, capsys):
    for team, count in (("Partners", 1), ("Field", 0)):
        capsys.readouterr()
        assert run(["explain", str(made), "--team", team, "--quiet", "--lang", "zh"]) == 0
        assert capsys.readouterr().out.count("节省其实际薪酬") == count, team


def test_the_steps_of_a_seat_add_up_to_its_target(made, capsys):
    book = _json(capsys, made, "--seat", "F1")
    assert sum(s["amount"] for s in book["steps"]) == pytest.approx(book["target"], abs=0.001)
    assert book["target"] + book["cushion"] == pytest.approx(book["cushioned_target"], abs=0.001)


def test_a_rule_alone_is_planned_again(made, capsys):
    rules = _json(capsys, made, "--rule", "change_limit")["rules"]
    assert [r["rule"] for r in rules] == ["change_limit"]
    assert rules[0]["gain"] is not None


def test_alternatives_lose_at_most_what_is_allowed(made, capsys):
    seen = _json(capsys, made, "--alternatives", "2", "--within", "0.5")
    for plan in seen["alternatives"]:
        assert plan["changed"]
        assert plan["loss"] <= 0.5 * abs(seen["objective"]) + 0.01


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--segment", "North"],
        ["--team", "Field"],
        ["--seat", "F1"],
        ["--rule", "change_limit"],
        ["--alternatives", "1"],
    ],
)
def test_every_view_prints_a_table_in_the_language_asked_for(made, capsys, lang, words):
    capsys.readouterr()
    assert run(["explain", str(made), *words, "--lang", lang, "--quiet"]) == 0
    out = capsys.readouterr().out
    assert out.strip()
    assert any("\u4e00" <= c <= "\u9fff" for c in out) == (lang == "zh")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--segment", "Nort"], "Did you mean 'North'"),
        (["--team", "Nobody"], "There are: Field, Partners"),
        (["--seat", "F9"], "There are: F1, F2, P1"),
        (["--rule", "change_limits"], "Did you mean 'change_limit'"),
        (["--segment", "North", "--team", "Field"], "at a time"),
    ],
)
def test_what_is_not_there_is_refused_with_a_hint(made, capsys, words, told):
    capsys.readouterr()
    assert run(["explain", str(made), *words, "--quiet"]) == 2
    assert told in capsys.readouterr().err


def test_an_edited_plan_is_not_explained(made, tmp_path, capsys):
    import openpyxl

    book = openpyxl.load_workbook(made)
    sheet = book["Channel plan"]
    sheet.cell(5, 2).value = "avoid" if sheet.cell(5, 2).value != "avoid" else "direct"
    edited = tmp_path / "edited.xlsx"
    book.save(edited)
    assert run(["explain", str(edited), "--quiet"]) == 7
    assert "does not hold" in capsys.readouterr().err
