"""Sheet Cost curve compared with what follows from the plan and the input sheets."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.choices import Channel
from planner.domain.name_order import name_order
from planner.domain.organisation import Team
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Text
from planner.results.written.checks.curve_figures import CurveSubject, Point, bridge_of
from planner.results.written.plans.result_tables import Written
from planner.results.written.sheets.book import Sheet
from planner.tables.columns.column import Kind
from planner.tables.results.cost_curve import (
    ATTAINMENT_LABEL,
    ATTAINMENTS,
    BRIDGE_COLUMNS,
    BRIDGE_REST,
    BRIDGE_TITLE,
    BRIDGE_TOTAL,
    CHANNEL_RATIOS,
    COMPANY_LINES,
    CURVE_SHEET,
    EXPECTED_COLUMN,
    FIRST_COLUMN,
    TEAM_RATIOS,
)
from planner.tables.words.choice_words import word_of

_SHARE = 1e-9


_CENTS_OF_RATIO = 6.0
"""Cents by which the rounded lines of one team may differ; a channel and the company add their teams."""


def check_curve(written: Written, plan_input: PlanInput, plan: AnnualPlan) -> None:
    """Report figures of sheet Cost curve that do not follow from the plan and the pay terms; lines must add up to the ratio."""
    sheet = written.book.find(CURVE_SHEET)
    if sheet is None:
        text = Text("sheet '{s}' is missing", "缺少工作表“{s}”").format(s=CURVE_SHEET)
        written.report("layout", written.plan.place(0, 0), text)
        return
    head = _find(sheet, ATTAINMENT_LABEL, 0)
    teams, channels = _find(sheet, TEAM_RATIOS, 0), _find(sheet, CHANNEL_RATIOS, 0)
    if head is None or teams is None or channels is None:
        written.report("curve", sheet.place(0, 0), Text("a section is missing", "缺少区块"))
        return
    subject, counts = CurveSubject(plan_input, plan), plan_input.settings.count_partner_margin
    n_teams = len(plan_input.teams)
    cents = 0.011 * (n_teams + len(Channel) + 2)
    names: dict[int, tuple[int, Team | Channel]] = {}
    for i, team in enumerate(sorted(plan_input.teams, key=lambda t: name_order(t.team)), start=teams + 1):
        _expect_name(written, sheet, i, Text.same(team.team))
        names[i] = (i, team)
    for channel in Channel:
        row = _find(sheet, word_of(channel), channels)
        if row is not None and row <= channels + len(Channel):
            names[row] = (row, channel)
    _check_bridge(written, sheet, subject, counts)
    for j, attainment in enumerate((None, *ATTAINMENTS), start=EXPECTED_COLUMN):
        if j >= FIRST_COLUMN:
            _expect(written, sheet, head, j, attainment or 0.0, 1e-12)
        company = subject.company(attainment)
        for key, right in _company_rights(company, plan_input, plan, counts, attainment):
            row = head + 1 + [c.key for c in COMPANY_LINES].index(key)
            kind = next(c.kind for c in COMPANY_LINES if c.key == key)
            _expect(written, sheet, row, j, right, _slack(company, n_teams, counts) if kind is Kind.SHARE else cents)
        for row, (_, whose) in names.items():
            point = (
                subject.channel(whose, attainment) if isinstance(whose, Channel) else subject.team(whose, attainment)
            )
            right = point.cost(counts) / point.revenue if point.revenue else 0.0
            _expect(written, sheet, row, j, right, _slack(point, n_teams, counts))


def _check_bridge(written: Written, sheet: Sheet, subject: CurveSubject, counts: bool) -> None:
    """The section that names the differences: every team's, and their sum, which is the company's."""
    title = _find(sheet, BRIDGE_TITLE, 0)
    if title is None:
        written.report("curve", sheet.place(0, 0), Text("a section is missing", "缺少区块"))
        return
    keys, cents = [c.key for c in BRIDGE_COLUMNS], 0.011
    sums = dict.fromkeys(keys, 0.0)
    teams = sorted(subject.plan_input.teams, key=lambda t: name_order(t.team))
    for row, team in enumerate(teams, start=title + 2):
        _expect_name(written, sheet, row, Text.same(team.team))
        for key, right in bridge_of(subject, team).items():
            sums[key] += right
            _expect(written, sheet, row, EXPECTED_COLUMN + keys.index(key), right, cents * 8)
    rest, last = title + 2 + len(teams), EXPECTED_COLUMN + len(keys) - 1
    company = subject.company(None)
    stated = sum(c.amount_cents for c in subject.plan.channel_plan.costs)
    whole = (company.cost(counts) + company.outside(counts) - stated) / 100
    _expect_name(written, sheet, rest, BRIDGE_REST)
    _expect_name(written, sheet, rest + 1, BRIDGE_TOTAL)
    _expect(written, sheet, rest, last, whole - sums["all"], cents * 8 * (len(teams) + 1))
    for key in keys[:-1]:
        _expect(written, sheet, rest + 1, EXPECTED_COLUMN + keys.index(key), sums[key], cents * 8 * len(teams))
    _expect(written, sheet, rest + 1, last, whole, cents * 8 * (len(teams) + 1))


def _company_rights(
    company: Point, plan_input: PlanInput, plan: AnnualPlan, counts: bool, attainment: float | None
) -> Iterator[tuple[str, float]]:
    """Yield what each line of the company must be, in currency units or as a share."""
    cost, outside = company.cost(counts), company.outside(counts)
    keys = (
        "fixed",
        "selling_expense",
        "commission",
        "manager_bonus",
        "benefits",
        "partner_margin",
        "deposit",
        "rebate",
    )
    yield "revenue", company.revenue / 100
    yield "margin", company.margin / 100
    for key in keys:
        yield key, company.lines.get(key, 0.0) / 100
    yield "cost", cost / 100
    yield "outside", outside / 100
    yield "ratio", cost / company.revenue if company.revenue else 0.0
    if plan_input.settings.cost_of_sales_cap is not None:
        yield "cap", plan_input.settings.cost_of_sales_cap
    yield "contribution", (company.margin - cost - outside) / 100
    yield "proof", 0.0
    if attainment is None:
        yield "pay_difference", (cost + outside - sum(c.amount_cents for c in plan.channel_plan.costs)) / 100


def _slack(point: Point, teams: int, counts: bool) -> float:
    """Return by how much a ratio may differ whose lines, and whose revenue, are rounded to the cent."""
    if not point.revenue:
        return _SHARE
    return _SHARE + _CENTS_OF_RATIO * teams / point.revenue * (1.0 + abs(point.cost(counts) / point.revenue))


def _find(sheet: Sheet, label: Text, after: int) -> int | None:
    rows = range(after, len(sheet.rows))
    return next((i for i in rows if sheet.cell(i, 0).value in (label.en, label.zh)), None)


def _expect_name(written: Written, sheet: Sheet, row: int, name: Text) -> None:
    if str(sheet.cell(row, 0).value) not in (name.en, name.zh):
        text = Text("found '{a}', '{b}' is expected", "内容为“{a}”，应为“{b}”").format(
            a=sheet.cell(row, 0).value, b=name
        )
        written.report("curve", sheet.place(row, 0), text)


def _expect(written: Written, sheet: Sheet, row: int, column: int, right: float, tolerance: float) -> None:
    value = sheet.cell(row, column).value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or abs(float(value) - right) > tolerance:
        text = Text("found {a}, recomputed {b:,.10g}", "内容为 {a}，复算为 {b:,.10g}")
        written.report("curve", sheet.place(row, column), text.format(a="—" if value is None else value, b=right))
