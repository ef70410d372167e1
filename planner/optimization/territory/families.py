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

    An account that no seat may own is a node of its own and leaves the rest of its family together; a family is taken apart only where no seat may
    own all of the rest. Pool entries form no nodes.
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
        able = [k for k, mask in enumerate(each) if mask.any()]
        common = _meet([each[k] for k in able]) if able else each[0]
        together = able if common.any() else []
        alone = sorted(set(range(len(members))).difference(together))
        for group in filter(None, (together, *([k] for k in alone))):
            nodes.append(tuple(members[k] for k in group))
            masks.append(_meet([each[k] for k in group]))
            unbound.append(_meet([free[k] for k in group]))
            for k in group:
                eligibility.note("family_together", each[k], masks[-1])
    return nodes, masks, unbound


def _meet(masks: list[Mask]) -> Mask:
    """Return the seats in all of `masks`; of one mask itself, which thousands of accounts share."""
    if len(masks) == 1:
        return masks[0]
    common: Mask = np.logical_and.reduce(masks)
    return common
