"""All targets of a plan: company, teams, seats, products, months, other goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from planner.domain.channel_plan import ChannelPlan, TeamPlan
from planner.domain.identifiers import Cents, TeamId, UnitId
from planner.domain.money import money_words
from planner.domain.plan_input import PlanInput
from planner.domain.rounding import add_share, choose_step, split_amount
from planner.domain.targets import SeatTarget, TargetPlan, TeamTarget
from planner.domain.territory import TerritoryPlan
from planner.domain.two_way_split import split_over_products
from planner.errors import NoFeasiblePlanError
from planner.language import Text
from planner.optimization.target_split.goals import split_goals
from planner.optimization.target_split.season import Seasons
from planner.optimization.target_split.seat_positions import list_positions
from planner.optimization.target_split.seat_split import TerritoryRevenue, split_over_seats
from planner.optimization.target_split.team_split import add_company_target_split


def split_targets(
    plan_input: PlanInput, channel_plan: ChannelPlan, territories: TerritoryPlan | None = None
) -> TargetPlan:
    """Return all targets; on every axis the parts add up to the whole to the cent.

    The teams carry the whole company target: what seeded and avoided units bring is not asked of anybody.

    Parameters
    ----------
    territories
        Where they were made, seats' targets follow what their accounts are expected to bring; teams without any are split by capacity.

    Raises
    ------
    NoFeasiblePlanError
        When team or seat bands cannot add up.
    """
    settings = plan_input.settings
    bases = add_company_target_split(plan_input, channel_plan)
    company_cushioned, cushioned = add_cushion(plan_input, bases)
    products = tuple(p.product for p in plan_input.products)
    seasons = Seasons(plan_input)
    revenue = None
    if territories is not None:
        revenue = TerritoryRevenue(
            {s.seat: s.before.expected_cents for s in territories.seats},
            {s.seat: s.after.expected_cents for s in territories.seats},
        )
    teams: list[TeamTarget] = []
    seats: list[SeatTarget] = []
    units = _unit_targets(plan_input, channel_plan, bases)
    by_product = _product_targets(plan_input, channel_plan, bases, units)
    for team_plan in channel_plan.teams:
        team = team_plan.team
        handed_out = add_share(cushioned[team], settings.seat_cushion_share)
        positions = list_positions(plan_input, team_plan)
        own: tuple[SeatTarget, ...] = ()
        if positions:
            own = split_over_seats(plan_input, positions, bases[team], handed_out, by_product[team], seasons, revenue)
        elif bases[team]:
            raise _nobody_to_carry(team, bases[team])
        seats.extend(own)
        teams.append(_team_target(plan_input, channel_plan, team_plan, bases[team], cushioned[team], own, units))
    carried = sum(t.expected_revenue_cents for t in channel_plan.teams)
    expected = channel_plan.totals.revenue_cents
    return TargetPlan(
        company_base_cents=settings.target_revenue_cents,
        company_cushioned_cents=company_cushioned,
        company_seat_cushioned_cents=sum(s.cushioned_cents for s in seats),
        company_stretch=settings.target_revenue_cents / expected if expected else 0.0,
        carried_stretch=settings.target_revenue_cents / carried if carried else 0.0,
        products=products,
        teams=tuple(teams),
        seats=tuple(seats),
        unit_targets_cents=units,
        goals=split_goals(plan_input, channel_plan, bases, seats),
    )


def add_cushion(plan_input: PlanInput, bases: dict[TeamId, Cents]) -> tuple[Cents, dict[TeamId, Cents]]:
    """Return the company's target with the teams' cushion, and its split over the teams in proportion to their targets."""
    settings = plan_input.settings
    total = add_share(settings.target_revenue_cents, settings.team_cushion_share)
    parts = split_amount(total, list(bases.values()), max(1, settings.rounding_step_cents), least=list(bases.values()))
    return total, dict(zip(bases, parts, strict=True))


def _product_targets(
    plan_input: PlanInput,
    channel_plan: ChannelPlan,
    bases: Mapping[TeamId, Cents],
    units: Mapping[UnitId, Cents],
) -> dict[TeamId, tuple[Cents, ...]]:
    """Return each team's target by product line, in workbook order: what its units have there; even where it leads none."""
    index = {p.product: i for i, p in enumerate(plan_input.products)}
    step = plan_input.settings.rounding_step_cents
    targets = {team: [0] * len(index) for team in bases}
    for unit in channel_plan.units:
        if unit.team is not None:
            parts = split_over_products(units[unit.unit.unit], unit.products_cents, step)
            for product, cents in zip(unit.unit.products, parts, strict=True):
                targets[unit.team][index[product]] += cents
    even = (1,) * len(index)
    return {
        team: tuple(own) if sum(own) == bases[team] else split_amount(bases[team], even, step)
        for team, own in targets.items()
    }


def _unit_targets(plan_input: PlanInput, channel_plan: ChannelPlan, bases: dict[TeamId, Cents]) -> dict[UnitId, Cents]:
    """Split each team's target over the units that it leads by expected revenue; units without a team carry none."""
    led: dict[TeamId, list[tuple[UnitId, Cents]]] = defaultdict(list)
    targets: dict[UnitId, Cents] = {u.unit.unit: 0 for u in channel_plan.units}
    for unit in channel_plan.units:
        if unit.team is not None:
            led[unit.team].append((unit.unit.unit, unit.revenue_cents))
    for team, units in led.items():
        weights = [c for _, c in units] if any(c for _, c in units) else [1] * len(units)
        parts = split_amount(
            bases[team], weights, choose_step(bases[team], len(units), plan_input.settings.rounding_step_cents)
        )
        targets.update({unit: part for (unit, _), part in zip(units, parts, strict=True)})
    return targets


def _team_target(
    plan_input: PlanInput,
    channel_plan: ChannelPlan,
    team_plan: TeamPlan,
    base: Cents,
    cushioned: Cents,
    seats: tuple[SeatTarget, ...],
    units: dict[UnitId, Cents],
) -> TeamTarget:
    months = tuple(sum(s.months_cents[m] for s in seats) for m in range(12))
    step = choose_step(cushioned, 12, plan_input.settings.rounding_step_cents)
    last_year = team_plan.last_year_revenue_cents
    return TeamTarget(
        team=team_plan.team,
        base_cents=base,
        cushioned_cents=cushioned,
        months_cents=months,
        cushioned_months_cents=split_amount(cushioned, list(months) if any(months) else [1] * 12, step),
        products_cents=tuple(sum(s.products_cents[p] for s in seats) for p in range(len(plan_input.products))),
        overlay_cents=sum(units[u.unit.unit] for u in channel_plan.units if u.coseller == team_plan.team),
        stretch=base / team_plan.expected_revenue_cents if team_plan.expected_revenue_cents else 0.0,
        growth=base / last_year - 1 if last_year else None,
    )


def _nobody_to_carry(team: TeamId, base_cents: Cents) -> NoFeasiblePlanError:
    text = Text(
        "Team '{t}' has a target of {a} but no seat to carry it: give it heads or hires, or no fixed or least target.",
        "团队“{t}”的目标为 {a}，但没有席位承担：请为其配置人员或招聘，或取消固定目标与目标下限。",
    )
    return NoFeasiblePlanError(text.format(t=team, a=money_words(base_cents)))
