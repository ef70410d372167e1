"""What made a plan: hashes, versions, settings."""

from __future__ import annotations

import hashlib
import json

from planner import __version__
from planner.domain.plan import AnnualPlan, Manifest
from planner.findings import Finding, Severity


def build_manifest(
    plan: AnnualPlan,
    input_name: str,
    input_sha256: str,
    findings: tuple[Finding, ...],
    settings: tuple[tuple[str, str], ...],
) -> Manifest:
    """Return the manifest of `plan`; its plan hash covers every decision and target."""
    report = plan.channel_plan.report
    decisions = {
        "units": [
            [u.unit.unit, u.channel.value, u.team, u.coseller, round(u.fte, 6), u.revenue_cents]
            for u in plan.channel_plan.units
        ],
        "hires": [[t.team, *t.hires] for t in plan.channel_plan.teams],
        "seats": [[s.position.seat, s.base_cents, s.cushioned_cents, *s.months_cents] for s in plan.targets.seats],
    }
    digest = hashlib.sha256(json.dumps(decisions, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    return Manifest(
        input_sha256=input_sha256,
        input_name=input_name,
        plan_sha256=digest,
        scenario="baseline",
        product_version=__version__,
        solver=f"{report.solver} {report.solver_version}",
        settings=settings,
        warnings=sum(f.severity is Severity.WARNING for f in findings),
    )
