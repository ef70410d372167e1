"""From which cells the parameters of sheet Cost curve come: input sheets, sheet Channel plan, sheet Cost of sales."""

from __future__ import annotations

from planner.domain.choices import Channel
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.results.cost_of_sales.curve import CommissionStep, TeamCurve
from planner.tables.results.cost_sheets import COST_KIND_WORDS, COST_SHEET
from planner.tables.results.plan_market_sheets import CHANNEL_PLAN_SHEET
from planner.tables.words.choice_words import word_of
from planner.writing.cost_of_sales.basis_sheet import BasisPlaces
from planner.writing.inputs.input_cells import InputCells
from planner.writing.layout.plan_grid import SheetWriter
from planner.writing.plan_sheets.plan_market_sheets import FIRST_ROW

_PAY_FIELDS = {
    "release_share": "release_share",
    "commission_cap": "commission_cap",
    "manager_bonus": "manager_bonus_cents",
    "manager_bonus_from": "manager_bonus_from",
    "benefits_share": "benefits_share",
    "deposit": "deposit_cents",
    "deposit_return_from": "deposit_return_from",
}
_BLANK = '"="'
"""Criterion for a cell in which nothing stands."""


class CurveSources:
    """Formulas of parameters; ``None`` where a parameter stands nowhere else."""

    def __init__(
        self,
        plan_input: PlanInput,
        plan: AnnualPlan,
        cells: InputCells,
        basis: BasisPlaces,
        market: SheetWriter,
        costs: SheetWriter,
    ) -> None:
        self.plan_input, self.cells, self.basis = plan_input, cells, basis
        units, lines = len(plan.channel_plan.units), len(plan.channel_plan.costs)
        self.unit = {c.key: market.column_ref(i, FIRST_ROW, units) for i, c in enumerate(CHANNEL_PLAN_SHEET.columns)}
        self.line = {c.key: costs.column_ref(i, FIRST_ROW, lines) for i, c in enumerate(COST_SHEET.columns)}
        self.language: Language = cells.language

    def team(self, team: TeamCurve, key: str, n: int, expected: str) -> str | None:
        """Return the formula of parameter `key` of the team in row `n`; `expected` is the cell of its expected revenue."""
        name, own = str(team.team), f"{self.line['team']},$A{n}"
        if key in _PAY_FIELDS:
            cell = self.cells.pay(name, _PAY_FIELDS[key])
            return None if cell is None else f"={cell}"
        moving = "".join(self._of_kind(k, own, 1) for k in ("expense", "travel", "commission", "manager_bonus"))
        found: dict[str, str | None] = {
            "margin_rate": f"=IF({expected}=0,0,SUMIFS({self.unit['margin']},{self.unit['team']},$A{n})/{expected})",
            "head_years": f"={self._head_years(name)}",
            "pay": f"={self.cells.team(name, 'pay_cents')}",
            "seat_years": f"={self._of_seats('head_years', n)}" if name in self.basis.seat_pay.teams else None,
            "seat_pay": f"=ROUND({self._of_seats('pay', n)},2)" if name in self.basis.seat_pay.teams else None,
            "benefits": f"={self.cells.team(name, 'benefits_cents')}",
            "process_bonus": self._process_bonus(name),
            "other_fixed": f"=ROUND({self._lines(own, 1)}{moving}{self._of_kind('partner_margin', own, 1)}"
            f"-{self._people(name, n)},2)",
            "outside": f"=ROUND({self._lines(own, 0)}{self._of_kind('partner_margin', own, 0)},2)",
            "selling_expense": f"=ROUND(0{self._of_kind('expense', own, 1, '+')}{self._of_kind('travel', own, 1, '+')},2)",
            "partner_rate": self._effective(team.channel, "partner_margin", "partner_margin", own, expected),
        }
        return found.get(key)

    def steps(self, team: TeamCurve) -> tuple[tuple[CommissionStep, str | None, str | None], ...]:
        """Return the team's commission steps, each with the cells of its threshold and of its rate."""
        rates = list(enumerate(self.plan_input.commission_rates))
        own = [x for x in rates if x[1].team == team.team] or [x for x in rates if x[1].team is None]
        if not own:
            return tuple((step, None, None) for step in team.steps)
        places = []
        for step in team.steps:
            at = next(
                (i, r)
                for i, r in own
                if r.rate == step.rate
                and r.from_revenue_cents == step.from_revenue_cents
                and (r.from_attainment is None or r.from_attainment == step.from_attainment)
            )
            field = "from_revenue_cents" if at[1].from_attainment is None else "from_attainment"
            places.append(
                (
                    step,
                    self.cells.row("commission_rates", at[0], field),
                    self.cells.row("commission_rates", at[0], "rate"),
                )
            )
            own.remove(at)
        return tuple(places)

    def plain_rate(self, team: TeamCurve, n: int, expected: str) -> str:
        """Return the formula of the plan's own commission rate, of the team in column A of row `n`."""
        own = f"{self.line['team']},$A{n}"
        return (
            self._effective(team.channel, "commission", "commission_rate", own, expected) or f"={team.steps[0].rate!r}"
        )

    def planned(self, n: int, kind: str | None = None) -> str:
        """Return the sum of the plan's lines (of `kind`, else all) of the team in column A of row `n`."""
        where = f"{self.line['amount']},{self.line['team']},$A{n}"
        if kind is None:
            return f"SUMIFS({where})"
        return f'SUMIFS({where},{self.line["kind"]},"{COST_KIND_WORDS[kind].choose(self.language)}")'

    def loose(self, channel: Channel | None, key: str, n: int) -> str:
        """Return the formula of the lines of a channel (``None``: of the company) that are no team's and no rebate, in row `n`."""
        where = f"{self.line['team']},{_BLANK},{self.line['channel']},"
        where += _BLANK if channel is None else f"$A{n}"
        flag = int(key == "fixed")
        return f"=ROUND({self._lines(where, flag)}{self._of_kind('rebate', where, flag)},2)"

    def rest(self, key: str, names: str, amounts: str, n: int) -> str:
        """Return the formula of a channel's revenue or margin beyond its teams': `amounts` beside the channel `names` of teams."""
        whole = f"SUMIFS({self.unit[key]},{self.unit['channel']},$A{n})"
        return f"=ROUND({whole}-SUMIFS({amounts},{names},$A{n}),2)"

    def ladder(self, channel: Channel, start: int, rate: float) -> tuple[str | None, str | None]:
        """Return the cells of a rebate step's beginning and rate."""
        for i, step in enumerate(self.plan_input.rebates):
            if (step.channel, step.from_revenue_cents, step.rate) == (channel, start, rate):
                return self.cells.row("rebates", i, "from_revenue_cents"), self.cells.row("rebates", i, "rate")
        return None, None

    def word(self, channel: Channel) -> str:
        """Return the channel's name in the workbook's language."""
        return word_of(channel).choose(self.language)

    def _lines(self, where: str, flag: int) -> str:
        return f"SUMIFS({self.line['amount']},{where},{self.line['counts']},{flag})"

    def _of_kind(self, kind: str, where: str, flag: int, sign: str = "-") -> str:
        word = COST_KIND_WORDS[kind].choose(self.language)
        counts = f"{self.line['counts']},{flag}"
        return f'{sign}SUMIFS({self.line["amount"]},{where},{counts},{self.line["kind"]},"{word}")'

    def _effective(self, channel: Channel, kind: str, field: str, where: str, expected: str) -> str | None:
        """Return the share of revenue that the plan's line comes to; the channel's rate for a team without revenue."""
        cell = self.cells.channel(channel, field)
        word = COST_KIND_WORDS[kind].choose(self.language)
        spent = f'SUMIFS({self.line["amount"]},{where},{self.line["kind"]},"{word}")'
        return None if cell is None else f"=IF({expected}=0,{cell},{spent}/{expected})"

    def _head_years(self, team: str) -> str:
        return f"SUM({self.basis.months('heads', team)})/12"

    def _of_seats(self, key: str, n: int) -> str:
        return self.basis.seat_pay.sum_of(key, f"$A{n}")

    def _people(self, team: str, n: int) -> str:
        """Return what the team's heads are paid, with bonus and benefits: at its rates, but for seats that have their own pay."""
        at_rates = f"{self._head_years(team)}*({self._head_rates(team)})"
        if team not in self.basis.seat_pay.teams:
            return f"ROUND({at_rates},2)"
        pay = self.cells.team(team, "pay_cents")
        return f"ROUND({at_rates}-{self._of_seats('head_years', n)}*{pay},2)-ROUND({self._of_seats('pay', n)},2)"

    def _process_bonus(self, team: str) -> str | None:
        parts = [self.cells.pay(team, f) for f in ("process_bonus_cents", "process_score")]
        return None if None in parts else f"=ROUND({parts[0]}*{parts[1]},2)"

    def _head_rates(self, team: str) -> str:
        bonus = self._process_bonus(team)
        parts = [self.cells.team(team, "pay_cents"), self.cells.team(team, "benefits_cents")]
        return "+".join([*(p for p in parts if p), *([bonus.removeprefix("=")] if bonus else [])]) or "0"
