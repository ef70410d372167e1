"""Sheet Seat pay recomputed from the seats of the input: who stands on it, what each is paid, and when."""

from __future__ import annotations

from planner.domain.identifiers import SeatId
from planner.language import Text
from planner.results.written.checks.ratio_check import RatioSubject
from planner.results.written.plans.result_tables import ResultRow, Written
from planner.tables.results.cost_sheets import SEAT_PAY_SHEET

_ONE_CENT = 0.0101
_RELATIVE = 1e-9


def check_seat_pay(written: Written, subject: RatioSubject) -> None:
    """Report seats that are missing, unknown or twice, and figures that are not what the input gives; no sheet where no seat has its own pay."""
    known = {s.seat: s for s in subject.plan_input.seats}
    months = {seat: own for team in subject.case.teams for seat, own in subject.own_pay(team).items()}
    rows = written.rows(SEAT_PAY_SHEET) if SEAT_PAY_SHEET.key in written.tables else ()
    seen: set[SeatId] = set()
    for row in rows:
        name = SeatId(row.text("seat") or "")
        if name not in months or name in seen or row.text("team") != known[name].team:
            text = Text("an unknown row, or one that stands twice", "该行不存在或重复")
            written.report("cost_sheets", row.place("seat"), text)
            continue
        seen.add(name)
        seat, own = known[name], months[name]
        paid = 12 if seat.start_month is None else 13 - seat.start_month
        _expect(written, row, "base_pay", (seat.base_pay_cents or 0) / 100, _RELATIVE)
        _expect(written, row, "presence", seat.presence_share, _RELATIVE)
        _expect(written, row, "months", paid, _RELATIVE)
        _expect(written, row, "head_years", seat.presence_share * paid / 12, _RELATIVE)
        _expect(written, row, "pay", sum(own) / 100, _ONE_CENT)
        for m, cents in enumerate(own, start=1):
            _expect(written, row, f"m{m}", cents / 100, _ONE_CENT)
        if row.cents("pay") != sum(row.cents(f"m{m}") for m in range(1, 13)):
            text = Text("the months do not add up to the year", "各月合计不等于全年")
            written.report("cost_sheets", row.place("pay"), text)
    for name in sorted(months.keys() - seen):
        tables = written.tables
        place = (tables[SEAT_PAY_SHEET.key].sheet if SEAT_PAY_SHEET.key in tables else written.plan).place(0, 0)
        text = Text("'{n}' is missing on sheet '{s}'", "工作表“{s}”缺少“{n}”").format(n=name, s=SEAT_PAY_SHEET.sheet)
        written.report("cost_sheets", place, text)


def _expect(written: Written, row: ResultRow, key: str, right: float, tolerance: float) -> None:
    if row[key] is None or abs(row.number(key) - right) > tolerance * max(1.0, abs(right) if tolerance < 1e-3 else 1.0):
        text = Text("found {a}, recomputed {b:,.10g}", "内容为 {a}，复算为 {b:,.10g}")
        written.report("cost_sheets", row.place(key), text.format(a="—" if row[key] is None else row[key], b=right))
