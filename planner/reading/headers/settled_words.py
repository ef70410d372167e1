"""What cells and headers say that can be judged only when the settings are read: currencies, months and years of the fiscal year."""

from __future__ import annotations

import re
import unicodedata

from planner.domain.calendar import fiscal_month
from planner.domain.settings import Settings
from planner.findings import Place, Severity
from planner.language import Text
from planner.reading.cells.cells import CellReader
from planner.reading.headers.tax_words import check_taxes
from planner.reading.units.unit_words import CODE_OF, THREE_DECIMALS
from planner.reading.units.units import currency_codes, says_scale
from planner.reading.words.numbers import read_number, to_cents
from planner.reading.words.repeats import AGAIN

_WORDS = re.compile(r"[^\W\d_]+|[^\w\s()]+")
_TWO = re.compile(r"[/,;+&、，；]|\band\b|和|与")
_KNOWN = frozenset(CODE_OF.values())
_YEAR = re.compile(r"(?<!\d)20[1-9]\d(?!\d)")
_MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_PART_OF_YEAR = re.compile(
    r"\b(?:q[1-4]|[1-4]q|h[12]|[12]h|ytd|year to date|(?:[1-9]|1[01]) ?(?:m(?! ?[€$£¥₩₹])|months?)"
    r"|(?:first|second) half|half[- ]year|(?:nine|six|three)[- ]months)\b"
    r"|[上下]半年|[一二三四1-4]季度|[前后] ?[一二三四五六七八九\d]+ ?个月|截至|累计|年初至今",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    rf"\b({'|'.join(_MONTH_NAMES)})[a-z]*\.? ?(?:[-–—]|to) ?({'|'.join(_MONTH_NAMES)})|(\d{{1,2}})月? ?[-–—~至到] ?(\d{{1,2}})月",
    re.IGNORECASE,
)


def check_words(reader: CellReader, settings: Settings) -> None:
    """Report stated currencies and calendar words that contradict `settings`, and amounts that its currency has finer than cents."""
    check_currencies(reader, settings.currency)
    _check_decimals(reader, settings.currency)
    check_taxes(reader)
    _check_parts_of_year(reader)
    if settings.fiscal_start_month != 1:
        _check_calendar(reader, settings.fiscal_start_month)
    else:
        _check_years(reader, settings.plan_year)


def check_currency(reader: CellReader, currency: str, place: Place) -> None:
    """Refuse what is no currency, and one that says a unit, such as 万元 or TEUR.

    Whether amounts count in that unit would be a guess, a wrong one by a factor of thousands.
    """
    kinds = {unicodedata.category(c) for c in currency}
    several = {
        code
        for part in _TWO.split(currency)
        for code in (currency_codes(part) if len(currency_codes(part)) == 1 else ())
    }
    if len(several) > 1:
        reader.report(
            "currency_unreadable",
            Severity.ERROR,
            place,
            Text("found '{v}'", "内容为“{v}”").format(v=currency[:60]),
            Text("one currency is expected", "应为一种币种"),
            Text(
                "Convert the amounts of the other; the program converts nothing.",
                "请先换算其他币种的金额；本程序不作换算。",
            ),
        )
        return
    if "%" in currency or "Nd" in kinds or not any(k == "Sc" or k.startswith("L") for k in kinds):
        reader.report(
            "currency_unreadable",
            Severity.ERROR,
            place,
            Text("found '{v}'", "内容为“{v}”").format(v=currency[:60]),
            Text("a currency is expected", "应为币种"),
            Text("Write its code, such as CNY or EUR.", "请填写币种代码，如 CNY。"),
        )
    elif says_scale(currency):
        reader.report(
            "currency_scaled",
            Severity.ERROR,
            place,
            Text("found '{v}'", "内容为“{v}”").format(v=currency),
            Text("a currency without a unit of amounts is expected", "应为不含金额单位的币种"),
            Text(
                "Write the currency alone, such as CNY or EUR, and the unit into the headers of amounts, such as Pay per head (万元) or (TEUR).",
                "此处只填币种，如 CNY；金额单位请写入金额列的表头，如“人均薪酬（万元）”。",
            ),
        )


def check_currencies(reader: CellReader, currency: str) -> None:
    """Report headers, cells and number formats that state another currency than the workbook's: nothing is converted.

    A format is a warning: a program may have put the currency of its country there.
    """
    own = _own_codes(currency)
    for codes, words, place in reader.currencies:
        if currency and codes and not codes & own:
            reader.report(
                "currency_differs",
                Severity.ERROR,
                place,
                Text("'{w}' is in another currency", "“{w}”为其他币种").format(w=words),
                Text("{c} is expected, as on sheet Settings", "应为{c}，与参数表一致").format(c=currency),
                Text("Convert the amounts; the program converts nothing.", "请先换算金额；本程序不作换算。"),
            )
    for shown in reader.shown_currencies.values():
        if own & _KNOWN and not shown.codes & own:  # of a currency by a name of its own nothing can be said
            found = Text("the number format shows '{w}'", "数字格式显示“{w}”").format(w=shown.words)
            reader.report(
                "number_format_currency",
                Severity.WARNING,
                shown.place,
                found if shown.cells == 1 else AGAIN.format(f=found, n=shown.cells),
                Text("{c} is expected, as on sheet Settings", "应为{c}，与参数表一致").format(c=currency),
                Text(
                    "Read as {c}; convert the amount where it is none, else change the format.",
                    "按{c}读取；如非{c}请换算金额，否则请修改格式。",
                ).format(c=currency),
            )


