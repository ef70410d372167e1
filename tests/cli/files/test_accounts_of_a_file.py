"""Accounts from a file instead of the sheet: what was found on the sheet is gone, cells are those of the file, an empty file is an error."""

from __future__ import annotations

import pytest

from planner.cli.files.reading_input import read_and_check, with_accounts
from planner.language import Language
from planner.writing.inputs.template import build_template
from tests.account_book_builder import make_book, make_territory_input


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    plan_input = make_territory_input(make_book(2, owner="Zoe", locked_seat=("F1", None)))
    path.write_bytes(build_template(plan_input, Language.ENGLISH))
    return path


def with_file(workbook, text):
    path = workbook.with_name("crm.csv")
    path.write_text(text, encoding="utf-8")
    result, findings = read_and_check(workbook)
    assert result.plan_input is not None
    return with_accounts(result, result.plan_input, findings, path)


def test_findings_and_cells_are_those_of_the_file(workbook):
    result, plan_input, findings = with_file(
        workbook, "Account,Segment,Potential,Owner today,Locked to seat\nX1,North,5,Ann,F2\nX2,South,7,,\n"
    )
    assert plan_input.accounts.account == ("X1", "X2")
    assert result.plan_input == plan_input
    owners = [f.message() for f in findings if f.code == "owner_unknown"]
    assert len(owners) == 1
    assert owners[0].startswith("WARNING crm.csv (Owner today): 'Ann' owns 1 accounts")
    locks = {key: place.cell for key, place in result.places.items() if key[0] == "accounts"}
    assert locks == {("accounts", "X1", "locked_seat"): "E2"}


def test_a_file_without_accounts_is_an_error(workbook):
    *_, findings = with_file(workbook, "Account,Segment,Potential\n")
    assert [f.message() for f in findings if f.severity == "error"] == ["ERROR crm.csv: no accounts in this file."]


def test_findings_alike_in_place_stand_in_a_fixed_order(workbook):
    rows = "".join(f"X{k},North,5,Ann,,{t}\n" for k, t in enumerate("PQRSTUVW"))
    *_, findings = with_file(workbook, "Account,Segment,Potential,Owner today,Locked to seat,Tier\n" + rows)
    tiers = [f.found.en.split("'")[1] for f in findings if f.code == "tier_unknown"]
    assert tiers == list("PQRSTUVW")[: len(tiers)]
    assert len(tiers) > 3
