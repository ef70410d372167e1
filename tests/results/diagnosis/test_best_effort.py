"""A best effort reaches as much of the targets as the other rules allow, says what it misses, and is verified as that and nothing else.

The small company (tests/plan_input_builder.py): with all its time it expects at most 3,030,269.77; Field has 2 heads, Partners 1.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from planner.api import Plan, Workbook, make_plan
from planner.domain.choices import Channel, Objective
from planner.domain.missed_target import COUNTED_RULE, FLOOR_RULES, MissedTarget
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.errors import NoFeasiblePlanError
from planner.language import Language
from planner.optimization.annual_plan import PlanRequest, make_annual_plan
from planner.optimization.solvers.program import SolveOptions
from planner.results.diagnosis.best_effort import lower_floors
from planner.results.explain.locate import explain_plan
from planner.results.missed_targets import MISSED_CODE
from planner.results.verify import verify_plan
from planner.results.written.read_plan import read_plan_file
from planner.results.written.sheets.book import Book
from planner.results.written.sheets.read_book import read_book
from planner.results.written.verify_file import examine_book, verify_plan_file
from planner.tables.results.missed_targets import MISSED_HEADERS, NOT_MET, floor_words
from planner.tables.results.plan_summary_sheet import KEEPS_ALL_RULES, PLAN_LABELS, PLAN_SHEET
from planner.writing.plan_workbook import build_plan_workbook
from tests.plan_input_builder import make_plan_input, make_product, make_segment, make_settings, make_team
from tests.results.forgery import forge_cell
from tests.small_company_plans import has_no_plan, with_limits

MOST_CENTS = 303_026_977
BEYOND = with_limits(target_revenue_cents=900_000_000, largest_stretch=1.5, rounding_step_cents=100)


def _workbook(plan_input: PlanInput) -> Workbook:
    return Workbook(plan_input, (), (), Language.ENGLISH, "small.xlsx", "ab" * 32)


def _best(plan_input: PlanInput) -> Plan:
    return make_plan(_workbook(plan_input), best_effort=True)


@cache
def _beyond() -> Plan:
    return _best(BEYOND)


def test_a_target_beyond_reach_is_missed_by_as_little_as_the_other_rules_allow():
    assert has_no_plan(BEYOND)
    made = _beyond()
    # 9,000,000 at a stretch of 1.5 asks for 6,000,000; with all its time the company expects 3,030,269.77.
    (missed,) = made.plan.missed
    assert (missed.rule, missed.asked) == ("revenue_floor", 600_000_000)
    assert missed.reached == made.plan.channel_plan.totals.revenue_cents
    assert MOST_CENTS - 300 <= missed.held <= missed.reached <= MOST_CENTS
    assert made.plan.targets.company_base_cents == 900_000_000
    assert sum(s.base_cents for s in made.plan.targets.seats) == 900_000_000
    assert verify_plan(BEYOND, made.plan) == ()


def test_the_finding_says_what_is_asked_reached_and_missing():
    found = next(f for f in _beyond().workbook.findings if f.code == MISSED_CODE)
    revenue = _beyond().plan.channel_plan.totals.revenue_cents / 100
    short = 6_000_000 - revenue
    assert found.message() == (
        "WARNING Target not met: the company's target of 9,000,000 CNY asks for an expected revenue of 6,000,000 (largest stretch 1.5); "
        f"this plan expects {revenue:,.0f}, {short:,.0f} CNY or {short / 60_000:.1f} % less. The target is handed out as it is, at a "
        f"stretch of {9_000_000 / revenue:.3f}. No plan comes closer under the other rules. The ways to meet it: planner diagnose."
    )


def test_at_the_level_reached_the_stated_objective_decides():
    plan_input = with_limits(target_revenue_cents=2_000_000_000, cost_of_sales_cap=0.9)
    effort = lower_floors(plan_input, SolveOptions())
    assert effort is not None
    assert effort.is_greatest
    held = effort.problem.floors["revenue_floor", ""]
    free = replace(plan_input, settings=replace(plan_input.settings, target_revenue_cents=0))
    most = make_annual_plan(free, PlanRequest(objective=Objective.REVENUE)).plan.channel_plan.totals.revenue_cents
    assert most - 300 <= held <= most
    made = _best(plan_input).plan
    best = make_annual_plan(
        replace(plan_input, settings=replace(plan_input.settings, target_revenue_cents=round(held * 5)))
    ).plan
    assert made.channel_plan.report.objective_cents == best.channel_plan.report.objective_cents


def test_a_plan_that_meets_its_targets_is_not_marked():
    made = _best(make_plan_input())
    assert made.plan.missed == ()
    assert all(f.code != MISSED_CODE for f in made.workbook.findings)
    assert made.manifest.plan_sha256 == make_plan(_workbook(make_plan_input())).manifest.plan_sha256


def test_other_floors_give_way_only_where_the_company_target_is_not_enough():
    plan_input = make_plan_input(
        settings=make_settings(new_customer_floor=100_000),
        products=(make_product(target_floor_cents=90_000_000_000), make_product("Extra")),
        segments=(
            make_segment("North", share_floor=0.01),
            make_segment("South"),
            make_segment("Shops", accounts=2000.0),
        ),
    )
    made = _best(plan_input)
    assert {m.key for m in made.plan.missed} == {("product_floor", "Core"), ("new_customer_floor", "")}
    assert all(m.held <= m.reached < m.asked for m in made.plan.missed)
    assert verify_plan(plan_input, made.plan) == ()
    for i, missed in enumerate(made.plan.missed):
        for field in ("asked", "reached"):
            false = replace(missed, **{field: getattr(missed, field) * 1.001})
            marks = (*made.plan.missed[:i], false, *made.plan.missed[i + 1 :])
            codes = {f.code for f in verify_plan(plan_input, replace(made.plan, missed=marks))}
            assert "verify_missed_targets" in codes, (missed.key, field)


def test_a_floor_that_nothing_reaches_gives_way_to_nothing():
    lines = (make_product(), make_product("Extra", deliverable_again=False, target_floor_cents=100_000))
    segments = tuple(make_segment(n, existing_revenue_cents=0) for n in ("North", "South"))
    plan_input = make_plan_input(
        products=lines, segments=segments, settings=make_settings(target_revenue_cents=1_000_000)
    )
    made = _best(plan_input)
    assert [(m.key, m.held, m.reached) for m in made.plan.missed] == [(("product_floor", "Extra"), 0.0, 0.0)]
    assert verify_plan(plan_input, made.plan) == ()


def test_what_is_no_target_does_not_give_way():
    plan_input = make_plan_input(
        settings=make_settings(max_units_seed=0, target_revenue_cents=900_000_000, largest_stretch=1.0),
        segments=(make_segment("North", forced_channel=Channel.SEED), make_segment("South")),
    )
    with pytest.raises(NoFeasiblePlanError, match="keeps all the rules"):
        _best(plan_input)


def test_targets_that_cannot_be_handed_down_are_refused_all_the_same():
    plan_input = replace(BEYOND, settings=replace(BEYOND.settings, team_growth_max=0.1))
    teams = tuple(replace(t, last_year_revenue_cents=10_000_000) for t in plan_input.teams)
    with pytest.raises(NoFeasiblePlanError, match="bands add up"):
        _best(replace(plan_input, teams=teams))


def _remark(**changes: float | str) -> AnnualPlan:
    plan = _beyond().plan
    return replace(plan, missed=(replace(plan.missed[0], **changes),))  # type: ignore[arg-type]


FALSE_MARKS = {
    "none": (lambda: replace(_beyond().plan, missed=()), "verify_revenue_floor"),
    "held to more than it reaches": (lambda: _remark(held=MOST_CENTS + 1_000_000.0), "verify_revenue_floor"),
    "asked for less": (lambda: _remark(asked=500_000_000.0), "verify_missed_targets"),
    "said to reach more": (lambda: _remark(reached=400_000_000.0), "verify_missed_targets"),
    "of no target": (lambda: _remark(rule="product_floor", name="Core"), "verify_revenue_floor"),
    "twice": (lambda: replace(_beyond().plan, missed=_beyond().plan.missed * 2), "verify_missed_targets"),
}


@pytest.mark.parametrize("name", FALSE_MARKS)
def test_a_false_mark_is_found(name):
    falsify, code = FALSE_MARKS[name]
    assert code in {f.code for f in verify_plan(BEYOND, falsify())}


def test_a_target_that_is_met_must_not_be_marked():
    plan_input = make_plan_input()
    plan = make_annual_plan(plan_input).plan
    revenue = float(plan.channel_plan.totals.revenue_cents)
    marked = replace(plan, missed=(MissedTarget("revenue_floor", "", 100_000_000.0, 90_000_000.0, revenue),))
    assert "verify_missed_targets" in {f.code for f in verify_plan(plan_input, marked)}


@cache
def _written(language: Language) -> bytes:
    made = _beyond()
    return build_plan_workbook(made.workbook.plan_input, made.plan, made.workbook.findings, (), made.manifest, language)


@pytest.mark.parametrize("language", list(Language))
def test_the_workbook_holds_and_says_so_on_its_first_page(language):
    content = _written(language)
    assert verify_plan_file(content, "small.xlsx").findings == ()
    sheet = read_book(content, "small.xlsx").sheets[0]
    assert str(sheet.cell(2, 0).value).startswith(NOT_MET.choose(language))
    read = read_plan_file(content, "small.xlsx").plan
    assert [m.key for m in read.missed] == [("revenue_floor", "")]
    assert read.missed[0].held == _beyond().plan.missed[0].held


@pytest.mark.parametrize("language", list(Language))
def test_every_kind_of_target_is_read_back_from_its_line(language):
    plan_input = make_plan_input(
        settings=make_settings(new_customer_floor=100_000),
        products=(make_product(target_floor_cents=90_000_000_000), make_product("Extra")),
        segments=(make_segment("North", share_floor=0.99), make_segment("South")),
        teams=(make_team("Field", revenue_min_cents=90_000_000_000),),
    )
    made = _best(plan_input)
    book = build_plan_workbook(plan_input, made.plan, made.workbook.findings, (), made.manifest, language)
    assert verify_plan_file(book, "small.xlsx").findings == ()
    read = read_plan_file(book, "small.xlsx").plan.missed
    assert {m.key for m in read} == {m.key for m in made.plan.missed}
    assert {m.rule for m in read} >= {"product_floor", "new_customer_floor", "segment_share_floor", "team_revenue_band"}


def test_no_line_of_a_missed_target_is_taken_for_another_line_of_the_page():
    labels = {word for text in PLAN_LABELS.values() for word in (text.en, text.zh)}
    for rule in FLOOR_RULES:
        words = floor_words((rule, "" if rule in ("revenue_floor", COUNTED_RULE) else "X"))
        assert not labels & {words.en, words.zh}


def _row_of(book: Book, words: str) -> int:
    sheet = book.sheets[0]
    return max(i for i in range(len(sheet.rows)) if sheet.cell(i, 0).value == words)


FORGED = {
    "the top": (lambda book: forge_cell(book, PLAN_SHEET.en, 2, 0, None), "verify_labels"),
    "the level it was held to": (lambda book: _change_line(book, 2, 2_000_000.0), "verify_manifest"),
    "what is asked": (lambda book: _change_line(book, 1, 5_000_000.0), "verify_missed_targets"),
    "what is short": (lambda book: _change_line(book, 4, 0.0), "verify_missed_targets"),
    "the whole line": (lambda book: _change_line(book, 0, None), "verify_revenue_floor"),
    "keeps all rules": (
        lambda book: forge_cell(
            book, PLAN_SHEET.en, _row_of(book, PLAN_LABELS["keeps_rules"].en), 1, KEEPS_ALL_RULES.en
        ),
        "verify_summary",
    ),
}


def _change_line(book: Book, column: int, value: float | None) -> Book:
    row = next(i for i in range(9, 99) if book.sheets[0].cell(i, 4).value == MISSED_HEADERS["shortfall"].en) + 1
    return forge_cell(book, PLAN_SHEET.en, row, column, value)


@pytest.mark.parametrize("name", FORGED)
def test_what_is_changed_by_hand_is_found(name):
    forge, code = FORGED[name]
    book = forge(read_book(_written(Language.ENGLISH), "small.xlsx"))
    assert code in {f.code for f in examine_book(book).findings}


def test_a_best_effort_read_from_its_file_is_explained_under_what_it_was_held_to():
    read = read_plan_file(_written(Language.ENGLISH), "small.xlsx")
    explained = explain_plan(read.plan_input, read.plan)
    assert explained.problem.floors == {("revenue_floor", ""): read.plan.missed[0].held}
    assert explained.pose(BEYOND).floors == explained.problem.floors
