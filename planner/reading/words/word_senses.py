"""Headers and labels by the sense of their words, in any order: "First month of the financial year" is "Fiscal year start month"."""

from __future__ import annotations

import re
from functools import lru_cache

from planner.reading.words.chinese_senses import HAN, chinese_senses

_SENSES = {
    "revenue": "sales turnover gwp",
    "target": "targets goal goals quota quotas aop",
    "most": "limit cap ceiling max maximum largest highest upper allowed approved permitted",
    "least": "min minimum fewest smallest lowest floor lower",
    "pay": "salary salaries wage wages compensation remuneration",
    "head": "person people rep reps employee employees fte ftes seller ae aes",
    "penetration": "penetrate penetrating",
    "start": "starts starting begin begins beginning first opening",
    "fiscal": "financial",
    "hire": "hiring recruit recruits recruiting recruitment",
    "account": "customer customers client clients",
    "today": "todays current currently existing present now",
    "last": "previous prior",
    "average": "avg avg. mean",
    "round": "rounding rounded",
    "without": "excl excluding",
}
"""The words that mean a word, by that word. Money in general is in no sense: a budget may be a target or a limit, a cost may be an expense or all."""
_SENSE_OF = {word: sense for sense, words in _SENSES.items() for word in words.split()}
_NO_SENSE_WORDS = "a an the of in for to by on at per and or our one is be may with company annual yearly total overall rate ratio net"
_NO_SENSE = frozenset(_NO_SENSE_WORDS.split())
"""Words that tell none of the declared names from another."""
_WORD = re.compile(r"[a-z0-9'.]*[a-z0-9]")
_ON_COSTS = re.compile(r"^on costs\b")
"""What an employer pays on top of pay, as `header_key` gives it: the first word says something there."""
_FEWEST_WORDS = 2
_MARK = "≈"
_TOLD_BY_ORDER = ({"target", "account"}, {"head", "team"})
"""Target customers are there, a customer target is to be reached; heads of a team are many, a team head is one."""


@lru_cache(maxsize=65_536)
def sense_key(text: str, plan_year: int | None = None, is_calendar: bool = True) -> str:
    """Return the sense of a header or label, as `header_key` gives it, for comparison; empty where it has none, or is one English word.

    Words of the plan year say nothing: all of a plan is of that year. A bare one counts where the fiscal year is the calendar's.

    Examples
    --------
    >>> sense_key("first month of financial year") == sense_key("fiscal year start month")
    True
    >>> sense_key("max cost of sales"), sense_key("gross profit target fy2027", 2027) == sense_key("target gross profit")
    ('≈cost most revenue', True)
    >>> sense_key("sales"), sense_key("全年目标销售额 2027"), sense_key("2027年销售目标", 2027)
    ('', '', '≈revenue target')
    """
    if HAN.search(text):
        undated = text
        for name in () if plan_year is None else _names_of_year(plan_year, is_calendar):
            undated = re.sub(rf"(?<![0-9a-z]){name}(?![0-9a-z])\s*(?:年度|财年|年)?", "", undated)
        senses_of_han = chinese_senses(undated)
        return f"{_MARK}{' '.join(sorted(senses_of_han))}" if senses_of_han else ""
    if not text.isascii():
        return ""
    senses: set[str] = set()
    for word in _WORD.findall(_ON_COSTS.sub("oncosts", text.replace("&", " and "))):
        if plan_year is not None and word in _names_of_year(plan_year, is_calendar):
            continue
        if word == "fy":
            senses |= {"fiscal", "year"}
        elif word not in _NO_SENSE:
            senses.add(_SENSE_OF.get(word) or _SENSE_OF.get(single := _singular(word), single))
    if len(senses) < _FEWEST_WORDS or senses in _TOLD_BY_ORDER:
        return ""
    return f"{_MARK}{' '.join(sorted(senses))}"


def says_revenue(sense: str) -> bool:
    """Whether one of the words of a sense is revenue, or "sales" as in sales team."""
    return "revenue" in sense.removeprefix(_MARK).split()


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _names_of_year(year: int, is_calendar: bool) -> tuple[str, ...]:
    fiscal = (f"fy{year}", f"fy{year % 100:02d}")
    return (*fiscal, str(year)) if is_calendar else fiscal
