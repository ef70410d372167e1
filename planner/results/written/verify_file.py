"""`planner verify`: a plan workbook checked from its file alone."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.errors import FileAccessError
from planner.findings import Finding, sort_findings
from planner.language import Language, Text
from planner.results.verification.facts.case import Case
from planner.results.verification.subject import Subject
from planner.results.verify import refuse_faults, verify_subject
from planner.results.written.checks.cells_check import check_formulas, check_totals, find_no_values
from planner.results.written.checks.cost_sheets_check import check_cost_sheets
from planner.results.written.checks.cross_foot_check import check_cross_foot
from planner.results.written.checks.curve_check import check_curve
from planner.results.written.checks.figures import check_figures
from planner.results.written.checks.identity import check_assumptions, check_manifest, find_other_format
from planner.results.written.checks.market_grid_check import check_market_grid
from planner.results.written.checks.ratio_check import check_ratios
from planner.results.written.checks.summary import check_summary
from planner.results.written.checks.why_check import check_why
from planner.results.written.inputs.inputs import read_inputs
from planner.results.written.plans.plan_page import PlanPage, read_plan_page
from planner.results.written.plans.rebuild import PlanRebuilder
from planner.results.written.plans.result_tables import read_results
from planner.results.written.plans.territory_tables import check_territory_sheets
from planner.results.written.sheets.book import Book
from planner.results.written.sheets.read_book import read_book
from planner.tables.results.plan_market_sheets import CHANNEL_PLAN_SHEET
from planner.tables.results.plan_people_sheets import SEAT_TARGETS_SHEET
from planner.tables.results.plan_summary_sheet import PLAN_SHEET
from planner.tables.results.result_sheets import RESULT_SHEETS


@dataclass(frozen=True, slots=True)
class FileVerification:
    """What was found in a plan workbook (nothing: it holds), its language, how many units and seats it has."""

    findings: tuple[Finding, ...]
    language: Language
    units: int
    seats: int


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found in the cells of a plan workbook, and as far as it can be read its input, its plan and sheet Plan."""

    findings: list[Finding]
    units: int = 0
    seats: int = 0
    plan_input: PlanInput | None = None
    plan: AnnualPlan | None = None
    page: PlanPage | None = None


def verify_plan_file(content: bytes, name: str) -> FileVerification:
    """Verify the plan workbook in `content`: its cells, its own figures, and everything that follows from its input sheets.

    Raises
    ------
    FileAccessError
        When `content` cannot be read as a workbook, or is none that a plan was written to.
    """
    return examine_plan_file(content, name)[0]


def refuse_file_faults(content: bytes, name: str) -> None:
    """Refuse to write a plan workbook in which `verify_plan_file` finds something.

    Raises
    ------
    VerificationError
        When something does not hold; the first faults are told.
    """
    refuse_faults(verify_plan_file(content, name).findings)


def examine_plan_file(content: bytes, name: str) -> tuple[FileVerification, Examination]:
    """Verify the plan workbook in `content`, and return what was read of it as well.

    Raises
    ------
    FileAccessError
        When `content` cannot be read as a workbook, or is none that a plan was written to.
    """
    book = read_book(content, name)
    if all(book.find(sheet.sheet) is None for sheet in RESULT_SHEETS) and book.find(PLAN_SHEET) is None:
        text = Text("{n} is no plan workbook: it has none of its sheets.", "{n} 不是计划工作簿：没有任何结果表。")
        raise FileAccessError(text.format(n=name))
    language = Language.CHINESE if _is_chinese(book) else Language.ENGLISH
    found = examine_book(book)
    return FileVerification(sort_findings(found.findings), language, found.units, found.seats), found


def examine_book(book: Book) -> Examination:
    """Return what is wrong with a plan workbook, and what was read of it."""
    no_values = find_no_values(book)
    if no_values is not None:
        return Examination([no_values])
    other_format = find_other_format(book)
    if other_format is not None:
        return Examination([other_format])
    findings = list(check_formulas(book))
    plan_input, faults, absent = read_inputs(book)
    if plan_input is None:
        return Examination(findings + absent + faults)
    written = read_results(book, [p.product for p in plan_input.products])
    if isinstance(written, list):
        return Examination(findings + written)
    units, seats = len(written.rows(CHANNEL_PLAN_SHEET)), len(written.rows(SEAT_TARGETS_SHEET))
    page, case = read_plan_page(written.plan), Case(plan_input)
    plan = PlanRebuilder(case, written, page).rebuild() if not written.findings else None
    if plan is None:
        return Examination(findings + written.findings, units, seats)
    subject = Subject(case, plan, is_complete=False)
    rules = list(verify_subject(subject))
    check_totals(written)
    check_figures(written, case, plan)
    check_market_grid(written, plan_input)
    check_cross_foot(written, plan_input, plan)
    check_ratios(written, plan_input, plan)
    check_cost_sheets(written, plan_input, plan)
    check_curve(written, plan_input, plan)
    check_territory_sheets(written, plan_input, plan)
    if not check_manifest(written, page, plan_input, plan):
        findings += absent  # they held something
    check_assumptions(written, plan_input)
    check_why(written, plan)
    if not any(f.code in ("verify_one_option_per_unit", "verify_names", "verify_numbers") for f in rules):
        check_summary(written, page, subject)
    return Examination(findings + rules + written.findings, units, seats, plan_input, plan, page)


def _is_chinese(book: Book) -> bool:
    return any(sheet.name == PLAN_SHEET.zh for sheet in book.sheets)
