"""The plan that a workbook states, as an `AnnualPlan`, so that the same rules check it as check a plan that has just been made.

What the workbook does not show is derived: reach and value of an option from the input, months of teams from their seats, the two plans to
compare with from *as last year*. What it shows rounded (effort, new customers) is taken as exact where the exact figure rounds to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from planner.domain.channel_plan import (
    Baseline,
    Calibration,
    ChannelPlan,
    CostLine,
    PlanTotals,
    SolveReport,
    TeamPlan,
    UnitPlan,
)
from planner.domain.choices import MONEY_METRICS, Channel, Metric, SolveStatus
from planner.domain.identifiers import Cents, ProductId, SeatId, TeamId, UnitId
from planner.domain.market import Unit
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.targets import GoalTarget, SeatPosition, SeatTarget, TargetPlan, TeamTarget
from planner.language import Text
from planner.results.verification.facts.case import Case
from planner.results.verification.facts.response import compute_response, option_value_cents
from planner.results.verification.facts.shares import half_up
from planner.results.verification.target_split.bands import is_hired_by_plan, month_capacity
from planner.results.written.plans.missed_lines import read_missed_targets
from planner.results.written.plans.plan_page import PlanPage
from planner.results.written.plans.result_tables import ResultRow, Written
from planner.results.written.plans.robust_lines import read_promise
from planner.results.written.plans.territory_tables import read_targets_before, read_territories
from planner.tables.results.cost_sheets import COST_KIND_WORDS, COST_SHEET
from planner.tables.results.plan_market_sheets import CHANNEL_PLAN_SHEET, PRODUCT_MARKET_SHEET
from planner.tables.results.plan_people_sheets import GOALS_SHEET, SEAT_TARGETS_SHEET, TEAM_PLAN_SHEET
from planner.tables.results.plan_summary_sheet import OBJECTIVE_WORDS
from planner.tables.results.tie_out_sheets import TIE_OUT_LABELS, TIE_OUT_SHEET
from planner.tables.words.choice_words import FLAG_WORDS, holder_words, named_holder, word_of

_ROUNDED = 1e-6
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(slots=True)
class PlanRebuilder:
    """Makes an `AnnualPlan` of the result sheets; words that name nothing are reported."""

    case: Case
    written: Written
    page: PlanPage

    @property
    def plan_input(self) -> PlanInput:
        """The input of the workbook."""
        return self.case.plan_input

    def rebuild(self) -> AnnualPlan | None:
        """Return the plan, or ``None`` when a finding says which word cannot be understood."""
        products = self._products()
        units = tuple(self._unit(row, products) for row in self.written.rows(CHANNEL_PLAN_SHEET))
        costs = tuple(self._cost(row) for row in self.written.rows(COST_SHEET))
        teams = tuple(self._team(row, units) for row in self.written.rows(TEAM_PLAN_SHEET))
        before_moves = read_targets_before(self.written)
        seats = tuple(self._seat(row, before_moves) for row in self.written.rows(SEAT_TARGETS_SHEET))
        goals = tuple(self._goal(row) for row in self.written.rows(GOALS_SHEET))
        report = self._report()
        if self.written.findings:
            return None
        totals = self._totals(units)
        channel_plan = ChannelPlan(units, teams, costs, totals, report)
        baseline = Baseline("as_last_year", totals, {}, ())
        existing = sum(sum(u.existing_cents) for u in self.case.market.units)
        targets, calibration = self._targets(units, seats, goals), Calibration(existing, existing)
        robust = read_promise(self.written)
        if self.written.findings:
            return None
        missed = read_missed_targets(self.written, self.plan_input)
        territories = read_territories(self.written)
        if self.written.findings:
            return None
        return AnnualPlan(channel_plan, targets, baseline, baseline, calibration, robust, territories, missed)

    def _unit(self, row: ResultRow, products: dict[tuple[str | None, str | None], int]) -> UnitPlan:
        name = UnitId(row.text("unit") or "")
        unit = self.case.market.units_by_id.get(name)
        channel = self._choice(row, "channel", Channel) or Channel.AVOID
        team, coseller = row.text("team"), row.text("coseller")
        fte = row.number("fte") if unit is None else self._exact_fte(unit, row.number("fte"))
        share = self.case.market.terms[channel].cosell_share if coseller else 0.0
        option_value, reach = 0, 0.0
        new_cents = row.cents("new")
        if unit is not None:
            reach = compute_response(self.case, unit, channel, team, fte).reach
            option_value = option_value_cents(self.case.market, unit) if channel is Channel.SEED else 0
        deal = (unit.segment.average_deal_cents if unit else None) or self.plan_input.settings.average_deal_cents
        margin, partner, commission = row.cents("margin"), row.cents("partner_margin"), row.cents("commission")
        programme, later = row.cents("programme"), row.cents("carry_over")
        weighted = half_up(self.plan_input.settings.next_year_weight * later)
        return UnitPlan(
            unit=unit or Unit(name, self.plan_input.segments[0], (), (), (), 0.0),
            channel=channel,
            team=None if team is None else TeamId(team),
            coseller=None if coseller is None else TeamId(coseller),
            fte=fte,
            cosell_fte=_exact(row.number("cosell_fte"), (fte * share,)),
            reach=reach,
            revenue_kept_cents=row.cents("kept"),
            revenue_new_cents=new_cents,
            # A product line without a row brings nothing.
            products_cents=()
            if unit is None
            else tuple(products.get((unit.segment.segment, p), 0) for p in unit.products),
            margin_cents=margin,
            partner_margin_cents=partner,
            commission_cents=commission,
            programme_cost_cents=programme,
            carry_over_cents=later,
            option_value_cents=option_value,
            value_cents=margin - partner - commission - programme + weighted + option_value,
            new_customers=_exact(row.number("new_customers"), (new_cents / deal,)),
            matrix_channel=self._choice(row, "matrix_channel", Channel) or Channel.AVOID,
            is_changed=self._flag(row, "is_changed"),
        )

    def _exact_fte(self, unit: Unit, shown: float) -> float:
        return _exact(shown, (*self.plan_input.settings.effort_levels_fte, self.case.today[unit.unit].fte))

    def _products(self) -> dict[tuple[str | None, str | None], int]:
        """Return expected revenue (cents) by segment and product line, from sheet Product-market lines."""
        rows = self.written.rows(PRODUCT_MARKET_SHEET)
        return {(row.text("segment"), row.text("product")): row.cents("revenue") for row in rows}

    def _cost(self, row: ResultRow) -> CostLine:
        kind = next((k for k, words in COST_KIND_WORDS.items() if row["kind"] in (words.en, words.zh)), None)
        if kind is None:
            self._unknown(row, "kind")
        if row["counts"] not in (0, 1):
            self._unknown(row, "counts")
        team = row.text("team")
        channel = None if row["channel"] is None else self._choice(row, "channel", Channel)
        known = None if team is None else TeamId(team)
        return CostLine(kind or "", row.text("line") or "", known, channel, row.cents("amount"), row["counts"] == 1)

    def _team(self, row: ResultRow, units: tuple[UnitPlan, ...]) -> TeamPlan:
        name = TeamId(row.text("team") or "")
        used = row.number("used_fte")
        exact = sum(u.fte for u in units if u.team == name) + sum(u.cosell_fte for u in units if u.coseller == name)
        hires = (row["hires_q1"], row["hires_q2"], row["hires_q3"], row["hires_q4"])
        first, second, third, fourth = (int(n or 0) for n in hires)
        return TeamPlan(
            team=name,
            heads=int(row["heads"] or 0),
            hires=(first, second, third, fourth),
            available_fte=row.number("available_fte"),
            lead_fte=_exact(used, (exact,)),  # the sheet shows both kinds of effort as one figure
            cosell_fte=0.0,
            expected_revenue_cents=row.cents("revenue"),
            cosell_revenue_cents=sum(u.revenue_cents for u in units if u.coseller == name),
            last_year_revenue_cents=row.cents_if_given("last_year"),
        )

    def _seat(self, row: ResultRow, before_moves: Mapping[SeatId, Cents]) -> SeatTarget:
        name, team, rep = SeatId(row.text("seat") or ""), TeamId(row.text("team") or ""), row.text("rep")
        start = None if row["start_month"] is None else int(row["start_month"])
        known = next((s for s in self.plan_input.seats if s.seat == name), None)
        hired = is_hired_by_plan(self.plan_input, name, start)
        is_generated = known is None and not hired
        position = SeatPosition(
            seat=name,
            team=team,
            rep=named_holder(rep, holder_words(None, is_generated)),
            start_month=start,
            month_capacity=month_capacity(self.case, name, team, start),
            last_year_revenue_cents=row.cents_if_given("last_year"),
            last_year_target_cents=row.cents_if_given("last_year_target"),
            is_planned_hire=hired,
            is_generated=is_generated,
        )
        months = tuple(row.cents(f"m{m}") for m in range(1, 13))
        products = tuple(row.cents(f"product:{p}") for p in self.written.products)
        return SeatTarget(
            position,
            row.cents("target"),
            row.cents("cushioned"),
            months,
            (),
            products,
            (),
            (),
            before_moves.get(name),
        )

    def _goal(self, row: ResultRow) -> GoalTarget:
        metric = self._choice(row, "metric", Metric) or Metric.REVENUE
        value: float = row.cents("target") if metric in MONEY_METRICS else row.number("target")
        seat = row.text("seat")
        return GoalTarget(
            metric,
            TeamId(row.text("team") or ""),
            None if seat is None else SeatId(seat),
            float(value),
            row.number("weight"),
        )

    def _targets(
        self, units: tuple[UnitPlan, ...], seats: tuple[SeatTarget, ...], goals: tuple[GoalTarget, ...]
    ) -> TargetPlan:
        shares = {UnitId(r.text("unit") or ""): r.cents("target") for r in self.written.rows(CHANNEL_PLAN_SHEET)}
        company = self._page_cents("target")
        carried = sum(u.revenue_cents for u in units if u.team is not None)
        products = tuple(ProductId(p) for p in self.written.products)
        return TargetPlan(
            company_base_cents=company,
            company_cushioned_cents=self._tie_out("cushioned_teams"),
            company_seat_cushioned_cents=self._tie_out("cushioned_seats"),
            company_stretch=self.page.number("stretch") or 0.0,
            carried_stretch=company / carried if carried else 0.0,
            products=products,
            teams=tuple(_team_target(row, seats, len(products)) for row in self.written.rows(TEAM_PLAN_SHEET)),
            seats=seats,
            unit_targets_cents=shares,
            goals=goals,
        )

    def _tie_out(self, key: str) -> int:
        label = TIE_OUT_LABELS[key]
        rows = [r for r in self.written.rows(TIE_OUT_SHEET) if r["check"] in (label.en, label.zh)]
        return rows[0].cents("plan") if rows else 0

    def _totals(self, units: tuple[UnitPlan, ...]) -> PlanTotals:
        return PlanTotals(
            revenue_cents=self._page_cents("revenue"),
            gross_margin_cents=self._page_cents("margin"),
            cost_of_sales_cents=self._page_cents("cost"),
            partner_cost_cents=self._page_cents("outside"),
            carry_over_cents=sum(u.carry_over_cents for u in units),
            option_value_cents=sum(u.option_value_cents for u in units),
            new_customers=self.page.number("new_customers") or 0.0,
        )

    def _report(self) -> SolveReport:
        name = next(
            (k for k, words in OBJECTIVE_WORDS.items() if self.page.value("objective") in (words.en, words.zh)), ""
        )
        status = next(
            (s for s in SolveStatus if self.page.value("status") in (word_of(s).en, word_of(s).zh)), SolveStatus.INVALID
        )
        sign = -1 if name == "cost" else 1
        value, bound = sign * self._page_cents("value"), sign * self._page_cents("bound")
        options = int(self.page.number("options") or 0)
        return SolveReport(
            status, name, value, bound, abs(bound - value) / max(1, abs(value)), 0.0, options, max(1, options), "", ""
        )

    def _page_cents(self, key: str) -> int:
        return half_up((self.page.number(key) or 0.0) * 100)

    def _choice(self, row: ResultRow, key: str, choices: type[_Choice]) -> _Choice | None:
        for choice in choices:
            words = word_of(choice)
            if row[key] in (words.en, words.zh):
                return choice
        self._unknown(row, key)
        return None

    def _flag(self, row: ResultRow, key: str) -> bool:
        for flag, words in FLAG_WORDS.items():
            if row[key] in (words.en, words.zh):
                return flag
        self._unknown(row, key)
        return False

    def _unknown(self, row: ResultRow, key: str) -> None:
        found: Any = row[key]
        text = Text("'{v}' is no word of this column", "“{v}”不是该列的有效内容").format(
            v="" if found is None else str(found)[:60]
        )
        self.written.report("cells", row.place(key), text)


def _team_target(row: ResultRow, seats: tuple[SeatTarget, ...], products: int) -> TeamTarget:
    name = row.text("team") or ""
    own = [s for s in seats if s.position.team == name]
    return TeamTarget(
        team=TeamId(name),
        base_cents=row.cents("target"),
        cushioned_cents=row.cents("cushioned"),
        months_cents=tuple(sum(s.months_cents[m] for s in own) for m in range(12)),
        cushioned_months_cents=(),
        products_cents=tuple(sum(s.products_cents[p] for s in own) for p in range(products)),
        overlay_cents=row.cents("overlay"),
        stretch=row.number("stretch"),
        growth=None if row["growth"] is None else row.number("growth"),
    )


def _exact(shown: float, candidates: Iterable[float]) -> float:
    """Return the candidate that rounds to `shown`, else `shown` itself."""
    return next((c for c in candidates if abs(c - shown) <= _ROUNDED), shown)
