"""The plan as arrays: what of a unit's revenue depends on which assumption, and who works it when."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.domain.calendar import MONTHS_PER_YEAR
from planner.domain.channel_plan import REVENUE_COST_KINDS, CostLine, UnitPlan
from planner.domain.choices import Channel
from planner.domain.identifiers import TeamId
from planner.domain.market import Unit
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.results.risk.segment_spreads import list_spreads
from planner.results.verification.facts.case import Case
from planner.results.verification.facts.response import compute_response, find_judgement, judge_revenue

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
NOBODY = -1
_STEP = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class UnitArrays:
    """The units, one entry each. Money is cents.

    `kept`, `new` are the plan's; `accessible` is the potential that the channel may sell, `existing` last year's revenue. `reach` and `slope`:
    the log-odds of reach are ``logit(reach) + slope·ln(effort ÷ planned effort)``. Judged units have revenue ``low + span·reach`` instead of the
    curve. `*_spread` are those of the unit's segment (`RiskParameters`, `SegmentRisk`). `selling_months`: months whose
    starts close inside the year. `lead_weight`: the lead team's share of the effort.
    """

    segment: Ints
    parent: Ints
    team: Ints
    coseller: Ints
    channel: tuple[str, ...]
    lead_weight: Floats
    kept: Floats
    new: Floats
    accessible: Floats
    existing: Floats
    penetration: Floats
    ceiling_low: Floats
    ceiling_high: Floats
    cycle_long: Floats
    cycle_short: Floats
    keep_alone: Floats
    keep_served: Floats
    reach: Floats
    slope: Floats
    is_judged: Bools
    low: Floats
    span: Floats
    selling_months: Floats
    deal: Floats
    potential_spread: Floats
    penetration_spread: Floats
    response_spread: Floats
    segments: int
    parents: int


@dataclass(frozen=True, slots=True, eq=False)
class MoneyTerms:
    """Cost of sales that counts: `fixed` cents, `rate` of each unit's revenue, and stepped rebates by channel as (from, rate)."""

    fixed: float
    rate: Floats
    rebates: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]
    cap: float | None


@dataclass(frozen=True, slots=True, eq=False)
class RiskSubject:
    """A plan and its input, with the arrays that a simulation needs. `teams` is the order of all team indices."""

    plan_input: PlanInput
    plan: AnnualPlan
    teams: tuple[TeamId, ...]
    units: UnitArrays
    money: MoneyTerms


def build_subject(plan_input: PlanInput, plan: AnnualPlan) -> RiskSubject:
    """Return the arrays of `plan`, which may have just been made or read back from its file."""
    teams = tuple(t.team for t in plan.channel_plan.teams)
    return RiskSubject(plan_input, plan, teams, _units(plan_input, plan, teams), _money(plan_input, plan))


