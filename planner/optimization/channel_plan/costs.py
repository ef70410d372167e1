"""Cost lines of a channel plan: what is chosen and hired, to the cent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from planner.domain.channel_plan import CostLine, PlanTotals
from planner.domain.choices import Channel
from planner.domain.identifiers import TeamId
from planner.optimization.channel_plan.problem import ChannelPlanProblem
from planner.response.option_table import CHANNELS, NO_TEAM
from planner.response.staffing import HEAD_COST_KINDS, Staffing

Hires = Mapping[tuple[int, int], int]
"""Heads hired by (team index, start quarter)."""


def list_costs(problem: ChannelPlanProblem, chosen: Sequence[int], hires: Hires) -> tuple[CostLine, ...]:
    """Return the cost lines of the options `chosen` (one per unit) and `hires`, in a fixed order.

    A line of 0 is left out, unless a hire or another step of a rebate would bring it about: in the plan workbook it then waits with its rate, so that
    the sheets stay right when finance adds a hire there or moves a step.
    """
    lines = [*_people_lines(problem, hires), *_variable_lines(problem, chosen), *_company_lines(problem)]
    waiting = {s.team.team: s for s in problem.staffing if s.max_hires}
    laddered = {r.channel for r in problem.plan_input.rebates}
    return tuple(line for line in lines if line.amount_cents or _waits(line, waiting, laddered))


def _waits(line: CostLine, hiring: Mapping[TeamId, Staffing], laddered: set[Channel]) -> bool:
    """Return whether a line of 0 would cost something after a hire in one of the teams `hiring`, or after a step of a channel with a ladder."""
    if line.kind == "rebate":
        return line.channel in laddered
    staff = None if line.team is None else hiring.get(line.team)
    if staff is None or line.kind not in ("hiring", *HEAD_COST_KINDS):
        return False
    return bool(staff.hire_fee_cents if line.kind == "hiring" else staff.head_rate_cents(line.kind))


def _people_lines(problem: ChannelPlanProblem, hires: Hires) -> list[CostLine]:
    lines: list[CostLine] = []
    for t, staff in enumerate(problem.staffing):
        own = [(q, n) for (team, q), n in hires.items() if team == t and n]
        channel, team = staff.team.channel, staff.team.team
        for kind in HEAD_COST_KINDS:
            amount = staff.head_cost_cents(kind) + sum(n * staff.hire_line_cents(kind, q) for q, n in own)
            lines.append(CostLine(kind, "", team, channel, amount, True))
        lines.append(CostLine("manager_pay", "", team, channel, staff.team.manager_pay_cents, True))
        lines.append(CostLine("manager_bonus", "", team, channel, staff.manager_bonus_cents, True))
        lines.append(CostLine("hiring", "", team, channel, sum(n * staff.hire_fee_cents for _, n in own), True))
    return lines


def _variable_lines(problem: ChannelPlanProblem, chosen: Sequence[int]) -> list[CostLine]:
    """Commission, programme and partner margin by channel and lead team; the rebate by channel."""
    options = problem.options
    rows = np.array(chosen, dtype=np.int64)
    counts_partner = problem.plan_input.settings.count_partner_margin
    lines: list[CostLine] = []
    for c, channel in enumerate(CHANNELS):
        in_channel = rows[options.channel[rows] == c]
        for t in sorted({int(t) for t in options.team[in_channel]}):
            own = in_channel[options.team[in_channel] == t]
            team = None if t == NO_TEAM else problem.staffing[t].team.team
            for kind, column, counts in (
                ("commission", options.commission_cents, True),
                ("programme", options.programme_cents, True),
                ("partner_margin", options.partner_margin_cents, counts_partner),
            ):
                lines.append(CostLine(kind, "", team, channel, int(column[own].sum()), counts))
        rebate = problem.rebate_cents(channel, int(options.revenue_cents[in_channel].sum()))
        lines.append(CostLine("rebate", "", None, channel, rebate, counts_partner))
    return lines


def _company_lines(problem: ChannelPlanProblem) -> list[CostLine]:
    channels: dict[str, Channel] = {t.team: t.channel for t in problem.plan_input.teams}
    lines = [
        CostLine("team_cost", c.line, c.team, channels[c.team] if c.team else None, c.amount_cents, c.counts_in_ratio)
        for c in problem.plan_input.team_costs
    ]
    return lines + [
        CostLine("marketing", m.line, None, m.channel, m.amount_cents, m.counts_in_ratio)
        for m in problem.plan_input.marketing
    ]


def compute_totals(problem: ChannelPlanProblem, chosen: Sequence[int], costs: Sequence[CostLine]) -> PlanTotals:
    """Return the company totals of the options `chosen` and cost lines `costs`."""
    options, rows = problem.options, np.array(chosen, dtype=np.int64)
    return PlanTotals(
        int(options.revenue_cents[rows].sum()),
        int(options.margin_cents[rows].sum()),
        sum(line.amount_cents for line in costs if line.counts_in_ratio),
        sum(line.amount_cents for line in costs if not line.counts_in_ratio),
        int(options.carry_over_cents[rows].sum()),
        int(options.option_value_cents[rows].sum()),
        float(options.new_customers[rows].sum()),
    )
