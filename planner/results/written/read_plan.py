"""A plan read back from its workbook, for what is asked of it later; refused when the file does not hold."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.plan import AnnualPlan
from planner.domain.plan_input import PlanInput
from planner.errors import FileAccessError, VerificationError
from planner.findings import has_errors
from planner.language import Language, Text
from planner.results.written.sheets.read_book import read_sheet_names
from planner.results.written.verify_file import examine_plan_file
from planner.tables.results.plan_summary_sheet import PLAN_SHEET
from planner.tables.results.result_sheets import RESULT_SHEETS


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A verified plan workbook: input, plan, language; of its manifest (if any) the SHA-256 of the plan, the planned workbook, the scenario."""

    plan_input: PlanInput
    plan: AnnualPlan
    language: Language
    plan_sha256: str = ""
    input_name: str = ""
    scenario: str = ""


def is_plan_workbook(content: bytes, name: str) -> bool:
    """Whether the workbook in `content` has any sheet of a plan.

    Raises
    ------
    FileAccessError
        When it cannot be read as a workbook.
    """
    own = {n for text in (PLAN_SHEET, *(s.sheet for s in RESULT_SHEETS)) for n in (text.en, text.zh)}
    return any(sheet in own for sheet in read_sheet_names(content, name))


def read_plan_file(content: bytes, name: str) -> ReadPlan:
    """Return the plan that the workbook in `content` states, after the verifier found nothing wrong with it.

    Raises
    ------
    FileAccessError
        When `content` cannot be read as a workbook, or is none that a plan was written to.
    VerificationError
        When something in the file does not hold; `findings` says what.
    """
    verified, found = examine_plan_file(content, name)
    if has_errors(verified.findings):
        text = Text(
            "{n} does not hold, so nothing is computed from it; 'planner verify {n}' lists {c} faults. "
            "Where inputs were changed, make the plan again with 'planner plan {n}'.",
            "{n} 未通过核验，不能据此计算；“planner verify {n}”列出 {c} 处问题。若修改过输入，请用“planner plan {n}”重新编制。",
        )
        if len(verified.findings) == 1:
            text = Text(
                "{n} does not hold, so nothing is computed from it: {only} "
                "Where inputs were changed, make the plan again with 'planner plan {n}'.",
                "{n} 未通过核验，不能据此计算：{only}若修改过输入，请用“planner plan {n}”重新编制。",
            )
        only = verified.findings[0]
        told = Text(only.message(Language.ENGLISH), only.message(Language.CHINESE))
        raise VerificationError(
            text.format(n=name, c=len(verified.findings), only=told), verified.findings, verified.language
        )
    if found.plan_input is None or found.plan is None or found.page is None:
        raise FileAccessError(Text("{n} cannot be read.", "无法读取 {n}。").format(n=name))
    page = found.page
    said = {key: str(page.value(key) or "") for key in ("plan_sha256", "input_name", "scenario")}
    return ReadPlan(found.plan_input, found.plan, verified.language, **said)
