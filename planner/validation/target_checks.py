"""Checks of targets: what teams and seats may be asked for, growth, months, weights of goals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.choices import ADDITIVE_METRICS, MONEY_METRICS, Metric, OverrideKind, SeasonScope
from planner.domain.money import money_words
from planner.findings import Finding
from planner.language import NO_TEXT, Text
from planner.validation.registry import Subject, check, check_of, error, warning

_EXACT = 1e-6
_DIGITS, _MOST_ROUNDED = range(2, 7), 0.015
"""Digits of shares that people write, and the most by which the sum of twelve rounded ones is let off: more is a wrong month."""
_UNLIKE = 2
"""The best seller's revenue over the least's, from which on equal targets are surprising."""


@check_of("settings", "teams")
def check_team_targets(subject: Subject) -> Iterator[Finding]:
    """Fixed and least targets may not add up to more than the company's."""
    plan_input = subject.plan_input
    company = plan_input.settings.target_revenue_cents
    least = sum(t.fixed_target_cents or t.target_min_cents or 0 for t in plan_input.teams)
    if least > company:
        place = subject.place("settings", "0", "target_revenue_cents")
        found = Text(
            "teams' fixed and least targets add up to {a}, the company's target is {b}",
            "各团队固定与最低目标合计 {a}，公司目标为 {b}",
        )
        yield error("team_targets_above_company", place, found.format(a=money_words(least), b=money_words(company)))


@check_of("settings")
def check_goals_have_holders(subject: Subject) -> Iterator[Finding]:
    """Other amounts and counts are handed to whoever has a revenue target, so there must be one."""
    settings = subject.plan_input.settings
    if settings.target_revenue_cents > 0:
        return
    for metric in ADDITIVE_METRICS:
        if metric is not Metric.REVENUE and settings.target(metric):
            unit = "_cents" if metric in MONEY_METRICS else ""
            yield error(
                "goal_without_revenue_target",
                subject.place("settings", "0", f"target_{metric.value}{unit}"),
                Text(
                    "this target goes to teams and seats that have a revenue target, and the company's revenue target is 0",
                    "该目标分解给有收入目标的团队和席位，而公司收入目标为 0",
                ),
                remedy=Text("Give a revenue target, or leave this one blank.", "请填写收入目标，或将此目标留空。"),
            )


@check
def check_team_bands(subject: Subject) -> Iterator[Finding]:
    """Each team's band must be open, with its fixed target inside."""
    for team in subject.plan_input.teams:
        low, high = team.target_min_cents, team.target_max_cents
        if low is not None and high is not None and low > high:
            yield error(
                "band_closed",
                subject.place("teams", team.team, "target_min_cents"),
                Text("the least target is above the most", "目标下限高于上限"),
            )
        fixed = team.fixed_target_cents
        if fixed is not None and ((low is not None and fixed < low) or (high is not None and fixed > high)):
            yield error(
                "fixed_outside_band",
                subject.place("teams", team.team, "fixed_target_cents"),
                Text("the fixed target is outside the team's band", "固定目标超出目标区间"),
            )
        if (
            team.revenue_min_cents is not None
            and team.revenue_max_cents is not None
            and team.revenue_min_cents > team.revenue_max_cents
        ):
            place = subject.place("teams", team.team, "revenue_min_cents")
            yield error(
                "band_closed", place, Text("the least expected revenue is above the most", "预期收入下限高于上限")
            )


@check
def check_seat_bands(subject: Subject) -> Iterator[Finding]:
    """A seat's least target may not be above its most."""
    for seat in subject.plan_input.seats:
        if (
            seat.target_min_cents is not None
            and seat.target_max_cents is not None
            and seat.target_min_cents > seat.target_max_cents
        ):
            yield error(
                "band_closed",
                subject.place("seats", seat.seat, "target_min_cents"),
                Text("the least target is above the most", "目标下限高于上限"),
            )


@check
def check_growth_bands(subject: Subject) -> Iterator[Finding]:
    """Least growth may not be above most growth."""
    settings = subject.plan_input.settings
    if (
        settings.team_growth_min is not None
        and settings.team_growth_max is not None
        and settings.team_growth_min > settings.team_growth_max
    ):
        yield error(
            "growth_band_closed",
            subject.place("settings", "0", "team_growth_min"),
            Text("least growth is above most growth", "增长下限高于上限"),
        )


@check_of("seasonality")
def check_seasonality(subject: Subject) -> Iterator[Finding]:
    """Month shares add up to 100 %, or nearly so where they were rounded: they are parts of their sum."""
    for i, row in enumerate(subject.plan_input.seasonality):
        off = abs(sum(row.month_shares) - 1)
        if off <= _EXACT:
            continue
        place = subject.place("seasonality", str(i), "month_shares[0]")
        found = Text("the months add up to {t} %", "各月合计为 {t}%").format(t=f"{sum(row.month_shares) * 100:.4g}")
        if off <= min(_rounding_of(row.month_shares), _MOST_ROUNDED) + _EXACT:
            remedy = Text("They are taken as parts of their sum.", "按各月占合计的比例计算。")
            yield warning("seasonality_rounded", place, found, remedy=remedy)
        else:
            yield error("seasonality_sum", place, found, Text("100 % is expected", "应为 100%"))


def _rounding_of(shares: Sequence[float]) -> float:
    """Return how far the sum of `shares` may be off because each was rounded to the last digit that is written."""
    digits = next((d for d in _DIGITS if all(abs(round(s, d) - s) < _EXACT**2 for s in shares)), None)
    return 0.0 if digits is None else len(shares) * 0.5 * 10.0**-digits


