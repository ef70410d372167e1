"""How one seat's target came about, on the screen and as JSON."""

from __future__ import annotations

import click

from planner.cli.screen.text_table import show_table
from planner.domain.plan import SeatTarget, TargetPlan
from planner.language import Language, Text
from planner.results.explain.report import STEP_WORDS


def show_seat(
    target: SeatTarget, targets: TargetPlan, currency: str, language: Language, as_json: bool
) -> dict[str, object] | None:
    """Show how one seat's target came about; the steps add up to it."""
    team = next(t for t in targets.teams if t.team == target.position.team)
    steps = [(s.name, s.amount_cents) for s in target.steps]
    cushion = ("cushion", target.cushioned_cents - target.base_cents)
    if as_json:
        return {
            "seat": target.position.seat,
            "team": target.position.team,
            "rep": target.position.rep,
            "team_target": team.base_cents / 100,
            "steps": [{"step": n, "amount": c / 100} for n, c in steps],
            "target": target.base_cents / 100,
            "cushion": cushion[1] / 100,
            "cushioned_target": target.cushioned_cents / 100,
            "currency": currency,
        }
    title = Text("{s}, team {t}: the team's target is {m} {c}", "{s}，团队 {t}：团队目标 {m} {c}")
    click.echo(
        title.format(
            s=target.position.seat, t=target.position.team, m=f"{team.base_cents / 100:,.2f}", c=currency
        ).choose(language)
    )
    rows = [[STEP_WORDS[n].choose(language), f"{c / 100:+,.2f}"] for n, c in steps]
    rows.append([Text("Target", "目标").choose(language), f"{target.base_cents / 100:,.2f}"])
    show_table((Text("Step", "步骤"), Text("Amount", "金额")), rows, language, total=True)
    handed = Text("With cushion, as handed out: {m}", "含加成的下达目标：{m}").format(
        m=f"{target.cushioned_cents / 100:,.2f}"
    )
    click.echo(handed.choose(language))
    return None
