"""What every command about a plan begins with: the plan that a plan workbook states, or the one made from a planning workbook."""

from __future__ import annotations

from pathlib import Path

from planner.cli.diagnose.no_plan import explain_no_plan
from planner.cli.files.reading_input import read_and_check
from planner.cli.screen.findings_table import reject
from planner.cli.screen.progress import ProgressLine
from planner.cli.screen.spoken import speak
from planner.errors import FileAccessError, InputRejectedError, NoFeasiblePlanError, VerificationError
from planner.findings import has_errors
from planner.language import Language, Text
from planner.optimization.annual_plan import PlanRequest
from planner.reading.gate import open_gate
from planner.results.risk.certain import make_certain_plan
from planner.results.verify import verify_plan
from planner.results.written.read_plan import ReadPlan, is_plan_workbook, read_plan_file


def read_or_make_plan(workbook: Path, lang: str | None, quiet: bool, as_json: bool = False) -> tuple[ReadPlan, str]:
    """Return the plan that WORKBOOK states, or the one made from it, and the hash of the file."""
    try:
        file = open_gate(workbook)
    except InputRejectedError as error:
        raise FileAccessError(error.text, error.findings) from error
    if is_plan_workbook(file.content, file.name):
        read = read_plan_file(file.content, file.name)
        speak(read.language)
        return read, file.sha256
    return _make_plan(workbook, lang, quiet, as_json), file.sha256


def _make_plan(workbook: Path, lang: str | None, quiet: bool, as_json: bool) -> ReadPlan:
    result, findings = read_and_check(workbook)
    language = Language(lang) if lang else result.language
    if result.plan_input is None or has_errors(findings):
        reject(findings, language, as_json)
    progress = ProgressLine(language, quiet=quiet)
    try:
        made, _ = make_certain_plan(result.plan_input, PlanRequest(on_stage=progress.stage))
    except NoFeasiblePlanError as error:
        explained, _ = explain_no_plan(result.plan_input, error, workbook, progress.stage)
        raise explained from error
    finally:
        progress.done()
    findings = verify_plan(result.plan_input, made)
    if has_errors(findings):
        raise VerificationError(Text("The program's own check of the plan failed.", "程序自检未通过。"), findings)
    return ReadPlan(result.plan_input, made, language)
