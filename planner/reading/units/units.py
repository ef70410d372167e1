"""Units that people write into headers, corners and titles: 万元, CNY k, USD million, %, 元/月."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from planner.reading.units.unit_words import (
    CODE_OF,
    COUNTED,
    COUNTED_BY,
    NO_DECIMALS,
    OTHER_PARTS,
    PERCENT,
    PERIOD_ALONE,
    PERIODS,
    PLAIN,
    POWER_OF,
    POWER_OF_TEN,
    SCALE_WORD,
    SHARED_SIGNS,
    UNCLEAR_SCALES,
    YEAR_OR_HEAD,
    plain_unit,
)


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(w) for w in words), key=len, reverse=True))


_UNIT = "单位|単位|단위|units?|einheit|unité|unidad|jednostka"
_CURRENCY = _one_of([*CODE_OF, *SHARED_SIGNS])
_MONEY = re.compile(
    rf"^(?:(?:{_UNIT}|金额单位|金额|amounts?|figures|numbers|all|all figures|all amounts|all numbers|money)\s*[:为]?\s*)?(?:in\s+)?"
    rf"(?P<before>{_CURRENCY})?\s*(?:(?:in\s+|[/x×*]\s*)?(?P<scale>{_one_of(POWER_OF)})(?:\s+(?:of|de|di)|\s+d')?)?\s*(?P<after>{_CURRENCY})?"
    rf"(?P<rest>(?:\s*(?:/|per|pro|par|p\.|a|each|every|每|and|、|,)\s*(?:{_one_of(YEAR_OR_HEAD)}|{PERIODS.pattern}|家|户))*)$"
)
_LONGEST = 40
"""Characters of a remark that may be a unit."""
_OF_WHAT = re.compile(r"(?:/|\b(?:per|pro|par|por)\b)\s*([^\W\d_]+)")
"""What an amount is of, behind a slash or a word for "per": PLN/szt., EUR per rep."""
_THOUSANDS = re.compile(rf"^t[ .-]*(?=(?:{_CURRENCY})$)|(?<=[^a-z])t$")
"""TEUR, T€, T EUR, EUR T: thousands, as German books write them."""
_LAKHS = re.compile(r"^(₹|inr|rs\.?) ?l$")
_REAIS_MIL = re.compile(r"(?:r\$|brl|reais)\s*mil|mil\s*(?:r\$|brl|(?:de )?reais)")
"""R$ mil: thousands, as all Brazilian books write them. Beside other currencies mil may be short for millions."""
_ZEROS = re.compile(r"(?<![\d.,])'?0{1,3}(?:[,.]?0{2,3})+(?!\d)'?s?")
"""The zeros that were left out: $000,000 are millions, ₹ 00,000 lakhs."""
_SCALE_OF_ZEROS = {4: " 10k", 5: " lakh", 6: " m", 7: " crore", 9: " bn"}
_WRITTEN_THERE = (
    (re.compile(r"^r(?=(?: ?'?000'?s?| (?:k|m|mn|bn)| ?(?:million|billion))$)"), "zar "),
    (re.compile(r"^rm(?=(?: ?'?000'?s?| (?:k|m|mn|bn)| ?(?:million|billion))$)"), "myr "),
    (re.compile(r"^mil\.? (?=(?:kč|czk)$)"), "mio "),
    (re.compile(r"^bin (?=(?:tl|try|₺)$)"), "k "),
    (re.compile(r"^rp\.? (?:jt|juta)$"), "rp mio"),
    (re.compile(r"^(?:net|netto|ht) (?=\S*[€$£])|(?<=[€$£]) (?:ht|net|netto)$"), ""),
)
"""Scales as the books of one country write them, which elsewhere may mean another thing: R'000, RM million, mil. Kč, bin TL, Rp jt, k€ HT."""
_LARGER_THERE = re.compile(r"(?:rp\.?|rupiah) ?m|m ?rp\.?|(?:rp\.?|rupiah|idr|vnd|krw|jpy|¥|円|₩|₫) t|(?:₩|¥|₫)t")
"""M is *miliar* in Indonesia, a thousand millions, and T may be a million millions of such currencies; elsewhere a million and a thousand."""
_COMMA = r",(?!0{2,3}(?!\d))"
"""A comma between words, not among zeros."""
_JOINED = re.compile(rf"(?<![^\W\d_])([^\W\d_]{{1,3}})({_one_of(w for w in CODE_OF if len(w) < 3 and w != 'rs')})$")
"""A short word and a currency's sign or short name without a blank between: eFt, Md€."""
_SHORT_WORD = re.compile(r"[a-z\u00c0-\u04ff]{1,3}")
_FILLERS = "net ex vat tax gst inc cur act fc bud fx fy ist und et in at of per the and all mit ust ht ttc tva iva pa p a an yr head year"
_NO_SCALE = frozenset(_FILLERS.split())
"""Short words beside a currency that change nothing."""
_FIRST_CJK = 0x2E80
_NESTED = re.compile(r"[(\[{]([^()\[\]{}]*)[(\[{]([^()\[\]{}]*)[)\]}]([^()\[\]{}]*)[)\]}]")
_SAYS_LITTLE = re.compile(r"[A-Za-z]|[0-9.,]+s?")
"""Words of a title that are a unit only when they stand alone: M, 1000."""
_BRACKETED = re.compile(r"[(\[{【〔]([^()\[\]{}【】〔〕]*)[)\]}】〕]")
_AFTER_WORD = re.compile(
    rf"(?:{_UNIT})\s*[:为]?\s*(.+)$|(?:^|[\s,;])(?:amounts|figures|all figures|all amounts|money)?\s*in\s+(.+)$"
)
_AFTER_DASH = re.compile(rf"\s+[-–—|]\s+|\s*(?:{_COMMA}|[;:，；：])\s*")
_TWO_WORD_TAIL = re.compile(r"^(.*\S)\s+(\S+\s+\S+)$")
_WORD_TAIL = re.compile(r"^(.*\S)\s+(\S+)$|^(.+?)((?:十|百|千)?[万亿]元|[百千]万|万|亿)$")
_ENDS_IN_AMOUNT = re.compile(r"(?<![\d.,])(?!20\d\d$)[\d.,]*\d$")
"""A number, other than a year: what stands behind it is its unit, not that of a table."""
_AMOUNT = re.compile("[1-9]")
_UNLESS_WORDS = (
    r"(?:(?:unless|except where)(?: otherwise)? (?:stated|noted|specified|indicated|shown)(?: otherwise)?"
    r"|(?:除?另有?(?:说明|注明)(?:者|的)?(?:除外|外)))"
)
_UNLESS = re.compile(rf"\s*\({_UNLESS_WORDS}\)|[\s,;，；]*{_UNLESS_WORDS}(?=[).。]*$)", re.IGNORECASE)
"""Behind a unit: it is that of all amounts but those that state their own."""
_TAIL = re.compile(r"^(.*?)\s*(?:[,/|:;–—-]|\bin\b)\s*([^,|:;]+)$")


