"""Headers and keys as people write them, compared as they mean them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from planner.reading.units.units import split_unit
from planner.reading.words.word_senses import says_revenue, sense_key
from planner.reading.words.year_spans import with_first_years
from planner.tables.columns.column import Column, Kind
from planner.tables.words.last_year_words import dated_words

_Where = TypeVar("_Where", bound=Hashable)
"""How the places of headers are told apart: a column's number, or row and column."""
_Meant = TypeVar("_Meant")
LooseWords = Mapping[str, tuple[Column, ...]]
"""The columns that words may mean, likeliest first."""
_SPACE = re.compile(r"\s+")
_DANGEROUS = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\u200b\ufeff]")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
"""Characters that do not show: soft hyphens, joiners, marks of direction, fillers. Names keep them; comparisons do not see them."""
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_HAN_GAP = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_PUNCTUATION = re.compile(r"[-_:\u2010-\u2015]+")
_NUMBERING = re.compile(
    r"^(?:[(（]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）]|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[.、:：．]"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2})+\.?(?=\s))\s*(?=[^\W\d])"
)
_DIGITS = re.compile(r"'?([0-9]+)(?:\.0+)?\Z")
_RUN_TOGETHER = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})")
"""Between words of a name such as SalesLastYear or customerName; not in McDonald or iPhone."""
_OF_A_NAME = re.compile(r"(?<=\w)(?:[\s_]+name|名称?)$", re.IGNORECASE)
_EDGES = " *:;?!.,、。：；？！，★※#"
_TWO_WORDINGS = re.compile(
    rf"\s*[/|\n]\s*|(?<=[{_HAN})]) (?=[A-Za-z])|(?<=[A-Za-z)]) (?=[{_HAN}])|(?<=[{_HAN}])(?=[A-Za-z])|(?<=[a-z])(?=[{_HAN}])"
)
_NO_AMOUNT = re.compile(
    r"[数销]量|[人个家户台件]数|率|占比|比重|\b(?:ratios?|rates?|shares?|percent(?:age)?|numbers?|counts?|units?|volumes?)\b"
)
"""Words of a count or a ratio: their other words may be those of an amount, "Last year's sales ratio"."""
_OF_ONE_HEAD = re.compile(r"[元万千][/／](?:年[/／])?人|[/／每]人[/／]年")
"""A unit that says an amount is of one person, as 人均 before a header does: 底薪（万元/人/年）."""
_OF_A_YEAR = re.compile(r"[\s,/]+(?:p\.? ?a\.?|per (?:annum|year))$", re.IGNORECASE)
"""Behind a name: all amounts are those of a year."""
_OF_ONE_HEAD_IN_WORDS = re.compile(
    r"[(\[](?:[^()\[\]]*[\s/])?(?:per |/ ?)(?:head|fte|person|employee|rep)\b[^()\[\]]*[)\]]"
)
"""The same in English: Travel (NZD k per head)."""
_FISCAL_TARGET = re.compile(
    r"(?:fy ?'?(?P<fy>20\d\d|\d\d)|(?P<zh>20\d\d)财年)(?!\d).*(?:\b(?:targets?|quotas?|goals?|budget|aop|plan)\b|目标|指标|任务|预算|计划)"
    r"|\b(?:targets?|quotas?|goals?|budget|aop|plan)\b.*?(?<![a-z])fy ?'?(?P<behind>20\d\d|\d\d)(?!\d)"
)
"""A target of a fiscal year: FY27 target, Budget FY2027, 2027财年目标."""


@dataclass(frozen=True, slots=True)
class PlanYear:
    """The plan year, as far as headers and dates need it; `first_month` is the calendar month in which it begins (``None``: not readable).

    `name` is the year by which the workbook calls it, where that is known: FY27 for the year that begins in 2026.
    """

    year: int
    first_month: int | None = 1
    name: int | None = None

    @property
    def is_calendar(self) -> bool:
        """Whether it is a calendar year, so that a bare 2026 is the one before 2027."""
        return self.first_month == 1

    @property
    def fiscal_name(self) -> int:
        """The year by which FY27 names it."""
        return self.year if self.name is None or self.is_calendar else self.name


# The same names stand in thousands of rows.
@lru_cache(maxsize=65_536, typed=True)
def normalise(text: object) -> str:
    """Return `text` for comparison: NFKC, case folded, white space squeezed, apostrophes alike, no character that does not show.

    A name that was typed as a number, which a workbook keeps as 1001.0, is that of its digits, and so is the text 1001.0 or '1001. Zeros in
    front are kept: 007 is not 7.
    """
    if isinstance(text, float) and text.is_integer():
        text = int(text)
    plain = unicodedata.normalize("NFKC", str(text)).replace("’", "'")
    plain = _SPACE.sub(" ", _UNSEEN.sub("", _DANGEROUS.sub("", plain))).strip().casefold()
    digits = _DIGITS.match(plain) if plain[-1:].isdecimal() else None
    return plain if digits is None else digits[1]


