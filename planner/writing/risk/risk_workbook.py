"""The risk workbook: sheet Risk with its charts, and the parameters that were used, ready to be copied into a planning workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.domain.plan_input import PlanInput
from planner.domain.risk import RiskReport
from planner.language import Language, Text
from planner.tables.columns.column import Kind
from planner.tables.inputs.risk import RISK, RISK_LABELS, RISK_SHEET, SEGMENT_RISK, SOURCE_WORDS
from planner.tables.results.plan_summary_sheet import PLAN_LABELS, identity_line
from planner.writing.inputs.input_sheets import add_input_sheet
from planner.writing.inputs.template import start_workbook
from planner.writing.layout.formats import ACCENT, Styles
from planner.writing.layout.plan_grid import Field, Formula, SheetWriter, units
from planner.writing.layout.text_room import fit_width
from planner.writing.risk.risk_charts import HISTOGRAM_COLUMNS, add_histogram_chart, add_source_chart

_M, _S, _C = Kind.MONEY, Kind.SHARE, Kind.COUNT


@dataclass(frozen=True, slots=True)
class RiskOrigin:
    """What was simulated: the file, its hash, the program's version."""

    name: str
    sha256: str
    version: str


def build_risk_workbook(plan_input: PlanInput, report: RiskReport, origin: RiskOrigin, language: Language) -> bytes:
    """Return the bytes of the risk workbook."""
    buffer = io.BytesIO()
    workbook = start_workbook(buffer)
    styles = Styles(workbook)
    _RiskSheet(workbook, styles, language).fill(plan_input, report, origin)
    for table in (RISK, SEGMENT_RISK) if plan_input.segment_risks else (RISK,):
        add_input_sheet(workbook, styles, table, plan_input, language)
    workbook.close()
    return buffer.getvalue()


_ONE_PAGE_ROWS = 90
"""Rows that one page still shows in a size that can be read."""


