"""Everything about a plan that its written file alone can prove or disprove."""

from __future__ import annotations

from planner.domain.choices import Channel
from planner.domain.fingerprint import fingerprint
from planner.domain.plan_input import PlanInput
from planner.findings import Finding
from planner.language import Text
from planner.tables.choice_words import spellings
from planner.writing.manifest import INPUTS_KEY, hash_decisions
from planner.writing.plan_people_sheets import SEAT_CUSHIONED, SEAT_MONTHS, SEAT_QUARTERS, SEAT_TARGET
from planner.writing.read_back import WrittenPlan, differs, number

_UNIT = {
    "channel": 1,
    "team": 2,
    "coseller": 3,
    "fte": 4,
    "cosell": 5,
    "kept": 10,
    "new": 11,
    "revenue": 12,
    "margin": 13,
    "target": 18,
}


def verify_file(written: WrittenPlan, plan_input: PlanInput) -> list[Finding]:
    """Return every fault of `written` against itself, its manifest and its own input sheets."""
    _check_units(written, plan_input)
    _check_teams(written)
    _check_seats(written)
    _check_summary(written, plan_input)
    _check_manifest(written, plan_input)
    return written.findings


def _check_units(written: WrittenPlan, plan_input: PlanInput) -> None:
    channels = {s.casefold(): c for c in Channel for s in spellings(c)}
    teams = {str(t.team): t for t in plan_input.teams}
    for i, row in enumerate(written.rows["channel_plan"]):
        channel = channels.get(str(row[_UNIT["channel"]]).casefold())
        team = teams.get(str(row[_UNIT["team"]]))
        if channel is None or (channel.is_worked and (team is None or team.channel is not channel)):
            written.report("channel_plan", i, Text("channel and team do not belong together", "通路与团队不匹配"))
        if differs(row[_UNIT["revenue"]], number(row[_UNIT["kept"]]) + number(row[_UNIT["new"]])):
            written.report("channel_plan", i, Text("expected revenue is not kept + new", "预期收入不等于留存 + 新增"))
        if differs(row[17], number(row[13]) - number(row[14]) - number(row[15]) - number(row[16])):
            written.report("channel_plan", i, Text("contribution does not add up", "贡献毛利不符"))
        if channel is not None and channel is not Channel.SEED:
            terms, revenue = plan_input.channel(channel), number(row[_UNIT["revenue"]])
            for column, right in (
                (14, revenue * terms.partner_margin),
                (15, revenue * terms.commission_rate),
                (16, terms.programme_cost_cents / 100),
            ):
                if abs(number(row[column]) - right) > 0.011:
                    written.report(
                        "channel_plan", i, Text("a cost is not the channel's rate on the revenue", "成本与通路费率不符")
                    )
        if channel is not None and not channel.is_worked and (number(row[4]) or number(row[5]) or row[2]):
            written.report("channel_plan", i, Text("seed and avoid take no effort", "撒网与回避不占投入"))


def _check_teams(written: WrittenPlan) -> None:
    units, seats, costs = written.rows["channel_plan"], written.rows["seat_targets"], written.rows["cost"]
    for i, row in enumerate(written.rows["team_plan"]):
        name = row[0]
        led = [u for u in units if u[_UNIT["team"]] == name]
        effort = sum(number(u[4]) for u in led) + sum(number(u[5]) for u in units if u[_UNIT["coseller"]] == name)
        own = [s for s in seats if s[1] == name]
        cost = sum(number(c[4]) for c in costs if c[2] == name and c[6] == 1)
        checks = (
            (
                row[10],
                sum(number(u[12]) for u in led),
                Text("expected revenue is not that of its units", "预期收入与单元不符"),
            ),
            (
                row[12],
                sum(number(s[SEAT_TARGET]) for s in own),
                Text("target is not that of its seats", "目标与席位不符"),
            ),
            (row[12], sum(number(u[18]) for u in led), Text("target is not that of its units", "目标与单元不符")),
            (row[17], cost, Text("cost is not that of sheet Cost of sales", "成本与营销成本表不符")),
            (row[6], sum(number(x) for x in row[1:6]), Text("heads at year end do not add up", "年末人数不符")),
        )
        for left, right, text in checks:
            if differs(left, right):
                written.report("team_plan", i, text)
        if abs(number(row[8]) - effort) > 1e-4 or effort > number(row[7]) + 1e-4:
            written.report(
                "team_plan",
                i,
                Text(
                    "effort used is not that of its units, or above what is available", "使用人力与单元不符或超出可用"
                ),
            )
        for left, top, bottom in ((row[14], row[12], row[10]), (row[18], row[17], row[10])):
            if number(bottom) and abs(number(left) - number(top) / number(bottom)) > 1e-9:
                written.report("team_plan", i, Text("a ratio does not follow from its parts", "比率与其构成不符"))
        if row[11] and row[15] is not None and abs(number(row[15]) - (number(row[12]) / number(row[11]) - 1)) > 1e-9:
            written.report("team_plan", i, Text("growth does not follow from its parts", "增长与其构成不符"))


