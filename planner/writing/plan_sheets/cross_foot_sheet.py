"""Sheet Cross-foot: that targets add up at every node and in every month, in live formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from planner.domain.identifiers import Cents
from planner.domain.name_order import name_order
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput, nodes_above
from planner.language import Language, Text
from planner.tables.results.tie_out_sheets import CROSS_FOOT_SHEET, LEVEL_WORDS
from planner.writing.layout.formats import Styles
from planner.writing.layout.plan_grid import Formula, SheetWriter, lay_out, place_of, units
from planner.writing.plan_sheets.plan_market_sheets import FIRST_ROW, HEADER_ROW
from planner.writing.plan_sheets.plan_people_sheets import SEAT_MONTHS, TEAM_CUSHIONED, TEAM_TARGET

_MONTHS = range(1, 13)
_SEAT_TEAM = 1


@dataclass(frozen=True, slots=True)
class _Node:
    """A node of the team tree with what its teams add up to; `parts` are the rows of its children, by place."""

    name: str
    level: str
    parent: str | None
    parts: tuple[int, ...]
    base: Cents
    cushioned: Cents
    months: tuple[Cents, ...]
    cushioned_months: tuple[Cents, ...]


def add_cross_foot_sheet(
    workbook: Any,
    styles: Styles,
    plan_input: PlanInput,
    plan: AnnualPlan,
    language: Language,
    team: SheetWriter,
    seat: SheetWriter,
) -> SheetWriter:
    """Add sheet Cross-foot: teams from sheets Team plan and Seat targets, groups from their children, the company from all seats."""
    writer = SheetWriter(workbook, styles, CROSS_FOOT_SHEET.sheet, language, Text("Targets add up", "目标加总核对"))
    nodes = _list_nodes(plan_input, plan)
    seats = len(plan.targets.seats)
    order = [t.team for t in plan.channel_plan.teams]
    rows = []
    for place, node in enumerate(nodes):
        rows.append(_row(node, place, order, team, seat, seats, plan))
    widths = (26, 14, 18, 16, *(13,) * 12, 13, 13, 13, 16, 14, *(13,) * 12, 13, 13)
    fields = lay_out(
        CROSS_FOOT_SHEET, widths, blocks=("m1", "m7", "months_off", "cushioned", "c1", "c7", "cushioned_months_off")
    )
    end = writer.table(HEADER_ROW, fields, rows)
    red = {"type": "cell", "criteria": "!=", "value": 0, "format": styles.get(bg_color="#F8CBAD", bold=True)}
    for column in CROSS_FOOT_SHEET.columns:
        if column.key.endswith("off"):
            at = place_of(CROSS_FOOT_SHEET, column.key)
            writer.sheet.conditional_format(FIRST_ROW, at, end - 1, at, red)
    return writer


def _row(
    node: _Node,
    place: int,
    order: Sequence[str],
    team: SheetWriter,
    seat: SheetWriter,
    seats: int,
    plan: AnnualPlan,
) -> list[object]:
    """Return one row: values and formulas in the order of the columns."""
    n = FIRST_ROW + place + 1
    seat_teams = seat.column_ref(_SEAT_TEAM, FIRST_ROW, seats)
    values: dict[str, object] = {
        "node": node.name,
        "level": LEVEL_WORDS[node.level],
        "parent": node.parent,
    }
    if node.level == "team":
        source = FIRST_ROW + order.index(node.name)
        values["base"] = _reference(team, source, TEAM_TARGET, node.base)
        values["cushioned"] = _reference(team, source, TEAM_CUSHIONED, node.cushioned)
    elif node.level == "company":
        values["base"] = units(plan.targets.company_base_cents)
        values["cushioned"] = units(plan.targets.company_cushioned_cents)
    else:
        values["base"] = Formula(_added("base", node.parts), units(node.base))
        values["cushioned"] = Formula(_added("cushioned", node.parts), units(node.cushioned))
    for m in _MONTHS:
        column = seat.column_ref(SEAT_MONTHS + m - 1, FIRST_ROW, seats)
        live = {
            "team": f"=ROUND(SUMIFS({column},{seat_teams},$A{n}),2)",
            "group": _added(f"m{m}", node.parts),
            "company": f"=ROUND(SUM({column}),2)",
        }[node.level]
        values[f"m{m}"] = Formula(live, units(node.months[m - 1]))
        own = units(node.cushioned_months[m - 1])
        values[f"c{m}"] = own if node.level == "team" else Formula(_added(f"c{m}", node.parts), own)
    values["cushion"] = Formula(
        f"=ROUND({_cell('cushioned', place)}-{_cell('base', place)},2)", units(node.cushioned - node.base)
    )
    values |= _proofs(node, place)
    return [values.get(c.key) for c in CROSS_FOOT_SHEET.columns]


def _proofs(node: _Node, place: int) -> dict[str, object]:
    """Return the differences, all 0: months against the year, and for nodes with parts these against the node."""
    months, cushioned = (f"{_cell(k + '1', place)}:{_cell(k + '12', place)}" for k in ("m", "c"))
    found: dict[str, object] = {
        "months_off": Formula(f"=ROUND(SUM({months})-{_cell('base', place)},2)", 0.0),
        "cushioned_months_off": Formula(f"=ROUND(SUM({cushioned})-{_cell('cushioned', place)},2)", 0.0),
    }
    if node.parts:
        by_month = "+".join(f"ABS({_plain(f'm{m}', node.parts)}-{_cell(f'm{m}', place)})" for m in _MONTHS)
        found["parts_off"] = Formula(f"=ROUND({_plain('base', node.parts)}-{_cell('base', place)},2)", 0.0)
        found["month_parts_off"] = Formula(f"=ROUND({by_month},2)", 0.0)
        found["cushioned_parts_off"] = Formula(
            f"=ROUND({_plain('cushioned', node.parts)}-{_cell('cushioned', place)},2)", 0.0
        )
    return found


def node_row(plan_input: PlanInput, plan: AnnualPlan, team: str | None) -> int:
    """Return the row, as Excel counts, of a team's node or of the company's."""
    nodes = _list_nodes(plan_input, plan)
    place = 0 if team is None else next(i for i, n in enumerate(nodes) if n.level == "team" and n.name == team)
    return FIRST_ROW + place + 1


def _list_nodes(plan_input: PlanInput, plan: AnnualPlan) -> list[_Node]:
    """Return the company, the groups that have teams, and the teams, each with the places of its children."""
    parents = plan_input.team_parents()
    teams = sorted((str(t.team) for t in plan.targets.teams), key=name_order)
    above = {name: nodes_above(parents, name) for name in teams}
    groups = [str(g.team) for g in plan_input.team_groups if any(g.team in chain for chain in above.values())]
    places = {name: i for i, name in enumerate([*groups, *teams], start=1)}
    tops = tuple(place for name, place in places.items() if parents.get(name) not in places)
    nodes = [_node(plan, plan_input.settings.company, "company", None, tops, teams)]
    for group in groups:
        below = [name for name, chain in above.items() if group in chain]
        children = [g for g in groups if parents[g] == group] + [t for t in teams if parents.get(t) == group]
        parent = parents[group] if parents[group] in places else None
        nodes.append(_node(plan, group, "group", parent, tuple(places[c] for c in children), below))
    for name in teams:
        parent = parents.get(name)
        nodes.append(_node(plan, name, "team", parent if parent in places else None, (), [name]))
    return nodes


def _node(
    plan: AnnualPlan, name: str, level: str, parent: str | None, parts: tuple[int, ...], teams: Sequence[str]
) -> _Node:
    own = [t for t in plan.targets.teams if t.team in teams]
    return _Node(
        name,
        level,
        parent,
        parts,
        sum(t.base_cents for t in own),
        sum(t.cushioned_cents for t in own),
        tuple(sum(t.months_cents[m] for t in own) for m in range(12)),
        tuple(sum(t.cushioned_months_cents[m] for t in own) for m in range(12)),
    )


def _cell(key: str, place: int) -> str:
    return f"${xl_col_to_name(place_of(CROSS_FOOT_SHEET, key))}${FIRST_ROW + place + 1}"


def _plain(key: str, places: Sequence[int]) -> str:
    return "(" + "+".join(_cell(key, p) for p in places) + ")"


def _added(key: str, places: Sequence[int]) -> str:
    return f"=ROUND({_plain(key, places)},2)"


def _reference(sheet: SheetWriter, row: int, column: int, cents: Cents) -> Formula:
    return Formula(f"={sheet.column_ref(column, row, 1).split(':')[0]}", units(cents))
