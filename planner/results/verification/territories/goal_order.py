"""Territories whose goals were put in order: each goal is still about what it reached in its turn."""

from __future__ import annotations

import math
from collections.abc import Iterator

from planner.domain.territory import BALANCE_GOAL, COST_GOAL, GOAL_TERMS, IN_ORDER, order_room
from planner.findings import Finding
from planner.results.verification.subject import broken, money
from planner.results.verification.territories.ledger import Ledger
from planner.tables.results.territory_sheets import GOAL_WORDS

_DOLLAR, _RELATIVE = 100.0, 1e-6


def verify_goal_order(ledger: Ledger) -> Iterator[Finding]:
    """Every goal stands once, cost last; no bound lies above what was reached, and the plan's own terms are within the room of that.

    The terms themselves are recomputed by their rules. A goal that the workbook prices at nothing has no term to compare with.
    """
    report = ledger.subject.plan.report
    goals = [stage.goal for stage in report.stages]
    if (report.method == IN_ORDER) is not bool(goals):
        yield broken("goal_order", "the goals that were put in order are missing", "缺少依次优化的目标")
    if goals and (len(set(goals)) < len(goals) or goals[-1] != COST_GOAL):
        yield broken("goal_order", "each goal stands once, all costs together last", "各目标应只出现一次，总成本在最后")
    terms = dict(report.terms)
    share = ledger.subject.plan_input.settings.imbalance_cost_share
    fair = share * math.fsum(shares["potential"] for shares in ledger.fair.values())
    for stage in report.stages:
        is_cost = stage.goal == COST_GOAL
        found = report.objective_cents if is_cost else math.fsum(terms.get(t, 0.0) for t in GOAL_TERMS[stage.goal])
        least = max(_DOLLAR, _RELATIVE * abs(stage.value))
        most = stage.value + (0.0 if is_cost else order_room(stage.value, fair if stage.goal == BALANCE_GOAL else 0.0))
        is_off = found > _DOLLAR if stage.is_usual else found > most + least or (is_cost and found < most - least)
        if is_off:
            text = "{g}: {a} in its turn, {b} in the plan", "{g}：在其顺序中为 {a}，方案中为 {b}"
            goal = GOAL_WORDS[stage.goal]
            yield broken("goal_order", *text, g=goal, a=money(stage.value), b=money(found))
        if stage.bound > stage.value + least:
            yield broken("goal_order", "a bound is above what was reached", "下界高于已达到的值")
