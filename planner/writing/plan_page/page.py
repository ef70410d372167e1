"""Sheet Plan: the plan on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.domain.choices import SolveStatus
from planner.domain.plan import AnnualPlan, Manifest
from planner.domain.plan_input import PlanInput
from planner.findings import Finding
from planner.language import Language, Text
from planner.tables.results.plan_summary_sheet import PLAN_SHEET, identity_line
from planner.tables.words.choice_words import word_of
from planner.writing.layout.formats import Styles
from planner.writing.layout.plan_grid import SheetWriter
from planner.writing.plan_page.blocks import WIDTHS, add_sentence
from planner.writing.plan_page.channels import add_channels
from planner.writing.plan_page.comparison import add_baselines, add_calibration
from planner.writing.plan_page.figures import add_certainty, add_headline, add_proof, add_tie_out
from planner.writing.plan_page.missed import add_missed_targets, headline_words
from planner.writing.plan_page.origin import add_findings, add_manifest

_ONE_PAGE = 72
"""Rows up to which the whole sheet is printed on one page; more would be too small to read."""


class SummarySheet:
    """The first sheet; made first so that it stands first, filled when the others are known."""

    def __init__(self, workbook: Any, styles: Styles, language: Language) -> None:
        self._workbook = workbook
        self.writer = SheetWriter(workbook, styles, PLAN_SHEET, language, Text("Annual plan", "年度销售计划"))
        for column, width in enumerate(WIDTHS):
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
        put(1, 0, identity_line(settings.company, settings.year_words, settings.currency), italic=True)
        status = plan.channel_plan.report.status
        if status in (SolveStatus.INTERRUPTED, SolveStatus.TIME_LIMIT):
            text = Text(
                "Cut off: {s}. A better plan may exist, see the bound.",
                "求解提前结束：{s}。可能存在更优计划，见上界。",
            )
            put(3 if plan.missed else 2, 0, text.format(s=word_of(status)), bold=True, font_color="#C00000")
        if plan.missed:
            add_sentence(self.writer, 2, headline_words(plan_input, plan).choose(self.writer.language), is_alarm=True)
        row = add_headline(self.writer, 4, plan_input, plan, market, costs)
        row = add_proof(self.writer, row + 1, plan)
        row = add_missed_targets(self.writer, row, plan)
        row = add_certainty(self.writer, row, plan)
        row = add_baselines(self.writer, row + 1, plan)
        row = add_calibration(self.writer, row + 1, plan, plan_input)
        row = add_tie_out(self.writer, row + 1, *tie_out)
        add_channels(self._workbook, self.writer, 4, plan, market)
        row = add_findings(self.writer, row + 1, findings)
        if add_manifest(self.writer, row + 1, manifest) <= _ONE_PAGE:
            self.writer.sheet.fit_to_pages(1, 1)
