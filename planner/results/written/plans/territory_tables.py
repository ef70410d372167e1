"""The territories that a plan workbook states, as a `TerritoryPlan`, so that the same rules check them as check what has just been made."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from planner.domain.choices import SolveStatus
from planner.domain.identifiers import AccountId, Cents, SeatId, TeamId
from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.territory import (
    OrderStage,
    OwnerReason,
    OwnerRole,
    Ownership,
    SeatLoad,
    TerritoryPlan,
    TerritoryReport,
    TerritorySeat,
)
from planner.language import Text
from planner.results.written.plans.result_tables import ResultRow, Written
from planner.results.written.plans.territory_repeats import check_repeats
from planner.tables.results.territory_sheets import (
    BALANCE_SHEET,
    GOAL_WORDS,
    MOVES_SHEET,
    OVERVIEW_SHEET,
    REASON_WORDS,
    ROLE_WORDS,
    STAGE_BOUND,
    STAGE_PRICE,
    STAGE_VALUE,
    TERM_WORDS,
    TERRITORIES_SHEET,
    TERRITORY_LABELS,
)
from planner.tables.words.choice_words import HEAD_IN_PLACE, TO_BE_HIRED, named_holder

_Word = TypeVar("_Word", bound=StrEnum)


def read_territories(written: Written) -> TerritoryPlan | None:
    """Return the territories of the workbook, ``None`` where it has none; what cannot be understood is reported."""
    if TERRITORIES_SHEET.key not in written.tables:
        return None
    ownerships = tuple(_ownership(written, row) for row in written.rows(TERRITORIES_SHEET))
    seats = tuple(_seat(row) for row in written.rows(BALANCE_SHEET))
    return TerritoryPlan(ownerships, seats, _report(written))


def read_targets_before(written: Written) -> dict[SeatId, Cents]:
    """Return the targets that seats would have with their accounts of today, in cents, where they are given; empty without territories."""
    if BALANCE_SHEET.key not in written.tables:
        return {}
    given = (row for row in written.rows(BALANCE_SHEET) if row["target_before"] is not None)
    return {SeatId(row.text("seat") or ""): row.cents("target_before") for row in given}


def check_territory_sheets(written: Written, plan_input: PlanInput, plan: AnnualPlan) -> None:
    """The sheets of territories agree with one another and with sheet Accounts."""
    if plan.territories is not None:
        _check_moves(written, plan.territories)
        _check_facts(written, plan_input, plan.territories)
        _check_counts(written, plan.territories, plan_input)
        check_repeats(written, plan_input, plan.territories, plan.targets)


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
        row.text("decision"),
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
        named_holder(rep, TO_BE_HIRED, HEAD_IN_PLACE),
        rep in (TO_BE_HIRED.en, TO_BE_HIRED.zh),
        row.number("capacity"),
        float(row.cents("fair_before")),
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

    stages: list[OrderStage] = []
    while goal := _goal_of(stated, len(stages) + 1):
        n = len(stages) + 1
        price = STAGE_PRICE.format(n=n)
        is_usual = any(stated.get(words) is not None for words in (price.en, price.zh))
        value, bound = STAGE_VALUE.format(n=n, g=GOAL_WORDS[goal]), STAGE_BOUND.format(n=n)
        stages.append(OrderStage(goal, number(value) * 100, number(bound) * 100, is_usual))
    method = TERRITORY_LABELS["method"]
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
        str(stated.get(method.en, stated.get(method.zh)) or ""),
        False,
        number(TERRITORY_LABELS["keep_all"]) * 100,
        number(TERRITORY_LABELS["unavoidable"], is_optional=True),
        tuple(stages),
    )


def _goal_of(stated: Mapping[Any, Any], place: int) -> str | None:
    """Return the goal that the overview names at this place of an order."""
    for goal, words in GOAL_WORDS.items():
        label = STAGE_VALUE.format(n=place, g=words)
        if label.en in stated or label.zh in stated:
            return goal
    return None


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


def _check_facts(written: Written, plan_input: PlanInput, plan: TerritoryPlan) -> None:
    """What sheets Territories and Moves repeat of an account is what sheet Accounts says."""
    book = plan_input.accounts
    team_of = {str(s.seat): str(s.team) for s in plan_input.seats} | {str(s.seat): str(s.team) for s in plan.seats}
    cosold = {(str(o.account), str(o.team)) for o in plan.ownerships if o.role is OwnerRole.COSELL}
    place = {str(account): i for i, account in enumerate(book.account)}
    for declared in (TERRITORIES_SHEET, MOVES_SHEET):
        for row in written.rows(declared):
            i = place.get(row.text("account") or "")
            if i is None:
                continue
            facts: list[tuple[str, object, object]] = [("name", row.text("name"), book.name[i])]
            if declared is TERRITORIES_SHEET:
                is_lead = _word(row.text("role"), ROLE_WORDS) is not OwnerRole.COSELL
                facts += [("segment", row.text("segment"), str(book.segment[i]))]
                # A co-seller takes nothing over from an owner in another team.
                owner = book.owner[i]
                has_owner = is_lead or (owner is not None and team_of.get(owner) == row.text("team"))
                facts += [("owner", row.text("owner"), owner if has_owner else None)]
                facts += [("potential", row.cents("potential"), book.potential_cents[i] if is_lead else 0)]
                facts += [("revenue", row.cents("revenue"), book.last_year_revenue_cents[i] if is_lead else 0)]
            else:
                is_lead = (str(row.text("account")), str(row.text("team"))) not in cosold
                facts += [("date", row.text("date"), book.handover_date[i])]
                facts += [("moved_potential", row.cents("moved_potential"), book.potential_cents[i] if is_lead else 0)]
                facts += [("revenue", row.cents("revenue"), book.last_year_revenue_cents[i] if is_lead else 0)]
            for key, stated, right in facts:
                if stated != right:
                    text = Text("'{a}' is not what sheet Accounts says", "“{a}”与“客户”工作表不一致")
                    written.report("territory_facts", row.place(key), text.format(a=row[key]))


def _check_counts(written: Written, plan: TerritoryPlan, plan_input: PlanInput) -> None:
    """The overview counts what sheet Territories lists."""
    revenue = dict(zip(map(str, plan_input.accounts.account), plan_input.accounts.last_year_revenue_cents, strict=True))
    rights = {
        "accounts": sum(o.role is not OwnerRole.COSELL for o in plan.ownerships),
        "pool": sum(o.role is OwnerRole.POOL for o in plan.ownerships),
        "nobody": len(plan.without_seat),
        "moved_revenue": sum(revenue.get(str(o.account), 0) for o in plan.moves if o.role is OwnerRole.LEAD) / 100,
    }
    sheet = written.book.find(OVERVIEW_SHEET)
    for i in range(0 if sheet is None else len(sheet.rows)):
        assert sheet is not None  # noqa: S101 - no rows otherwise
        for key, right in rights.items():
            label = TERRITORY_LABELS[key]
            value = sheet.cell(i, 1).value
            if sheet.cell(i, 0).value in (label.en, label.zh) and value != right:
                text = Text("'{a}' stands here, recomputed {b}", "此处为“{a}”，复算为 {b}").format(a=value, b=right)
                written.report("territory_facts", sheet.place(i, 1, label), text)


def _word(value: str | None, words: Mapping[_Word, Text]) -> _Word | None:
    return next((choice for choice, text in words.items() if value in (text.en, text.zh)), None)


def _choose(written: Written, row: ResultRow, key: str, words: Mapping[_Word, Text]) -> _Word | None:
    value = row.text(key)
    choice = _word(value, words)
    if choice is not None:
        return choice
    found = Text("'{v}' is none of the words of this column", "“{v}”不是该列的词").format(v=str(value)[:60])
    written.report("territories", row.place(key), found)
    return None
