"""One tree of errors; each says where, what, why it matters and what to do, and has an exit code."""

from __future__ import annotations

import errno
from enum import IntEnum

from planner.findings import Finding
from planner.language import Language, Text

NO_MEMORY = Text("Out of memory", "内存不足")
_NO_MEMORY_WORDS = (
    "failed to map segment",
    "cannot allocate memory",
    "can't start new thread",
    "unable to allocate",
    "bad_alloc",
    "out of memory",
    "libllvmlite",
)
"""In what is raised where a library gets no memory while it is loaded or works."""


class ExitCode(IntEnum):
    """Exit codes of the program."""

    DONE = 0
    PROGRAM_FAULT = 1
    WRONG_USAGE = 2
    INPUT_REJECTED = 3
    NO_FEASIBLE_PLAN = 4
    CANNOT_READ_OR_WRITE = 5
    TIME_LIMIT_WITHOUT_PLAN = 6
    VERIFICATION_FAILED = 7
    INTERRUPTED = 130


class PlannerError(Exception):
    """Base of all errors that the program raises on purpose."""

    exit_code = ExitCode.PROGRAM_FAULT

    def __init__(self, text: Text | str, findings: tuple[Finding, ...] = ()) -> None:
        self.text = Text.same(text) if isinstance(text, str) else text
        self.findings = findings
        super().__init__(self.text.en)

    def message(self, language: Language = Language.ENGLISH) -> str:
        """Return the message in `language`."""
        return self.text.choose(language)


class UsageError(PlannerError):
    """The command was called with words that do not fit together."""

    exit_code = ExitCode.WRONG_USAGE


class InputRejectedError(PlannerError):
    """The workbook has faults; `findings` lists all of them."""

    exit_code = ExitCode.INPUT_REJECTED


class NoFeasiblePlanError(PlannerError):
    """No plan keeps all the rules; `conflicts` names rules that cannot hold together."""

    exit_code = ExitCode.NO_FEASIBLE_PLAN

    def __init__(self, text: Text | str, findings: tuple[Finding, ...] = (), conflicts: tuple[Text, ...] = ()) -> None:
        super().__init__(text, findings)
        self.conflicts = conflicts


class FileAccessError(PlannerError):
    """A file cannot be read or written."""

    exit_code = ExitCode.CANNOT_READ_OR_WRITE


class SolverLostError(PlannerError):
    """A solver that is a program of its own was killed, cannot be started, or had no memory: no fault of this program, nor of the input."""

    exit_code = ExitCode.CANNOT_READ_OR_WRITE


class TimeLimitError(PlannerError):
    """The time limit was reached before any plan was found."""

    exit_code = ExitCode.TIME_LIMIT_WITHOUT_PLAN


class VerificationError(PlannerError):
    """The program's own check of the plan failed; nothing is written. `language` is that of the workbook that was checked, if any was."""

    exit_code = ExitCode.VERIFICATION_FAILED

    def __init__(self, text: Text | str, findings: tuple[Finding, ...] = (), language: Language | None = None) -> None:
        super().__init__(text, findings)
        self.language = language


class PlanInterruptedError(PlannerError):
    """The user interrupted before any plan was found."""

    exit_code = ExitCode.INTERRUPTED


def is_lack_of_memory(error: BaseException) -> bool:
    """Tell whether `error`, or one that it came from, is for want of memory."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, MemoryError) or (isinstance(seen, OSError) and seen.errno == errno.ENOMEM):
            return True
        if any(word in str(seen).casefold() for word in _NO_MEMORY_WORDS):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
