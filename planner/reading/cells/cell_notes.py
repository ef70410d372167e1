"""What is kept of the cells of a workbook while they are read: findings, and what can be judged only when the settings are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from planner.findings import Finding, Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells.name_forms import NameForms
from planner.reading.words.expected_words import remedy_of
from planner.reading.words.headers import PlanYear

UNREADABLE = object()
"""What a cell reads as when a finding says why it cannot be read."""


@dataclass(slots=True)
class ShownCurrency:
    """The currencies that the number formats of a column's cells may mean, in their words; the first cell and how many there are."""

    codes: frozenset[str]
    words: str
    place: Place
    cells: int = 1


@dataclass(slots=True)
class CellNotes:
    """The findings, and what cells say of the whole workbook.

    `currencies` are those that headers and cells state, `shown_currencies` those of number formats; `calendar_words` are calendar months
    where a fiscal month is meant, and fiscal years where a calendar year is meant: field, words, place. `seats_by_rep`: seats have the names
    of the people who hold them.
    `years_of_last` are the headers of last year's figures; `names` are names of digits, written one way or the other. `below_cents` counts
    amounts that were rounded to cents, `first_below_cents` is the first of them and its place. `plan_year` is that of the settings, once read.
    `taxes` are words that say amounts with tax (true) or without. `settings_unread` are labels of numbers that name no setting,
    `plan_year_name` is the year that the header of the settings' values names. `by_telephone` are the cells, by sheet and address, whose word for
    the channel says that own people sell by telephone. `scales` are the powers of ten by which amounts count, where that is said, and whether it is
    said of the whole sheet.
    """

    findings: list[Finding] = field(default_factory=list)
    currencies: list[tuple[frozenset[str], str, Place]] = field(default_factory=list)
    shown_currencies: dict[tuple[str, str, str | None], ShownCurrency] = field(default_factory=dict)
    calendar_words: list[tuple[str, str, Place]] = field(default_factory=list)
    years_of_last: list[tuple[str, Place]] = field(default_factory=list)
    names: NameForms = field(default_factory=NameForms)
    below_cents: int = 0
    first_below_cents: tuple[Decimal, Place] | None = None
    plan_year: PlanYear | None = None
    plan_year_name: int | None = None
    by_telephone: set[tuple[str, str]] = field(default_factory=set)
    seats_by_rep: bool = False
    taxes: list[tuple[bool, str, Place]] = field(default_factory=list)
    settings_unread: list[tuple[str, Place]] = field(default_factory=list)
    scales: list[tuple[int, Place, bool]] = field(default_factory=list)

    def note_currency(self, codes: frozenset[str], words: str, place: Place) -> None:
        """Keep a stated currency, to be compared with the workbook's once that is known."""
        self.currencies.append((codes, words, place))

    def note_shown_currency(self, codes: frozenset[str], words: str, place: Place) -> None:
        """Keep a currency that a number format shows, once a column: every cell of one may have it."""
        key = words, place.sheet, place.column
        known = self.shown_currencies.get(key)
        if known is None:
            self.shown_currencies[key] = ShownCurrency(codes, words, place)
        else:
            known.cells += 1

    def report(
        self, code: str, severity: Severity, place: Place, found: Text, expected: Text = NO_TEXT, remedy: Text = NO_TEXT
    ) -> None:
        """Keep a finding."""
        self.findings.append(Finding(code, severity, place, found, expected, remedy))

    def refuse(self, code: str, value: object, expected: Text, place: Place) -> object:
        """Keep an error with the remedy that usually helps; return `UNREADABLE`."""
        self.report(code, Severity.ERROR, place, quoted(value), expected, remedy_of(code, expected, value))
        return UNREADABLE


def quoted(value: object) -> Text:
    """Return what was found, at most its first 60 characters."""
    return Text("found '{v}'", "内容为“{v}”").format(v=str(value)[:60])
