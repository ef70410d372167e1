"""The market as the verifier derives it from the workbook: units, what a channel may sell, who covers whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from statistics import median

from planner.domain.channels import ChannelTerms
from planner.domain.choices import Channel, CoverageRole, Fit
from planner.domain.identifiers import Cents, ProductId, SegmentId, UnitId, unit_id
from planner.domain.market import Product, Segment, Unit
from planner.domain.name_order import name_order
from planner.domain.organisation import Team
from planner.domain.plan_input import PlanInput
from planner.results.verification.facts.shares import split_by_weight

_LEAST = 1e-12


@dataclass(frozen=True)
class Market:
    """Everything about the market that the rooms ask for, worked out once."""

    plan_input: PlanInput

    @cached_property
    def terms(self) -> dict[Channel, ChannelTerms]:
        """The terms of each channel."""
        return {t.channel: t for t in self.plan_input.channels}

    @cached_property
    def products(self) -> dict[ProductId, Product]:
        """The product lines by name."""
        return {p.product: p for p in self.plan_input.products}

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The units in order of their ids: leaf segments, or their product lines where the workbook asks for that."""
        found = [u for segment in self.plan_input.segments for u in self._units_of(segment)]
        return tuple(sorted(found, key=lambda u: name_order(u.unit)))

    @cached_property
    def units_by_id(self) -> dict[UnitId, Unit]:
        """The units by id."""
        return {u.unit: u for u in self.units}

    def _units_of(self, segment: Segment) -> list[Unit]:
        names = tuple(self.products)
        potential = tuple(self.plan_input.potential_cents.get((segment.segment, p), 0) for p in names)
        reachable = tuple(self._reachable(segment.segment, p, c) for p, c in zip(names, potential, strict=True))
        sold = self._last_year(segment, names, reachable if any(reachable) else potential)
        if not segment.assign_by_product:
            return [Unit(unit_id(segment.segment), segment, names, potential, sold, segment.accounts)]
        units: list[Unit] = []
        for product, market, existing in zip(names, potential, sold, strict=True):
            has_market = market > 0 and self.fit(segment.segment, product) is not Fit.NONE
            if has_market or existing > 0:
                name = unit_id(segment.segment, product)
                units.append(Unit(name, segment, (product,), (market,), (existing,), segment.accounts))
        return units

    def _last_year(
        self, segment: Segment, names: tuple[ProductId, ...], potential: Sequence[float]
    ) -> tuple[Cents, ...]:
        """Return last year's revenue by product: as the last year's history says, else by potential after fit, else evenly."""
        known = [max(0, self._history[segment.segment][p]) for p in names]
        weights = known if any(known) else list(potential) if any(potential) else [1] * len(names)
        return split_by_weight(segment.existing_revenue_cents, weights)

    @cached_property
    def _history(self) -> dict[SegmentId, dict[ProductId, Cents]]:
        sums: dict[SegmentId, dict[ProductId, Cents]] = defaultdict(lambda: defaultdict(int))
        for line in self.plan_input.history:
            if line.product is not None and is_last_year(self.plan_input, line.year, line.month):
                sums[line.segment][line.product] += line.revenue_cents
        return sums

    def fit(self, segment: SegmentId, product: ProductId) -> Fit:
        """Return how `product` fits `segment`; core where nothing is said."""
        return self.plan_input.fit.get((segment, product), Fit.CORE)

    def reachable_cents(self, unit: Unit) -> list[float]:
        """Return the unit's potential by product after the fit factor."""
        return [
            self._reachable(unit.segment.segment, product, cents)
            for product, cents in zip(unit.products, unit.potential_cents, strict=True)
        ]

    def _reachable(self, segment: SegmentId, product: ProductId, cents: Cents) -> float:
        settings = self.plan_input.settings
        factor = {
            Fit.CORE: settings.fit_factor_core,
            Fit.EXPAND: settings.fit_factor_expand,
            Fit.EXPLORE: settings.fit_factor_explore,
            Fit.NONE: 0.0,
        }
        return cents * factor[self.fit(segment, product)]

    def size_cents(self, unit: Unit) -> float:
        """Return the unit's potential over all products, the same in whatever order it is added."""
        return fsum(self.reachable_cents(unit))

    def sellable_cents(self, unit: Unit, channel: Channel) -> list[float]:
        """Return the same for the products that `channel` may sell: ready, fitting, in its sales modes, not too customised; else 0."""
        terms = self.terms[channel]
        return [
            cents if self._may_sell(self.products[product], self.fit(unit.segment.segment, product), terms) else 0.0
            for product, cents in zip(unit.products, self.reachable_cents(unit), strict=True)
        ]

    @staticmethod
    def _may_sell(product: Product, fit: Fit, terms: ChannelTerms) -> bool:
        ready = product.deliverable_again and product.accepted_by_several and product.clear_profit
        within = product.customisation <= terms.customisation_limit + _LEAST
        return ready and fit is not Fit.NONE and product.sales_mode in terms.sales_modes and within

    @cached_property
    def _explicit(self) -> dict[str, dict[SegmentId, CoverageRole]]:
        rows: dict[str, dict[SegmentId, CoverageRole]] = defaultdict(dict)
        for row in self.plan_input.coverage:
            rows[row.team][row.segment] = row.role
        return rows

    @cached_property
    def _parents(self) -> dict[SegmentId, SegmentId | None]:
        groups = {g.segment: g.parent for g in self.plan_input.segment_groups}
        return groups | {s.segment: s.parent for s in self.plan_input.segments}

    def covers(self, team: Team, segment: Segment, role: CoverageRole) -> bool:
        """Whether `team` may work `segment` in `role`: by its own rows (the nearest node counts), else by region and industry."""
        rows = self._explicit.get(team.team)
        if not rows:
            in_region = not team.regions or segment.region in team.regions
            return in_region and (not team.industries or segment.industry in team.industries)
        node: SegmentId | None = segment.segment
        visited: set[SegmentId] = set()
        while node is not None and node not in visited:
            if node in rows:
                return rows[node] in (role, CoverageRole.BOTH)
            visited.add(node)
            node = self._parents.get(node)
        return False

    def needs_coseller(self, channel: Channel) -> bool:
        """Whether a direct team must develop and drive the deals of `channel`."""
        return channel.is_worked and channel is not Channel.DIRECT and self.terms[channel].cosell_share > 0

    def may_cosell(self, team: Team, segment: Segment) -> bool:
        """Whether `team` may be the co-selling team in `segment`."""
        return team.channel is Channel.DIRECT and team.cosells and self.covers(team, segment, CoverageRole.COSELL)

    @cached_property
    def matrix_channels(self) -> dict[UnitId, Channel]:
        """The matrix rule's channel of each unit; without a threshold, high is at or above the median."""
        settings = self.plan_input.settings
        sizes = {u.unit: self.size_cents(u) for u in self.units}
        given = settings.matrix_potential_cents
        threshold = float(given) if given is not None else float(median(sizes.values())) if sizes else 0.0
        channels: dict[UnitId, Channel] = {}
        for unit in self.units:
            easy, high = unit.segment.penetration >= settings.matrix_penetration, sizes[unit.unit] >= threshold
            worth = unit.segment.seed_option_value_cents > 0
            if high:
                channels[unit.unit] = Channel.DIRECT if easy else Channel.STRATEGIC_PARTNER
            elif easy:
                channels[unit.unit] = Channel.SMB_PARTNER
            else:
                channels[unit.unit] = Channel.SEED if worth else Channel.AVOID
        return channels


def is_last_year(plan_input: PlanInput, year: int, month: int) -> bool:
    """Whether a calendar month lies in the fiscal year before the plan year."""
    began = year if month >= plan_input.settings.fiscal_start_month else year - 1
    return began == plan_input.settings.plan_year - 1
