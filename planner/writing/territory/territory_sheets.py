"""Sheets Territories, Moves and Balance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.domain.plan_input import PlanInput
from planner.domain.targets import SeatTarget, TargetPlan
from planner.domain.territory import OwnerRole, Ownership, TerritoryPlan, TerritorySeat
from planner.language import Language, Text
from planner.optimization.territory.workload import list_account_hours
from planner.tables.results.territory_sheets import (
    BALANCE_SHEET,
    MOVES_SHEET,
    REASON_WORDS,
    ROLE_WORDS,
    TERRITORIES_SHEET,
)
from planner.tables.words.choice_words import holder_words
from planner.writing.layout.chart_scale import scale_of
from planner.writing.layout.formats import ACCENT, Styles
from planner.writing.layout.plan_grid import Formula, SheetWriter, lay_out, place_of, units, units_if_given
from planner.writing.layout.print_layout import PAGE_ROWS

HEADER_ROW, FIRST_ROW = 3, 4
MOST_IN_CHART = 80
_PAGE_PIXELS = 870
_ROW_PIXELS = 20
_TERRITORY_FIELDS = lay_out(
    TERRITORIES_SHEET,
    (12, 18, 14, 14, 11, 10, 14, 14, 24, 14, 14, 14, 12, 14, 14, 24),
    {
        "second_cost": Text(
            "What the plan would cost more with this account at the second-best seat and all else unchanged; negative where rules or a limit on "
            "moves keep it here.",
            "仅将该客户改派次优席位时方案增加的成本；为负表示受规则或调整上限约束。",
        ),
        "decision": Text(
            "Who gave the account to its seat on sheet Overrides, and why. The second-best seat is then the best one without the decision; a "
            "negative figure beside it is what the decision costs; both blank: no other seat could own the account without it, so it has no price.",
            "在“人工调整”表中指定席位的人及原因。此时次优席位为取消该决定后的最佳席位，其负值即该决定的代价；两者皆空表示取消后无其他席位可负责，故无代价可计。",
        ),
    },
    blocks=("reason", "potential", "second"),
)
_COUNTED_ONCE = Text(
    "Blank in a co-seller's row: it counts with the team that leads the account.", "协同席位的行留空：计入主责团队。"
)
_TARGET_BEFORE = Text(
    "What the seat would be asked for in the plan year if every account stayed with its owner of today.",
    "若所有客户均由现负责人继续负责，该席位在计划年度的目标。",
)
_MOVE_FIELDS = lay_out(
    MOVES_SHEET,
    (12, 18, 14, 12, 12, 24, 13, 14, 14, 10, 14, *(13,) * 20),
    {"revenue": _COUNTED_ONCE, "moved_potential": _COUNTED_ONCE}
    | {f"{side}_target_before": _TARGET_BEFORE for side in ("giver", "taker")},
    blocks=("revenue", "giver_accounts_before", "taker_accounts_before"),
)
_BALANCE_FIELDS = lay_out(
    BALANCE_SHEET,
    (12, 14, 14, 10, 10, 14, 14, 14, 14, 11, 11, 9, 14, 14, 14, 14, 14, 14, 10, 10, 10, 11),
    {
        "fair_before": Text(
            "Share of the potential that the seat may own, among the seats in place today, by what each can do in a full month. 0: not in place yet "
            "(to be hired, or starts in the plan year and owns nothing today).",
            "在当前在岗席位之间，按各席位满负荷月产能划分其可负责的潜力。0 表示尚未到岗（待招聘，或计划年度内开始且当前无客户）。",
        ),
        "fair": Text(
            "The same among all seats of the plan year, by the year's capacity: ramp, level, presence.",
            "在计划年度全部席位之间，按全年产能（爬坡、级别、在岗比例）划分。",
        ),
        "target_before": _TARGET_BEFORE,
        "target_after": Text("Target of the year as on sheet Seat targets.", "年度目标，同“席位目标”。"),
    },
    blocks=("revenue_before", "hours_before"),
)


def add_territories_sheet(
    workbook: Any, styles: Styles, plan_input: PlanInput, plan: TerritoryPlan, language: Language
) -> SheetWriter:
    """Add sheet Territories: one row an account and role."""
    writer = SheetWriter(workbook, styles, TERRITORIES_SHEET.sheet, language)
    book = plan_input.accounts
    place = {a: i for i, a in enumerate(book.account)}
    holders = {s.seat: holder_words(s.rep, not s.is_new_hire) for s in plan.seats}
    rows: list[list[object]] = []
    for o in plan.ownerships:
        i = place[o.account]
        lead = o.role is not OwnerRole.COSELL
        rows.append(
            [
                o.account,
                book.name[i],
                book.segment[i],
                o.team,
                ROLE_WORDS[o.role],
                o.seat,
                None if o.seat is None else holders[o.seat],
                o.owner,
                REASON_WORDS[o.reason],
                units(book.potential_cents[i]) if lead else None,
                units(book.last_year_revenue_cents[i]) if lead else None,
                units(o.handover_cents),
                units(o.travel_cents),
                o.second_seat,
                units_if_given(o.second_cost_cents),
                o.decision,
            ]
        )
    writer.table(HEADER_ROW, _TERRITORY_FIELDS, rows, is_packed=True)
    return writer


def add_moves_sheet(
    workbook: Any,
    styles: Styles,
    plan_input: PlanInput,
    plan: TerritoryPlan,
    targets: TargetPlan,
    language: Language,
) -> SheetWriter:
    """Add sheet Moves: every account that changes hands, and what both seats carry before and after all moves."""
    writer = SheetWriter(workbook, styles, MOVES_SHEET.sheet, language)
    hours = list_account_hours(plan_input)
    place = {a: i for i, a in enumerate(plan_input.accounts.account)}
    seats: dict[str, TerritorySeat] = {s.seat: s for s in plan.seats}
    asked: dict[str, SeatTarget] = {s.position.seat: s for s in targets.seats}
    rows: list[list[object]] = []
    for o in plan.moves:
        rows.append(
            [
                *_move_facts(plan_input, place[o.account], o, hours[place[o.account]]),
                *(
                    cell
                    for seat in (o.owner, o.seat)
                    for cell in _before_after(seats.get(seat or ""), asked.get(seat or ""))
                ),
            ]
        )
    writer.table(HEADER_ROW, _MOVE_FIELDS, rows, is_packed=True)
    if not rows:
        writer.put(FIRST_ROW, 0, Text("No account changes hands.", "没有客户被调整。"))
    return writer


def _move_facts(plan_input: PlanInput, i: int, o: Ownership, hours: float) -> list[object]:
    book, is_lead = plan_input.accounts, o.role is not OwnerRole.COSELL
    return [
        o.account,
        book.name[i],
        o.team,
        o.owner,
        o.seat,
        REASON_WORDS[o.reason],
        book.handover_date[i],
        units(book.last_year_revenue_cents[i]) if is_lead else None,
        units(book.potential_cents[i]) if is_lead else None,
        hours if is_lead else hours * plan_input.settings.cosell_workload_share,
        units(o.handover_cents),
    ]


def _before_after(seat: TerritorySeat | None, target: SeatTarget | None) -> list[object]:
    """Return what a seat carries before and after all moves; blank what somebody does not have who has no seat, or none in a team with accounts."""
    asked = _targets(target)
    if seat is None:
        return [*[None] * 7, asked[1], None, None]  # sheet Balance states no target before moves of it
    before, after = seat.before, seat.after
    return [
        *(before.accounts, after.accounts),
        *(units(before.potential_cents), units(after.potential_cents)),
        *(units(before.expected_cents), units(after.expected_cents)),
        *asked,
        *(round(before.hours, 2), round(after.hours, 2)),
    ]


def _targets(target: SeatTarget | None) -> list[object]:
    """Return the target of a seat by its accounts of today, and by those of the plan; blank for who has none."""
    return [None, None] if target is None else [units_if_given(target.before_moves_cents), units(target.base_cents)]


def add_balance_sheet(
    workbook: Any, styles: Styles, plan: TerritoryPlan, targets: TargetPlan, language: Language
) -> SheetWriter:
    """Add sheet Balance: one row a seat, before and after, with a chart of potential against the fair share."""
    writer = SheetWriter(workbook, styles, BALANCE_SHEET.sheet, language)
    asked = {s.position.seat: s for s in targets.seats}
    rows: list[list[object]] = []
    for i, s in enumerate(plan.seats):
        n, b, a = FIRST_ROW + i + 1, s.before, s.after
        rows.append(
            [
                s.seat,
                s.team,
                holder_words(s.rep, not s.is_new_hire),
                b.accounts,
                a.accounts,
                units(b.potential_cents),
                units(a.potential_cents),
                round(units(s.fair_before_cents), 2),
                round(units(s.fair_potential_cents), 2),
                Formula(f"=IF(H{n}=0,0,F{n}/H{n}-1)", s.deviation_before),
                Formula(f"=IF(I{n}=0,0,G{n}/I{n}-1)", s.deviation),
                s.band_share,
                units(b.revenue_cents),
                units(a.revenue_cents),
                units(b.expected_cents),
                units(a.expected_cents),
                *_targets(asked.get(s.seat)),
                b.hours,
                a.hours,
                s.capacity_hours,
                Formula(f"=IF(U{n}=0,0,T{n}/U{n})", s.use),
            ]
        )
    end = writer.table(HEADER_ROW, _BALANCE_FIELDS, rows)
    if rows:
        _add_chart(workbook, writer, language, plan.seats, end)
    return writer


def _add_chart(
    workbook: Any, writer: SheetWriter, language: Language, seats: Sequence[TerritorySeat], end: int
) -> None:
    shown = min(len(seats), MOST_IN_CHART)
    chart = workbook.add_chart({"type": "column"})
    last = FIRST_ROW + shown - 1
    for key, colour in (("potential_before", "#9DB7D5"), ("potential_after", ACCENT)):
        column = place_of(BALANCE_SHEET, key)
        chart.add_series(
            {
                "name": BALANCE_SHEET.header(key).choose(language),
                "categories": [writer.name, FIRST_ROW, 0, last, 0],
                "values": [writer.name, FIRST_ROW, column, last, column],
                "fill": {"color": colour},
                "gap": 50,
            }
        )
    line = workbook.add_chart({"type": "line"})
    fair = place_of(BALANCE_SHEET, "fair")
    line.add_series(
        {
            "name": BALANCE_SHEET.header("fair").choose(language),
            "categories": [writer.name, FIRST_ROW, 0, last, 0],
            "values": [writer.name, FIRST_ROW, fair, last, fair],
            "line": {"none": True},
            "marker": {"type": "long_dash", "size": 9, "fill": {"color": "#C55A11"}, "border": {"color": "#C55A11"}},
        }
    )
    chart.combine(line)
    title = Text("Potential per seat, before and after, against its fair share", "各席位潜力：调整前后与公平份额")
    chart.set_title({"name": title.choose(language), "name_font": {"size": 11}})
    chart.set_legend({"position": "bottom"})
    scale = scale_of(max(s.before.potential_cents, s.after.potential_cents) for s in seats[:shown])
    chart.set_y_axis(
        {
            "num_format": scale.number_format,
            "name": scale.unit.choose(language),
            "major_gridlines": {"visible": True, "line": {"color": "#E3E8EE"}},
        }
    )
    chart.set_x_axis({"num_font": {"rotation": -90 if shown > 15 else 0}})
    longest = max(len(s.seat) for s in seats[:shown])
    # As wide as the first printed page behind the names at most; names that stand upright get their room.
    height = 320 + (6 * longest if shown > 15 else 0)
    chart.set_size({"width": max(700, min(_PAGE_PIXELS, 60 + 24 * shown)), "height": height})
    if end + 2 + height / _ROW_PIXELS > PAGE_ROWS:
        writer.sheet.set_h_pagebreaks([end + 1])  # on a page of its own, not cut in two
    writer.sheet.insert_chart(end + 2, 1, chart)  # beside the names, which every page repeats
