"""A planning workbook made of the opportunity-tracking sample, as a planner would make it: only the columns that the data give.

From the data: regions, customer classes, accounts, open opportunities by product (potential), their probability-weighted worth (last year's
revenue, by close month), the share of lines beyond the first stage (penetration). Stated as assumptions: teams, pay, channel terms, margins.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import openpyxl

from planner.domain.choices import Channel, SalesMode
from planner.language import Language, Text
from planner.tables.registry import INPUT_TABLES
from planner.tables.words.choice_words import FLAG_WORDS, word_of

REGIONS = {"East": Text("East", "东区"), "Central": Text("Central", "中区"), "West": Text("West", "西区")}
CLASSES = {
    "Strategic": Text("Strategic", "战略客户"),
    "Large": Text("Large", "大客户"),
    "Small & Medium": Text("Small & Medium", "中小客户"),
}
LINES = tuple(Text(f"Line {letter}", f"产品线{letter}") for letter in "ABCDE")
_DIRECT = {region: Text(f"Direct {name.en}", f"{name.zh}直销") for region, name in REGIONS.items()}
_PARTNERS, _TELESALES = Text("Partners", "伙伴团队"), Text("Telesales", "电话销售")
_HEADS = {"East": 16, "Central": 13, "West": 10, "Partners": 10, "Telesales": 8}
Rows = list[dict[str, Any]]


def build_opportunity_workbook(folder: Path, path: Path, language: Language) -> int:
    """Write the planning workbook to `path`; return last year's revenue in whole currency units."""
    accounts = {row["Account ID"]: row for row in _read(folder / "Account.csv")}
    facts = _read(folder / "Fact.csv")
    potential: dict[tuple[str, str, int], int] = defaultdict(int)
    months: dict[tuple[str, str, int, int], int] = defaultdict(int)
    lines: dict[tuple[str, str], list[bool]] = defaultdict(list)
    customers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts:
        account = accounts[fact["Account ID"]]
        key = account["Region"], account["Segment"]
        line = (int(float(fact["Product ID"])) - 1) // 5
        potential[*key, line] += round(float(fact["ProductRevenue"]))
        months[*key, line, int(fact["Month_Number"])] += round(float(fact["FactoredProductRevenue"]))
        lines[key].append(float(fact["Sales Stage ID"]) > 1)
        customers[key].add(fact["Account ID"])
    keys = [(r, c) for r in REGIONS for c in CLASSES]
    revenue = {k: sum(m for (r, c, *_), m in months.items() if (r, c) == k) for k in keys}

    def name(key: tuple[str, str]) -> str:
        return f"{REGIONS[key[0]].choose(language)} · {CLASSES[key[1]].choose(language)}"

    sheets: dict[str, Rows] = {
        "segments": [
            {
                "segment": name(k),
                "parent": REGIONS[k[0]].choose(language),
                "region": REGIONS[k[0]].choose(language),
                "accounts": len(customers[k]),
                "penetration": round(sum(lines[k]) / len(lines[k]), 4),
                "existing_revenue_cents": revenue[k],
                "today_channel": Channel.SMB_PARTNER if k[1] == "Small & Medium" else Channel.DIRECT,
                "today_team": (_TELESALES if k[1] == "Small & Medium" else _DIRECT[k[0]]).choose(language),
                "assign_by_product": k[1] == "Strategic",
            }
            for k in keys
        ],
        "history": [
            {
                "year": 2015,
                "month": month,
                "segment": name((r, c)),
                "product": LINES[line].choose(language),
                "revenue_cents": amount,
            }
            for (r, c, line, month), amount in sorted(months.items())
            if amount
        ],
        **_assumptions(language),
    }
    book = openpyxl.Workbook()
    book.remove(book.active)
    _add_settings(book, sum(revenue.values()), language)
    for table_key, rows in sheets.items():
        _add_rows(book, table_key, rows, language)
    matrix = {(name(k), LINES[n].choose(language)): potential[*k, n] for k in keys for n in range(5)}
    _add_matrix(book, matrix, [name(k) for k in keys], language)
    book.save(path)
    return sum(revenue.values())


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _assumptions(language: Language) -> dict[str, Rows]:
    """Return what the data do not say: margins, teams, seats, channel terms for few and large accounts."""
    teams: Rows = []
    for key, heads in _HEADS.items():
        own = _DIRECT.get(key) or {"Partners": _PARTNERS, "Telesales": _TELESALES}[key]
        channel = {"Partners": Channel.STRATEGIC_PARTNER, "Telesales": Channel.SMB_PARTNER}.get(key, Channel.DIRECT)
        teams.append(
            {
                "team": own.choose(language),
                "channel": channel,
                "regions": REGIONS[key].choose(language) if key in REGIONS else None,
                "cosells": channel is Channel.DIRECT,
                "heads": heads,
                "max_hires": 3,
                "pay_cents": 240_000 if channel is Channel.DIRECT else 160_000,
                "travel_cents": 30_000,
                "manager_pay_cents": 300_000,
            }
        )
    seats: Rows = [
        {
            "seat": f"{'ECWPT'[t]}{n:02d}",
            "team": team["team"],
            "rep": Text("Rep {n}", "销售{n}").format(n=n).choose(language),
        }
        for t, team in enumerate(teams)
        for n in range(1, team["heads"] + 1)
    ]
    modes = (
        SalesMode.PRODUCT_PUSH,
        SalesMode.PRODUCT_PUSH,
        SalesMode.MOTIVATION,
        SalesMode.PRODUCT_PUSH,
        SalesMode.NEED_CREATION,
    )
    products: Rows = [
        {"product": line.choose(language), "gross_margin": 0.4 + 0.05 * n, "sales_mode": modes[n]}
        for n, line in enumerate(LINES)
    ]
    channels: Rows = [
        {"channel": Channel.DIRECT, "accounts_per_fte": 8},
        {"channel": Channel.STRATEGIC_PARTNER, "accounts_per_fte": 12},
        {"channel": Channel.SMB_PARTNER, "accounts_per_fte": 25},
    ]
    marketing: Rows = [{"line": Text("Campaigns", "市场活动").choose(language), "amount_cents": 6_000_000}]
    return {"products": products, "teams": teams, "seats": seats, "channels": channels, "marketing": marketing}


