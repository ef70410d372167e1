"""Checks of teams, partners and seats: channels, heads, cost, where they work today, what they may work, rebates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from planner.domain.choices import Channel
from planner.domain.coverage import served_today
from planner.domain.money import money_words
from planner.domain.organisation import Seat
from planner.findings import Finding
from planner.language import Text
from planner.reading.headers.leavers import says_left
from planner.reading.words.headers import near_miss, normalise
from planner.reading.words.numbers import read_number
from planner.reading.words.suggestion import suggest
from planner.tables.words.choice_words import word_of
from planner.validation.registry import Subject, check, check_of, error, warning

_LIST = re.compile(r"[,，/|&]|\band\b", re.IGNORECASE)
_STAFF_DIGITS = 4
"""Digits from which on a number for a person may be that of the staff list."""
_COVERS_NOTHING = Text("The team covers nothing there.", "该团队在此没有覆盖。")
_LIST_SEGMENTS = Text(
    "The team covers nothing there: these are segments. List them on sheet Coverage, or write their regions.",
    "该团队在此没有覆盖：所填为细分名称。请在“团队覆盖”表中逐一列出，或改填其所属区域。",
)
_ONE_PERSON = 1.05
"""Presence of somebody in several seats, shares that were rounded."""


@check
def check_team_channels(subject: Subject) -> Iterator[Finding]:
    """Teams operate the three working channels."""
    for team in subject.plan_input.teams:
        if not team.channel.is_worked:
            place = subject.place("teams", team.team, "channel")
            expected = Text(
                "direct, strategic partner, or SMB partner is expected", "应为直销、战略伙伴或中小伙伴/电销"
            )
            yield error(
                "team_channel", place, Text("a team cannot operate this channel", "团队不能运营该通路"), expected
            )


@check
def check_partner_channels(subject: Subject) -> Iterator[Finding]:
    """Partners belong to a partner channel."""
    for partner in subject.plan_input.partners:
        if not partner.channel.is_partner:
            place = subject.place("partners", partner.partner, "channel")
            found = Text("partners cannot belong to this channel", "伙伴不能属于该通路")
            expected = Text("strategic partner or SMB partner is expected", "应为战略伙伴或中小伙伴/电销")
            yield error("partner_channel", place, found, expected)


@check_of("seats", "teams")
def check_heads_and_seats(subject: Subject) -> Iterator[Finding]:
    """Filled seats and heads should agree; seats win."""
    for team in subject.plan_input.teams:
        filled = sum(s.rep is not None for s in subject.plan_input.seats if s.team == team.team)
        if filled and filled != team.heads:
            found = Text("{h} heads but {f} filled seats", "人数为 {h}，已填席位为 {f}").format(h=team.heads, f=filled)
            remedy = Text("The larger number is planned with.", "按较大者规划。")
            yield warning("heads_and_seats", subject.place("teams", team.team, "heads"), found, remedy=remedy)


@check_of("seats")
def check_reps_in_several_seats(subject: Subject) -> Iterator[Finding]:
    """A name in two seats counts as two people, and gets two letters."""
    seats: dict[str, list[Seat]] = {}
    for seat in subject.plan_input.seats:
        if seat.rep is not None:
            seats.setdefault(normalise(seat.rep), []).append(seat)
    for held in seats.values():
        if len(held) > 1 and sum(s.presence_share for s in held) > _ONE_PERSON:
            found = Text(
                "'{r}' fills the seats {s}, {p:.0%} of a person", "“{r}”占有席位 {s}，出勤合计 {p:.0%}"
            ).format(
                r=str(held[0].rep),
                s=Text.join((Text.same(s.seat) for s in held), ", ", "、"),
                p=sum(s.presence_share for s in held),
            )
            remedy = Text(
                "Counted as {n} people: give presences that add up to 100 %, or tell two people of one name apart.",
                "按 {n} 人计：如为同一人，请填写合计 100% 的出勤比例；如为同名者，请加以区分。",
            ).format(n=len(held))
            yield warning("rep_repeated", subject.place("seats", held[1].seat, "rep"), found, remedy=remedy)


@check
def check_reps_are_people(subject: Subject) -> Iterator[Finding]:
    """A number where a person's name stands is most often a figure that slipped into the column: the letter would be for it."""
    for seat in subject.plan_input.seats:
        is_staff_number = seat.rep is not None and seat.rep.isdecimal() and len(seat.rep) >= _STAFF_DIGITS
        if seat.rep is not None and read_number(seat.rep) is not None and not is_staff_number:
            found = Text("'{r}' is a number, not a person's name", "“{r}”是数字，不是姓名").format(r=seat.rep)
            remedy = Text("Its letter would be for '{r}': write the name.", "责任书将写给“{r}”：请填写姓名。").format(
                r=seat.rep
            )
            yield warning("rep_is_number", subject.place("seats", seat.seat, "rep"), found, remedy=remedy)


