"""How one seat's target came about, on the screen and as JSON."""

from __future__ import annotations

import click

from planner.cli.screen.text_table import show_table
from planner.domain.targets import SeatTarget, TargetPlan
from planner.language import Language, Text
from planner.results.explain.report import STEP_WORDS
from planner.tables.words.currency_words import currency_words


def show_seat(target: SeatTarget, targets: TargetPlan, currency: str, language: Language) -> None:
    """Show how one seat's target came about; the steps add up to it."""
    title = Text("{s}, team {t}: the team's target is {m} {c}", "{s}，团队 {t}：团队目标 {m} {c}")
    team_target = f"{_team_target_cents(target, targets) / 100:,.2f}"
    position = target.position
    click.echo(
        title.format(s=position.seat, t=position.team, m=team_target, c=currency_words(currency)).choose(language)
    )
    rows = [[STEP_WORDS[s.name].choose(language), f"{s.amount_cents / 100:+,.2f}"] for s in target.steps]
    rows.append([Text("Target", "目标").choose(language), f"{target.base_cents / 100:,.2f}"])
    show_table((Text("Step", "步骤"), Text("Amount", "金额")), rows, language, total=True)
    handed = Text("With cushion, as handed out: {m}", "含加成的下达目标：{m}").format(
        m=f"{target.cushioned_cents / 100:,.2f}"
    )
    click.echo(handed.choose(language))
    if target.before_moves_cents is not None:
        moves = Text(
            "If every account stayed with its owner of today the target would be {m}; accounts that change hands make {d} of it.",
            "若所有客户均由现负责人继续负责，目标为 {m}；客户调整带来 {d}。",
        )
        before, change = target.before_moves_cents / 100, (target.base_cents - target.before_moves_cents) / 100
        click.echo(moves.format(m=f"{before:,.2f}", d=f"{change:+,.2f}").choose(language))


def seat_json(target: SeatTarget, targets: TargetPlan, currency: str) -> dict[str, object]:
    """Return the same as the object that --json prints."""
    return {
        "seat": target.position.seat,
        "team": target.position.team,
        "rep": target.position.rep,
        "team_target": _team_target_cents(target, targets) / 100,
        "steps": [{"step": s.name, "amount": s.amount_cents / 100} for s in target.steps],
        "target": target.base_cents / 100,
        "target_before_moves": None if target.before_moves_cents is None else target.before_moves_cents / 100,
        "cushion": (target.cushioned_cents - target.base_cents) / 100,
        "cushioned_target": target.cushioned_cents / 100,
        "currency": currency,
    }


def _team_target_cents(target: SeatTarget, targets: TargetPlan) -> int:
    return next(t.base_cents for t in targets.teams if t.team == target.position.team)
