"""The units that get a channel, with potential and last year's revenue by product."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from planner.domain.choices import Fit
from planner.domain.identifiers import Cents, ProductId, SegmentId, unit_id
from planner.domain.market import Segment, Unit
from planner.domain.name_order import name_order
from planner.domain.plan_input import PlanInput
from planner.domain.rounding import split_amount

Sold = Mapping[SegmentId, Mapping[ProductId, Cents]]
"""Last year's revenue by segment and product."""


def build_units(plan_input: PlanInput, sold: Sold | None = None) -> tuple[Unit, ...]:
    """Return the units in order of their ids: leaf segments, or leaf segment × product line where the workbook asks for that.

    Last year's revenue splits over products by last year's history of the segment where that names products, else by potential after fit.

    Parameters
    ----------
    sold
        What `sum_last_year` gives for the same history, where that was asked before.
    """
    history = sum_last_year(plan_input) if sold is None else sold
    units: list[Unit] = []
    products = tuple(p.product for p in plan_input.products)
    for segment in plan_input.segments:
        potential = tuple(plan_input.potential_cents.get((segment.segment, p), 0) for p in products)
        fits = tuple(plan_input.fit.get((segment.segment, p), Fit.CORE) for p in products)
        reachable = tuple(
            cents * plan_input.settings.fit_factor(fit) for cents, fit in zip(potential, fits, strict=True)
        )
        existing = split_existing(segment, products, reachable if any(reachable) else potential, history)
        if not segment.assign_by_product:
            units.append(Unit(unit_id(segment.segment), segment, products, potential, existing, segment.accounts))
            continue
        for product, fit, product_potential, product_existing in zip(products, fits, potential, existing, strict=True):
            no_market = fit is Fit.NONE or product_potential == 0
            if no_market and product_existing == 0:
                continue
            units.append(
                Unit(
                    unit_id(segment.segment, product),
                    segment,
                    (product,),
                    (product_potential,),
                    (product_existing,),
                    segment.accounts,
                )
            )
    return tuple(sorted(units, key=lambda u: name_order(u.unit)))


def split_existing(
    segment: Segment,
    products: tuple[ProductId, ...],
    potential: tuple[float, ...],
    history: Sold,
) -> tuple[Cents, ...]:
    """Return last year's revenue of `segment` by product; the parts add up to it exactly.

    `potential` is that by product, cents: after fit, or as stated where no product fits.
    """
    known = history.get(segment.segment, {})
    weights: list[float] = [max(0, known.get(p, 0)) for p in products]
    if not any(weights):
        weights = list(potential)
    if not any(weights):
        weights = [1] * len(products)
    return split_amount(segment.existing_revenue_cents, weights)


def sum_last_year(plan_input: PlanInput) -> Sold:
    """Return last year's revenue by segment and product, of the lines of the history that name products."""
    sums: dict[SegmentId, dict[ProductId, Cents]] = defaultdict(lambda: defaultdict(int))
    for line in plan_input.last_year_history():
        if line.product is not None:
            sums[line.segment][line.product] += line.revenue_cents
    return sums
