"""Variable pay at several attainments, by the same rules as the plan's cost of sales."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.identifiers import Cents
from planner.results.cost_of_sales_attainment import compute_commission, round_cents
from planner.writing.letters.amounts import format_money, format_share
from planner.writing.letters.content import PayRow
from planner.writing.letters.plan_facts import PlanFacts

_ATTAINMENTS = (0.8, 1.0, 1.2)


def list_commission(facts: PlanFacts, team: str, target: Cents) -> tuple[PayRow, ...]:
    """Return a seat's commission at 80, 100 and 120 % of its own `target`; no rows when its team earns none.

    Steps given as amounts of revenue are the team's; for a seat they begin at the same share of its target.
    """
    curve = replace(facts.curves[team], target_cents=target)
    earned = [round_cents(compute_commission(curve, a)) for a in _ATTAINMENTS]
    return _rows(target, earned)


def list_manager_bonus(facts: PlanFacts, team: str) -> tuple[PayRow, ...]:
    """Return the bonus of a team's leader at the same attainments of the team's target; no rows when there is none."""
    curve = facts.curves[team]
    earned = [round_cents(curve.manager_bonus_cents * a) if a >= curve.manager_bonus_from else 0 for a in _ATTAINMENTS]
    return _rows(curve.target_cents, earned)


def _rows(target: Cents, earned: list[Cents]) -> tuple[PayRow, ...]:
    if not any(earned):
        return ()
    return tuple(
        PayRow(format_share(a), format_money(round_cents(target * a)), format_money(cents))
        for a, cents in zip(_ATTAINMENTS, earned, strict=True)
    )
