"""The list of coverage options that `planner options` writes: every way to serve a unit that could be chosen, priced."""

from __future__ import annotations

from planner.language import Text
from planner.tables.columns.column import Kind
from planner.tables.columns.result_column import ResultColumn
from planner.tables.results.plan_market_sheets import CHANNEL_PLAN_SHEET

_M, _N, _FLAG = Kind.MONEY, Kind.NUMBER, Kind.FLAG


def _as_planned(key: str) -> ResultColumn:
    """Return the column that sheet Channel plan has of the options that are chosen."""
    return next(c for c in CHANNEL_PLAN_SHEET.columns if c.key == key)


OPTION_COLUMNS: tuple[ResultColumn, ...] = (
    _as_planned("unit"),
    ResultColumn("segment", Text("Segment", "细分")),
    ResultColumn("product", Text("Product line", "产品线")),
    *(_as_planned(key) for key in ("channel", "team", "coseller", "fte", "cosell_fte")),
    ResultColumn("reach", Text("Reach", "覆盖率"), Kind.SHARE),
    *(_as_planned(key) for key in ("kept", "new", "revenue", "margin", "partner_margin", "commission", "programme")),
    *(_as_planned(key) for key in ("contribution", "carry_over")),
    ResultColumn("option_value", Text("Option value", "期权价值"), _M),
    ResultColumn("value", Text("Value in objective contribution", "贡献毛利目标中的取值"), _M),
    _as_planned("new_customers"),
    ResultColumn("is_changed", CHANNEL_PLAN_SHEET.header("is_changed"), _FLAG),
    ResultColumn("can_be_chosen", Text("Can be chosen", "可选"), _FLAG),
    ResultColumn("is_today", Text("As last year", "沿用上年"), _FLAG),
    ResultColumn("is_matrix", Text("Matrix rule", "矩阵规则"), _FLAG),
    ResultColumn("is_chosen", Text("Chosen in this plan", "本计划选用"), _FLAG),
)
"""*Can be chosen*: no for what a person ruled out and for what only prices a baseline. *Chosen*: blank where no plan is given."""
