"""The independent check of territories, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.domain.territory import TerritoryPlan
from planner.findings import Finding, sort_findings
from planner.results.verification.subject import Subject
from planner.results.verification.territories import territory_costs as costs
from planner.results.verification.territories.goal_order import verify_goal_order
from planner.results.verification.territories.keeping import verify_cost_of_keeping
from planner.results.verification.territories.ledger import Ledger, open_ledger
from planner.results.verification.territories.second_best import verify_second_best
from planner.results.verification.territories.strict_hours import verify_strict_hours
from planner.results.verification.territories.territory import TERRITORY_VERIFICATIONS, verify_one_owner
from planner.results.verification.territories.territory_facts import TerritorySubject

LOAD_VERIFICATIONS = (
    costs.verify_workload_capacity,
    verify_strict_hours,
    costs.verify_potential_balance,
    costs.verify_target_balance,
    costs.verify_account_count_band,
    costs.verify_new_hire_book,
    costs.verify_territory_cost,
    verify_cost_of_keeping,
    verify_second_best,
    verify_goal_order,
)


def verify_territories(plan_input: PlanInput, annual: AnnualPlan, plan: TerritoryPlan) -> tuple[Finding, ...]:
    """Return everything in `plan` that does not follow from `plan_input` and the annual plan; empty when it passes."""
    subject = TerritorySubject(plan_input, annual, plan)
    wrong = list(verify_one_owner(subject))
    if wrong:
        return sort_findings(wrong)
    return _verify_ledger(Ledger(subject))


def _verify_ledger(ledger: Ledger) -> tuple[Finding, ...]:
    found = [finding for verification in TERRITORY_VERIFICATIONS for finding in verification(ledger.subject)]
    found += [finding for verification in LOAD_VERIFICATIONS for finding in verification(ledger)]
    return sort_findings(found)


def verify_plan_territories(subject: Subject) -> Iterator[Finding]:
    """The territories of a plan that has them follow from its input and its channel plan."""
    plan, ledger = subject.plan, subject.once(open_ledger)
    if ledger is not None:
        yield from _verify_ledger(ledger)
    elif plan.territories is not None:
        yield from verify_territories(subject.plan_input, plan, plan.territories)
