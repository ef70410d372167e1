"""The second-best seat of every account, and what the plan would cost more with the account and its family there, all else unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.domain.territory import OwnerReason, Ownership
from planner.findings import Finding
from planner.results.verification.subject import broken, money
from planner.results.verification.territories.ledger import MEASURES, Ledger
from planner.results.verification.territories.seat_costs import SeatCosts, account_cost
from planner.results.verification.territories.territory_facts import Key

_CENTS, _RELATIVE = 100.0, 1e-6


def verify_second_best(ledger: Ledger) -> Iterator[Finding]:
    """The second seat of an account is another that may own it, given where there is one; its cost is recomputed, decided accounts apart:
    theirs is the price of a decision. A whole family has the same second seat and cost.
    """
    subject, costs = ledger.subject, SeatCosts(ledger)
    owned = dict(subject.assigned)
    for group in subject.groups:
        own = [(k, owned[k]) for k in group if k in owned]
        if own and not any(o.reason is OwnerReason.DECIDED for _, o in own):
            yield from _check_group(costs, own)
    for o in subject.plan.ownerships:
        if o.seat is None and (o.second_seat is not None or o.second_cost_cents is not None):
            yield _refuse(o)


def _check_group(costs: SeatCosts, own: list[tuple[Key, Ownership]]) -> Iterator[Finding]:
    key, first = own[0]
    others = costs.ledger.subject.allowed[key] - {first.seat or ""}
    right = None
    if first.second_seat is not None and first.second_seat not in others:
        yield _refuse(first)
        return
    if first.second_seat is not None:
        right = _more_cents(costs, own, first.seat or "", str(first.second_seat))
    for _, o in own:
        is_wrong = o.second_seat != first.second_seat or (o.second_seat is None) is not (o.second_cost_cents is None)
        if is_wrong or (right is None) is bool(others):
            yield _refuse(o)
        elif right is not None and _is_off(costs, o, right):
            text = (
                "account {a}: at {s} the plan would cost {x} more, recomputed {y}",
                "客户 {a}：改由 {s} 负责将多花 {x}，复算为 {y}",
            )
            more, again = money(o.second_cost_cents or 0), money(right)
            yield broken("territory_cost", *text, a=o.account, s=o.second_seat, x=more, y=again)


def _refuse(o: Ownership) -> Finding:
    text = "account {a}: the second-best seat cannot be '{s}'", "客户 {a}：次优席位不能是“{s}”"
    return broken("territory_cost", *text, a=o.account, s=o.second_seat or "—")


def _is_off(costs: SeatCosts, o: Ownership, right: float) -> bool:
    """Whether the stated cost is another than `right`, by more than the noise of the sums that both are differences of."""
    size = costs.present[str(o.seat)] + costs.present[str(o.second_seat)]
    return abs((o.second_cost_cents or 0) - right) > max(_CENTS, _RELATIVE * size)


def _more_cents(costs: SeatCosts, own: list[tuple[Key, Ownership]], seat: str, second: str) -> float:
    """Return what the plan costs more with these accounts at `second` instead of `seat`."""
    ledger = costs.ledger
    more = 0.0
    carried = dict.fromkeys(MEASURES, 0.0)
    for key, o in own:
        # What the account costs where it is has been recomputed with the sum of all accounts.
        more += sum(account_cost(ledger.subject, key, second)) - (o.handover_cents + o.travel_cents)
        for measure, amount in zip(MEASURES, ledger.amounts(key), strict=True):
            carried[measure] += amount
    for name, sign in ((seat, -1.0), (second, 1.0)):
        loads: Mapping[str, float] = ledger.after[name]
        changed = {measure: loads[measure] + sign * carried[measure] for measure in MEASURES}
        more += costs.all_terms(name, changed) - costs.present[name]
    return more
