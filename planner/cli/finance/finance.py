"""``planner finance``: the cost-of-sales ratios of a written plan, and its agreement with finance's control file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.options.usual import FILE, PLAN_WORKBOOK, json_option, language_option
from planner.cli.screen.json_answer import answer_json
from planner.errors import InputRejectedError
from planner.language import Language, Text

if TYPE_CHECKING:
    from planner.reading.control import ControlFile
    from planner.results.written.read_plan import ReadPlan

_AXES = ("team", "channel", "segment", "product", "line", "month", "attainment", "release")


def _read_share(ctx: click.Context, parameter: click.Parameter, value: str | None) -> float | None:
    """Return a share typed as 0.12 or 12%."""
    from planner.reading.words.numbers import read_number

    if value is None:
        return None
    read = read_number(value)
    if read is None or not 0 <= read.value <= 1:
        raise click.BadParameter("a share from 0 to 1 or a percentage is expected, e.g. 0.12 or 12%.", ctx, parameter)
    return float(read.value)


def _read_attainments(ctx: click.Context, parameter: click.Parameter, value: str) -> tuple[float, ...]:
    """Return attainments typed as 80%,100%,120%."""
    from planner.reading.words.numbers import read_number

    reads = [read_number(part) for part in value.split(",")]
    if not all(r is not None and 0 <= r.value <= 3 for r in reads):
        raise click.BadParameter("attainments from 0% to 300% are expected, e.g. 80%,100%,120%.", ctx, parameter)
    return tuple(float(r.value) for r in reads if r is not None)


def _read_amount(ctx: click.Context, parameter: click.Parameter, value: str) -> int:
    """Return an amount of money in cents."""
    from planner.reading.words.numbers import read_number, to_cents

    read = read_number(value)
    if read is None or read.value < 0 or read.is_percent:
        raise click.BadParameter("an amount of at least 0 is expected, e.g. 0.50.", ctx, parameter)
    return to_cents(read.value)


@click.command()
@PLAN_WORKBOOK
@click.option("--cap", callback=_read_share, help="Cap to judge by instead of the company's, e.g. 0.12 or 12%.")
@click.option("--control", type=FILE, help="Finance's control file to compare with.")
@click.option(
    "--tolerance", default="0", callback=_read_amount, help="Differences up to this amount agree; default: none."
)
@click.option(
    "--at", "attainments", default="80%,100%,120%", callback=_read_attainments, show_default=True, help="Attainments."
)
@click.option("--by", "axes", type=click.Choice(_AXES), multiple=True, help="Only these tables; may be repeated.")
@language_option("Language of the report; default: the workbook's.")
@json_option()
@click.pass_context
def finance(
    ctx: click.Context,
    plan_workbook: Path,
    cap: float | None,
    control: Path | None,
    tolerance: int,
    attainments: tuple[float, ...],
    axes: tuple[str, ...],
    lang: str | None,
    as_json: bool,
) -> None:
    """List the cost-of-sales ratios of PLAN_WORKBOOK by team, channel, segment, product line and month, who breaks the cap,
    and what the ratio becomes when more or less of the target is attained.

    \b
    Examples:
      planner finance plan-plan.xlsx
      planner finance plan-plan.xlsx --cap 12% --by team
      planner finance plan-plan.xlsx --control budget.xlsx --tolerance 0.50
    """
    from planner.cli.files.written_plan import open_workbook, read_written_plan
    from planner.cli.finance.attainment_report import show_attainment
    from planner.cli.finance.json_objects import attainment_json, finance_json
    from planner.cli.finance.report import show_comparison, show_finance
    from planner.results.cost_of_sales.attainment_report import compute_attainment_report
    from planner.results.cost_of_sales.control import reconcile
    from planner.results.cost_of_sales.months import compute_month_ratios
    from planner.results.cost_of_sales.ratios import compute_ratios, list_cost_totals

    read = read_written_plan(open_workbook(plan_workbook))
    language = Language(lang) if lang else read.language
    ratios = compute_ratios(read.plan_input, read.plan, cap)
    totals = list_cost_totals(read.plan)
    months = compute_month_ratios(read.plan_input, read.plan)
    attained = compute_attainment_report(read.plan_input, read.plan, cap, attainments)
    compared = None
    if control is not None:
        file = _read_control(control, read, language)
        compared = reconcile(read.plan_input, read.plan, file.figures, tolerance)
    if as_json:
        report = finance_json(read.plan_input, ratios, totals, months, compared, language)
        report |= attainment_json(attained)
        answer_json(report)
    else:
        show_finance(read.plan_input, ratios, totals, months, language, axes or _AXES)
        show_attainment(attained, language, axes or _AXES)
        if compared is not None:
            show_comparison(compared, read.plan_input.settings.currency, language)


def _read_control(path: Path, read: ReadPlan, language: Language) -> ControlFile:
    """Return the control file; its faults are listed before it is refused, and what was noted goes to stderr."""
    from planner.cli.screen.findings_table import show_findings
    from planner.reading.control import read_control

    settings, plan_input = read.plan_input.settings, read.plan_input
    labels = tuple(dict.fromkeys([*(c.line for c in plan_input.team_costs), *(m.line for m in plan_input.marketing)]))
    try:
        teams = (*(g.team for g in plan_input.team_groups), *(t.team for t in plan_input.teams))
        file = read_control(path, settings.fiscal_start_month, settings.plan_year, labels, teams, settings.currency)
    except InputRejectedError as error:
        show_findings(error.findings, language, notes=False)
        raise
    show_findings(file.findings, language)
    if settings.fiscal_start_month != 1:
        text = Text(
            "Months of {n}: names and dates are calendar months, M1 is the first month of the fiscal year.",
            "{n} 的月份：月份名称与日期为自然月，“第1月”为财年首月。",
        )
        click.echo(text.format(n=path.name).choose(language), err=True)
    return file
