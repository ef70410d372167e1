"""The words of one cell: yes or no, a choice, several of them, a name."""

from __future__ import annotations

import re
from enum import StrEnum

from planner.domain.choices import Channel
from planner.findings import Place, Severity
from planner.language import NO_TEXT, Text
from planner.reading.cells.cell_notes import UNREADABLE, CellNotes, quoted
from planner.reading.words.choices import choice_meant, choice_named
from planner.reading.words.headers import clean_name, near_miss, normalise
from planner.reading.words.numbers import read_number
from planner.tables.columns.column import Column
from planner.tables.words.choice_words import (
    CHANNEL_ADVICE,
    FLAG_SYNONYMS,
    FLAG_WORDS,
    OWN_TELEPHONE,
    spellings,
    word_of,
)


def read_text(notes: CellNotes, value: object, place: Place) -> str:
    """Return the text of a cell, a number in its plainest form; control characters are taken out, and that is told."""
    if isinstance(value, int | float):
        notes.names.note_number(place)
        return str(int(value)) if value == int(value) else str(value)
    text, removed = clean_name(str(value))
    if removed:
        notes.report(
            "characters_removed",
            Severity.WARNING,
            place,
            Text("control characters", "含控制字符"),
            remedy=Text("They were removed.", "已去除。"),
        )
    return text


def read_flag(notes: CellNotes, value: object, column: Column, place: Place) -> object:
    """Return whether a cell says yes, or `UNREADABLE`."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float) and value in (0, 1):
        return bool(value)
    text = normalise(value)
    for flag, words in FLAG_WORDS.items():
        if text in (normalise(w) for w in (words.en, words.zh, *FLAG_SYNONYMS[flag])):
            return flag
    return notes.refuse("flag_unreadable", value, Text("yes or no is expected", "应为“是”或“否”"), place)


def read_choice(notes: CellNotes, text: str, column: Column, place: Place) -> object:
    """Return the choice that a word names or comes near enough to, or `UNREADABLE` with the choices there are."""
    members = list(column.choices or StrEnum)
    member = choice_named(text, members)
    if normalise(text) in OWN_TELEPHONE:
        notes.by_telephone.add((place.sheet, place.cell))
    if member is not None:
        return member
    meant = choice_meant(text, members)
    if meant is not None:
        remedy = Text("Read as '{c}': is it?", "按“{c}”读取，请确认。").format(c=word_of(meant))
        notes.report("choice_meant", Severity.WARNING, place, quoted(text), remedy=remedy)
        return meant
    words = Text.join((word_of(m) for m in members), "; ", "；")
    owners = {spelling: m for m in members for spelling in spellings(m)}
    close = near_miss(text, owners)
    hint = Text("Did you mean '{c}'?", "是否想填“{c}”？").format(c=word_of(owners[close])) if close else NO_TEXT
    if column.choices is Channel:
        hint = Text("{h} {a}", "{h}{a}").format(h=hint, a=CHANNEL_ADVICE) if close else CHANNEL_ADVICE
    notes.report(
        "choice_unknown",
        Severity.ERROR,
        place,
        quoted(text),
        Text("one of: {w}", "应为以下之一：{w}").format(w=words),
        hint,
    )
    return UNREADABLE


def read_choices(notes: CellNotes, text: str, column: Column, place: Place) -> object:
    """Return the choices that a cell lists, in its order, or `UNREADABLE`; a comma parts them where all parts are choices then."""
    listed = split_list(text)
    members = list(column.choices or StrEnum)
    if any(choice_named(p, members) is None for p in listed):
        commas = [p.strip() for p in re.split("[,，;；、\n]", text) if p.strip()]
        listed = tuple(commas) if all(choice_named(p, members) for p in commas) else listed
    parts = [read_choice(notes, p, column, place) for p in listed]
    return UNREADABLE if UNREADABLE in parts else tuple(parts)


def read_numbers(notes: CellNotes, text: str, column: Column, place: Place) -> object:
    """Return the numbers that a cell lists, ascending and each once, or `UNREADABLE`."""
    reads = [read_number(part) for part in split_list(text.replace("、", ";"))]
    values = [float(r.value) for r in reads if r is not None]
    low, high = column.minimum or 0.0, column.maximum or float("inf")
    if len(values) != len(reads) or not values or any(not low <= v <= high for v in values):
        return notes.refuse(
            "numbers_unreadable", text, Text("numbers separated by ; are expected", "应为分号隔开的数字"), place
        )
    return tuple(sorted(set(values)))


def split_list(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that lists several things, separated by ; or ； or 、 or a new line."""
    return tuple(part.strip() for part in re.split("[;；、\n]", text) if part.strip())
