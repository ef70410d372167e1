"""Real books of business: Northwind's 91 customers and 9 employees; the 357 accounts of the opportunity-tracking sample."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from contextlib import closing

import openpyxl
import pytest

from planner.cli.main import run
from planner.language import Language
from planner.optimization.territory.make import make_territory_plan
from planner.results.verify_territory import verify_territories
from planner.tables.results.territory_sheets import BALANCE_SHEET, MOVES_SHEET, TERRITORIES_SHEET
from tests.account_book_builder import make_book, plan_for
from tests.opportunity_case import CLASSES, REGIONS, build_opportunity_workbook
from tests.plan_input_builder import make_plan_input, make_seat, make_segment, make_settings, make_team
from tests.published_data import published_data


def _read(folder, name):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_northwind_gets_balanced_with_few_moves():
    folder = published_data("northwind")
    worth: dict[str, float] = defaultdict(float)
    for line in _read(folder, "order_details.csv"):
        worth[line["OrderID"]] += float(line["UnitPrice"]) * float(line["Quantity"]) * (1 - float(line["Discount"]))
    sold: Counter[str] = Counter()
    by: dict[str, Counter[str]] = defaultdict(Counter)
    for order in _read(folder, "orders.csv"):
        sold[order["CustomerID"]] += round(worth[order["OrderID"]] * 100)
        by[order["CustomerID"]][f"E{order['EmployeeID']}"] += 1
    customers = [c["CustomerID"] for c in _read(folder, "customers.csv")]
    book = make_book(
        len(customers),
        account=tuple(customers),
        potential_cents=tuple(2 * sold[c] + 100_000 for c in customers),
        last_year_revenue_cents=tuple(sold[c] for c in customers),
        owner=tuple(max(sorted(by[c]), key=lambda e: by[c][e]) if by[c] else None for c in customers),
    )
    revenue = sum(book.last_year_revenue_cents)
    plan_input = make_plan_input(
        accounts=book,
        settings=make_settings(target_revenue_cents=revenue),
        segments=(make_segment(existing_revenue_cents=revenue),),
        segment_groups=(),
        teams=(make_team(heads=9),),
        seats=tuple(make_seat(f"E{e['EmployeeID']}") for e in _read(folder, "employees.csv")),
        judgements=(),
        overrides=(),
    )
    annual = plan_for(plan_input)
    plan = make_territory_plan(plan_input, annual)
    assert verify_territories(plan_input, annual, plan) == ()
    # 1,265,793.04 of orders; 89 customers have bought; today's books reach from none to several times the fair share.
    assert revenue == pytest.approx(126_579_304, abs=100)
    assert sum(o is not None for o in book.owner) == 89
    assert sum(s.after.accounts for s in plan.seats) == 91
    assert max(abs(s.deviation_before) for s in plan.seats) > 0.5
    assert max(abs(s.deviation) for s in plan.seats) < 0.1
    assert plan.report.moves < 45
    assert plan.report.objective_cents < 0.5 * plan.report.keep_all_cents
    assert plan.report.gap < 0.01


@pytest.mark.slow
def test_opportunity_tracking_through_the_program(tmp_path, capsys):
    folder, language = published_data("msft_opportunity_tracking"), Language.CHINESE
    book = tmp_path / "plan.xlsx"
    build_opportunity_workbook(folder, book, language)
    potential: Counter[str] = Counter()
    likely: Counter[str] = Counter()
    for fact in _read(folder, "Fact.csv"):
        potential[fact["Account ID"]] += round(float(fact["ProductRevenue"]))
        likely[fact["Account ID"]] += round(float(fact["FactoredProductRevenue"]))
    accounts = _read(folder, "Account.csv")
    with (tmp_path / "accounts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("Account", "Segment", "Potential", "Last year's revenue"))
        for row in accounts:
            key = row["Account ID"]
            segment = f"{REGIONS[row['Region']].choose(language)} · {CLASSES[row['Segment']].choose(language)}"
            writer.writerow((key, segment, potential[key], likely[key]))
    made = tmp_path / "made.xlsx"
    words = ["territory", str(book), "--accounts", str(tmp_path / "accounts.csv"), "-o", str(made), "--json", "--quiet"]
    assert run(words) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["accounts"] == len(accounts) == 357
    assert answer["nobody"] == []
    assert answer["moves"] == 0
    assert sum(s["accounts"] for s in answer["seats"]) + answer["pool"] >= 357
    # Nobody owns an account today: what is left of the cost is imbalance alone, and lumpy.
    assert answer["gap"] < 0.1
    with closing(openpyxl.load_workbook(made, read_only=True)) as workbook:
        sheets = workbook.sheetnames
    assert sheets[1:4] == [s.sheet.choose(language) for s in (TERRITORIES_SHEET, MOVES_SHEET, BALANCE_SHEET)]
