"""The accounts of every seat, from a territory workbook that belongs to the plan."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from planner.domain.fingerprint import fingerprint
from planner.domain.identifiers import Cents
from planner.domain.territory import OwnerRole
from planner.errors import FileAccessError, InputRejectedError
from planner.language import Text
from planner.reading.archive.gate import open_gate
from planner.reading.grids.grid import Grid, read_grids
from planner.results.written.read_plan import ReadPlan
from planner.tables.results.plan_summary_sheet import PLAN_LABELS
from planner.tables.results.territory_sheets import OVERVIEW_SHEET, ROLE_WORDS, TERRITORIES_SHEET


class AccountState(StrEnum):
    """What happens to an account of a seat."""

    KEPT = "kept"
    NEW = "new"
    COSELL = "cosell"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True)
class SeatAccount:
    """An account as one seat sees it: nothing says whose it was or will be."""

    account: str
    name: str
    segment: str
    state: AccountState
    potential_cents: Cents
    revenue_cents: Cents


@dataclass(frozen=True, slots=True)
class Territories:
    """Accounts by seat, in the order of the sheet."""

    accounts_of: Mapping[str, tuple[SeatAccount, ...]]


def read_territories(path: Path, plan: ReadPlan) -> Territories:
    """Return the territories of the workbook that `planner territory` wrote.

    Raises
    ------
    FileAccessError
        When it cannot be read or is no territory workbook.
    InputRejectedError
        When it was made from other inputs than the plan, or names seats that the plan does not have.
    """
    try:
        grids = {g.sheet: g for g in read_grids(open_gate(path))}
    except InputRejectedError as error:
        raise FileAccessError(error.text, error.findings) from error
    sheet = _find(grids, TERRITORIES_SHEET.sheet)
    overview = _find(grids, OVERVIEW_SHEET)
    if sheet is None or overview is None:
        raise FileAccessError(_wrong(path, "it has no sheet Territories", "没有“客户分配”工作表"))
    _check_origin(path, overview, plan)
    rows = _read_rows(path, sheet)
    seats = {s.position.seat for s in plan.plan.targets.seats}
    unknown = sorted({str(r["seat"]) for r in rows if r["seat"] and r["seat"] not in seats})
    if unknown:
        named = ", ".join(unknown[:10])
        text = _wrong(path, f"the plan has no seat {named}", f"计划中没有席位 {named}")
        raise InputRejectedError(text)
    return Territories(_by_seat(rows))


def territories_of_plan(plan: ReadPlan) -> Territories | None:
    """Return the territories that the plan workbook itself holds, ``None`` where it holds none."""
    territories, book = plan.plan.territories, plan.plan_input.accounts
    if territories is None:
        return None
    place = {account: i for i, account in enumerate(book.account)}
    rows: list[dict[str, Any]] = []
    for o in territories.ownerships:
        i = place[o.account]
        rows.append(
            {
                "account": o.account,
                "name": book.name[i],
                "segment": book.segment[i],
                "role": ROLE_WORDS[o.role].en,
                "seat": o.seat,
                "owner": o.owner,
                "potential": book.potential_cents[i] / 100 if o.role is not OwnerRole.COSELL else None,
                "revenue": book.last_year_revenue_cents[i] / 100 if o.role is not OwnerRole.COSELL else None,
            }
        )
    return Territories(_by_seat(rows))


def _find(grids: Mapping[str, Grid], name: Text) -> Grid | None:
    return grids.get(name.en) or grids.get(name.zh)


def _check_origin(path: Path, overview: Grid, plan: ReadPlan) -> None:
    """Territories and plan must come from the same inputs; accounts from a file of their own are in the territory workbook alone."""
    label = PLAN_LABELS["inputs_sha256"]
    stated = next((row[1] for row in overview.rows if len(row) > 1 and row[0] in (label.en, label.zh)), None)
    if stated is None:
        raise FileAccessError(_wrong(path, "it does not say what it was made from", "其中没有编制依据"))
    if len(plan.plan_input.accounts) and stated != fingerprint(plan.plan_input):
        raise InputRejectedError(
            _wrong(
                path,
                "it was made from other inputs than the plan, or with another objective or certainty (--robust); "
                "make it from the plan workbook: planner territory PLAN.xlsx",
                "其编制依据与计划不一致（输入、优化目标或把握程度 --robust 不同）；请由计划工作簿重新生成：planner territory PLAN.xlsx",
            )
        )


def _read_rows(path: Path, sheet: Grid) -> list[dict[str, Any]]:
    first = TERRITORIES_SHEET.columns[0].header
    top = next((i for i, row in enumerate(sheet.rows[:60]) if row and row[0] in (first.en, first.zh)), None)
    if top is None:
        raise FileAccessError(_wrong(path, "its headers are missing", "缺少表头"))
    places = {str(cell): j for j, cell in reversed(list(enumerate(sheet.rows[top])))}
    columns: dict[str, int] = {}
    for column in TERRITORIES_SHEET.columns:
        at = next((places[h] for h in (column.header.en, column.header.zh) if h in places), None)
        if at is None:
            raise FileAccessError(
                _wrong(path, f"column '{column.header.en}' is missing", f"缺少“{column.header.zh}”列")
            )
        columns[column.key] = at
    rows = []
    for line in sheet.rows[top + 1 :]:
        values = {key: line[j] if j < len(line) and line[j] != "" else None for key, j in columns.items()}
        if values["account"] is not None:
            rows.append({k: _key(v) if k in ("account", "seat", "owner", "segment") else v for k, v in values.items()})
    return rows


def _key(value: object) -> str | None:
    """Return a name as text; whole numbers without decimals."""
    if value is None:
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _by_seat(rows: list[dict[str, Any]]) -> dict[str, tuple[SeatAccount, ...]]:
    found: dict[str, list[SeatAccount]] = defaultdict(list)
    roles = {words: role for role, text in ROLE_WORDS.items() for words in (text.en, text.zh)}
    for row in rows:
        role, seat, owner = roles.get(str(row["role"])), row["seat"], row["owner"]
        if seat is not None and role is OwnerRole.COSELL:
            found[seat].append(_account(row, AccountState.COSELL))
        elif seat is not None and role is OwnerRole.LEAD:
            found[seat].append(_account(row, AccountState.KEPT if owner == seat else AccountState.NEW))
        if owner is not None and owner != seat and role is not OwnerRole.COSELL:
            found[owner].append(_account(row, AccountState.HANDED_OVER))
    order = list(AccountState)
    return {s: tuple(sorted(own, key=lambda a: order.index(a.state))) for s, own in found.items()}


def _account(row: dict[str, Any], state: AccountState) -> SeatAccount:
    name = str(row["name"] or row["account"])
    return SeatAccount(
        str(row["account"]), name, str(row["segment"]), state, _cents(row["potential"]), _cents(row["revenue"])
    )


def _cents(value: object) -> Cents:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return math.floor(float(value) * 100 + 0.5) if is_number else 0  # type: ignore[arg-type]  # a number, as just asked


def _wrong(path: Path, en: str, zh: str) -> Text:
    text = Text(
        "{p} cannot be used with this plan: {e}. Nothing was written.", "{p} 不能用于本计划：{z}。未写入任何内容。"
    )
    return text.format(p=path, e=en, z=zh)
