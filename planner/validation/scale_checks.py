"""Checks that amounts of several sheets are of one size: most often one sheet is in thousands or 万 and nothing says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from planner.domain.calendar import MONTHS_PER_YEAR, are_quarters
from planner.domain.money import money_words
from planner.findings import Finding, Place
from planner.language import Text
from planner.validation.registry import Subject, check_of, error, warning

_LEAST_PEOPLE, _MOST_PEOPLE = 0.001, 3.0
"""Cost of people as a share of last year's revenue, outside of which a unit is more likely wrong than the company unusual."""
_LEAST_PAY_CENTS = 500_00
"""Of a year, in any currency: the lowest minimum wages of the dearest currencies are above it."""
_MOST_SOLD_PER_PAY = 250.0
"""Revenue of a head ÷ its pay: 3 to 50 in most companies, above this pay is more likely a month's."""
_HISTORY_FACTOR = 2.0
_SEATS_FACTOR = 20.0
_OTHER_UNIT = 20.0
"""Amounts that differ by less are rather of other things than in another unit."""
_OTHER_CONTENT = Text(
    "Check which rows belong to it: versions such as budget, taxes, segments that were given up.",
    "请检查哪些行应计入：如预算版本、税额、已放弃的细分。",
)
_FEWEST_MONTHS = 3
_FEWEST_ALIKE, _ALIKE_SHARE = 24, 0.9


@check_of("teams", "seats", "segments")
def check_size_of_pay(subject: Subject) -> Iterator[Finding]:
    """What people cost stands in some proportion to what they sold."""
    teams, last_year = subject.plan_input.teams, _last_year(subject)
    cost = sum(
        t.heads * (t.pay_cents + t.benefits_cents + t.expense_cents + t.travel_cents + t.presales_cents) for t in teams
    )
    pay = {t.team: t.pay_cents for t in teams}
    own = [(s.base_pay_cents, pay[s.team]) for s in subject.plan_input.seats if s.rep is not None and s.team in pay]
    cost += sum(base - usual for base, usual in own if base is not None)
    if last_year and cost and not _LEAST_PEOPLE <= cost / last_year <= _MOST_PEOPLE:
        text = Text("all heads cost {a} a year, last year's revenue is {b}", "全部人员年成本为 {a}，上年收入为 {b}")
        yield _other_size("size_of_pay", subject.column("teams", "pay_cents"), text, cost, last_year)
        return
    heads, paid = sum(t.heads for t in teams if t.pay_cents), sum(t.heads * t.pay_cents for t in teams)
    if paid and last_year / paid > _MOST_SOLD_PER_PAY:
        text = Text(
            "pay per head is {a} on average, a head sold {b} last year", "人均薪酬平均 {a}，而上年人均收入 {b}"
        ).format(a=money_words(round(paid / heads)), b=money_words(round(last_year / heads)))
        remedy = Text("If it is a month's pay, write the year's.", "如为月薪，请改填全年金额。")
        yield warning("size_of_pay", subject.column("teams", "pay_cents"), text, remedy=remedy)


@check_of("teams")
def check_pay_is_of_a_year(subject: Subject) -> Iterator[Finding]:
    """No currency has a year's pay below a few hundred of its units: such figures are in thousands or 万, and everything else may be, too."""
    paid = [t for t in subject.plan_input.teams if t.pay_cents]
    most = max((t.pay_cents for t in paid), default=0)
    if 0 < most < _LEAST_PAY_CENTS:
        found = Text("pay per head is {a} {c} a year at most", "人均薪酬最高仅为每年 {a} {c}").format(
            a=money_words(most), c=subject.plan_input.settings.currency
        )
        expected = Text("full currency units are expected, or their unit", "应为货币原值，或注明单位")
        remedy = Text(
            "If amounts are in thousands or 万, say so in every header and beside every setting that has them, e.g. Pay per head (k).",
            "如金额以千元或万元计，请在每个金额列的表头及金额参数旁注明，如“人均薪酬（万元）”。",
        )
        yield error("pay_without_unit", subject.place("teams", paid[0].team, "pay_cents"), found, expected, remedy)


@check_of("history", "segments", "settings")
def check_size_of_history(subject: Subject) -> Iterator[Finding]:
    """The history of last year is last year's revenue, month by month."""
    last_year = _last_year(subject)
    lines = subject.plan_input.last_year_history()
    total = sum(line.revenue_cents for line in lines)
    whole_year = len({line.month for line in lines}) == MONTHS_PER_YEAR
    every_segment = {s.segment for s in subject.plan_input.segments if s.existing_revenue_cents} <= {
        line.segment for line in lines
    }
    if whole_year and every_segment and last_year and not last_year <= total * _HISTORY_FACTOR <= 4 * last_year:
        text = Text(
            "the history of last year adds up to {a}, last year's revenue is {b}", "上年历史合计 {a}，上年收入 {b}"
        )
        found = _other_size("size_of_history", subject.column("history", "revenue_cents"), text, total, last_year)
        yield replace(found, remedy=_OTHER_CONTENT) if 1 / _OTHER_UNIT < total / last_year < _OTHER_UNIT else found


