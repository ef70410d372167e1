"""One cell to one typed value, by the declaration of its column; every fault a finding."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cell_notes import UNREADABLE, CellNotes, quoted
from planner.reading.cells.number_cells import read_cell_number, type_number
from planner.reading.cells.read_as import PLAIN, ReadAs
from planner.reading.cells.word_cells import read_choice, read_choices, read_flag, read_numbers, read_text, split_list
from planner.reading.words.cell_words import ALL, DITTO, NO_NAME, NO_WORD, NOTHING, is_dash, is_nobody
from planner.reading.words.choices import choice_named
from planner.reading.words.headers import normalise
from planner.tables.columns.column import NUMERIC_KINDS, Column, Kind

LONGEST_NAME = 255
"""Characters of a name; a longer one is a text that slipped into its column."""

_DITTO_EXPECTED = Text("the value itself is expected, not that the one above repeats", "应填写具体内容，而非“同上”")
_NOT_GIVEN = Text("Read as not given.", "按未填写处理。")
_NAMED = (Kind.TEXT, Kind.REFERENCE, Kind.REFERENCES, Kind.CHOICE, Kind.CHOICES)
"""Kinds of words, none of which is a nought."""
_WORDS = (Kind.CHOICE, Kind.CHOICES, Kind.REFERENCE, Kind.REFERENCES, Kind.FLAG, Kind.NUMBERS, Kind.DATE)


@dataclass(slots=True)
class CellReader(CellNotes):
    """Reads cells, and keeps what there is to say of them."""

    def stands_for_nothing(self, value: object, column: Column, place: Place) -> bool:
        """Whether a cell says "-" or "n/a" where it might be blank, or 0 in place of a name, as a formula gives for an empty cell; reported.

        Names are left as they are.
        """
        if value == 0 and isinstance(value, int | float) and not isinstance(value, bool):
            if column.is_required or column.is_any_value or column.kind not in _NAMED:
                return False
            self.report("nothing_given", Severity.WARNING, place, quoted("0"), remedy=_NOT_GIVEN)
            return True
        if not isinstance(value, str) or len(value) > 12 or column.is_required or column.kind is Kind.KEY:
            return False
        text = normalise(value)
        if column.kind is Kind.REFERENCES and column.references is None and text in ALL:
            return True  # blank means all of them
        words = NOTHING if column.kind in NUMERIC_KINDS else NO_WORD if column.kind in _WORDS else NO_NAME
        is_word = text in words
        if not (is_dash(text) or is_word):
            return False
        if column.choices is not None and choice_named(text, column.choices) is not None:
            return False
        if column.kind is Kind.FLAG and text == "无":
            return False
        self.report("nothing_given", Severity.WARNING, place, quoted(value), remedy=_NOT_GIVEN)
        return True

    def read(self, value: object, column: Column, place: Place, way: ReadAs = PLAIN) -> object:
        """Return the typed value of a filled cell, or `UNREADABLE`. Money is in cents; lists are tuples."""
        if isinstance(value, str) and normalise(value) in DITTO:
            remedy = Text("Write it out in every row.", "请在每行写明。")
            self.report("ditto", Severity.ERROR, place, quoted(value), _DITTO_EXPECTED, remedy)
            return UNREADABLE
        if column.kind in NUMERIC_KINDS:
            number = read_cell_number(self, value, column, place, way)
            return UNREADABLE if number is None else type_number(self, number, column, place)
        if column.kind is Kind.FLAG:
            return read_flag(self, value, column, place)
        if isinstance(value, bool | datetime.date | datetime.time | datetime.timedelta):
            return self.refuse("text_expected", value, Text("a text is expected", "应为文本"), place)
        text = read_text(self, value, place)
        if column.kind is Kind.KEY and len(text) > LONGEST_NAME:
            expected = Text("a name of at most {n} characters is expected", "名称最长 {n} 个字符").format(
                n=LONGEST_NAME
            )
            return self.refuse("name_too_long", value, expected, place)
        if column.kind is Kind.CHOICE:
            return read_choice(self, text, column, place)
        if column.kind is Kind.CHOICES:
            return read_choices(self, str(value), column, place)
        if column.kind is Kind.NUMBERS:
            return read_numbers(self, text, column, place)
        if column.kind is Kind.REFERENCES:
            return split_list(str(value) if isinstance(value, str) else text)
        return None if column.field == "rep" and is_nobody(text) else text
