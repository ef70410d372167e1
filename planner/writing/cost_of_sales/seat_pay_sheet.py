"""Sheet Seat pay: what every seat with a base pay of its own is paid in the plan year, live from sheet Seats."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from planner.domain.calendar import MONTHS_PER_YEAR
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.response.seat_pay import SeatPay, list_own_pay
from planner.tables.results.cost_sheets import SEAT_PAY_SHEET
from planner.writing.inputs.input_cells import InputCells
from planner.writing.layout.formats import Styles
from planner.writing.layout.plan_grid import Formula, SheetWriter, lay_out, place_of, units
from planner.writing.plan_sheets.plan_market_sheets import FIRST_ROW, HEADER_ROW

_LETTER = {c.key: xl_col_to_name(i) for i, c in enumerate(SEAT_PAY_SHEET.columns)}
_FIRST_MONTH = place_of(SEAT_PAY_SHEET, "m1")


class SeatPayPlaces:
    """The seats of sheet Seat pay and their cells, known before it is written."""

    def __init__(self, plan_input: PlanInput, language: Language) -> None:
        self.seats, self._sheet = list_own_pay(plan_input), SEAT_PAY_SHEET.sheet.choose(language)
        self.teams = {str(s.team) for s in self.seats}

    def sum_of(self, key: str, team: str) -> str:
        """Return the sum of a column over the seats of the team that cell `team` names."""
        return f"SUMIFS({self._column(key)},{self._column('team')},{team})"

    def _column(self, key: str) -> str:
        letter = _LETTER[key]
        return f"'{self._sheet}'!${letter}${FIRST_ROW + 1}:${letter}${FIRST_ROW + len(self.seats)}"


def add_seat_pay_sheet(
    workbook: Any, styles: Styles, plan_input: PlanInput, places: SeatPayPlaces, cells: InputCells, language: Language
) -> None:
    """Add sheet Seat pay where a seat has a base pay of its own: base pay is live, presence and months are those of the plan."""
    if not places.seats:
        return
    order = {s.seat: i for i, s in enumerate(plan_input.seats)}
    rows = [
        _row(seat, FIRST_ROW + i + 1, cells.row("seats", order[seat.seat], "base_pay_cents"))
        for i, seat in enumerate(places.seats)
    ]
    writer = SheetWriter(workbook, styles, SEAT_PAY_SHEET.sheet, language)
    widths = (24, 24, 18, 12, 10, 12, 18, *(14,) * MONTHS_PER_YEAR)
    writer.table(HEADER_ROW, lay_out(SEAT_PAY_SHEET, widths, blocks=("m1", "m7")), rows, names=2)


def _row(seat: SeatPay, n: int, base_pay: str | None) -> list[object]:
    months: list[object] = [0] * (seat.first_month - 1)
    for m in range(seat.first_month, MONTHS_PER_YEAR + 1):
        first, last = (xl_col_to_name(_FIRST_MONTH + k - 1) for k in (seat.first_month, m - 1))
        before = "" if m == seat.first_month else f"-SUM(${first}{n}:{last}{n})"
        upto = f"ROUND(${_LETTER['pay']}{n}*{m - seat.first_month + 1}/{seat.months},2)"
        months.append(Formula(f"=ROUND({upto}{before},2)", units(seat.months_cents[m - 1])))
    years = f"${_LETTER['presence']}{n}*${_LETTER['months']}{n}/{MONTHS_PER_YEAR}"
    return [
        seat.seat,
        seat.team,
        Formula(f"={base_pay}", units(seat.base_pay_cents)),
        seat.presence_share,
        seat.months,
        Formula(f"={years}", seat.paid_years),
        Formula(f"=ROUND(${_LETTER['base_pay']}{n}*{years},2)", units(seat.year_cents)),
        *months,
    ]
