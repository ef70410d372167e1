"""Everything that is explained of a plan, in one object: for the screen, for JSON, for sheet Why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.domain.choices import Channel, SolveStatus
from planner.domain.identifiers import UnitId
from planner.language import Text
from planner.results.explain.explained import Explained
from planner.results.explain.heads import HeadValue, value_all_heads
from planner.results.explain.limits import OverrideCost, RulePrice, cost_overrides, price_rules
from planner.results.explain.tipping import TippingPoint, find_tipping_points
from planner.results.explain.units import (
    Firmness,
    UnitReason,
    list_unit_reasons,
    solve_regrets,
    tighten_regrets,
    units_that_matter,
)

MOST_EXACT = 3
"""Units whose regrets an overview solves exactly: those whose second-best channel is closest."""

_SMALL, _SMALL_WHEN_CUT_OFF = 20_000, 5_000
"""Options up to which turning points are worked out with every plan: they price all of them some forty times. Nobody who has stopped the solve
waits for many."""

FIRMNESS_WORDS: dict[Firmness, Text] = {
    Firmness.FIRM: Text("firm", "稳固"),
    Firmness.CLOSE: Text("close", "接近"),
    Firmness.INTERCHANGEABLE: Text("interchangeable", "可互换"),
    Firmness.ONLY: Text("the only choice", "唯一选择"),
}

DRIVER_WORDS: dict[str, Text] = {
    "potential": Text("potential", "潜力"),
    "penetration": Text("penetration", "渗透率"),
    "margin": Text("margin", "毛利率"),
}

STEP_WORDS: dict[str, Text] = {
    "equal_share": Text("Equal share of the team's target", "团队目标的平均份额"),
    "start_and_ramp": Text("Start month and ramp", "到岗月份与爬坡"),
    "level_and_presence": Text("Level and presence", "级别与在岗"),
    "territory": Text("Territory", "所辖客户"),
    "band_or_override": Text("Band or manual target", "区间或人工指定"),
    "rounding": Text("Rounding", "取整"),
    "cushion": Text("Cushion", "目标加成"),
}


@dataclass(frozen=True, slots=True, eq=False)
class PlanReasons:
    """The reasons of all units with their tipping points, the value of heads by team, prices of rules, costs of overrides.

    `is_solved`: heads, rules and overrides were planned again; otherwise those are empty and regrets are bounds. `has_tips`: tipping points
    were looked for.
    """

    units: tuple[UnitReason, ...]
    tips: dict[UnitId, tuple[TippingPoint, ...]]
    heads: tuple[tuple[HeadValue, ...], ...]
    rules: tuple[RulePrice, ...]
    overrides: tuple[OverrideCost, ...]
    is_solved: bool
    has_tips: bool = True


def list_reasons(explained: Explained) -> PlanReasons:
    """Return what follows from the plan's prices without planning anything again; turning points of small plans only, which price all anew.

    Of a plan that somebody cut off only those of a very small one.
    """
    is_cut_off = explained.plan.report.status is SolveStatus.INTERRUPTED
    has_tips = explained.problem.options.size <= (_SMALL_WHEN_CUT_OFF if is_cut_off else _SMALL)
    tips = find_tipping_points(explained) if has_tips else {}
    return PlanReasons(list_unit_reasons(explained), tips, (), (), (), False, has_tips)


def solve_reasons(
    explained: Explained,
    every_unit: bool = False,
    listener: Callable[[str], None] | None = None,
    is_rough: bool = True,
) -> PlanReasons:
    """Return the reasons with exact regrets where it is close (or of `every_unit`), heads, rules and overrides planned again.

    Heads, rules and overrides are planned again roughly, to a proven range each, and so are the regrets of a large plan; exactly with
    `is_rough` false.

    Parameters
    ----------
    listener
        Told the name of what is being planned again.
    """
    reasons = tighten_regrets(explained, list_unit_reasons(explained))
    matter = reasons if every_unit else units_that_matter(explained, reasons, MOST_EXACT)
    solved = {r.unit: r for r in solve_regrets(explained, matter, listener=listener, is_rough=is_rough)}
    return PlanReasons(
        tuple(solved.get(r.unit, r) for r in reasons),
        find_tipping_points(explained),
        value_all_heads(explained, is_rough, listener),
        price_rules(explained, is_rough=is_rough),
        cost_overrides(explained, is_rough),
        True,
    )


def tip_words(points: tuple[TippingPoint, ...], channel_word: Callable[[Channel], Text]) -> Text:
    """Return tipping points as a phrase: "potential ×1.10 → strategic partner"."""
    words = [
        Text("{d} ×{f:.2f} → {c}", "{d} ×{f:.2f} → {c}").format(
            d=DRIVER_WORDS[p.driver], f=p.factor, c=channel_word(p.channel)
        )
        for p in points
    ]
    return Text.join(words, "; ", "；")
