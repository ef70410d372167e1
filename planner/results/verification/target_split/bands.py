"""Between what a target must lie, by what people fixed and the workbook's bands; kept or not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.domain.choices import OverrideKind
from planner.domain.identifiers import Cents
from planner.domain.override import Override
from planner.domain.plan_input import PlanInput
from planner.domain.targets import SeatTarget, TeamTarget
from planner.findings import Finding
from planner.language import Text
from planner.results.verification.facts.case import Case
from planner.results.verification.facts.shares import half_up, with_share
from planner.results.verification.facts.staffing import is_committed, ramp_of
from planner.results.verification.subject import Subject, broken, money
from planner.results.verification.territories.ledger import Ledger, open_ledger

_AMOUNT = re.compile(
    r"^[^\d.\-(]{0,4}(?P<number>\d[\d, '\u2019]*(?:\.\d+)?)\s*"
    r"(?P<scale>千万|百万|万|千|亿|thousand|million|billion|lakh|lac|crore|mio|mrd|bn|k|m)?\.?\s*\D{0,3}$",
    re.IGNORECASE,
)
_SCALE = {
    "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "k": 3, "thousand": 3, "m": 6, "mio": 6, "million": 6,
    "bn": 9, "mrd": 9, "billion": 9, "lakh": 5, "lac": 5, "crore": 7,
}  # fmt: skip
_SEAT_STEPS = 3


@dataclass(frozen=True, slots=True)
class Band:
    """Least and most target in cents; `most` ``None``: no upper bound."""

    least: Cents
    most: Cents | None

    def holds(self, cents: Cents) -> bool:
        """Whether `cents` lies in the band."""
        return self.least <= cents and (self.most is None or cents <= self.most)


def verify_team_target_band(subject: Subject) -> Iterator[Finding]:
    """Team targets keep what people fixed, the team's own band and the company's growth band."""
    yield from _check_overrides(subject, OverrideKind.TEAM_TARGET, set(subject.case.teams))
    for target in subject.plan.targets.teams:
        band = team_band(subject, target.team)
        if not band.holds(target.base_cents):
            yield _outside(
                "team_target_band", Text("team {t}", "团队 {t}").format(t=target.team), target.base_cents, band
            )


def verify_seat_target_band(subject: Subject) -> Iterator[Finding]:
    """Seats are those of the plan year; their targets keep what people fixed and their bands, and follow capacity and territory in between."""
    names = {str(s.seat) for s in subject.plan_input.seats} | {str(s.position.seat) for s in subject.plan.targets.seats}
    yield from _check_overrides(subject, OverrideKind.SEAT_TARGET, names)
    ledger = subject.once(open_ledger)
    brought = {} if ledger is None else {seat: loads["expected"] for seat, loads in ledger.after.items()}
    for target in subject.plan.targets.teams:
        own = [s for s in subject.plan.targets.seats if s.position.team == target.team]
        for seat in own:
            band = seat_band(subject.plan_input, seat.position.seat)
            if not band.holds(seat.base_cents):
                yield _outside(
                    "seat_target_band", Text("seat {s}", "席位 {s}").format(s=seat.position.seat), seat.base_cents, band
                )
        if not _follows_capacity(subject, own, [s.base_cents for s in own], brought):
            yield broken(
                "seat_target_band",
                "team {t}: its seats' targets do not follow their capacity and territory within their bands",
                "团队 {t}：席位目标在区间内与产能及客户不成比例",
                t=target.team,
            )
        if ledger is not None and any(s.position.seat in ledger.subject.seats for s in own):
            yield from _check_before_moves(subject, target, own, ledger)
        elif any(s.before_moves_cents is not None for s in own):
            yield broken(
                "seat_target_band",
                "team {t}: targets before moves, but no accounts that could move",
                "团队 {t}：有调整前目标，却没有可调整的客户",
                t=target.team,
            )


def _check_before_moves(
    subject: Subject, target: TeamTarget, own: Sequence[SeatTarget], ledger: Ledger
) -> Iterator[Finding]:
    """What seats would be asked for by their accounts of today adds up to the team's target and follows these accounts in the same way."""
    brought = {seat: loads["expected"] for seat, loads in ledger.before.items()}
    stated = [s.before_moves_cents or 0 for s in own]
    if sum(stated) != target.base_cents or not _follows_capacity(subject, own, stated, brought):
        yield broken(
            "seat_target_band",
            "team {t}: its seats' targets before moves do not follow their capacity and their accounts of today",
            "团队 {t}：席位调整前目标与产能及现有客户不成比例",
            t=target.team,
        )


def team_band(subject: Subject, name: str) -> Band:
    """Return the band of a team: an override, else a fixed target, else its own band within the growth band.

    The growth band holds where last year's revenue is known and not zero. A team that leads no revenue gets no more than it must.
    """
    team, settings = subject.case.teams[name], subject.plan_input.settings
    plan = next(t for t in subject.plan.channel_plan.teams if t.team == name)
    by_hand = _override_cents(subject.plan_input, OverrideKind.TEAM_TARGET, name)
    fixed = team.fixed_target_cents if by_hand is None else by_hand
    if fixed is not None:
        return Band(fixed, fixed)
    least, most = team.target_min_cents or 0, team.target_max_cents
    if plan.expected_revenue_cents <= 0:
        return Band(least, least)
    if plan.last_year_revenue_cents:
        if settings.team_growth_min is not None:
            least = max(least, with_share(plan.last_year_revenue_cents, settings.team_growth_min))
        if settings.team_growth_max is not None:
            growth = max(0, with_share(plan.last_year_revenue_cents, settings.team_growth_max))
            most = growth if most is None else min(most, growth)
    return Band(least, most)