@dataclass(frozen=True, slots=True)
class StatedUnit:
    """A unit as it stands: 10^`power` of the column's unit, percent or not, the currencies it may mean (empty: none stated).

    `period` is the month, quarter, … of which an amount is meant where that is not the year (empty: none stated); `fault` is true when
    a scale stands there that is not understood. `of_what` is what an amount is of where that is neither a year nor a head: the piece of PLN/szt.
    """

    words: str
    power: int = 0
    is_percent: bool = False
    currencies: frozenset[str] = frozenset()
    period: str = ""
    fault: bool = False
    of_what: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether the unit is of what is counted or compared, which money is not: pieces, customers, a share."""
        word = plain_unit(self.words)
        return word in COUNTED or COUNTED_BY.fullmatch(word) is not None

    @property
    def says_something(self) -> bool:
        """Whether the unit changes how a number is read, or names a currency."""
        return bool(self.power or self.is_percent or self.currencies or self.period or self.fault or self.of_what)


def currency_codes(text: str) -> frozenset[str]:
    """Return the ISO codes that `text` (a code, sign or name of a currency) may mean; empty when it is not known."""
    word = plain_unit(text)
    if word in CODE_OF:
        return frozenset({CODE_OF[word]})
    return SHARED_SIGNS.get(word, frozenset({"CNY"}) if word == "元" else frozenset())


def has_smaller_coin(currency: str) -> bool:
    """Whether amounts in `currency` (a code, sign or name) have decimals; so have those of a currency that is not known.

    Examples
    --------
    >>> [has_smaller_coin(c) for c in ("JPY", "円", "KRW", "vnd", "CNY", "¥", "Taler")]
    [False, False, False, False, True, True, True]
    """
    codes = currency_codes(currency) or frozenset({currency.strip().upper()})
    return not codes <= NO_DECIMALS


# Each cell of the rows in which a header may stand is asked for its unit, most of them several times.
@lru_cache(maxsize=4096, typed=True)
def read_unit(text: object) -> StatedUnit | None:
    """Return the unit that the whole of `text` states; ``None`` when it is no unit.

    Examples
    --------
    >>> read_unit("万元").power, read_unit("USD '000").power, read_unit("%").is_percent
    (4, 3, True)
    >>> read_unit("TEUR").power, read_unit("monthly").period
    (3, 'monthly')
    >>> read_unit("internal") is None
    True
    """
    word, words = _with_scale_written_out(plain_unit(text)), str(text).strip()
    if not word or len(word) > _LONGEST:
        return None
    if word in PERCENT:
        return StatedUnit(words, is_percent=True)
    if word in OTHER_PARTS or _LARGER_THERE.fullmatch(plain_unit(text)):
        return StatedUnit(words, fault=True)
    if PERIOD_ALONE.fullmatch(word):
        return StatedUnit(words, period=word)
    if word in PLAIN:
        return StatedUnit(words)
    counted = COUNTED_BY.fullmatch(word)
    if counted is not None:
        return StatedUnit(words, POWER_OF[counted[1]])
    match = _MONEY.match(word)
    if match is None or not (match["before"] or match["scale"] or match["after"]):
        return None
    sign = match["before"] or match["after"]
    scale = match["scale"]
    period = PERIODS.search(match["rest"])
    return StatedUnit(
        words,
        POWER_OF[scale] if scale else 0,
        currencies=currency_codes(sign) if sign else frozenset(),
        period=period[0] if period else "",
    )


def _with_scale_written_out(word: str) -> str:
    """Return a unit with k for the T of TEUR and EUR T, and lakh for the L of ₹ L."""
    if currency_codes(word):
        return word
    if _REAIS_MIL.fullmatch(word):
        return "r$ k"
    word = _ZEROS.sub(lambda m: _SCALE_OF_ZEROS.get(m[0].count("0"), m[0]), word)
    for pattern, plain in _WRITTEN_THERE:
        word = pattern.sub(plain, word)
    return _LAKHS.sub(r"\1 lakh", _THOUSANDS.sub("k", word))


@lru_cache(maxsize=4096, typed=True)
def split_unit(text: object) -> tuple[tuple[str, ...], StatedUnit | None]:
    """Return what is left of a header without its remarks, most first, and the unit that a remark states.

    Examples
    --------
    >>> split_unit("潜力（万元）")[0][-1], split_unit("潜力（万元）")[1].power
    ('潜力', 4)
    """
    plain = unicodedata.normalize("NFKC", POWER_OF_TEN.sub(r"^\g<0>", str(text))).replace("’", "'").strip()
    rests, unit = [plain], None
    plain = _NESTED.sub(r"(\1 \2 \3)", plain)
    for remark in reversed(_BRACKETED.findall(plain)):
        unit = unit or unit_or_fault(remark)
    without = _BRACKETED.sub(" ", plain).strip()
    if without != plain:
        last = plain.rfind("(") if plain.endswith(")") else -1
        rests += [plain[:last].strip()] if last > 0 else []
        rests.append(without)
    if without.endswith("%") and len(without) > 1:
        rests.append(without[:-1].strip())
        unit = unit or StatedUnit("%", is_percent=True)
    for pattern in (_TAIL, _TWO_WORD_TAIL, _WORD_TAIL):
        tail = pattern.match(without)
        if tail is not None:
            base, words = (g for g in tail.groups() if g is not None)
            stated = read_unit(words)
            if stated is not None and (pattern is _TAIL or stated.says_something):
                rests.append(base.strip())
                unit = unit or stated
    return tuple(dict.fromkeys(r for r in rests if r)), unit


def remarks_of(text: object) -> tuple[str, ...]:
    """Return what stands in brackets in a header or a label.

    Examples
    --------
    >>> remarks_of("Accounts (active) [2026]"), remarks_of("客户数（家）")
    (('active', '2026'), ('家',))
    """
    plain = _NESTED.sub(r"(\1 \2 \3)", unicodedata.normalize("NFKC", str(text)))
    return tuple(remark.strip() for remark in _BRACKETED.findall(plain))


def unit_or_fault(remark: str) -> StatedUnit | None:
    """Return the unit of a remark, its parts taken together ("CNY, in thousands"); one that looks like a scale but is not understood is a fault."""
    whole = read_unit(remark)
    if whole is not None and whole.says_something:
        return whole
    parts = [p for p in re.split(rf"{_COMMA}|[;，；、]", remark) if p.strip()]
    units = [(part, read_unit(part)) for part in parts]
    odd = [plain_unit(part) for part, u in units if u is None] if len(remark) <= _LONGEST else []
    of_what = next(filter(None, map(_of_what, odd)), "")
    if of_what:
        return StatedUnit(remark.strip(), of_what=of_what)
    if any(map(_looks_like_a_scale, odd)):
        return StatedUnit(remark.strip(), fault=True)
    stated = [u for _, u in units if u is not None and u.says_something]
    if not stated:
        return whole
    return StatedUnit(
        remark.strip(),
        next((u.power for u in stated if u.power), 0),
        any(u.is_percent for u in stated),
        next((u.currencies for u in stated if u.currencies), frozenset()),
        next((u.period for u in stated if u.period), ""),
    )


def _looks_like_a_scale(part: str) -> bool:
    """Whether words that are no unit hold a scale, or a currency with a short word beside it that may be one: "eFt", "EUR Z"."""
    if SCALE_WORD.search(part) or part in UNCLEAR_SCALES:
        return True
    apart = (word if currency_codes(word) else _JOINED.sub(r"\1 \2", word) for word in part.split())  # US$ is one word
    words = [w for w in re.split(r"[\s./()-]+", " ".join(apart)) if w]
    others = [w for w in words if not (currency_codes(w) or w in PLAIN or w in _NO_SCALE)]
    return (
        len(others) < len(words) and any(currency_codes(w) for w in words) and any(map(_SHORT_WORD.fullmatch, others))
    )


def _of_what(part: str) -> str:
    """Return what an amount is of, in words that are no unit and hold a currency ("PLN brutto/szt."); empty: a year, a head, or nothing."""
    words = [w for w in re.split(r"[\s./()-]+", part) if w]
    if SCALE_WORD.search(part) or not any(map(currency_codes, words)):
        return ""
    return next((word for word in _OF_WHAT.findall(part) if word not in YEAR_OR_HEAD), "")


def unit_in_title(text: object) -> StatedUnit | None:
    """Return the unit of money that a title or note states, as in "Sales plan 2027 (CNY k)" or "单位：万元"; ``None`` when it states none."""
    plain = unicodedata.normalize("NFKC", str(text)).replace("’", "'").strip()
    if len(plain) > 200:
        return None
    plain = _UNLESS.sub("", plain)
    candidates = [*_BRACKETED.findall(plain)]
    for match in _AFTER_WORD.finditer(_BRACKETED.sub(" ", plain)):
        candidates.append(next(g for g in match.groups() if g is not None))
    last = _AFTER_DASH.split(plain)[-1]
    if read_unit(last) is not None and not _SAYS_LITTLE.fullmatch(last):  # "FY27 Plan - $K"; alone the whole title
        candidates.append(last)
    elif read_unit(plain) is not None:
        candidates.append(plain)
    tail = _TWO_WORD_TAIL.match(plain)
    if tail is not None and not _ENDS_IN_AMOUNT.search(tail[1]) and not _AMOUNT.search(tail[2]):
        behind = read_unit(tail[2])  # "Potential NZD m"
        candidates += [tail[2]] if behind is not None and behind.power and behind.currencies else []
    for candidate in candidates:
        words = [p for p in re.split(rf"(?:{_COMMA}|[;，；、\s])+", candidate) if not _SAYS_LITTLE.fullmatch(p)]
        parts = (candidate, *re.split(rf"{_COMMA}|[;，；、]", candidate), *words)
        units = [u for p in parts if (u := read_unit(p)) is not None and not u.is_percent and (u.power or u.currencies)]
        scaled = next((u for u in units if u.power), None)  # "USD in millions, except per share"
        is_short = len(candidate) <= _LONGEST
        if not scaled and is_short and any(map(currency_codes, words)) and _looks_like_a_scale(plain_unit(candidate)):
            return StatedUnit(candidate.strip(), fault=True)
        if units:
            return scaled or units[0]
    return None


def says_scale(currency: str) -> bool:
    """Whether the name of a currency also says how amounts count.

    Examples
    --------
    >>> [says_scale(c) for c in ("万元", "T€", "MEUR", "EURm", "EUR mill.", "CNY (万元)", "Kč", "KRW", "人民币元", "US$")]
    [True, True, True, True, True, True, False, False, False, False]
    """
    word = plain_unit(currency)
    unit = read_unit(currency)
    if unit is not None and unit.power:
        return True
    found = SCALE_WORD.search(word)
    if found is None:
        return word[:1] in "kmt" and word[1:] in CODE_OF
    behind = word[found.end() : found.end() + 1]
    return not (found[0].isascii() and behind.isalpha() and ord(behind) < _FIRST_CJK)
