"""Where everything stands on sheet Cost curve: rows counted from 0, known before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from planner.domain.choices import Channel
from planner.results.cost_of_sales.curve import CommissionStep, CompanyCurve, TeamCurve
from planner.tables.columns.result_column import ResultColumn
from planner.tables.results.cost_curve import (
    ATTAINMENTS,
    CHANNEL_BLOCKS,
    COMPANY_LINES,
    EXPECTED_COLUMN,
    LADDER_PARAMETERS,
    LOOSE_PARAMETERS,
    STEP_PARAMETERS,
    TEAM_BLOCKS,
    TEAM_PARAMETERS,
)

HEAD_ROW = 3
_CHART_ROWS = 18
COLUMNS = tuple(range(EXPECTED_COLUMN, EXPECTED_COLUMN + 1 + len(ATTAINMENTS)))
"""Columns of values by attainment, the expected revenue first."""
POINTS = (None, *ATTAINMENTS)
"""Attainments of the columns of values, the expected revenue first."""


@dataclass(frozen=True, slots=True)
class CurveLayout:
    """First rows of the sections; each section has its title (and parameters their headers) above its first row."""

    teams: tuple[TeamCurve, ...]
    channels: tuple[Channel, ...]
    steps: tuple[tuple[TeamCurve, CommissionStep], ...]
    ladders: tuple[tuple[Channel, int, float], ...]
    company: int
    chart: int
    team_ratios: int
    channel_ratios: int
    bridge: int
    parameters: int
    loose: int
    flag: int
    step_rows: int
    ladder_rows: int
    step_block: int
    ladder_block: int
    team_blocks: dict[str, int]
    channel_blocks: dict[str, int]

    def company_row(self, key: str) -> int:
        """Return the row of a line of the company."""
        return self.company + _place(COMPANY_LINES, key)

    def area(self, first: int, count: int, column: int, *, fixed: bool = True) -> str:
        """Return the reference to `count` cells of a column from row `first` on, its column fixed or free."""
        letter = xl_col_to_name(column)
        mark = "$" if fixed else ""
        return f"{mark}{letter}${first + 1}:{mark}{letter}${first + max(1, count)}"

    def parameter(self, key: str, row: int) -> str:
        """Return the reference to a team's parameter; `row` is the team's place."""
        return f"${xl_col_to_name(_place(TEAM_PARAMETERS, key))}${self.parameters + row + 1}"

    def parameter_area(self, key: str) -> str:
        """Return the reference to a parameter of all teams."""
        return self.area(self.parameters, len(self.teams), _place(TEAM_PARAMETERS, key))

    def loose_cell(self, key: str, row: int) -> str:
        """Return the reference to what belongs to no team, of a channel by its place (the last row is the company's own)."""
        return f"${xl_col_to_name(_place(LOOSE_PARAMETERS, key))}${self.loose + row + 1}"

    def loose_area(self, key: str) -> str:
        """Return the reference to the same of all channels and the company."""
        return self.area(self.loose, len(self.channels) + 1, _place(LOOSE_PARAMETERS, key))

    def team_block(self, key: str, column: int) -> str:
        """Return the reference to one column of a block of all teams."""
        return self.area(self.team_blocks[key], len(self.teams), column, fixed=False)

    def team_cell(self, key: str, row: int, column: int) -> str:
        """Return the reference to a team's cell of a block."""
        return f"{xl_col_to_name(column)}{self.team_blocks[key] + row + 1}"

    def channel_cell(self, key: str, row: int, column: int) -> str:
        """Return the reference to a channel's cell of a block."""
        return f"{xl_col_to_name(column)}{self.channel_blocks[key] + row + 1}"

    @property
    def flag_cell(self) -> str:
        """Return the cell that says whether partner margin and rebates count."""
        return f"$C${self.flag + 1}"

    @property
    def cap_cell(self) -> str:
        """Return the cell of the company's cap."""
        return f"$C${self.flag + 2}"


def step_column(key: str) -> int:
    """Return the column of a parameter of the commission rates."""
    return _place(STEP_PARAMETERS, key)


def ladder_column(key: str) -> int:
    """Return the column of a parameter of the rebate ladders."""
    return _place(LADDER_PARAMETERS, key)


def lay_out_curve(curve: CompanyCurve) -> CurveLayout:
    """Return where the sections of `curve` stand, one under the other."""
    channels = curve.channels
    steps = tuple((team, step) for team in curve.teams for step in team.steps)
    ladders = tuple((c, start, rate) for c in channels for start, rate in curve.ladders.get(c, ()))
    teams, n_channels = len(curve.teams), len(channels)
    company = HEAD_ROW + 1
    chart = company + len(COMPANY_LINES) + 1
    team_ratios = chart + _CHART_ROWS + 1
    channel_ratios = team_ratios + teams + 2
    bridge = channel_ratios + n_channels + 3
    parameters = bridge + teams + 5
    loose_row = parameters + teams + 3
    flag = loose_row + n_channels + 2
    step_rows = flag + 5
    ladder_rows = step_rows + len(steps) + 3
    step_block = ladder_rows + max(1, len(ladders)) + 2
    ladder_block = step_block + len(steps) + 2
    at = ladder_block + max(1, len(ladders)) + 2
    team_blocks: dict[str, int] = {}
    for block in TEAM_BLOCKS:
        team_blocks[block.key] = at
        at += teams + 2
    channel_blocks: dict[str, int] = {}
    for block in CHANNEL_BLOCKS:
        channel_blocks[block.key] = at
        at += n_channels + 2
    return CurveLayout(
        curve.teams,
        channels,
        steps,
        ladders,
        company,
        chart,
        team_ratios,
        channel_ratios,
        bridge,
        parameters,
        loose_row,
        flag,
        step_rows,
        ladder_rows,
        step_block,
        ladder_block,
        team_blocks,
        channel_blocks,
    )


def _place(columns: tuple[ResultColumn, ...], key: str) -> int:
    return [c.key for c in columns].index(key)
