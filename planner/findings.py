"""What a check found: every fault of a workbook, with its place and its remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from planner.language import NO_TEXT, Language, Text


class Severity(StrEnum):
    """How much a finding matters: an error stops the plan, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_ROUTINE = frozenset(
    (
        "characters_removed",
        "column_hidden",
        "date_order",
        "external_links",
        "list_by_commas",
        "macros_ignored",
        "merged_rows",
        "money_below_cents",
        "name_with_formula",
        "name_written_otherwise",
        "nothing_given",
        "number_as_text",
        "row_hidden",
        "row_struck",
        "sheet_hidden",
        "start_date",
    )
)
"""Codes of warnings that tell how something was read which can mean nothing else: they stand behind those that may change the plan."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a workbook: `row` counts from 1 as Excel shows it, `column` is the letter."""

    sheet: str = ""
    row: int | None = None
    column: str | None = None
    header: Text = NO_TEXT

    @property
    def cell(self) -> str:
        """Address as Excel writes it: ``D26``, a whole row ``26:26``, a whole column ``D:D``, or empty."""
        if self.row is not None and self.column:
            return f"{self.column}{self.row}"
        if self.row is not None:
            return f"{self.row}:{self.row}"
        return f"{self.column}:{self.column}" if self.column else ""

    def describe(self, language: Language) -> str:
        """Return ``Sheet!D26 (Header)``."""
        address = f"{self.sheet}!{self.cell}" if self.sheet and self.cell else self.sheet
        header = self.header.choose(language)
        return f"{address} ({header})" if header else address


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    Parameters
    ----------
    code
        Stable name such as ``number_unreadable``; tests and ``--json`` use it.
    found, expected, remedy
        What stands there, what should, and what to do. `remedy` may be empty.
    alike
        Findings of the same kind in further cells, which this one stands for.
    """

    code: str
    severity: Severity
    place: Place
    found: Text
    expected: Text = NO_TEXT
    remedy: Text = NO_TEXT
    alike: tuple[Finding, ...] = field(default=(), compare=False, repr=False)

    @property
    def is_routine(self) -> bool:
        """Whether it tells how something was read that can mean nothing else."""
        return self.severity is not Severity.ERROR and self.code in _ROUTINE

    def message(self, language: Language = Language.ENGLISH) -> str:
        """Return the finding as one line: ``ERROR Accounts!D26 (Potential): found …, … is expected. Remedy.``"""
        words = {
            Language.ENGLISH: {"error": "ERROR", "warning": "WARNING", "note": "NOTE"},
            Language.CHINESE: {"error": "错误", "warning": "警告", "note": "提示"},
        }[language]
        place = self.place.describe(language)
        found, expected, remedy = (t.choose(language) for t in (self.found, self.expected, self.remedy))
        comma, stop, colon = ("，", "。", "：") if language is Language.CHINESE else (", ", ".", ": ")
        line = f"{words[self.severity.value]} {place}{colon if place else ''}{found}"
        line += f"{comma}{expected}{stop}" if expected else stop
        if remedy:
            line += remedy if language is Language.CHINESE else f" {remedy}"
        return line

    @property
    def words(self) -> Text:
        """The same line in both languages."""
        return Text(self.message(Language.ENGLISH), self.message(Language.CHINESE))

    def as_json(self, language: Language = Language.ENGLISH) -> dict[str, object]:
        """Return the finding as plain values for ``--json``."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "sheet": self.place.sheet,
            "cell": self.place.cell,
            "row": self.place.row,
            "column": self.place.header.choose(language),
            "found": self.found.choose(language),
            "expected": self.expected.choose(language),
            "remedy": self.remedy.choose(language),
            "message": self.message(language),
            "alike": [
                {"cell": f.place.cell, "found": f.found.choose(language), "remedy": f.remedy.choose(language)}
                for f in self.alike
            ],
        }


def sort_findings(findings: list[Finding] | tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return findings by severity, those that may change the plan first, then by sheet, row and column, in a fixed order."""
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    return tuple(
        sorted(
            findings,
            key=lambda f: (
                order[f.severity],
                f.is_routine,
                f.place.sheet,
                f.place.row or 0,
                len(f.place.column or ""),
                f.place.column or "",
                f.code,
            ),
        )
    )


def list_findings(findings: Iterable[Finding], indent: str = "") -> Text:
    """Return the findings in words, a line each."""
    return Text.join((Text("{i}{w}", "{i}{w}").format(i=indent, w=f.words) for f in findings), "\n", "\n")


def has_errors(findings: list[Finding] | tuple[Finding, ...]) -> bool:
    """Return whether any finding stops the plan."""
    return any(f.severity is Severity.ERROR for f in findings)
