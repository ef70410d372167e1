"""Are the seats with targets those of the plan year: the workbook's, one for each head without a seat, one for each hire?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.domain.calendar import QUARTERS
from planner.domain.channel_plan import TeamPlan
from planner.domain.targets import SeatTarget
from planner.findings import Finding
from planner.results.verification.facts.staffing import count_seatless, is_committed
from planner.results.verification.subject import Subject, broken
from planner.results.verification.target_split.bands import capacity_of, is_hired_by_plan


def verify_positions(subject: Subject) -> Iterator[Finding]:
    """Every seat of the input that is filled or has a start month has a target; heads without a seat and hires have one each; nobody else."""
    for plan in subject.plan.channel_plan.teams:
        own = [s for s in subject.plan.targets.seats if s.position.team == plan.team]
        yield from _check_team(subject, plan, own)
    for seat in subject.plan.targets.seats:
        yield from _check_seat(subject, seat)


def _check_team(subject: Subject, plan: TeamPlan, own: list[SeatTarget]) -> Iterator[Finding]:
    team = subject.case.teams[plan.team]
    seats = [s for s in subject.plan_input.seats if s.team == plan.team]
    present = {s.position.seat for s in own}
    for seat in seats:
        if is_committed(seat) and seat.seat not in present:
            yield broken("positions", "seat {s} has no target", "席位 {s} 没有目标", s=seat.seat)
    known = {s.seat for s in seats}
    made = [s for s in own if s.position.seat not in known and s.position.start_month is None]
    if len(made) != count_seatless(subject.plan_input, team):
        yield broken(
            "positions",
            "team {t}: {a} positions for heads without a seat, {b} such heads",
            "团队 {t}：无席位人员的岗位 {a} 个，实际 {b} 人",
            t=team.team,
            a=len(made),
            b=count_seatless(subject.plan_input, team),
        )
    starts = Counter(
        s.position.start_month
        for s in own
        if is_hired_by_plan(subject.plan_input, s.position.seat, s.position.start_month)
    )
    right = Counter({3 * (q - 1) + 1: n for q, n in zip(QUARTERS, plan.hires, strict=True) if n})
    if starts != right:
        yield broken(
            "positions",
            "team {t}: positions of hires do not start as the hires do",
            "团队 {t}：招聘岗位的到岗时间与招聘计划不符",
            t=team.team,
        )


def _check_seat(subject: Subject, target: SeatTarget) -> Iterator[Finding]:
    position = target.position
    seat = next((s for s in subject.plan_input.seats if s.seat == position.seat), None)
    hired = is_hired_by_plan(subject.plan_input, position.seat, position.start_month)
    wrong = position.is_planned_hire is not hired or position.is_generated is not (seat is None and not hired)
    if seat is None:
        wrong = wrong or position.rep is not None
    else:
        wrong = wrong or seat.team != position.team or seat.rep != position.rep
        wrong = wrong or (not hired and seat.start_month != position.start_month)
    if position.start_month is not None and not 1 <= position.start_month <= 12:
        yield broken("positions", "seat {s}: no such start month", "席位 {s}：到岗月不存在", s=position.seat)
        return
    last_year = (None, None) if seat is None else (seat.last_year_revenue_cents, seat.last_year_target_cents)
    wrong = wrong or last_year != (position.last_year_revenue_cents, position.last_year_target_cents)
    if wrong:
        yield broken(
            "positions",
            "seat {s}: team, rep, start or last year are not the input's",
            "席位 {s}：团队、姓名、到岗月或上年数据与输入不符",
            s=position.seat,
        )
    capacity = capacity_of(subject, target)
    if len(position.month_capacity) != 12 or any(
        abs(a - b) > 1e-9 for a, b in zip(position.month_capacity, capacity, strict=True)
    ):
        yield broken(
            "positions",
            "seat {s}: capacity is not ramp × level × presence",
            "席位 {s}：产能不等于爬坡×级别×在岗",
            s=position.seat,
        )
