"""Sheet Plan: the plan on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.domain.channel_plan import Baseline
from planner.domain.choices import Channel, SolveStatus
from planner.domain.plan import AnnualPlan, Manifest
from planner.domain.plan_input import PlanInput
from planner.findings import Finding, Severity
from planner.language import Language, Text
from planner.results.calibration_words import calibration_advice
from planner.tables.choice_words import word_of
from planner.tables.column import Kind
from planner.tables.plan_summary_sheet import (
    COMPARISON_HEADERS,
    COMPARISON_ROWS,
    KEEPS_ALL_RULES,
    MANIFEST_LABELS,
    OBJECTIVE_WORDS,
    PLAN_LABELS,
    PLAN_SHEET,
    identity_line,
)
from planner.tables.result_sheets import PLAN_FORMAT
from planner.tables.risk import ROBUST_LABELS
from planner.writing.chart_scale import scale_of
from planner.writing.formats import CHANNEL_COLOURS, Styles
from planner.writing.plan_grid import Formula, SheetWriter, units
from planner.writing.plan_market_sheets import FIRST_ROW, MARGIN_COLUMN, REVENUE_COLUMN
from planner.writing.print_layout import count_lines

_M, _S, _N, _C = Kind.MONEY, Kind.SHARE, Kind.NUMBER, Kind.COUNT


_WIDTHS = (42, 20, 20, 20, 20, 18)
_LINE_POINTS = 15
_ONE_PAGE = 72
"""Rows up to which the whole sheet is printed on one page; more would be too small to read."""


class SummarySheet:
    """The first sheet; made first so that it stands first, filled when the others are known."""

    def __init__(self, workbook: Any, styles: Styles, language: Language) -> None:
        self._workbook = workbook
        self.writer = SheetWriter(workbook, styles, PLAN_SHEET, language, Text("Annual plan", "年度销售计划"))
        for column, width in enumerate(_WIDTHS):
            self.writer.sheet.set_column(column, column, width)

    def fill(
        self,
        plan_input: PlanInput,
        plan: AnnualPlan,
        findings: Sequence[Finding],
        manifest: Manifest,
        market: SheetWriter,
        costs: SheetWriter,
        tie_out: tuple[SheetWriter, int],
    ) -> None:
        """Write everything on the page, from the headline down to the manifest."""
        put = self.writer.put
        settings = plan_input.settings
        put(1, 0, identity_line(settings.company, settings.plan_year, settings.currency), italic=True)
        status = plan.channel_plan.report.status
        if status in (SolveStatus.INTERRUPTED, SolveStatus.TIME_LIMIT):
            text = Text(
                "Cut off before the gap was reached: {s}. A better plan may exist, see the bound.",
                "求解提前结束：{s}。可能存在更优计划，见上界。",
            )
            put(2, 0, text.format(s=word_of(status)), bold=True, font_color="#C00000")
        row = self._headline(4, plan_input, plan, market, costs)
        row = self._proof(row + 1, plan)
        row = self._certainty(row, plan)
        row = self._baselines(row + 1, plan)
        row = self._calibration(row + 1, plan)
        row = self._tie_out(row + 1, *tie_out)
        self._channels(4, plan, market)
        row = self._findings(row + 1, findings)
        if self._manifest(row + 1, manifest) <= _ONE_PAGE:
            self.writer.sheet.fit_to_pages(1, 1)

    def _heading(self, row: int, text: Text) -> int:
        self.writer.put(row, 0, text, bold=True, font_size=12, font_color="#1F4E79", bottom=1)
        return row + 1

    def _headline(
        self, row: int, plan_input: PlanInput, plan: AnnualPlan, market: SheetWriter, costs: SheetWriter
    ) -> int:
        put, totals, settings = self.writer.put, plan.channel_plan.totals, plan_input.settings
        row = self._heading(row, Text("The plan", "计划"))
        n_units, n_costs = len(plan.channel_plan.units), len(plan.channel_plan.costs)
        revenue = market.column_ref(REVENUE_COLUMN, FIRST_ROW, n_units)
        margin = market.column_ref(MARGIN_COLUMN, FIRST_ROW, n_units)
        amount, counts = costs.column_ref(4, FIRST_ROW, n_costs), costs.column_ref(6, FIRST_ROW, n_costs)
        first = row + 1
        target = units(settings.target_revenue_cents)
        lines: list[tuple[Text, object, Kind]] = [
            (PLAN_LABELS["target"], target, _M),
            (
                PLAN_LABELS["revenue"],
                Formula(f"=ROUND(SUM({revenue}),2)", units(totals.revenue_cents)),
                _M,
            ),
            (
                PLAN_LABELS["stretch"],
                Formula(f"=B{first}/B{first + 1}", plan.targets.company_stretch),
                _N,
            ),
            (PLAN_LABELS["margin"], Formula(f"=ROUND(SUM({margin}),2)", units(totals.gross_margin_cents)), _M),
            (
                PLAN_LABELS["cost"],
                Formula(f"=ROUND(SUMIFS({amount},{counts},1),2)", units(totals.cost_of_sales_cents)),
                _M,
            ),
            (
                PLAN_LABELS["ratio"],
                Formula(f"=B{first + 4}/B{first + 1}", totals.cost_of_sales_ratio),
                _S,
            ),
            (PLAN_LABELS["cap"], settings.cost_of_sales_cap, _S),
            (
                PLAN_LABELS["outside"],
                Formula(f"=ROUND(SUMIFS({amount},{counts},0),2)", units(totals.partner_cost_cents)),
                _M,
            ),
            (
                PLAN_LABELS["contribution"],
                Formula(f"=ROUND(B{first + 3}-B{first + 4}-B{first + 7},2)", units(totals.contribution_cents)),
                _M,
            ),
            (PLAN_LABELS["new_customers"], round(totals.new_customers, 4), _N),
        ]
        for name, value, kind in lines:
            put(row, 0, name)
            if value is not None:
                put(row, 1, value, kind, bold=True)
            row += 1
        return row

    def _proof(self, row: int, plan: AnnualPlan) -> int:
        put, report = self.writer.put, plan.channel_plan.report
        row = self._heading(row, Text("How good it is proven to be", "优度证明"))
        first = row + 1
        sign = -1 if report.objective_name == "cost" else 1
        lines: list[tuple[Text, object, Kind]] = [
            (PLAN_LABELS["status"], word_of(report.status), Kind.TEXT),
            (PLAN_LABELS["objective"], OBJECTIVE_WORDS[report.objective_name], Kind.TEXT),
            (PLAN_LABELS["value"], units(sign * report.objective_cents), _M),
            (PLAN_LABELS["bound"], units(sign * report.bound_cents), _M),
            (
                PLAN_LABELS["gap"],
                Formula(f"=ABS(B{first + 3}-B{first + 2})", units(report.gap_cents)),
                _M,
            ),
            (PLAN_LABELS["options"], report.options, _C),
        ]
        for name, value, kind in lines:
            put(row, 0, name)
            put(row, 1, value, kind, bold=True, align="right", text_wrap=True)
            if isinstance(value, Text):
                self.writer.sheet.set_row(
                    row, _LINE_POINTS * count_lines(value.choose(self.writer.language), _WIDTHS[1])
                )
            row += 1
        return row

    def _certainty(self, row: int, plan: AnnualPlan) -> int:
        """Write what the plan promises with which certainty, and what that costs, where it was made so."""
        promise = plan.robust
        if promise is None:
            return row
        row = self._heading(row + 1, Text("Certainty", "把握程度"))
        values: dict[str, tuple[object, Kind]] = {
            "revenue": (units(promise.revenue_cents), _M),
            "share": (promise.share, _S),
            "probability": (promise.probability, _S),
            "plain_probability": (promise.plain_probability, _S),
            "price": (units(promise.price_cents), _M),
            "draws": (promise.draws, _C),
            "seed": (promise.seed, _C),
        }
        for key, (value, kind) in values.items():
            self.writer.put(row, 0, ROBUST_LABELS[key])
            self.writer.put(row, 1, value, kind, bold=True)
            row += 1
        return row

    def _baselines(self, row: int, plan: AnnualPlan) -> int:
        put = self.writer.put
        row = self._heading(row, Text("Compared with", "对比"))
        heads = (
            COMPARISON_HEADERS["figure"],
            COMPARISON_HEADERS["plan"],
            COMPARISON_HEADERS["as_last_year"],
            COMPARISON_HEADERS["matrix_rule"],
            COMPARISON_HEADERS["gain"],
        )
        for column, head in enumerate(heads):
            put(row, column, head, bold=True, bg_color="#EAF1F8", align="right" if column else "left")
        mine, last, matrix = plan.channel_plan.totals, plan.as_last_year.totals, plan.matrix_rule.totals
        lines = (
            (COMPARISON_ROWS["revenue"], [units(t.revenue_cents) for t in (mine, last, matrix)], _M),
            (COMPARISON_ROWS["ratio"], [t.cost_of_sales_ratio for t in (mine, last, matrix)], _S),
            (COMPARISON_ROWS["contribution"], [units(t.contribution_cents) for t in (mine, last, matrix)], _M),
        )
        for name, values, kind in lines:
            row += 1
            put(row, 0, name)
            for column, value in enumerate(values, start=1):
                put(row, column, value, kind)
            put(row, 4, Formula(f"=B{row + 1}-C{row + 1}", values[0] - values[1]), kind, bold=True)
        row += 1
        put(row, 0, PLAN_LABELS["keeps_rules"])
        put(row, 1, KEEPS_ALL_RULES, align="right")
        for column, baseline in ((2, plan.as_last_year), (3, plan.matrix_rule)):
            put(row, column, _broken(baseline), text_wrap=True, align="right")
        return row + 1

    def _calibration(self, row: int, plan: AnnualPlan) -> int:
        put, calibration = self.writer.put, plan.calibration
        row = self._heading(row, Text("Calibration: the model on last year", "校准：用模型复算上年"))
        put(row, 0, PLAN_LABELS["model_revenue"])
        put(row, 1, units(calibration.model_revenue_cents), _M)
        put(row + 1, 0, PLAN_LABELS["actual_revenue"])
        put(row + 1, 1, units(calibration.actual_revenue_cents), _M)
        put(row + 2, 0, PLAN_LABELS["deviation"])
        put(row + 2, 1, Formula(f"=IF(B{row + 2}=0,0,B{row + 1}/B{row + 2}-1)", calibration.deviation), _S, bold=True)
        advice = calibration_advice(calibration)
        if advice is not None:
            put(row + 2, 2, advice, font_color="#C00000", bold=True)
        return row + 3

    def _tie_out(self, row: int, tie_out: SheetWriter, checks: int) -> int:
        put = self.writer.put
        differences = tie_out.column_ref(3, FIRST_ROW, checks)
        put(row, 0, PLAN_LABELS["tie_outs"], bold=True)
        put(row, 1, Formula(f'=COUNTIF({differences},"<>0")', 0), _C, bold=True)
        return row + 1

    def _channels(self, row: int, plan: AnnualPlan, market: SheetWriter) -> None:
        """Units and expected revenue by channel, live from sheet Channel plan, with a small chart."""
        put, language = self.writer.put, self.writer.language
        for column, head in enumerate(
            (Text("Channel", "通路"), Text("Units", "单元数"), Text("Expected revenue", "预期收入")), start=3
        ):
            put(row, column, head, bold=True, bg_color="#EAF1F8", align="left" if column == 3 else "right")
        count = len(plan.channel_plan.units)
        names, revenue = market.column_ref(1, FIRST_ROW, count), market.column_ref(REVENUE_COLUMN, FIRST_ROW, count)
        by_channel = [[u.revenue_cents for u in plan.channel_plan.units if u.channel is c] for c in Channel]
        scale = scale_of(map(sum, by_channel))
        for i, (channel, own) in enumerate(zip(Channel, by_channel, strict=True), start=row + 1):
            put(i, 3, word_of(channel))
            put(i, 4, Formula(f"=COUNTIF({names},D{i + 1})", len(own)), _C)
            put(i, 5, Formula(f"=ROUND(SUMIFS({revenue},{names},D{i + 1}),2)", units(sum(own))), _M)
        chart = self._workbook.add_chart({"type": "bar"})
        chart.add_series(
            {
                "name": Text("Expected revenue", "预期收入").choose(language),
                "categories": [self.writer.name, row + 1, 3, row + 5, 3],
                "values": [self.writer.name, row + 1, 5, row + 5, 5],
                "points": [{"fill": {"color": CHANNEL_COLOURS[c.value]}} for c in Channel],
                "gap": 40,
            }
        )
        chart.set_legend({"none": True})
        chart.set_title(
            {
                "name": Text("Expected revenue by channel, {u}", "各通路预期收入（{u}）")
                .format(u=scale.unit)
                .choose(language),
                "name_font": {"size": 10},
            }
        )
        chart.set_x_axis({"num_format": scale.number_format, "major_gridlines": {"visible": False}})
        chart.set_y_axis({"reverse": True})
        chart.set_size({"width": 430, "height": 200})
        self.writer.sheet.insert_chart(row + 7, 3, chart)

    def _findings(self, row: int, findings: Sequence[Finding]) -> int:
        shown = [f for f in findings if f.severity is not Severity.NOTE][:40]
        row = self._heading(row, Text("Warnings", "警告"))
        if not shown:
            self.writer.put(row, 0, Text("none", "无"))
            return row + 1
        for finding in shown:
            self._sentence(row, finding.message(self.writer.language))
            row += 1
        return row

    def _sentence(self, row: int, sentence: str) -> None:
        """Write a sentence across the page, in as many lines as it takes."""
        lines = count_lines(sentence, sum(_WIDTHS))
        if lines == 1:
            self.writer.put(row, 0, sentence)
        else:
            style = self.writer.styles.get(text_wrap=True)
            self.writer.sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, sentence, style)
            self.writer.sheet.set_row(row, _LINE_POINTS * lines)

    def _manifest(self, row: int, manifest: Manifest) -> int:
        row = self._heading(row, Text("How this plan was made", "生成信息"))
        lines = [
            (PLAN_LABELS["input_name"], manifest.input_name),
            (PLAN_LABELS["input_sha256"], manifest.input_sha256),
            (PLAN_LABELS["plan_sha256"], manifest.plan_sha256),
            (PLAN_LABELS["scenario"], manifest.scenario),
            (PLAN_LABELS["version"], manifest.product_version),
            (PLAN_LABELS["format"], PLAN_FORMAT),
            (PLAN_LABELS["solver"], manifest.solver),
            *((MANIFEST_LABELS[name], value) for name, value in manifest.settings),
        ]
        for name, value in lines:
            self.writer.put(row, 0, name, font_color="#5B6775")
            self.writer.put(row, 1, value, font_color="#5B6775", align="left")
            row += 1
        return row


def _broken(baseline: Baseline) -> Text:
    from planner.results.rule_words import RULE_WORDS

    if baseline.is_feasible:
        return KEEPS_ALL_RULES
    words = [RULE_WORDS[r] for r in baseline.broken_rules]
    return Text("no: {r}", "否：{r}").format(r=Text.join(words))
