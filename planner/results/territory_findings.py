"""What territories could not do as the workbook asks, as warnings of the plan."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.territory import TerritoryPlan
from planner.findings import Finding, Place, Severity
from planner.language import Text
from planner.reading.grids.cell_places import PlaceKey
from planner.results.locked_accounts import LOCK_CODE, find_locks_without_room
from planner.results.misfit_accounts import MISFIT_CODES, find_misfits
from planner.results.strict_territories import STRICT_CODE, find_strict_excess
from planner.results.unplaced_seats import UNPLACED_CODE, find_unplaced_seats

_LEFT_OUT = "accounts_left_out"
TERRITORY_CODES = frozenset((LOCK_CODE, STRICT_CODE, UNPLACED_CODE, _LEFT_OUT)) | MISFIT_CODES


def find_accounts_left_out(plan_input: PlanInput, is_stopped: bool) -> Finding:
    """Return the warning that the run was stopped before accounts were given to seats, or else that memory ran out on the way."""
    stopped = Text(
        "stopped before the {n:,} accounts were given to seats: seats' targets do not follow accounts",
        "在将 {n:,} 个客户分配给席位之前被中断：席位目标未按客户确定",
    )
    lacking = Text(
        "memory ran out while the {n:,} accounts were given to seats: seats' targets do not follow accounts",
        "将 {n:,} 个客户分配给席位时内存不足：席位目标未按客户确定",
    )
    again = Text("Run planner territory, or plan again.", "请运行 planner territory，或重新编制计划。")
    with_more = Text(
        "Close other programs or allow more memory (ulimit -v), then run planner territory.",
        "请关闭其他程序或放宽内存上限（ulimit -v），然后运行 planner territory。",
    )
    return Finding(
        _LEFT_OUT,
        Severity.WARNING,
        Place(),
        (stopped if is_stopped else lacking).format(n=len(plan_input.accounts)),
        remedy=again if is_stopped else with_more,
    )


def find_territory_faults(
    plan_input: PlanInput, annual: AnnualPlan, plan: TerritoryPlan, places: Mapping[PlaceKey, Place]
) -> tuple[Finding, ...]:
    """Return locks on seats without room, accounts and seats that do not go together, strict limits that are not kept, and seats made for hires
    that lie nowhere; `places` has the cells of the workbook.
    """
    locks = find_locks_without_room(plan_input, annual, plan, places)
    misfits = find_misfits(plan_input, annual, plan, places)
    return (*locks, *misfits, *find_strict_excess(plan_input, plan), *find_unplaced_seats(plan_input, plan))
