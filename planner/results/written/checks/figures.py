"""What the result sheets state row by row and say twice: derived figures, ratios, the same thing on two sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from planner.domain.channel_plan import UnitPlan
from planner.domain.identifiers import ProductId, SegmentId, UnitId, unit_id
from planner.domain.plan import AnnualPlan
from planner.domain.targets import TeamTarget
from planner.language import Text
from planner.results.verification.facts.case import Case
from planner.results.verification.facts.shares import is_split_in_steps
from planner.results.written.plans.result_tables import ResultRow, Written
from planner.tables.results.cost_sheets import COST_SHEET, TEAM_COST_KINDS
from planner.tables.results.plan_market_sheets import CHANNEL_PLAN_SHEET, MATRIX_SHEET, PRODUCT_MARKET_SHEET
from planner.tables.results.plan_people_sheets import SEAT_TARGETS_SHEET, TEAM_PLAN_SHEET
from planner.tables.results.tie_out_sheets import TIE_OUT_LABELS, TIE_OUT_SHEET
from planner.tables.words.choice_words import FLAG_WORDS, word_of

_HALF_CENT = 0.00501
_RATIO = 1e-9


def check_figures(written: Written, case: Case, plan: AnnualPlan) -> None:
    """Report derived figures and repetitions that do not agree with what they are derived from, or repeat."""
    _check_units(written, case)
    _check_matrix(written, plan)
    _check_product_market(written, case, plan)
    _check_teams(written, plan)
    _check_seats(written)
    _check_costs(written)
    _check_tie_out(written, plan)


def _check_units(written: Written, case: Case) -> None:
    for row in written.rows(CHANNEL_PLAN_SHEET):
        unit = case.market.units_by_id.get(UnitId(row.text("unit") or ""))
        spent = row.number("partner_margin") + row.number("commission") + row.number("programme")
        _expect(written, row, "revenue", row.number("kept") + row.number("new"))
        _expect(written, row, "contribution", row.number("margin") - spent)
        if unit is not None:
            _expect(written, row, "accounts", unit.accounts)
            _expect(written, row, "potential", unit.total_potential_cents / 100)
            _expect(written, row, "penetration", unit.segment.penetration, _RATIO)
            _expect(written, row, "existing", unit.total_existing_cents / 100)


def _check_matrix(written: Written, plan: AnnualPlan) -> None:
    """Sheet Matrix shows every unit once, with the figures of sheet Channel plan."""
    units = {u.unit.unit: u for u in plan.channel_plan.units}
    rows = written.rows(MATRIX_SHEET)
    _expect_once(written, rows, "unit", [r.text("unit") for r in rows], units)
    for row in rows:
        unit = units.get(UnitId(row.text("unit") or ""))
        if unit is not None:
            _expect_word(written, row, "channel", word_of(unit.channel))
            _expect_word(written, row, "differs", FLAG_WORDS[unit.channel is not unit.matrix_channel])
            _expect(written, row, "penetration", unit.unit.segment.penetration, _RATIO)
            _expect(written, row, "potential", unit.unit.total_potential_cents / 100)
            _expect(written, row, "revenue", unit.revenue_cents / 100)


def _check_product_market(written: Written, case: Case, plan: AnnualPlan) -> None:
    """Sheet Product-market lines shows every product line of every unit once, unless it has neither potential nor revenue; targets add up."""
    units = {u.unit.unit: u for u in plan.channel_plan.units}
    by_product = {s.segment for s in case.plan_input.segments if s.assign_by_product}
    rows_of: dict[UnitId, list[ResultRow]] = {u: [] for u in units}
    rows = written.rows(PRODUCT_MARKET_SHEET)
    for row in rows:
        segment, product = row.text("segment") or "", row.text("product") or ""
        line = ProductId(product) if segment in by_product else None
        name = unit_id(SegmentId(segment), line)
        if name not in units or product not in units[name].unit.products:
            written.report(
                "product_market", row.place("product"), Text("no such unit and product line", "没有该单元与产品线")
            )
            continue
        rows_of[name].append(row)
    for name, own in rows_of.items():
        step = case.plan_input.settings.rounding_step_cents
        _check_products_of(written, units[name], own, plan.targets.unit_targets_cents[name], step)
    for team in plan.targets.teams:
        _check_products_of_team(
            written, team, [r for u, own in rows_of.items() if units[u].team == team.team for r in own]
        )


def _check_products_of_team(written: Written, team: TeamTarget, rows: list[ResultRow]) -> None:
    """By product line the targets of a team's units add up to those of its seats, where the units carry its target."""
    added: Counter[str] = Counter()
    for row in rows:
        added[row.text("product") or ""] += row.cents("target")
    stated = dict(zip(map(str, written.products), team.products_cents, strict=True))
    if rows and added.total() == team.base_cents and any(added[p] != cents for p, cents in stated.items()):
        text = Text(
            "team {t}: by product line the targets of its units are not those of its seats",
            "团队 {t}：各产品线的单元目标合计与席位目标合计不符",
        )
        written.report("product_market", rows[0].place("target"), text.format(t=team.team))


