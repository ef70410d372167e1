"""Companies drawn at random: the verifier, which shares no code with the models, agrees with every plan, and with no figure of it that is changed.

Each company has rules, prices and exceptions of its own (`tests/random_company.py`); the seeds are fixed, so that they are the same in every run.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from planner.domain.choices import Channel
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.errors import NoFeasiblePlanError
from planner.language import Language
from planner.optimization.annual_plan import make_annual_plan
from planner.results.verification.facts.case import Case
from planner.results.verification.subject import Subject
from planner.results.verify import verify_plan, verify_subject
from planner.results.written.sheets.read_book import read_book
from planner.results.written.verify_file import examine_book
from planner.validation.run import check_plan_input
from tests.changed_figures import another_value, list_figures, list_tuples, put_figure
from tests.random_company import make_random_company
from tests.written_plan_builder import write_made_plan

_TENS = range(0, 200, 20)
_FALSIFIED = (33, 72, 104)
"""Companies whose figures are changed one by one: with co-selling, hires, seeding, units by product line, goals."""
_FREE = {
    ("robust",),
    ("territories",),
    ("channel_plan", "report", "status"),
    ("channel_plan", "report", "seconds"),
    ("channel_plan", "report", "options"),
    ("channel_plan", "report", "options_kept"),
    ("channel_plan", "report", "solver"),
    ("channel_plan", "report", "solver_version"),
    ("channel_plan", "report", "seed"),
    ("targets", "seats", "steps", "name"),
}
"""What these plans do not have, and what a plan says of how it was made: no other plan follows from it."""


@cache
def _plan_of(seed: int) -> tuple[PlanInput, AnnualPlan | None]:
    plan_input = make_random_company(seed)
    try:
        return plan_input, make_annual_plan(plan_input).plan
    except NoFeasiblePlanError:
        return plan_input, None


@pytest.mark.parametrize("first", _TENS)
def test_the_verifier_agrees_with_the_plan_of_every_company(first: int):
    for seed in range(first, first + 20):
        plan_input, plan = _plan_of(seed)
        assert not [f.message() for f in check_plan_input(plan_input) if f.severity == "error"], seed
        if plan is not None:
            assert not [f.message() for f in verify_plan(plan_input, plan)], seed


@pytest.mark.parametrize("seed", _FALSIFIED)
def test_no_figure_name_or_mark_of_a_plan_may_be_another(seed: int):
    plan_input, plan = _plan_of(seed)
    assert plan is not None
    case = Case(plan_input)
    tried, missed = 0, set()
    for number, (path, value) in enumerate(list_figures(plan)):
        fields = tuple(step for step in path if isinstance(step, str))
        if number % 3 != seed % 3 or fields in _FREE or _says_nothing(plan, path):
            continue
        cents = 1000 if "totals" in fields and fields[0] != "channel_plan" else 2
        forged = put_figure(plan, path, another_value(path[-1], value, -cents if number % 2 else cents))
        tried += 1
        if not verify_subject(Subject(case, forged)):
            missed.add(fields)
    assert tried > 150
    assert not missed


@pytest.mark.parametrize(
    ("seed", "language"), [(55, Language.CHINESE), (72, Language.ENGLISH), (120, Language.ENGLISH)]
)
def test_the_written_plan_of_a_company_holds(seed: int, language: Language):
    # 55 has a segment that brings nothing and has no potential, 120 one without potential of which an expert expects revenue.
    plan_input, plan = _plan_of(seed)
    assert plan is not None
    book = read_book(write_made_plan(plan_input, plan, language, "plan.xlsx"), "plan.xlsx")
    assert not [f.message() for f in examine_book(book).findings]


@pytest.mark.parametrize("seed", _FALSIFIED[1:])
def test_no_list_of_a_plan_may_be_longer_or_shorter(seed: int):
    plan_input, plan = _plan_of(seed)
    assert plan is not None
    case, missed = Case(plan_input), set()
    for path, items in list_tuples(plan):
        fields = tuple(step for step in path if isinstance(step, str))
        # The steps to a seat's target have their sum alone, so one of nothing may come or go; a broken rule may be told twice.
        is_free = fields == ("targets", "seats", "steps") or fields[-1] == "broken_rules"
        for other in () if is_free else (items[:-1], (*items, items[-1])):
            if not verify_subject(Subject(case, put_figure(plan, path, other))):
                missed.add((fields, len(other) - len(items)))
    assert not missed


def test_money_is_whole_cents_and_heads_are_whole():
    plan_input, plan = _plan_of(_FALSIFIED[-1])
    assert plan is not None
    case, found = Case(plan_input), set()
    for path, value in list_figures(plan):
        fields = [step for step in path if isinstance(step, str)]
        if type(value) is int and "unit" not in fields and fields[-1] not in ("seed", "lead_fte", "cosell_fte"):
            forged = put_figure(plan, path, float(value))
            assert "verify_numbers" in {f.code for f in verify_subject(Subject(case, forged))}, path
            found.add(fields[-1])
    assert {"heads", "hires", "months_cents", "revenue_new_cents", "company_base_cents"} <= found


def _says_nothing(plan: AnnualPlan, path: tuple[Any, ...]) -> bool:
    """Whether the place is the name of a cost of nothing, or a name that the program gave: of a seat that has no row, of a plan beside it."""
    if path[:2] == ("channel_plan", "costs"):
        return path[-1] != "amount_cents" and plan.channel_plan.costs[path[2]].amount_cents == 0
    if path[-1] == "seat" and path[:2] == ("targets", "seats"):
        return plan.targets.seats[path[2]].position.is_generated
    return path[-1] == "name" and path[0] in ("matrix_rule", "as_last_year")


def test_the_verifier_agrees_where_the_matrix_rule_spreads_co_selling_over_two_teams():
    # Every unit is high and hard, so the matrix rule gives it to the strategic partners of one team, and one of two direct teams co-sells.
    made = 0
    for seed in range(60):
        company = make_random_company(seed)
        teams = tuple(
            replace(t, channel=Channel.DIRECT if i < 2 else Channel.STRATEGIC_PARTNER, cosells=True, regions=())
            for i, t in enumerate(company.teams)
        )
        segments = tuple(
            replace(s, today_channel=None, forced_channel=None, forbidden_channels=()) for s in company.segments
        )
        settings = replace(company.settings, matrix_potential_cents=0, matrix_penetration=1.0)
        plan_input = replace(company, teams=teams, segments=segments, settings=settings, overrides=(), coverage=())
        try:
            plan = make_annual_plan(plan_input).plan
        except NoFeasiblePlanError:
            continue
        made += sum(c is Channel.STRATEGIC_PARTNER for c in plan.matrix_rule.channels.values()) > 1
        assert not [f.message() for f in verify_plan(plan_input, plan)], seed
    assert made > 5
