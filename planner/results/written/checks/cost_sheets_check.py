"""Months of sheet Cost of sales, and sheets Cost basis, Cost rates and Unit cost, recomputed from units, lines and input sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from planner.domain.channel_plan import CostLine, UnitPlan
from planner.domain.choices import Channel
from planner.domain.identifiers import UnitId
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.language import Text
from planner.results.verification.channel_plan.costs import PER_HEAD
from planner.results.verification.facts.shares import half_up
from planner.results.written.checks.ratio_check import WITH_REVENUE, RatioSubject
from planner.results.written.checks.seat_pay_check import check_seat_pay
from planner.results.written.plans.result_tables import ResultRow, Written
from planner.tables.columns.result_column import ResultSheet
from planner.tables.results.cost_sheets import (
    COST_BASIS_SHEET,
    COST_BASIS_WORDS,
    COST_RATE_BASES,
    COST_RATE_LEVELS,
    COST_RATES_SHEET,
    COST_SHEET,
    UNIT_COST_SHEET,
)
from planner.tables.results.plan_market_sheets import PRODUCT_MARKET_SHEET
from planner.tables.words.choice_words import word_of

_HALF_CENT = 0.00501
_ONE_CENT = 0.0101
_RELATIVE = 1e-9
_HALF_OF_A_CENT = 0.501
_OWN = {"commission": "commission_rate", "programme": "", "partner_margin": "partner_margin"}
_Key = tuple[str, str, str]


def check_cost_sheets(written: Written, plan_input: PlanInput, plan: AnnualPlan) -> None:
    """Report cells of these sheets that are not what the plan and the input give, rows that are missing, unknown or twice."""
    subject = RatioSubject(plan_input, plan)
    _check_lines(written, subject)
    _check_basis(written, subject)
    check_seat_pay(written, subject)
    _check_rates(written, subject)
    _check_units(written, subject)
    _check_products(written, subject)


def _check_lines(written: Written, subject: RatioSubject) -> None:
    for row, line in zip(written.rows(COST_SHEET), subject.costs, strict=True):
        months = [x / 100 for x in subject.months_of(line)]
        quantity, rate = _quantity_and_rate(subject, line)
        # A line that goes with revenue is spread by months of revenue that are themselves rounded to the cent, one row a team.
        rows = sum(channel is line.channel for _, channel in subject.sold) if line.kind in WITH_REVENUE else 0
        for m, right in enumerate(months, start=1):
            _expect(written, row, f"m{m}", right, _ONE_CENT + 0.01 * rows * (rate or 0.0))
        _expect_sum(written, row, "amount", sum(row.cents(f"m{m}") for m in range(1, 13)))
        _expect(written, row, "quantity", quantity, _RELATIVE * max(1.0, quantity or 0.0))
        _expect(written, row, "rate", rate, _RELATIVE * max(1.0, rate or 0.0))


def _quantity_and_rate(subject: RatioSubject, line: CostLine) -> tuple[float | None, float | None]:
    """Return by how much of what a line is worked out, ``None`` for both where it is simply given."""
    plan_input = subject.plan_input
    team = next((t for t in plan_input.teams if t.team == line.team), None)
    if line.kind == "seat_pay" and team is not None:
        paid = [s for s in plan_input.seats if s.seat in subject.case.times[team.team].own_pay]
        years = sum(s.presence_share * (13 - (s.start_month or 1)) / 12 for s in paid)
        return years, line.amount_cents / 100 / years if years else 0.0
    if line.kind in PER_HEAD and team is not None:
        pay = plan_input.pay_terms(team.team)
        bonus = 0 if pay is None else half_up(pay.process_bonus_cents * pay.process_score)
        cents = bonus if line.kind == "process_bonus" else getattr(team, f"{line.kind}_cents")
        return sum(subject.heads(team, usual=line.kind == "pay")) / 12, cents / 100
    if line.kind == "hiring":
        hires = next((sum(t.hires) for t in subject.plan.channel_plan.teams if t.team == line.team), 0)
        return float(hires), plan_input.settings.hire_cost_cents / 100
    if line.channel is None or line.kind not in WITH_REVENUE:
        return None, None
    served = [u for u in subject.units if u.channel is line.channel]
    if line.kind == "rebate":
        sold = sum(u.revenue_cents for u in served)
        steps = [r for r in plan_input.rebates if r.channel is line.channel and r.from_revenue_cents <= sold]
        return sold / 100, max(steps, key=lambda r: r.from_revenue_cents).rate if steps else 0.0
    own = [u for u in served if u.team == line.team]
    share: float = getattr(plan_input.channel(line.channel), _OWN[line.kind])
    return sum(u.revenue_cents for u in own) / 100, share


def _check_basis(written: Written, subject: RatioSubject) -> None:
    rights: dict[_Key, Sequence[float]] = {}
    for team in subject.plan_input.teams:
        hires = next((t.hires for t in subject.plan.channel_plan.teams if t.team == team.team), (0, 0, 0, 0))
        heads = subject.heads(team)
        rights["in_place", team.team, ""] = heads
        rights["heads", team.team, ""] = [h + sum(hires[: m // 3 + 1]) for m, h in enumerate(heads)]
        rights["starts", team.team, ""] = [float(hires[m // 3]) if m % 3 == 0 else 0.0 for m in range(12)]
        seats = subject.own_pay(team.team).values()
        if seats:
            usual = subject.heads(team, usual=True)
            rights["others_in_place", team.team, ""] = usual
            rights["others", team.team, ""] = [h + sum(hires[: m // 3 + 1]) for m, h in enumerate(usual)]
            rights["seat_pay", team.team, ""] = [sum(month) / 100 for month in zip(*seats, strict=True)]
    for (owner, channel), months in subject.sold.items():
        rights["revenue", owner or "", channel.value] = [x / 100 for x in months]
    for line in subject.costs:
        if line.kind in WITH_REVENUE and line.team is None and line.channel is not None:
            own = [v for (_, channel), v in subject.sold.items() if channel is line.channel]
            rights["channel_revenue", "", line.channel.value] = [sum(v[m] for v in own) / 100 for m in range(12)]
    rows = _keyed(written, COST_BASIS_SHEET, rights, "basis", COST_BASIS_WORDS)
    sold = [r for key, r in rows if key[0] == "revenue"]
    for key, row in rows:
        money = "revenue" in key[0] or key[0] == "seat_pay"
        several = len(sold) if key[0] == "channel_revenue" else 1
        for m, right in enumerate(rights[key], start=1):
            _expect(written, row, f"m{m}", right, _ONE_CENT * several if money else _RELATIVE)
        year = sum(rights[key])
        _expect(written, row, "year", year, _HALF_CENT if money else _RELATIVE * max(1.0, year))
        if money:
            _expect_sum(written, row, "year", sum(row.cents(f"m{m}") for m in range(1, 13)))


def _check_rates(written: Written, subject: RatioSubject) -> None:
    rights = _rates(subject)
    for key, row in _keyed(written, COST_RATES_SHEET, rights, "level", COST_RATE_LEVELS):
        by, quantity, cost, outside = rights[key]
        if row["by"] not in (COST_RATE_BASES[by].en, COST_RATE_BASES[by].zh):
            written.report(
                "cost_sheets", row.place("by"), Text("'{b}' is expected", "应为“{b}”").format(b=COST_RATE_BASES[by])
            )
        _expect(written, row, "quantity", quantity, _HALF_CENT if by == "revenue" else _RELATIVE * max(1.0, quantity))
        for column, cents in (("cost", cost), ("outside", outside)):
            rate = "rate" if column == "cost" else "outside_rate"
            right = cents / 100 / quantity if quantity else 0.0
            _expect(written, row, column, cents / 100, _HALF_CENT)
            _expect(written, row, rate, right, _RELATIVE * max(1.0, abs(right)))


def _rates(subject: RatioSubject) -> dict[_Key, tuple[str, float, int, int]]:
    """Return by what and how much each team, channel and the company shares out, and what: counted and uncounted cents."""
    sums: dict[_Key, list[int]] = {("company", "", ""): [0, 0]}
    quantities: dict[_Key, tuple[str, float]] = {}
    for line in subject.costs:
        if line.kind in _OWN:
            continue
        key, by, quantity = _bearer(subject.units, line)
        quantities[key] = by, quantity
        sums.setdefault(key, [0, 0])[0 if line.counts_in_ratio else 1] += line.amount_cents
    revenue = sum(u.revenue_cents for u in subject.units) / 100
    quantities["company", "", ""] = ("revenue", revenue) if revenue else ("units", float(len(subject.units)))
    return {key: (*quantities[key], counted, rest) for key, (counted, rest) in sums.items()}


def _bearer(units: Iterable[UnitPlan], line: CostLine) -> tuple[_Key, str, float]:
    """Return who shares a line out: its team where that works or leads, else its channel where that sells, else the company."""
    found = list(units)
    if line.team is not None:
        key = ("team", line.team, "" if line.channel is None else line.channel.value)
        effort = sum(
            (u.team == line.team) * round(u.fte, 6) + (u.coseller == line.team) * round(u.cosell_fte, 6) for u in found
        )
        if effort > 0:
            return key, "effort", effort
        led = sum(u.revenue_cents for u in found if u.team == line.team)
        if led:
            return key, "revenue", led / 100
    sold = sum(u.revenue_cents for u in found if line.channel is not None and u.channel is line.channel)
    if sold and line.channel is not None:
        return ("channel", "", line.channel.value), "revenue", sold / 100
    return ("company", "", ""), "revenue", sum(u.revenue_cents for u in found) / 100


def _check_units(written: Written, subject: RatioSubject) -> None:
    rows = written.rows(UNIT_COST_SHEET)
    if len(rows) != len(subject.units):
        place = written.tables[UNIT_COST_SHEET.key].sheet.place(0, 0)
        written.report("cost_sheets", place, Text("one row a unit is expected", "应为每单元一行"))
        return
    partners = subject.plan_input.settings.count_partner_margin
    counted = list(accumulate(c for _, c, _ in subject.of_units))
    outside = list(accumulate(r for _, _, r in subject.of_units))
    for i, (row, (unit, cost, rest)) in enumerate(zip(rows, subject.of_units, strict=True)):
        if (row.text("unit"), row.text("segment")) != (unit.unit.unit, unit.unit.segment.segment):
            text = Text("'{u}' is expected here", "此处应为“{u}”").format(u=unit.unit.unit)
            written.report("cost_sheets", row.place("unit"), text)
        margin = unit.partner_margin_cents
        own = unit.commission_cents + unit.programme_cost_cents + (margin if partners else 0)
        own_outside = 0 if partners else margin
        right = {
            "revenue": unit.revenue_cents,
            "own": own,
            "own_outside": own_outside,
            "shared": cost - own,
            "shared_outside": rest - own_outside,
            "to_here": counted[i],
            "outside_to_here": outside[i],
        }
        for column, cents in right.items():
            _expect(written, row, column, cents / 100, 1e-3)
        _expect(written, row, "cost", cost / 100, _ONE_CENT)
        _expect(written, row, "outside", rest / 100, _ONE_CENT)
        sold = row.number("revenue")
        _expect(written, row, "ratio", row.number("cost") / sold if sold else 0.0, _RELATIVE)
    for column, so_far in (("cost", counted), ("outside", outside)):
        if abs(sum(r.cents(column) for r in rows) - so_far[-1]) > _HALF_OF_A_CENT:
            text = Text("units do not add up to the company", "各单元合计不等于公司")
            written.report("cost_sheets", rows[-1].place(column), text)


def _check_products(written: Written, subject: RatioSubject) -> None:
    """Product lines of a unit share its cost by revenue (by potential where there is none), and add up to it."""
    costs = {u.unit.unit: (u, c, r) for u, c, r in subject.of_units}
    by_segment: dict[tuple[str, str], UnitId] = {}
    for unit in subject.units:
        for product in unit.unit.products:
            by_segment[unit.unit.segment.segment, product] = unit.unit.unit
    for row in written.rows(PRODUCT_MARKET_SHEET):
        name = by_segment.get((row.text("segment") or "", row.text("product") or ""))
        if name is None:
            continue  # reported with sheet Product-market lines
        unit, counted, rest = costs[name]
        choices = (unit.products_cents, unit.unit.potential_cents, (1,) * len(unit.unit.products))
        weights = next(w for w in choices if sum(w) > 0)
        share = weights[[str(p) for p in unit.unit.products].index(row.text("product") or "")] / sum(weights)
        _expect(written, row, "cost", counted * share / 100, 2 * _ONE_CENT)
        _expect(written, row, "outside", rest * share / 100, 2 * _ONE_CENT)


def _keyed(
    written: Written, sheet: ResultSheet, rights: Iterable[_Key], column: str, words: dict[str, Text]
) -> list[tuple[_Key, ResultRow]]:
    """Return the rows by kind, team and channel; report those that are unknown, twice or missing."""
    known, found = set(rights), dict[_Key, ResultRow]()
    for row in written.rows(sheet):
        kind = next((k for k, w in words.items() if row[column] in (w.en, w.zh)), "")
        channel = next(
            (c.value for c in Channel if row["channel"] in (word_of(c).en, word_of(c).zh)), row.text("channel")
        )
        key = (kind, row.text("team") or "", channel or "")
        if key not in known or key in found:
            text = Text("an unknown row, or one that stands twice", "该行不存在或重复")
            written.report("cost_sheets", row.place(column), text)
        else:
            found[key] = row
    for key in sorted(known - set(found)):
        place = written.tables[sheet.key].sheet.place(0, 0)
        text = Text("'{k}' is missing on this sheet", "该表缺少“{k}”").format(k=" ".join(x for x in key if x))
        written.report("cost_sheets", place, text)
    return list(found.items())


def _expect_sum(written: Written, row: ResultRow, key: str, cents: int) -> None:
    if cents != row.cents(key):
        text = Text("the months add up to {a:,.2f}", "各月合计为 {a:,.2f}").format(a=cents / 100)
        written.report("cost_sheets", row.place(key), text)


def _expect(written: Written, row: ResultRow, key: str, right: float | None, tolerance: float) -> None:
    value = row[key]
    if right is None or value is None:
        if value is not None or right is not None:
            text = Text("found {a}, recomputed {b}", "内容为 {a}，复算为 {b}")
            shown = ["—" if x is None else f"{x}" for x in (value, right)]
            written.report("cost_sheets", row.place(key), text.format(a=shown[0], b=shown[1]))
    elif abs(row.number(key) - right) > tolerance:
        text = Text("found {a}, recomputed {b:,.10g}", "内容为 {a}，复算为 {b:,.10g}")
        written.report("cost_sheets", row.place(key), text.format(a=value, b=right))
