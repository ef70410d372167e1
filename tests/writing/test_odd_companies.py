"""Companies at the edges: their plan is written, and what is written verifies."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from planner.domain.channels import RebateStep
from planner.domain.choices import Channel
from planner.domain.identifiers import ProductId, SegmentId
from planner.domain.plan_input import PlanInput
from planner.language import Language
from planner.optimization.annual_plan import make_annual_plan
from planner.results.written.verify_file import verify_plan_file
from tests.plan_input_builder import make_plan_input, make_seat, make_segment, make_settings, make_team
from tests.written_plan_builder import write_made_plan


def _ladder_that_no_team_climbs() -> PlanInput:
    ladder = (RebateStep(Channel.STRATEGIC_PARTNER, 0, 0.01), RebateStep(Channel.STRATEGIC_PARTNER, 60_000_000, 0.03))
    return make_plan_input(rebates=ladder)


def _team_that_costs_a_hundred_times_its_revenue() -> PlanInput:
    # Revenue at an attainment is rounded to the cent, which moves a ratio of this size in its sixth digit.
    tiny = make_segment("Tiny", accounts=7.0, existing_revenue_cents=433_337, forced_channel=Channel.SMB_PARTNER)
    plan_input = make_plan_input(settings=make_settings(target_revenue_cents=100_000_003, rounding_step_cents=1))
    teams = (make_team("Field"), make_team("Partners", channel=Channel.SMB_PARTNER, heads=1, pay_cents=77_777_777))
    segments = (*(replace(s, forced_channel=Channel.DIRECT) for s in plan_input.segments), tiny)
    seats = (make_seat("F1"), make_seat("F2"), make_seat("P1", "Partners"))
    potential = dict(plan_input.potential_cents) | {(SegmentId("Tiny"), ProductId("Core")): 500_001}
    return replace(plan_input, segments=segments, teams=teams, seats=seats, potential_cents=potential)


def _effort_that_ends_on_a_half() -> PlanInput:
    # A quarter of a partner's FTE takes 0.3 · 0.25 = 0.075 of a direct one, which a sheet's ROUND shows as 0.08.
    plan_input = make_plan_input(settings=make_settings(effort_levels_fte=(0.25,), target_revenue_cents=100_000_000))
    teams = (make_team("Field"), make_team("Allies", channel=Channel.STRATEGIC_PARTNER, heads=1))
    forced = [Channel.STRATEGIC_PARTNER, Channel.AVOID, Channel.AVOID]
    segments = tuple(
        replace(s, forced_channel=c, today_channel=None, today_team=None)
        for s, c in zip(plan_input.segments, forced, strict=True)
    )
    return replace(plan_input, segments=segments, teams=teams, seats=())


@pytest.mark.parametrize(
    "make",
    [
        _ladder_that_no_team_climbs,
        _team_that_costs_a_hundred_times_its_revenue,
        _effort_that_ends_on_a_half,
    ],
)
def test_what_is_written_verifies(make):
    plan_input = make()
    plan = make_annual_plan(plan_input).plan
    content = write_made_plan(plan_input, plan, Language.ENGLISH, "odd.xlsx")
    assert [f.message() for f in verify_plan_file(content, "odd.xlsx").findings] == []


def test_numbered_teams_and_segments_stand_in_the_order_of_their_numbers():
    names = [f"Direct {n}" for n in range(1, 12)]
    plan_input = make_plan_input(
        settings=make_settings(target_revenue_cents=100_000_000),
        teams=tuple(make_team(name, heads=1) for name in sorted(names)),
        segments=tuple(make_segment(f"S{n}") for n in range(11, 0, -1)),
    )
    plan = make_annual_plan(plan_input).plan
    content = write_made_plan(plan_input, plan, Language.ENGLISH, "numbered.xlsx")
    assert [f.message() for f in verify_plan_file(content, "numbered.xlsx").findings] == []
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)

    def listed(sheet: str, wanted: list[str]) -> list[str]:
        return [str(cell.value) for cell in book[sheet]["A"] if cell.value in wanted]

    assert listed("Team plan", names) == names
    assert listed("Cross-foot", names) == names
    assert listed("Cost curve", names)[:11] == names
    units = [f"S{n}" for n in range(1, 12)]
    assert listed("Channel plan", units) == units
