"""Sheet Plan: headline, proof, comparison, calibration, the block of channels, and the words at the top."""

from __future__ import annotations

from planner.domain.channel_plan import PlanTotals
from planner.domain.choices import Channel, Objective, SolveStatus
from planner.domain.plan import AnnualPlan
from planner.findings import Place
from planner.language import Text
from planner.results.verification.channel_plan.baselines import add_up_totals, make_last_year_plan, make_matrix_plan
from planner.results.verification.channel_plan.proof import value_of
from planner.results.verification.channel_plan.rules import find_broken_rules
from planner.results.verification.subject import Subject
from planner.results.written.plans.plan_page import PlanPage
from planner.results.written.plans.result_tables import Written
from planner.tables.results.missed_targets import NOT_MET
from planner.tables.results.plan_summary_sheet import (
    COMPARISON_HEADERS,
    COMPARISON_ROWS,
    KEEPS_ALL_RULES,
    PLAN_LABELS,
    identity_line,
)
from planner.tables.words.choice_words import word_of

_HALF_CENT = 0.00501
_RATIO = 1e-9
_CUT_OFF = (SolveStatus.TIME_LIMIT, SolveStatus.INTERRUPTED)
_TOP_ROWS = 4


def check_summary(written: Written, page: PlanPage, subject: Subject) -> None:
    """Report what sheet Plan states that is not what the other sheets and the input give."""
    _check_labels(written, page)
    _check_top(written, page, subject)
    _check_headline(written, page, subject)
    _check_channels(written, page, subject.plan)
    _check_comparison(written, page, subject)


def _check_labels(written: Written, page: PlanPage) -> None:
    for key, label in PLAN_LABELS.items():
        if key not in page.labels:
            text = Text("the line '{l}' is missing", "缺少“{l}”一行").format(l=label)
            written.report("summary", page.sheet.place(0, 0), text)
    for key in page.repeated:
        written.report("summary", page.place(key), Text("the line stands twice", "该行重复出现"))
    missing = [key for key in COMPARISON_HEADERS if key not in page.comparison]
    if missing or len(page.channels) != len(Channel):
        text = Text("the comparison or the block of channels is not complete", "对比或通路区块不完整")
        written.report("summary", page.sheet.place(0, 0), text)


def _check_top(written: Written, page: PlanPage, subject: Subject) -> None:
    """Company, year and currency are those of Settings; a plan that was cut off, or misses a target, says so at the top."""
    settings, top = subject.plan_input.settings, page.sheet.rows[:_TOP_ROWS]
    texts = [str(cell.value) for row in top for cell in row if cell.value is not None]
    right = identity_line(settings.company, settings.year_words, settings.currency)
    if right not in texts:
        text = Text("'{r}' is expected: company, year and currency", "应为“{r}”：公司、年度、币种").format(r=right)
        written.report("labels", page.sheet.place(1, 0), text)
    status = subject.plan.channel_plan.report.status
    said = any(word_of(s).en in t or word_of(s).zh in t for s in _CUT_OFF for t in texts)
    if said is not (status in _CUT_OFF):
        text = Text("what the top says of the end of the solve is not the status", "页首关于求解结束的说明与状态不符")
        written.report("labels", page.sheet.place(2, 0), text)
    if any(words in t for words in (NOT_MET.en, NOT_MET.zh) for t in texts) is not bool(subject.plan.missed):
        text = Text("what the top says of targets that are not met is not so", "页首关于目标未达成的说明与内容不符")
        written.report("labels", page.sheet.place(2, 0), text)


def _check_headline(written: Written, page: PlanPage, subject: Subject) -> None:
    plan, settings = subject.plan, subject.plan_input.settings
    totals, target = add_up_totals(plan.channel_plan.units, plan.channel_plan.costs), settings.target_revenue_cents
    revenue = totals.revenue_cents
    report = plan.channel_plan.report
    rights: dict[str, tuple[float | None, float]] = {
        "target": (target / 100, _HALF_CENT),
        "revenue": (revenue / 100, _HALF_CENT),
        "stretch": (target / revenue if revenue else 0.0, _RATIO),
        "margin": (totals.gross_margin_cents / 100, _HALF_CENT),
        "cost": (totals.cost_of_sales_cents / 100, _HALF_CENT),
        "ratio": (totals.cost_of_sales_ratio, _RATIO),
        "cap": (settings.cost_of_sales_cap, _RATIO),
        "outside": (totals.partner_cost_cents / 100, _HALF_CENT),
        "contribution": (totals.contribution_cents / 100, _HALF_CENT),
        "new_customers": (totals.new_customers, 1e-4),
        "gap": (report.gap_cents / 100, _HALF_CENT),
        "tie_outs": (0.0, _RATIO),
    }
    for key, (right, tolerance) in rights.items():
        _expect(written, page.value(key), page.place(key), right, tolerance)


