"""A case on its way to a worker: every table of the input is packed once in a run and unpacked once in a worker, however many cases hold it."""

from __future__ import annotations

import dataclasses
import hashlib
import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from planner.domain.plan_input import PlanInput
from planner.results.comparison import ComparedCase
from planner.scenarios.solve import ScenarioTask, SolveLimits

_MOST_UNPACKED = 100
_unpacked: OrderedDict[bytes, Any] = OrderedDict()
"""Tables that this process unpacked last, by their digest. They are frozen: cases may share them."""
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class PackedTable:
    """One table (field) of an input: the bytes of its pickle and their SHA-256 digest."""

    field: str
    digest: bytes
    content: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """A task without its input, and the tables of its input; ``None`` when the task has none."""

    task: ScenarioTask
    tables: tuple[PackedTable, ...] | None


@dataclass(slots=True)
class Packer:
    """Packs the tasks of one run. Inputs that share a table, as all scenarios of a workbook do, share its bytes."""

    _packed: dict[tuple[str, int], tuple[object, PackedTable]] = field(default_factory=dict)

    def pack(self, task: ScenarioTask) -> Parcel:
        """Return `task` as it is sent."""
        plan_input = task.plan_input
        if plan_input is None:
            return Parcel(task, None)
        names = (f.name for f in dataclasses.fields(plan_input))
        tables = tuple(self._pack_table(n, getattr(plan_input, n)) for n in names)
        return Parcel(replace(task, plan_input=None), tables)

    def _pack_table(self, name: str, table: object) -> PackedTable:
        key = (name, id(table))
        known = self._packed.get(key)
        if known is None:
            content = pickle.dumps(table, protocol=pickle.HIGHEST_PROTOCOL)
            # The table is kept beside its bytes, so that no other one gets its id.
            known = table, PackedTable(name, hashlib.sha256(content).digest(), content)
            self._packed[key] = known
        return known[1]


def unpack(parcel: Parcel) -> ScenarioTask:
    """Return the task as it was packed."""
    if parcel.tables is None:
        return parcel.task
    with _one_at_a_time:
        tables = {t.field: _table(t) for t in parcel.tables}
        while len(_unpacked) > _MOST_UNPACKED:
            _unpacked.popitem(last=False)
    return replace(parcel.task, plan_input=PlanInput(**tables))


def solve_parcel(
    solve: Callable[[ScenarioTask, SolveLimits], ComparedCase], parcel: Parcel, limits: SolveLimits
) -> ComparedCase:
    """Return what `solve` makes of the task: what a worker is sent."""
    return solve(unpack(parcel), limits)


def _table(packed: PackedTable) -> Any:
    if packed.digest not in _unpacked:
        # From the process that started this worker, by the same way as the call itself.
        _unpacked[packed.digest] = pickle.loads(packed.content)  # noqa: S301
    _unpacked.move_to_end(packed.digest)
    return _unpacked[packed.digest]