def clean_name(text: str) -> tuple[str, bool]:
    """Return `text` without control and direction characters and outer blanks, and whether such characters were removed."""
    if text.isprintable():  # nearly all are; none of those characters is
        return text.strip(), False
    cleaned = _DANGEROUS.sub("", text)
    return _SPACE.sub(" ", cleaned).strip() if "\n" in cleaned else cleaned.strip(), cleaned != text


# The declared headers are asked for with every sheet, those of a file several times.
@lru_cache(maxsize=4096, typed=True)
def header_key(text: object) -> str:
    """Return a header or label for comparison: as `normalise`, without stars, colons, apostrophes, hyphens and blanks between Chinese characters.

    A colon inside counts as a blank: "Company target revenue" is that of the template, which has one.

    Examples
    --------
    >>> header_key(" *Cost_of_sales  cap："), header_key("上年\\n收入")
    ('cost of sales cap', '上年收入')
    """
    plain = _PUNCTUATION.sub(" ", normalise(text)).replace("'", "").strip(_EDGES)
    return _HAN_GAP.sub("", _SPACE.sub(" ", plain))


def header_spellings(column: Column) -> tuple[str, ...]:
    """Return the headers by which `column` is known, as `header_key` gives them."""
    return tuple(dict.fromkeys(header_key(h) for h in (column.header.en, column.header.zh, *column.synonyms)))


def column_named(text: object, known: Mapping[str, _Meant]) -> _Meant | None:
    """Return the column that a header names: as it stands, without numbering, remarks and units, or in both languages ("Segment / 细分")."""
    found = known.get(header_key(text))
    if found is not None:
        return found
    wordings = _wordings(str(text))
    for rest, _ in wordings:
        found = known.get(rest)
        if found is not None:
            return found
    for _, parts in wordings:
        columns = [known.get(part) for part in parts]
        if len(columns) > 1 and columns[0] is not None and all(c == columns[0] for c in columns):
            return columns[0]
    return None


