"""Accounts that a person gives to a seat, on sheet Overrides: territories obey them like locks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.domain.choices import OverrideKind
from planner.domain.identifiers import AccountId, SeatId
from planner.domain.override import Override
from planner.domain.plan_input import PlanInput


def account_decisions(plan_input: PlanInput) -> Mapping[AccountId, Override]:
    """Return the decision on every account that has one."""
    return {AccountId(o.name): o for o in plan_input.overrides if o.kind is OverrideKind.ACCOUNT_SEAT}


def lock_decided_accounts(plan_input: PlanInput) -> PlanInput:
    """Return `plan_input` with every decided account locked to its seat."""
    decisions = account_decisions(plan_input)
    if not decisions:
        return plan_input
    book = plan_input.accounts
    locks = tuple(
        SeatId(decisions[a].value) if a in decisions else lock
        for a, lock in zip(book.account, book.locked_seat, strict=True)
    )
    return replace(plan_input, accounts=replace(book, locked_seat=locks))


def without_decisions(plan_input: PlanInput, accounts: frozenset[AccountId]) -> PlanInput:
    """Return `plan_input` without the decisions on `accounts`."""
    kept = tuple(o for o in plan_input.overrides if o.kind is not OverrideKind.ACCOUNT_SEAT or o.name not in accounts)
    return replace(plan_input, overrides=kept)
