"""Remarks in brackets behind a header or a label: "Accounts (lost)" is not the accounts, though a remark does not matter as a rule."""

from __future__ import annotations

import re

from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.headers.settled_words import is_part_of_year
from planner.reading.headers.tax_words import says_tax
from planner.reading.units.units import remarks_of, unit_or_fault
from planner.reading.words.headers import PlanYear, header_key, header_spellings, normalise
from planner.tables.columns.column import NUMERIC_KINDS, Column, Kind

_OTHER_MEASURE = re.compile(
    r"\b(?:growth|increase|delta|change|yoy|y/y|rank(?:ing)?|index|scores?|ratings?|difference|diff|variance|vs|gap|lost|churned|inactive|dormant"
    r"|avg|average|mean|median"
    r"|vacant|vacancies|obsolete|outdated|old|draft|not used|do not use|ignore|cumulative|cumulated|lifetime|before last|two years"
    r"|[2-9] (?:years|yrs)|per (?:team|rep|seat|segment|product|region))\b"
    r"|[Δδ]|平均|均值|同比|环比|增长|增幅|增速|排名|指数|评分|得分|打分|评级|差额|差异|变动|流失|丢失|空缺|缺编|作废|停用|勿用|旧|累计|历年|生命周期|前年|上上年|[2-9二三五]年|每个?(?:团队|席位|细分|产品)|各团队"
)
"""What no column of numbers holds, unless its own words say it."""
_WEIGHTED = re.compile(r"\bweighted\b|加权|折算")
_PLANNED = re.compile(r"\b(?:targets?|quotas?|goals?|budget(?:ed)?|plan(?:ned)?)\b|目标|指标|任务|预算|计划")
_AT_THE_END = re.compile(
    r"\b(?:year[- ]end|end of (?:the )?year|eoy|after hiring|incl\.? hires|managers?|vacant|contractors?)\b"
    r"|年末|年底|期末|编制|含待招|含新招|经理|主管|外包"
)
_NO_MONEY = re.compile(r"units?|(?:%|percent|占).*|.*\bshares?\b.*|.*(?:份额|占比|比重)")
"""Units are pieces as a rule, though amounts are in currency units; a part of something is no amount."""
_OF_SEVERAL_CURRENCIES = re.compile(r"\b(?:lc|lcy|local (?:currency|currencies))\b|本地货币|当地货币|当地币种")
_NEW_ALONE = re.compile(r"\b(?:new|won|upsell|expansion|renewals?)\b|新签|新增|新客户?|续约|续签|增购")
"""A part of the customers, or of what they bring."""
_YEARS_BACK = re.compile(r"\b(?:ly|py)\s*[-–−]\s*[1-9]\b|\by\s*[-–−]\s*[2-9]\b")
_PAST = re.compile(r"\b(?:actuals?|achieved|last year|prior year|previous year)\b|实际|完成|达成|上年|去年")
_OTHER_TARGET = re.compile(r"\b(?:stretch|minimum|least|floor|maximum|ceiling)\b|挑战|冲刺|保底|下限|上限")
_OTHER_MARGIN = re.compile(r"\b(?:net|ebit|ebitda|operating|contribution|markup)\b|净|营业利润|税前|加价")
_SHARE_OF_MARKET = re.compile(r"\b(?:market share|share of wallet|our share)\b|份额|市占")
_HARMLESS = re.compile(
    r"(?:%.*|percent.*|占.*|required|optional|mandatory|must|estimated?|est|approx|forecast|preliminary|see .*|incl.*|excl.*|note \d+"
    r"|必填|选填|可选|必须|预计|预估|暂估|估计|约"
    r"|(?:full|whole) year|jan\w*\.? ?[-–] ?dec\w*\.?|1 ?[-–~至到] ?12 ?月|12 ?个?月|全年|年度|可不填|如有|含.*|不含.*)\.?|[\W\d_]*"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def report_remark(
    text: str, column: Column, place: Place, reader: CellReader, plan_year: PlanYear | None, is_told: bool = False
) -> None:
    """Report a remark that says something else than the column of numbers holds, as a warning, or nothing that is known, as a note.

    `is_told`: another finding says already as what the header is read.
    """
    if column.kind not in NUMERIC_KINDS or header_key(text) in header_spellings(column):
        return
    own = normalise(" ".join(f"{t.en} {t.zh}" for t in (column.header, column.meaning, column.unit_text)))
    for remark in map(normalise, remarks_of(text)):
        unit = unit_or_fault(remark)
        is_no_money = column.kind is Kind.MONEY and _NO_MONEY.fullmatch(remark) is not None
        if is_no_money:
            _report_other(text, column, place, reader)
            return
        if not remark or remark in own or says_tax(remark) is not None or (unit is not None and unit.says_something):
            continue
        is_other = _is_other(remark, column, own) or _is_other_year(remark, column, plan_year)
        if is_other:
            _report_other(text, column, place, reader)
            return
        if not is_told and unit is None and not _HARMLESS.fullmatch(remark):
            found = Text("'{n}' is read as '{c}'", "“{n}”按“{c}”读取").format(n=text.strip()[:60], c=column.header)
            reader.report("header_remark", Severity.NOTE, place, found)
            return


def _report_other(text: str, column: Column, place: Place, reader: CellReader) -> None:
    found = Text("'{n}' may say something else than '{c}' holds", "“{n}”的含义可能与“{c}”不同")
    remedy = Text(
        "It is read as that: name it so if it is, else another way.",
        "已按其读取：如确为该项，请直接使用该名称；否则请改名。",
    )
    words = found.format(n=text.strip()[:60], c=column.header)
    reader.report("header_remark", Severity.WARNING, place, words, remedy=remedy)


def _is_other(remark: str, column: Column, own: str) -> bool:
    words = [_OTHER_MEASURE]
    is_of_last_year = column.header.en.startswith("Last year")
    if is_of_last_year and "target" not in column.field:
        words += [_PLANNED]
    if column.field.startswith("target_") or (is_of_last_year and "target" in column.field):
        words += [_PAST, _OTHER_TARGET]
    if column.field == "heads":
        words += [_PLANNED, _AT_THE_END]
    if column.field == "gross_margin":
        words += [_OTHER_MARGIN, _PLANNED]
    if column.field == "penetration":
        words += [_SHARE_OF_MARKET, _PLANNED]
    if column.kind in (Kind.MONEY, Kind.COUNT):
        words += [_WEIGHTED]
    if column.kind is Kind.MONEY:
        words += [_OF_SEVERAL_CURRENCIES]
    if is_of_last_year or column.field in ("accounts", "target_revenue_cents"):
        words += [_NEW_ALONE, _YEARS_BACK]
    return any((match := pattern.search(remark)) is not None and match[0] not in own for pattern in words)


def _is_other_year(remark: str, column: Column, plan_year: PlanYear | None) -> bool:
    """Whether a remark names a part of a year, or years none of which is the plan's or (of facts) the one before.

    Of last year's figures another check says so.
    """
    if column.header.en.startswith("Last year"):
        return False
    if column.kind is Kind.MONEY and is_part_of_year(remark):
        return True
    years = [int(year) for year in _YEAR.findall(remark)]
    if not years or plan_year is None:
        return False
    first = plan_year.year if column.header.en.startswith("Company target") else plan_year.year - 1
    return not any(first <= year <= plan_year.year for year in years)
