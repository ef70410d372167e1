"""What territories could not do as the workbook asks, as warnings of the plan."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.territory import TerritoryPlan
from planner.findings import Finding, Place
from planner.results.locked_accounts import LOCK_CODE, find_locks_without_room
from planner.results.misfit_accounts import MISFIT_CODES, find_misfits
from planner.results.strict_territories import STRICT_CODE, find_strict_excess
from planner.validation.registry import PlaceKey

TERRITORY_CODES = frozenset((LOCK_CODE, STRICT_CODE)) | MISFIT_CODES


def find_territory_faults(
    plan_input: PlanInput, annual: AnnualPlan, plan: TerritoryPlan, places: Mapping[PlaceKey, Place]
) -> tuple[Finding, ...]:
    """Return locks on seats without room, accounts and seats that do not go together, and strict limits that are not kept; `places` has the
    cells of the workbook.
    """
    locks = find_locks_without_room(plan_input, annual, plan, places)
    return (*locks, *find_misfits(plan_input, annual, plan, places), *find_strict_excess(plan_input, plan))
