"""Who serves a segment today, where the workbook does not say."""

from __future__ import annotations

import pytest

from planner.domain.choices import Channel
from planner.domain.coverage import revenue_of_unknown_service, served_today
from planner.domain.identifiers import SegmentId, TeamId
from tests.plan_input_builder import make_plan_input, make_segment, make_team

NORTH = SegmentId("North")


def _served(segment, *teams):
    return served_today(make_plan_input(segments=(segment,), teams=teams, seats=()))[NORTH]


def test_what_is_stated_counts():
    stated = make_segment(today_channel=Channel.SMB_PARTNER, today_team=TeamId("B"))
    served = _served(stated, make_team("A"), make_team("B", channel=Channel.SMB_PARTNER))
    assert (served.channel, served.team, served.is_inferred) == (Channel.SMB_PARTNER, "B", False)


@pytest.mark.parametrize(
    ("today", "heads_of_b", "channel", "team"),
    [
        ({"today_team": TeamId("B")}, 2, Channel.SMB_PARTNER, "B"),  # the channel of its team
        ({}, 0, Channel.DIRECT, "A"),  # the only team with people
        ({}, 2, None, None),  # either may have
        ({"existing_revenue_cents": 0}, 0, None, None),  # nobody served it
    ],
)
def test_a_blank_channel_is_that_of_the_team_or_of_the_only_one_that_may_lead(today, heads_of_b, channel, team):
    teams = (make_team("A"), make_team("B", channel=Channel.SMB_PARTNER, heads=heads_of_b))
    served = _served(make_segment(**today), *teams)
    assert (served.channel, served.team) == (channel, team)


def test_revenue_that_nobody_is_known_to_have_served_is_a_share_of_all():
    segments = (
        make_segment("North", region="N", existing_revenue_cents=300),
        make_segment("South", region="S", existing_revenue_cents=100),
    )
    teams = (make_team("A"), make_team("B", regions=("S",)))  # South may be either's: 100 of 400
    assert revenue_of_unknown_service(make_plan_input(segments=segments, teams=teams, seats=())) == 0.25