def _check_products_of(written: Written, unit: UnitPlan, rows: list[ResultRow], target: int, step: int) -> None:
    sheet, market = (
        written.tables[PRODUCT_MARKET_SHEET.key].sheet,
        dict(zip(unit.unit.products, unit.unit.potential_cents, strict=True)),
    )
    shown = [ProductId(r.text("product") or "") for r in rows]
    expected = {p for p, cents in market.items() if cents} | {
        p for p, cents in zip(unit.unit.products, unit.products_cents, strict=True) if cents
    }
    if Counter(shown) != Counter(dict.fromkeys(shown, 1)) or not expected <= set(shown):
        text = Text("{u}: product lines are missing or stand twice", "{u}：产品线缺失或重复").format(u=unit.unit.unit)
        written.report("product_market", sheet.place(0, 0), text)
    for row in rows:
        potential = market[ProductId(row.text("product") or "")] / 100
        _expect_word(written, row, "channel", word_of(unit.channel))
        _expect(written, row, "potential", potential)
        _expect(written, row, "share", row.number("revenue") / potential if potential else 0.0, _RATIO)
    parts, weights = [r.cents("target") for r in rows], [r.cents("revenue") for r in rows]
    if sum(parts) != target or not is_split_in_steps(parts, target, weights, step):
        text = Text(
            "{u}: targets of product lines are not the unit's, by revenue",
            "{u}：产品线目标与单元目标不符或不按收入分配",
        )
        written.report("product_market", sheet.place(0, 0), text.format(u=unit.unit.unit))


def _check_teams(written: Written, plan: AnnualPlan) -> None:
    for row in written.rows(TEAM_PLAN_SHEET):
        name = row.text("team")
        lines = [c for c in plan.channel_plan.costs if c.team == name and c.counts_in_ratio]
        added = {
            key: sum(c.amount_cents for c in lines if c.kind in kinds) / 100 for key, kinds in TEAM_COST_KINDS.items()
        }
        cost = sum(c.amount_cents for c in lines) / 100
        revenue, target, last_year = row.number("revenue"), row.number("target"), row.number("last_year")
        available = row.number("available_fte")
        _expect(written, row, "heads_at_end", row.number("heads") + sum(row.number(f"hires_q{q}") for q in range(1, 5)))
        _expect(written, row, "use", row.number("used_fte") / available if available else 0.0, _RATIO)
        _expect(written, row, "stretch", target / revenue if revenue else 0.0, _RATIO)
        for key, amount in (*added.items(), ("rest", cost - sum(added.values()))):
            _expect(written, row, key, amount)
        _expect(written, row, "cost", cost)
        _expect(written, row, "ratio", cost / revenue if revenue else 0.0, _RATIO)
        _expect_if_known(written, row, "growth", target / last_year - 1 if last_year else None)


def _expect_if_known(written: Written, row: ResultRow, column: str, ratio: float | None) -> None:
    """A comparison with last year is right, and blank where last year gives nothing to compare with."""
    if ratio is not None:
        _expect(written, row, column, ratio, _RATIO)
    elif row[column] is not None:
        text = Text("a comparison with last year that has no data", "没有上年数据却有与上年的比较")
        written.report("figures", row.place(column), text)