class _RiskSheet:
    """Writes sheet Risk block by block."""

    def __init__(self, workbook: Any, styles: Styles, language: Language) -> None:
        title = Text("How likely the targets are", "目标达成概率")
        self._workbook = workbook
        self.writer = SheetWriter(workbook, styles, RISK_SHEET, language, title)

    def fill(self, plan_input: PlanInput, report: RiskReport, origin: RiskOrigin) -> None:
        """Write the sheet."""
        settings, put = plan_input.settings, self.writer.put
        put(1, 0, identity_line(settings.company, settings.year_words, settings.currency))
        self.writer.sheet.set_column(0, 0, fit_width(36, (t.team for t in report.teams)))
        self.writer.sheet.set_column(1, 6, 17)
        row = self._figures(3, report)
        row = self._certainties(row + 1, report)
        row = self._teams(row + 1, report)
        first = row + 3
        row = self._sources(row + 1, report)
        add_source_chart(self._workbook, self.writer, first, [e.p10_gain_cents for e in report.sources])
        first = row + 3
        row = self._histogram(row + 1, report)
        add_histogram_chart(self._workbook, self.writer, first, [low for low, _, _ in report.histogram])
        row = self._origin(row + 1, report, origin)
        if row <= _ONE_PAGE_ROWS:
            self.writer.sheet.fit_to_pages(1, 1)
        self.writer.sheet.activate()

    def _heading(self, row: int, text: Text) -> int:
        self.writer.put(row, 0, text, bold=True, font_size=12, font_color=ACCENT)
        return row + 1

    def _figures(self, row: int, report: RiskReport) -> int:
        row = self._heading(row, Text("The company", "公司"))
        lines: list[tuple[Text, object, Kind]] = [
            (PLAN_LABELS["target"], units(report.target_cents), _M),
            (PLAN_LABELS["revenue"], units(report.expected_cents), _M),
            (RISK_LABELS["probability"], report.probability, _S),
            (RISK_LABELS["error"], 2 * report.standard_error, _S),
            (RISK_LABELS["mean"], units(report.revenue.mean), _M),
            (RISK_LABELS["p10"], units(report.revenue.p10), _M),
            (RISK_LABELS["p50"], units(report.revenue.p50), _M),
            (RISK_LABELS["p90"], units(report.revenue.p90), _M),
            (RISK_LABELS["ratio"], report.expected_ratio, _S),
            (RISK_LABELS["ratio_p10"], report.ratio.p10, _S),
            (RISK_LABELS["ratio_p50"], report.ratio.p50, _S),
            (RISK_LABELS["ratio_p90"], report.ratio.p90, _S),
        ]
        if report.within_cap_probability is not None:
            lines.append((RISK_LABELS["within_cap"], report.within_cap_probability, _S))
        for label, value, kind in lines:
            self.writer.put(row, 0, label)
            self.writer.put(row, 1, value, kind, bold=True)
            row += 1
        return row

    def _certainties(self, row: int, report: RiskReport) -> int:
        row = self._heading(row, Text("Cushion needed", "所需余量"))
        fields = [Field(RISK_LABELS[k], kind) for k, kind in _CERTAINTY_COLUMNS]
        target, expected = "$B$5", "$B$6"
        rows: list[list[object]] = []
        for i, certainty in enumerate(report.certainties):
            n = row + 2 + i
            rows.append(
                [
                    certainty.probability,
                    units(certainty.revenue_cents),
                    Formula(f"=IF(B{n}>0,{expected}/B{n}-1,0)", certainty.cushion_share),
                    Formula(f"=ROUND({target}*(1+C{n})-{expected},2)", units(certainty.missing_cents)),
                ]
            )
        end = self.writer.table(row, fields, rows, freeze=False)
        self.writer.put(end, 0, RISK_LABELS["cushion_note"], italic=True, font_color="#5B6775")
        return end + 1

    def _teams(self, row: int, report: RiskReport) -> int:
        row = self._heading(row, Text("Teams", "团队"))
        fields = [Field(RISK_LABELS[k], kind) for k, kind in _TEAM_COLUMNS]
        rows = [
            [
                t.team,
                units(t.target_cents),
                units(t.expected_cents),
                t.target_probability,
                units(t.revenue.p10),
                units(t.revenue.p50),
                units(t.revenue.p90),
            ]
            for t in report.teams
        ]
        end = self.writer.table(row, fields, rows, freeze=False)
        scale = {"type": "2_color_scale", "min_color": "#FCE4D6", "max_color": "#D9EAD3", "min_type": "num"}
        bounds = {"max_type": "num", "min_value": 0, "max_value": 1}
        self.writer.sheet.conditional_format(row + 1, 3, end, 3, {**scale, **bounds})
        return end

    def _sources(self, row: int, report: RiskReport) -> int:
        row = self._heading(row, Text("What hurts most", "影响最大的因素"))
        fields = [Field(RISK_LABELS[k], kind) for k, kind in _SOURCE_COLUMNS]
        rows = [
            [
                SOURCE_WORDS[e.source],
                units(e.p10_gain_cents),
                units(e.p10_without_cents),
                e.probability_without,
                units(e.deviation_without_cents),
            ]
            for e in report.sources
        ]
        return self.writer.table(row, fields, rows, freeze=False)

    def _histogram(self, row: int, report: RiskReport) -> int:
        row = self._heading(row, Text("Distribution of the company's revenue", "公司收入分布"))
        fields = [Field(RISK_LABELS[k], kind) for k, kind in HISTOGRAM_COLUMNS]
        rows: list[list[object]] = []
        reached = 1.0
        for low, high, share in report.histogram:
            below = (low + high) / 2 < report.target_cents
            rows.append([units(low), units(high), share if below else 0.0, 0.0 if below else share, reached])
            reached = max(0.0, reached - share)
        return self.writer.table(row, fields, rows, freeze=False)

    def _origin(self, row: int, report: RiskReport, origin: RiskOrigin) -> int:
        row = self._heading(row, Text("How these figures were made", "生成信息"))
        lines: Sequence[tuple[Text, object]] = (
            (PLAN_LABELS["input_name"], origin.name),
            (PLAN_LABELS["input_sha256"], origin.sha256),
            (RISK_LABELS["draws"], report.draws),
            (RISK_LABELS["seed"], report.seed),
            (PLAN_LABELS["version"], origin.version),
        )
        for label, value in lines:
            self.writer.put(row, 0, label, font_color="#5B6775")
            self.writer.put(row, 1, value, font_color="#5B6775", align="left")
            row += 1
        return row


_CERTAINTY_COLUMNS = (("certainty", _S), ("sure", _M), ("cushion", _S), ("missing", _M))
_TEAM_COLUMNS = (
    ("team", Kind.TEXT),
    ("team_target", _M),
    ("expected", _M),
    ("team_probability", _S),
    ("team_p10", _M),
    ("team_p50", _M),
    ("team_p90", _M),
)
_SOURCE_COLUMNS = (
    ("source", Kind.TEXT),
    ("p10_gain", _M),
    ("p10_without", _M),
    ("probability_without", _S),
    ("deviation_without", _M),
)
