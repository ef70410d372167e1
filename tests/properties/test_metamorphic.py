"""Changes that must not change the plan, or must change it by just so much (RELIABILITY V18)."""

from __future__ import annotations

import dataclasses
import random
from dataclasses import replace

import openpyxl
import pytest

from planner.domain.choices import Channel
from planner.domain.identifiers import TeamId
from planner.language import Language
from planner.optimization.annual_plan import PlanRequest, make_annual_plan
from planner.tables.columns.column import Kind, Layout
from planner.tables.registry import INPUT_TABLES
from planner.validation.workbook import read_and_check
from planner.writing.inputs.template import build_template
from tests.plan_input_builder import make_plan_input, make_product, make_segment, make_settings, make_team

STEP_CENTS = 10_000


def _case():
    """Eight segments of different size and ease, three products, three teams; cushions, a cap and hires."""
    segments = tuple(
        make_segment(
            f"S{i}",
            accounts=float(20 + 45 * i),
            penetration=round(0.15 + 0.1 * i, 2),
            existing_revenue_cents=40_000_000 + 13_000_000 * i,
            today_channel=Channel.DIRECT if i % 2 else Channel.SMB_PARTNER,
            today_team=TeamId("Field" if i % 2 else "Partners"),
            region="West" if i < 4 else "East",
        )
        for i in range(8)
    )
    products = (make_product("Core"), make_product("Extra", gross_margin=0.4), make_product("New", gross_margin=0.6))
    teams = (
        make_team("Field", heads=4, max_hires=2),
        make_team("Partners", channel=Channel.SMB_PARTNER, heads=2),
        make_team("East", regions=("East",), heads=1),
    )
    settings = make_settings(
        target_revenue_cents=700_000_000,
        team_cushion_share=0.03,
        seat_cushion_share=0.02,
        cost_of_sales_cap=0.6,
        rounding_step_cents=STEP_CENTS,
        hire_cost_cents=2_000_000,
    )
    case = make_plan_input(settings=settings, segments=segments, products=products, teams=teams)
    potential = {
        (s.segment, p.product): 90_000_000 + 17_000_000 * i + 29_000_000 * j
        for i, s in enumerate(segments)
        for j, p in enumerate(products)
    }
    return replace(case, potential_cents=potential)


def _plan(plan_input):
    return make_annual_plan(plan_input, PlanRequest(gap_limit=0.0)).plan


def _choices(plan):
    """Return what was decided, by name: channel, team, co-seller and effort of each unit, hires of each team."""
    units = {u.unit.unit: (u.channel, u.team, u.coseller, u.fte) for u in plan.channel_plan.units}
    return units, {t.team: t.hires for t in plan.channel_plan.teams}


def _targets(plan):
    targets = plan.targets
    return (
        {t.team: (t.base_cents, t.cushioned_cents, t.months_cents) for t in targets.teams},
        {s.position.seat: (s.base_cents, s.cushioned_cents, s.months_cents) for s in targets.seats},
        dict(targets.unit_targets_cents),
    )


@pytest.fixture(scope="module")
def case():
    return _case()


@pytest.fixture(scope="module")
def plan(case):
    return _plan(case)


def _shuffled(path, language, seed):
    """Shuffle the rows and the columns of every sheet of a workbook."""
    book, rng = openpyxl.load_workbook(path), random.Random(seed)
    for table in INPUT_TABLES:
        sheet = book[table.sheet.choose(language)]
        rows = [[c.value for c in row] for row in sheet.iter_rows()]
        while rows and all(v is None for v in rows[-1]):
            rows.pop()
        if len(rows) < 2 or len(rows[0]) < 2:
            continue
        order = list(range(1, len(rows[0])))
        if table.layout is not Layout.SETTINGS:
            rng.shuffle(order)
        head, body = rows[0], rows[1:]
        rng.shuffle(body)
        sheet.delete_rows(1, sheet.max_row)
        sheet.data_validations.dataValidation = []
        first = rng.choice((0, len(order))) if table.layout in (Layout.ROWS, Layout.COLUMNS) else 0
        for i, row in enumerate([head, *body], start=1):
            moved = [row[j] for j in order]
            moved.insert(first, row[0])
            for j, value in enumerate(moved, start=1):
                sheet.cell(i, j).value = value
    book._sheets = rng.sample(book._sheets, len(book._sheets))
    book.save(path)


