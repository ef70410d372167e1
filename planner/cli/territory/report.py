"""Territories on the screen and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from planner.cli.plan.report import show_plan_findings
from planner.cli.screen.amount_words import tell_output
from planner.cli.screen.json_answer import answer_json
from planner.cli.screen.labelled_line import labelled_line
from planner.cli.territory.account import Remark
from planner.domain.gap import gap_words
from planner.domain.money import money_words
from planner.domain.plan_input import PlanInput
from planner.domain.territory import OwnerReason, OwnerRole, TerritoryPlan
from planner.findings import Finding
from planner.language import Language, Text
from planner.tables.results.territory_sheets import REASON_WORDS, TERRITORY_LABELS, method_words, status_words
from planner.tables.words.currency_words import currency_words


def tell_territories(
    plan_input: PlanInput,
    plan: TerritoryPlan,
    findings: tuple[Finding, ...],
    output: Path | None,
    language: Language,
    remarks: Sequence[Remark],
    as_json: bool,
) -> None:
    """Print the answer of the command: as one JSON object, or in a few lines with a line for every remark."""
    if as_json:
        more = [figures for _, figures in remarks]
        answer_json(territory_json(plan_input, plan, findings, output, language, more))
        return
    show_territories(plan_input, plan, output, language)
    show_plan_findings(findings, language)
    for text, _ in remarks:
        click.echo(text.choose(language))


def territory_json(
    plan_input: PlanInput,
    plan: TerritoryPlan,
    findings: tuple[Finding, ...],
    output: Path | None,
    language: Language,
    remarks: Sequence[Mapping[str, object]] = (),
) -> dict[str, object]:
    """Return the result as the object that --json prints; money in units of the currency. `remarks` are manual moves and points of the frontier."""
    report = plan.report
    return {
        "status": report.status.value,
        "cost": report.objective_cents / 100,
        "bound": report.bound_cents / 100,
        "gap": report.gap,
        "gap_amount": report.gap_cents / 100,
        "terms": {name: value / 100 for name, value in report.terms},
        "cost_of_moving_nobody": report.keep_all_cents / 100,
        "method": report.method,
        "currency": plan_input.settings.currency,
        "accounts": len(plan_input.accounts),
        "pool": sum(o.role is OwnerRole.POOL for o in plan.ownerships),
        "nobody": list(plan.without_seat),
        "moves": report.moves,
        "moves_by_reason": {reason.value: count for reason, count in _count_reasons(plan)},
        "moved_revenue": report.moved_revenue_cents / 100,
        "seats": [
            {
                "seat": s.seat,
                "team": s.team,
                "accounts": s.after.accounts,
                "potential": s.after.potential_cents / 100,
                "deviation_before": s.deviation_before,
                "deviation": s.deviation,
                "band": s.band_share,
                "use": s.use,
                "hours_beyond": s.hours_beyond,
            }
            for s in plan.seats
        ],
        "unavoidable_hours": report.unavoidable_hours,
        "remarks": list(remarks),
        "findings": [f.as_json(language) for f in findings],
        "seconds": report.seconds,
        "output": str(output) if output else None,
    }


def show_territories(plan_input: PlanInput, plan: TerritoryPlan, output: Path | None, language: Language) -> None:
    """Print the territories in a few lines."""
    report, currency = plan.report, currency_words(plan_input.settings.currency).choose(language)
    worst = max(plan.seats, key=lambda s: abs(s.deviation), default=None)
    before = max(plan.seats, key=lambda s: abs(s.deviation_before), default=None)
    # Where nobody owns an account, all seats are as far from their share as can be: that says nothing.
    is_owned = any(s.before.accounts for s in plan.seats)
    nobody = plan.without_seat
    labels = TERRITORY_LABELS
    how = Text("{g}  ({s}; {m})", "{g}（{s}；{m}）").format(
        g=gap_words(report.gap_cents, report.objective_cents, currency),
        s=status_words(report.status),
        m=method_words(report.method),
    )
    lines = [
        (labels["accounts"], f"{len(plan_input.accounts):,}"),
        (labels["pool"], str(sum(o.role is OwnerRole.POOL for o in plan.ownerships))),
        (labels["moves"], f"{report.moves:,}  ({money_words(report.moved_revenue_cents)} {currency})"),
        (
            labels["worst_before"],
            f"{before.deviation_before:+.1%}  ({before.seat})" if before and is_owned else "–",
        ),
        (labels["worst_after"], "–" if worst is None else f"{worst.deviation:+.1%}  ({worst.seat})"),
        (labels["overloaded"], str(sum(s.hours_beyond > 0 for s in plan.seats))),
        (labels["objective"], f"{money_words(report.objective_cents)} {currency}"),
        (labels["bound"], f"{money_words(report.bound_cents)} {currency}"),
        (labels["gap"], how.choose(language)),
    ]
    for label, value in lines:
        click.echo(labelled_line(label, value, language, 44))
        if label is labels["moves"]:
            # Limits on moves count those alone whose owner could keep the account: reasons tell which.
            for reason, count in _count_reasons(plan):
                click.echo(f"  {count:>6,}  {REASON_WORDS[reason].choose(language)}")
    if nobody:
        text = Text("Accounts that no seat may own: {a}", "无席位可负责的客户：{a}")
        shown = ", ".join(nobody[:20]) + (" …" if len(nobody) > 20 else "")
        click.echo(text.format(a=shown).choose(language))
    tell_output(output, Text("Territory workbook: {p}", "客户分配工作簿：{p}"), language)


def _count_reasons(plan: TerritoryPlan) -> list[tuple[OwnerReason, int]]:
    """Return how many accounts change hands for each reason, most frequent first."""
    return Counter(o.reason for o in plan.moves).most_common()
