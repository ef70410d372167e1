"""Why an account is where it is, and who decided it: right for every reason that there is, and no other reason passes for it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from planner.domain.choices import Channel, OverrideKind
from planner.domain.override import Override
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.territory import OwnerReason, OwnerRole, Ownership
from planner.language import Language
from planner.optimization.annual_plan import PlanRequest, make_annual_plan
from planner.results.verification.territories.territory_facts import TerritorySubject
from planner.results.verification.territories.territory_reasons import verify_owner_reason
from planner.results.verify import verify_plan
from planner.results.written.sheets.book import Book
from planner.results.written.sheets.read_book import read_book
from planner.results.written.verify_file import examine_book
from planner.tables.results.territory_sheets import (
    BALANCE_SHEET,
    MOVES_SHEET,
    REASON_WORDS,
    ROLE_WORDS,
    TERRITORIES_SHEET,
)
from tests.account_book_builder import make_book, make_territory_input
from tests.plan_input_builder import make_seat, make_team
from tests.results.forgery import find_row, forge_cell, result_tables
from tests.written_plan_builder import write_made_plan

# Account: its segment, owner, locked seat, forbidden seats, parent, skills, and what must come of it.
# North goes to the strategic partner's team, with Field co-selling; South is seeded; Shops is Field's.
_ACCOUNTS = (
    ("Shops", "F2", None, (), None, (), OwnerReason.KEPT),
    # As large as all others: F1 must give away what it may.
    ("Shops", "F1", "F1", (), None, (), OwnerReason.LOCKED),
    ("Shops", "F1", None, (), None, (), OwnerReason.BALANCE),
    ("Shops", "F1", None, (), None, (), OwnerReason.DECIDED),
    ("Shops", None, None, (), None, (), OwnerReason.NEW),
    ("Shops", "Somebody who left", None, (), None, (), OwnerReason.OWNER_GONE),
    ("Shops", "F3", None, (), None, (), OwnerReason.OWNER_GONE),
    ("Shops", "P1", None, (), None, (), OwnerReason.TEAM_CHANGED),
    ("Shops", "F1", None, ("F1",), None, (), OwnerReason.OWNER_EXCLUDED),
    ("Shops", "F1", None, (), "Group", (), OwnerReason.FAMILY),
    ("Shops", "F2", None, (), "Group", (), OwnerReason.KEPT),
    # The family may not be F1's, since one of its accounts may not.
    ("Shops", "F1", None, (), "Other group", (), OwnerReason.FAMILY),
    ("Shops", None, None, ("F1",), "Other group", (), OwnerReason.NEW),
    ("Shops", "F1", None, (), None, ("Laser",), OwnerReason.NOBODY),
    ("South", "F1", None, (), None, (), OwnerReason.POOL),
    ("North", "F2", None, (), None, (), OwnerReason.TEAM_CHANGED),
    ("North", "P1", None, (), None, (), OwnerReason.KEPT),
)
_DECIDED = "A3"


@cache
def _case() -> tuple[PlanInput, AnnualPlan]:
    segments, owners, locks, forbidden, parents, skills, _ = zip(*_ACCOUNTS, strict=True)
    book = make_book(
        len(_ACCOUNTS),
        segment=segments,
        owner=owners,
        locked_seat=locks,
        forbidden_seats=forbidden,
        parent_account=parents,
        skills=skills,
        potential_cents=tuple(500_000_000 if lock else 10_000_000 for lock in locks),
        workload_hours=1.0,
    )
    company = make_territory_input(book)
    forced = {"North": Channel.STRATEGIC_PARTNER, "South": Channel.SEED, "Shops": Channel.DIRECT}
    plan_input = replace(
        company,
        segments=tuple(replace(s, forced_channel=forced[s.segment]) for s in company.segments),
        teams=(make_team("Field", heads=3), make_team("Partners", channel=Channel.STRATEGIC_PARTNER, heads=1)),
        seats=(*company.seats[:2], make_seat("F3", presence_share=0.0), make_seat("P1", "Partners")),
        overrides=(Override(OverrideKind.ACCOUNT_SEAT, _DECIDED, None, "F1", "Li Na", "old friend"),),
    )
    return plan_input, make_annual_plan(plan_input, PlanRequest(territories=True)).plan


@cache
def _book(language: Language) -> Book:
    return read_book(write_made_plan(*_case(), language, "plan.xlsx"), "plan.xlsx")


def _ownerships() -> tuple[Ownership, ...]:
    plan = _case()[1].territories
    assert plan is not None
    return plan.ownerships


def _verify(*changed: Ownership) -> list[str]:
    """Return the messages when these ownerships stand in the place of those of the same account and role."""
    plan_input, plan = _case()
    assert plan.territories is not None
    new = {(o.account, o.role): o for o in changed}
    ownerships = tuple(new.get((o.account, o.role), o) for o in plan.territories.ownerships)
    subject = TerritorySubject(plan_input, plan, replace(plan.territories, ownerships=ownerships))
    return [f.found.en for f in verify_owner_reason(subject)]


def test_every_reason_occurs_and_holds():
    plan_input, plan = _case()
    assert verify_plan(plan_input, plan) == ()
    reasons = {str(o.account): o.reason for o in _ownerships() if o.role is not OwnerRole.COSELL}
    assert reasons == {f"A{i}": row[-1] for i, row in enumerate(_ACCOUNTS)}
    assert set(reasons.values()) == set(OwnerReason)
    # In Field A15 stays with F2, and nobody there owned A16.
    cosold = {str(o.account): o.reason for o in _ownerships() if o.role is OwnerRole.COSELL}
    assert cosold == {"A15": OwnerReason.KEPT, "A16": OwnerReason.NEW}


def test_no_other_reason_passes():
    for o in _ownerships():
        for other in set(OwnerReason) - {o.reason}:
            (told,) = _verify(replace(o, reason=other))
            words = (ROLE_WORDS[o.role].en, REASON_WORDS[other].en, REASON_WORDS[o.reason].en)
            assert told == "account {} ({}): the reason is '{}', the facts give '{}'".format(o.account, *words)


def test_who_decided_is_who_sheet_overrides_names():
    by_name = {str(o.account): o for o in _ownerships()}
    assert by_name[_DECIDED].decision == "Li Na: old friend"
    for account, wrong, told in (
        (_DECIDED, "Wang Wei: old friend", "'Wang Wei: old friend', sheet Overrides has 'Li Na: old friend'"),
        (_DECIDED, None, "'nobody', sheet Overrides has 'Li Na: old friend'"),
        ("A0", "Li Na: old friend", "'Li Na: old friend', sheet Overrides has 'nobody'"),
    ):
        changed = replace(by_name[account], decision=wrong)
        assert _verify(changed) == [f"account {account} (owner): decided by {told}"]


def test_who_and_why_that_are_longer_than_a_cell_are_told_as_far_as_they_go():
    plan_input, _ = _case()
    long = replace(plan_input, overrides=(replace(plan_input.overrides[0], who="A" * 17_000, why="b" * 17_000),))
    plan = make_annual_plan(long, PlanRequest(territories=True)).plan
    content = write_made_plan(long, plan, Language.ENGLISH, "plan.xlsx")
    assert examine_book(read_book(content, "plan.xlsx")).findings == []


def _codes_of_forged(language: Language, sheet, name: str, key: str, value: float | str | None) -> set[str]:
    found = find_row(result_tables(_book(language), _case()[0]), sheet, name)
    book = forge_cell(_book(language), found.sheet.name, found.row, found.columns[key], value)
    return {f.code.removeprefix("verify_") for f in examine_book(book).findings}


@pytest.mark.parametrize("language", list(Language))
def test_every_reason_holds_in_the_workbook_and_a_swapped_one_is_found(language: Language):
    assert examine_book(_book(language)).findings == []
    reasons = list(OwnerReason)
    for reason, after in zip(reasons, reasons[1:] + reasons[:1], strict=True):
        account = next(o.account for o in _ownerships() if o.reason is reason)
        word = REASON_WORDS[after].choose(language)
        assert "owner_reason" in _codes_of_forged(language, TERRITORIES_SHEET, account, "reason", word), reason


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    ("sheet", "name", "key", "value", "code"),
    [
        (TERRITORIES_SHEET, _DECIDED, "decision", "Wang Wei: old friend", "owner_reason"),
        (TERRITORIES_SHEET, _DECIDED, "decision", None, "owner_reason"),
        (TERRITORIES_SHEET, "A0", "decision", "Li Na: old friend", "owner_reason"),
        (TERRITORIES_SHEET, "A0", "rep", "Rep of F1", "territory_facts"),
        (TERRITORIES_SHEET, "A13", "rep", "Rep of F1", "territory_facts"),  # no seat may own it
        (MOVES_SHEET, "A2", "reason", "had no owner", "moves"),
        (MOVES_SHEET, "A2", "date", "2026-03-31", "territory_facts"),
        (BALANCE_SHEET, "F1", "rep", "Rep of F2", "territory_facts"),
        (BALANCE_SHEET, "F1", "team", "Partners", "territory_facts"),
        (BALANCE_SHEET, "F1", "deviation_before", 0.01, "territory_facts"),
        (BALANCE_SHEET, "F1", "deviation_after", None, "territory_facts"),
        (BALANCE_SHEET, "F1", "use", 0.5, "territory_facts"),
        (BALANCE_SHEET, "F1", "band", 9.0, "potential_balance"),  # another than F2's
        (BALANCE_SHEET, "P1", "band", 0.075, "potential_balance"),  # no whole percent
    ],
)
def test_what_else_the_sheets_say_of_an_account_or_a_seat_is_checked(language: Language, sheet, name, key, value, code):
    assert code in _codes_of_forged(language, sheet, name, key, value)