@check
def check_reps_are_there(subject: Subject) -> Iterator[Finding]:
    """Who has left, as words beside the name say, gets a target like others."""
    for seat in subject.plan_input.seats:
        if seat.rep is not None and says_left(seat.rep):
            found = Text("'{r}' is said to leave or to have left", "“{r}”注明已离职或将离职").format(r=seat.rep)
            remedy = Text(
                "Counted as there all year: delete the seat, or write 'to be hired'.",
                "按全年在岗计：请删除该席位，或写“待招”。",
            )
            yield warning("rep_left", subject.place("seats", seat.seat, "rep"), found, remedy=remedy)


@check_of("teams")
def check_teams_cost_something(subject: Subject) -> Iterator[Finding]:
    """A team whose people cost nothing, or are paid nothing while others are, makes every plan look better than it is.

    Where seats state their pay, `pay_of_others` speaks.
    """
    paid = sum(bool(t.pay_cents) for t in subject.plan_input.teams)
    for team in subject.plan_input.teams:
        cost = team.pay_cents + team.benefits_cents + team.expense_cents + team.travel_cents + team.presales_cents
        has_own_pay = any(s.team == team.team and s.base_pay_cents is not None for s in subject.plan_input.seats)
        if team.pay_cents or has_own_pay or not (team.heads or team.max_hires):
            continue
        if cost and paid:
            yield warning(
                "team_paid_nothing",
                subject.place("teams", team.team, "pay_cents"),
                Text(
                    "the people of '{t}' are paid nothing; those of {n} other teams are",
                    "“{t}”的人员没有薪酬，而其他 {n} 个团队均有",
                ).format(t=team.team, n=paid),
                remedy=Text(
                    "Fill pay per head, or the plan takes them for cheap.", "请填写人均薪酬，否则计划会低估其成本。"
                ),
            )
        elif not cost:
            yield warning(
                "team_costs_nothing",
                subject.place("teams", team.team, "pay_cents"),
                Text("the people of '{t}' cost nothing", "“{t}”的人员没有成本").format(t=team.team),
                remedy=Text(
                    "Fill pay and other cost per head, or the plan shows too little cost.",
                    "请填写人均薪酬等费用，否则计划成本偏低。",
                ),
            )


@check
def check_today(subject: Subject) -> Iterator[Finding]:
    """Today's team should operate today's channel."""
    teams = {t.team: t for t in subject.plan_input.teams}
    for segment in subject.plan_input.segments:
        team = teams.get(segment.today_team) if segment.today_team is not None else None
        channel = segment.today_channel
        if team is not None and channel is not None and channel.is_worked and team.channel is not channel:
            found = Text("team '{t}' does not operate this channel", "团队“{t}”不运营该通路").format(t=team.team)
            remedy = Text(
                "It operates {t}: correct the channel or the team. As they stand, the comparison with last year says little.",
                "该团队的通路为{t}：请更正通路或团队，否则与上年的比较没有意义。",
            ).format(t=word_of(team.channel))
            place = subject.place("segments", segment.segment, "today_channel")
            yield warning("today_contradicts", place, found, remedy=remedy)


@check_of("segments", "teams", "seats")
def check_teams_of_today_have_people(subject: Subject) -> Iterator[Finding]:
    """A team that is said to have brought revenue has people, or the plan takes its segments from it."""
    for team in subject.plan_input.teams:
        sold = [s for s in subject.plan_input.segments if s.today_team == team.team and s.existing_revenue_cents]
        if sold and not team.heads and not any(s.team == team.team for s in subject.plan_input.seats):
            found = Text("no heads, though '{t}' leads {n} segments today", "人数为 0，而“{t}”目前主责 {n} 个细分")
            remedy = Text(
                "Fill the heads; if the team is closed, name today's team as it was and plan on.",
                "请填写人数；如团队已撤销，可保留现状继续规划。",
            )
            yield warning(
                "team_without_heads",
                subject.place("teams", team.team, "heads"),
                found.format(t=team.team, n=len(sold)),
                remedy=remedy,
            )