def _check_channels(written: Written, page: PlanPage, plan: AnnualPlan) -> None:
    """The small block counts the units of each channel and adds up their revenue."""
    for channel, (i, j) in page.channels.items():
        own = [u.revenue_cents for u in plan.channel_plan.units if u.channel is channel]
        for column, right in ((j + 1, float(len(own))), (j + 2, sum(own) / 100)):
            _expect(written, page.sheet.cell(i, column).value, page.sheet.place(i, column), right, _HALF_CENT)


def _check_comparison(written: Written, page: PlanPage, subject: Subject) -> None:
    """This plan's column repeats the headline; the plans beside it are made again, with the calibration; gains are differences."""
    if set(page.comparison) != set(COMPARISON_HEADERS):
        return
    beside = {"as_last_year": make_last_year_plan(subject), "matrix_rule": make_matrix_plan(subject)}
    stands, old = subject.plan.channel_plan, beside["as_last_year"].channel_plan.totals
    mine = add_up_totals(stands.units, stands.costs)
    cents = 0.011 * len(subject.units) + _HALF_CENT
    for row in COMPARISON_ROWS:
        tolerance, share = (1e-6, _RATIO) if row == "ratio" else (6 * cents, _HALF_CENT)
        for column, right, within in (
            ("plan", _figure(mine, row), share),
            *((name, _figure(plan.channel_plan.totals, row), tolerance) for name, plan in beside.items()),
        ):
            value, place = page.compared(row, column)
            _expect(written, value, place, right, within)
        for gained, other in (("gain", "as_last_year"), ("gain_over_rule", "matrix_rule")):
            ours, theirs, gain = (page.compared(row, c) for c in ("plan", other, gained))
            if isinstance(ours[0], int | float) and isinstance(theirs[0], int | float):
                _expect(written, gain[0], gain[1], ours[0] - theirs[0], share)
    calibration = (
        ("model_revenue", old.revenue_cents / 100, cents),
        ("actual_revenue", sum(sum(u.existing_cents) for u in subject.case.market.units) / 100, _HALF_CENT),
    )
    for key, right, within in calibration:
        _expect(written, page.value(key), page.place(key), right, within)
    model, actual = page.number("model_revenue"), page.number("actual_revenue")
    deviation = model / actual - 1 if model is not None and actual else 0.0
    _expect(written, page.value("deviation"), page.place("deviation"), deviation, _RATIO)
    _check_rules_kept(written, page, subject, beside)


def _check_rules_kept(written: Written, page: PlanPage, subject: Subject, beside: dict[str, AnnualPlan]) -> None:
    """Whether the plans beside it keep all rules is said rightly, and none that keeps them is better than this one."""
    row = page.labels.get("keeps_rules", 0)
    keeps = {
        c: page.sheet.cell(row, j).value in (KEEPS_ALL_RULES.en, KEEPS_ALL_RULES.zh) for c, j in page.comparison.items()
    }
    if keeps["plan"] is bool(subject.plan.missed):
        text = Text("this plan must keep all rules", "本计划必须满足全部规则")
        if subject.plan.missed:
            text = Text(
                "this plan misses a target, so it does not keep all rules", "本计划有未达成的目标，并未满足全部规则"
            )
        written.report("summary", page.place("keeps_rules"), text)
    report = subject.plan.channel_plan.report
    # The plans beside one that was made with a certainty need not be as certain, so that they may be better.
    is_compared = report.objective_name in tuple(Objective) and subject.plan.robust is None
    for name, plan in beside.items():
        place = page.sheet.place(row, page.comparison[name], PLAN_LABELS["keeps_rules"])
        if keeps[name] is bool(find_broken_rules(Subject(subject.case, plan))):
            text = Text("whether this plan keeps all rules is said wrongly", "该方案是否满足规则的说明有误")
            written.report("summary", place, text)
        if not (is_compared and keeps[name]):
            continue
        value = value_of(subject, plan.channel_plan.totals, Objective(report.objective_name))
        if value > report.objective_cents + len(subject.units):
            text = Text("a plan beside it keeps all rules and is better", "对比方案满足全部规则且更优")
            written.report("baselines", place, text)


def _figure(totals: PlanTotals, row: str) -> float:
    return {
        "revenue": totals.revenue_cents / 100,
        "ratio": totals.cost_of_sales_ratio,
        "contribution": totals.contribution_cents / 100,
    }[row]


def _expect(written: Written, value: object, place: Place, right: float | None, tolerance: float) -> None:
    """Report a cell that is not the number that follows from the rest; ``None`` expects a blank."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if right is None:
        if value is not None and value != "":
            written.report(
                "summary", place, Text("found {a}, a blank is expected", "内容为 {a}，应为空").format(a=value)
            )
    elif not is_number or abs(float(value) - right) > tolerance:  # type: ignore[arg-type]  # a number, as just asked
        text = Text("found {a}, recomputed {b:,.10g}", "内容为 {a}，复算为 {b:,.10g}")
        written.report("summary", place, text.format(a="—" if value is None else value, b=right))
