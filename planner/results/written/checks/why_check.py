"""Sheet Why says of every unit what the plan chose, which the channel plan must say as well, and what else could be, which the manifest signs."""

from __future__ import annotations

from planner.domain.channel_plan import UnitPlan
from planner.domain.choices import Objective
from planner.domain.plan import AnnualPlan
from planner.language import Text
from planner.results.written.plans.result_tables import Written
from planner.results.written.sheets.book import Sheet
from planner.tables.results.plan_why_sheet import WHY_SHEET, WHY_SIGNATURE, sign_cells
from planner.tables.words.choice_words import word_of

_HEADER_WITHIN = 10
_FTE_SHOWN = 5.1e-5
"""The sheet shows four digits of the effort."""
_CENT = 0.0101


def check_why(written: Written, plan: AnnualPlan) -> None:
    """Report where sheet Why names another channel, team, effort, value or net value than the plan. Without the sheet there is nothing to say."""
    sheet = written.book.find(WHY_SHEET.sheet)
    if sheet is None:
        return
    top, columns = _columns(sheet)
    if len(columns) < len(WHY_SHEET.columns):
        text = Text("columns of sheet {s} are missing", "工作表{s}缺少列").format(s=WHY_SHEET.sheet)
        written.report("why", sheet.place(top, 0), text)
        return
    in_contribution = plan.channel_plan.report.objective_name == Objective.CONTRIBUTION.value
    units = {str(u.unit.unit): u for u in plan.channel_plan.units}
    told: set[str] = set()
    for i in range(top + 1, len(sheet.rows)):
        unit = units.get(str(sheet.cell(i, columns["unit"]).value or ""))
        if unit is None or str(unit.unit.unit) in told:
            break
        told.add(str(unit.unit.unit))
        _check_row(written, sheet, i, columns, unit, in_contribution)
    _check_signature(written, sheet, top)
    if told != set(units):
        text = Text("{n} units are missing", "缺少 {n} 个单元").format(n=len(units) - len(told))
        written.report("why", sheet.place(top, 0), text)


def _columns(sheet: Sheet) -> tuple[int, dict[str, int]]:
    first = WHY_SHEET.columns[0].header
    rows = range(min(len(sheet.rows), _HEADER_WITHIN))
    top = next((i for i in rows if sheet.cell(i, 0).value in (first.en, first.zh)), 0)
    heads = {str(c.value): j for j, c in enumerate(sheet.rows[top])} if sheet.rows else {}
    found = {c.key: heads.get(c.header.en, heads.get(c.header.zh)) for c in WHY_SHEET.columns}
    return top, {key: j for key, j in found.items() if j is not None}


def _check_row(
    written: Written, sheet: Sheet, row: int, columns: dict[str, int], unit: UnitPlan, in_contribution: bool
) -> None:
    def value(key: str) -> object:
        return sheet.cell(row, columns[key]).value

    def wrong(key: str, right: object) -> None:
        text = Text("found '{a}', the plan has '{b}'", "内容为“{a}”，计划为“{b}”").format(a=value(key), b=right)
        written.report("why", sheet.place(row, columns[key]), text)

    word = word_of(unit.channel)
    if value("channel") not in (word.en, word.zh):
        wrong("channel", word.en)
    if (value("team") or None) != unit.team:
        wrong("team", unit.team or "–")
    if not _near(value("fte"), unit.fte, _FTE_SHOWN):
        wrong("fte", round(unit.fte, 4))
    if in_contribution and not _near(value("value"), unit.value_cents / 100, _CENT):
        wrong("value", unit.value_cents / 100)
    chosen = f"net_{unit.channel.value}"
    net, worth, time = value(chosen), value("value"), value("team_time")
    if isinstance(worth, int | float) and isinstance(time, int | float) and not _near(net, worth - time, 2 * _CENT):
        wrong(chosen, round(worth - time, 2))


def _check_signature(written: Written, sheet: Sheet, top: int) -> None:
    """What the sheet says beyond the plan is what the program wrote: the manifest signs it."""
    lines = {str(row[0].value): row[1].value for row in written.plan.rows if len(row) > 1 and row[0].value}
    rows = ([cell.value for cell in row] for row in sheet.rows[top:])
    if lines.get(WHY_SIGNATURE.en, lines.get(WHY_SIGNATURE.zh)) != sign_cells(rows):
        found = Text("what stands here is not what the manifest signs", "内容与生成信息的哈希不符")
        written.report("why", sheet.place(top, 0), found)


def _near(found: object, right: float, tolerance: float) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool) and abs(found - right) <= tolerance
