"""Explanations as the objects that --json prints: amounts in units of the currency, null where an amount is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.domain.identifiers import UnitId
from planner.language import Language
from planner.results.explain.alternatives import Alternative
from planner.results.explain.explained import Explained
from planner.results.explain.heads import HeadValue
from planner.results.explain.limits import OverrideCost, RulePrice
from planner.results.explain.tipping import TippingPoint
from planner.results.explain.units import UnitReason

Tips = Mapping[UnitId, tuple[TippingPoint, ...]]
"""Where the choice of each unit turns."""


def plan_frame(explained: Explained) -> dict[str, object]:
    """Return what stands before every explanation: the plan's own value, and what is not proven of it."""
    sign = -1 if explained.objective.value == "cost" else 1
    return {
        "objective_name": explained.objective.value,
        "objective": sign * explained.value_cents / 100,
        "gap": explained.gap_cents / 100,
        "currency": explained.plan_input.settings.currency,
    }


def unit_json(reason: UnitReason, tips: Tips) -> dict[str, object]:
    """Return what every channel would bring a unit, and where its choice turns."""
    return {
        "unit": reason.unit,
        "choice": reason.firmness.value,
        "channels": [
            {
                "channel": o.channel.value,
                "chosen": o.is_chosen,
                "team": o.team,
                "coseller": o.coseller,
                "fte": o.fte,
                "cosell_fte": o.cosell_fte,
                "revenue": o.revenue_cents / 100,
                "margin": o.margin_cents / 100,
                "cost": o.cost_cents / 100,
                "value": o.value_cents / 100,
                "team_time": o.team_time_cents / 100,
                "net": o.net_cents / 100,
                "regret": None if o.regret_cents is None else o.regret_cents / 100,
                "regret_at_least": o.regret_least_cents / 100,
                "impossible": o.is_impossible,
            }
            for o in reason.offers
        ],
        "tipping": [
            {"driver": p.driver, "factor": p.factor, "channel": p.channel.value} for p in tips.get(reason.unit, ())
        ],
    }


def heads_json(values: Sequence[HeadValue]) -> dict[str, object]:
    """Return what heads more and fewer bring one team."""
    return {
        "team": values[0].team if values else None,
        "heads": [
            {
                "heads_more": v.heads_more,
                "gain": None if v.gain_cents is None else v.gain_cents / 100,
                "gain_at_most": None if v.gain_most_cents is None else v.gain_most_cents / 100,
                "exact": v.is_exact,
                "impossible": v.is_impossible,
                "revenue_change": v.revenue_change_cents / 100,
                "more_effort": [{"unit": u, "fte": x} for u, x in v.more_effort],
                "less_effort": [{"unit": u, "fte": x} for u, x in v.less_effort],
            }
            for v in values
        ],
    }


def rule_json(price: RulePrice, language: Language) -> dict[str, object]:
    """Return what one step of room in a limit brings."""
    return {
        "rule": price.rule,
        "words": price.words.choose(language),
        "gain": None if price.gain_cents is None else price.gain_cents / 100,
        "gain_at_most": None if price.gain_most_cents is None else price.gain_most_cents / 100,
        "exact": price.is_exact,
        "revenue_change": price.revenue_change_cents / 100,
    }


def override_json(cost: OverrideCost) -> dict[str, object]:
    """Return what a manual decision costs."""
    return {
        "number": cost.number,
        "name": cost.override.name,
        "value": cost.override.value,
        "who": cost.override.who,
        "why": cost.override.why,
        "cost": None if cost.gain_cents is None else cost.gain_cents / 100,
        "cost_at_most": None if cost.gain_most_cents is None else cost.gain_most_cents / 100,
        "exact": cost.is_exact,
    }


def alternative_json(alternative: Alternative) -> dict[str, object]:
    """Return another plan: what it loses, its main figures, and the units that change channel."""
    totals = alternative.plan.totals
    return {
        "loss": alternative.loss_cents / 100,
        "revenue": totals.revenue_cents / 100,
        "cost_of_sales_ratio": totals.cost_of_sales_ratio,
        "contribution": totals.contribution_cents / 100,
        "changed": [{"unit": u, "from": b.value, "to": c.value} for u, b, c in alternative.changed],
    }
