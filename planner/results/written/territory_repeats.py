"""What the sheets of territories repeat of one another: both seats of every move, and the overview's figures of seats."""

from __future__ import annotations

from planner.domain.plan_input import PlanInput
from planner.domain.territory import BAND_TOLERANCE, OwnerReason, OwnerRole, SeatLoad, TerritoryPlan
from planner.language import Text
from planner.results.verification.territory_facts import account_hours
from planner.results.written.result_tables import ResultRow, Written
from planner.tables.territory_sheets import MOVES_SHEET, OVERVIEW_SHEET, REASON_WORDS, TERRITORY_LABELS

_HOURS = 0.00501
"""Sheet Moves shows two digits of hours."""
_RATIO = 1e-9


def check_repeats(written: Written, plan_input: PlanInput, plan: TerritoryPlan) -> None:
    """Report what sheet Moves or the overview states that is not what sheets Territories and Balance give."""
    _check_moves(written, plan_input, plan)
    _check_overview(written, plan)


def _check_moves(written: Written, plan_input: PlanInput, plan: TerritoryPlan) -> None:
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
            seat = seats.get(str(name))
            loads = (None, None) if seat is None else (seat.before, seat.after)
            for when, load in zip(("before", "after"), loads, strict=True):
                _check_load(written, row, f"{side}_{{}}_{when}", load)


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


def _expect_reason(written: Written, row: ResultRow, right: OwnerReason) -> None:
    words = REASON_WORDS[right]
    if row.text("reason") not in (words.en, words.zh):
        text = Text("'{a}' stands here, sheet Territories has '{b}'", "此处为“{a}”，“客户分配”为“{b}”")
        written.report("moves", row.place("reason"), text.format(a=row.text("reason") or "—", b=words))


def _check_overview(written: Written, plan: TerritoryPlan) -> None:
    sheet = written.book.find(OVERVIEW_SHEET)
    if sheet is None:
        return
    beyond = [s.after.hours - s.capacity_hours for s in plan.seats]
    over = [x for x, s in zip(beyond, plan.seats, strict=True) if x > BAND_TOLERANCE * s.capacity_hours]
    rights = {
        "worst_before": (max((abs(_off(s.before, s.fair_before_cents)) for s in plan.seats), default=0.0), 1e-4),
        "worst_after": (max((abs(_off(s.after, s.fair_potential_cents)) for s in plan.seats), default=0.0), 1e-4),
        "overloaded": (float(len(over)), _RATIO),
        "beyond": (sum(over), 1e-6 * max(1.0, sum(over))),
    }
    # From the end, so that the first stays: a term of the cost further down has the name of one of these.
    labels = {sheet.cell(i, 0).value: i for i in reversed(range(len(sheet.rows)))}
    for key, (right, tolerance) in rights.items():
        label = TERRITORY_LABELS[key]
        i = labels.get(label.en, labels.get(label.zh))
        value = None if i is None else sheet.cell(i, 1).value
        if not isinstance(value, int | float) or abs(value - right) > tolerance:
            text = Text("'{a}' stands here, recomputed {b:,.10g}", "此处为“{a}”，复算为 {b:,.10g}")
            written.report("territory_facts", sheet.place(i or 0, 1, label), text.format(a=value, b=right))


def _off(load: SeatLoad, fair_cents: float) -> float:
    return load.potential_cents / fair_cents - 1 if fair_cents else 0.0
