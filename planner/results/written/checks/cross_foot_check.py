"""Sheet Cross-foot: every node of the team tree once, targets of the year and of every month, base and cushioned, all adding up."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Text
from planner.results.written.plans.result_tables import ResultRow, Written
from planner.tables.results.tie_out_sheets import CROSS_FOOT_SHEET, LEVEL_WORDS

_HALF_CENT = 0.00501
_MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class _Node:
    level: str
    parent: str | None
    teams: tuple[str, ...]
    has_parts: bool


def check_cross_foot(written: Written, plan_input: PlanInput, plan: AnnualPlan) -> None:
    """Report nodes that are missing, unknown or twice, and amounts that are not what the seats and teams below add up to."""
    nodes, seen = _nodes(plan_input, plan), set()
    rows = written.rows(CROSS_FOOT_SHEET)
    cushioned = {str(r.text("node")): [r.cents(f"c{m}") for m in _MONTHS] for r in rows if _is(r, "level", "team")}
    for row in rows:
        name = row.text("node") or ""
        level = next((k for k in LEVEL_WORDS if _is(row, "level", k)), None)
        node = nodes.get((level or "", name))
        if node is None or (level, name) in seen:
            written.report(
                "cross_foot", row.place("node"), Text("an unknown node, or one that stands twice", "节点不存在或重复")
            )
            continue
        seen.add((level, name))
        if row.text("parent") != node.parent:
            text = Text("found '{a}', '{b}' is above", "内容为“{a}”，上级应为“{b}”")
            written.report("cross_foot", row.place("parent"), text.format(a=row.text("parent"), b=node.parent or ""))
        _check_amounts(written, row, node, plan, cushioned)
    for level, name in nodes:
        if (level, name) not in seen:
            sheet = written.tables[CROSS_FOOT_SHEET.key].sheet
            text = Text("'{n}' is missing on this sheet", "该表缺少“{n}”").format(n=name)
            written.report("cross_foot", sheet.place(0, 0), text)


def _check_amounts(
    written: Written, row: ResultRow, node: _Node, plan: AnnualPlan, cushioned: dict[str, list[int]]
) -> None:
    teams = [t for t in plan.targets.teams if t.team in node.teams]
    seats = [s for s in plan.targets.seats if s.position.team in node.teams]
    base, given = sum(t.base_cents for t in teams), sum(t.cushioned_cents for t in teams)
    if node.level == "company":
        base, given = plan.targets.company_base_cents, plan.targets.company_cushioned_cents
    months = [sum(s.months_cents[m - 1] for s in seats) for m in _MONTHS]
    _expect(written, row, "base", base)
    _expect(written, row, "cushioned", given)
    _expect(written, row, "cushion", given - base)
    for m in _MONTHS:
        _expect(written, row, f"m{m}", months[m - 1])
        if node.level != "team":
            _expect(written, row, f"c{m}", sum(cushioned.get(t, [0] * 12)[m - 1] for t in node.teams))
    own = [row.cents(f"c{m}") for m in _MONTHS]
    step = max(1, given // 120)  # months are rounded to steps of at most a tenth of an average month
    if sum(own) != given:
        text = Text(
            "cushioned months add up to {a:,.2f}, the cushioned target is {b:,.2f}",
            "加成各月合计 {a:,.2f}，加成目标 {b:,.2f}",
        )
        written.report("cross_foot", row.place("cushioned"), text.format(a=sum(own) / 100, b=given / 100))
    elif node.level == "team" and any(months) and not _follow(own, given, months, step):
        text = Text("cushioned months are not in proportion to the months", "加成各月与各月目标不成比例")
        written.report("cross_foot", row.place("c1"), text)
    for key in ("months_off", "cushioned_months_off"):
        _expect(written, row, key, 0)
    for key in ("parts_off", "month_parts_off", "cushioned_parts_off"):
        if node.has_parts:
            _expect(written, row, key, 0)
        elif row[key] is not None:
            written.report("cross_foot", row.place(key), Text("a blank is expected", "应为空"))


def _follow(own: list[int], given: int, months: list[int], step: int) -> bool:
    """Whether cushioned months follow `months` in steps; the largest month also takes what the total has beyond a multiple of the step."""
    largest = months.index(max(months))
    return all(
        abs(part - given * share / sum(months)) <= (2 if place == largest else 1) * step + 1.01
        for place, (part, share) in enumerate(zip(own, months, strict=True))
    )


def _nodes(plan_input: PlanInput, plan: AnnualPlan) -> dict[tuple[str, str], _Node]:
    """Return what must stand on the sheet, by level and name."""
    parents: dict[str, str | None] = {g.team: g.parent for g in plan_input.team_groups}
    own: dict[str, str | None] = {t.team: t.parent for t in plan_input.teams}
    names = [str(t.team) for t in plan.targets.teams]
    below: dict[str, list[str]] = {}
    for name in names:
        node, passed = own.get(name), set[str]()
        while node is not None and node in parents and node not in passed:
            passed.add(node)
            below.setdefault(node, []).append(name)
            node = parents[node]
    found = {("company", plan_input.settings.company): _Node("company", None, tuple(names), has_parts=bool(names))}
    for group, teams in below.items():
        parent = parents[group] if parents[group] in below else None
        found["group", group] = _Node("group", parent, tuple(teams), has_parts=True)
    for name in names:
        parent = own.get(name)
        found["team", name] = _Node("team", parent if parent in below else None, (name,), has_parts=False)
    return found


def _is(row: ResultRow, key: str, word: str) -> bool:
    return row[key] in (LEVEL_WORDS[word].en, LEVEL_WORDS[word].zh)


def _expect(written: Written, row: ResultRow, key: str, right_cents: int) -> None:
    if row[key] is None or abs(row.number(key) - right_cents / 100) > _HALF_CENT:
        text = Text("found {a}, recomputed {b:,.2f}", "内容为 {a}，复算为 {b:,.2f}")
        written.report(
            "cross_foot", row.place(key), text.format(a="—" if row[key] is None else row[key], b=right_cents / 100)
        )