def _check_seats(written: Written) -> None:
    for row in written.rows(SEAT_TARGETS_SHEET):
        months = [row.number(f"m{m}") for m in range(1, 13)]
        _expect(written, row, "target", sum(months))
        for q in range(1, 5):
            _expect(written, row, f"q{q}", sum(months[3 * q - 3 : 3 * q]))
        target, last_year, asked = (row.number(key) for key in ("target", "last_year", "last_year_target"))
        is_known = asked > 0 and row["last_year"] is not None
        _expect_if_known(written, row, "growth", target / last_year - 1 if last_year else None)
        _expect_if_known(written, row, "attained", last_year / asked if is_known else None)
        products = sum(row.number(f"product:{p}") for p in written.products)
        _expect(written, row, "difference", products - row.number("target"))
        if abs(row.number("difference")) > _HALF_CENT:
            text = Text("product lines do not add up to the year", "产品合计不等于年度")
            written.report("figures", row.place("difference"), text)


def _check_costs(written: Written) -> None:
    rows = written.rows(COST_SHEET)
    total = sum(row.number("amount") for row in rows)
    for row in rows:
        _expect(written, row, "share", row.number("amount") / total if total else 0.0, _RATIO)


def _check_tie_out(written: Written, plan: AnnualPlan) -> None:
    """Every tie-out is there once, states the plan's figure and its sum, and no difference."""
    targets, costs = plan.targets, plan.channel_plan.costs
    counted = sum(c.amount_cents for c in costs if c.counts_in_ratio)
    rights = {
        "teams": (targets.company_base_cents, sum(t.base_cents for t in targets.teams)),
        "seats": (targets.company_base_cents, sum(s.base_cents for s in targets.seats)),
        "months": (targets.company_base_cents, sum(sum(s.months_cents) for s in targets.seats)),
        "units": (targets.company_base_cents, sum(targets.unit_targets_cents.values())),
        "cushioned_teams": (targets.company_cushioned_cents, sum(t.cushioned_cents for t in targets.teams)),
        "cushioned_seats": (targets.company_seat_cushioned_cents, sum(s.cushioned_cents for s in targets.seats)),
        "revenue": (
            plan.channel_plan.totals.revenue_cents,
            sum(u.revenue_cents for u in plan.channel_plan.units),
        ),
    }
    of_ratios = [key for key in TIE_OUT_LABELS if key.startswith("cost_")]
    rights |= dict.fromkeys(of_ratios, (plan.channel_plan.totals.cost_of_sales_cents, counted))
    rows = written.rows(TIE_OUT_SHEET)
    keys = [_tie_out_key(row) for row in rows]
    _expect_once(written, rows, "check", keys, rights)
    for row, key in zip(rows, keys, strict=True):
        if key is not None:
            stated, added = rights[key]
            _expect(written, row, "plan", stated / 100)
            _expect(written, row, "added_up", added / 100)
            _expect(written, row, "difference", 0.0)


def _tie_out_key(row: ResultRow) -> str | None:
    return next((key for key, label in TIE_OUT_LABELS.items() if row["check"] in (label.en, label.zh)), None)


def _expect_once(
    written: Written, rows: tuple[ResultRow, ...], column: str, names: list[str | None], expected: Iterable[str]
) -> None:
    counts, known = Counter(names), set(expected)
    for row, name in zip(rows, names, strict=True):
        if name not in known or counts[name] > 1:
            text = Text("an unknown name, or one that stands twice", "名称不存在或重复")
            written.report("figures", row.place(column), text)
    missing = [name for name in expected if name not in counts]
    if missing and rows:
        text = Text("missing on this sheet: {n}", "该表缺少：{n}").format(n=", ".join(missing[:5]))
        written.report("figures", rows[0].sheet.place(0, 0), text)
    elif missing:
        written.report("figures", written.plan.place(0, 0), Text("a result sheet is empty", "结果表为空"))


def _expect(written: Written, row: ResultRow, key: str, right: float, tolerance: float = _HALF_CENT) -> None:
    """Report a cell that is blank or not the number that follows from the others."""
    value = row[key]
    if value is None or abs(row.number(key) - right) > tolerance * max(1.0, abs(right) if tolerance == _RATIO else 1.0):
        text = Text("found {a}, recomputed {b:,.10g}", "内容为 {a}，复算为 {b:,.10g}")
        written.report("figures", row.place(key), text.format(a="—" if value is None else value, b=right))


def _expect_word(written: Written, row: ResultRow, key: str, right: Text) -> None:
    if row[key] not in (right.en, right.zh):
        text = Text("found '{a}', it is '{b}' elsewhere", "内容为“{a}”，别处为“{b}”").format(a=row[key], b=right)
        written.report("figures", row.place(key), text)
