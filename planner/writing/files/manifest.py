"""What made a plan: hashes, versions, settings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from planner import __version__
from planner.domain.fingerprint import fingerprint
from planner.domain.plan import AnnualPlan, Manifest
from planner.domain.plan_input import PlanInput
from planner.domain.proof import hash_proof
from planner.findings import Finding, Severity
from planner.tables.results.plan_summary_sheet import PLAN_LABELS


def build_manifest(
    plan_input: PlanInput,
    plan: AnnualPlan,
    input_name: str,
    input_sha256: str,
    findings: tuple[Finding, ...],
    settings: tuple[tuple[str, str], ...],
) -> Manifest:
    """Return the manifest of `plan`; its plan hash covers every decision and target."""
    report = plan.channel_plan.report
    rows = [
        *(
            (u.unit.unit, u.channel.value, u.team, u.coseller, f"{u.fte:.6f}", u.revenue_cents)
            for u in plan.channel_plan.units
        ),
        *((t.team, *t.hires) for t in plan.channel_plan.teams),
        *((s.position.seat, s.base_cents, s.cushioned_cents, *s.months_cents) for s in plan.targets.seats),
    ]
    digest = hash_decisions(rows)
    return Manifest(
        input_sha256=input_sha256,
        input_name=input_name,
        plan_sha256=digest,
        scenario="baseline",
        product_version=__version__,
        solver=f"{report.solver} {report.solver_version}",
        settings=(
            *settings,
            (PLAN_LABELS["inputs_sha256"].en, fingerprint(plan_input)),
            (PLAN_LABELS["proof_sha256"].en, hash_proof(plan)),
        ),
        warnings=sum(f.severity is Severity.WARNING for f in findings),
    )


def hash_decisions(rows: Sequence[Sequence[object]]) -> str:
    """Return the SHA-256 of all decisions: units, hires and seat targets, row by row."""
    text = json.dumps([list(row) for row in rows], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