def _units(plan_input: PlanInput, plan: AnnualPlan, teams: tuple[TeamId, ...]) -> UnitArrays:
    case, chosen = Case(plan_input), plan.channel_plan.units
    terms = [case.market.terms[u.channel] for u in chosen]
    segments = {s: i for i, s in enumerate(dict.fromkeys(u.unit.segment.segment for u in chosen))}
    # A segment without a parent is a group of its own.
    parent_of = {s.segment: s.parent for s in plan_input.segments}
    parent_names = [parent_of[u.unit.segment.segment] or ("", u.unit.segment.segment) for u in chosen]
    parents = {p: i for i, p in enumerate(dict.fromkeys(parent_names))}
    place = {t: i for i, t in enumerate(teams)}
    curves = [_curve(case, u) for u in chosen]
    effort = [max(u.fte + u.cosell_fte, 1e-12) for u in chosen]
    settings = plan_input.settings
    spreads = list_spreads(plan_input, (u.unit.segment.segment for u in chosen))
    in_year = [
        12.0 - (t.cycle_long_months + (t.cycle_short_months - t.cycle_long_months) * u.unit.segment.penetration)
        for t, u in zip(terms, chosen, strict=True)
    ]
    return UnitArrays(
        segment=_whole(segments[u.unit.segment.segment] for u in chosen),
        parent=_whole(parents[p] for p in parent_names),
        team=_whole(NOBODY if u.team is None else place[u.team] for u in chosen),
        coseller=_whole(NOBODY if u.coseller is None else place[u.coseller] for u in chosen),
        channel=tuple(u.channel.value for u in chosen),
        lead_weight=_real(u.fte / e if u.fte else 1.0 for u, e in zip(chosen, effort, strict=True)),
        kept=_real(u.revenue_kept_cents for u in chosen),
        new=_real(u.revenue_new_cents for u in chosen),
        accessible=_real(sum(case.market.sellable_cents(u.unit, u.channel)) for u in chosen),
        existing=_real(sum(u.unit.existing_cents) for u in chosen),
        penetration=_real(u.unit.segment.penetration for u in chosen),
        ceiling_low=_real(t.ceiling_low for t in terms),
        ceiling_high=_real(t.ceiling_high for t in terms),
        cycle_long=_real(t.cycle_long_months for t in terms),
        cycle_short=_real(t.cycle_short_months for t in terms),
        keep_alone=_real(t.keep_alone for t in terms),
        keep_served=_real(t.keep_served for t in terms),
        reach=_real(c[0] for c in curves),
        slope=_real(c[1] for c in curves),
        is_judged=np.array([c[3] > 0 for c in curves], dtype=bool),
        low=_real(c[2] for c in curves),
        span=_real(c[3] for c in curves),
        selling_months=_real(min(m, 12.0) if m > 0 else float(MONTHS_PER_YEAR) for m in in_year),
        deal=_real(u.unit.segment.average_deal_cents or settings.average_deal_cents for u in chosen),
        potential_spread=_real(s.potential_spread for s in spreads),
        penetration_spread=_real(s.penetration_spread for s in spreads),
        response_spread=_real(s.response_spread for s in spreads),
        segments=len(segments),
        parents=len(parents),
    )


def _curve(case: Case, chosen: UnitPlan) -> tuple[float, float, float, float]:
    reach = compute_response(case, chosen.unit, chosen.channel, chosen.team, chosen.fte).reach
    return curve_of(case, chosen.unit, chosen.channel, chosen.fte, reach)


def curve_of(case: Case, unit: Unit, channel: Channel, fte: float, reach: float) -> tuple[float, float, float, float]:
    """Return reach, slope of its log-odds on the logarithm of effort, and low and span of a unit with an expert's points (else 0)."""
    judgement = find_judgement(case.plan_input, unit)
    if judgement is None:
        return reach, case.market.terms[channel].response_shape, 0.0, 0.0
    low = float(judgement.revenue_none_cents)
    span = float(judgement.revenue_unlimited_cents) - low
    if span <= 0 or fte <= 0:
        return 0.0, 1.0, low, 0.0
    today = case.judged_effort(unit)
    first, second = (
        min(max((judge_revenue(judgement, fte * f, today) - low) / span, 1e-9), 1 - 1e-9)
        for f in (1.0, math.exp(_STEP))
    )
    return first, (_logit(second) - _logit(first)) / _STEP, low, span


def _money(plan_input: PlanInput, plan: AnnualPlan) -> MoneyTerms:
    """Split the plan's counted cost into what follows revenue and what does not."""
    counts_partner = plan_input.settings.count_partner_margin
    units = plan.channel_plan.units
    rate = [
        (u.commission_cents + (u.partner_margin_cents if counts_partner else 0)) / u.revenue_cents
        if u.revenue_cents
        else 0.0
        for u in units
    ]
    lines: tuple[CostLine, ...] = plan.channel_plan.costs
    fixed = sum(line.amount_cents for line in lines if line.counts_in_ratio and line.kind not in REVENUE_COST_KINDS)
    ladders: dict[str, list[tuple[float, float]]] = {}
    for step in plan_input.rebates if counts_partner else ():
        ladders.setdefault(step.channel.value, []).append((float(step.from_revenue_cents), step.rate))
    rebates = tuple((channel, tuple(sorted(steps))) for channel, steps in ladders.items())
    return MoneyTerms(float(fixed), np.array(rate, dtype=np.float64), rebates, plan_input.settings.cost_of_sales_cap)


def _logit(share: float) -> float:
    return math.log(share) - math.log1p(-share)


def _whole(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _real(values: Iterable[float]) -> Floats:
    return np.fromiter(values, dtype=np.float64)
