"""Why every account is where it is, and who decided it: worked out from the facts, not from what the plan says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from planner.domain.account_decision import account_decisions
from planner.domain.identifiers import AccountId
from planner.domain.override import Override
from planner.domain.territory import OwnerReason, OwnerRole, Ownership
from planner.findings import Finding
from planner.language import Text
from planner.results.verification.subject import broken
from planner.results.verification.territories.territory_facts import Key, TerritorySubject
from planner.tables.results.territory_sheets import REASON_WORDS, ROLE_WORDS

_NOBODY = Text("nobody", "无")
_CELL = 32_767
"""So many characters fit into a cell: a workbook states no more of who and why."""


@dataclass(frozen=True)
class ReasonFinder:
    """Finds the reason that the facts give for an ownership."""

    subject: TerritorySubject

    @cached_property
    def decisions(self) -> dict[AccountId, Override]:
        """What people decided about accounts."""
        return dict(account_decisions(self.subject.plan_input))

    @cached_property
    def relatives(self) -> dict[Key, list[Key]]:
        """The family of every account that goes with others: all of them have one seat."""
        return {key: group for group in self.subject.groups if len(group) > 1 for key in group}

    def find_decision(self, ownership: Ownership) -> Override | None:
        """Return the decision that put the account where it is, ``None`` without one."""
        decision = self.decisions.get(ownership.account)
        return decision if decision is not None and decision.value == ownership.seat else None

    def find_reason(self, ownership: Ownership) -> OwnerReason:
        """Return why the account is at its seat, or at none."""
        seat, subject = ownership.seat, self.subject
        if seat is None:
            return OwnerReason.POOL if ownership.role is OwnerRole.POOL else OwnerReason.NOBODY
        if self.find_decision(ownership) is not None:
            return OwnerReason.DECIDED
        key = subject.key_of(ownership)
        if subject.plan_input.accounts.locked_seat[key[0]] == seat:
            return OwnerReason.LOCKED
        owner = subject.owner_of(key)
        if owner is None:
            return OwnerReason.NEW
        return OwnerReason.KEPT if owner == seat else self._find_reason_of_move(key, owner, seat)

    def _find_reason_of_move(self, key: Key, owner: str, seat: str) -> OwnerReason:
        facts = self.subject.seats.get(owner)
        if facts is None or facts.hours <= 0:
            return OwnerReason.OWNER_GONE
        if facts.team != key[2]:
            return OwnerReason.TEAM_CHANGED
        relatives = self.relatives.get(key, [key])
        if owner not in self.subject.allowed[key]:
            return OwnerReason.FAMILY if len(relatives) > 1 else OwnerReason.OWNER_EXCLUDED
        owners = {self._owner_in_team(k) for k in relatives}
        return OwnerReason.FAMILY if len(owners) > 1 and seat in owners else OwnerReason.BALANCE

    def _owner_in_team(self, key: Key) -> str | None:
        """Return the seat of the team that owns an account today."""
        owner = self.subject.plan_input.accounts.owner[key[0]]
        facts = self.subject.seats.get(owner or "")
        return owner if facts is not None and facts.team == key[2] else None


def verify_owner_reason(subject: TerritorySubject) -> Iterator[Finding]:
    """The reason of every account, and who decided it, are those that the facts give."""
    finder = ReasonFinder(subject)
    for o in subject.plan.ownerships:
        right = finder.find_reason(o)
        if o.reason is not right:
            text = (
                "account {a} ({r}): the reason is '{s}', the facts give '{f}'",
                "客户 {a}（{r}）：原因为“{s}”，依据应为“{f}”",
            )
            stated, found = REASON_WORDS[o.reason], REASON_WORDS[right]
            yield broken("owner_reason", *text, a=o.account, r=ROLE_WORDS[o.role], s=stated, f=found)
        decision = finder.find_decision(o)
        named = None if decision is None else f"{decision.who}: {decision.why}"
        if (o.decision is None) is not (named is None) or (o.decision or "")[:_CELL] != (named or "")[:_CELL]:
            text = (
                "account {a} ({r}): decided by '{s}', sheet Overrides has '{f}'",
                "客户 {a}（{r}）：人工决定为“{s}”，“人工调整”表为“{f}”",
            )
            by, right_by = o.decision or _NOBODY, named or _NOBODY
            yield broken("owner_reason", *text, a=o.account, r=ROLE_WORDS[o.role], s=by, f=right_by)
