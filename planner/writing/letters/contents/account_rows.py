"""The accounts of one seat as its letter lists them."""

from __future__ import annotations

from planner.language import Language, Text
from planner.writing.letters.contents.amounts import clean_name, format_money
from planner.writing.letters.contents.content import AccountRow
from planner.writing.letters.contents.plan_facts import PlanFacts
from planner.writing.letters.contents.territories import AccountState, SeatAccount

_WORDS = {
    AccountState.KEPT: Text("stays", "维持"),
    AccountState.NEW: Text("new", "新接"),
    AccountState.COSELL: Text("co-sold", "协同"),
    AccountState.HANDED_OVER: Text("to be handed over", "移交"),
}


def list_accounts(facts: PlanFacts, seat: str, language: Language) -> tuple[AccountRow, ...]:
    """Return the seat's accounts: those that stay, new ones, co-sold ones, and those to be handed over; none without territories."""
    return tuple(
        AccountRow(
            clean_name(account.name),
            clean_name(account.segment),
            _WORDS[account.state].choose(language),
            "" if account.state is AccountState.COSELL else format_money(account.revenue_cents),
        )
        for account in _accounts(facts, seat)
    )


def count_served(facts: PlanFacts, seat: str) -> int:
    """Return how many accounts the seat serves in the plan year."""
    return sum(a.state is not AccountState.HANDED_OVER for a in _accounts(facts, seat))


def _accounts(facts: PlanFacts, seat: str) -> tuple[SeatAccount, ...]:
    return facts.territories.accounts_of.get(seat, ()) if facts.territories is not None else ()
