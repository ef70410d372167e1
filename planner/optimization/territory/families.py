"""Corporate families: accounts that get one seat become one node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from planner.domain.account_families import find_families
from planner.domain.territory import OwnerRole
from planner.optimization.territory.eligibility import Eligibility, Mask, add_account_lock
from planner.optimization.territory.entries import Entry


def add_family_together(
    entries: Sequence[Entry], eligibility: Eligibility
) -> tuple[list[tuple[int, ...]], list[Mask], list[Mask]]:
    """Return the nodes (places of entries), their eligible seats, those that every account of the family may have, and the same without locks.

    A family is taken apart only where no seat may own all its accounts. Pool entries form no nodes.
    """
    families = find_families(eligibility.book)
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        if entry.role is not OwnerRole.POOL:
            groups[entry.team, entry.role, families[entry.account]].append(place)
    nodes: list[tuple[int, ...]] = []
    masks: list[Mask] = []
    unbound: list[Mask] = []
    for members in groups.values():
        free = [eligibility.unbound_seats_of(entries[p]) for p in members]
        each = [add_account_lock(eligibility, m, entries[p]) for p, m in zip(members, free, strict=True)]
        common = np.logical_and.reduce(each) if len(each) > 1 else each[0]
        if common.any() or len(members) == 1:
            nodes.append(tuple(members))
            masks.append(common)
            unbound.append(np.logical_and.reduce(free) if len(free) > 1 else free[0])
            for mask in each:
                eligibility.note("family_together", mask, common)
        else:
            nodes += [(p,) for p in members]
            masks += each
            unbound += free
    return nodes, masks, unbound
