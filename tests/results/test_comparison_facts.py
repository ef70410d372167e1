"""What a comparison says of how it was made: cases are solved without territories, and by which objective."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.choices import Objective
from planner.domain.scenario import CaseOutcome
from planner.language import NO_TEXT
from planner.optimization.annual_plan import make_annual_plan
from planner.results.comparison import ComparedCase, Comparison, PlanFigures, build_figures, territory_facts
from planner.results.metrics import OBJECTIVE_METRIC
from tests.account_book_builder import make_book, make_territory_input
from tests.plan_input_builder import make_plan_input


def test_where_there_are_accounts_the_comparison_says_that_seats_follow_capacity_alone():
    ((label, value),) = territory_facts(make_territory_input(make_book(1_200)))
    assert "targets follow capacity alone" in label.en
    assert "席位目标仅按产能分解" in label.zh
    assert value == "1,200"
    assert territory_facts(make_territory_input(make_book(0))) == ()


def test_values_of_different_objectives_are_not_put_side_by_side():
    """A plan of most revenue stood above one of most contribution by their difference, in green."""
    plan_input = make_plan_input()
    figures = build_figures(plan_input, make_annual_plan(plan_input).plan)
    other = replace(figures, objective=Objective.REVENUE.value)

    def shown(*plans: PlanFigures) -> set[str]:
        cases = tuple(ComparedCase("a", NO_TEXT, NO_TEXT, CaseOutcome.PLANNED, f) for f in plans)
        return {m.key for m in Comparison("Example", ("2026",), "CNY", cases, ()).metrics}

    assert shown(figures, figures) - shown(figures, other) == {OBJECTIVE_METRIC}
    assert figures.objective == Objective.CONTRIBUTION.value