def _check_decimals(reader: CellReader, currency: str) -> None:
    """Report that amounts were rounded to cents where the currency counts in thousandths; elsewhere such amounts come from formulas."""
    if reader.first_below_cents is None or not _own_codes(currency) & THREE_DECIMALS:
        return
    amount, place = reader.first_below_cents
    found = Text(
        "{v} has more than two decimals (cells with such amounts: {n}, first here)",
        "{v} 超过两位小数（此类金额共 {n} 个单元格，首处在此）",
    ).format(v=f"{amount:,f}", n=reader.below_cents)
    remedy = Text(
        "The program counts in hundredths, also in {c}: read as {r}.", "本程序以百分之一计，{c} 亦然：按 {r} 读取。"
    ).format(c=currency, r=f"{to_cents(amount) / 100:,.2f}")
    reader.report("money_below_cents", Severity.WARNING, place, found, remedy=remedy)


def _own_codes(currency: str) -> frozenset[str]:
    parts = frozenset(code for part in _WORDS.findall(currency) for code in currency_codes(part))
    return currency_codes(currency) or parts or frozenset({currency.strip().upper()})


def is_part_of_year(words: str) -> bool:
    """Whether a header names a part of a year, such as (Q4), YTD, Jan-Oct or 1-9月.

    Examples
    --------
    >>> is_part_of_year("Revenue last year (Jan-Oct)"), is_part_of_year("Revenue last year (Apr-Mar)")
    (True, False)
    """
    months = _MONTHS.search(words)
    if months is not None:
        first, last = (
            (int(months[3]), int(months[4]))
            if months[3]
            else (_MONTH_NAMES.index(months[1].lower()), _MONTH_NAMES.index(months[2].lower()))
        )
        return (last - first) % 12 != 11
    return bool(_PART_OF_YEAR.search(words))


def _check_parts_of_year(reader: CellReader) -> None:
    """Report headers of last year's figures that name a part of a year: all else counts in years."""
    for words, place in reader.years_of_last:
        if is_part_of_year(words):
            reader.report(
                "part_of_year_in_header",
                Severity.WARNING,
                place,
                Text("'{w}' names a part of a year", "“{w}”只是一年的一部分").format(w=words),
                remedy=Text(
                    "It is read as the whole year: write the whole year's figures, the rest estimated.",
                    "按全年读取：请填写全年数据（含其余月份的预计）。",
                ),
            )


def _check_years(reader: CellReader, plan_year: int) -> None:
    """Report headers of last year's figures that name another year, as those of a workbook that was carried over do."""
    for words, place in reader.years_of_last:
        years = [int(year) for year in _YEAR.findall(words)]
        if years and plan_year - 1 not in years:
            reader.report(
                "year_in_header",
                Severity.WARNING,
                place,
                Text("'{w}' where the plan year is {y}", "计划年度为 {y}，而表头为“{w}”").format(w=words, y=plan_year),
                remedy=Text("Figures of {y} are meant.", "应为 {y} 年的数据。").format(y=plan_year - 1),
            )


def _check_calendar(reader: CellReader, first_month: int) -> None:
    """Report calendar months where a fiscal month is meant, fiscal years where a calendar year is meant, and a plan year that may be named
    after the year in which it ends: here they differ.
    """
    for field, words, place in reader.calendar_words:
        found = Text("found '{v}'", "内容为“{v}”").format(v=words)
        if field == "year":
            expected = Text("a calendar year is expected", "应为自然年")
            remedy = Text("Write the year of the month, such as 2026.", "请填写该月所在的自然年，如 2026。")
            reader.report("fiscal_year_word", Severity.ERROR, place, found, expected, remedy)
            continue
        read = read_number(words, calendar=True)
        if field == "plan_year" and read is not None:
            year = int(read.year)
            found = Text("'{v}' is read as the year that begins in {y}", "“{v}”按 {y} 年开始的财年读取")
            remedy = Text("If it is the one that ends in {y}, write {b}.", "如为 {y} 年结束的财年，请填 {b}。")
            found, remedy = found.format(v=words, y=year), remedy.format(y=year, b=year - 1)
            reader.findings = [
                f for f in reader.findings if (f.code, f.place) != ("number_as_text", place)
            ]  # says it too
            reader.report("plan_year_word", Severity.WARNING, place, found, remedy=remedy)
            continue
        month = fiscal_month(int(read.value), first_month) if read is not None and 1 <= read.value <= 12 else None
        if month is None:
            continue
        expected = Text("a fiscal month is expected", "应为财年月份")
        remedy = Text(
            "The fiscal year begins in month {s}: write {m} for this calendar month.",
            "财年自 {s} 月开始：该自然月请填 {m}。",
        ).format(s=first_month, m=month)
        reader.report("calendar_month_word", Severity.ERROR, place, found, expected, remedy)