def _check_seats(written: WrittenPlan) -> None:
    names = [r[0] for r in written.rows["seat_targets"]]
    if len(set(names)) != len(names):
        written.report("seat_targets", -1, Text("a seat stands twice", "席位重复"))
    teams = {r[0] for r in written.rows["team_plan"]}
    for i, row in enumerate(written.rows["seat_targets"]):
        months = [number(x) for x in row[SEAT_MONTHS : SEAT_MONTHS + 12]]
        products = [number(x) for x in row[SEAT_MONTHS + 12 : -1]]
        if differs(row[SEAT_TARGET], sum(months)) or differs(row[SEAT_TARGET], sum(products)) or differs(row[-1], 0):
            written.report(
                "seat_targets", i, Text("months or product lines do not add up to the year", "月度或产品合计不等于年度")
            )
        for q in range(4):
            if differs(row[SEAT_QUARTERS + q], sum(months[3 * q : 3 * q + 3])):
                written.report("seat_targets", i, Text("a quarter is not the sum of its months", "季度不等于月度合计"))
        if min(*months, *products) < 0 or row[1] not in teams or number(row[SEAT_CUSHIONED]) < 0:
            written.report("seat_targets", i, Text("a negative target or an unknown team", "目标为负或团队不存在"))


def _check_summary(written: WrittenPlan, plan_input: PlanInput) -> None:
    units, costs, seats = written.rows["channel_plan"], written.rows["cost"], written.rows["seat_targets"]
    settings, summary = plan_input.settings, written.summary
    target = settings.target_revenue_cents / 100
    revenue = sum(number(u[12]) for u in units)
    margin = sum(number(u[13]) for u in units)
    counted = sum(number(c[4]) for c in costs if c[6] == 1)
    outside = sum(number(c[4]) for c in costs if c[6] == 0)
    pairs: tuple[tuple[Text, float], ...] = (
        (Text("Company target: revenue", "公司目标：收入"), target),
        (Text("Stretch (target ÷ expected)", "拉伸系数（目标 ÷ 预期）"), target / revenue if revenue else 0.0),
        (Text("Cost-of-sales ratio", "营销成本率"), counted / revenue if revenue else 0.0),
        (Text("Gross margin", "毛利"), margin),
        (Text("Cost of sales", "营销成本"), counted),
        (Text("Contribution (gross margin − all cost)", "贡献毛利（毛利 − 全部成本）"), margin - counted - outside),
        (Text("Expected revenue", "预期收入"), revenue),
    )
    for name, right in pairs:
        stated = summary.get(name.en, summary.get(name.zh))
        tolerance = 1e-9 if abs(right) < 100 else 0.006
        if abs(number(stated) - right) > tolerance:
            written.report(
                "plan",
                -1,
                Text("'{n}' is {a}, recomputed {b}", "“{n}”为 {a}，复算 {b}").format(
                    n=name, a=stated, b=f"{right:,.6g}"
                ),
            )
    for rows, column in ((units, 18), (seats, SEAT_TARGET)):
        if differs(sum(number(r[column]) for r in rows), target):
            written.report("plan", -1, Text("targets do not add up to the company's", "目标合计不等于公司目标"))
    if settings.cost_of_sales_cap is not None and counted > settings.cost_of_sales_cap * revenue * (1 + 1e-9):
        written.report("plan", -1, Text("the ratio is above the cap", "营销成本率超出上限"))
    if revenue * settings.largest_stretch < target * (1 - 1e-9):
        written.report("plan", -1, Text("expected revenue cannot carry the target", "预期收入无法支撑目标"))
    objective, bound = (
        summary.get(n.en, summary.get(n.zh))
        for n in (
            Text("Value of this plan", "本计划取值"),
            Text("Bound: no plan is better than", "上界：任何计划不会优于"),
        )
    )
    gap = summary.get("Most that a better plan could add", summary.get("更优计划最多可增加"))
    if differs(gap, abs(number(bound) - number(objective))):
        written.report("plan", -1, Text("the gap is not bound − value", "差距不等于上界减取值"))
    for i, row in enumerate(written.rows["tie_out"]):
        if differs(row[1], row[2]) or differs(row[3], 0):
            written.report("tie_out", i, Text("the two sides differ", "两侧不一致"))
    identity = f"{settings.company} · {settings.plan_year} · {settings.currency}"
    if identity not in summary:
        written.report(
            "plan", -1, Text("company, year or currency are not those of Settings", "公司、年度或币种与参数不符")
        )


def _check_manifest(written: WrittenPlan, plan_input: PlanInput) -> None:
    channels = {s.casefold(): c for c in Channel for s in spellings(c)}
    rows: list[tuple[object, ...]] = []
    for u in written.rows["channel_plan"]:
        channel = channels.get(str(u[1]).casefold())
        rows.append(
            (u[0], channel.value if channel else None, u[2], u[3], f"{number(u[4]):.6f}", round(number(u[12]) * 100))
        )
    rows += [(t[0], *(int(number(x)) for x in t[2:6])) for t in written.rows["team_plan"]]
    for s in written.rows["seat_targets"]:
        months = (round(number(x) * 100) for x in s[SEAT_MONTHS : SEAT_MONTHS + 12])
        rows.append((s[0], round(number(s[SEAT_TARGET]) * 100), round(number(s[SEAT_CUSHIONED]) * 100), *months))
    stated = written.summary.get("SHA-256 of the plan", written.summary.get("计划 SHA-256"))
    if stated != hash_decisions(rows):
        written.report(
            "plan", -1, Text("the decisions are not those that the manifest signs", "决策内容与生成信息的哈希不符")
        )
    if written.summary.get(INPUTS_KEY) != fingerprint(plan_input):
        written.report(
            "plan", -1, Text("the input sheets were changed after the plan was made", "计划生成后输入表被修改")
        )