# Every cell of a sheet's first rows is compared with the headers of every table that may be meant.
@lru_cache(maxsize=65_536)
def _wordings(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return a header without numbering, remarks and units, most first, each as a key and as the keys of its parts in two languages.

    Words that a database runs together (SalesLastYear) stand apart.
    """
    rests, _ = split_unit(_NUMBERING.sub("", _RUN_TOGETHER.sub(" ", text.strip())))
    rests = tuple(dict.fromkeys((*rests, *filter(None, (_OF_A_YEAR.sub("", rest) for rest in rests)))))
    return tuple(
        (header_key(rest), tuple(header_key(part) for part in _TWO_WORDINGS.split(rest) if part.strip()))
        for rest in rests
    )


def match_loosely(
    texts: Mapping[_Where, str],
    known: Mapping[str, Column],
    loose: LooseWords,
    plan_year: PlanYear | None = None,
) -> dict[_Where, Column]:
    """Return the columns that none of `texts` names surely (`known`) and one of them alone may mean (`loose`), by its place.

    Words that may mean two columns, such as Country, mean the second where the first is named surely; of several that do, such as Country and
    State, the one that the column lists first.
    """
    named = {place: column_named(text, known) for place, text in texts.items()}
    sure = {column.field for column in named.values() if column is not None}
    unclear = _years_unclear(texts.values(), loose, plan_year)
    maybe: dict[str, list[tuple[_Where, Column]]] = {}
    second: set[_Where] = set()
    for place, text in texts.items():
        is_sought = named[place] is None and not any(rest in unclear for rest, _ in _wordings(text))
        columns = _columns_meant(_with_years(text, plan_year), loose, plan_year) if is_sought else ()
        column = next((c for c in columns if c.field not in sure), None)
        if column is not None:
            maybe.setdefault(column.field, []).append((place, column))
            second |= {place} if column is not columns[0] else set()
    for field, at in maybe.items():
        if len(at) > 1:  # 销售额（含税） beside 销售额（不含税）
            maybe[field] = [(place, column) for place, column in at if "不含税" in texts[place]] or at
            if all(place in second for place, _ in at):
                listed = [header_key(word) for word in at[0][1].loose]
                order = {
                    place: n for place, _ in at for n, word in enumerate(listed) if word == header_key(texts[place])
                }
                maybe[field] = sorted(at, key=lambda one: order.get(one[0], len(listed)))[:1]
    return dict(at[0] for at in maybe.values() if len(at) == 1)


def named_by_targets(texts: Iterable[str], plan_year: PlanYear | None) -> PlanYear | None:
    """Return the plan year by the name that the headers of targets give it: targets for FY27 alone are those of a plan year 2026/27.

    Where targets of the year that begins in 2026 stand beside them, FY27 is the next one.
    """
    if plan_year is None or plan_year.is_calendar or plan_year.name is not None:
        return plan_year
    found = (_FISCAL_TARGET.search(normalise(text)) for text in texts)
    years = {int(m["fy"] or m["zh"] or m["behind"]) % 100 for m in found if m is not None}
    return replace(plan_year, name=plan_year.year + 1) if years == {(plan_year.year + 1) % 100} else plan_year


def _with_years(text: str, plan_year: PlanYear | None) -> str:
    """Return `text` with years such as 2025/26 by the name that fiscal years have in the workbook."""
    return with_first_years(text, 0 if plan_year is None else plan_year.fiscal_name - plan_year.year)


def _years_unclear(texts: Iterable[str], loose: LooseWords, plan_year: PlanYear | None) -> frozenset[str]:
    """Return the headers of last year's figures that count for nothing, since those of the plan year itself stand beside them.

    Where FY26 begins in 2026 it has no figures yet when it is planned: it is the one that ends in 2026, and FY25 the year before last year.
    """
    if plan_year is None or plan_year.is_calendar or plan_year.name is not None:
        return frozenset()
    fields = {c.field for columns in loose.values() for c in columns}
    keys = {rest for text in texts for rest, _ in _wordings(text)}
    of_plan_year = frozenset().union(*(_dated_keys(field, plan_year.year + 1) for field in fields))
    if not keys & of_plan_year:
        return frozenset()
    return frozenset().union(*(_dated_keys(field, plan_year.year) for field in fields)) | of_plan_year


# The words of a year are the same for every sheet.
@lru_cache(maxsize=256)
def _dated_keys(field: str, plan_year: int) -> frozenset[str]:
    if field == "target_revenue_cents":
        return frozenset()
    return frozenset(header_key(word) for word in dated_words(field, plan_year, False))


def _columns_meant(text: str, loose: LooseWords, plan_year: PlanYear | None) -> tuple[Column, ...]:
    """Return the columns that `text` may mean: by its words as they stand or without the plan year, else by their sense in any order."""
    found = column_named(text, loose)
    if found is None and plan_year is not None and plan_year.is_calendar:
        begins = re.sub(rf"(?<!\d)(?:{plan_year.year - 1}\s*年[末底]|{plan_year.year}\s*年初)(?=[{_HAN}])", "", text)
        undated = re.sub(rf"(?<!\d){plan_year.year}\s*(?:年度|财年|年)?(?=[{_HAN}])", "", begins)
        found = column_named(undated, loose) if undated != text else None
        if found is not None and undated != begins and any(column.field == "heads" for column in found):
            return ()  # the heads of the plan year are planned; those who begin it count
    if found is not None:
        return found
    unnamed = _OF_A_NAME.sub("", text.strip())
    if unnamed != text.strip() and (found := column_named(unnamed, loose)) is not None:
        return found  # Category name, 大区名称
    year = (None, True) if plan_year is None else (plan_year.year, plan_year.is_calendar)
    wordings = [rest for rest, _ in _wordings(text)]
    if _OF_ONE_HEAD.search(text):
        wordings += [f"人均{rest}" for rest in wordings]
    elif _OF_ONE_HEAD_IN_WORDS.search(text.casefold()):
        wordings += [f"{rest} per head" for rest in wordings]
    senses = (sense_key(rest, *year) for rest in wordings)
    found = next((loose[sense] for sense in senses if sense in loose), ())
    return tuple(column for column in found if column.kind is not Kind.MONEY or not _NO_AMOUNT.search(text.casefold()))


def known_headers(columns: Iterable[Column]) -> dict[str, Column]:
    """Return the column by each of its spellings; the first declared wins."""
    known: dict[str, Column] = {}
    for column in columns:
        for spelling in header_spellings(column):
            known.setdefault(spelling, column)
    return known


# They are asked for with every sheet that may be a table's.
@lru_cache(maxsize=256)
def loose_headers(columns: tuple[Column, ...], plan_year: PlanYear | None = None) -> LooseWords:
    """Return the columns by each of the words that can mean another thing too, by those that name a year of the plan's, and by the sense of all
    of a name's words, where no other column has the same.
    """
    loose: dict[str, tuple[Column, ...]] = {}
    for column in columns:
        dated = () if plan_year is None else dated_words(column.field, plan_year.fiscal_name, plan_year.is_calendar)
        for key in dict.fromkeys(map(header_key, (*column.loose, *dated))):
            loose[key] = (*loose.get(key, ()), column)
    return {**loose, **_columns_by_sense(columns)}


# A table's columns are the same with every sheet that is looked at.
@lru_cache(maxsize=256)
def _columns_by_sense(columns: tuple[Column, ...]) -> LooseWords:
    by_sense: dict[str, list[Column]] = {}
    for column in columns:
        spellings = (*header_spellings(column), *map(header_key, column.loose))
        for sense in dict.fromkeys(filter(None, map(sense_key, spellings))):
            if says_revenue(sense) and column.kind not in (Kind.MONEY, Kind.SHARE):
                continue  # a sales unit sells; unit sales are sold
            by_sense.setdefault(sense, []).append(column)
    return {sense: (named[0],) for sense, named in by_sense.items() if len(named) == 1}


def near_miss(text: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate most like `text`, or ``None`` when none is close."""
    by_normal: Mapping[str, str] = {normalise(c): c for c in candidates}
    close = difflib.get_close_matches(normalise(text), list(by_normal), n=1, cutoff=0.75)
    return by_normal[close[0]] if close else None
