"""Rules of the channel plan about time and people."""

from __future__ import annotations

import numpy as np
import pulp

from planner.optimization.channel_plan.model_parts import ModelParts

LE, GE, EQ = pulp.LpConstraintLE, pulp.LpConstraintGE, pulp.LpConstraintEQ


def add_one_option_per_unit(parts: ModelParts) -> None:
    """Every unit gets exactly one option: Σ x_o = 1."""
    options = parts.problem.options
    for u in range(len(options.units)):
        own = options.rows_of(u)
        parts.add_row(f"one_option_per_unit.{u}", (own, np.ones(own.size)), (), EQ, 1.0)


def add_team_capacity(parts: ModelParts) -> None:
    """Effort as lead and as co-seller is within available FTE plus ramped hires: Σ fte·x ≤ available + Σ ramped·hires."""
    options = parts.problem.options
    for t, staff in enumerate(parts.problem.staffing):
        effort = np.where(options.team == t, options.fte, 0.0) + np.where(
            options.coseller == t, options.cosell_fte, 0.0
        )
        lent = [(v, -staff.hire_fte[q - 1]) for (team, q), v in parts.hires.items() if team == t]
        parts.add_row(f"team_capacity.{t}", effort, lent, LE, staff.available_fte)


def add_hire_limit(parts: ModelParts) -> None:
    """Hires are within each team's limit, the company's limit, and the headcount limit at year end."""
    settings = parts.problem.plan_input.settings
    for t, staff in enumerate(parts.problem.staffing):
        own = [(v, 1.0) for (team, _), v in parts.hires.items() if team == t]
        parts.add_row(f"hire_limit.{t}", None, own, LE, float(staff.max_hires))
    everyone = [(v, 1.0) for v in parts.hires.values()]
    if settings.max_hires is not None:
        parts.add_row("hire_limit.company", None, everyone, LE, float(settings.max_hires))
    if settings.headcount_limit is not None:
        people = sum(s.people_in_place for s in parts.problem.staffing)
        parts.add_row("hire_limit.headcount", None, everyone, LE, float(settings.headcount_limit - people))


def add_headcount_budget(parts: ModelParts) -> None:
    """People and hires cost at most the headcount budget."""
    budget = parts.problem.plan_input.settings.headcount_budget_cents
    if budget is None:
        return
    parts.add_row(
        "headcount_budget.company",
        None,
        hire_cost_terms(parts),
        LE,
        parts.at_most(budget - parts.problem.people_cents),
    )


def hire_cost_terms(parts: ModelParts, team: int | None = None) -> list[tuple[pulp.LpVariable, float]]:
    """Return the terms of what hires cost in the plan year, in model units; of all teams without `team`."""
    return [
        (v, parts.problem.staffing[t].hire_cost_cents(q) / parts.money)
        for (t, q), v in parts.hires.items()
        if team is None or t == team
    ]