@check_of("segments", "teams", "coverage")
def check_who_serves_today(subject: Subject) -> Iterator[Finding]:
    """Segments that had revenue were served by somebody: the plan is compared with that, so what is taken for it is told."""
    served = served_today(subject.plan_input)
    blank = [s for s in subject.plan_input.segments if served[s.segment].is_inferred]
    unknown = [s for s in blank if served[s.segment].channel is None]
    place = subject.column("segments", "today_channel")
    if len(blank) > len(unknown):
        found = Text("{n} segments do not say who serves them today", "{n} 个细分未注明目前由谁服务")
        remedy = Text(
            "Their team is taken, or the only one that may lead them. Fill Today's channel and Today's team where that is wrong.",
            "按其现有团队、或唯一可主责的团队计。如不符，请填写现有通路与现有团队。",
        )
        yield warning("today_taken", place, found.format(n=len(blank) - len(unknown)), remedy=remedy)
    if unknown:
        found = Text(
            "{n} segments with {r} of last year's revenue do not say who serves them today, and several teams may",
            "{n} 个细分（上年收入 {r}）未注明目前由谁服务，且有多个团队可服务",
        ).format(n=len(unknown), r=money_words(sum(s.existing_revenue_cents for s in unknown)))
        remedy = Text(
            "Fill Today's channel and Today's team: as it stands they count as not served, and the gain over last year says little.",
            "请填写现有通路与现有团队：目前按未服务计，较上年的增益意义不大。",
        )
        yield warning("today_unknown", place, found, remedy=remedy)


@check_of("segments")
def check_names_of_coverage(subject: Subject) -> Iterator[Finding]:
    """Regions and industries that teams cover should exist among the segments; where no segment has any, such teams would stand idle."""
    segments = subject.plan_input.segments
    known = {"regions": {s.region for s in segments}, "industries": {s.industry for s in segments}}
    missing = [field for field, values in known.items() if values == {None}]
    names = {normalise(s.segment) for s in segments} | {normalise(g.segment) for g in subject.plan_input.segment_groups}
    for field in missing:
        yield from _check_column_of_coverage(subject, field)
    for team in subject.plan_input.teams:
        for field, values in (("regions", team.regions), ("industries", team.industries)):
            for value in values:
                if value not in known[field] and field not in missing:
                    found = Text("no segment has '{v}'", "没有细分属于“{v}”").format(v=value)
                    remedy = suggest(near_miss(value, [k for k in known[field] if k]), _COVERS_NOTHING)
                    if _are_segments(value, names):
                        remedy = _LIST_SEGMENTS
                    yield warning("coverage_unused", subject.place("teams", team.team, field), found, remedy=remedy)


def _are_segments(value: str, names: set[str]) -> bool:
    """Whether a region (or industry) that no segment has is a name of a segment, or a list of such names."""
    parts = [normalise(p) for p in _LIST.split(value) if p.strip()]
    return normalise(value) in names or (bool(parts) and all(p in names for p in parts))


def _check_column_of_coverage(subject: Subject, field: str) -> Iterator[Finding]:
    """Report that teams cover regions (or industries) of which no segment has one: what those are may stand in a column that was not read."""
    listed = {c.team for c in subject.plan_input.coverage}  # such a team is covered by those rows alone
    teams = [t for t in subject.plan_input.teams if getattr(t, field) and t.team not in listed]
    if not teams:
        return
    column = subject.column("segments", {"regions": "region", "industries": "industry"}[field])
    names = Text.same(", ".join(t.team for t in teams[:3]) + (" …" if len(teams) > 3 else ""))
    yield error(
        "coverage_without_column",
        subject.place("teams", teams[0].team, field),
        Text(
            "no segment has anything in column '{c}' of sheet '{s}': {n} would cover nothing",
            "工作表“{s}”的“{c}”列没有任何内容：{n}将没有覆盖",
        ).format(c=column.header, s=column.sheet, n=names),
        remedy=Text("Fill it there, or clear this column.", "请在该表填写，或清空本列。"),
    )


@check_of("rebates")
def check_rebates(subject: Subject) -> Iterator[Finding]:
    """Rebates belong to partner channels and rise with revenue."""
    for channel in Channel:
        rows = [(i, r) for i, r in enumerate(subject.plan_input.rebates) if r.channel is channel]
        steps = sorted((r.from_revenue_cents, r.rate) for _, r in rows)
        place = subject.place("rebates", str(rows[0][0]) if rows else "", "channel")
        if steps and not channel.is_partner:
            yield error(
                "rebate_channel",
                place,
                Text("only partner channels earn rebates", "只有伙伴通路有返点"),
                remedy=Text("Delete the row or correct the channel.", "请删除该行或更正通路。"),
            )
        if any(a[1] > b[1] for a, b in pairwise(steps)):
            yield warning("rebate_falls", place, Text("the rebate rate falls with revenue", "返点比例随收入下降"))
