"""Sheets Team plan, Seat targets, Other goals."""

from __future__ import annotations

from itertools import chain
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from planner.domain.choices import MONEY_METRICS
from planner.domain.plan import AnnualPlan
from planner.domain.targets import SeatTarget
from planner.language import Language, Text
from planner.tables.columns.column import Kind
from planner.tables.results.cost_sheets import COST_KIND_WORDS, TEAM_COST_KINDS
from planner.tables.results.plan_people_sheets import GOALS_SHEET, SEAT_TARGETS_SHEET, TEAM_PLAN_SHEET, product_header
from planner.tables.words.choice_words import holder_words, word_of
from planner.writing.layout.chart_scale import scale_of
from planner.writing.layout.formats import ACCENT, Styles
from planner.writing.layout.plan_grid import Field, Formula, SheetWriter, lay_out, place_of, units, units_if_given
from planner.writing.plan_sheets.plan_market_sheets import FIRST_ROW, HEADER_ROW, REVENUE_COLUMN

TEAM_EXPECTED, TEAM_TARGET, TEAM_CUSHIONED = (place_of(TEAM_PLAN_SHEET, k) for k in ("revenue", "target", "cushioned"))
SEAT_TARGET, SEAT_CUSHIONED, SEAT_MONTHS = (place_of(SEAT_TARGETS_SHEET, k) for k in ("target", "cushioned", "m1"))

_TEAM_FIELDS = lay_out(
    TEAM_PLAN_SHEET,
    (26, 8, 8, 8, 8, 8, 10, 11, 10, 10, 14, 14, 14, 14, 9, 9, 14, 14, 12, 12, 12, 14, 12, 14, 11),
    {
        "revenue": Text(
            "Of the units that the team leads. Units in seed or avoid have no team: their revenue stands on sheet Channel plan alone.",
            "团队主责单元的预期收入。撒网与回避的单元没有团队，其收入仅列于通路规划表。",
        ),
        "used_fte": Text("As lead and as co-seller.", "主责与协同合计。"),
        "stretch": Text("Target ÷ expected revenue.", "目标 ÷ 预期收入。"),
        "growth": Text("Target ÷ last year's revenue − 1.", "目标 ÷ 上年收入 − 1。"),
        "overlay": Text("Targets of units that the team co-sells; outside the sum.", "协同单元的目标，不计入合计。"),
        "people": Text(
            "Pay, bonuses and commission of reps and managers, and benefits, as far as they count in the ratio.",
            "销售代表与负责人的薪酬、奖金、提成及福利中计入成本率的部分。",
        ),
        "partner": Text(
            "Partner margin as far as Settings count it in the ratio. A rebate is the whole channel's and no team's: sheet Cost of sales.",
            "设置中计入成本率的伙伴毛利。返点属于整个通路，不属于任何团队，见营销成本表。",
        ),
        "rest": Text("Recruiting, programme cost and the team's own cost lines.", "招聘费、项目费用与团队费用项。"),
    },
    blocks=("revenue", "stretch", "people"),
)
_SEAT_FIELDS = lay_out(
    SEAT_TARGETS_SHEET,
    (22, 24, 18, 8, 15, 15, 15, 9, 15, 10, *(14,) * 4, *(13,) * 12, 12),
    {
        "growth": Text(
            "Target ÷ last year's revenue − 1; the seat's accounts may have been others.",
            "目标 ÷ 上年收入 − 1；该席位上年负责的客户可能不同。",
        ),
        "attained": Text("Last year's revenue ÷ last year's target.", "上年收入 ÷ 上年目标。"),
    },
    blocks=("q1", "m1", "m7"),
)


