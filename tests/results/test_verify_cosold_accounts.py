"""Accounts that two teams share, those of the registration pool, and a plan workbook that shows them: the workbook holds."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from planner.domain.choices import Channel
from planner.domain.identifiers import SeatId
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.territory import OwnerReason, OwnerRole
from planner.language import Language
from planner.optimization.annual_plan import PlanRequest, make_annual_plan
from planner.results.verify import verify_plan
from planner.results.written.sheets.book import Book
from planner.results.written.sheets.read_book import read_book
from planner.results.written.verify_file import examine_book
from planner.tables.results.territory_sheets import MOVES_SHEET, TERRITORIES_SHEET
from planner.writing.files.manifest import build_manifest
from planner.writing.plan_workbook import build_plan_workbook
from tests.account_book_builder import make_book, make_territory_input
from tests.plan_input_builder import make_seat, make_team
from tests.results.forgery import find_row, forge_cell, result_tables


@cache
def _case() -> tuple[PlanInput, AnnualPlan]:
    # North goes to the strategic partner's team, with Field co-selling; South is seeded; Shops stays with Field.
    book = make_book(
        4, segment=("North", "North", "South", "Shops"), owner=("P1", "F1", "F2", "F2"), workload_hours=10.0
    )
    book = replace(book, forbidden_seats=((), (SeatId("F1"),), (), ()))
    company = make_territory_input(book)
    forced = {"North": Channel.STRATEGIC_PARTNER, "South": Channel.SEED, "Shops": Channel.DIRECT}
    plan_input = replace(
        company,
        segments=tuple(replace(s, forced_channel=forced[s.segment]) for s in company.segments),
        teams=(make_team("Field"), make_team("Partners", channel=Channel.STRATEGIC_PARTNER, heads=1)),
        seats=(*company.seats[:2], make_seat("P1", "Partners")),
    )
    return plan_input, make_annual_plan(plan_input, PlanRequest(territories=True)).plan


@cache
def _book() -> Book:
    plan_input, plan = _case()
    manifest = build_manifest(plan_input, plan, "plan.xlsx", "ab" * 32, (), ())
    return read_book(build_plan_workbook(plan_input, plan, (), (), manifest, Language.ENGLISH), "plan.xlsx")


def test_cosold_accounts_get_both_seats_and_seeded_ones_the_pool():
    plan_input, plan = _case()
    assert plan.territories is not None
    assert verify_plan(plan_input, plan) == ()
    got = {(str(o.account), o.role): o for o in plan.territories.ownerships}
    for account in ("A0", "A1"):
        assert got[account, OwnerRole.LEAD].seat == "P1"
        assert got[account, OwnerRole.COSELL].team == "Field"
    # The partner manager's A0 is nobody's yet in Field; A1 is F1's there.
    assert got["A0", OwnerRole.COSELL].owner is None
    assert got["A1", OwnerRole.COSELL].owner == "F1"
    pooled = got["A2", OwnerRole.POOL]
    assert (pooled.seat, pooled.team) == (None, None)
    assert len(got) == 6
    assert not any(str(o.account) == "A2" for o in plan.territories.moves)


def test_the_workbook_with_cosold_accounts_holds():
    assert not examine_book(_book()).findings


def test_a_cosold_account_of_a_seat_without_capacity_changes_hands():
    # F1 is on leave all year: A1 goes to F2 there, loses half of what a handover loses, 15 % of 10,000.00, and costs the effort of one, 500.00,
    # whether or not another account is locked to F1.
    plan_input, _ = _case()
    away = replace(plan_input, seats=(replace(plan_input.seats[0], presence_share=0.0), *plan_input.seats[1:]))
    for lock in (None, SeatId("F1")):
        book = replace(away.accounts, forbidden_seats=((),) * 4, locked_seat=(None, None, None, lock))
        locked = replace(away, accounts=book)
        plan = make_annual_plan(locked, PlanRequest(territories=True)).plan
        assert verify_plan(locked, plan) == ()
        assert plan.territories is not None
        (moved,) = (o for o in plan.territories.ownerships if (o.account, o.role) == ("A1", OwnerRole.COSELL))
        assert (moved.owner, moved.seat, moved.handover_cents) == ("F1", "F2", 125_000)
        assert moved.reason is OwnerReason.OWNER_GONE


def test_a_cosold_account_counts_once_in_the_totals_and_its_hours_by_the_share():
    # A1 leaves F1 twice: P1 leads it, and F2 sells with him, since F1 may not. Half of its ten hours count for the co-seller.
    tables = result_tables(_book(), _case()[0])
    rows = {r.text("team"): r for r in tables.rows(MOVES_SHEET) if r.text("account") == "A1"}
    assert [rows["Field"][k] for k in ("revenue", "moved_potential", "moved_hours")] == [None, None, 5]
    assert [rows["Partners"][k] for k in ("revenue", "moved_potential", "moved_hours")] == [10_000, 100_000, 10]


def test_a_figure_that_a_cosold_account_would_count_twice_is_found():
    found = find_row(result_tables(_book(), _case()[0]), MOVES_SHEET, "0")
    row = next(
        r for r in range(found.row, found.row + 3) if found.sheet.cell(r, found.columns["team"]).value == "Field"
    )
    forged = forge_cell(_book(), found.sheet.name, row, found.columns["revenue"], 10_000)
    assert "verify_territory_facts" in {f.code for f in examine_book(forged).findings}


def test_a_false_owner_of_a_cosold_account_is_found():
    found = find_row(result_tables(_book(), _case()[0]), TERRITORIES_SHEET, "0")
    first = next(r for r in range(found.row, found.row + 6) if _is_cosold(found, r))
    forged = forge_cell(_book(), found.sheet.name, first, found.columns["owner"], "P1")
    assert "verify_territory_facts" in {f.code for f in examine_book(forged).findings}


def _is_cosold(found, row: int) -> bool:
    cell = found.sheet.cell
    return cell(row, found.columns["role"]).value == "co-seller" and cell(row, found.columns["owner"]).value is None