@check_of("seasonality")
def check_segment_months_do_nothing(subject: Subject) -> Iterator[Finding]:
    """Months of a segment move no target: targets are handed to teams, seats and product lines."""
    for i, row in enumerate(subject.plan_input.seasonality):
        if row.scope is SeasonScope.SEGMENT:
            yield warning(
                "segment_months_unused",
                subject.place("seasonality", str(i), "scope"),
                Text(
                    "the months of segment '{s}' change nothing: a target's months follow its team's row, its product line's, the company's",
                    "细分“{s}”的月份占比不起作用：目标的月度分布依次取团队、产品线、公司的行",
                ).format(s=row.name or ""),
                remedy=Text(
                    "Give these months to the team or the product line.", "请将这些月份占比改填到团队或产品线。"
                ),
            )


@check
def check_weights(subject: Subject) -> Iterator[Finding]:
    """Weights of the other goals leave something for revenue."""
    settings = subject.plan_input.settings
    names = (
        "gross_profit",
        "collections",
        "new_customers",
        "pipeline",
        "satisfaction",
        "repurchase",
        "referral",
        "segment_share",
    )
    total = sum(getattr(settings, f"weight_{n}") for n in names)
    if total > 1 + 1e-9:
        found = Text("the weights add up to {t} %", "权重合计为 {t}%").format(t=f"{total * 100:.4g}")
        yield error(
            "weights_sum",
            subject.place("settings", "0", "weight_collections"),
            found,
            Text("at most 100 % is expected", "应不超过 100%"),
        )


_ANOTHER_UNIT = 1_000
"""A target that is this many times last year's revenue, or this part of it, is in another unit; of 0 it may be meant."""


@check_of("settings", "segments")
def check_target_growth(subject: Subject) -> Iterator[Finding]:
    """A target far from last year's revenue is worth a look: a missing or extra digit."""
    plan_input = subject.plan_input
    last_year = sum(s.existing_revenue_cents for s in plan_input.segments)
    target = plan_input.settings.target_revenue_cents
    if last_year and not 0.5 <= target / last_year <= 2.5:
        found = Text("the target {t} is {x} × last year's revenue {l}", "目标 {t} 是上年收入 {l} 的 {x} 倍")
        place = subject.place("settings", "0", "target_revenue_cents")
        is_other_unit = target > 0 and not 1 / _ANOTHER_UNIT < target / last_year < _ANOTHER_UNIT
        yield (error if is_other_unit else warning)(
            "target_far_from_last_year",
            place,
            found.format(t=money_words(target), l=money_words(last_year), x=_times(target / last_year)),
            remedy=Text(
                "If one of them is in thousands, millions or 万, say so in its header, e.g. (k), (m) or (万元).",
                "如其一以千元、百万元或万元计，请在表头注明，如（万元）。",
            )
            if not 0.01 <= target / last_year <= 100
            else NO_TEXT,
        )


def _times(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.2g}"


@check_of("settings", "teams")
def check_rounding_step(subject: Subject) -> Iterator[Finding]:
    """Targets of teams and months must be more than a rounding step; most often amounts are in thousands and nothing says so."""
    plan_input = subject.plan_input
    step, target = plan_input.settings.rounding_step_cents, plan_input.settings.target_revenue_cents
    if 0 < target < 12 * step * len(plan_input.teams):
        found = Text(
            "the target {t} is too small for months and teams in steps of {s}",
            "目标 {t} 不足以按 {s} 的步长分到各团队各月",
        ).format(t=money_words(target), s=money_words(step))
        remedy = Text(
            "If amounts are in thousands or 万, say so in the headers, e.g. (k) or (万元); else give a smaller rounding step.",
            "如金额以千元或万元计，请在表头注明，如（万元）；否则请填更小的取整步长。",
        )
        yield error("rounding_too_coarse", subject.place("settings", "0", "target_revenue_cents"), found, remedy=remedy)


@check_of("seats", "teams", "accounts")
def check_seats_alike(subject: Subject) -> Iterator[Finding]:
    """Without accounts seats' targets follow their capacity: people who sold very differently get the same, unless something says otherwise."""
    plan_input = subject.plan_input
    if len(plan_input.accounts):
        return
    decided = {o.name for o in plan_input.overrides if o.kind is OverrideKind.SEAT_TARGET}
    for team in plan_input.teams:
        sold = [
            s.last_year_revenue_cents
            for s in plan_input.seats
            if s.team == team.team
            and s.last_year_revenue_cents
            and s.level_factor == 1
            and s.target_min_cents is None
            and s.target_max_cents is None
            and s.seat not in decided
        ]
        if len(sold) > 1 and max(sold) >= _UNLIKE * min(sold):
            found = Text(
                "seats of '{t}' sold from {a} to {b} last year and get targets by capacity alone, which is alike",
                "“{t}”各席位上年收入为 {a} 至 {b}，而目标仅按产能分配，彼此相同",
            ).format(t=team.team, a=money_words(min(sold)), b=money_words(max(sold)))
            remedy = Text(
                "Where that is not meant, fill Level factor (1.2 carries a fifth more), Target, least and most, or sheet Accounts.",
                "如非本意，请填写级别系数（1.2 表示多承担两成）、目标上下限，或客户表。",
            )
            yield warning("seats_alike", subject.column("seats", "level_factor"), found, remedy=remedy)
