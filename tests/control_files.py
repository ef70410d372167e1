"""Control files as finance keeps them: built by code from a plan, in several layouts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.results.cost_of_sales_months import spread_costs
from planner.tables.result_sheets import COST_KIND_WORDS

Row = Sequence[Any]


def write_sheet(path: Path, rows: Sequence[Row], name: str = "Budget") -> Path:
    """Write one sheet of plain values and dates."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet(name)
        date = workbook.add_format({"num_format": "mmm yy"})
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                if isinstance(value, datetime.date):
                    sheet.write_datetime(i, j, datetime.datetime(value.year, value.month, value.day), date)
                elif value is not None:
                    sheet.write(i, j, value)
    return path


def wide_rows(plan_input: PlanInput, plan: AnnualPlan, language: Language) -> list[list[object]]:
    """Return months as columns: team, cost line, 12 months, the year."""
    heads = [["Team", "Cost line", "Total"], ["团队", "费用项", "合计"]][language is Language.CHINESE]
    months = [f"M{m}" if language is Language.ENGLISH else f"{m}月" for m in range(1, 13)]
    rows: list[list[object]] = [[*heads[:2], *months, heads[2]]]
    for spread in spread_costs(plan_input, plan):
        line = spread.line
        name = line.label or COST_KIND_WORDS[line.kind].choose(language)
        if line.kind in ("rebate", "programme", "partner_margin", "commission"):
            name = COST_KIND_WORDS[line.kind].choose(language)
        company = "Company" if language is Language.ENGLISH else "公司"
        rows.append([line.team or company, name, *(c / 100 for c in spread.months_cents), line.amount_cents / 100])
    return rows


def long_rows(plan_input: PlanInput, plan: AnnualPlan, language: Language) -> list[list[object]]:
    """Return months as rows, as dates: team, month, cost line, amount."""
    heads = (
        ["部门", "月份", "科目", "金额"] if language is Language.CHINESE else ["Team", "Month", "Cost line", "Amount"]
    )
    year = plan_input.settings.plan_year
    rows: list[list[object]] = [[None], [*heads]]
    for row in wide_rows(plan_input, plan, language)[1:]:
        for m in range(1, 13):
            rows.append([row[0], datetime.date(year, m, 1), row[1], row[1 + m]])
    return rows
