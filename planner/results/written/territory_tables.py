"""The territories that a plan workbook states, as a `TerritoryPlan`, so that the same rules check them as check what has just been made."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from planner.domain.choices import SolveStatus
from planner.domain.identifiers import AccountId, SeatId, TeamId
from planner.domain.territory import (
    OwnerReason,
    OwnerRole,
    Ownership,
    SeatLoad,
    TerritoryPlan,
    TerritoryReport,
    TerritorySeat,
)
from planner.language import Text
from planner.results.written.result_tables import ResultRow, Written
from planner.tables.choice_words import TO_BE_HIRED
from planner.tables.territory_sheets import (
    BALANCE_SHEET,
    MOVES_SHEET,
    OVERVIEW_SHEET,
    REASON_WORDS,
    ROLE_WORDS,
    TERM_WORDS,
    TERRITORIES_SHEET,
    TERRITORY_LABELS,
)

_Word = TypeVar("_Word", bound=StrEnum)


def read_territories(written: Written) -> TerritoryPlan | None:
    """Return the territories of the workbook, ``None`` where it has none; what cannot be understood is reported."""
    if TERRITORIES_SHEET.key not in written.tables:
        return None
    ownerships = tuple(_ownership(written, row) for row in written.rows(TERRITORIES_SHEET))
    seats = tuple(_seat(row) for row in written.rows(BALANCE_SHEET))
    plan = TerritoryPlan(ownerships, seats, _report(written))
    _check_moves(written, plan)
    return plan


def _ownership(written: Written, row: ResultRow) -> Ownership:
    seat, second, team = row.text("seat"), row.text("second"), row.text("team")
    return Ownership(
        AccountId(row.text("account") or ""),
        _choose(written, row, "role", ROLE_WORDS) or OwnerRole.POOL,
        None if team is None else TeamId(team),
        None if seat is None else SeatId(seat),
        row.text("owner"),
        _choose(written, row, "reason", REASON_WORDS) or OwnerReason.NOBODY,
        row.cents("handover"),
        row.cents("travel"),
        None if second is None else SeatId(second),
        None if row["second_cost"] is None else row.cents("second_cost"),
    )


def _seat(row: ResultRow) -> TerritorySeat:
    before = SeatLoad(
        round(row.number("accounts_before")),
        row.cents("potential_before"),
        row.cents("revenue_before"),
        row.cents("expected_before"),
        row.number("hours_before"),
    )
    after = SeatLoad(
        round(row.number("accounts_after")),
        row.cents("potential_after"),
        row.cents("revenue_after"),
        row.cents("expected"),
        row.number("hours_after"),
    )
    rep = row.text("rep")
    return TerritorySeat(
        SeatId(row.text("seat") or ""),
        TeamId(row.text("team") or ""),
        None if rep in (TO_BE_HIRED.en, TO_BE_HIRED.zh) else rep,
        False,
        row.number("capacity"),
        float(row.cents("fair")),
        row.number("band"),
        before,
        after,
    )


def _report(written: Written) -> TerritoryReport:
    """Return what the overview states; a label that is missing or holds no number is reported."""
    sheet = written.book.find(OVERVIEW_SHEET)
    stated = {} if sheet is None else {sheet.cell(i, 0).value: sheet.cell(i, 1).value for i in range(len(sheet.rows))}

    def number(label: Text, is_optional: bool = False) -> float:
        value = stated.get(label.en, stated.get(label.zh))
        if value is None and is_optional:
            return 0.0
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            place = BALANCE_SHEET.sheet if sheet is None else OVERVIEW_SHEET
            text = Text("sheet '{s}': '{l}' has no number", "工作表“{s}”：“{l}”没有数值").format(s=place, l=label)
            written.report("territories", written.rows(TERRITORIES_SHEET)[0].place("account"), text)
            return 0.0
        return float(value)

    return TerritoryReport(
        SolveStatus.WITHIN_GAP,
        number(TERRITORY_LABELS["objective"]) * 100,
        number(TERRITORY_LABELS["bound"]) * 100,
        tuple((name, number(words, is_optional=True) * 100) for name, words in TERM_WORDS.items()),
        round(number(TERRITORY_LABELS["moves"])),
        round(number(TERRITORY_LABELS["moved_revenue"]) * 100),
        0,
        0,
        0.0,
        "",
        False,
        number(TERRITORY_LABELS["keep_all"]) * 100,
    )


def _check_moves(written: Written, plan: TerritoryPlan) -> None:
    """Sheet Moves lists the accounts that change hands by sheet Territories, from and to the same seats, and nothing else."""
    moved = sorted((str(o.account), str(o.team), str(o.owner), str(o.seat)) for o in plan.moves)
    listed = sorted(
        (str(r.text("account")), str(r.text("team")), str(r.text("giver")), str(r.text("taker")))
        for r in written.rows(MOVES_SHEET)
        if r.text("account") is not None and r.text("taker") is not None
    )
    for account, _, giver, taker in sorted(set(moved) ^ set(listed)):
        text = Text(
            "sheets Territories and Moves differ on account {a} ({g} → {t})",
            "“客户分配”与“调整清单”对客户 {a}（{g} → {t}）不一致",
        )
        place = written.rows(TERRITORIES_SHEET)[0].place("account")
        written.report("moves", place, text.format(a=account, g=giver, t=taker))


def _choose(written: Written, row: ResultRow, key: str, words: Mapping[_Word, Text]) -> _Word | None:
    value = row.text(key)
    for choice, text in words.items():
        if value in (text.en, text.zh):
            return choice
    found = Text("'{v}' is none of the words of this column", "“{v}”不是该列的词").format(v=str(value)[:60])
    written.report("territories", row.place(key), found)
    return None
