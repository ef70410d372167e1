"""What the sheets of territories repeat of one another: both seats of every move, who holds a seat, ratios of its figures, and the overview's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planner.domain.gap import gap_words
from planner.domain.plan_input import PlanInput
from planner.domain.targets import SeatPosition, SeatTarget, TargetPlan
from planner.domain.territory import BAND_TOLERANCE, OwnerReason, OwnerRole, SeatLoad, TerritoryPlan, TerritoryReport
from planner.findings import Place
from planner.language import NO_TEXT, Text
from planner.results.verification.territories.territory_facts import account_hours
from planner.results.written.plans.result_tables import ResultRow, Written
from planner.results.written.sheets.book import Sheet
from planner.tables.results.territory_sheets import (
    BALANCE_SHEET,
    MOVES_SHEET,
    OVERVIEW_SHEET,
    REASON_WORDS,
    TERRITORIES_SHEET,
    TERRITORY_LABELS,
)
from planner.tables.words.choice_words import holder_words

_HOURS = 0.00501
"""Sheet Moves shows two digits of hours."""
_RATIO = 1e-9
_GAP = 0.6e-5
"""The overview shows three digits of the gap in percent."""
_CENT = 0.00501
"""Sheet Balance shows cents of fair shares, and ratios of what was not rounded."""


def check_repeats(written: Written, plan_input: PlanInput, plan: TerritoryPlan, targets: TargetPlan) -> None:
    """Report what sheet Moves or the overview states that is not what sheets Territories and Balance give, and who holds another seat there
    than by sheet Seat targets.
    """
    _check_moves(written, plan_input, plan, _by_seat(targets))
    _check_holders(written, targets)
    _check_balance(written, targets)
    _check_overview(written, plan_input, plan)


def _by_seat(targets: TargetPlan) -> dict[str, SeatTarget]:
    return {str(s.position.seat): s for s in targets.seats}


def _check_moves(
    written: Written, plan_input: PlanInput, plan: TerritoryPlan, targets: Mapping[str, SeatTarget]
) -> None:
    seats = {str(s.seat): s for s in plan.seats}
    moves = {(str(o.account), str(o.team)): o for o in plan.moves}
    hours = {str(a): account_hours(plan_input, i) for i, a in enumerate(plan_input.accounts.account)}
    for row in written.rows(MOVES_SHEET):
        move = moves.get((str(row.text("account")), str(row.text("team"))))
        if move is None:
            continue  # reported where the sheets' accounts are compared
        _expect_reason(written, row, move.reason)
        share = plan_input.settings.cosell_workload_share if move.role is OwnerRole.COSELL else 1.0
        _expect(written, row, "moved_hours", share * hours.get(str(move.account), 0.0), _HOURS)
        _expect(written, row, "handover", move.handover_cents / 100, _HOURS)
        for side, name in (("giver", move.owner), ("taker", move.seat)):
            seat, target = seats.get(str(name)), targets.get(str(name))
            loads = (None, None) if seat is None else (seat.before, seat.after)
            for when, load in zip(("before", "after"), loads, strict=True):
                _check_load(written, row, f"{side}_{{}}_{when}", load)
            _expect_target(written, row, f"{side}_target_{{}}", target)


def _expect_target(written: Written, row: ResultRow, key: str, target: SeatTarget | None) -> None:
    for when, cents in (
        ("before", None if target is None else target.before_moves_cents),
        ("after", None if target is None else target.base_cents),
    ):
        _expect(written, row, key.format(when), None if cents is None else cents / 100, _CENT)


def _check_load(written: Written, row: ResultRow, key: str, load: SeatLoad | None) -> None:
    figures = {
        "accounts": None if load is None else float(load.accounts),
        "potential": None if load is None else load.potential_cents / 100,
        "expected": None if load is None else load.expected_cents / 100,
        "hours": None if load is None else load.hours,
    }
    for name, right in figures.items():
        _expect(written, row, key.format(name), right, _HOURS)


def _expect(written: Written, row: ResultRow, key: str, right: float | None, tolerance: float) -> None:
    stated = row[key]
    is_right = stated is None if right is None else stated is not None and abs(row.number(key) - right) <= tolerance
    if not is_right:
        text = Text("'{a}' stands here, the other sheets have {b}", "此处为“{a}”，其他工作表为 {b}")
        shown = "—" if right is None else f"{right:,.10g}"
        written.report("moves", row.place(key), text.format(a="—" if stated is None else stated, b=shown))


def _check_holders(written: Written, targets: TargetPlan) -> None:
    """Sheets Territories and Balance name the rep, and sheet Balance the team, of every seat as sheet Seat targets does."""
    positions = {str(s.position.seat): s.position for s in targets.seats}
    for declared in (TERRITORIES_SHEET, BALANCE_SHEET):
        for row in written.rows(declared):
            position = positions.get(row.text("seat") or "")
            rights: dict[str, Text] = {"rep": NO_TEXT if position is None else _holder(position)}
            if declared is BALANCE_SHEET and position is not None:
                rights["team"] = Text.same(position.team)
            for key, right in rights.items():
                if (row.text(key) or "") not in (right.en, right.zh):
                    text = Text("'{a}' stands here, sheet Seat targets has '{b}'", "此处为“{a}”，“席位目标”为“{b}”")
                    written.report("territory_facts", row.place(key), text.format(a=row.text(key) or "—", b=right))


def _holder(position: SeatPosition) -> Text:
    is_in_place = position.is_generated and not position.is_planned_hire and position.start_month is None
    return holder_words(position.rep, is_in_place)


def _check_balance(written: Written, targets: TargetPlan) -> None:
    """Sheet Balance has the targets of sheet Seat targets; its deviations and use of capacity are the ratios of the figures beside them."""
    asked = _by_seat(targets)
    for row in written.rows(BALANCE_SHEET):
        _expect_target(written, row, "target_{}", asked.get(row.text("seat") or ""))
        for key, part, whole, less in (
            ("deviation_before", "potential_before", "fair_before", 1.0),
            ("deviation_after", "potential_after", "fair", 1.0),
            ("use", "hours_after", "capacity", 0.0),
        ):
            base, amount = row.number(whole), row.number(part)
            right = amount / base - less if base else 0.0
            rounded = _rounding(100 * amount, 100 * base) if less else 0.0
            off = rounded + _RATIO * max(1.0, right)
            if row[key] is None or abs(row.number(key) - right) > off:
                text = Text("'{a}' stands here, recomputed {b:,.10g}", "此处为“{a}”，复算为 {b:,.10g}")
                written.report("territory_facts", row.place(key), text.format(a=row[key], b=right))


def _expect_reason(written: Written, row: ResultRow, right: OwnerReason) -> None:
    words = REASON_WORDS[right]
    if row.text("reason") not in (words.en, words.zh):
        text = Text("'{a}' stands here, sheet Territories has '{b}'", "此处为“{a}”，“客户分配”为“{b}”")
        written.report("moves", row.place("reason"), text.format(a=row.text("reason") or "—", b=words))


def _check_overview(written: Written, plan_input: PlanInput, plan: TerritoryPlan) -> None:
    sheet = written.book.find(OVERVIEW_SHEET)
    if sheet is None:
        return
    beyond = [s.after.hours - s.capacity_hours for s in plan.seats]
    over = [x for x, s in zip(beyond, plan.seats, strict=True) if x > BAND_TOLERANCE * s.capacity_hours]
    rights = {
        "worst_before": _worst([(s.before, s.fair_before_cents) for s in plan.seats]),
        "worst_after": _worst([(s.after, s.fair_potential_cents) for s in plan.seats]),
        "overloaded": (float(len(over)), _RATIO),
        "beyond": (sum(over), 1e-6 * max(1.0, sum(over))),
    }
    for key, (right, tolerance) in rights.items():
        place, value = _stated(sheet, key)
        if not isinstance(value, int | float) or abs(value - right) > tolerance:
            text = Text("'{a}' stands here, recomputed {b:,.10g}", "此处为“{a}”，复算为 {b:,.10g}")
            written.report("territory_facts", place, text.format(a=value, b=right))
    _check_overview_words(written, plan_input, sheet, plan)


def _stated(sheet: Sheet, key: str) -> tuple[Place, Any]:
    """Return where the overview states a figure, and the figure; at the top and ``None`` where it has no such label."""
    label = TERRITORY_LABELS[key]
    # From the end, so that the first stays: a term of the cost further down has the name of one of these.
    labels = {sheet.cell(i, 0).value: i for i in reversed(range(len(sheet.rows)))}
    i = labels.get(label.en, labels.get(label.zh))
    return sheet.place(i or 0, 1, label), None if i is None else sheet.cell(i, 1).value


def _check_overview_words(written: Written, plan_input: PlanInput, sheet: Sheet, plan: TerritoryPlan) -> None:
    """The gap is that of the cost and the bound above it, the bands are those of sheet Balance."""
    bands = sorted({s.band_share for s in plan.seats})
    ends = " – ".join(f"{band:.0%}" for band in dict.fromkeys((bands[0], bands[-1]))) if bands else "–"
    is_derived = plan_input.settings.potential_band_share is None
    band = Text("{b}, derived", "{b}（推算）").format(b=ends) if is_derived else Text.same(ends)
    gaps = _list_gaps(plan.report, plan_input.settings.currency)
    for key, rights in (("gap", gaps), ("band", (band.en, band.zh))):
        place, value = _stated(sheet, key)
        if value not in rights and not (key == "gap" and _is_near(value, plan.report.gap)):
            text = Text("'{a}' stands here, recomputed '{b}'", "此处为“{a}”，复算为“{b}”")
            written.report("territory_facts", place, text.format(a=value, b=rights[0]))


def _list_gaps(report: TerritoryReport, currency: str) -> tuple[str, ...]:
    """Return how the gap of the sheet's cost and bound may be told, which were each rounded to a cent."""
    least = (report.gap_cents, report.gap_cents - 1, report.gap_cents + 1)
    return tuple(gap_words(max(0.0, cents), report.objective_cents, currency) for cents in least)


def _is_near(value: object, gap: float) -> bool:
    """Whether `value` is the percentage that the gap rounds to, where cost and bound were not rounded as the sheet's are."""
    try:
        return abs(float(str(value).removesuffix("%")) / 100 - gap) <= _GAP
    except ValueError:
        return False


def _worst(seats: Sequence[tuple[SeatLoad, float]]) -> tuple[float, float]:
    """Return the largest deviation from a fair share, in cents, and how far it may be off where these were rounded."""
    off = [abs(load.potential_cents / fair - 1) for load, fair in seats if fair]
    rounded = [_rounding(load.potential_cents, fair) for load, fair in seats if fair]
    return max(off, default=0.0), 1e-4 + max(rounded, default=0.0)


def _rounding(amount_cents: float, share_cents: float) -> float:
    """Return how far amount ÷ share may be off where the share was rounded to a cent; 0 without a share."""
    return 100 * _CENT / share_cents * (1 + amount_cents / share_cents) if share_cents else 0.0
