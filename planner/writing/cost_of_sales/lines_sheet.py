"""Sheet Cost of sales: every cost line live from the input sheets, by quantity and rate, and spread over the months."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from planner.domain.channel_plan import REVENUE_COST_KINDS, CostLine
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.response.staffing import HEAD_COST_KINDS, Staffing, build_staffing
from planner.results.cost_of_sales.allocation import OWN_KINDS
from planner.tables.columns.column import Kind
from planner.tables.results.cost_sheets import COST_KIND_WORDS, COST_SHEET
from planner.tables.results.plan_market_sheets import CHANNEL_PLAN_SHEET
from planner.tables.results.plan_people_sheets import TEAM_PLAN_SHEET
from planner.tables.words.choice_words import word_of
from planner.writing.cost_of_sales.basis_sheet import BasisPlaces, month_text
from planner.writing.inputs.input_cells import InputCells
from planner.writing.layout.formats import Styles
from planner.writing.layout.plan_grid import Formula, SheetWriter, lay_out, place_of, units
from planner.writing.plan_sheets.plan_market_sheets import FIRST_ROW, HEADER_ROW

_PER_HEAD_FIELD = {kind: f"{kind}_cents" for kind in HEAD_COST_KINDS if kind not in ("process_bonus", "seat_pay")}
_LETTER = {c.key: xl_col_to_name(i) for i, c in enumerate(COST_SHEET.columns)}
_FIRST_MONTH = place_of(COST_SHEET, "m1")
_Parts = tuple[object, object, object]
"""Quantity, rate and amount of a line."""


def add_cost_sheet(
    workbook: Any,
    styles: Styles,
    plan_input: PlanInput,
    plan: AnnualPlan,
    language: Language,
    market: SheetWriter,
    basis: BasisPlaces,
) -> SheetWriter:
    """Add sheet Cost of sales: every cost line with its rate, its months, and whether it counts in the ratio (1 or 0)."""
    writer = SheetWriter(workbook, styles, COST_SHEET.sheet, language)
    fields = lay_out(COST_SHEET, (18, 20, 22, 24, 16, 10, 14, 18, 16, *(13,) * 12), blocks=("m1", "m7"))
    lines = _Lines(plan_input, plan, language, market, basis)
    costs = plan.channel_plan.costs
    months = {id(c.line): c.months_cents for c in basis.costs}
    total, last = sum(c.amount_cents for c in costs), FIRST_ROW + len(costs)
    rows: list[list[object]] = []
    for i, line in enumerate(costs):
        n = FIRST_ROW + i + 1
        quantity, rate, amount = lines.parts(line, n)
        spread = [
            Formula(month_text(f"$E{n}", _FIRST_MONTH, n, basis.of_line(line), m), units(months[id(line)][m]))
            for m in range(12)
        ]
        rows.append(
            [
                COST_KIND_WORDS[line.kind],
                line.label or None,
                line.team,
                word_of(line.channel) if line.channel else None,
                amount,
                Formula(f"=E{n}/SUM($E${FIRST_ROW + 1}:$E${last})", line.amount_cents / total),
                lines.counts(line),
                quantity,
                rate,
                *spread,
            ]
        )
    writer.table(HEADER_ROW, fields, rows, names=4)
    for i, line in enumerate(costs):
        if line.kind in REVENUE_COST_KINDS and rows[i][8] is not None:
            writer.put(FIRST_ROW + i, 8, rows[i][8], Kind.SHARE)
    return writer


class _Lines:
    """Knows from which cells each line is worked out; a line that has none is a value."""

    def __init__(
        self, plan_input: PlanInput, plan: AnnualPlan, language: Language, market: SheetWriter, basis: BasisPlaces
    ) -> None:
        self.plan_input, self.plan, self.cells = plan_input, plan, InputCells(plan_input, language)
        self.market, self.basis = market, basis
        self.staffing: dict[str, Staffing] = {str(s.team.team): s for s in build_staffing(plan_input)}
        self.team_sheet = TEAM_PLAN_SHEET.sheet.choose(language)
        self.team_rows = {str(t.team): FIRST_ROW + i + 1 for i, t in enumerate(plan.channel_plan.teams)}
        self._used: set[tuple[str, int]] = set()

    def counts(self, line: CostLine) -> object:
        """Return 1 or 0, live where an input says it."""
        cell = None
        if line.kind in ("partner_margin", "rebate"):
            cell = self.cells.setting("count_partner_margin")
        elif line.kind in ("team_cost", "marketing"):
            place = self._given(line)
            cell = None if place is None else self.cells.row(self._table(line), place, "counts_in_ratio")
            self._used.add((line.kind, -1 if place is None else place))
        value = int(line.counts_in_ratio)
        return value if cell is None else Formula(f"={self.cells.flag(cell)}", value)

    def parts(self, line: CostLine, n: int) -> _Parts:
        """Return quantity, rate and amount of the line in row `n`."""
        if line.kind == "seat_pay":
            return self._of_seats(line, n)
        if line.kind in HEAD_COST_KINDS and line.team is not None:
            return self._per_head(line, n)
        if line.kind in ("manager_pay", "manager_bonus", "hiring") and line.team is not None:
            return self._of_team(line, n)
        if line.kind in OWN_KINDS:
            return self._of_units(line, n)
        if line.kind == "rebate" and line.channel is not None:
            return self._rebate(line, n)
        place = self._given(line)
        cell = None if place is None else self.cells.row(self._table(line), place, "amount_cents")
        return None, None, self._live(line, None if cell is None else f"=ROUND({cell},2)")

    def _live(self, line: CostLine, text: str | None) -> object:
        return units(line.amount_cents) if text is None else Formula(text, units(line.amount_cents))

    def _hires(self, team: str) -> list[str]:
        columns = [xl_col_to_name(place_of(TEAM_PLAN_SHEET, f"hires_q{q}")) for q in range(1, 5)]
        return [f"'{self.team_sheet}'!${c}${self.team_rows[team]}" for c in columns]

    def _per_head(self, line: CostLine, n: int) -> _Parts:
        """Head-years in place · rate, and each quarter's hires pro rata, each rounded to the cent."""
        staff = self.staffing[str(line.team)]
        cents = staff.head_rate_cents(line.kind)
        if line.kind == "process_bonus":
            parts = [self.cells.pay(str(line.team), f) for f in ("process_bonus_cents", "process_score")]
            rate: object = None if None in parts else Formula(f"=ROUND({parts[0]}*{parts[1]},2)", units(cents))
        else:
            cell = self.cells.team(str(line.team), _PER_HEAD_FIELD[line.kind])
            rate = None if cell is None else Formula(f"={cell}", units(cents))
        if rate is None:
            return None, None, units(line.amount_cents)
        in_place = "others_in_place" if self.basis.heads_of(line) == "others" else "in_place"
        places = self.basis.months(in_place, str(line.team))
        hires = "".join(f"+{cell}*ROUND($I{n}*{12 - 3 * q}/12,2)" for q, cell in enumerate(self._hires(str(line.team))))
        quantity = Formula(f"=SUM({places})/12", staff.years_of(line.kind))
        return quantity, rate, self._live(line, f"=ROUND($H{n}*$I{n},2){hires}")

    def _of_seats(self, line: CostLine, n: int) -> _Parts:
        """Head-years of the seats that have their own pay, what one of these comes to, and what all are paid, from sheet Seat pay."""
        years = sum(s.paid_years for s in self.basis.seat_pay.seats if s.team == line.team)
        mean = units(line.amount_cents) / years if years else 0.0
        return (
            Formula(f"={self.basis.seat_pay.sum_of('head_years', f'$C{n}')}", years),
            Formula(f"=IF($H{n}=0,0,$E{n}/$H{n})", mean),
            self._live(line, f"=ROUND({self.basis.seat_pay.sum_of('pay', f'$C{n}')},2)"),
        )

    def _of_team(self, line: CostLine, n: int) -> _Parts:
        team = str(line.team)
        if line.kind == "hiring":
            fee = self.cells.setting("hire_cost_cents")
            hires = next(t.hires for t in self.plan.channel_plan.teams if t.team == line.team)
            quantity = Formula(f"={'+'.join(self._hires(team))}", sum(hires))
            rate = Formula(f"={fee}", units(self.plan_input.settings.hire_cost_cents))
            return quantity, rate, self._live(line, f"=ROUND($H{n}*$I{n},2)")
        cell = (
            self.cells.team(team, "manager_pay_cents")
            if line.kind == "manager_pay"
            else self.cells.pay(team, "manager_bonus_cents")
        )
        return None, None, self._live(line, None if cell is None else f"=ROUND({cell},2)")

    def _of_units(self, line: CostLine, n: int) -> _Parts:
        """The sum of a column of sheet Channel plan over the line's units."""
        own = [u for u in self.plan.channel_plan.units if u.channel is line.channel]
        if line.team is None and any(u.team is not None for u in own):
            return None, None, units(line.amount_cents)
        where = f"{self._unit('channel')},$D{n}"
        if line.team is not None:
            where += f",{self._unit('team')},$C{n}"
            own = [u for u in own if u.team == line.team]
        amount = self._live(line, f"=ROUND(SUMIFS({self._unit(line.kind)},{where}),2)")
        field = {"commission": "commission_rate", "partner_margin": "partner_margin"}.get(line.kind)
        if field is None or line.channel is None:
            return None, None, amount
        cell = self.cells.channel(line.channel, field)
        sold = Formula(f"=ROUND(SUMIFS({self._unit('revenue')},{where}),2)", units(sum(u.revenue_cents for u in own)))
        share = getattr(self.plan_input.channel(line.channel), field)
        return sold, None if cell is None else Formula(f"={cell}", share), amount

    def _rebate(self, line: CostLine, n: int) -> _Parts:
        """The reached step's rate on all revenue of the channel."""
        sold = sum(u.revenue_cents for u in self.plan.channel_plan.units if u.channel is line.channel)
        steps = [
            (r.from_revenue_cents, i, r.rate)
            for i, r in enumerate(self.plan_input.rebates)
            if r.channel is line.channel
        ]
        text, reached = "0", 0.0
        for start, place, rate in sorted(steps):
            begin, share = (self.cells.row("rebates", place, f) for f in ("from_revenue_cents", "rate"))
            text = f"IF($H{n}>={begin},{share},{text})"
            reached = rate if sold >= start else reached
        quantity = Formula(f"=ROUND(SUMIFS({self._unit('revenue')},{self._unit('channel')},$D{n}),2)", units(sold))
        return quantity, Formula(f"={text}", reached), self._live(line, f"=ROUND($H{n}*$I{n},2)")

    def _unit(self, key: str) -> str:
        return self.market.column_ref(place_of(CHANNEL_PLAN_SHEET, key), FIRST_ROW, len(self.plan.channel_plan.units))

    def _table(self, line: CostLine) -> str:
        return "team_costs" if line.kind == "team_cost" else "marketing"

    def _given(self, line: CostLine) -> int | None:
        """Return the row of sheet Team costs or Marketing that the line is, the first that no line took."""
        rows: tuple[Any, ...] = getattr(self.plan_input, self._table(line))
        for i, row in enumerate(rows):
            owner = row.team == line.team if line.kind == "team_cost" else row.channel is line.channel
            same = row.line == line.label and row.amount_cents == line.amount_cents
            if same and owner and row.counts_in_ratio == line.counts_in_ratio and (line.kind, i) not in self._used:
                return i
        return None
