"""Cushion and rounding of targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.findings import Finding
from planner.language import Text
from planner.results.verification.facts.shares import is_in_proportion, with_share
from planner.results.verification.subject import Subject, broken, differing
from planner.results.verification.target_split.bands import Band, seat_band, team_band

_STEPS = 2


def verify_cushion(subject: Subject) -> Iterator[Finding]:
    """Cushioned targets add up to the level's own target with its cushion, are no less than the base, and in proportion to it."""
    targets, settings = subject.plan.targets, subject.plan_input.settings
    right = with_share(settings.target_revenue_cents, settings.team_cushion_share)
    handed_out = sum(s.cushioned_cents for s in targets.seats)
    company = Text("company", "公司")
    for what, stated, amount in (
        (Text("the cushioned target", "加成目标"), targets.company_cushioned_cents, right),
        (
            Text("the teams' cushioned targets", "各团队加成目标合计"),
            sum(t.cushioned_cents for t in targets.teams),
            right,
        ),
        (Text("what is handed out to seats", "下达席位合计"), targets.company_seat_cushioned_cents, handed_out),
    ):
        if stated != amount:
            yield differing("cushion", company, what, stated, amount)
    pairs = [(t.base_cents, t.cushioned_cents) for t in targets.teams]
    yield from _check_parts(subject, company, pairs, settings.team_cushion_share)
    for team in targets.teams:
        seats = [s for s in targets.seats if s.position.team == team.team]
        amount = with_share(team.cushioned_cents, settings.seat_cushion_share)
        if seats and sum(s.cushioned_cents for s in seats) != amount:
            what = Text("its seats' cushioned targets", "席位加成目标合计")
            yield differing("cushion", team.team, what, sum(s.cushioned_cents for s in seats), amount)
        if subject.is_shown(team.cushioned_months_cents) and sum(team.cushioned_months_cents) != team.cushioned_cents:
            what = Text("its cushioned months", "加成月度合计")
            yield differing("cushion", team.team, what, sum(team.cushioned_months_cents), team.cushioned_cents)
        yield from _check_parts(subject, team.team, [(s.base_cents, s.cushioned_cents) for s in seats], 0.0)


def verify_rounding_step(subject: Subject) -> Iterator[Finding]:
    """Targets of teams, and of the seats of a team, are multiples of the step, but for those on a bound and one that takes the rest."""
    targets, step = subject.plan.targets, subject.plan_input.settings.rounding_step_cents
    teams = [(t.team, t.base_cents, team_band(subject, t.team)) for t in targets.teams]
    yield from _check_step(Text("the teams", "各团队"), teams, step)
    for team in targets.teams:
        seats = [
            (s.position.seat, s.base_cents, seat_band(subject.plan_input, s.position.seat))
            for s in targets.seats
            if s.position.team == team.team
        ]
        yield from _check_step(Text("the seats of {t}", "{t} 的席位").format(t=team.team), seats, step)
        given = [s.cushioned_cents for s in targets.seats if s.position.team == team.team]
        extra = [s.cushioned_cents - s.base_cents for s in targets.seats if s.position.team == team.team]
        if sum(c % step != 0 and e % step != 0 for c, e in zip(given, extra, strict=True)) > 1:
            yield _off(Text("the cushioned seats of {t}", "{t} 的席位加成目标").format(t=team.team), step)
    if sum(t.cushioned_cents % step != 0 and (t.cushioned_cents - t.base_cents) % step != 0 for t in targets.teams) > 1:
        yield _off(Text("the teams' cushioned targets", "各团队加成目标"), step)


def _check_parts(subject: Subject, whose: object, pairs: Sequence[tuple[int, int]], share: float) -> Iterator[Finding]:
    """Return parts that fall below their base where there is a cushion, or are out of proportion to it."""
    step = subject.plan_input.settings.rounding_step_cents
    total = sum(c for _, c in pairs)
    fine = is_in_proportion([c for _, c in pairs], total, [b for b, _ in pairs], _STEPS * step + 1)
    if not fine or (share >= 0 and any(c < b - step for b, c in pairs)):
        yield broken(
            "cushion",
            "{w}: cushioned targets are not in proportion to the base",
            "{w}：加成目标与基础目标不成比例",
            w=whose,
        )


def _check_step(whose: Text, parts: Sequence[tuple[str, int, Band]], step: int) -> Iterator[Finding]:
    free = [p for p in parts if p[1] not in (p[2].least, p[2].most)]
    if sum(cents % step != 0 for _, cents, _ in free) > 1:
        yield _off(whose, step)


def _off(whose: Text, step: int) -> Finding:
    return broken(
        "rounding_step",
        "{w}: more than one target is no multiple of {s:,.2f}",
        "{w}：不止一个目标不是 {s:,.2f} 的整数倍",
        w=whose,
        s=step / 100,
    )
