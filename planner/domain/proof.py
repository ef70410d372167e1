"""What of a plan only a solver can say: its bounds, second-best seats and their cost, how far targets can be met. The manifest signs it."""

from __future__ import annotations

import hashlib
import json

from planner.domain.plan import AnnualPlan


def hash_proof(plan: AnnualPlan) -> str:
    """Return the SHA-256 of the bounds, what moving nobody would cost, and every account's second-best seat with its cost, in cents,
    what goals that were put in order reached and their bounds, and what a best effort was held to."""
    lines: list[list[object]] = [["plan", plan.channel_plan.report.bound_cents]]
    if plan.territories is not None:
        report = plan.territories.report
        lines.append(["territories", round(report.bound_cents), round(report.keep_all_cents)])
        lines += [
            [o.account, o.role.value, o.team, o.second_seat, o.second_cost_cents] for o in plan.territories.ownerships
        ]
        lines += [["order", s.goal, round(s.value), round(s.bound), s.is_usual] for s in report.stages]
    lines += [["missed", m.rule, m.name, round(m.held * 100)] for m in plan.missed]
    # In any order: people sort sheets.
    return hashlib.sha256("\n".join(sorted(json.dumps(x, ensure_ascii=False) for x in lines)).encode()).hexdigest()
