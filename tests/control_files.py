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
from planner.results.cost_of_sales.months import spread_costs
from planner.tables.results.cost_sheets import COST_KIND_WORDS

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


def grouped_rows(plan_input: PlanInput, plan: AnnualPlan, language: Language) -> list[list[object]]:
    """Return months as columns with each team written once, above its lines, and a subtotal below them."""
    head, *rows = wide_rows(plan_input, plan, language)
    grouped: list[list[object]] = [head]
    for team in dict.fromkeys(str(r[0]) for r in rows):
        own = [r for r in rows if r[0] == team]
        sums = [round(sum(float(str(r[j])) for r in own), 2) for j in range(2, 15)]
        grouped += [own[0], *([None, *r[1:]] for r in own[1:])]
        grouped.append([None, "小计" if language is Language.CHINESE else "Subtotal", *sums])
    return grouped


def team_columns(plan_input: PlanInput, plan: AnnualPlan, language: Language) -> list[list[object]]:
    """Return a row a line and month, with the teams as columns."""
    _, *rows = wide_rows(plan_input, plan, language)
    teams, lines = (list(dict.fromkeys(str(r[j]) for r in rows)) for j in (0, 1))
    heads = ["费用项", "月份"] if language is Language.CHINESE else ["Cost line", "Month"]
    found: list[list[object]] = [[*heads, *teams]]
    for line in lines:
        for m in range(12):
            sums = {t: [float(str(r[2 + m])) for r in rows if (r[0], r[1]) == (t, line)] for t in teams}
            found.append([line, f"M{m + 1}", *(round(sum(v), 2) if v else None for v in sums.values())])
    return found


def write_sheet_per_team(path: Path, rows: Sequence[Row]) -> Path:
    """Write `rows` (months as columns, the team first) as one sheet a team, named after it and without the column."""
    head, *lines = rows
    with xlsxwriter.Workbook(path) as workbook:
        for team in dict.fromkeys(str(r[0]) for r in lines):
            sheet = workbook.add_worksheet(team)
            for i, row in enumerate([head, *(r for r in lines if r[0] == team)]):
                for j, value in enumerate(row[1:]):
                    sheet.write(i, j, value)
    return path
