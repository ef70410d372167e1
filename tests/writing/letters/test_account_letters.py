"""Letters with accounts: every account with the seat that the territory workbook says, once, and nobody else's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.cli.main import run
from planner.errors import InputRejectedError
from planner.language import Language
from planner.results.written.read_plan import read_plan_file
from planner.writing.inputs.template import build_template
from planner.writing.letters.contents.choose_letters import list_orders
from planner.writing.letters.contents.content import LetterKind, RepLetter
from planner.writing.letters.contents.plan_facts import PlanFacts
from planner.writing.letters.contents.territories import AccountState, read_territories
from tests.account_book_builder import make_book, make_territory_input
from tests.written_plan_builder import text_of_docx

COUNT = 120


pytestmark = pytest.mark.usefixtures("plans_read_once")


@dataclass(frozen=True)
class Case:
    """A folder with the plan, its territories and the letters in Word; the rows of sheet Territories; the letters of seats, in English."""

    folder: Path
    rows: list[dict[str, Any]]
    facts: PlanFacts
    letters: dict[str, RepLetter]


@pytest.fixture(scope="module", params=list(Language))
def case(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("accounts")
    book = make_book(
        COUNT,
        name=tuple(f"Customer {i:03d} & Co" for i in range(COUNT)),
        segment=tuple(("North", "South", "Shops")[i % 3] for i in range(COUNT)),
        owner=tuple("F1" if i < 110 else None for i in range(COUNT)),
        potential_cents=tuple(5_000_000 + 100_000 * i for i in range(COUNT)),
        last_year_revenue_cents=tuple(1_000_000 + 111 * i for i in range(COUNT)),
    )
    (folder / "input.xlsx").write_bytes(build_template(make_territory_input(book), request.param))
    words = (
        ["plan", "input.xlsx", "-o", "plan.xlsx", "--quiet"],
        ["territory", "plan.xlsx", "-o", "owners.xlsx", "--quiet"],
        ["letters", "plan.xlsx", "--territories", "owners.xlsx", "--quiet", "-o", "letters"],
    )
    for line in words:
        assert run([str(folder / w) if "." in w or (w == "letters" and i) else w for i, w in enumerate(line)]) == 0
    facts = _facts(folder)
    return Case(folder, _owned(folder), facts, _letters(facts))


def _owned(folder: Path) -> list[dict[str, Any]]:
    """Return the rows of sheet Territories as Excel shows them: read by openpyxl, not by the program."""
    sheet = openpyxl.load_workbook(folder / "owners.xlsx", data_only=True).worksheets[1]
    lines = [list(row) for row in sheet.iter_rows(values_only=True)]
    keys = ("account", "name", "segment", "team", "role", "seat", "rep", "owner")
    return [dict(zip(keys, line, strict=False)) for line in lines[4:] if line[0]]


def _facts(folder: Path) -> PlanFacts:
    plan = read_plan_file((folder / "plan.xlsx").read_bytes(), "plan.xlsx")
    return PlanFacts(plan, read_territories(folder / "owners.xlsx", plan))


def _letters(facts: PlanFacts) -> dict[str, RepLetter]:
    letters = [o.build() for o in list_orders(facts, [LetterKind.REP], (), [Language.ENGLISH])]
    return {letter.key: letter.says for letter in letters if isinstance(letter.says, RepLetter)}


def test_every_account_stands_in_the_letter_of_its_seat(case):
    letters = case.letters
    for seat, says in letters.items():
        own = {r["name"] for r in case.rows if r["seat"] == seat}
        listed = [*says.accounts, *says.annex]
        assert {a.name for a in listed if a.status != "to be handed over"} == own
        assert says.account_count == str(len(own))
        left = {r["name"] for r in case.rows if r["owner"] == seat != r["seat"]}
        assert {a.name for a in listed if a.status == "to be handed over"} == left
        assert {a.status for a in listed if a.name in own} <= {"stays", "new", "co-sold"}
        assert not (says.accounts and says.annex)
        assert bool(says.annex) is (len(listed) > 40)
    assert any(says.annex for says in letters.values())
    assert any(a.status == "to be handed over" for says in letters.values() for a in (*says.accounts, *says.annex))


def test_a_letter_holds_no_account_of_anybody_else(case):
    paths = list((case.folder / "letters").glob("rep-*.docx"))
    assert len(paths) == len(case.letters)
    for path in paths:
        seat = path.name.split("-")[1]
        text = text_of_docx(path.read_bytes())
        for row in case.rows:
            is_own = seat in (row["seat"], row["owner"])
            assert (row["name"] in text) is is_own, (seat, row)


def test_segments_follow_the_accounts_that_the_seat_leads(case):
    facts, letters = case.facts, case.letters
    assert facts.territories is not None
    for seat in facts.written.plan.targets.seats:
        name = seat.position.seat
        says = letters[name]
        led = {
            a.segment
            for a in facts.territories.accounts_of.get(name, ())
            if a.state in (AccountState.KEPT, AccountState.NEW)
        }
        team = facts.segments_of[seat.position.team]
        assert {s.name for s in says.segments} == {s for s in team if not led or s in led}
        assert sum(round(float(s.target.replace(",", "")) * 100) for s in says.segments) == seat.base_cents


def test_territories_of_another_plan_are_refused(case, tmp_path, capsys):
    other = make_territory_input(make_book(4, owner="F2"))
    (tmp_path / "input.xlsx").write_bytes(build_template(other, Language.ENGLISH))
    assert run(["plan", str(tmp_path / "input.xlsx"), "-o", str(tmp_path / "plan.xlsx"), "--quiet"]) == 0
    words = ["letters", str(tmp_path / "plan.xlsx"), "--dry-run", "--quiet", "--territories"]
    assert run([*words, str(case.folder / "owners.xlsx")]) == 3
    assert "made from other inputs than the plan" in capsys.readouterr().err
    assert run([*words, str(tmp_path / "plan.xlsx")]) == 5
    assert run([*words, str(tmp_path / "none.xlsx")]) == 5


def test_territories_without_the_certainty_of_the_plan_are_refused(case):
    """The plan was made with --robust, which its Settings then say; the territories were not."""
    plan = read_plan_file((case.folder / "plan.xlsx").read_bytes(), "plan.xlsx")
    certain = replace(plan.plan_input, settings=replace(plan.plan_input.settings, certainty_share=0.8))
    with pytest.raises(
        InputRejectedError, match=r"another objective or certainty \(--robust\); make it from the plan workbook"
    ):
        read_territories(case.folder / "owners.xlsx", replace(plan, plan_input=certain))
