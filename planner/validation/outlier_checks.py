"""Checks that the amounts of a column are of one size: a row in thousands or 万 among others in full is a plan that counts it for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.money import money_words
from planner.findings import Finding, Place
from planner.language import Text
from planner.validation.registry import Subject, check, check_of, warning

_GAP = 1_000.0
"""Between one amount and the next in size: a unit of thousands leaves such a gap, companies as they are hardly ever do."""
_FEWEST_ALIKE, _ALIKE_GAP, _ALIKE_FACTOR = 4, 50.0, 10.0
"""Where at least so many amounts lie close together, one that is far out for them is told from a smaller gap on: 50 times, and 10 times
the spread of the others."""
_PAY = ("pay_cents", "base_pay_cents")
_FEWEST_PAID, _PAY_GAP, _PAY_FACTOR = 3, 8.0, 3.0
"""The same of pay, which differs less: a digit too many or too few is ten times."""
_LEAST_OF_COSTS, _MOST_OF_COSTS = 0.00003, 3.0
"""All lines of a sheet of costs as a share of last year's revenue, outside of which a unit is more likely wrong than the company unusual."""


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount in cents and the key of its cell among the places."""

    cents: int
    key: tuple[str, str, str]


@check
def check_size_within_columns(subject: Subject) -> Iterator[Finding]:
    """Amounts of one column lie within a size of each other; of histories, cost lines and accounts only what is far above the rest is told."""
    plan_input = subject.plan_input
    for table, field, rows in (
        ("segments", "existing_revenue_cents", plan_input.segments),
        ("segments", "average_deal_cents", plan_input.segments),
        ("teams", "pay_cents", plan_input.teams),
        ("teams", "last_year_revenue_cents", plan_input.teams),
        ("seats", "last_year_revenue_cents", plan_input.seats),
        ("seats", "last_year_target_cents", plan_input.seats),
        ("seats", "base_pay_cents", plan_input.seats),
    ):
        key = {"segments": "segment", "teams": "team", "seats": "seat"}[table]
        amounts = [_Amount(getattr(r, field) or 0, (table, str(getattr(r, key)), field)) for r in rows]
        yield from _tell_gap(subject, amounts, ends=(False, True), is_pay=field in _PAY)
    potential = [
        _Amount(cents, ("potential_cents", f"{segment}|{product}", "potential_cents"))
        for (segment, product), cents in plan_input.potential_cents.items()
    ]
    yield from _tell_gap(subject, potential, ends=(False, True))
    book = plan_input.accounts
    for field, column in (
        ("potential_cents", book.potential_cents),
        ("last_year_revenue_cents", book.last_year_revenue_cents),
    ):
        amounts = [_Amount(c, ("accounts", str(a), field)) for a, c in zip(book.account, column, strict=True)]
        yield from _tell_gap(subject, amounts, ends=(True,))
    for table, field, lines in (
        ("history", "revenue_cents", plan_input.history),
        ("team_costs", "amount_cents", plan_input.team_costs),
        ("marketing", "amount_cents", plan_input.marketing),
    ):
        amounts = [_Amount(getattr(r, field), (table, str(n), field)) for n, r in enumerate(lines)]
        yield from _tell_gap(subject, amounts, ends=(True,))


def _tell_gap(
    subject: Subject, amounts: Iterable[_Amount], ends: tuple[bool, ...], is_pay: bool = False
) -> Iterator[Finding]:
    """Return a warning for the amounts beyond a gap, at the large end (true) or the small one, where they are fewer than the rest."""
    fewest, gap, factor = _FEWEST_ALIKE, _ALIKE_GAP, _ALIKE_FACTOR
    if is_pay:
        fewest, gap, factor = _FEWEST_PAID, _PAY_GAP, _PAY_FACTOR
    ordered = sorted((a for a in amounts if a.cents > 0), key=lambda a: (a.cents, a.key))
    for is_large in ends:
        if is_large:
            ordered = ordered[::-1]
        for count in range(1, len(ordered) // 2 + 1):
            near, far = ordered[count], ordered[count - 1]
            ratio = far.cents / near.cents if is_large else near.cents / far.cents
            last = ordered[-1]
            spread = max(near.cents, last.cents) / min(near.cents, last.cents)
            is_alone = count == 1 and len(ordered) - count >= fewest and ratio >= max(gap, factor * spread)
            if ratio >= _GAP or is_alone:
                yield _warn(subject, ordered[:count], near, ratio, is_large)
                return


def _warn(subject: Subject, odd: list[_Amount], near: _Amount, ratio: float, is_large: bool) -> Finding:
    text = Text(
        "{a} is {f:,.0f} times smaller than the next amount of its kind, {b}{m}",
        "{a} 仅为同列相邻金额 {b} 的 1/{f:,.0f}{m}",
    )
    if is_large:
        text = Text(
            "{a} is {f:,.0f} times the next amount of its kind, {b}{m}", "{a} 是同列相邻金额 {b} 的 {f:,.0f} 倍{m}"
        )
    more = Text("", "")
    if len(odd) > 1:
        more = Text(" ({n} such cells)", "（此类单元格共 {n} 个）").format(n=len(odd))
    last = odd[-1]
    found = text.format(a=money_words(last.cents), b=money_words(near.cents), f=ratio, m=more)
    remedy = Text(
        "If it is in another unit (thousands, 万), write the whole column in one.",
        "如其单位不同（千元、万元），请统一整列单位。",
    )
    if ratio < _ALIKE_GAP:
        remedy = Text("Check it: is there a digit too many or too few?", "请核对：是否多写或少写了一位数字？")
    return warning("size_within_column", subject.place(*last.key), found, remedy=remedy)


@check_of("team_costs", "marketing", "segments")
def check_size_of_cost_lines(subject: Subject) -> Iterator[Finding]:
    """Cost lines stand in some proportion to what is sold."""
    plan_input = subject.plan_input
    lines = {
        "team_costs": sum(line.amount_cents for line in plan_input.team_costs),
        "marketing": sum(line.amount_cents for line in plan_input.marketing),
    }
    last_year = sum(s.existing_revenue_cents for s in plan_input.segments)
    for table, total in lines.items():
        if last_year and total and not _LEAST_OF_COSTS <= total / last_year <= _MOST_OF_COSTS:
            place: Place = subject.column(table, "amount_cents")
            found = Text("these lines add up to {a}, last year's revenue is {b}", "该表合计 {a}，上年收入 {b}")
            remedy = Text(
                "If one of them is in thousands or 万, say so in its header, e.g. (k) or (万元).",
                "如其一以千元或万元计，请在表头注明，如（万元）。",
            )
            yield warning(
                "size_of_costs", place, found.format(a=money_words(total), b=money_words(last_year)), remedy=remedy
            )