def _add_settings(book: Any, revenue: int, language: Language) -> None:
    table = next(t for t in INPUT_TABLES if t.key == "settings")
    sheet = book.create_sheet(table.sheet.choose(language))
    values = {
        "company": Text("Opportunity sample", "商机示例").choose(language),
        "plan_year": 2016,
        "currency": "USD",
        "target_revenue_cents": round(revenue * 1.1, -5),
        "cost_of_sales_cap": 0.15,
        "largest_stretch": 1.3,
        "max_hires": 6,
        "change_limit": 10,
        "effort_levels_fte": "0.5; 1; 2; 3; 4; 6; 8; 10; 12; 16",
    }
    for field, value in values.items():
        sheet.append([table.column(field).header.choose(language), value])


def _add_rows(book: Any, key: str, rows: Sequence[Mapping[str, Any]], language: Language) -> None:
    table = next(t for t in INPUT_TABLES if t.key == key)
    sheet = book.create_sheet(table.sheet.choose(language))
    fields = list(rows[0])
    sheet.append([table.column(f).header.choose(language) for f in fields])
    for row in rows:
        sheet.append([_shown(row.get(f), language) for f in fields])


def _add_matrix(book: Any, values: Mapping[tuple[str, str], int], names: Sequence[str], language: Language) -> None:
    table = next(t for t in INPUT_TABLES if t.key == "potential_cents")
    sheet = book.create_sheet(table.sheet.choose(language))
    products = [line.choose(language) for line in LINES]
    sheet.append([None, *products])
    for segment in names:
        sheet.append([segment, *(values[segment, p] for p in products)])


def _shown(value: object, language: Language) -> object:
    if isinstance(value, bool):
        return FLAG_WORDS[value].choose(language)
    return word_of(value).choose(language) if isinstance(value, StrEnum) else value
