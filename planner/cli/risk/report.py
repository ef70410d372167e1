"""A simulated plan on the screen and as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.screen.amount_words import AmountWords, tell_output
from planner.cli.screen.labelled_line import labelled_line
from planner.domain.plan_input import PlanInput
from planner.domain.risk import RiskReport, Spread
from planner.language import Language, Text
from planner.tables.inputs.risk import SOURCE_WORDS


def risk_json(plan_input: PlanInput, report: RiskReport, sha256: str, output: Path | None) -> dict[str, object]:
    """Return the report as the object that --json prints; money in units of the currency."""
    return {
        "draws": report.draws,
        "seed": report.seed,
        "currency": plan_input.settings.currency,
        "company_target": report.target_cents / 100,
        "expected_revenue": report.expected_cents / 100,
        "expected_cost_of_sales_ratio": report.expected_ratio,
        "target_probability": report.probability,
        "standard_error": report.standard_error,
        "revenue": _spread(report.revenue, 100),
        "cost_of_sales_ratio": _spread(report.ratio, 1),
        "within_cap_probability": report.within_cap_probability,
        "certainties": [
            {
                "certainty": c.probability,
                "revenue": c.revenue_cents / 100,
                "cushion": c.cushion_share,
                "missing": c.missing_cents / 100,
            }
            for c in report.certainties
        ],
        "teams": [
            {
                "team": t.team,
                "target": t.target_cents / 100,
                "expected_revenue": t.expected_cents / 100,
                "target_probability": t.target_probability,
                "cushioned_target_probability": t.cushioned_probability,
                "revenue": _spread(t.revenue, 100),
            }
            for t in report.teams
        ],
        "sources": [
            {
                "source": e.source.value,
                "p10_gain": e.p10_gain_cents / 100,
                "p10_without": e.p10_without_cents / 100,
                "target_probability_without": e.probability_without,
                "standard_deviation_without": e.deviation_without_cents / 100,
            }
            for e in report.sources
        ],
        "input_sha256": sha256,
        "output": str(output) if output else None,
    }


def show_risk(plan_input: PlanInput, report: RiskReport, output: Path | None, language: Language) -> None:
    """Print the report in a few lines, the teams and the sources."""
    settings = plan_input.settings
    words = AmountWords(settings, language)
    amount, money = words.number, words.money

    def line(label: Text, value: str) -> None:
        click.echo(labelled_line(label, value, language, 30))

    line(Text("Company target", "公司目标"), money(report.target_cents))
    line(Text("Expected revenue", "预期收入"), money(report.expected_cents))
    error = 200 * report.standard_error
    line(Text("Probability of the target", "达成目标的概率"), f"{report.probability * 100:.1f} % ± {error:.1f}")
    revenue, ratio = report.revenue, report.ratio
    years = f"{amount(revenue.p10)} / {amount(revenue.p50)} / {money(revenue.p90)}"
    line(Text("Revenue P10 / P50 / P90", "收入 P10 / P50 / P90"), years)
    shares = " / ".join(f"{r * 100:.2f} %" for r in (ratio.p10, ratio.p50, ratio.p90))
    line(Text("Cost-of-sales ratio", "营销成本率"), shares)
    for certainty in report.certainties:
        label = Text("For {p:.0f} % certainty", "{p:.0f}% 把握").format(p=certainty.probability * 100)
        text = Text("cushion {c:.1f} %; missing {m}", "余量 {c:.1f}%；缺口 {m}")
        line(label, text.format(c=certainty.cushion_share * 100, m=money(certainty.missing_cents)).choose(language))
    for team in report.teams:
        line(Text.same(f"  {team.team}"), f"{team.target_probability * 100:.1f} %")
    click.echo(Text("Without it, revenue P10 would be higher by:", "若无该因素，收入 P10 可提高：").choose(language))
    for effect in report.sources:
        line(Text.same("  {s}").format(s=SOURCE_WORDS[effect.source]), money(effect.p10_gain_cents))
    tell_output(output, Text("Risk workbook: {p}", "风险工作簿：{p}"), language)


def _spread(spread: Spread, factor: int) -> dict[str, float]:
    return {
        "mean": spread.mean / factor,
        "p10": spread.p10 / factor,
        "p50": spread.p50 / factor,
        "p90": spread.p90 / factor,
    }
