"""Headers of last year's figures and of this year's target as people write them: a measure beside a year, in either order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

_REVENUE = (
    (
        "revenue",
        "revenues",
        "net revenue",
        "rev",
        "sales",
        "net sales",
        "sales revenue",
        "turnover",
        "arr",
        "net arr",
        "umsatz",
        "actual",
        "actuals",
        "forecast",
        "fcst",
        "gross written premium",
        "gwp",
    ),
    (
        "收入",
        "销售额",
        "销售收入",
        "营收",
        "营业收入",
        "业绩",
        "销售业绩",
        "实际",
        "完成额",
        "完成",
        "销售",
        "预计收入",
        "预计销售额",
        "预计完成",
        "保费收入",
    ),
)
_TARGET = (
    ("target", "targets", "quota", "revenue target", "sales target"),
    ("目标", "销售目标", "收入目标", "业绩目标", "指标", "销售指标", "任务", "销售任务"),
)
_MEASURES = {
    "existing_revenue_cents": _REVENUE,
    "last_year_revenue_cents": _REVENUE,
    "last_year_target_cents": _TARGET,
}
"""By field, in English and in Chinese."""
_KINDS = "aef"
"""Behind a year: actual, estimate, forecast. A year is planned before the last one has ended."""
_DONE = ("实际", "完成")
_LAST_YEAR = (
    ("last year", "last year's", "prior year", "previous year", "py", "ly", "last fy", "prior fy", "previous fy"),
    ("上年", "去年", "上年度", "去年度", "上一年", "上一年度"),
)


def last_year_words(field: str) -> tuple[str, ...]:
    """Return the headers that say last year and what `field` holds; none where it is not last year's."""
    measures = _MEASURES.get(field)
    return () if measures is None else tuple(_phrases(_LAST_YEAR, measures))


def dated_words(field: str, plan_year: int, is_calendar: bool) -> tuple[str, ...]:
    """Return the headers that name the year of what `field` holds: the one before `plan_year`, or that of the company's target.

    Where the fiscal year is not the calendar's, a bare 2026 may be either: then only fiscal years count.

    Examples
    --------
    >>> {"fy26 revenue", "revenue 2026", "2026年销售额"} <= set(dated_words("existing_revenue_cents", 2027, True))
    True
    """
    measures = _TARGET if field == "target_revenue_cents" else _MEASURES.get(field)
    if measures is None:
        return ()
    year = plan_year if measures is _TARGET and field == "target_revenue_cents" else plan_year - 1
    short = f"{year % 100:02d}"
    fiscal = (f"fy{year}", f"fy{short}", f"fy {year}", f"fy {short}")
    english: tuple[str, ...] = (*fiscal, *(f"fy{y}{kind}" for y in (year, short) for kind in _KINDS))
    chinese: tuple[str, ...] = (*fiscal, f"{year}财年")
    if is_calendar:
        english = (*english, f"{year}", f"'{short}", f"cy{year}", f"cy{short}", *(f"{year}{kind}" for kind in _KINDS))
        chinese = (*chinese, f"{year}年", f"{year}年度", f"{year}", f"{short}年")
    return tuple(_phrases((english, chinese), measures))


def _phrases(
    years: tuple[Iterable[str], Iterable[str]], measures: tuple[Iterable[str], Iterable[str]]
) -> Iterable[str]:
    """Yield every year with every measure."""
    for year, measure in product(years[0], measures[0]):
        actual: tuple[str, ...] = () if measure.startswith("actual") else (f"actual {measure}", f"{measure} actual")
        for words in (measure, *actual):
            yield from (f"{year} {words}", f"{words} {year}", f"{words} ({year})")
        if actual:
            yield f"{measure} {year} actual"
    for year, measure in product(years[1], measures[1]):
        actual = () if measure.startswith(_DONE) else tuple(f"{done}{measure}" for done in _DONE)
        for words in (measure, *actual):
            yield from (f"{year}{words}", f"{words}({year})")
