"""From the chosen options to the channel plan that everybody reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from planner.domain.channel_plan import ChannelPlan, SolveReport, TeamPlan, UnitPlan
from planner.domain.choices import Objective
from planner.domain.identifiers import Cents, ProductId, TeamId
from planner.domain.plan_input import PlanInput
from planner.optimization.channel_plan.costs import Hires, compute_totals, list_costs
from planner.optimization.channel_plan.model import fixed_objective_cents, option_objective_cents
from planner.optimization.channel_plan.problem import HIRE_SLOTS, ChannelPlanProblem
from planner.response.option_table import CHANNELS, NO_TEAM, OptionTable
from planner.response.product_cents import split_by_product
from planner.response.staffing import tuple4


def compute_objective_cents(
    problem: ChannelPlanProblem, objective: Objective, chosen: Sequence[int], hires: Hires
) -> Cents:
    """Return the exact objective (cents, to be maximised) of the options `chosen` and `hires`."""
    by_option = option_objective_cents(problem, objective)
    total = int(sum(by_option[i] for i in chosen)) + fixed_objective_cents(problem, objective)
    if objective is Objective.REVENUE:
        return total
    total -= sum(n * problem.staffing[t].hire_cost_cents(q) for (t, q), n in hires.items())
    return total - sum(line.amount_cents for line in list_costs(problem, chosen, {}) if line.kind == "rebate")


def build_channel_plan(
    problem: ChannelPlanProblem, chosen: Sequence[int], hires: Hires, report: SolveReport
) -> ChannelPlan:
    """Return the channel plan of the options `chosen` (one index per unit, in order of units) and `hires`."""
    costs = list_costs(problem, chosen, hires)
    units = _unit_plans(problem, problem.options.pick(chosen))
    return ChannelPlan(units, _team_plans(problem, units, hires), costs, compute_totals(problem, chosen, costs), report)


def _unit_plans(problem: ChannelPlanProblem, table: OptionTable) -> tuple[UnitPlan, ...]:
    """Return the plans of units from the options in `table`, one a unit."""
    products = [p.product for p in problem.plan_input.products]
    by_product = split_by_product(table, products)
    values = table.value_cents(problem.plan_input.settings.next_year_weight)
    return tuple(
        _unit_plan(problem, table, i, dict(zip(products, by_product[i].tolist(), strict=True)), int(values[i]))
        for i in range(table.size)
    )


def _unit_plan(
    problem: ChannelPlanProblem, table: OptionTable, option: int, sold: Mapping[ProductId, Cents], value_cents: Cents
) -> UnitPlan:
    unit = table.units[int(table.unit[option])]
    kept, new = int(table.kept_cents[option]), int(table.new_cents[option])
    team, coseller = int(table.team[option]), int(table.coseller[option])
    return UnitPlan(
        unit=unit,
        channel=CHANNELS[int(table.channel[option])],
        team=None if team == NO_TEAM else problem.staffing[team].team.team,
        coseller=None if coseller == NO_TEAM else problem.staffing[coseller].team.team,
        fte=float(table.fte[option]),
        cosell_fte=float(table.cosell_fte[option]),
        reach=float(table.reach[option]),
        revenue_kept_cents=kept,
        revenue_new_cents=new,
        products_cents=tuple(sold[p] for p in unit.products),
        margin_cents=int(table.margin_cents[option]),
        partner_margin_cents=int(table.partner_margin_cents[option]),
        commission_cents=int(table.commission_cents[option]),
        programme_cost_cents=int(table.programme_cents[option]),
        carry_over_cents=int(table.carry_over_cents[option]),
        option_value_cents=int(table.option_value_cents[option]),
        value_cents=value_cents,
        new_customers=float(table.new_customers[option]),
        matrix_channel=CHANNELS[int(table.matrix_channel[option])],
        is_changed=bool(table.is_changed[option]),
    )


def _team_plans(problem: ChannelPlanProblem, units: Sequence[UnitPlan], hires: Hires) -> tuple[TeamPlan, ...]:
    last_year = last_year_by_team(problem.plan_input)
    plans: list[TeamPlan] = []
    for t, staff in enumerate(problem.staffing):
        team = staff.team.team
        heads = [hires.get((t, q), 0) for q in HIRE_SLOTS]
        plans.append(
            TeamPlan(
                team=team,
                heads=staff.people_in_place,
                hires=tuple4(heads),
                available_fte=staff.available_fte + sum(n * f for n, f in zip(heads, staff.hire_fte, strict=True)),
                lead_fte=sum(u.fte for u in units if u.team == team),
                cosell_fte=sum(u.cosell_fte for u in units if u.coseller == team),
                expected_revenue_cents=sum(u.revenue_cents for u in units if u.team == team),
                cosell_revenue_cents=sum(u.revenue_cents for u in units if u.coseller == team),
                last_year_revenue_cents=last_year.get(team),
            )
        )
    return tuple(plans)


def last_year_by_team(plan_input: PlanInput) -> dict[TeamId, Cents]:
    """Return last year's revenue of teams: as given, else from history, else of the segments they lead today; absent when unknown."""
    history: dict[TeamId, Cents] = defaultdict(int)
    for line in plan_input.last_year_history():
        if line.team is not None:
            history[line.team] += line.revenue_cents
    today: dict[TeamId, Cents] = defaultdict(int)
    for segment in plan_input.segments:
        if segment.today_team is not None:
            today[segment.today_team] += segment.existing_revenue_cents
    found: dict[TeamId, Cents] = {}
    for team in plan_input.teams:
        given = team.last_year_revenue_cents
        amount = given if given is not None else history.get(team.team, today.get(team.team))
        if amount is not None:
            found[team.team] = amount
    return found
