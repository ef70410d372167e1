"""Names of digits that are written in two ways: 1001 as a number here, '1001 as a text or 1001.0 there. They are one name, and that is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from planner.findings import Finding, Place, Severity
from planner.language import Text
from planner.reading.words.headers import normalise
from planner.reading.words.repeats import AGAIN

_DIGITS = re.compile(r"\d+\Z")
_NUMBER = ""
"""The form of a name that is typed as a number; of a text it is the text."""


@dataclass(slots=True)
class NameForms:
    """The form in which each name of digits stands in its own table, by table and spelling, and what was written otherwise elsewhere.

    `numbers` are the cells, by sheet and address, that hold a name as a number. Without `is_noted` none are kept: long sheets of accounts
    hold nothing else.
    """

    numbers: set[tuple[str, str]] = field(default_factory=set)
    is_noted: bool = True
    _keys: dict[tuple[str, str], tuple[str, Place]] = field(default_factory=dict)
    _tables: set[str] = field(default_factory=set)
    _others: dict[tuple[str, str | None], tuple[Finding, int]] = field(default_factory=dict)

    def note_number(self, place: Place) -> None:
        """Keep that a name stands there as a number."""
        if self.is_noted:
            self.numbers.add((place.sheet, place.cell))

    def note_key(self, table: str, name: str, place: Place) -> None:
        """Keep how the name of a row of `table` is written."""
        if _DIGITS.match(normalise(name)):
            self._tables.add(table)
            self._keys.setdefault((table, normalise(name)), (self._form(name, place), place))

    def has_digits(self, table: str) -> bool:
        """Whether any name of `table` is of digits: others are written in one way."""
        return table in self._tables

    def compare(self, table: str, name: object, place: Place) -> None:
        """Keep that `name`, of a row of `table`, is written otherwise than there."""
        key = self._keys.get((table, normalise(name))) if table in self._tables else None
        if key is None:
            return
        form = _NUMBER if isinstance(name, int | float) else self._form(str(name), place)
        if form == key[0]:
            return
        where = place.sheet, place.column
        if where in self._others:
            first, count = self._others[where]
            self._others[where] = first, count + 1
            return
        found = Text("{a}, while {s}!{c} has {b}", "{a}，而 {s}!{c} 为{b}").format(
            a=_form_words(str(name), form), b=_form_words(normalise(name), key[0]), s=key[1].sheet, c=key[1].cell
        )
        remedy = Text("Taken as the same name; write it alike in both.", "按同一名称处理；请统一写法。")
        self._others[where] = Finding("name_written_otherwise", Severity.WARNING, place, found, remedy=remedy), 1

    def findings(self) -> Iterator[Finding]:
        """Return one warning a column in which names are written otherwise."""
        for first, count in self._others.values():
            yield first if count == 1 else replace(first, found=AGAIN.format(f=first.found, n=count))

    def _form(self, name: str, place: Place) -> str:
        return _NUMBER if (place.sheet, place.cell) in self.numbers else name.strip()


def _form_words(name: str, form: str) -> Text:
    if form == _NUMBER:
        return Text("the number {n}", "数字 {n}").format(n=normalise(name))
    return Text("the text '{n}'", "文本“{n}”").format(n=form[:40])
