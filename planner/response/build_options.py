"""Every coverage option, priced: what each channel, team and effort would bring and cost (MODEL: coverage options)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.plan_input import PlanInput
from planner.response.baseline_rows import BaselineRows, build_matrix_rows, build_today_rows
from planner.response.combinations import Market, Row, build_market, list_rows
from planner.response.option_table import NO_TEAM, OptionTable
from planner.response.price_options import OptionRows, price_options
from planner.response.staffing import Staffing, build_staffing
from planner.response.units import Sold, build_units, sum_last_year


@dataclass(frozen=True, slots=True, eq=False)
class OptionFrame:
    """The options of an input before they are priced: what was sold last year, what they share, their rows, and the rows of today's arrangement."""

    sold: Sold
    market: Market
    rows: OptionRows
    today: BaselineRows


def build_options(plan_input: PlanInput, staffing: Sequence[Staffing] | None = None) -> OptionTable:
    """Return all coverage options of `plan_input`, priced, in a fixed order.

    Besides the effort grid, every unit has one row with its effort as last year and one as the matrix rule gives it,
    so that both baselines are plans of the same table.
    """
    return price_frame(plan_input, frame_options(plan_input, staffing or build_staffing(plan_input)))


def frame_options(plan_input: PlanInput, staffing: Sequence[Staffing], like: OptionFrame | None = None) -> OptionFrame:
    """Return the options of `plan_input` before they are priced.

    Parameters
    ----------
    like
        The frame of an input that has the same history and differs in amounts alone, if there is one.
    """
    sold = sum_last_year(plan_input) if like is None else like.sold
    market = build_market(plan_input, build_units(plan_input, sold), None if like is None else like.market)
    rows = list_rows(market)
    today = build_today_rows(plan_input, market, rows, staffing)
    matrix = build_matrix_rows(plan_input, market, rows, staffing)
    return OptionFrame(sold, market, _spread_over_grid(plan_input, rows, today, matrix), today)


def price_frame(plan_input: PlanInput, frame: OptionFrame) -> OptionTable:
    """Return the options of `frame`, priced as `plan_input` has it, which may differ from the frame's in what prices alone depend on."""
    return price_options(plan_input, frame.market, frame.rows, frame.today)


def _spread_over_grid(
    plan_input: PlanInput, rows: Sequence[Row], today: BaselineRows, matrix: BaselineRows
) -> OptionRows:
    levels = np.array(sorted(set(plan_input.settings.effort_levels_fte)))
    base = np.array([(r.unit, r.channel, r.team, r.coseller) for r in rows], dtype=np.int64).reshape(-1, 4)
    worked = base[:, 2] != NO_TEAM
    grid = np.repeat(base[worked], levels.size, axis=0)
    extra = np.array(
        [(r.unit, r.channel, r.team, r.coseller) for r in (*today.rows, *matrix.rows)], dtype=np.int64
    ).reshape(-1, 4)
    table = np.concatenate([base[~worked], grid, extra])
    n_plain, n_today, n_matrix = int((~worked).sum()) + len(grid), len(today.rows), len(matrix.rows)
    fte = np.concatenate([np.zeros(int((~worked).sum())), np.tile(levels, int(worked.sum())), today.fte, matrix.fte])
    eligible = np.concatenate([np.ones(n_plain, bool), np.array(today.eligible, bool), np.array(matrix.eligible, bool)])
    is_today = np.concatenate([np.zeros(n_plain, bool), np.ones(n_today, bool), np.zeros(n_matrix, bool)])
    is_matrix = np.concatenate([np.zeros(n_plain + n_today, bool), np.ones(n_matrix, bool)])
    order = np.lexsort((is_matrix, is_today, fte, table[:, 3], table[:, 2], table[:, 1], table[:, 0]))
    return OptionRows(
        table[order, 0],
        table[order, 1],
        table[order, 2],
        table[order, 3],
        fte[order],
        eligible[order],
        is_today[order],
        is_matrix[order],
    )
