"""The blocks below sheet Cost curve: amounts of commission steps, ladder steps, teams and channels at every attainment."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.utility import xl_col_to_name

from planner.results.cost_of_sales.attainment import AttainedCost
from planner.tables.columns.column import Kind
from planner.tables.columns.result_column import ResultColumn
from planner.tables.results.cost_curve import (
    CHANNEL_BLOCKS,
    EXPECTED_COLUMN,
    LADDER_BLOCK,
    STEP_BLOCK,
    TEAM_BLOCKS,
)
from planner.tables.words.choice_words import word_of
from planner.writing.cost_of_sales.curve_cells import CurveCells
from planner.writing.cost_of_sales.curve_layout import COLUMNS, HEAD_ROW, POINTS, CurveLayout
from planner.writing.layout.plan_grid import Formula, units


class CurveBlocks:
    """Writes the blocks; `costs` has by column the costs of company, channels and teams at its attainment."""

    def __init__(self, cells: CurveCells, layout: CurveLayout, costs: Mapping[int, tuple[AttainedCost, ...]]) -> None:
        self.cells, self.at, self.costs = cells, layout, costs
        self._formulas: dict[tuple[int, int], dict[str, str]] = {}

    def add(self) -> None:
        """Write the amounts of commission steps, ladder steps, teams and channels at every attainment."""
        at = self.at
        self.cells.title(at.step_block - 1, STEP_BLOCK)
        for i, (team, step) in enumerate(at.steps):
            place, previous = at.teams.index(team), at.steps[i - 1] if i else None
            before = previous[1].rate if previous is not None and previous[0] is team else 0.0
            n = at.step_rows + i + 1
            self.cells.put(at.step_block + i, 0, team.team)
            for column in COLUMNS:
                reached = team.attained(POINTS[column - EXPECTED_COLUMN])
                part = units(team.target_cents) * (step.rate - before) * max(0.0, reached - step.from_attainment)
                attainment = at.team_cell("attainment", place, column)
                text = f"={at.parameter('target', place)}*$E${n}*MAX(0,{attainment}-$C${n})"
                self.cells.put(at.step_block + i, column, Formula(text, part), Kind.MONEY)
        self._add_ladder_block()
        for block in TEAM_BLOCKS:
            self.cells.title(at.team_blocks[block.key] - 1, block.header)
            for i, team in enumerate(at.teams):
                self.cells.put(at.team_blocks[block.key] + i, 0, team.team)
                for column in COLUMNS:
                    self._team_cell(block, i, column)
        for block in CHANNEL_BLOCKS:
            self.cells.title(at.channel_blocks[block.key] - 1, block.header)
            for i, channel in enumerate(at.channels):
                self.cells.put(at.channel_blocks[block.key] + i, 0, word_of(channel))
                for column in COLUMNS:
                    self._channel_cell(block, i, column)

    def _add_ladder_block(self) -> None:
        at = self.at
        self.cells.title(at.ladder_block - 1, LADDER_BLOCK)
        for i, (channel, start, rate) in enumerate(at.ladders):
            before = at.ladders[i - 1][2] if i and at.ladders[i - 1][0] is channel else 0.0
            n = at.ladder_rows + i + 1
            self.cells.put(at.ladder_block + i, 0, word_of(channel))
            for column in COLUMNS:
                revenue = at.channel_cell("revenue", at.channels.index(channel), column)
                reached = _named(self.costs[column], channel.value).revenue_cents >= start
                text = f"=IF({revenue}>=$B${n},$D${n},0)"
                self.cells.put(
                    at.ladder_block + i, column, Formula(text, rate - before if reached else 0.0), Kind.SHARE
                )

    def _team_cell(self, block: ResultColumn, place: int, column: int) -> None:
        team = self.at.teams[place]
        cost = _named(self.costs[column], team.team)
        values = {
            "attainment": team.attained(POINTS[column - EXPECTED_COLUMN]),
            "revenue": units(cost.revenue_cents),
            "margin": units(cost.margin_cents),
            "cost": units(cost.cost_cents),
        }
        value = values[block.key] if block.key in values else units(cost.lines[block.key])
        if (place, column) not in self._formulas:
            self._formulas[place, column] = self._team_formulas(place, column)
        text = self._formulas[place, column][block.key]
        self.cells.put(self.at.team_blocks[block.key] + place, column, Formula(text, value), block.kind)

    def _team_formulas(self, place: int, column: int) -> dict[str, str]:
        """Return the formula of each block for one team and column."""
        at, letter = self.at, xl_col_to_name(column)

        def given(name: str) -> str:
            return at.parameter(name, place)

        def own(name: str) -> str:
            return at.team_cell(name, place, column)

        rows = [i for i, (team, _) in enumerate(at.steps) if team is at.teams[place]]
        parts = f"SUM({letter}{at.step_block + rows[0] + 1}:{letter}{at.step_block + rows[-1] + 1})"
        at_target = f"SUM($F${at.step_rows + rows[0] + 1}:$F${at.step_rows + rows[-1] + 1})"
        cap, ahead, attained = given("commission_cap"), given("release_share"), own("attainment")
        expected = column == EXPECTED_COLUMN
        back = given("deposit_return_from")
        return {
            "attainment": f"=IF({given('target')}=0,1,{given('expected')}/{given('target')})"
            if expected
            else f"=IF({given('target')}=0,1,{letter}${HEAD_ROW + 1})",
            "revenue": f"={given('expected')}" if expected else f"=ROUND({given('target')}*{attained},2)",
            "margin": f"=ROUND({given('margin_rate')}*{own('revenue')},2)",
            "selling_expense": f"=ROUND({given('selling_expense')}*IF(ISNUMBER({ahead}),MIN(1,{attained}+{ahead}),1),2)",
            "commission": f"=ROUND(IF(ISNUMBER({cap}),MIN({parts},{cap}*{at_target}),{parts}),2)",
            "manager_bonus": f"=IF({attained}>={given('manager_bonus_from')},ROUND({given('manager_bonus')}*{attained},2),0)",
            "benefits": f"=ROUND({given('benefits_share')}*({own('commission')}+{own('manager_bonus')}),2)",
            "partner_margin": f"=ROUND({given('partner_rate')}*{own('revenue')},2)",
            "deposit": f"=-ROUND({given('deposit')}*(1-IF({back}=0,1,MIN(1,{attained}/{back}))),2)",
            "cost": f"=ROUND({given('fixed')}+{own('selling_expense')}+{own('commission')}+{own('manager_bonus')}"
            f"+{own('benefits')}+{at.flag_cell}*({own('partner_margin')}+{own('deposit')}),2)",
        }

    def _channel_cell(self, block: ResultColumn, place: int, column: int) -> None:
        at, letter, channel = self.at, xl_col_to_name(column), self.at.channels[place]
        cost = _named(self.costs[column], channel.value)
        row = at.channel_blocks[block.key] + place
        rows = [i for i, (c, _, _) in enumerate(at.ladders) if c is channel]
        value = {"revenue": cost.revenue_cents, "rebate": cost.lines["rebate"], "cost": cost.cost_cents}[block.key]
        if block.key == "rebate" and not rows:
            self.cells.put(row, column, 0, block.kind)
            return
        names = at.parameter_area("channel")
        text = {
            "revenue": f"=ROUND(SUMIFS({at.team_block('revenue', column)},{names},$A{row + 1})+{at.loose_cell('revenue', place)},2)",
            "rebate": f"=ROUND({at.channel_cell('revenue', place, column)}"
            f"*SUM({letter}{at.ladder_block + min(rows, default=0) + 1}:{letter}{at.ladder_block + max(rows, default=0) + 1}),2)",
            "cost": f"=ROUND(SUMIFS({at.team_block('cost', column)},{names},$A{row + 1})+{at.loose_cell('fixed', place)}"
            f"+{at.flag_cell}*{at.channel_cell('rebate', place, column)},2)",
        }[block.key]
        self.cells.put(row, column, Formula(text, units(value)), block.kind)


def _named(costs: tuple[AttainedCost, ...], name: str) -> AttainedCost:
    return next(c for c in costs if c.name == name)
