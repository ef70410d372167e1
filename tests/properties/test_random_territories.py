"""Companies with accounts drawn at random: the verifier agrees with who owns which account, what that costs and the targets that follow, and with no
figure of it that is changed.
"""

from __future__ import annotations

from functools import cache

import pytest

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.errors import NoFeasiblePlanError
from planner.language import Language
from planner.optimization.annual_plan import PlanRequest, make_annual_plan
from planner.results.verify import verify_plan
from planner.results.verify_territory import verify_territories
from planner.results.written.sheets.read_book import read_book
from planner.results.written.verify_file import examine_book
from planner.validation.run import check_plan_input
from tests.changed_figures import another_value, list_figures, put_figure
from tests.random_accounts import make_random_territories
from tests.written_plan_builder import write_made_plan

_FALSIFIED = (2, 3, 4)
_ELSEWHERE = {
    ("ownerships", "owner"),
    ("seats", "rep"),
    ("seats", "is_new_hire"),
    ("report", "status"),
    ("report", "bound_cents"),
    ("report", "moved_revenue_cents"),
    ("report", "nodes"),
    ("report", "pairs"),
    ("report", "seconds"),
    ("report", "method"),
    ("report", "is_band_derived"),
    ("report", "unavoidable_hours"),
}
"""What is held against other sheets of the workbook, is shown nowhere, or says how the search went: any lower bound is one."""


@cache
def _plan_of(seed: int) -> tuple[PlanInput, AnnualPlan | None]:
    plan_input = make_random_territories(seed)
    try:
        return plan_input, make_annual_plan(plan_input, PlanRequest(territories=True)).plan
    except NoFeasiblePlanError:
        return plan_input, None


@pytest.mark.parametrize("first", range(0, 60, 10))
def test_the_verifier_agrees_with_the_territories_of_every_company(first: int):
    made = 0
    for seed in range(first, first + 10):
        plan_input, plan = _plan_of(seed)
        assert not [f.message() for f in check_plan_input(plan_input) if f.severity == "error"], seed
        if plan is not None:
            made += 1
            assert plan.territories is not None, seed
            assert not [f.message() for f in verify_plan(plan_input, plan)], seed
    assert made


@pytest.mark.parametrize("seed", _FALSIFIED)
def test_no_figure_name_or_mark_of_territories_may_be_another(seed: int):
    plan_input, plan = _plan_of(seed)
    assert plan is not None and plan.territories is not None
    tried, missed = 0, set()
    for number, (path, value) in enumerate(list_figures(plan.territories)):
        fields = tuple(step for step in path if isinstance(step, str))
        is_name_of_term = fields == ("report", "terms") and isinstance(value, str)  # of one that may be 0
        if number % 4 != seed % 4 or fields in _ELSEWHERE or is_name_of_term:
            continue
        cents = -20_000 if number % 3 else 20_000
        changed = value + abs(cents) if fields == ("report", "terms") else another_value(path[-1], value, cents)
        forged = put_figure(plan.territories, path, changed)
        tried += 1
        if not verify_territories(plan_input, plan, forged):
            missed.add(fields)
    assert tried > 60
    assert not missed


@pytest.mark.parametrize(("seed", "language"), [(2, Language.ENGLISH), (3, Language.CHINESE), (4, Language.ENGLISH)])
def test_the_written_plan_of_a_company_with_accounts_holds(seed: int, language: Language):
    plan_input, plan = _plan_of(seed)
    assert plan is not None
    book = read_book(write_made_plan(plan_input, plan, language, "plan.xlsx"), "plan.xlsx")
    assert not [f.message() for f in examine_book(book).findings]
