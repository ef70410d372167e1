"""A plan as the object that --json prints."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from planner.api import Plan
from planner.cli.screen.json_answer import failure_json
from planner.domain.channel_plan import Baseline
from planner.domain.choices import Channel, SolveStatus
from planner.domain.missed_target import COUNTED_RULE, MissedTarget
from planner.domain.plan import AnnualPlan, Manifest
from planner.domain.risk import RobustPromise
from planner.domain.territory import OwnerReason, TerritoryPlan
from planner.errors import NoFeasiblePlanError
from planner.findings import Finding
from planner.language import Language
from planner.results.calibration_words import calibration_advice


def plan_json(
    made: Plan, output: Path | None, language: Language, stage_seconds: Mapping[str, float]
) -> dict[str, object]:
    """Return the result; money in units of the currency."""
    plan_input, plan = made.workbook.plan_input, made.plan
    totals, report = plan.channel_plan.totals, plan.channel_plan.report
    sign = -1 if report.objective_name == "cost" else 1
    advice = calibration_advice(plan.calibration, plan_input)
    return {
        "status": _status(plan),
        "objective_name": report.objective_name,
        "objective": sign * report.objective_cents / 100,
        "bound": sign * report.bound_cents / 100,
        "gap": report.gap,
        "currency": plan_input.settings.currency,
        "revenue": totals.revenue_cents / 100,
        "company_target": plan_input.settings.target_revenue_cents / 100,
        "missed_targets": [_missed(m) for m in plan.missed],
        "stretch": plan.targets.company_stretch,
        "gross_margin": totals.gross_margin_cents / 100,
        "cost_of_sales": totals.cost_of_sales_cents / 100,
        "cost_of_sales_ratio": totals.cost_of_sales_ratio,
        "contribution": totals.contribution_cents / 100,
        "units": len(plan.channel_plan.units),
        "options": report.options,
        "teams": len(plan.channel_plan.teams),
        "seats": len(plan.targets.seats),
        "channels": {c.value: sum(u.channel is c for u in plan.channel_plan.units) for c in Channel},
        "baselines": {b.name: _baseline(b) for b in (plan.matrix_rule, plan.as_last_year)},
        "calibration": {
            "model_revenue": plan.calibration.model_revenue_cents / 100,
            "actual_revenue": plan.calibration.actual_revenue_cents / 100,
            "deviation": plan.calibration.deviation,
            "advice": None if advice is None else advice.choose(language),
        },
        "territories": None if plan.territories is None else _territories(plan.territories),
        "robust": None if plan.robust is None else _promise(plan.robust),
        "findings": [f.as_json(language) for f in made.workbook.findings],
        "seconds": dict(stage_seconds),
        "output": str(output) if output else None,
        "manifest": _manifest(made.manifest),
    }


def no_plan_json(
    error: NoFeasiblePlanError, findings: tuple[Finding, ...], ways: list[dict[str, object]], language: Language
) -> dict[str, object]:
    """Return the JSON of a case without a plan, with the first ways out."""
    return {
        **failure_json(error.exit_code, error.message(language), findings, language),
        "conflicts": [w.choose(language) for w in error.conflicts],
        "ways_out": ways,
    }


def _status(plan: AnnualPlan) -> str:
    """Return the status of the solve; of a plan that was not cut off and misses a target, that."""
    status = plan.channel_plan.report.status
    is_proven = status in (SolveStatus.OPTIMAL, SolveStatus.WITHIN_GAP)
    return "target_not_met" if plan.missed and is_proven else status.value


def _missed(missed: MissedTarget) -> dict[str, object]:
    """Return a missed target, in units of the currency of expected revenue, or in customers."""
    cents = 1 if missed.rule == COUNTED_RULE else 100
    return {
        "rule": missed.rule,
        "name": missed.name or None,
        "asked": missed.asked / cents,
        "expected": missed.reached / cents,
        "short_by": missed.shortfall / cents,
    }


def _territories(plan: TerritoryPlan) -> dict[str, object]:
    report = plan.report
    return {
        "accounts": len({o.account for o in plan.ownerships}),
        "pool": sum(o.reason is OwnerReason.POOL for o in plan.ownerships),
        "nobody": list(plan.without_seat),
        "moves": report.moves,
        "worst_deviation_before": plan.worst_deviation_before,
        "hours_beyond": {s.seat: s.hours_beyond for s in plan.seats if s.hours_beyond > 0},
        "unavoidable_hours": report.unavoidable_hours,
        "worst_deviation": plan.worst_deviation,
        "cost": report.objective_cents / 100,
        "bound": report.bound_cents / 100,
        "gap": report.gap,
        "gap_amount": report.gap_cents / 100,
        "status": report.status.value,
    }


def _promise(promise: RobustPromise) -> dict[str, object]:
    return {
        "share": promise.share,
        "revenue": promise.revenue_cents / 100,
        "probability": promise.probability,
        "plain_probability": promise.plain_probability,
        "price": promise.price_cents / 100,
        "draws": promise.draws,
        "seed": promise.seed,
    }


def _baseline(baseline: Baseline) -> dict[str, object]:
    return {
        "revenue": baseline.totals.revenue_cents / 100,
        "cost_of_sales_ratio": baseline.totals.cost_of_sales_ratio,
        "contribution": baseline.totals.contribution_cents / 100,
        "feasible": baseline.is_feasible,
        "broken_rules": list(baseline.broken_rules),
    }


def _manifest(manifest: Manifest) -> dict[str, object]:
    return {
        "input": manifest.input_name,
        "input_sha256": manifest.input_sha256,
        "plan_sha256": manifest.plan_sha256,
        "scenario": manifest.scenario,
        "version": manifest.product_version,
        "solver": manifest.solver,
        "settings": dict(manifest.settings),
        "warnings": manifest.warnings,
    }