@pytest.mark.parametrize("language", list(Language))
def test_order_of_rows_columns_and_sheets_does_not_matter(case, tmp_path, language):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(build_template(case, language))
    plain = read_and_check(path)[0].plan_input
    _shuffled(path, language, 11)
    shuffled = read_and_check(path)[0].plan_input
    assert plain is not None
    assert shuffled is not None
    assert shuffled.segments != plain.segments
    first, second = _plan(plain), _plan(shuffled)
    assert _choices(first) == _choices(second)
    assert _targets(first) == _targets(second)
    assert first.channel_plan.totals == second.channel_plan.totals


def _times_ten(value, table):
    """Multiply the money of one row."""
    changes = {}
    for column in table.columns:
        if column.kind is Kind.MONEY and not column.field.endswith("]"):
            own = getattr(value, column.field)
            if own is not None:
                changes[column.field] = own * 10
    return replace(value, **changes)


def test_all_money_times_ten_is_the_same_plan(case, plan):
    changes = {}
    for table in INPUT_TABLES:
        value = getattr(case, table.key)
        if table.layout is Layout.SETTINGS:
            changes[table.key] = _times_ten(value, table)
        elif table.layout is Layout.ROWS:
            changes[table.key] = tuple(_times_ten(row, table) for row in value)
        elif table.layout is Layout.MATRIX and table.columns[0].kind is Kind.MONEY:
            changes[table.key] = {k: v * 10 for k, v in value.items()}
    large = _plan(replace(case, **changes))
    assert _choices(large) == _choices(plan)
    for name, (base, cushioned, months) in _targets(plan)[0].items():
        assert _targets(large)[0][name] == (base * 10, cushioned * 10, tuple(m * 10 for m in months))


def test_a_team_that_can_do_nothing_changes_nothing(case, plan):
    idle = make_team("Idle", regions=("Nowhere",), heads=0)
    more = _plan(replace(case, teams=(idle, *case.teams)))
    units, hires = _choices(more)
    assert units == _choices(plan)[0]
    assert {t: h for t, h in hires.items() if t != "Idle"} == _choices(plan)[1]
    assert more.channel_plan.totals == plan.channel_plan.totals


def test_a_product_that_nobody_buys_changes_no_choice(case, plan):
    more = _plan(replace(case, products=(*case.products, make_product("Unsold"))))
    assert _choices(more) == _choices(plan)


def test_a_target_of_one_step_more_is_one_step_more_in_sum(case, plan):
    settings = replace(case.settings, target_revenue_cents=case.settings.target_revenue_cents + STEP_CENTS)
    more = _plan(replace(case, settings=settings))
    for part in ("company_base_cents",):
        assert getattr(more.targets, part) - getattr(plan.targets, part) == STEP_CENTS
    assert sum(t.base_cents for t in more.targets.teams) - sum(t.base_cents for t in plan.targets.teams) == STEP_CENTS
    units = sum(more.targets.unit_targets_cents.values()) - sum(plan.targets.unit_targets_cents.values())
    assert units == STEP_CENTS


@pytest.mark.parametrize(
    "tighter", [{"cost_of_sales_cap": 0.3}, {"max_units_direct": 2}, {"change_limit": 1}, {"max_hires": 0}]
)
def test_a_tighter_rule_is_never_better(case, plan, tighter):
    tight = _plan(replace(case, settings=replace(case.settings, **tighter)))
    assert tight.channel_plan.report.objective_cents <= plan.channel_plan.report.objective_cents


def test_the_case_holds_every_kind_of_money(case):
    """The scaling above reaches every amount: no field of cents is left out of the declarations."""
    declared = {c.field for t in INPUT_TABLES for c in t.columns if c.kind is Kind.MONEY}
    used = {
        f.name
        for part in (case.settings, *case.teams, *case.segments, *case.channels)
        for f in dataclasses.fields(part)
    }
    assert {f for f in used if f.endswith("_cents")} <= declared
