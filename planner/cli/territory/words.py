"""What `planner territory` is asked for by name, understood and checked before any long work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from planner.domain.identifiers import AccountId, SeatId
from planner.errors import InputRejectedError, UsageError
from planner.findings import Finding
from planner.language import Text

if TYPE_CHECKING:
    from planner.domain.plan_input import PlanInput


def read_moves(plan_input: PlanInput, words: Iterable[str]) -> dict[AccountId, SeatId]:
    """Return the accounts and seats of ``ACCOUNT=SEAT`` words; names may differ from the workbook's in letter case and width.

    The name of an account, and of a rep who fills one seat alone, stand for them. Seats that the plan makes (``Field #1``) are not known yet and
    stay as they are written.

    Raises
    ------
    UsageError
        When a word has no such form, the account or the seat is not known, or two words give one account to different seats.
    """
    from planner.reading.accounts.account_book import list_owners
    from planner.reading.words.headers import near_miss, normalise
    from planner.reading.words.suggestion import suggest_last

    reps = list_owners(plan_input.seats)
    seats = {normalise(s.seat): str(s.seat) for s in plan_input.seats}
    named = [s.rep for s in plan_input.seats if s.rep is not None]
    found: dict[AccountId, SeatId] = {}
    for word in words:
        account, _, seat = (part.strip() for part in word.replace("＝", "=").partition("="))
        if not account or not seat:
            text = Text("--move {w}: ACCOUNT=SEAT is expected.", "--move {w}：应为 客户=席位。")
            raise UsageError(text.format(w=word))
        known = read_account(plan_input, account)
        chosen = SeatId(seats.get(normalise(seat)) or reps.get(normalise(seat), seat))
        if chosen not in seats.values() and not any(seat.startswith(f"{t.team} #") for t in plan_input.teams):
            missing = Text("There is no seat '{s}'.", "没有席位“{s}”。").format(s=seat)
            raise UsageError(suggest_last(missing, near_miss(seat, (*seats.values(), *named))))
        if found.setdefault(known, chosen) != chosen:
            text = Text("--move gives account {a} to two seats.", "--move 将客户 {a} 指定给两个席位。")
            raise UsageError(text.format(a=known))
    return found


def refuse_made_seats(plan_input: PlanInput, moves: Mapping[AccountId, SeatId]) -> None:
    """Refuse moves that could not be written: the lock that they become names a row of sheet Seats.

    Raises
    ------
    UsageError
        When a seat is one that the plan makes, for a head without a row there or for a hire.
    """
    listed = {s.seat for s in plan_input.seats}
    for seat in moves.values():
        if seat not in listed:
            text = Text(
                "Seat '{s}' has no row on sheet Seats: the plan makes it for a head or a hire. "
                "Enter it there before it is given an account; --dry-run prices the move all the same.",
                "席位“{s}”未列入“席位”工作表，是计划为人员或招聘生成的。请先在该表登记，再指定客户；用 --dry-run 可仅计算代价。",
            )
            raise UsageError(text.format(s=seat))


def refuse_no_accounts(plan_input: PlanInput, findings: tuple[Finding, ...]) -> None:
    """Refuse a workbook without accounts.

    Raises
    ------
    InputRejectedError
        When it has none; with what was found in it.
    """
    if not len(plan_input.accounts):
        text = Text(
            "There are no accounts: fill sheet Accounts, or name a file with --accounts.",
            "没有客户：请填写“客户”工作表，或用 --accounts 指定文件。",
        )
        raise InputRejectedError(text, findings)


def read_account(plan_input: PlanInput, word: str) -> AccountId:
    """Return the account that `word` names, by its number or, where no other has it, its name.

    Raises
    ------
    UsageError
        When there is none, or several of that name; it says which one may be meant.
    """
    from planner.reading.words.headers import near_miss, normalise
    from planner.reading.words.suggestion import suggest_last

    accounts: Mapping[str, AccountId] = {normalise(a): a for a in plan_input.accounts.account}
    known = accounts.get(normalise(word))
    if known is not None:
        return known
    book, wanted = plan_input.accounts, normalise(word)
    called = [
        a for a, name in zip(book.account, book.name, strict=True) if name is not None and normalise(name) == wanted
    ]
    if len(called) == 1:
        return called[0]
    if called:
        text = Text(
            "{n} accounts are called '{w}': {a}. Give the number.", "有 {n} 个客户名为“{w}”：{a}。请使用客户编号。"
        )
        shown = ", ".join(called[:_MOST_NAMED]) + (" …" if len(called) > _MOST_NAMED else "")
        raise UsageError(text.format(n=len(called), w=word, a=shown))
    text = Text("There is no account '{a}'.", "没有客户“{a}”。").format(a=word)
    close = near_miss(word, accounts.values()) if len(accounts) <= _MOST_COMPARED else None
    raise UsageError(suggest_last(text, close))


_MOST_NAMED = 10
_MOST_COMPARED = 5_000
