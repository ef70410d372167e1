"""Company target to team targets."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.channel_plan import ChannelPlan, TeamPlan
from planner.domain.choices import OverrideKind
from planner.domain.identifiers import Cents, TeamId
from planner.domain.money import money_words
from planner.domain.plan_input import PlanInput
from planner.domain.rounding import add_share, split_amount
from planner.errors import NoFeasiblePlanError
from planner.language import Text
from planner.reading.words.numbers import read_number, to_cents

Band = tuple[Cents, Cents]


def add_company_target_split(plan_input: PlanInput, channel_plan: ChannelPlan) -> dict[TeamId, Cents]:
    """Split the company's target over the teams that lead units, each by the same stretch where its band allows.

    The split in proportion to expected revenue, held within the bands, has the smallest possible largest difference between a team's
    stretch and the company's, and the smallest sum of differences in money: every team off its band has the same stretch.

    Raises
    ------
    NoFeasiblePlanError
        When a team's bands are at odds, or all bands cannot add up to the company's target; `conflicts` names them.
    """
    total = plan_input.settings.target_revenue_cents
    teams = channel_plan.teams
    bands = [add_team_target_band(plan_input, t) for t in teams]
    if any(low > high for low, high in bands):
        raise _at_odds(teams, bands)
    weights = [float(t.expected_revenue_cents) for t in teams]
    least, most = sum(b[0] for b in bands), sum(b[1] for b in bands)
    if least > total or most < total or not any(weights):
        raise _impossible(plan_input, teams, bands)
    step = add_rounding_step(plan_input)
    parts = split_amount(total, weights, step, [b[0] for b in bands], [b[1] for b in bands])
    return {t.team: part for t, part in zip(teams, parts, strict=True)}


def add_rounding_step(plan_input: PlanInput) -> Cents:
    """Return the step of which targets are multiples; what the company's target has beyond a multiple stays with one part."""
    return max(1, plan_input.settings.rounding_step_cents)


def add_team_target_band(plan_input: PlanInput, team_plan: TeamPlan) -> Band:
    """Return the least and most target of a team: fixed or overridden, else its own band and the company's growth band.

    Where these two have nothing in common, the least is above the most.
    """
    team, settings = plan_input.team(team_plan.team), plan_input.settings
    fixed = override_amount(plan_input, OverrideKind.TEAM_TARGET, team.team)
    fixed = team.fixed_target_cents if fixed is None else fixed
    if fixed is not None:
        return fixed, fixed
    if team_plan.expected_revenue_cents <= 0:
        return 0, 0
    low, high = (
        team.target_min_cents or 0,
        settings.target_revenue_cents if team.target_max_cents is None else team.target_max_cents,
    )
    last_year = team_plan.last_year_revenue_cents
    if last_year:
        if settings.team_growth_min is not None:
            low = max(low, add_share(last_year, settings.team_growth_min))
        if settings.team_growth_max is not None:
            high = min(high, add_share(last_year, settings.team_growth_max))
    return low, max(0, high)


def override_amount(plan_input: PlanInput, kind: OverrideKind, name: str) -> Cents | None:
    """Return the amount (cents) that a person fixed for `name`, or ``None``."""
    for override in plan_input.overrides:
        if override.kind is kind and override.name == name:
            read = read_number(override.value)
            if read is not None:
                return to_cents(read.value) if read.value >= 0 else None
    return None


def _at_odds(teams: Sequence[TeamPlan], bands: Sequence[Band]) -> NoFeasiblePlanError:
    """Return which teams' own band and the growth band exclude each other."""
    words = tuple(
        Text(
            "team {t}: target at least {a}, but at most {b} (its own band and the growth band of Settings)",
            "团队 {t}：目标至少 {a}，但至多 {b}（其自身区间与参数中的增长区间）",
        ).format(t=t.team, a=money_words(low), b=money_words(high))
        for t, (low, high) in zip(teams, bands, strict=True)
        if low > high
    )
    text = Text(
        "A team's own target band and the growth band exclude each other.", "团队自身的目标区间与增长区间互相矛盾。"
    )
    return NoFeasiblePlanError(text, (), words)


def _impossible(plan_input: PlanInput, teams: Sequence[TeamPlan], bands: Sequence[Band]) -> NoFeasiblePlanError:
    total = plan_input.settings.target_revenue_cents
    least, most = sum(b[0] for b in bands), sum(b[1] for b in bands)
    words = tuple(
        Text("team {t}: target between {a} and {b}", "团队 {t}：目标在 {a} 与 {b} 之间").format(
            t=t.team, a=money_words(a), b=money_words(b)
        )
        for t, (a, b) in zip(teams, bands, strict=True)
    )
    if not any(t.expected_revenue_cents for t in teams):
        text = Text(
            "No team leads any revenue in this plan, so that nobody can carry the company's target of {c}. "
            "State what a team must bring (Expected revenue, least), a smaller largest stretch, or another objective; where segments are kept from "
            "the channels of all teams (Forced channel, Forbidden channels), allow one.",
            "该计划中没有任何团队负责收入，无人可承担公司目标 {c}。请填写团队的预期收入下限、较小的最大拉伸系数，或改用其他优化目标；"
            "若各细分均被排除在所有团队的通路之外（指定通路、禁用通路），请至少放开一个。",
        ).format(c=money_words(total))
        return NoFeasiblePlanError(text)
    text = Text(
        "The teams' target bands add up to between {a} and {b}; the company's target is {c}.",
        "各团队目标区间合计在 {a} 与 {b} 之间，而公司目标为 {c}。",
    ).format(a=money_words(least), b=money_words(most), c=money_words(total))
    return NoFeasiblePlanError(text, (), words)
