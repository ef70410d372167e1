"""What letters take from a written plan, looked up once: seats of teams, goals of seats, segments of teams, identity of the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from planner.domain.calendar import MONTHS_PER_YEAR, QUARTERS
from planner.domain.choices import Metric
from planner.domain.identifiers import Cents
from planner.domain.organisation import Seat, Team
from planner.domain.rounding import choose_step, round_cents, split_amount
from planner.domain.scenario import BASELINE
from planner.domain.settings import Settings
from planner.domain.targets import GoalTarget, SeatPosition, SeatTarget
from planner.language import Language, Text
from planner.results.cost_of_sales.curve import TeamCurve, build_curve
from planner.results.written.read_plan import ReadPlan
from planner.tables.words.choice_words import word_of
from planner.tables.words.currency_words import currency_name, is_yuan
from planner.writing.letters.contents.amounts import clean_name, format_money, format_part, format_share, spell_money
from planner.writing.letters.contents.content import AmountRow, GoalRow, MonthCell, QuarterRow
from planner.writing.letters.contents.rules_of_plan import format_goal, name_month, name_quarter
from planner.writing.letters.contents.target_way import TargetWay, compute_target_ways
from planner.writing.letters.contents.territories import AccountState, Territories

_BASELINE_WORD = Text("baseline", "基准")


@dataclass(frozen=True)
class PlanFacts:
    """A written plan with look-ups; made once, then asked for one letter after the other."""

    written: ReadPlan
    territories: Territories | None = None

    @property
    def settings(self) -> Settings:
        """The plan's settings."""
        return self.written.plan_input.settings

    @cached_property
    def teams(self) -> dict[str, Team]:
        """Teams by name."""
        return {t.team: t for t in self.written.plan_input.teams}

    @cached_property
    def inputs(self) -> dict[str, Seat]:
        """Seats of the input by name; positions that the plan made are not among them."""
        return {s.seat: s for s in self.written.plan_input.seats}

    @cached_property
    def seats_of(self) -> dict[str, list[SeatTarget]]:
        """Targets of seats by team, in the plan's order."""
        found: dict[str, list[SeatTarget]] = defaultdict(list)
        for seat in self.written.plan.targets.seats:
            found[seat.position.team].append(seat)
        return found

    @cached_property
    def goals_of(self) -> dict[tuple[str, str | None], list[GoalTarget]]:
        """Other goals by team and seat; the team's own under seat ``None``."""
        found: dict[tuple[str, str | None], list[GoalTarget]] = defaultdict(list)
        for goal in self.written.plan.targets.goals:
            found[goal.team, goal.seat].append(goal)
        return found

    @cached_property
    def segments_of(self) -> dict[str, dict[str, Cents]]:
        """Targets of the segments that each team leads."""
        found: dict[str, dict[str, Cents]] = defaultdict(dict)
        targets = self.written.plan.targets.unit_targets_cents
        for unit in self.written.plan.channel_plan.units:
            if unit.team is not None:
                own, segment = found[unit.team], unit.unit.segment.segment
                own[segment] = own.get(segment, 0) + targets[unit.unit.unit]
        return found

    @cached_property
    def territory_potential(self) -> dict[tuple[str, str], Cents]:
        """Potential of the accounts that each seat leads, by seat and segment; empty without territories."""
        found: dict[tuple[str, str], Cents] = defaultdict(int)
        for seat, accounts in (self.territories.accounts_of if self.territories else {}).items():
            for account in accounts:
                if account.state in (AccountState.KEPT, AccountState.NEW):
                    found[seat, account.segment] += account.potential_cents
        return found

    @cached_property
    def ways(self) -> dict[str, TargetWay]:
        """How every seat's target came about, by seat."""
        found: dict[str, TargetWay] = {}
        made = self.written.plan.territories
        brought = {} if made is None else {str(s.seat): s.after.expected_cents for s in made.seats}
        for seats in self.seats_of.values():
            step, weight = self.settings.rounding_step_cents, self.settings.seat_territory_weight
            found |= compute_target_ways(seats, step, brought, weight)
        return found

    @cached_property
    def curves(self) -> dict[str, TeamCurve]:
        """How every team's pay moves with attainment, by team."""
        return {c.team: c for c in build_curve(self.written.plan_input, self.written.plan).teams}

    def paid_part(self, year_cents: Cents, position: SeatPosition) -> Cents:
        """Return a head's yearly amount for the months from the start on and the presence of a seat, as the plan counts it."""
        start, own = position.start_month, self.inputs.get(position.seat)
        months = MONTHS_PER_YEAR if start is None else MONTHS_PER_YEAR + 1 - start
        return round_cents(year_cents * (1.0 if own is None else own.presence_share) * months / MONTHS_PER_YEAR)

    @cached_property
    def last_year_cents(self) -> Cents:
        """The company's revenue of last year."""
        return sum(s.existing_revenue_cents for s in self.written.plan_input.segments)

    def head(self, addressee: str, target: Cents, language: Language) -> dict[str, Any]:
        """Return the fields that every letter begins with."""
        said = self.written
        scenario = _BASELINE_WORD.choose(language) if said.scenario == BASELINE else clean_name(said.scenario)
        is_spelled = language is Language.CHINESE and is_yuan(self.settings.currency)
        return {
            "company": clean_name(self.settings.company),
            "year": self.settings.year_words,
            "currency": clean_name(currency_name(self.settings.currency).choose(language)),
            "plan_name": clean_name(said.input_name),
            "plan_hash": said.plan_sha256,
            "plan_version": f"{said.plan_sha256[:8]} · {scenario}",
            "addressee": addressee,
            "target": format_money(target),
            "target_words": spell_money(target) if is_spelled else "",
        }

    def quarters(self, months: tuple[Cents, ...], language: Language) -> tuple[QuarterRow, ...]:
        """Return twelve months as four rows."""
        cells = [MonthCell(name_month(self.settings, m + 1, language), format_money(c)) for m, c in enumerate(months)]
        rows: list[QuarterRow] = []
        for quarter in QUARTERS:
            at = 3 * quarter - 3
            first, second, third = cells[at : at + 3]
            whole = format_money(sum(months[at : at + 3]))
            rows.append(QuarterRow(name_quarter(quarter, language), first, second, third, whole))
        return tuple(rows)

    def cushioned_quarters(
        self, cushioned: Cents, months: tuple[Cents, ...], language: Language
    ) -> tuple[QuarterRow, ...]:
        """Return a cushioned target by month as the plan splits it, in proportion to the base `months`; no rows where Settings keep it back."""
        if not (self.settings.letter_disclosure.shows_cushion and any(months)):
            return ()
        step = choose_step(cushioned, MONTHS_PER_YEAR, self.settings.rounding_step_cents)
        return self.quarters(split_amount(cushioned, months, step), language)


def amount_rows(amounts: dict[str, Cents]) -> tuple[AmountRow, ...]:
    """Return names with amounts and their shares, in the order given; rows of nothing are left out."""
    whole = sum(amounts.values())
    return tuple(
        AmountRow(clean_name(name), format_money(cents), format_part(cents / whole))
        for name, cents in amounts.items()
        if cents
    )


def goal_rows(
    own: Sequence[tuple[Metric, float, float]], others: Sequence[GoalTarget], language: Language
) -> tuple[GoalRow, ...]:
    """Return metrics with value and weight as rows: `own` first, then the plan's other goals."""
    rows = [*own, *((g.metric, g.value, g.weight) for g in others)]
    return tuple(
        GoalRow(_capital(word_of(metric).choose(language)), format_goal(metric, value), format_share(weight))
        for metric, value, weight in rows
    )


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def holder_of(seat: str, language: Language) -> str:
    """Return how a letter addresses a seat without a person."""
    return Text("the holder of seat {s}", "席位 {s} 任职人").format(s=clean_name(seat)).choose(language)
