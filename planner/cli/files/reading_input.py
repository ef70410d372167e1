"""What every command that takes a planning workbook begins with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.screen.findings_table import reject
from planner.cli.screen.spoken import speak
from planner.findings import Finding, Place, Severity, has_errors, sort_findings
from planner.language import Language, Text
from planner.reading.words.repeats import gather_repeats
from planner.validation import workbook as validated
from planner.writing.files.atomic import find_mark_of_use

if TYPE_CHECKING:
    from planner.domain.plan_input import PlanInput
    from planner.reading.workbook import ReadResult

_NO_ROWS = Text("no accounts in this file", "文件中没有客户")


@dataclass(frozen=True, slots=True)
class SoundInput:
    """A workbook without errors: what was read of it, its input, what was found all the same, the language to answer in."""

    result: ReadResult
    plan_input: PlanInput
    findings: tuple[Finding, ...]
    language: Language


def read_sound_input(
    workbook: Path,
    lang: str | None,
    accounts: Path | None = None,
    with_scenarios: bool = False,
) -> SoundInput:
    """Return the input of `workbook`, with the accounts of that file where one is named; `lang` instead of the workbook's language.

    `with_scenarios`: faults of sheet Scenarios are among the findings, as warnings.

    Raises
    ------
    InputRejectedError
        When there are errors; they are shown first.
    """
    result, findings = read_and_check_scenarios(workbook) if with_scenarios else read_and_check(workbook)
    language = Language(lang) if lang else result.language
    plan_input = result.plan_input
    if plan_input is None or has_errors(findings):
        reject(findings, language)
    result, plan_input, findings = with_accounts(result, plan_input, findings, accounts)
    if has_errors(findings):
        reject(findings, language)
    return SoundInput(result, plan_input, findings, language)


def read_and_check(workbook: Path) -> tuple[ReadResult, tuple[Finding, ...]]:
    """Return what was read of `workbook` and all findings; from here on its language is spoken."""
    result, findings = validated.read_and_check(workbook)
    speak(result.language)
    _tell_if_open(workbook, result.language)
    return result, findings


def _tell_if_open(workbook: Path, language: Language) -> None:
    """Say that somebody has the workbook open: what was typed since it was last saved is not in the file, and so not in the plan."""
    if find_mark_of_use(workbook) is not None:
        text = Text(
            "{p} is open in Excel or LibreOffice: what was last saved is read.",
            "{p} 正在 Excel 或 LibreOffice 中打开：读取的是最近一次保存的内容。",
        )
        click.echo(text.format(p=workbook.name).choose(language), err=True)


def read_and_check_scenarios(workbook: Path) -> tuple[ReadResult, tuple[Finding, ...]]:
    """Return what `read_and_check` gives, and the faults of sheet Scenarios as warnings."""
    result, findings = read_and_check(workbook)
    if result.readable_input is None or not result.readable_input.scenarios:
        return result, findings
    # Imported here, so that a workbook without scenarios does not wait for it.
    from planner.scenarios.sheet import check_scenario_sheet

    return result, sort_findings([*findings, *check_scenario_sheet(result, findings)])


def with_accounts(
    result: ReadResult, plan_input: PlanInput, findings: tuple[Finding, ...], accounts: Path | None
) -> tuple[ReadResult, PlanInput, tuple[Finding, ...]]:
    """Return what was read and the input with the accounts of the file instead of the sheet's, and all findings on it."""
    if accounts is None:
        return result, plan_input, findings
    from planner.reading.accounts.account_files import read_account_file
    from planner.reading.cells.cells import CellReader
    from planner.reading.seat_lists import with_lists_of_seats
    from planner.validation import check_plan_input

    sheet = result.sheets.get("accounts")
    places = {key: place for key, place in result.places.items() if key[0] != "accounts"}
    book, read_findings = read_account_file(accounts, plan_input, places)
    # Only now are the words known by which the file's accounts name skills and regions.
    reader = CellReader()
    seats = with_lists_of_seats(plan_input.seats, plan_input.segments, book, places, reader)
    found = gather_repeats([*read_findings, *reader.findings])
    if not len(book) and not has_errors(found):
        found.append(Finding("accounts_missing", Severity.ERROR, Place(accounts.name), _NO_ROWS))
    changed = replace(plan_input, accounts=book, seats=seats)
    sheets = {**result.sheets, "accounts": accounts.name}
    # What was found on the sheet that the file replaces matters no more.
    kept = [f for f in findings if sheet is None or f.place.sheet != sheet]
    names = {table: known for table, known in result.names.items() if table != "accounts"}
    checked = check_plan_input(changed, places, sheets, names=names)
    read = replace(result, plan_input=changed, places=places, sheets=sheets)
    return read, changed, sort_findings([*dict.fromkeys((*kept, *checked)), *found])