def add_team_plan_sheet(
    workbook: Any, styles: Styles, plan: AnnualPlan, language: Language, market: SheetWriter, costs: SheetWriter
) -> SheetWriter:
    """Add sheet Team plan; expected revenue and cost add up live from sheets Channel plan and Cost of sales."""
    writer = SheetWriter(workbook, styles, TEAM_PLAN_SHEET.sheet, language)
    count = len(plan.channel_plan.units)
    lines = len(plan.channel_plan.costs)
    revenue, teams = market.column_ref(REVENUE_COLUMN, FIRST_ROW, count), market.column_ref(2, FIRST_ROW, count)
    cost, cost_teams, counts, kinds = (costs.column_ref(c, FIRST_ROW, lines) for c in (4, 2, 6, 0))
    targets = {t.team: t for t in plan.targets.teams}
    rows: list[list[object]] = []
    for i, team in enumerate(plan.channel_plan.teams):
        n, target = FIRST_ROW + i + 1, targets[team.team]
        own = [c for c in plan.channel_plan.costs if c.team == team.team and c.counts_in_ratio]
        by_column = {k: sum(c.amount_cents for c in own if c.kind in group) for k, group in TEAM_COST_KINDS.items()}
        total, added = sum(c.amount_cents for c in own), f"SUMIFS({cost},{cost_teams},A{n},{counts},1"
        expected = team.expected_revenue_cents
        rows.append(
            [
                team.team,
                team.heads,
                *team.hires,
                Formula(f"=SUM(B{n}:F{n})", team.heads + sum(team.hires)),
                round(team.available_fte, 6),
                round(team.used_fte, 6),
                Formula(
                    f"=IF(H{n}=0,0,I{n}/H{n})",
                    round(team.used_fte, 6) / round(team.available_fte, 6) if team.available_fte else 0.0,
                ),
                Formula(f"=ROUND(SUMIFS({revenue},{teams},A{n}),2)", units(expected)),
                units_if_given(team.last_year_revenue_cents),
                units(target.base_cents),
                units(target.cushioned_cents),
                Formula(f"=IF(K{n}=0,0,M{n}/K{n})", target.base_cents / expected if expected else 0.0),
                None if not team.last_year_revenue_cents else Formula(f"=M{n}/L{n}-1", target.growth or 0.0),
                units(target.overlay_cents),
                *(Formula(_add_kinds(added, kinds, k, language), units(c)) for k, c in by_column.items()),
                Formula(f"=ROUND(X{n}-SUM(R{n}:V{n}),2)", units(total - sum(by_column.values()))),
                Formula(f"=ROUND({added}),2)", units(total)),
                Formula(f"=IF(K{n}=0,0,X{n}/K{n})", total / expected if expected else 0.0),
            ]
        )
    end = writer.table(HEADER_ROW, _TEAM_FIELDS, rows)
    chart = workbook.add_chart({"type": "column"})
    for column, colour in ((TEAM_EXPECTED, "#9DB7D5"), (TEAM_TARGET, ACCENT)):
        chart.add_series(
            {
                "name": _TEAM_FIELDS[column].header.choose(language),
                "categories": [writer.name, FIRST_ROW, 0, end - 1, 0],
                "values": [writer.name, FIRST_ROW, column, end - 1, column],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    shown = (t.expected_revenue_cents for t in plan.channel_plan.teams), (t.base_cents for t in plan.targets.teams)
    scale = scale_of(chain(*shown))
    chart.set_y_axis(
        {
            "num_format": scale.number_format,
            "name": scale.unit.choose(language),
            "major_gridlines": {"visible": True, "line": {"color": "#E3E8EE"}},
        }
    )
    chart.set_title(
        {"name": Text("Expected revenue and target", "预期收入与目标").choose(language), "name_font": {"size": 11}}
    )
    chart.set_legend({"position": "bottom"})
    # Beside the names, which every page repeats, and on the first page alone.
    chart.set_size({"width": 720, "height": 320})
    writer.sheet.insert_chart(end + 2, 1, chart)
    return writer


def _add_kinds(added: str, kinds: str, column: str, language: Language) -> str:
    """Return the formula of a column of a team's cost lines; `added` begins the sum of all of them, to which the kind is a further condition."""
    words = (COST_KIND_WORDS[kind].choose(language) for kind in TEAM_COST_KINDS[column])
    return "=ROUND(" + "+".join(f'{added},{kinds},"{word}")' for word in words) + ",2)"


def add_seat_targets_sheet(workbook: Any, styles: Styles, plan: AnnualPlan, language: Language) -> SheetWriter:
    """Add sheet Seat targets: one row a seat, year, quarters, months and product lines; quarters and year are live sums of the months."""
    writer = SheetWriter(workbook, styles, SEAT_TARGETS_SHEET.sheet, language)
    products = plan.targets.products
    # Product lines stand between the months and the difference.
    fields = [
        *_SEAT_FIELDS[:-1],
        *(Field(product_header(p), Kind.MONEY, 14, True, begins_block=k == 0) for k, p in enumerate(products)),
        _SEAT_FIELDS[-1],
    ]
    first = xl_col_to_name(SEAT_MONTHS)
    last = xl_col_to_name(SEAT_MONTHS + 11)
    p_first, p_last = xl_col_to_name(SEAT_MONTHS + 12), xl_col_to_name(SEAT_MONTHS + 11 + len(products))
    rows: list[list[object]] = []
    for i, seat in enumerate(plan.targets.seats):
        n = FIRST_ROW + i + 1
        quarters = []
        for q in range(4):
            a, b = xl_col_to_name(SEAT_MONTHS + 3 * q), xl_col_to_name(SEAT_MONTHS + 3 * q + 2)
            quarters.append(Formula(f"=ROUND(SUM({a}{n}:{b}{n}),2)", units(sum(seat.months_cents[3 * q : 3 * q + 3]))))
        rows.append(
            [
                seat.position.seat,
                seat.position.team,
                holder_words(seat.position.rep, seat.position.is_generated),
                seat.position.start_month,
                Formula(f"=ROUND(SUM({first}{n}:{last}{n}),2)", units(seat.base_cents)),
                units(seat.cushioned_cents),
                *_beside_last_year(seat, n),
                *quarters,
                *(units(m) for m in seat.months_cents),
                *(units(p) for p in seat.products_cents),
                Formula(f"=ROUND(SUM({p_first}{n}:{p_last}{n})-E{n},2)", 0.0),
            ]
        )
    writer.table(HEADER_ROW, fields, rows)
    return writer


def _beside_last_year(seat: SeatTarget, row: int) -> tuple[object, ...]:
    """Return last year's revenue, the growth that the target asks, last year's target and how much of it was reached; blank without data."""
    revenue, target = seat.position.last_year_revenue_cents, seat.position.last_year_target_cents
    growth = Formula(f"=E{row}/G{row}-1", seat.base_cents / revenue - 1) if revenue else None
    attained = Formula(f"=G{row}/I{row}", revenue / target) if target and revenue is not None else None
    return units_if_given(revenue), growth, units_if_given(target), attained


def add_goals_sheet(workbook: Any, styles: Styles, plan: AnnualPlan, language: Language) -> None:
    """Add sheet Other goals: metrics besides revenue, by team and seat, with weights."""
    writer = SheetWriter(workbook, styles, GOALS_SHEET.sheet, language)
    fields = lay_out(GOALS_SHEET, (26, 22, 18, 18, 10))
    rows: list[list[object]] = []
    for goal in plan.targets.goals:
        value = goal.value / 100 if goal.metric in MONEY_METRICS else goal.value
        rows.append([goal.team, goal.seat, word_of(goal.metric), value, goal.weight])
    writer.table(HEADER_ROW, fields, rows)
    if not rows:
        note = Text("Settings give no target for other metrics.", "参数中没有其他指标的目标。")
        writer.put(HEADER_ROW + 1, 0, note)
    for i, (row, goal) in enumerate(zip(rows, plan.targets.goals, strict=True)):
        counted = Kind.COUNT if goal.metric.is_additive else Kind.SHARE
        writer.put(FIRST_ROW + i, 3, row[3], Kind.MONEY if goal.metric in MONEY_METRICS else counted)
