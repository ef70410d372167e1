"""The independent check of a plan, before anything is written (MODEL: verified before it is written)."""

from __future__ import annotations

from collections.abc import Sequence

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.errors import VerificationError
from planner.findings import Finding, has_errors, list_findings, sort_findings
from planner.language import Text
from planner.results.verification import structure
from planner.results.verification.channel_plan import costs, proof, robust, units
from planner.results.verification.channel_plan.rules import CHANNEL_PLAN_VERIFICATIONS, STRUCTURE_VERIFICATIONS
from planner.results.verification.facts.case import Case
from planner.results.verification.subject import Subject, Verification
from planner.results.verification.target_split import bands, cushion, goals, missed, positions, targets
from planner.results.verify_territory import verify_plan_territories

_MOST_TOLD = 20

VERIFICATIONS: tuple[Verification, ...] = (
    structure.verify_unit_facts,
    units.verify_options,
    *CHANNEL_PLAN_VERIFICATIONS,
    missed.verify_missed_targets,
    robust.verify_robust_target,
    costs.verify_costs,
    proof.verify_totals,
    proof.verify_proof,
    proof.verify_baselines,
    targets.verify_company_target_split,
    bands.verify_team_target_band,
    bands.verify_seat_target_band,
    positions.verify_positions,
    cushion.verify_cushion,
    cushion.verify_rounding_step,
    goals.verify_goals,
    verify_plan_territories,
)


def verify_plan(plan_input: PlanInput, plan: AnnualPlan) -> tuple[Finding, ...]:
    """Return everything in `plan` that does not follow from `plan_input`; empty when the plan passes."""
    return verify_subject(Subject(Case(plan_input), plan))


def refuse_faults(faults: Sequence[Finding]) -> None:
    """Refuse a plan in which `verify_plan` found something.

    Raises
    ------
    VerificationError
        When there are faults; the first of them are told.
    """
    if has_errors(tuple(faults)):
        text = Text(
            "The program's own check of the plan failed; nothing was written:\n{l}",
            "程序自检未通过，未写入任何内容：\n{l}",
        )
        raise VerificationError(text.format(l=list_findings(faults[:_MOST_TOLD], "  ")), tuple(faults))


def verify_subject(subject: Subject) -> tuple[Finding, ...]:
    """Return what is wrong with `subject`; when its structure is wrong, that alone."""
    wrong = [finding for verification in STRUCTURE_VERIFICATIONS for finding in verification(subject)]
    if wrong:
        return sort_findings(wrong)
    return sort_findings([finding for verification in VERIFICATIONS for finding in verification(subject)])