def seat_band(plan_input: PlanInput, name: str) -> Band:
    """Return the band of a seat: an override, else the workbook's band, else anything."""
    by_hand = _override_cents(plan_input, OverrideKind.SEAT_TARGET, name)
    if by_hand is not None:
        return Band(by_hand, by_hand)
    seat = next((s for s in plan_input.seats if s.seat == name), None)
    return Band(0, None) if seat is None else Band(seat.target_min_cents or 0, seat.target_max_cents)


def read_amount(override: Override) -> Cents | None:
    """Return the money that an override states, in cents, or ``None``: digits with separators, a currency sign, 万 百万 亿 k m bn."""
    match = _AMOUNT.match(unicodedata.normalize("NFKC", override.value).strip())
    if match is None:
        return None
    number = Decimal(re.sub("[, '\u2019]", "", match["number"]))
    scale = _SCALE[match["scale"].lower()] if match["scale"] else 0
    return half_up(float(number * 100 * 10**scale)) if number < 10**13 else None


def capacity_of(subject: Subject, seat: SeatTarget) -> tuple[float, ...]:
    """Return the capacity by month of a seat with a target."""
    position = seat.position
    return month_capacity(subject.case, position.seat, position.team, position.start_month)


def month_capacity(case: Case, seat: str, team: str, start_month: int | None) -> tuple[float, ...]:
    """Return the seat's capacity by month: nothing before the start, then ramp × level × presence; nothing at all for an unknown team."""
    known = next((s for s in case.plan_input.seats if s.seat == seat), None)
    factor = known.level_factor * known.presence_share if known is not None else 1.0
    if start_month is None:
        return (factor,) * 12
    if team not in case.teams or not 1 <= start_month <= 12:
        return (0.0,) * 12
    ramp = ramp_of(case.plan_input, case.teams[team])
    return (0.0,) * (start_month - 1) + tuple(factor * share for share in ramp[: 13 - start_month])


def is_hired_by_plan(plan_input: PlanInput, name: str, start_month: int | None) -> bool:
    """Whether a position is filled by the plan's own hires: an open seat of the workbook, or a made one with a start month."""
    seat = next((s for s in plan_input.seats if s.seat == name), None)
    return start_month is not None if seat is None else not is_committed(seat)


def _follows_capacity(
    subject: Subject, own: Sequence[SeatTarget], stated: Sequence[Cents], brought: Mapping[str, float]
) -> bool:
    weights = _seat_weights(subject, own, brought)
    total = sum(stated)
    bands = [seat_band(subject.plan_input, s.position.seat) for s in own]
    spans = [(b.least, total if b.most is None else min(b.most, total)) for b in bands]
    low, high = 0.0, 2.0 * max(1, total) / min(w for w in weights if w > 0) if own else 0.0
    for _ in range(200):
        middle = (low + high) / 2
        filled = sum(min(max(middle * w, lo), hi) for w, (lo, hi) in zip(weights, spans, strict=True))
        before, (low, high) = (low, high), (middle, high) if filled < total else (low, middle)
        if before == (low, high):
            break
    tolerance = _SEAT_STEPS * subject.plan_input.settings.rounding_step_cents + 1
    return all(
        abs(cents - min(max(high * w, lo), hi)) <= tolerance or w == 0
        for cents, w, (lo, hi) in zip(stated, weights, spans, strict=True)
    )


def _seat_weights(subject: Subject, own: Sequence[SeatTarget], brought: Mapping[str, float]) -> list[float]:
    """Return by what a team's target is shared: capacity, and where its seats own accounts also what these are expected to bring."""
    capacities = [sum(capacity_of(subject, s)) for s in own]
    if not any(capacities):
        capacities = [1.0] * len(own)
    revenue = [brought.get(s.position.seat, 0.0) for s in own]
    share = subject.plan_input.settings.seat_territory_weight if any(revenue) else 0.0
    if share == 0.0:
        return capacities
    whole, total = sum(capacities), sum(revenue)
    return [c / whole * (1 - share) + r / total * share for c, r in zip(capacities, revenue, strict=True)]


def _check_overrides(subject: Subject, kind: OverrideKind, names: set[str]) -> Iterator[Finding]:
    rule = "team_target_band" if kind is OverrideKind.TEAM_TARGET else "seat_target_band"
    for override in subject.plan_input.overrides:
        if override.kind is kind and (override.name not in names or read_amount(override) is None):
            yield broken(
                rule,
                "override of {n}: unknown name, or '{v}' is no amount",
                "人工调整 {n}：名称不存在，或“{v}”不是金额",
                n=override.name,
                v=override.value,
            )


def _override_cents(plan_input: PlanInput, kind: OverrideKind, name: str) -> Cents | None:
    found = [o for o in plan_input.overrides if o.kind is kind and o.name == name]
    return read_amount(found[-1]) if found else None


def _outside(rule: str, whose: Text, stated: Cents, band: Band) -> Finding:
    return broken(
        rule,
        "{w}: target {a} is outside its band from {b} to {c}",
        "{w}：目标 {a} 不在区间 {b} 至 {c} 内",
        w=whose,
        a=money(stated),
        b=money(band.least),
        c="—" if band.most is None else money(band.most),
    )
