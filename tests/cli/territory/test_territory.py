"""``planner territory`` through the real program."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import openpyxl
import pytest

from planner.domain.choices import OverrideKind, Strictness
from planner.domain.override import Override
from planner.language import Language
from planner.results.written.sheets.read_book import read_book
from planner.writing.inputs.template import build_template
from tests.account_book_builder import make_book, make_territory_input
from tests.program import run
from tests.results.forgery import set_cell


@pytest.mark.parametrize(
    ("lang", "sheets"), [("en", ["Territories", "Moves", "Balance"]), ("zh", ["客户分配", "调整清单", "均衡"])]
)
def test_a_workbook_with_all_sheets(folder, lang, sheets):
    done = run("territory", "plan.xlsx", "-o", f"{lang}.xlsx", "--lang", lang, "--export", f"{lang}.csv", folder=folder)
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(folder / f"{lang}.xlsx")
    assert book.sheetnames[1:4] == sheets
    verified = run("verify", f"{lang}.xlsx", "--json", folder=folder)
    assert verified.returncode == 0, verified.stdout
    assert json.loads(verified.stdout)["seats"] == 3
    rows = list(book[sheets[0]].iter_rows(min_row=5, values_only=True))
    assert len(rows) == 10
    assert {r[5] for r in rows} == {"F1", "F2"}
    assert book[sheets[0]].cell(5, 2).data_type == "s"
    assert len(list(book[sheets[1]].iter_rows(min_row=5, values_only=True))) == 5
    with (folder / f"{lang}.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert len(lines) == 11
    assert lines[1][1] == "'=cmd"


def test_json_and_dry_run_write_nothing(folder):
    before = sorted(p.name for p in folder.iterdir())
    done = run("territory", "plan.xlsx", "--dry-run", "--json", "--quiet", folder=folder)
    answer = json.loads(done.stdout)
    assert (answer["moves"], answer["cost"]) == (5, 10_000.0)
    assert answer["status"] in ("optimal", "within_gap")
    assert answer["bound"] <= answer["cost"]
    assert sorted(p.name for p in folder.iterdir()) == before


def test_accounts_from_a_file(folder):
    (folder / "accounts.csv").write_text("Account,Segment,Potential\nX,North,100\nY,North,100\n", encoding="utf-8")
    words = ("territory", "none.xlsx", "--accounts", "accounts.csv", "--dry-run", "--json", "--quiet")
    answer = json.loads(run(*words, folder=folder).stdout)
    assert (answer["accounts"], answer["moves"]) == (2, 0)


def test_strict_hours_that_cannot_be_kept_are_named_and_the_plan_still_verifies(folder):
    # 6 × 500 h on 2 × 1,200 h, strict by the workbook's setting.
    book = make_book(6, workload_hours=500.0)
    settings = {"territory_strictness": Strictness.HOURS}
    (folder / "strict.xlsx").write_bytes(build_template(make_territory_input(book, settings), Language.CHINESE))
    (folder / "loose.xlsx").write_bytes(build_template(make_territory_input(book), Language.ENGLISH))
    answers = []
    for words in (("strict.xlsx", "--lang", "en"), ("loose.xlsx", "--strict"), ("loose.xlsx",)):
        answers.append(json.loads(run("territory", *words, "--dry-run", "--json", "--quiet", folder=folder).stdout))
    # What is told of a sheet names it as its workbook does.
    told = [[f for f in a["findings"] if f["code"] != "accounts_per_fte_far"] for a in answers[:2]]
    assert told[0] == told[1]
    assert [round(a["unavoidable_hours"], 2) for a in answers] == [600, 600, 0]
    assert "300.0 hours beyond its capacity" in answers[0]["findings"][-3]["message"]
    assert not any(f["code"] == "territory_strict" for f in answers[2]["findings"])
    done = run("plan", "strict.xlsx", "-o", "strict-plan.xlsx", "--quiet", folder=folder)
    assert "超出产能 600 小时（F1, F2）" in done.stdout
    assert run("verify", "strict-plan.xlsx", folder=folder).returncode == 0


def test_strict_by_an_option_where_the_workbook_says_nothing_verifies(folder):
    content = build_template(make_territory_input(make_book(6)), Language.ENGLISH)
    sheet = next(s for s in read_book(content, "plan.xlsx").sheets if s.name == "Settings")
    row = next(i for i in range(len(sheet.rows)) if sheet.cell(i, 0).value == "Territories: strict")
    (folder / "silent.xlsx").write_bytes(set_cell(content, "Settings", f"B{row + 1}", None))
    done = run("territory", "silent.xlsx", "--strict", "-o", "asked.xlsx", "--quiet", folder=folder)
    assert done.returncode == 0, done.stderr
    verified = run("verify", "asked.xlsx", folder=folder)
    assert verified.returncode == 0, verified.stdout


def test_a_workbook_without_accounts_is_refused(folder):
    done = run("territory", "none.xlsx", "--dry-run", "--quiet", folder=folder)
    assert done.returncode == 3
    assert "There are no accounts" in done.stderr


def test_an_output_that_exists_is_kept(folder):
    (folder / "kept.xlsx").write_bytes(b"mine")
    assert run("territory", "plan.xlsx", "-o", "kept.xlsx", folder=folder).returncode == 2
    assert (folder / "kept.xlsx").read_bytes() == b"mine"


def test_a_manual_move_is_priced_and_the_rest_kept_but_for_the_moves_allowed(folder):
    words = ("territory", "plan.xlsx", "--dry-run", "--json", "--quiet")
    base = json.loads(run(*words, folder=folder).stdout)
    answers = []
    for most in (0, 2):
        done = run(*words, "--move", "A0=F1", "--move", "A1=F1", "--move", "A2=F1", "--max-moves", most, folder=folder)
        assert done.returncode == 0, done.stderr
        answers.append(json.loads(done.stdout))
    prices = [a["remarks"][0]["price_of_moves"] for a in answers]
    assert [len(a["remarks"][0]["further_changes"]) <= m for a, m in zip(answers, (0, 2), strict=True)] == [True, True]
    assert prices[0] >= prices[1] >= -1e-6
    # What changes besides says from which seat to which.
    assert all(
        c["role"] == "lead" and {c["from"], c["seat"]} == {"F1", "F2"}
        for c in answers[1]["remarks"][0]["further_changes"]
    )
    shown = run(
        *words[:3], "--quiet", "--move", "A0=F1", "--move", "A1=F1", "--move", "A2=F1", "--lang", "en", folder=folder
    ).stdout
    assert "F1 → F2" in shown
    # Eight of ten accounts instead of five at F1. Two handovers of 2,000.00 instead of five; each seat is 300,000.00 off its fair share of
    # 500,000.00, at 1 %, and 275,000.00 beyond the band, at 15 %: 4,000 + 6,000 + 82,500 less the 10,000 of the plan without moves by hand.
    assert (base["cost"], prices[0]) == (10_000.0, pytest.approx(82_500.0))
    # A lock changes nobody's fair share, so that the price is the difference of the two costs.
    assert answers[0]["cost"] == pytest.approx(92_500.0)


def test_wrong_manual_moves_are_refused(folder):
    for word, said in (("A0", "ACCOUNT=SEAT"), ("Z=F1", "no account"), ("A0=Z", "no seat")):
        done = run("territory", "plan.xlsx", "--dry-run", "--quiet", "--move", word, folder=folder)
        assert done.returncode == 2
        assert said in done.stderr


def test_the_frontier_goes_from_no_moves_to_all(folder):
    answer = json.loads(
        run("territory", "plan.xlsx", "--dry-run", "--json", "--quiet", "--frontier", folder=folder).stdout
    )
    points = answer["remarks"]
    assert points[0]["moves"] == 0
    assert points[-1]["moves"] == answer["moves"] == 5
    costs = [p["cost"] for p in points]
    assert costs == sorted(costs, reverse=True)
    assert points[0]["worst_deviation"] == pytest.approx(1.0)
    assert points[-1]["worst_deviation"] == pytest.approx(0.0)


def test_why_prices_the_other_seats_term_by_term(folder):
    answer = json.loads(
        run("territory", "plan.xlsx", "--dry-run", "--json", "--quiet", "--quick", "--why", "A0", folder=folder).stdout
    )
    seats = answer["remarks"][0]["seats"]
    assert {s["seat"] for s in seats} == {"F1", "F2"}
    assert seats[0]["more"] == 0
    # The second seat's price is that of the workbook: 24,500 of imbalance, ± 2,000 of handover.
    assert seats[1]["more"] == pytest.approx(sum(seats[1]["terms"].values()))
    assert abs(seats[1]["terms"]["handover"]) == 2_000
    assert seats[1]["terms"]["imbalance"] + seats[1]["terms"]["potential_balance"] == pytest.approx(24_500)
    assert run("territory", "plan.xlsx", "--dry-run", "--quiet", "--why", "Z", folder=folder).returncode == 2


def test_explain_account_from_the_plan_workbook(folder):
    done = run("plan", "plan.xlsx", "-o", "planned.xlsx", "--quiet", "--force", folder=folder)
    assert done.returncode == 0, done.stderr
    words = ("explain", "planned.xlsx", "--account", "A0", "--max-moves", "3", "--quiet")
    answer = json.loads(run(*words, "--json", folder=folder).stdout)
    (owner,) = answer["owners"]
    assert (owner["role"], owner["team"], owner["owner"]) == ("lead", "Field", "F1")
    first, second = answer["seats"]
    assert (first["seat"], first["more"]) == (owner["seat"], 0)
    # With room to exchange accounts, forcing costs no more than it does with all else unchanged.
    assert answer["forced"]["seat"] == second["seat"]
    assert answer["forced"]["more"] <= second["more"] + 0.01
    assert len(answer["forced"]["further_changes"]) <= 3
    shown = run(*words, "--lang", "zh", folder=folder).stdout
    assert "原负责人 F1" in shown
    assert "方案每年增加的成本（元）：" in shown
    # Seats are told with the people in them; the account's own seat has no price.
    own, other = answer["seats"][0]["seat"], answer["seats"][1]["seat"]
    rep = {str(s.seat): s.rep for s in make_territory_input(make_book(1)).seats}
    assert f"\n  {other}（{rep[other]}）：" in shown
    assert f"\n  {own}（" not in shown
    assert "若强制归" in shown
    assert run("explain", "planned.xlsx", "--account", "Z", "--quiet", folder=folder).returncode == 2


def test_explain_account_names_seats_as_the_plan_does_and_needs_no_room_for_further_changes(folder):
    # F1 has the name of its rep, F2 is to be hired in April; moves are limited by number and by revenue.
    limits = {"move_limit_accounts": 3, "move_limit_revenue_cents": 3_000_000}
    book = make_book(10, owner="F1")
    limited = make_territory_input(book, limits, F1={"rep": "F1"}, F2={"rep": None, "start_month": 4})
    (folder / "limited.xlsx").write_bytes(build_template(limited, Language.ENGLISH))
    done = run("plan", "limited.xlsx", "-o", "limited-plan.xlsx", "--quiet", folder=folder)
    assert done.returncode == 0, done.stderr
    rows = openpyxl.load_workbook(folder / "limited-plan.xlsx")["Territories"].values
    account = next(r[0] for r in rows if r[5] == "F1" and r[0] != "Account")
    done = run("explain", "limited-plan.xlsx", "--account", account, "--quiet", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "F2 (to be hired): " in done.stdout
    assert "(F1)" not in done.stdout
    assert "What else would change is not planned again" in done.stdout


def test_a_decision_on_an_account_is_written_verified_and_priced(folder):
    plan_input = make_territory_input(make_book(10, owner="F1"))
    decision = Override(OverrideKind.ACCOUNT_SEAT, "A0", None, "P1", "Li Na", "old friend")
    decided = replace(plan_input, overrides=(*plan_input.overrides, decision))
    (folder / "decided.xlsx").write_bytes(build_template(decided, Language.CHINESE))
    done = run("plan", "decided.xlsx", "-o", "decided-plan.xlsx", "--quiet", folder=folder)
    assert done.returncode == 0, done.stderr
    assert run("verify", "decided-plan.xlsx", folder=folder).returncode == 0
    (row,) = [r for r in openpyxl.load_workbook(folder / "decided-plan.xlsx")["客户分配"].values if r[0] == "A0"]
    assert (row[5], row[8], row[15]) == ("P1", "人工指定", "Li Na: old friend")
    shown = run("explain", "decided-plan.xlsx", "--account", "A0", "--lang", "zh", "--quiet", folder=folder).stdout
    assert "人工指定" in shown


def test_goals_in_order_come_one_after_the_other_with_value_and_bound(folder):
    words = ("territory", "plan.xlsx", "--dry-run", "--json", "--quiet", "--order")
    answer = json.loads(run(*words, "disruption,balance", folder=folder).stdout)
    # Nobody moves: F1 keeps all ten accounts, though the plan at the workbook's prices moves five.
    assert answer["moves"] == 0
    assert [r["goal"] for r in answer["remarks"]] == ["disruption", "balance", "cost"]
    assert answer["remarks"][0] == {"goal": "disruption", "value": 0.0, "bound": 0.0, "at_usual_price": False}
    assert all(r["bound"] <= r["value"] for r in answer["remarks"])
    assert run(*words, "speed", folder=folder).returncode == 2
    assert run(*words, "band", "--frontier", folder=folder).returncode == 2


def test_territories_under_the_plan_that_comes_closest_are_marked(tmp_path):
    """Ten times the target: without the option the answer is the one of planner plan, with its ways out."""
    plan_input = make_territory_input(make_book(10, owner="F1"))
    settings = replace(plan_input.settings, target_revenue_cents=10 * plan_input.settings.target_revenue_cents)
    (tmp_path / "far.xlsx").write_bytes(build_template(replace(plan_input, settings=settings), Language.ENGLISH))
    refused = run("territory", "far.xlsx", "--quiet", folder=tmp_path)
    assert refused.returncode == 4
    assert "cannot be met" in refused.stderr
    assert "Ways out, each planned again:" in refused.stderr
    done = run("territory", "far.xlsx", "--quiet", "--best-effort", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Target not met" in done.stderr + done.stdout
    assert run("verify", "far-territories.xlsx", folder=tmp_path).returncode == 0
    book = openpyxl.load_workbook(tmp_path / "far-territories.xlsx", data_only=True)
    assert any("Target not met" in str(c.value) for row in book["Plan"].iter_rows() for c in row if c.value)


def test_the_worst_deviation_before_names_its_seat(folder):
    """F1 owned all ten accounts: twice its share of two equal seats."""
    done = run("territory", "plan.xlsx", "--dry-run", folder=folder)
    line = next(text for text in done.stdout.splitlines() if "before" in text)
    assert line.endswith("100.0%  (F1)")


def test_a_move_to_a_seat_that_the_plan_makes_is_priced_but_not_written(folder):
    plan_input = make_territory_input(make_book(10, owner="F1"))
    teams = tuple(replace(t, heads=t.heads + 1) if t.team == "Field" else t for t in plan_input.teams)
    (folder / "heads.xlsx").write_bytes(build_template(replace(plan_input, teams=teams), Language.ENGLISH))
    move = ("territory", "heads.xlsx", "--move", "A0=Field #1", "--quiet")
    answer = json.loads(run(*move, "--dry-run", "--json", folder=folder).stdout)
    assert any("price_of_moves" in remark for remark in answer["remarks"])
    refused = run(*move, folder=folder)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "has no row on sheet Seats" in refused.stderr
    assert not (folder / "heads-territories.xlsx").exists()


def test_potentials_of_cents_are_verified_from_their_rounded_shares(tmp_path):
    # The fair share of two seats is 5.5 cents: sheet Balance shows 6.
    book = make_book(3, potential_cents=(3, 3, 5), last_year_revenue_cents=0)
    (tmp_path / "cents.xlsx").write_bytes(build_template(make_territory_input(book), Language.ENGLISH))
    done = run("territory", "cents.xlsx", "-o", "made.xlsx", "--quiet", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert run("verify", "made.xlsx", folder=tmp_path).returncode == 0


def test_a_manual_move_without_further_changes_may_leave_hours_beyond_a_strict_capacity(tmp_path):
    # Twelve accounts of 200 hours on two seats of 1,200: all of them fit. Two more at F1, and none may leave it.
    book = make_book(12, workload_hours=200.0)
    (tmp_path / "full.xlsx").write_bytes(
        build_template(make_territory_input(book, {"hours_per_seat": 1_300.0}), Language.ENGLISH)
    )
    first = json.loads(run("territory", "full.xlsx", "--dry-run", "--json", "--strict", folder=tmp_path).stdout)
    assert [s["hours_beyond"] for s in first["seats"] if s["team"] == "Field"] == [0.0, 0.0]
    moves = [word for account in ("A0", "A1", "A2", "A3", "A4", "A5", "A6") for word in ("--move", f"{account}=F1")]
    words = ("territory", "full.xlsx", "-o", "made.xlsx", "--json", "--strict", "--max-moves", "0", *moves)
    done = run(*words, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["method"].endswith(" + limited changes")
    assert max(s["hours_beyond"] for s in answer["seats"]) > 0
    assert run("verify", "made.xlsx", folder=tmp_path).returncode == 0
