"""Limits that no plan can keep, found without a solver: what is asked for is beyond what all units together could bring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.domain.choices import OverrideKind
from planner.domain.money import money_words
from planner.domain.plan_input import PlanInput
from planner.domain.rounding import add_share
from planner.language import Text
from planner.optimization.channel_plan.model import ChannelPlanModel
from planner.optimization.channel_plan.solution import last_year_by_team
from planner.optimization.target_split.team_split import override_amount
from planner.results.rule_words import row_words

_COUNTS = ("new_customer_floor",)
_FLOORS = ("revenue_floor", "product_floor", "segment_share_floor", "new_customer_floor", "team_revenue_band")


@dataclass(frozen=True, slots=True)
class Impossible:
    """A row that no plan keeps, whatever the teams: its name, what it asks for in words, and the most that could be reached."""

    row: str
    words: Text


def find_impossible(model: ChannelPlanModel) -> tuple[Impossible, ...]:
    """Return the floors of `model` above what every unit's best option adds up to (each unit free to take the option that helps most)."""
    program, options = model.program, model.problem.options
    found: list[Impossible] = []
    for number, name in enumerate(program.row_names):
        rule = name.split(".", 1)[0]
        if rule not in _FLOORS or not np.isfinite(program.row_lower[number]):
            continue
        columns, values = program.entries_of(number)
        is_option = (columns < options.size) & (program.upper[columns] > 0.5)
        best = np.zeros(len(options.units))
        np.maximum.at(best, options.unit[columns[is_option]], values[is_option])
        most = float(best.sum())
        if most < program.row_lower[number] - 1e-6 * max(1.0, abs(most)):
            reachable = f"{most:,.1f}" if rule in _COUNTS else money_words(most * model.money)
            text = Text(
                "{w}: even with unlimited time of every team at most {m} could be reached",
                "{w}：即使各团队时间不限，最多也只能达到 {m}",
            )
            found.append(Impossible(name, text.format(w=row_words(model.problem, name), m=reachable)))
    return tuple(found)


def find_impossible_split(plan_input: PlanInput) -> tuple[Impossible, ...]:
    """Return the company's target when the teams' fixed and most targets leave part of it to nobody, or what is fixed asks for more.

    True of every channel plan: growth bands only count where they limit, and a least target only where it is fixed or the team's own.
    """
    settings, last_year = plan_input.settings, last_year_by_team(plan_input)
    total, least, most = settings.target_revenue_cents, 0, 0
    for team in plan_input.teams:
        fixed = override_amount(plan_input, OverrideKind.TEAM_TARGET, team.team)
        fixed = team.fixed_target_cents if fixed is None else fixed
        if fixed is not None:
            least, most = least + fixed, most + fixed
            continue
        high = total if team.target_max_cents is None else team.target_max_cents
        if settings.team_growth_max is not None and last_year.get(team.team):
            high = min(high, add_share(last_year[team.team], settings.team_growth_max))
        low = team.target_min_cents or 0
        least, most = least + low, most + max(low, high)
    if least <= total <= most:
        return ()
    text = Text(
        "company target {c}: the teams' fixed, least and most targets add up to at least {a} and at most {b}",
        "公司目标 {c}：各团队的固定、最低与最高目标合计最少 {a}、最多 {b}",
    ).format(c=money_words(total), a=money_words(least), b=money_words(most))
    return (Impossible("company_target_split", text),)
