"""The smallest sets of rows that cannot hold together: filtered by deletion, found one after another by branching."""

from __future__ import annotations

from contextlib import suppress

from planner.results.diagnosis.conflict_oracle import ConflictOracle, UndecidedError
from planner.results.diagnosis.time_budget import TimeBudget

_MOST_BRANCHES = 200


def filter_conflict(rows: tuple[str, ...], oracle: ConflictOracle) -> tuple[tuple[str, ...], bool]:
    """Return a subset of `rows` that does not hold, by deletion (first whole rules, then single rows), and whether it is minimal.

    `rows` as a whole must not hold. A question that is not decided in time keeps its rows, and the subset may then not be minimal.
    """
    kept, minimal = oracle.core(rows), True
    for rule in dict.fromkeys(name.split(".", 1)[0] for name in kept):
        without = tuple(n for n in kept if n.split(".", 1)[0] != rule)
        with suppress(UndecidedError):
            if len(without) < len(kept) and not oracle.holds(without):
                kept = oracle.core(without)
    for name in kept:
        without = tuple(n for n in kept if n != name)
        try:
            if len(without) < len(kept) and not oracle.holds(without):
                kept = oracle.core(without)
        except UndecidedError:
            minimal = False
    return kept, minimal


def find_conflicts(
    oracle: ConflictOracle, rows: tuple[str, ...], most: int, budget: TimeBudget
) -> tuple[list[tuple[tuple[str, ...], bool]], bool]:
    """Return minimal conflicts by branching (for each found one, lift each of its rows and search on), and whether these are all."""
    found: list[tuple[tuple[str, ...], bool]] = []
    waiting: list[frozenset[str]] = [frozenset()]
    seen: set[frozenset[str]] = set()
    is_complete = True
    while waiting and len(seen) < _MOST_BRANCHES:
        lifted = waiting.pop(0)
        if lifted in seen:
            continue
        seen.add(lifted)
        remaining = tuple(n for n in rows if n not in lifted)
        known = next((c for c, _ in found if not set(c) & lifted), None)
        if known is None:
            try:
                if (found and budget.is_over) or len(found) == most or oracle.holds(remaining):
                    is_complete &= not (budget.is_over or len(found) == most)
                    continue
            except UndecidedError:
                is_complete = False
                continue
            known, minimal = filter_conflict(remaining, oracle)
            found.append((known, minimal))
        waiting.extend(lifted | {name} for name in known)
    return found, is_complete and not waiting
