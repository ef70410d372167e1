"""What --json prints: one object, also where a command fails."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from planner.errors import ExitCode
from planner.findings import Finding
from planner.language import Language

_ANSWERED = "answered as JSON"
_STATUS = {
    ExitCode.PROGRAM_FAULT: "program_fault",
    ExitCode.WRONG_USAGE: "wrong_usage",
    ExitCode.INPUT_REJECTED: "invalid",
    ExitCode.NO_FEASIBLE_PLAN: "infeasible",
    ExitCode.CANNOT_READ_OR_WRITE: "cannot_read_or_write",
    ExitCode.TIME_LIMIT_WITHOUT_PLAN: "time_limit",
    ExitCode.VERIFICATION_FAILED: "verification_failed",
    ExitCode.INTERRUPTED: "interrupted",
}


def json_words(answer: object) -> str:
    """Return `answer` as one JSON object for people and programs: indented, Chinese as it is."""
    return json.dumps(answer, ensure_ascii=False, indent=2)


def answer_json(answer: object) -> None:
    """Print `answer` on stdout, and note that the command has answered: where it fails after all, no second object follows."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.find_root().ensure_object(dict)[_ANSWERED] = True
    click.echo(json_words(answer))


def is_answered(notes: dict[str, object]) -> bool:
    """Whether the command whose root object `notes` is has answered."""
    return _ANSWERED in notes


def failure_json(code: ExitCode, message: str, findings: Sequence[Finding], language: Language) -> dict[str, object]:
    """Return the object of a command that ends with `code` and without an answer, for the reason that `message` says."""
    return {"status": _STATUS[code], "message": message, "findings": [f.as_json(language) for f in findings]}
