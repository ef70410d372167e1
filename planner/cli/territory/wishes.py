"""What the options of ``planner territory`` ask beyond the plan: strict limits, goals in order, moves by hand, the frontier of moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.cli.territory.account import Remark
from planner.cli.territory.files import verify_or_refuse
from planner.domain.assumption import Assumption
from planner.domain.choices import Strictness
from planner.domain.identifiers import AccountId, SeatId
from planner.domain.money import money_words
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.territory import TerritoryPlan
from planner.language import Text
from planner.optimization.territory.order import make_ordered_territories
from planner.optimization.territory.replan import replan_territories, trace_frontier
from planner.optimization.territory.solve import TerritoryOptions
from planner.tables.registry import table_named
from planner.tables.territory_sheets import GOAL_WORDS


def be_strict(plan_input: PlanInput, hours: bool, band: bool) -> PlanInput:
    """Return the input with the strict limits that the options ask for; what the workbook asks for stays."""
    if not (hours or band):
        return plan_input
    before = plan_input.settings.territory_strictness
    wanted = Strictness.HOURS_AND_BAND if band or before is Strictness.HOURS_AND_BAND else Strictness.HOURS
    return replace(plan_input, settings=replace(plan_input.settings, territory_strictness=wanted))


def drop_asked(assumptions: tuple[Assumption, ...], is_asked: bool) -> tuple[Assumption, ...]:
    """Return the defaults that the plan still rests on: strictness is none where an option `is_asked` for it."""
    header = table_named("settings").column("territory_strictness").header
    return tuple(a for a in assumptions if not (is_asked and a.column == header))


def make_in_order(
    plan_input: PlanInput, annual: AnnualPlan, goals: tuple[str, ...], options: TerritoryOptions
) -> tuple[TerritoryPlan, list[Remark]]:
    """Return the plan with its goals in order, and a remark a stage."""
    plan, stages = make_ordered_territories(plan_input, annual, goals, options)
    remarks: list[Remark] = []
    for number, stage in enumerate(stages, start=1):
        text = Text("{n}. {g}: {v}; no plan below {b}", "{n}. {g}：{v}；不可能低于 {b}").format(
            n=number, g=GOAL_WORDS[stage.goal], v=money_words(stage.value), b=money_words(stage.bound)
        )
        remarks.append((text, {"goal": stage.goal, "value": stage.value / 100, "bound": stage.bound / 100}))
    return plan, remarks


def move_by_hand(
    plan_input: PlanInput,
    annual: AnnualPlan,
    plan: TerritoryPlan,
    pairs: Mapping[AccountId, SeatId],
    max_moves: int,
    options: TerritoryOptions,
) -> tuple[PlanInput, TerritoryPlan, Remark]:
    """Return input, plan and remark after the manual moves."""
    again = replan_territories(plan_input, annual, plan, pairs, max_moves, options)
    text = Text(
        "Price of the manual decisions: {p} {c}; further changes: {n}{l}",
        "人工决定的代价：{p} {c}；连带调整：{n}{l}",
    )
    listed = f" ({', '.join(again.further[:20])})" if again.further else ""
    price = money_words(again.price_cents)
    currency = plan_input.settings.currency
    remark = text.format(p=price, c=currency, n=len(again.further), l=listed)
    more: dict[str, object] = {"price_of_moves": again.price_cents / 100, "further_changes": list(again.further)}
    return again.plan_input, again.plan, (remark, more)


def trace_frontier_of_moves(
    plan_input: PlanInput, annual: AnnualPlan, plan: TerritoryPlan, options: TerritoryOptions
) -> list[Remark]:
    """Return the points of the frontier in words and figures, each verified."""
    rows: list[Remark] = []
    for point in trace_frontier(plan_input, annual, plan, options):
        verify_or_refuse(point.plan_input, replace(annual, territories=point.plan), is_whole=False)
        report = point.plan.report
        worst = point.plan.worst_deviation
        text = Text(
            "At most {k} accounts leave an owner who may keep them: {n} moves in all, worst deviation {d}, cost {c}",
            "至多 {k} 个客户离开可继续负责的现负责人：共调整 {n} 次，最大偏差 {d}，成本 {c}",
        )
        cost = f"{money_words(report.objective_cents)} {plan_input.settings.currency}"
        figures: dict[str, object] = {
            "most_moves": point.limit,
            "moves": report.moves,
            "worst_deviation": worst,
            "cost": report.objective_cents / 100,
            "bound": report.bound_cents / 100,
        }
        rows.append((text.format(k=point.limit, n=report.moves, d=f"{worst:.1%}", c=cost), figures))
    return rows