@check_of("history")
def check_history_has_one_version(subject: Subject) -> Iterator[Finding]:
    """An export with actual and budget side by side has every month of a segment, product line and team as often as it has versions.

    Invoices, which may also have several lines a month, do not have the same number everywhere.
    """
    history = subject.plan_input.history
    latest = max((x.year for x in history), default=0)  # one year says it, and a long history is counted quickly
    lines = Counter((x.month, x.segment, x.product, x.team) for x in history if x.year == latest)
    (times, alike), *_ = Counter(lines.values()).most_common(1) or [(1, 0)]
    if times > 1 and alike >= _FEWEST_ALIKE and alike >= _ALIKE_SHARE * len(lines):
        found = Text(
            "every month of a segment, product line and team stands {n} times",
            "每个细分、产品线与团队的每月均出现 {n} 次",
        ).format(n=times)
        remedy = Text(
            "They are added up. If they are versions, such as actual and budget, keep the actual ones.",
            "程序会合计。如为不同版本（如实际与预算），请只保留实际数。",
        )
        yield warning("history_versions", subject.column("history", "revenue_cents"), found, remedy=remedy)


@check_of("history", "settings", "teams")
def check_history_is_whole(subject: Subject) -> Iterator[Finding]:
    """A team whose last year is counted from history has grown too much where the history stops before the year ends."""
    lines = subject.plan_input.last_year_history()
    months = len({line.month for line in lines})
    counted = {line.team for line in lines}
    teams = [t.team for t in subject.plan_input.teams if t.last_year_revenue_cents is None and t.team in counted]
    if teams and months < MONTHS_PER_YEAR:
        found = Text(
            "last year's history holds {n} of 12 months, and last year's revenue of '{t}' is blank (teams alike: {k})",
            "上年历史仅有 {n} 个月，而“{t}”的上年收入未填（此类团队共 {k} 个）",
        ).format(n=months, t=teams[0], k=len(teams))
        remedy = Text(
            "Growth is counted from these months alone: fill last year's revenue on sheet Teams, the rest of the year estimated.",
            "增长仅据这些月份计算：请在团队表填写上年收入（含其余月份的预计）。",
        )
        yield warning("history_not_whole", subject.column("history", "month"), found, remedy=remedy)


@check_of("history")
def check_history_has_every_month(subject: Subject) -> Iterator[Finding]:
    """Quarters that are kept under their last month would leave eight months of the year without a target."""
    months = sorted({line.month for line in subject.plan_input.history})
    if _FEWEST_MONTHS <= len(months) < MONTHS_PER_YEAR:
        found = Text("the history has lines of the months {m} alone", "历史数据只有 {m} 月").format(
            m=Text.same(", ".join(map(str, months)))
        )
        remedy = Text(
            "Months without a line count as months without revenue, and less than a year of months gives no shares. "
            "Split quarters into their months.",
            "没有数据的月份视为无收入；不足一年的月份不计算月度占比。季度数据请拆分到月。",
        )
        if are_quarters(months):
            remedy = Text(
                "Quarters give no month shares: without sheet Seasonality targets are even over the months. Split quarters into their months.",
                "季度数据不能得出月度占比：若无季节性表，目标按月均分。请将季度数据拆分到月。",
            )
        yield warning("history_months", subject.column("history", "month"), found, remedy=remedy)


@check_of("seats", "segments")
def check_size_of_seats(subject: Subject) -> Iterator[Finding]:
    """What the seats sold last year is a part of last year's revenue."""
    seats, last_year = subject.plan_input.seats, _last_year(subject)
    sold = [s.last_year_revenue_cents for s in seats if s.last_year_revenue_cents]
    total = sum(sold)
    if last_year and sold and 2 * len(sold) >= len(seats):
        ratio = total / last_year
        if not 1 / _SEATS_FACTOR <= ratio <= _SEATS_FACTOR:
            text = Text("the seats sold {a} last year, last year's revenue is {b}", "各席位上年合计 {a}，上年收入 {b}")
            place = subject.column("seats", "last_year_revenue_cents")
            yield _other_size("size_of_seats", place, text, total, last_year)


def _last_year(subject: Subject) -> int:
    return sum(s.existing_revenue_cents for s in subject.plan_input.segments)


def _other_size(code: str, place: Place, text: Text, amount: int, last_year: int) -> Finding:
    remedy = Text(
        "If one of them is in thousands or 万, say so in its header, e.g. (k) or (万元).",
        "如其一以千元或万元计，请在表头注明，如（万元）。",
    )
    return warning(code, place, text.format(a=money_words(amount), b=money_words(last_year)), remedy=remedy)
