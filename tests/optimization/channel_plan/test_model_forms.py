"""The program as arrays and as a PuLP model: the same rules give the same rows, columns and objective."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from planner.domain.choices import Objective
from planner.domain.rules import CHANNEL_PLAN_RULES
from planner.language import Language
from planner.optimization.channel_plan.model import build_channel_plan_model, build_pulp_model
from planner.optimization.channel_plan.problem import RobustTarget, build_channel_plan_problem
from planner.writing.example import build_example
from tests.optimization.channel_plan.pulp_reading import read_pulp_model
from tests.results.rich_case import make_rich_input


def _rich_problem():
    """Every rule has a row: ladders, floors, budgets, bands, limits, forced choices, the certain revenue, teams that carry the target."""
    made = make_rich_input(
        cost_of_sales_cap=0.9,
        change_limit=3,
        seed_budget_cents=10**9,
        max_units_seed=4,
        new_customer_floor=1,
        headcount_budget_cents=10**12,
        max_hires=3,
    )
    made = replace(
        made,
        products=(replace(made.products[0], target_floor_cents=100), *made.products[1:]),
        segments=(replace(made.segments[0], share_floor=0.01), *made.segments[1:]),
        teams=tuple(replace(t, cost_cap=0.8, revenue_min_cents=1, revenue_max_cents=10**12) for t in made.teams),
    )
    problem = build_channel_plan_problem(made)
    certain = RobustTarget(problem.options.revenue_cents.astype(np.float64) * 0.9, 1e6)
    return replace(problem, is_target_carried=True, robust=certain)


def _problems():
    return {"rich": _rich_problem(), "example": build_channel_plan_problem(build_example(Language.ENGLISH))}


PROBLEMS = _problems()


@pytest.mark.parametrize("objective", list(Objective))
@pytest.mark.parametrize("name", PROBLEMS)
def test_arrays_and_pulp_say_the_same(name, objective):
    written = build_pulp_model(PROBLEMS[name], objective)
    read = read_pulp_model(written.problem, written.variables)
    program = build_channel_plan_model(PROBLEMS[name], objective).program
    for field in fields(program):
        assert np.array_equal(getattr(program, field.name), getattr(read, field.name)), field.name


def test_rich_case_has_rows_of_every_rule():
    rules = set(build_channel_plan_model(PROBLEMS["rich"], Objective.CONTRIBUTION).program.rules)
    assert rules >= set(CHANNEL_PLAN_RULES) - {"forced_choice"}


def test_columns_of_rebates_and_hires_are_those_of_their_names():
    problem = PROBLEMS["rich"]
    model = build_channel_plan_model(problem, Objective.CONTRIBUTION)
    names = [v.name for v in build_pulp_model(problem, Objective.CONTRIBUTION).variables]
    assert model.rebates
    assert all(names[column] == f"hires_{t}_{q}" for (t, q), column in model.hires.items())
    for (_, k), (of_step, of_revenue) in model.rebates.items():
        assert names[of_step].startswith("rebate_step_") and names[of_step].endswith(f"_{k}")
        assert names[of_revenue] == names[of_step].replace("step", "revenue")
