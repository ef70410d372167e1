"""Corporate families: the accounts under one topmost parent."""

from __future__ import annotations

from planner.domain.accounts import AccountBook


def find_families(book: AccountBook) -> list[str]:
    """Return the name of every account's family: the topmost parent named, else the account itself; names compare without case."""
    parents = {
        a.casefold(): p.strip().casefold()
        for a, p in zip(book.account, book.parent_account, strict=True)
        if p is not None
    }
    names = []
    for account in book.account:
        node, seen = account.casefold(), set()
        while node in parents and node not in seen:
            seen.add(node)
            node = parents[node]
        names.append(min(seen) if node in seen else node)
    return names
