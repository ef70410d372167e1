"""Units that people write into headers, corners and titles: 万元, CNY k, USD million, %, 元/月."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_CURRENCIES = {
    "CNY": ("cny", "rmb", "cn¥", "人民币"),
    "USD": ("usd", "us$", "美元", "美金"),
    "JPY": ("jpy", "jp¥", "円", "日元", "日圆"),
    "EUR": ("eur", "€", "欧元"),
    "GBP": ("gbp", "£", "英镑"),
    "HKD": ("hkd", "hk$", "港元", "港币"),
    "TWD": ("twd", "nt$", "新台币"),
    "KRW": ("krw", "₩", "韩元"),
    "INR": ("inr", "₹", "卢比"),
}
_CODE_OF = {word: code for code, words in _CURRENCIES.items() for word in words}
_SHARED_SIGNS = {"$": frozenset({"USD", "HKD", "TWD", "SGD", "CAD", "AUD", "NZD"}), "¥": frozenset({"CNY", "JPY"})}
_POWERS = {
    0: ("元", "円", "圆", "yuan", "yen", "dollar", "dollars", "unit", "units", "currency unit", "currency units", "货币单位", "货币单位(元)"),
    3: ("k", "thousand", "thousands", "'000", "'000s", "000", "000s", "千", "千元", "千円"),
    4: ("万", "万元", "万円", "wan", "10k"),
    5: ("十万", "十万元"),
    6: ("m", "mn", "mm", "mio", "million", "millions", "百万", "百万元", "百万円"),
    7: ("千万", "千万元"),
    8: ("亿", "亿元", "億", "億円", "yi"),
    9: ("bn", "b", "billion", "billions", "十亿", "十亿元"),
}  # fmt: skip
_POWER_OF = {word: power for power, words in _POWERS.items() for word in words}
_PERCENT = frozenset(("%", "percent", "per cent", "pct", "in %", "百分比", "百分数", "百分之"))
_PLAIN_WORDS = (
    "家 人 个 名 户 月 年 天 次 倍 系数 小时 文本 日期 是/否 必填 选填 可选 名称 fte 全职人力 比例 小时/年 次/年 0-1 0–1 0至1 0到1 "
    "customers accounts heads head people months month year years days hours number count text yes/no required optional share ratio factor"
)
_PLAIN = frozenset(_PLAIN_WORDS.split())


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(w) for w in words), key=len, reverse=True))


_CURRENCY = _one_of([*_CODE_OF, *_SHARED_SIGNS])
_MONEY = re.compile(
    r"^(?:(?:单位|金额单位|金额|unit|units|amounts?|figures|all figures|all amounts|money)\s*[:为]?\s*)?(?:in\s+)?"
    rf"(?P<before>{_CURRENCY})?\s*(?P<scale>{_one_of(_POWER_OF)})?\s*(?P<after>{_CURRENCY})?"
    r"(?P<rest>(?:\s*(?:/|per|a|each|every|每|and|、|,)\s*"
    r"(?:head and year|head|person|year|annum|yr|month|quarter|week|day|家|户|人|年|月|季度|季|周|日|天))*)$"
)
_PERIODS = re.compile(r"month|quarter|week|day|月|季|周|日|天")
_SCALE_WORD = re.compile(r"万|千|亿|億|百万|(?<![a-z])(?:thousands?|millions?|billions?|'000s?|mn|bn|[km])(?![a-z])")
_BRACKETED = re.compile(r"[(\[{【〔]([^()\[\]{}【】〔〕]*)[)\]}】〕]")
_AFTER_WORD = re.compile(
    r"(?:单位|units?)\s*[:为]?\s*(.+)$|(?:^|[\s,;])(?:amounts|figures|all figures|all amounts|money)?\s*in\s+(.+)$"
)
_WORD_TAIL = re.compile(r"^(.*\S)\s+(\S+)$|^(.+?)((?:十|百|千)?[万亿]元|[百千]万|万|亿)$")
_TAIL = re.compile(r"^(.*?)\s*(?:[,/|:;–—-]|\bin\b)\s*([^,|:;]+)$")


@dataclass(frozen=True, slots=True)
class StatedUnit:
    """A unit as it stands: 10^`power` of the column's unit, percent or not, the currencies it may mean (empty: none stated).

    `fault` is true when the unit cannot be taken: an amount a month where a year's is meant, or a scale that is not understood.
    """

    words: str
    power: int = 0
    is_percent: bool = False
    currencies: frozenset[str] = frozenset()
    fault: bool = False

    @property
    def says_something(self) -> bool:
        """Whether the unit changes how a number is read, or names a currency."""
        return bool(self.power or self.is_percent or self.currencies or self.fault)


def _plain(text: object) -> str:
    folded = unicodedata.normalize("NFKC", str(text)).replace("’", "'").casefold()
    return re.sub(r"\s+", " ", folded).strip(" .。*:")


def currency_codes(text: str) -> frozenset[str]:
    """Return the ISO codes that `text` (a code, sign or name of a currency) may mean; empty when it is not known."""
    word = _plain(text)
    if word in _CODE_OF:
        return frozenset({_CODE_OF[word]})
    return _SHARED_SIGNS.get(word, frozenset({"CNY"}) if word == "元" else frozenset())


def read_unit(text: object) -> StatedUnit | None:
    """Return the unit that the whole of `text` states; ``None`` when it is no unit.

    Examples
    --------
    >>> read_unit("万元").power, read_unit("USD '000").power, read_unit("%").is_percent
    (4, 3, True)
    >>> read_unit("internal") is None
    True
    """
    word, words = _plain(text), str(text).strip()
    if not word or len(word) > 40:
        return None
    if word in _PERCENT:
        return StatedUnit(words, is_percent=True)
    if word in _PLAIN:
        return StatedUnit(words)
    match = _MONEY.match(word)
    if match is None or not (match["before"] or match["scale"] or match["after"]):
        return None
    sign = match["before"] or match["after"]
    scale = match["scale"]
    is_yearly = not _PERIODS.search(match["rest"])
    return StatedUnit(
        words, _POWER_OF[scale] if scale else 0, False, currency_codes(sign) if sign else frozenset(), not is_yearly
    )


def split_unit(text: object) -> tuple[tuple[str, ...], StatedUnit | None]:
    """Return what is left of a header without its remarks, most first, and the unit that a remark states.

    Examples
    --------
    >>> split_unit("潜力（万元）")[0][-1], split_unit("潜力（万元）")[1].power
    ('潜力', 4)
    """
    plain = unicodedata.normalize("NFKC", str(text)).replace("’", "'").strip()
    rests, unit = [plain], None
    for remark in reversed(_BRACKETED.findall(plain)):
        unit = unit or _unit_or_fault(remark)
    without = _BRACKETED.sub(" ", plain).strip()
    if without != plain:
        last = plain.rfind("(") if plain.endswith(")") else -1
        rests += [plain[:last].strip()] if last > 0 else []
        rests.append(without)
    if without.endswith("%") and len(without) > 1:
        rests.append(without[:-1].strip())
        unit = unit or StatedUnit("%", is_percent=True)
    for pattern in (_TAIL, _WORD_TAIL):
        tail = pattern.match(without)
        if tail is not None:
            base, words = (g for g in tail.groups() if g is not None)
            stated = read_unit(words)
            if stated is not None and (pattern is _TAIL or stated.says_something):
                rests.append(base.strip())
                unit = unit or stated
    return tuple(dict.fromkeys(r for r in rests if r)), unit


def _unit_or_fault(remark: str) -> StatedUnit | None:
    """Return the unit of a remark in brackets; one that holds a scale but is not understood is a fault."""
    parts = [p for p in re.split(r"[,;，；、]", remark) if p.strip()]
    for part in parts or [remark]:
        unit = read_unit(part)
        if unit is not None and unit.says_something:
            return unit
    unit = read_unit(remark)
    if unit is None and _SCALE_WORD.search(_plain(remark)) and len(remark) <= 15:
        return StatedUnit(remark.strip(), fault=True)
    return unit


def unit_in_title(text: object) -> StatedUnit | None:
    """Return the unit of money that a title or note states, as in "Sales plan 2027 (CNY k)" or "单位：万元"; ``None`` when it states none."""
    plain = unicodedata.normalize("NFKC", str(text)).replace("’", "'").strip()
    if len(plain) > 200:
        return None
    candidates = [*_BRACKETED.findall(plain)]
    for match in _AFTER_WORD.finditer(_BRACKETED.sub(" ", plain)):
        candidates.append(next(g for g in match.groups() if g is not None))
    if read_unit(plain) is not None:
        candidates.append(plain)
    for candidate in candidates:
        for part in (candidate, *re.split(r"[,;，；、\s]+", candidate)):
            unit = read_unit(part)
            if unit is not None and (unit.power or unit.currencies) and not unit.is_percent:
                return unit
    return None
